"""The keys of a profile: one secret, the ways it is kept, and what is derived from it."""
