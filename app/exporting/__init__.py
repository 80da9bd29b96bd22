"""Exporting: the approved changes as a Word file."""
