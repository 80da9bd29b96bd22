"""Terms in tables, definition lists and the headings of a glossary."""

import re
from collections.abc import Iterator
from itertools import pairwise

from domain.semantics.grids import grids
from domain.semantics.meanings import Passage
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import expansion, in_glossary, is_acronym, is_name


def tabled(segments: tuple[Segment, ...]) -> Iterator[Passage]:
    """Every definition whose name stands above or beside it."""
    yield from _below_names(segments)
    yield from _in_tables(segments)


def _below_names(segments: tuple[Segment, ...]) -> Iterator[Passage]:
    """A name on its own line or in a heading of a glossary, and what it is on the next."""
    for above, after in pairwise(segments):
        if after.kind in (SegmentKind.HEADING, SegmentKind.CODE):
            continue
        listed = above.block is after.block and after.text.startswith(": ")
        headed = (
            above.kind is SegmentKind.HEADING
            and after.kind is SegmentKind.SENTENCE
            and in_glossary(above.section.path[:-1])
        )
        name = (above.section.title if headed else above.text).strip(" :\"'")
        if (listed or headed) and len(name) <= 80 and is_name(name):
            yield Passage(after, 0, name, after.text.removeprefix(": "), named=above)


_NAME_COLUMN = re.compile(
    r"(?:(?:defined |capitali[sz]ed )?terms?|expressions?|definitions?|abbreviations?|acronyms?|concepts?"
    r"|(?:term|parameter|field|input) name"
    r"|parameters?|fields?|names?|items?|metrics?|factors?|settings?|switch|inputs?|data (?:item|field))(?: \([^)]*\))?"
)


_MEANING_COLUMN = re.compile(
    r"(?:definitions?|meanings?|contents?|provisions?|details?|descriptions?|explanations?|what it means|stands for"
    r"|full (?:name|form)|expansion|effect|interpretation)"
)


_SAYS_SOMETHING = re.compile(
    r"an? [A-Za-z]{3,}|.*(?:\d{1,2}\.? ?[A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)"
)
"""A kind of thing ("a weekday") or a date, which may be one word."""


_VALUE_COLUMN = re.compile(
    r"(?:values?|defaults?(?: values?)?|min(?:\.|imum)?|max(?:\.|imum)?|settings?)(?: \([^)]*\))?"
)
_SYMBOL_COLUMN = re.compile(r"(?:symbols?|notations?|variables?)")
_WITH_SHORT = re.compile(r"(?P<name>[^()]{3,}) \((?P<short>[A-Za-z][\w&/-]{1,9})\)")
"""A name and its abbreviation in one cell: "Accrued Interest (AI)"."""
_SHORT_COLUMN = re.compile(r"(?:abbreviations?|acronyms?|abbr\.?|short (?:name|form))")


def _in_tables(segments: tuple[Segment, ...]) -> Iterator[Passage]:
    for grid in grids(segments):
        rows: dict[int, dict[int, tuple[Segment, ...]]] = {row: {} for row in grid.rows}
        for (row, column), said in grid.cells.items():
            rows[row][column] = said
        yield from _in_rows(list(rows.values()))


def _in_rows(rows: list[dict[int, tuple[Segment, ...]]]) -> Iterator[Passage]:
    head = {column: parts[0].low.strip(" :*") for column, parts in rows[0].items()}
    names = [column for column, title in head.items() if _NAME_COLUMN.fullmatch(title)]
    name = next((column for column in names if not _SHORT_COLUMN.fullmatch(head[column])), names[0] if names else None)
    meaning = next((c for c, title in head.items() if c != name and _MEANING_COLUMN.fullmatch(title)), None)
    if name is None or meaning is None:
        if not (in_glossary(rows[0][min(rows[0])][0].section.path) and all(len(row) == 2 for row in rows)):
            return
        name, meaning = min(head), max(head)
    else:
        rows = rows[1:]
    if all(any(map(column.fullmatch, head.values())) for column in (_SYMBOL_COLUMN, _VALUE_COLUMN)):
        return  # a parameter has its value for its meaning, and formulas speak of it by its symbol
    short = next((c for c, title in head.items() if c not in (name, meaning) and _SHORT_COLUMN.fullmatch(title)), None)
    for row in rows:
        if name not in row or meaning not in row:
            continue
        first, words = row[name][0], " ".join(part.text for part in row[meaning])
        title = first.text.strip(" :*\"'`")
        both = _WITH_SHORT.fullmatch(title)
        if both and is_acronym(both["short"]) and expansion(both["name"], both["short"]):
            title = both["name"]
        if (is_name(title) or is_acronym(title)) and (
            len(re.findall("[A-Za-z]{2,}", words)) >= 2 or _SAYS_SOMETHING.match(words)
        ):
            alias = tuple(part.text for part in row.get(short, ())[:1]) if short is not None else ()
            alias = (both["short"],) if both and title == both["name"] else alias
            yield Passage(row[meaning][0], 0, title, words, alias, named=first)
