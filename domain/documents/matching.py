"""Text made comparable, whatever its typesetting: for ids that stay the same and for looking words up."""

import re
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


UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Characters that show nothing and no space either, as a regular expression's class has them."""

_GAP = re.compile(r"\s\s")


class _Folds(dict[int, str]):
    """What each character is compared as, worked out when it is first met."""

    _unseen = re.compile(f"[{UNSEEN}]")

    def __missing__(self, code: int) -> str:
        char = chr(code)
        fold = "\n" if char == "\n" else " "
        if self._unseen.match(char):
            fold = ""
        elif not char.isspace():
            parts = plain(unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()))
            fold = "".join(part for part in parts if not unicodedata.combining(part))
        self[code] = fold
        return fold


_FOLDS = _Folds()


class Folded:
    """A text as it is compared, and the way back: case, accents and kinds of quotes, hyphens and spaces are gone.

    What shows nothing is not in `text`; of spaces in a row one is, a line end where there is one among them.
    """

    def __init__(self, text: str) -> None:
        self._source = text
        self.text = text.translate(_FOLDS)
        self._places: list[tuple[int, int]] | None = None
        if _GAP.search(self.text) or not (text.isascii() or all(len(_FOLDS[ord(char)]) == 1 for char in set(text))):
            self._fold_one_by_one()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where characters start..end of `text`, at least one, are in the text itself."""
        return (start, end) if self._places is None else (self._places[start][0], self._places[end - 1][1])

    def _fold_one_by_one(self) -> None:
        seen, places = list[str](), list[tuple[int, int]]()
        for at, char in enumerate(self._source):
            for fold in _FOLDS[ord(char)]:
                if fold.isspace() and seen and seen[-1].isspace():
                    seen[-1] = "\n" if "\n" in (fold, seen[-1]) else " "
                else:
                    seen.append(fold)
                    places.append((at, at + 1))
            if places and unicodedata.combining(char):
                places[-1] = places[-1][0], at + 1  # an accent goes with its letter
        self.text, self._places = "".join(seen), places


def find_all(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place of a text that reads like these words, from left to right."""
    wanted = _on_one_line(Folded(words)).strip()
    if not wanted:
        return
    folded = Folded(text)
    seen = _on_one_line(folded)
    at, last = seen.find(wanted), 0
    while at >= 0:
        start, end = folded.back(at, at + len(wanted))
        if start >= last:  # else both are of one character that reads like several
            yield start, end
            last = end
        at = seen.find(wanted, at + len(wanted))


def _on_one_line(folded: Folded) -> str:
    return folded.text.replace("\n", " ")
