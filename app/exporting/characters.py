"""What a Word file can hold of a text."""

import re

from domain.documents.changes import Edit, InsertAfter, InsertRow, Replace

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML cannot hold."""


def with_line_ends(edit: Edit) -> Edit:
    """The edit with one character for each end of a line in what it says."""
    match edit.change:
        case Replace(text=text) | InsertAfter(text=text):
            update: dict[str, object] = {"text": _lines(text)}
        case InsertRow(cells=cells):
            update = {"cells": tuple(map(_lines, cells))}
        case _:
            update = {}
    change = edit.change.model_copy(update=update)
    return edit.model_copy(update={"change": change, "comment": _lines(edit.comment)})


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
