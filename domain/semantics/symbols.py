"""Symbols: the names of quantities, however they are spelled, and which spellings are one quantity."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from domain.semantics.words import word_set

_OFFSET = r"(?:(?:[-+](?:\d{1,3}|[a-zA-Z])){1,2})"
_INDEX = re.compile(rf"[dijklnstuτT]{_OFFSET}?|[a-z]{_OFFSET}|0")
_LETTER = re.compile(rf"[a-z]{_OFFSET}?")
_PAIRS = word_set("it ij jt ti kt ik jk")
"""Two indices written without a comma."""
_HEAD = re.compile(r"[^_{(\[]+")
_ATTACHED = re.compile(r"_?\{([^{}]*)\}|\(([^()]*)\)|\[([^\[\]]*)\]|_([^_{}()\[\]]+)")


@dataclass(frozen=True)
class Symbol:
    """The name of a quantity: in P_i,t the head P has two indices, in W_mom the head W has the label mom.

    Two names are one quantity where they differ only in which index they have (P_i,t, P_j,t-1 and P_i,0), not where
    they differ in a label (W_mom and W_val, x_1 and x_2) or in the number of indices (the total N and its part N_i).
    `name` is the name in plain letters, without the steps in time.
    """

    name: str
    head: str
    labels: tuple[str, ...]
    indices: int

    @property
    def bare(self) -> tuple[str, tuple[str, ...]]:
        """What it is called whatever its indices."""
        return self.head, self.labels


@lru_cache(maxsize=4096)
def symbol_of(name: str) -> Symbol:
    """Reads a name in plain letters: "P_{i,t-1}", "Index(t-1)", "σ_p", "Base Level"."""
    first = _HEAD.match(name)
    written = first.group() if first else name
    head, rest = _in_letters(written.strip()), name[len(written) :].replace(" ", "")
    shown, labels, indices = [head], list[str](), 0
    for attached in _ATTACHED.finditer(rest):
        opening = attached.group()[0] if attached.group()[0] in "([" else "_"
        pieces = []
        for piece in filter(None, re.split(r"[,;]", attached[attached.lastindex or 0])):
            if piece in _PAIRS:
                pieces.append(",".join(piece))
                indices += 2
            elif _INDEX.fullmatch(piece) or (opening == "[" and _LETTER.fullmatch(piece)):
                pieces.append(_in_letters(re.split(r"[-+]", piece)[0]))
                indices += 1
            else:
                pieces.append(_in_letters(piece))
                labels.append(_in_letters(piece).lower())
        shown.append(opening + ",".join(dict.fromkeys(pieces)) + {"(": ")", "[": "]", "_": ""}[opening])
    return Symbol("".join(shown), _folded(head), tuple(labels), indices)


def run_together(name: str) -> str:
    """The name without its marks, as a word processor's text has it where indices are only set lower: "wi", "Pi,t"."""
    return re.sub(r"[-+](?:\d{1,3}|[a-zA-Z])|[_{}\s]", "", name)


def _folded(head: str) -> str:
    """Words are the same in small letters; of one or two letters, each size is a name of its own."""
    return head if len(head) <= 2 or head.lower() in _GREEK_WORDS else " ".join(head.lower().split())


def _in_letters(name: str) -> str:
    """A Greek letter by its name; other names as they are."""
    return GREEK_NAMES.get(name, name)


def _greek_names() -> dict[str, str]:
    names = {}
    for letter in map(chr, range(0x391, 0x3CA)):
        if unicodedata.category(letter) in ("Lu", "Ll"):
            words = unicodedata.name(letter).lower().replace("lamda", "lambda").split()
            name = words[words.index("letter") + 1]
            names[letter] = "sigma" if name == "final" else name.capitalize() if letter.isupper() else name
    return names


GREEK_NAMES = _greek_names()
_GREEK_WORDS = frozenset(GREEK_NAMES.values())
