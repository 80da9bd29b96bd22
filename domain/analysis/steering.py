"""Text that speaks to a model instead of a reader: it tells whoever reads by program what to say or to leave out."""

import re
from base64 import b64decode
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
from domain.analysis.steering_signs import Phrase
from domain.documents.matching import Folded, plain
from domain.semantics.segments import LONGEST, sentences

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
_PHRASES = tuple(Phrase(*phrase) for module in _RULES for phrase in module.PHRASES)
_GROUPS = {phrase: tuple(tuple(words.split("|")) for words in phrase.words) for phrase in _PHRASES}
_WORDS = {word for groups in _GROUPS.values() for words in groups for word in words}
_Asked = tuple[Phrase, list[tuple[str, ...]]]
"""A phrase with the groups of words of which one must stand beside it."""
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
    return steering_in([text])[text]


def steering_in(texts: Iterable[str]) -> Mapping[str, list[tuple[int, int]]]:
    """For each of the texts where it instructs a model; which phrases can be in one is told once for all of them."""
    read = {text: _Readings(text) for text in texts}
    phrases = _in_question("\n".join(reading for readings in read.values() for reading in readings.texts))
    return {text: _merged(text, sorted(readings.found(phrases))) for text, readings in read.items()}


class _Readings:
    """A text in the ways in which it is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = Folded(_closed_up(text))
        seen = self._folded.text.translate(_LOOK_ALIKES)
        self.texts = [seen]
        if len(_LIKE_LETTERS.findall(seen)) > 1:
            self.texts.append(seen.translate(_DIGITS))
        if _JOINED.search(seen):
            self.texts.append(seen.translate(_JOINTS))

    def found(self, phrases: Mapping[str, list[_Asked]]) -> Iterator[tuple[int, int]]:
        """Start and end of what one of these phrases says, or is encoded."""
        for text in self.texts:
            for pattern in _patterns(text, phrases):
                for match in pattern.finditer(text):
                    yield self._folded.back(*_trimmed(match.group(), match.start()))
        yield from (code.span() for code in _ENCODED.finditer(self._text) if steering(_decoded(code.group())))


def _merged(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences in which something was found."""
    merged: list[tuple[int, int]] = []
    for start, end in _sentences(text, found):
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


def _in_question(text: str) -> Mapping[str, list[_Asked]]:
    """The phrases that can be said in it, by the words of their smallest group."""
    standing = {word for word in _WORDS if word in text}
    asked = defaultdict[str, list[_Asked]](list)
    for phrase, groups in _GROUPS.items():
        here = sorted((tuple(word for word in group if word in standing) for group in groups), key=len)
        for word in here[0]:
            asked[word].append((phrase, here[1:]))
    return asked


def _patterns(seen: str, phrases: Mapping[str, list[_Asked]]) -> Iterator[re.Pattern[str]]:
    """Those that may match."""
    tried, has = set[Phrase](), cache(lambda sign: _pattern(sign).search(seen))
    for phrase, others in (asked for word in phrases if word in seen for asked in phrases[word]):
        if phrase not in tried and all(any(word in seen for word in words) for words in others):
            tried.add(phrase)
            if all(map(has, phrase.signs)):
                yield _pattern(phrase.pattern)


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
