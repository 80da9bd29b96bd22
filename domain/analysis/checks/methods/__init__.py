"""Methods: steps that are named and not given."""
