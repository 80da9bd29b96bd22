"""How the requirements of policy packs stand in a document."""
