"""What an edit changes, word by word, and the lines in which a suggestion is shown."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from html import escape
from typing import Literal

from app.desktop.theme import Theme
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace, Suggestion
from domain.documents.text import Block

Piece = tuple[Literal["same", "deleted", "inserted"], str]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 4_000
"""Comparing grows with the square of the words; beyond this all is shown as replaced."""
_AROUND = 90
"""Characters of the paragraph shown on either side of a replaced passage."""


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that lead from one text to the other."""
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    if len(a) + len(b) > _MOST_WORDS:
        return [("deleted", before), ("inserted", after)]
    pieces: list[Piece] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(a[a0:a1])))
            continue
        if a1 > a0:
            pieces.append(("deleted", "".join(a[a0:a1])))
        if b1 > b0:
            pieces.append(("inserted", "".join(b[b0:b1])))
    return pieces


def change_html(change: Suggestion, block_of: Callable[[str], Block | None], theme: Theme) -> tuple[str, str]:
    """What a change does in a few words, and how the passage reads with it, as HTML."""
    match change:
        case Replace(span=span, text=text):
            block = block_of(span.block)
            before = _tail(block.text[: span.start]) if block else ""
            after = _head(block.text[span.end :]) if block else ""
            heading = "Insert" if not span.quote else "Delete" if not text else "Replace"
            middle = _as_html(word_diff(span.quote, text), theme)
            return heading, f"{_muted(before, theme)}{middle}{_muted(after, theme)}"
        case InsertAfter(block=id, text=text):
            block = block_of(id)
            before = _muted(_tail(block.text), theme) + "<br>" if block else ""
            return "Insert a paragraph", before + _as_html([("inserted", text)], theme)
        case DeleteBlock(block=id):
            block = block_of(id)
            return "Delete the paragraph", _as_html([("deleted", block.text if block else "")], theme)
        case Comment(text=text):
            return "Comment to the author", escape(text).replace("\n", "<br>")


def _as_html(pieces: list[Piece], theme: Theme) -> str:
    styles = {
        "same": f"color:{theme.text}",
        "deleted": f"color:{theme.deleted};background-color:{theme.deleted_ground};text-decoration:line-through",
        "inserted": f"color:{theme.inserted};background-color:{theme.inserted_ground}",
    }
    return "".join(f'<span style="{styles[kind]}">{_line(text)}</span>' for kind, text in pieces)


def _muted(text: str, theme: Theme) -> str:
    return f'<span style="color:{theme.muted}">{_line(text)}</span>' if text else ""


def _line(text: str) -> str:
    return escape(text).replace("\n", "<br>").replace("\ufffc", "▫")


def _tail(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    return "… " + cut[cut.find(" ") + 1 :]


def _head(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return text[:_AROUND].rsplit(" ", 1)[0] + " …"
