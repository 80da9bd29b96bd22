"""Upcasting: events written under an older schema, read as if they were written today."""

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]

UPCASTERS: dict[tuple[str, int], Callable[[Fields], Fields]] = {}
"""By event type and the schema version it takes: the function that makes the next version of the fields."""


def upcast(type: str, version: int, fields: Fields) -> tuple[Fields, int]:
    """The fields in the newest schema the upcasters lead to, and its version."""
    while (type, version) in UPCASTERS:
        fields, version = UPCASTERS[type, version](fields), version + 1
    return fields, version
