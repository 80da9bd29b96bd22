"""Text made comparable: a normalised copy for looking things up, with a way back to the original offsets."""

import unicodedata
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Normalised:
    """A normalised text; `offsets` gives for each of its characters the original one, and at last the end."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of characters start..end of the normalised text (not an empty range)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(text: str) -> Normalised:
    """NFKC, plain quotes and hyphens, small letters, one space for any run of spaces and none around the text."""
    out: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(plain(text)):
        if char in _IGNORED:
            continue
        normal = char.lower() if char.isascii() else plain(unicodedata.normalize("NFKC", char)).casefold()
        for each in normal:
            if each == " " and (not out or out[-1] == " "):
                continue
            out.append(each)
            offsets.append(at)
    if out and out[-1] == " ":
        out.pop()
        offsets.pop()
    offsets.append(len(text))
    return Normalised("".join(out), tuple(offsets))


def normalised(text: str) -> str:
    """The normalised text alone."""
    return normalise(text).text


def find_all(text: Normalised, quote: str) -> list[tuple[int, int]]:
    """Where a text says a quote, however spaced or typeset: original offsets, in order, not overlapping."""
    wanted = normalised(quote)
    places: list[tuple[int, int]] = []
    at = text.text.find(wanted) if wanted else -1
    while at >= 0:
        places.append(text.original(at, at + len(wanted)))
        at = text.text.find(wanted, at + len(wanted))
    return places
