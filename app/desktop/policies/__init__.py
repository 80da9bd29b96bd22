"""Policies: how a document stands by the packs that apply to it, and the packs of the house."""
