"""Text made comparable, whatever its typesetting: for ids that stay the same and for looking words up."""

import unicodedata
from collections.abc import Iterator

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


def find_all(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place of a text that reads like these words, once both are normalised."""
    wanted = normalised(words)
    if not wanted or wanted not in normalised(text):  # which is quick, and true of most texts
        return
    seen, places = _side_index(text)
    at = seen.find(wanted)
    while at >= 0:
        yield places[at][0], places[at + len(wanted) - 1][1]
        at = seen.find(wanted, at + len(wanted))


def _side_index(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The normalised text, and for each of its characters the start and end of those of the text it stands for."""
    seen: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in normalised(text[start:end]) or (" " if plain(text[start]).isspace() else ""):
            if char == " " and (not seen or seen[-1] == " "):
                continue
            seen.append(char)
            places.append((start, end))
        start = end
    return "".join(seen), places
