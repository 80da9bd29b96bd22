"""What an edit changes, word by word, and the lines in which a suggestion is shown."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Literal

from app.desktop.positions import atoms_in, spelled, spelled_quote
from app.desktop.theme import Theme
from domain.documents.changes import Change, Comment, DeleteBlock, DeleteRow, InsertAfter, InsertRow, Replace
from domain.documents.text import ATOM, Block, Span

Piece = tuple[Literal["same", "deleted", "inserted"], str]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 4_000
"""Comparing grows with the square of the words; beyond this all is shown as replaced."""
_ISLAND = 2
"""As many common words between two changes are left standing; fewer read worse than one larger change."""
_AROUND = 90
"""Characters of the paragraph shown on either side of a replaced passage."""


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that lead from one text to the other."""
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    if len(a) + len(b) > _MOST_WORDS:
        return [("deleted", before), ("inserted", after)]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    pieces: list[Piece] = []
    i = j = 0
    for match in matcher.get_matching_blocks():
        end = match.a + match.size == len(a) and match.b + match.size == len(b)
        start = match.a == match.b == 0
        if not (start or end or _stands(a[match.a : match.a + match.size])):
            continue
        changes: tuple[Piece, Piece] = ("deleted", "".join(a[i : match.a])), ("inserted", "".join(b[j : match.b]))
        pieces += [piece for piece in changes if piece[1]]
        if match.size:
            pieces.append(("same", "".join(a[match.a : match.a + match.size])))
        i, j = match.a + match.size, match.b + match.size
    return pieces


def _stands(common: Sequence[str]) -> bool:
    """Whether common text between two changes is worth reading by itself: some words, or something that is no text."""
    return sum(word[0].isalnum() for word in common) >= _ISLAND or ATOM in common


def change_html(change: Change, block_of: Callable[[str], Block | None], theme: Theme) -> tuple[str, str]:
    """What a change does in a few words, and how the passage reads with it, as HTML."""
    match change:
        case Replace(span=span, text=text):
            block = block_of(span.block)
            before = _tail(part_of(block, 0, span.start)) if block else ""
            after = _head(part_of(block, span.end, len(block.text))) if block else ""
            heading = "Insert" if not span.quote else "Delete" if not text else "Replace"
            middle = _as_html(_spell(word_diff(span.quote, text), atoms_in(block, span.start, span.end)), theme)
            return heading, f"{_muted(before, theme)}{middle}{_muted(after, theme)}"
        case InsertAfter(block=id, text=text):
            block = block_of(id)
            before = _muted(_tail(part_of(block, 0, len(block.text))), theme) + "<br>" if block else ""
            return "Insert a paragraph", before + _as_html([("inserted", text)], theme)
        case DeleteBlock(block=id):
            block = block_of(id)
            return "Delete the paragraph", _as_html(
                [("deleted", part_of(block, 0, len(block.text)) if block else "")], theme
            )
        case DeleteRow(blocks=ids):
            gone = (part_of(block, 0, len(block.text)) for id in ids if (block := block_of(id)))
            return "Delete the row", _as_html([("deleted", "\t".join(gone))], theme)
        case InsertRow(cells=cells):
            return "Insert a row", _as_html([("inserted", "\t".join(cells))], theme)
        case Comment(text=text):
            return "Comment to the author", line_html(text)


def part_of(block: Block, start: int, end: int) -> str:
    """Characters of a block as they are drawn."""
    return spelled_quote(Span.of(block, start, end), block)


def _spell(pieces: list[Piece], atoms: list[str]) -> list[Piece]:
    """The pieces with words for what is not text: both texts have the same of it, in the same order."""
    old, new = iter(atoms), iter(atoms)
    out: list[Piece] = []
    for kind, text in pieces:
        words = spelled(text, new if kind == "inserted" else old)
        if kind == "same":
            spelled(text, new)
        out.append((kind, words))
    return out


def _as_html(pieces: list[Piece], theme: Theme) -> str:
    styles = {
        "same": f"color:{theme.text}",
        "deleted": f"color:{theme.deleted};background-color:{theme.deleted_ground};text-decoration:line-through",
        "inserted": f"color:{theme.inserted};background-color:{theme.inserted_ground}",
    }
    return "".join(f'<span style="{styles[kind]}">{line_html(text)}</span>' for kind, text in pieces)


def _muted(text: str, theme: Theme) -> str:
    return f'<span style="color:{theme.muted}">{line_html(text)}</span>' if text else ""


def line_html(text: str) -> str:
    """Plain text as HTML, its lines kept."""
    return escape(text).replace("\n", "<br>")


def _tail(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    return "… " + cut[cut.find(" ") + 1 :]


def _head(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return text[:_AROUND].rsplit(" ", 1)[0] + " …"
