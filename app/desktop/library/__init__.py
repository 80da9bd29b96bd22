"""The library: the documents of this profile and how far their reviews are."""
