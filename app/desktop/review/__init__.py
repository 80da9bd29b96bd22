"""The review of one document: its text on the left, what was found and decided on the right."""
