"""New text written so that Markdown reads it as it stands."""

import re
from typing import Literal

Care = Literal["none", "little", "much"]
"""Whether nothing is escaped, as within code, or what is a mark nearly everywhere, or all that may be one."""

_OFTEN_A_MARK = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash before punctuation
    r"|`"
    r"|(?<!\s)\*|\*(?!\s)"  # emphasis needs something beside it
    r"|(?<!\w)_|_(?!\w)"  # within a word an underscore is one
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|\[(?=\^|[^\]]*\][\[(])"  # a note, a link
)
_EVER_A_MARK = re.compile(r"[\\`*_\[\]<>&$~^|#]")
_STARTS_A_BLOCK = re.compile(r"(?m)^(?P<before>[ \t]*(?:\d{1,9}(?=[.)](?:\s|$)))?)(?=[-+*>#=~|:.)])")
_STARTS_AN_ITEM = re.compile(r"(?m)^(?P<before>[ \t]*\d{0,9})(?=(?:[-+*>.)]|#{1,6})(?:[ \t]|$))")


def escaped(text: str, care: Care, *, starts_line: bool) -> str:
    """The text with a backslash before what would be read as a mark; `starts_line` where it begins a block."""
    if care == "none":
        return text
    text = (_OFTEN_A_MARK if care == "little" else _EVER_A_MARK).sub(lambda found: "\\" + found[0], text)
    starts = _STARTS_AN_ITEM if care == "little" else _STARTS_A_BLOCK
    head, *rest = text.split("\n")
    lines = [starts.sub(r"\g<before>\\", line) for line in rest]
    return "\n".join([starts.sub(r"\g<before>\\", head) if starts_line else head, *lines])
