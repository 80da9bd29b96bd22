"""Formulas and code that cannot be computed as they stand."""
