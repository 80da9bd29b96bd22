"""Names: parties, terms and suppliers that nobody can look up."""
