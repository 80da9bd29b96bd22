"""Names of terms: what can be one, its singular and plural, and what an abbreviation stands for."""

import re
from functools import cache, lru_cache

from domain.semantics.words import word_set

_NO_NAMES = word_set(
    "this that these those it which what who they we you he she there here such also hereby above below following"
    " where when whenever wherever if unless until while since because although"
)


_PART = re.compile(
    r"(?:section|table|figure|appendix|annex|equation|formula|paragraph|clause|note|step|(?:worked )?example)s?"
    r"(?: [\d(]| [A-Z]$|$)",
    re.IGNORECASE,
)


_VERBS = re.compile(r"\b(?:is|are|was|be|has|have|will|shall|must|may|can|should|does|do|not|if|when|where|by)\b")


_DEFINITIONS = re.compile(
    r"\b(?:definitions?|defined terms|glossary|terminology|abbreviations|acronyms|nomenclature"
    r"|key (?:terms|concepts))\b",
    re.IGNORECASE,
)


_SYMBOL = re.compile(
    r"\W?(?:[A-Za-z\u0370-\u03ff]{1,2}\d?|[^\W_]+_\{?(?!(?:at|by|to|in|on|of|id|up"
    r"|no)$)\w(?:,?\w)?(?:[+-]\d)?\}?|\w+\([a-z](?:[+-]\d)?\))'?"
)


_LONGEST_NAME = 8


def is_name(name: str) -> bool:
    """Whether it can be the name of something: few words, not a clause, no letter of a formula."""
    words = name.split()
    return (
        not re.search(r"[=<>*{}|]", name)
        and 0 < len(words) <= _LONGEST_NAME
        and words[0].lower() not in _NO_NAMES
        and not _PART.match(name)
        and re.search(r"[^\W\d_].*[^\W\d_]", name) is not None
        and not _VERBS.search(name)
        and not is_symbol(name)
    )


def is_symbol(name: str) -> bool:
    """A variable of a formula: "P", "w_i", "Price_i", "R(t)", "sigma_x"."""
    return _SYMBOL.fullmatch(name) is not None


@cache
def in_glossary(path: tuple[str, ...]) -> bool:
    """Whether one of these headings is that of the definitions."""
    return any(_DEFINITIONS.search(title) for title in path)


def is_acronym(word: str) -> bool:
    """At least two capitals and no more small letters than capitals, or a name such as dsETH."""
    capitals = sum(letter.isupper() for letter in word)
    return (
        len(word) <= 10
        and " " not in word
        and capitals >= 2
        and capitals * 2 >= sum(letter.isalpha() for letter in word)
    )


_OMITTED = word_set("of and the for in on to a an or at by per &")


def expansion(before: str, short: str) -> str:
    """The words at the end of `before` that the abbreviation is made of: by their initials, or as Schwartz and Hearst
    (2003) match letters within words ("Diversified Staked Ethereum Index (dsETH)"); "" where there are none.
    """
    letters = [letter.lower() for letter in short if letter.isalnum()]
    words = list(re.finditer(r"[A-Za-z0-9']+", before))[-(2 * len(letters) + 3) :]
    if len(letters) < 2 or not is_acronym(short):
        return ""
    start = _by_initials(words, letters)
    if start is None:
        start = _by_letters(before.lower(), words, letters)
    written = before[start:] if start is not None else ""
    return "" if re.search(r"[.;:()]\s|\"", written) else written


def _by_initials(words: list[re.Match[str]], letters: list[str]) -> int | None:
    left = list(letters)
    for word in reversed(words):
        if word.group()[0].lower() == left[-1]:
            left.pop()
        elif word.group().lower() not in _OMITTED:
            return None
        if not left:
            return word.start()
    return None


def _by_letters(low: str, words: list[re.Match[str]], letters: list[str]) -> int | None:
    at = len(low)
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and (low[at] != letter or (number == 0 and at > 0 and low[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    telling = [word for word in words if word.start() >= at and word.group().lower() not in _OMITTED]
    return at if 2 <= len(telling) <= len(letters) else None


def forms(name: str) -> frozenset[str]:
    """The name itself, its singular and its plural."""
    if name.endswith("ies"):
        return frozenset({name, name[:-3] + "y"})
    if name.endswith("y") and name[-2:-1] not in ("a", "e", "o", "u"):
        return frozenset({name, name[:-1] + "ies"})
    if name.endswith("s") and not name.endswith("ss"):
        return frozenset({name, name[:-1], name[:-2] if name.endswith(("xes", "ches", "sses", "shes")) else name})
    return frozenset({name, name + ("es" if name.endswith(("x", "ch", "ss", "sh")) else "s")})


@lru_cache(maxsize=1 << 14)  # the same names are asked for over and over
def term_key(name: str) -> str:
    """What the singular and the plural of a name have in common, in any case."""
    return min(forms(" ".join(name.lower().removeprefix("the ").split())), key=len)
