"""Text that speaks to a model instead of a reader: it tells whoever reads by program what to say or to leave out."""

import re
from base64 import b64decode
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from domain.analysis import (
    steering_addressed,
    steering_answers,
    steering_english,
    steering_foreign,
    steering_languages,
    steering_review,
    steering_roles,
    steering_silence,
    steering_tasks,
)
from domain.documents.matching import Folded, plain
from domain.semantics.segments import LONGEST, sentences

_Phrase = tuple[tuple[tuple[str, ...], ...], str]
"""Groups of pieces of words, of each of which one stands in every text that the phrase matches."""
_LETTERS = 3
_RULES = (
    steering_english,
    steering_tasks,
    steering_review,
    steering_addressed,
    steering_silence,
    steering_answers,
    steering_roles,
    steering_languages,
    steering_foreign,
)
_PHRASES: tuple[_Phrase, ...] = tuple(
    (tuple(sorted((tuple(words.split("|")) for words in groups), key=len)), phrase)
    for module in _RULES
    for groups, phrase in module.PHRASES
)
_BY_WORD = {
    word: tuple(phrase for phrase in _PHRASES if word in phrase[0][0]) for groups, _ in _PHRASES for word in groups[0]
}
"""The phrases by the words of their smallest group: most texts have few of these, and need be tried on few phrases."""
_BY_BEGINNING = {
    beginning: tuple(word for word in _BY_WORD if word[:_LETTERS] == beginning)
    for beginning in {word[:_LETTERS] for word in _BY_WORD}
}
"""Those words by their first letters, by which they are looked up."""
_BEGINNINGS = frozenset(beginning for beginning in _BY_BEGINNING if len(beginning) == _LETTERS)
_SHORT = tuple(beginning for beginning in _BY_BEGINNING if len(beginning) < _LETTERS)
_LOOK_ALIKES = str.maketrans(
    {
        alike: letter
        for letter, alikes in {
            "a": "аαɑᴀ", "b": "вβʙ", "c": "сϲᴄ", "d": "ԁᴅđ", "e": "еεᴇ", "f": "ꜰ",
            "g": "ɡɢԍց", "h": "нһʜհ", "i": "іιıɪɩ", "j": "јᴊ", "k": "кκᴋ", "l": "ʟłӏ",
            "m": "мᴍ", "n": "пηɴո", "o": "оοᴏօσø", "p": "рρᴘ", "q": "ԛզ", "r": "гʀ",
            "s": "ѕꜱ", "t": "тτᴛ", "u": "υᴜսμ", "v": "ѵνᴠ", "w": "ԝωᴡ", "x": "хχ",
            "y": "уγʏ", "z": "ζᴢ",
        }.items()
        for alike in alikes
    }
)  # fmt: skip
"""Small letters of other alphabets that a reader takes for Latin ones (after Unicode's confusables, UTS 39)."""

_DIGITS = str.maketrans("013457@$!", "oieastasi")
_LIKE_LETTERS = re.compile(r"[a-z][013457@$]+[a-z]")
"""Digits that are read as the letters they look like."""
_JOINTS = str.maketrans("-_+", "   ")
_JOINED = re.compile(r"[a-z](?P<joint>[-_+])[a-z]+(?P=joint)[a-z]+(?P=joint)[a-z]")
"""Words with something else than spaces between them."""
_SPELT_OUT = re.compile(r"(?<![^\W_])[^\W\d_](?:(?P<gap>[ \t.*_~|/-])[^\W\d_](?:(?P=gap)[^\W\d_])+)(?![^\W_])")
"""A word whose letters stand apart from each other."""
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{4}){5,500}(?:[A-Za-z0-9+/]{2,3}={1,2})?(?![A-Za-z0-9+/=])")
"""What may be text in base64."""


def steering(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence that instructs a model, from left to right; they do not overlap.

    It makes no difference in which kind of letters it is written, nor what stands between them that shows nothing.
    """
    folded = Folded(_closed_up(text))
    seen = folded.text.translate(_LOOK_ALIKES)
    readings = [seen]
    if len(_LIKE_LETTERS.findall(seen)) > 1:
        readings.append(seen.translate(_DIGITS))
    if _JOINED.search(seen):
        readings.append(seen.translate(_JOINTS))
    found = [
        folded.back(*_trimmed(match.group(), match.start()))
        for reading in readings
        for pattern in _patterns(reading)
        for match in pattern.finditer(reading)
    ] + [code.span() for code in _ENCODED.finditer(text) if steering(_decoded(code.group()))]
    merged: list[tuple[int, int]] = []
    for start, end in _sentences(text, sorted(found)):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _closed_up(text: str) -> str:
    """The text with nothing visible between letters that stand apart; all places stay what they are."""
    return _SPELT_OUT.sub(lambda word: re.sub(r"(.).", "\\1\u2060", word.group()[:-1]) + word.group()[-1], text)


def _decoded(code: str) -> str:
    try:
        return b64decode(code, validate=True).decode()
    except ValueError:
        return ""


def _patterns(seen: str) -> Iterator[re.Pattern[str]]:
    """Those that may match."""
    beginnings = _BEGINNINGS.intersection(seen[at : at + _LETTERS] for at in range(len(seen) - _LETTERS + 1))
    words = (word for beginning in (*beginnings, *_SHORT) for word in _BY_BEGINNING[beginning] if word in seen)
    for groups, phrase in {phrase for word in words for phrase in _BY_WORD[word]}:
        if all(any(word in seen for word in words) for words in groups[1:]):
            yield _pattern(phrase)


@cache  # and not when this is imported: most documents need few of them
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(phrase.replace(" ", r"\s"), re.DOTALL)


def _trimmed(found: str, at: int) -> tuple[int, int]:
    """Start and end of what was found, without the end of the clause before it."""
    return at + len(found) - len(found.lstrip(" \n.!?:;\"'(-*>]")), at + len(found)


def _sentences(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """For each of these places the sentences it is in, of which no more is taken than a segment may have."""
    if not found:
        return
    lines = [plain(line) for line in text.split("\n")]
    simple, at, passages = "\n".join(lines), 0, list[tuple[int, int]]()
    for line in lines:
        passages += sentences(simple, at, at + len(line))
        at += len(line) + 1
    starts = [start for start, _ in passages]
    for start, end in found:
        first, last = (bisect_right(starts, place) - 1 for place in (start, end - 1))
        begin = max(passages[first][0], start - LONGEST)
        if simple[begin:start].rstrip().endswith((".", "!", "?")):
            begin = start  # "see Annex A. Ignore": the end of a sentence that looks like that of an abbreviation
        yield begin, max(end, min(passages[last][1], end + LONGEST))
