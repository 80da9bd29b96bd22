"""The glossary of a document's symbols: every passage that says what one of them is."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.documents.text import ATOM, Span
from domain.semantics.formulas import Formula, document_macros
from domain.semantics.lines import Line, line_of
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.sought import Bare, Sought, lowered_names
from domain.semantics.symbols import Symbol, symbol_of
from domain.semantics.words import word_set

_ACCENTS = ("hat", "bar", "tilde")


@dataclass(frozen=True)
class Meaning:
    """A passage that says what a symbol is; `number` is that of the segment it begins in."""

    symbol: Symbol
    span: Span
    number: int


SAYS = (
    r"(?:denotes?|denoting|represents?|representing|means?|meaning|stands? for|refers? to|equals?|measures?|defines?"
    r"|shall be|will be|being|is|are|be)\b"
)
_AFTER = re.compile(
    rf"[\"'*]?\s*(?:\([^()=]{{1,40}}\)\s*|,\s*)?(?:(?P<verb>{SAYS}):?\s*(?P<said>\S.*)|(?P<mark>:=|=|:|≡|-{{1,2}}|\|)\s*(?P<noted>\S.*))",
    re.IGNORECASE | re.DOTALL,
)
_SURE = re.compile(r"denot|represent|mean|stand|refer|measure|define", re.IGNORECASE)
_NO_MEANING = re.compile(
    r"(?:not|above|below|greater|less|lower|higher|larger|smaller|at (?:least|most)|more|positive|negative|zero|between"
    r"|within|outside|missing|available|unavailable|only|also|then|always|never|too|very|used|true|false|undefined"
    r"|(?!(?:defined|set|fixed|based|weighted|measured|computed|calculated|determined|estimated|expressed|obtained"
    r"|derived|given|annuali[sz]ed|adjusted|observed|published|reali[sz]ed|required|implied|unadjusted|total|standardi[sz]ed"
    r"|normali[sz]ed|specified|accrued|issued|invested|combined|averaged)\b)[\w-]+ed)\b|[<>≤≥=]",
    re.IGNORECASE,
)
_OPENS_ENTRY = re.compile(
    r"(?:^|\b(?:where|with|let|here|and|while|for|as|of|by|or)|[,;:(.]|\bwhere:)[\s\"'*•-]*(?:the |each )?$", re.I
)
_NAMED = re.compile(
    r"\b(?:denote[ds]?(?: by| as)?|denoting|called|written(?: as)?|abbreviated(?: as| to)?|symbol|labell?ed"
    r"|designated(?: as)?|referred to as|represented (?:by|as)|expressed as|say|set of|number of)\s*[\"'(]?$",
    re.IGNORECASE,
)
_APPOSED = re.compile(r"(?:,\s+| \()(?:the|an?|its|i\.e\.)\s+[A-Za-z]{3}")
"""What follows the symbol and explains it: "MC_i, the market capitalization", "N (the number of stocks)"."""
_WORDS = re.compile(r"(?![<>≤≥=]).*?(?:[A-Za-z]{3}|\d)", re.DOTALL)
_AFTER_ANOTHER = re.compile(r"(?:\b(?:and|while|with|where)\s+|,\s*)$")
_ITS_ARTICLE = re.compile(r"\s+(?:for )?(?:the|an?|its|their)\s+[^\W_]")
"""In "a is the score and b the sum", b is explained without a verb."""
_IS_ARTICLE = re.compile(
    rf"[aA](?=\s+(?!{SAYS}|(?:of|in|on|at|for|to|with|by|from|and|or|as|when|where|if)\b)[^\W\d_])", re.IGNORECASE
)
"""The word "a", and no symbol: "a day"."""
_WITHIN_LEGEND = re.compile(r"^(?:where|with|here|in which|legend)\b.*(?:, | and )$", re.IGNORECASE | re.DOTALL)
"""A place in a legend at which the next symbol may stand: "where P is the price, A accrued interest"."""
_ITS_NOUN = re.compile(r"\s+[a-z]{4,}(?:ed|ing)? [a-z(]")
_RESPECTIVELY = re.compile(
    r"(?P<symbols>[^\s,]{1,20}(?:, [^\s,]{1,20}){0,6},? and [^\s,]{1,20}) (?:are|denote|represent|stand for|mean) "
    r"(?P<meanings>[^;:.]{5,300}?),? respectively\b"
)
_TOGETHER = re.compile(
    r"(?<![^\s(])(?P<symbols>[^\s,]{1,20}(?:, [^\s,]{1,20}){0,6},? and [^\s,]{1,20})"
    r" (?:are|denote|represent|stand for|mean) (?P<meaning>(?:the|all|both|an?|[a-z]{3,}) [^;:.]{3,300})"
)
_PARTS = re.compile(r", and |, | and ")
_NAME_BEFORE = re.compile(r"\b(?P<word>[A-Za-z][a-z]{2,}) $")
"""What makes a word the end of a longer name: "Management Fee" does not say what the Fee is."""
_COMPARED = re.compile(r"\s*[=<>≤≥+*/^]")
_NEAR = 80
"""Characters before a symbol that can have to do with it."""
_LABEL = re.compile(r"[A-Za-z][^:=]{1,58}[A-Za-z)]\s*[:=]\s*$")
_NOUN = re.compile(r"(?P<word>[A-Za-z-]{3,})(?: [ijkt])?(?:\s*[,(]\s*|\s+)[\"'(]?$")
_NO_NOUN = word_set(
    "the and for with where when that this then than from into over under its each any all are was has have not but if"
    " of to in on at by or is let set both uses using use see via per given if only also where: compute calculate"
    " computed calculated formula equation divide multiply divided multiplied adjust apply replace exceeds exceed above"
    " below update whenever while unless until since because after before between within without against does do plus"
    " minus times equals equal raise raised lower higher high low large small new old same case say find solve first"
    " second determines determine drives drive sum define defines denotes reset sets changes increase increases"
    " here appendix annex annexure exhibit schedule figure table section chapter part article clause paragraph class"
)


def glossary_of(
    segments: tuple[Segment, ...], formulas: tuple[Formula, ...], wanted: frozenset[Bare]
) -> Mapping[Bare, tuple[Meaning, ...]]:
    """For each wanted symbol the passages that say what it is, in document order."""
    macros, places = document_macros(segments), _formula_places(formulas)
    lowered = lowered_names(formulas)
    named = (*(head for head, _ in wanted), *lowered)
    heads = frozenset(part for name in named for part in re.findall(r"[a-z]+", name.lower()))
    found = defaultdict[Bare, list[Meaning]](list)
    symbols, rows = Sought(wanted, lowered), _rows(segments)
    for number, segment in enumerate(segments):
        if segment.kind is SegmentKind.HEADING or (segment.text.isascii() and segment.words.isdisjoint(heads)):
            continue
        line = line_of(segment.block, segment.start, segment.end, macros)
        for symbol, span in _said_in(segment, line, symbols, places.get(segment.block.id, ()), rows):
            found[symbol.bare].append(Meaning(symbol, span, number))
    return {bare: tuple(meanings) for bare, meanings in found.items()}


def _formula_places(formulas: tuple[Formula, ...]) -> Mapping[str, list[tuple[int, int]]]:
    """Start and end of the formulas of each block, in order."""
    places = defaultdict[str, list[tuple[int, int]]](list)
    for formula in formulas:
        shift = formula.segment.start
        places[formula.segment.block.id].append((shift + formula.start, shift + formula.end))
    return {block: sorted(found) for block, found in places.items()}


def _is_in_one(places: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(places, at, key=lambda place: place[0]) - 1
    return number >= 0 and at < places[number][1]


def _rows(segments: tuple[Segment, ...]) -> Mapping[tuple[str, int, int], list[Segment]]:
    """The cells of each table row."""
    rows = defaultdict[tuple[str, int, int], list[Segment]](list)
    for segment in segments:
        if cell := segment.block.cell:
            rows[segment.block.part, cell.table, cell.row].append(segment)
    return rows


def _said_in(
    segment: Segment,
    line: Line,
    wanted: Sought,
    formulas: Sequence[tuple[int, int]],
    rows: Mapping[tuple[str, int, int], list[Segment]],
) -> Iterator[tuple[Symbol, Span]]:
    """The symbols a passage says the meaning of, each with the words from it on to the next one that it explains."""
    if " respectively" in line.text:
        yield from _in_order(segment, line, wanted)
    elif " and " in line.text:
        yield from _as_one(segment, line, wanted)
    told = list[tuple[Symbol, int, int]]()
    for token in wanted.names(line.text):
        name = token.group().rstrip(".'")
        symbol = wanted[name]
        if symbol is None:
            continue
        start, end = token.start(), token.start() + len(name)
        place, _ = line.place(start, end)
        is_word = segment.block.text[place] == name and _IS_ARTICLE.match(line.text, start)
        if is_word and (name == "a" or not _WITHIN_LEGEND.search(line.text, 0, start)):
            continue
        if _is_in_one(formulas, place) or _is_within_equation(line, start, end):
            continue
        longer = _NAME_BEFORE.search(line.text, max(0, start - _NEAR), start) if len(name) > 2 else None
        if longer and name.isalpha() and longer["word"].lower() not in _NO_NOUN:
            continue
        if cell := _in_row(segment, line, start, end, rows):
            yield symbol, cell.span()
        elif (symbol.bare, symbol.indices) not in ((one.bare, one.indices) for one, _, _ in told) and (
            passage := _told(segment, line, start, end)
        ):
            told.append((symbol, *passage))
    for number, (symbol, start, end) in enumerate(told):
        others = (first for _, first, _ in told[number + 1 :] if first > start)
        yield symbol, _clause(segment, line, start, min(end, next(others, end)))


def _in_order(segment: Segment, line: Line, wanted: Sought) -> Iterator[tuple[Symbol, Span]]:
    """ "P, N and D are the price, the number and the divisor, respectively": as many meanings as symbols."""
    for match in _RESPECTIVELY.finditer(line.text):
        symbols, meanings = _PARTS.split(match["symbols"]), _PARTS.split(match["meanings"])
        if len(symbols) != len(meanings):
            continue
        at = match.start("meanings")
        for name, words in zip(symbols, meanings, strict=True):
            at = line.text.index(words, at)
            first, last = line.place(at, at + len(words))
            at += len(words)
            if symbol := wanted[name]:
                yield symbol, segment.span(first - segment.start, last - segment.start)


def _as_one(segment: Segment, line: Line, wanted: Sought) -> Iterator[tuple[Symbol, Span]]:
    """ "F and G are the rates of the two exchanges": one meaning for all of the symbols."""
    for match in _TOGETHER.finditer(line.text):
        if _NO_MEANING.match(match["meaning"]):
            continue
        first, last = line.place(*match.span("meaning"))
        for name in _PARTS.split(match["symbols"]):
            if symbol := wanted[name]:
                yield symbol, segment.span(first - segment.start, last - segment.start)


def _is_within_equation(line: Line, start: int, end: int) -> bool:
    """Whether the symbol is a part of an equation: not the whole of it, nor what an equation gives a value."""
    place, length = line.starts[start], len(line.text)
    if line.ends[start] - place == 1 == end - start and (end == length or line.starts[end] != place):
        return False
    while start and line.starts[start - 1] == place:
        start -= 1
        if not line.text[start].isspace():
            return True
    after = end
    while after < length and line.starts[after] == place:
        after += 1
    return re.match(r"\s*(?:$|=)", line.text[end:after]) is None


def _in_row(
    segment: Segment, line: Line, start: int, end: int, rows: Mapping[tuple[str, int, int], list[Segment]]
) -> Segment | None:
    """Where a cell holds nothing but the symbol, the cell of its row that says what it is."""
    if not segment.block.cell or not re.fullmatch(r"\W*", line.text[:start] + line.text[end:].split("(")[0]):
        return None
    cell = segment.block.cell
    others = [s for s in rows[segment.block.part, cell.table, cell.row] if s.block is not segment.block]
    least = 2 if cell.row == 0 else 1
    return next(
        (s for s in others if len(re.findall(r"[A-Za-z]{3,}", s.text)) >= least and ATOM not in s.text[:1]),
        next((s for s in others if cell.row and re.search(r"\d", s.text)), None),
    )


def _told(segment: Segment, line: Line, start: int, end: int) -> tuple[int, int] | None:
    """Start and end of the passage that says what the symbol at start..end is."""
    text, before = line.text, line.text[:start]
    if _is_explained(text, start, end):
        return start, len(text)
    if not text[end:].strip(" .;)") and _LABEL.fullmatch(before) and segment.kind is not SegmentKind.CODE:
        return 0, len(text)
    if _NAMED.search(text, max(0, start - _NEAR), start):
        return max(0, before.rfind(". ") + 1), end
    noun = _NOUN.search(before, max(0, start - _NEAR))
    if noun and noun["word"].lower() not in _NO_NOUN and not _COMPARED.match(text, end):
        return _phrase_start(before), end
    return None


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether the words behind a symbol say what it is."""
    after, near = _AFTER.match(text, end), max(0, start - _NEAR)
    if after and after["verb"] and (_SURE.match(after["verb"]) or not _NO_MEANING.match(after["said"])):
        return True
    if after and after["mark"] and _OPENS_ENTRY.search(text, near, start) and _WORDS.match(after["noted"]):
        return after["mark"] != "-" or text[end].isspace()
    if (
        end - start == 1
        and text[start].isupper()
        and _WITHIN_LEGEND.search(text, 0, start)
        and _ITS_NOUN.match(text, end)
    ):
        return True
    return bool(
        _APPOSED.match(text, end) or (_AFTER_ANOTHER.search(text, near, start) and _ITS_ARTICLE.match(text, end))
    )


