"""Identifiers: random for what a person starts, derived for what follows from it."""

from uuid import UUID, uuid4, uuid5


def new_id() -> str:
    """A random id of 32 hexadecimal digits; it says nothing about the content it names."""
    return uuid4().hex


def derived_id(source: str, step: str) -> str:
    """The id of what `step` makes of `source` (an id of 32 hexadecimal digits): the same each time it is repeated."""
    return uuid5(UUID(hex=source), step).hex
