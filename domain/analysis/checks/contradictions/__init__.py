"""Contradictions: two passages that cannot both hold."""
