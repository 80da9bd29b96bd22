"""Words: sets of them, their stems, and which ones tell what a passage is about."""

import re
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as prose."""
    return frozenset(words.split())


STOP = word_set(
    "the a an of to in on at by for from with and or is are be was were must shall should will may can not no than as"
    " its their each per any all that this these those it into over under least most more less have has been used using"
    " between within only also when if such other which"
)


@lru_cache(maxsize=1 << 14)  # the checks ask it of the same passages over and over
def content_words(text: str) -> frozenset[str]:
    """The telling words of a phrase, in the stem that singular and plural share."""
    return frozenset(stem(word) for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 1 and word not in STOP)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without the commonest endings; only meant for comparing."""
    for ending, kept in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + kept
    return word


_BENT = re.compile(r"(?<=\w\w\w)(?:ing|ed|es|(?<!s)s)$")
_DERIVED = re.compile(
    r"(?<=\w\w\w\w)(?:ly|i[sz](?:ation|e)?|(?:if)?icat(?:ion|e)?|at(?:ion|e|ive)?|ion|ment|ness|[ai]bilit(?:y)?|it(?:y)?"
    r"|[ae]nc(?:e|y)?|[ae]nt|[ai]bl(?:e|y)?|ical|al|iv(?:e)?|[eo]r|ur(?:e)?)$|(?<=\w\w\w)[eyi]$"
)


def root(word: str) -> str:
    """What the words of one family share: approve, approval and approver; only meant for finding passages."""
    kept = _undoubled(_BENT.sub("", word[:-3] + "y" if word.endswith(("ies", "ied")) and len(word) > 5 else word))
    for _ in range(2):
        kept = _undoubled(_DERIVED.sub("", kept))
    return kept


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "se" else word
