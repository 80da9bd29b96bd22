"""Importing: one reader per format, from a file's bytes to blocks with origins."""
