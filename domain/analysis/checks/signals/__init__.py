"""Signals, scores and what is allocated by them."""
