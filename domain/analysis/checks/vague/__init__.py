"""Vague words: what has no number, cannot be tested or may be done or not."""