_BEFORE_PHRASE = re.compile(
    r".*(?:\b(?:is|are|has|have|by|in|on|to|from|with|for|and|where|divided|times)|[,;.:]) (?=.*\w)", re.DOTALL
)


def _phrase_start(before: str) -> int:
    """Where the noun phrase begins that a passage ends in: a few words back, behind a verb or a mark."""
    noun = before.rstrip(" ,(\"'")
    words = [*re.finditer(r"[\w-]+", noun)][-7:]
    first = words[0].start() if words else len(noun)
    lead = _BEFORE_PHRASE.match(noun, first)
    return lead.end() if lead else first


def _clause(segment: Segment, line: Line, start: int, end: int) -> Span:
    """The span of start..end of the line, up to a semicolon, without marks and little words at its end."""
    text = line.text[start:end]
    cut = re.search(r";|\.\s(?=[A-Z])", text)
    text = text[: cut.start()] if cut else text
    text = re.sub(r"(?:[\s,;:(]|\b(?:and|while|where|with))+$", "", text) or text
    lead = len(text) - len(text.lstrip(" ,;.(\"'"))
    stop = start + len(text)
    if line.text[stop : stop + 1] == ")" and text.count("(") > text.count(")"):
        stop += 1
    begin = start + lead
    if text.count('"') % 2 and line.text[max(0, begin - 1) : begin] == '"':
        begin -= 1
    first, last = line.place(begin, stop)
    return segment.span(first - segment.start, last - segment.start)


def spellings(formula: Formula) -> Iterator[Bare]:
    """The symbols of a formula, and those that explain them."""
    for operand in formula.operands:
        yield from fallbacks(symbol_of(operand.name))
    yield from fallbacks(symbol_of(formula.left))


def fallbacks(symbol: Symbol) -> Iterator[Bare]:
    """The symbol, then without a number (w_1 is one of the w_i), an accent or a difference sign.

    Beside an index, a label of one letter is an index too: the legend of P_m,t may speak of P.
    """
    yield symbol.bare
    labels = tuple(label for label in symbol.labels if not label.isdigit() and label not in _ACCENTS)
    if labels != symbol.labels:
        yield symbol.head, labels
    named = tuple(label for label in labels if len(label) > 1)
    if symbol.indices and named != labels:
        yield symbol.head, named
    if not symbol.indices and len(labels) == 1 and len(labels[0]) == 1:
        yield symbol.head, ()  # the spot S_m of the roll date m is one of "S, the spot"
    if symbol.head.startswith("Δ") and len(symbol.head) > 1:
        yield symbol.head[1:], symbol.labels
