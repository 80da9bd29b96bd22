"""Text that speaks to a model instead of a reader: it tells whoever reads by program what to say or to leave out."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from domain.analysis import steering_english, steering_languages, steering_review, steering_tasks
from domain.documents.matching import Folded, plain
from domain.semantics.segments import LONGEST, sentences

_Phrase = tuple[tuple[tuple[str, ...], ...], str]
"""Groups of pieces of words, of each of which one stands in every text that the phrase matches."""
_PHRASES: tuple[_Phrase, ...] = tuple(
    (tuple(sorted((tuple(words.split("|")) for words in groups), key=len)), phrase)
    for module in (steering_english, steering_tasks, steering_review, steering_languages)
    for groups, phrase in module.PHRASES
)
_BY_WORD = {
    word: tuple(phrase for phrase in _PHRASES if word in phrase[0][0]) for groups, _ in _PHRASES for word in groups[0]
}
"""The phrases by the words of their smallest group: most texts have few of these, and need be tried on few phrases."""
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


def steering(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence that instructs a model, from left to right; they do not overlap.

    It makes no difference in which kind of letters it is written, nor what stands between them that shows nothing.
    """
    folded = Folded(text)
    seen = folded.text.translate(_LOOK_ALIKES)
    found = [
        folded.back(*_trimmed(match.group(), match.start()))
        for pattern in _patterns(seen)
        for match in pattern.finditer(seen)
    ]
    merged: list[tuple[int, int]] = []
    for start, end in _sentences(text, sorted(found)):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _patterns(seen: str) -> Iterator[re.Pattern[str]]:
    """Those that may match."""
    for groups, phrase in {phrase for word, phrases in _BY_WORD.items() if word in seen for phrase in phrases}:
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
