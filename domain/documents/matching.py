"""Text made comparable, whatever its typesetting: for ids that stay the same and for looking words up."""

import unicodedata

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\u0085\u00a0\u1680\u202f\u205f\u3000"), " ") | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
_PLAIN = _QUOTES | _DASHES | _SPACES
_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters a reader does not see: soft hyphens and joiners."""


def plain(text: str) -> str:
    """The text with plain quotes, hyphens and spaces, character for character: offsets stay what they are."""
    return text.translate(_PLAIN)


def normalised(text: str) -> str:
    """NFKC, plain quotes and hyphens, small letters, one space for any run of spaces and none around the text."""
    seen = plain(text.translate(dict.fromkeys(map(ord, _IGNORED))))
    return " ".join(plain(unicodedata.normalize("NFKC", seen)).casefold().split())
