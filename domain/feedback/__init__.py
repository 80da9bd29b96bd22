"""Feedback: the reviewer's decision on each finding, and the approval of them all."""
