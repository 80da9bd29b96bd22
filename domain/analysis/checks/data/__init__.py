"""Data: sources, fields, gaps and rates."""
