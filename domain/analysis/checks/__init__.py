"""The built-in checks, one file a family."""
