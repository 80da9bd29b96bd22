"""Approved edits made in the original Markdown, in place: what no edit touches keeps its bytes."""
