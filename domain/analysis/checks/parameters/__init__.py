"""Parameters: numbers and lists that the rules need and do not give."""
