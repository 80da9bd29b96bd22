"""Parameters of tables: rows or columns that give a name with its value, unit, base, bounds, default and source."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from domain.semantics.grids import Grid
from domain.semantics.parameter_names import (
    is_code,
    names_a_number,
    reads_as_name,
    scale_named,
    split_label,
    unit_named,
    unit_of_name,
)
from domain.semantics.parameter_text import Mention, unit_of_description, with_unit
from domain.semantics.parameter_values import BASE_ENDS, Reading, read_value, spelled_limits
from domain.semantics.segments import Segment
from domain.semantics.understanding import Statement

_OF_WHAT = r"(?:(?:model|strategy|input|index|risk|key|trading|calculation|cost|product|contract) )?"
_NAMES = (
    r"(?:parameters?|settings?|variables?|names?|options?|limits?|controls?|keys?|items?|fields?|quantity|quantities"
    r"|terms?|inputs?|constants?|flags?|arguments?|assumptions?|metrics?|features?|characteristics?)(?: names?)?"
)
_CHOSEN = r"(?:(?:current|base|chosen|selected|initial|standard|configured|production|assigned|applied|agreed|live) )?"
_VALUES = r"(?:values?|settings?|levels?|figures?|thresholds?|amounts?|specification|parameter values?)"
_COLUMNS = {
    "name": _OF_WHAT + _NAMES,
    "symbol": r"symbols?|notation|abbreviation|alias|short name|code name|variable name|also known as",
    "value": _CHOSEN + _VALUES,
    "unit": r"units?(?: of measure(?:ment)?)?|uom|measured in|dimension|currency|ccy",
    "base": r"base|basis|measured against|relative to|reference(?: base)?|percentage of|applied to|% of|of what",
    "low": r"(?:allowed |hard )?(?:min\.?|minimum|lower(?: bound| limit)?|floor)(?: values?)?|from",
    "high": r"(?:allowed |hard )?(?:max\.?|maximum|upper(?: bound| limit)?|cap|ceiling)(?: values?)?|to",
    "range": r"(?:(?:allowed|valid|permitted|permissible|admissible) )?"
    r"(?:ranges?|bounds?|interval|limits|allowed values)",
    "default": r"default(?: values?| settings?)?",
    "source": r"(?:data |value )?(?:sources?|owners?|providers?|origin|responsible"
    r"|(?:set|supplied|provided|published|determined) by)",
    "notes": r"descriptions?|remarks?|notes?|comments?|meaning|definitions?|explanation|purpose|prompt|details"
    r"|description / .{1,30}",
}
_KIND = {
    kind: re.compile(rf"(?:{words})\s?(?:[(\[][^()\[\]]{{1,20}}[)\]])?:?", re.IGNORECASE)
    for kind, words in _COLUMNS.items()
}
_VALUED = frozenset(("value", "low", "high", "range", "default"))
_UNKNOWN = re.compile(
    r"(?:t\.?b\.?[dac]\.?|to be (?:determined|defined|agreed|confirmed|specified)|\?+|x+%?|\[.{0,40}\]|n/?a|-+)?",
    re.IGNORECASE,
)


def kind_of(heading: str) -> str:
    """What a column holds, told from its heading; "" for anything a parameter has not."""
    words = heading.strip()
    return next((kind for kind, pattern in _KIND.items() if pattern.fullmatch(words)), "")


@dataclass(frozen=True)
class _Words:
    """What a cell says, and that in small letters with its numbers in plain notation."""

    text: str = ""
    low: str = ""

    @classmethod
    def of(cls, cell: tuple[Segment, ...]) -> Self:
        return cls(
            " ".join(segment.text for segment in cell).strip(), " ".join(segment.low for segment in cell).strip()
        )

    def reading(self) -> Reading | None:
        return read_value(self.text, self.low, 0)

    def is_figure(self) -> bool:
        """Whether it is a figure and little else."""
        reading = self.reading()
        return reading is not None and len(self.low) <= reading.end + 3


def statements_of(grid: Grid) -> Iterator[Mention]:
    """What a table says of parameters, row by row, or column by column where its rows are what others have in columns.

    A table whose rows are letters in order or end in a total holds data, whatever its columns are called.
    """
    headings = {column: grid.text(grid.rows[0], column) for column in grid.columns}
    labels = {row: grid.text(row, grid.columns[0]) for row in grid.rows}
    if across := _layout(headings):
        is_sure = _SURE_NAMES.match(headings[across["name"]]) is not None
        if not is_sure and (_is_data(grid, across["name"]) or not _has_values(grid, across)):
            return
        cells = ({column: grid.cells.get((row, column), ()) for column in grid.columns} for row in grid.rows[1:])
        yield from _told_apart([said for row in cells for said in _entry(row, across, headings)])
    elif (down := _layout(labels)) and _is_on_its_side(grid, labels, down):
        for column in grid.columns[1:]:
            yield from _entry({row: grid.cells.get((row, column), ()) for row in grid.rows}, down, labels)
    elif len(grid.columns) == 2 and not _is_data(grid, grid.columns[0]):
        yield from _pairs(grid)


def _told_apart(mentions: list[Mention]) -> Iterator[Mention]:
    """Without the symbols that stand for several rows of one table: n is the short window, and the long one."""
    rows = Counter(name for mention in mentions for name in mention.names[1:])
    for mention in mentions:
        first, *symbols = mention.names
        yield replace(mention, names=(first, *(symbol for symbol in symbols if rows[symbol] == 1)))


_SURE_NAMES = re.compile(r"(?:\w+ )?(?:parameter|setting|variable|constant|input|argument|option|flag|symbol)", re.I)
_TIME_OF_DAY = re.compile(r"(?:[\w-]+ ){1,3}time", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?(?:total|sum)s?\b.{0,20}", re.IGNORECASE)


def _is_data(grid: Grid, column: int) -> bool:
    """Whether the rows are members of something that is added up or counted through, not parameters."""
    names = [grid.text(row, column).strip() for row in grid.rows]
    letters = [name for name in names if len(name) == 1 and name.isupper()]
    return any(_TOTAL.fullmatch(name) for name in names) or letters[:2] == ["A", "B"]


def _has_values(grid: Grid, layout: Mapping[str, int]) -> bool:
    """Whether there is a column of values, or figures in those of bounds and defaults."""
    columns = [layout[kind] for kind in _VALUED & layout.keys()]
    return "value" in layout or any(
        _Words.of(grid.cells.get((row, column), ())).is_figure() for row in grid.rows[1:] for column in columns
    )


def _is_on_its_side(grid: Grid, labels: Mapping[int, str], layout: Mapping[str, int]) -> bool:
    """Whether rows are what others have in columns: each label is such a heading, the cells beside them are no such
    headings, and there are figures where values should be."""
    if len(grid.columns) < 2 or any(label and not kind_of(label) for label in labels.values()):
        return False
    if kind_of(labels[grid.rows[0]]) not in ("name", "symbol") or kind_of(grid.text(grid.rows[0], grid.columns[1])):
        return False
    rows = [layout[kind] for kind in _VALUED & layout.keys()]
    return any(_Words.of(grid.cells.get((row, column), ())).is_figure() for row in rows for column in grid.columns[1:])


def _layout(headings: Mapping[int, str]) -> dict[str, int]:
    """Which column holds what; empty where these are not the columns of parameters."""
    found: dict[str, int] = {}
    for column, heading in headings.items():
        kind = kind_of(heading)
        if kind and kind not in found:
            found[kind] = column
        elif kind == "name" and "value" not in found and heading.lower().startswith(("setting", "limit", "quantit")):
            found["value"] = column
    if "symbol" in found and "name" not in found:
        found["name"] = found.pop("symbol")
    first = str(headings[min(headings)]).lower() if headings else ""
    described = "notes" in found and first.startswith(("parameter", "setting", "argument", "option", "flag"))
    return found if "name" in found and (_VALUED & found.keys() or described) else {}


def _entry(
    cells: Mapping[int, tuple[Segment, ...]], layout: Mapping[str, int], headings: Mapping[int, str]
) -> Iterator[Mention]:
    said = {kind: _Words.of(cells[column]) for kind, column in layout.items()}
    places = [
        segment
        for kind in ("value", "default", "range", "high", "low", "name")
        if kind in layout
        for segment in cells[layout[kind]]
    ]
    names, unit = split_label(said["name"].text)
    is_time = _SURE_NAMES.match(headings[layout["name"]]) and _TIME_OF_DAY.fullmatch(names[0])
    if not places or not (is_time or reads_as_name(names[0])) or _TOTAL.fullmatch(names[0]):
        return
    if (symbol := _text(said, "symbol")) and len(symbol) <= 30:
        names = (*names, symbol)
    value_heading = headings[layout["value"]] if "value" in layout else ""
    hints = [hint for hint in (_text(said, "unit"), _in_brackets(value_heading)) if hint]
    unit = unit or next((unit_named(hint) for hint in hints), "") or _text(said, "unit")
    statement = _statement(places[0], said, unit or unit_of_name(names[0]))
    if scale := next((scale for hint in hints if (scale := scale_named(hint)) > 1), 0):
        statement = statement.model_copy(update={"number": statement.number and statement.number * scale})
    if statement.value and statement.number is None and len(statement.value) > 60:
        return
    yield Mention(names, statement)


def _text(said: Mapping[str, _Words], kind: str) -> str:
    return said[kind].text if kind in said else ""


def _in_brackets(heading: str) -> str:
    match = re.search(r"[(\[]([^()\[\]]{1,20})[)\]]", heading)
    return match[1] if match else ""


def _statement(place: Segment, said: Mapping[str, _Words], unit: str) -> Statement:
    value, notes = said.get("value", _Words()), _text(said, "notes")
    value = _Words() if _UNKNOWN.fullmatch(value.text) else value
    found = value.reading() or Reading(0, value=value.text)
    found = found.with_limits(_limits(said))
    found = found if found.unit or unit else with_unit(found)
    return Statement(
        span=place.span(),
        value=found.value,
        number=found.number,
        unit=(unit if found.unit == "money" else found.unit) or unit or unit_of_description(notes.lower()),
        base=re.sub(r"^(?:of )?(?:the )?", "", _text(said, "base") or found.base or _base_in(notes)),
        low=found.low,
        high=found.high,
        default=found.default,
        source=_text(said, "source"),
    )


def _limits(said: Mapping[str, _Words]) -> dict[str, str]:
    texts = {kind: _text(said, kind) for kind in ("low", "high", "default")}
    found = {kind: text for kind, text in texts.items() if text and not _UNKNOWN.fullmatch(text)}
    if given := said.get("range"):
        reading = given.reading() or Reading(0)
        found |= {kind: end for kind in ("low", "high") if (end := getattr(reading, kind))}
        found |= spelled_limits(given.text, given.low, 0)
    return found


def _base_in(notes: str) -> str:
    """ "of the Index Level", "limit (as % of mid price)": of what a share is taken, in the words of a remark."""
    match = re.match(r"of (?:the )?([^.,;()]{2,60})", notes) or re.search(
        r"(?:as (?:a )?)?(?:%|percent(?:age)?) of (?:the )?([^.,;()?]{2,40})", notes
    )
    if not match:
        return ""
    end = BASE_ENDS.search(match[1])
    return (match[1][: end.start()] if end else match[1]).strip()


def _pairs(grid: Grid) -> Iterator[Mention]:
    """A table of labels and values without headings: most of its values are figures."""
    left, right = grid.columns
    rows = [(grid.text(row, left), grid.cells.get((row, right), ())) for row in grid.rows]
    read = [
        (split_label(label), place, read_value(place[0].text, place[0].low, 0))
        for label, place in rows
        if place and label
    ]
    named = [entry for entry in read if entry[2] and reads_as_name(entry[0][0][0])]
    if len(named) * 2 < len(rows) or not any(
        names_a_number(names[0]) or is_code(names[0]) for (names, _), _, _ in named
    ):
        return
    for (names, unit), place, _ in named:
        yield Mention(names, _statement(place[0], {"value": _Words.of(place[:1])}, unit or unit_of_name(names[0])))
