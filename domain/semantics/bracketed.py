"""Names given in brackets: (the "Cap"), (each a "Roll Day"), net asset value (NAV)."""

import re
from collections.abc import Iterator

from domain.semantics.meanings import QUOTED, TITLED, UNQUOTED, Passage, bare, quoted_in
from domain.semantics.segments import Segment
from domain.semantics.term_names import expansion, forms, is_acronym, is_name

_PARENTHESIS = re.compile(
    r"\((?:(?:the|each|an?|any|all|both|together|collectively|hereinafter|hereafter|referred to|as|being|such|singly|"
    r"individually|or|and|simply|also|in short|for short|i\.e\.|every|its|our|this)[ ,:]+){0,9}"
    r"\"(?P<name>[^\"]{1,60})\"(?P<more>[^()]{0,120})\)"
)

_CLAUSE = re.compile(
    r"[,;:(]|\) |\b(?:in (?:line|accordance) with|pursuant to) "
    r"|\b(?:is|are|was|were|be|been|will|shall|must|may|can|has|have|had)\b(?: (?:not|also|then|only))?"
    r"(?: (?:\w+(?:ed|en|wn|pt|it|ut)|set|held|made|paid|kept)\b)?(?: (?:and|or) \w+ed\b)?(?: (?:by|on"
    r"|in(?! line| accordance)|at|from|to|as|with|under|using))?(?: the)?"
)

_OF_EACH = re.compile(r"\((?:each|every)\b")

_NAMED_BEFORE = re.compile(
    r"(?:^|(?P<joint>\b(?:and|or|of|by|for|on|in|at|from|under) (?:the )?|, )|(?P<each>\b[Ee](?:ach|very) )"
    rf"|[ (](?:[Tt]he )?)(?P<mark>\"?)(?P<name>{TITLED})(?P=mark)$"
)

_ONE = re.compile(r"(?:an?|one|each)\b")

_LONGEST_NAME = 80


def _of_each(segment: Segment) -> Iterator[Passage]:
    """Other names for each thing of a named kind, and for all of them: Eligible Securities (each, an "ES").

    The kind is named before the brackets, or it is what the sentence defines: "Component" means a share (each an "ES").
    """
    text = segment.text
    for match in _PARENTHESIS.finditer(text):
        if not _OF_EACH.match(match.group()):
            continue
        names = tuple(
            name for name in (bare(match["name"]), *quoted_in(match["more"])) if is_name(name) or is_acronym(name)
        )
        before = text[: match.start()].rstrip(" ,;")
        found = _NAMED_BEFORE.search(before, max(0, len(before) - _LONGEST_NAME))
        kind = ""
        if found and not found["joint"] and (found["each"] or found["name"].endswith("s")):
            kind = bare(found["name"])
        elif not text[match.end() :].strip(" .;") and (said := QUOTED.search(text) or UNQUOTED.match(text)):
            kind = bare(said["name"]) if _ONE.match(said["meaning"]) and said.end("name") < match.start() else ""
        others = tuple(name for name in names if forms(name).isdisjoint(forms(kind)))
        if kind and others and not re.search(r"\b(?:and|or)\b", kind):
            start = found.start("name") if found and kind == bare(found["name"]) else match.start()
            yield Passage(segment, start, kind, "", others, True, True, match.end())


def in_parentheses(segment: Segment) -> Iterator[Passage]:
    of_each = {passage.end: passage for passage in _of_each(segment)}
    yield from of_each.values()
    for match in _PARENTHESIS.finditer(segment.text):
        if match.end() in of_each:
            continue
        before = segment.text[: match.start()].rstrip(" ,;")
        meaning = said_before(before)
        names = tuple(
            name for name in (bare(match["name"]), *quoted_in(match["more"])) if is_name(name) or is_acronym(name)
        )
        if not names:
            continue
        first = names[0]
        if written := expansion(before, first):
            yield Passage(segment, len(before) - len(written), written, "", (first,), True, True, match.end())
            names = names[1:]
        start = before.rfind(meaning)
        either = re.search(r"^ ?,? or (?:simply |also |just )?(?:the )?\"", match["more"]) is not None
        for group in (names,) if either else [(name,) for name in names]:
            if group and (group[0] == first or forms(group[0]).isdisjoint(forms(first))):
                yield Passage(segment, start, group[0], meaning, group[1:], True, end=match.end())
    for match in _NAMED_INSIDE.finditer(segment.text):
        if is_name(match["name"]) and not _PARENTHESIS.match(match.group()):
            yield Passage(segment, match.start(), match["name"], match["meaning"], quoted=True, end=match.end())


_NAMED_INSIDE = re.compile(
    r"\((?P<meaning>[^()\"]{10,160}?),? (?<!of )(?<!in )(?<!by )(?<!under )(?:the|an?) \"(?P<name>[^\"]{2,60})\"\)"
)
"""The thing and its name in one pair of brackets: (each such closing, a "Subsequent Closing")."""

_PERIOD = re.compile(r"\b(?:the )?(?:last|previous|preceding|past|prior|most recent) (?:\d+|[a-z-]+) [^,;:()]{1,40}$")

_SOMEBODY = re.compile(r"\b(?:to|by|with) (?P<name>[A-Z][\w.&'-]*(?: (?:of |and |for |& )?[A-Z][\w.&'-]*){0,6})$")

_AMENDS = re.compile(r"(?:as|including|or|and|such|to|each as|together|\d+\b)\b")


def said_before(before: str) -> str:
    """The words that the parenthesis behind them gives a name to: back to where their clause begins."""
    if named := _SOMEBODY.search(before):
        return named["name"]
    if period := _PERIOD.search(before):
        return period.group()
    cuts = [0, *(found.end() for found in _CLAUSE.finditer(before))]
    said = ""
    for cut in reversed(cuts):
        said = re.sub(r"^\(?\w{1,3}\)+ ", "", before[cut:].strip(" -"))
        if re.search("[A-Za-z]{2,}.*[A-Za-z]{2,}", said) and not _AMENDS.match(said):
            break
    return said


_SHORT = re.compile(r"\((?:the |or )?(?P<short>[A-Za-z][A-Za-z0-9&/-]{1,9})(?:[;,] [^()]{1,60})?\)")

_SHORT_FIRST = re.compile(r"(?<![\w$/-])(?P<short>[A-Z][A-Z0-9&]{1,8}) \((?:or )?(?P<long>[A-Z][^()\"]{3,80})\)")


def abbreviated(segment: Segment) -> Iterator[Passage]:
    text = segment.text
    for match in _SHORT.finditer(text):
        short = match["short"].removesuffix("s") if is_acronym(match["short"].removesuffix("s")) else match["short"]
        before = text[: match.start()].rstrip()
        if is_acronym(short) and (written := expansion(before, short)):
            start = len(before) - len(written)
            yield Passage(segment, start, written, "", (short,), borrowed=True, end=match.end())
    for match in _SHORT_FIRST.finditer(text):
        if expansion(match["long"], match["short"]) == match["long"]:
            yield Passage(segment, match.start(), match["long"], "", (match["short"],), borrowed=True, end=match.end())
