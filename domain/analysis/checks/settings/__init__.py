"""Tables of settings."""
