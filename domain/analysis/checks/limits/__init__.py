"""Limits and stops, and what happens at them."""
