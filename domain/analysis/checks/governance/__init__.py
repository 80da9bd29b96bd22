"""Governance and conduct: who decides, what is announced, what a document of its kind covers."""
