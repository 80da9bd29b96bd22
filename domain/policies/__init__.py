"""Policies: packs of requirements, and the repository of those in force."""
