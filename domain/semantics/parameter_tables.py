"""Parameters of tables: rows or columns that give a name with its value, unit, base, bounds, default and source."""

import re
from collections.abc import Iterator, Mapping

from domain.semantics.grids import Grid
from domain.semantics.parameter_names import (
    is_code,
    names_a_number,
    reads_as_name,
    split_label,
    unit_named,
    unit_of_name,
)
from domain.semantics.parameter_text import Mention, unit_of_description, with_unit
from domain.semantics.parameter_values import BASE_ENDS, Reading, read_value, spelled_limits
from domain.semantics.segments import Segment
from domain.semantics.understanding import Statement

_COLUMNS = {
    "name": r"(?:model |strategy |input |index |risk |key )?(?:parameters?|settings?|variables?|names?|options?"
    r"|limits?|controls?|keys?|items?|fields?"
    r"|quantity|quantities|terms?|inputs?|constants?|flags?|arguments?)(?: names?)?",
    "symbol": r"symbols?|notation|abbreviation|alias|short name|code name|variable name|also known as",
    "value": r"(?:(?:current|base|chosen|selected|initial|standard|configured|production|assigned|applied)"
    r" )?(?:values?|settings?|levels?|figures?|thresholds?"
    r"|amounts?|specification|parameter values?)",
    "unit": r"units?(?: of measure(?:ment)?)?|uom|measured in|dimension",
    "base": r"base|basis|measured against|relative to|reference(?: base)?|percentage of|applied to|% of|of what",
    "low": r"(?:allowed |hard )?(?:min\.?|minimum|lower(?: bound| limit)?|floor)(?: values?)?|from",
    "high": r"(?:allowed |hard )?(?:max\.?|maximum|upper(?: bound| limit)?|cap|ceiling)(?: values?)?|to",
    "range": r"(?:allowed |valid |permitted |permissible |admissible )?(?:ranges?|bounds?|interval|limits|allowed"
    r" values)",
    "default": r"default(?: values?| settings?)?",
    "source": r"(?:data |value )?(?:sources?|owners?|providers?|set by|supplied by|origin|provided by|published by"
    r"|determined by|responsible)",
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


def statements_of(grid: Grid) -> Iterator[Mention]:
    """What a table says of parameters, row by row, or column by column where its rows are what others have in"
    " columns."""
    headings = {column: grid.text(grid.rows[0], column) for column in grid.columns}
    labels = {row: grid.text(row, grid.columns[0]) for row in grid.rows}
    across, down = _layout(headings), _layout(labels)
    if across:
        for row in grid.rows[1:]:
            yield from _entry({column: grid.cells.get((row, column), ()) for column in grid.columns}, across, headings)
    elif down and len(grid.columns) > 1:
        for column in grid.columns[1:]:
            yield from _entry({row: grid.cells.get((row, column), ()) for row in grid.rows}, down, labels)
    elif len(grid.columns) == 2:
        yield from _pairs(grid)


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
    said = {kind: " ".join(segment.text for segment in cells[column]).strip() for kind, column in layout.items()}
    places = [
        segment
        for kind in ("value", "default", "range", "high", "low", "name")
        if kind in layout
        for segment in cells[layout[kind]]
    ]
    names, unit = split_label(said["name"])
    if not places or not reads_as_name(names[0]):
        return
    if (symbol := said.get("symbol", "")) and len(symbol) <= 30:
        names = (*names, symbol)
    value_heading = headings[layout["value"]] if "value" in layout else ""
    hints = (said.get("unit", ""), _in_brackets(value_heading))
    unit = unit or next((unit_named(hint) for hint in hints if hint), "") or said.get("unit", "")
    notes = said.get("notes", "")
    statement = _statement(places[0], said, unit or unit_of_name(names[0]), notes)
    if statement.value and statement.number is None and len(statement.value) > 60:
        return
    yield Mention(names, statement)


def _in_brackets(heading: str) -> str:
    match = re.search(r"[(\[]([^()\[\]]{1,20})[)\]]", heading)
    return match[1] if match else ""


def _statement(place: Segment, said: Mapping[str, str], unit: str, notes: str) -> Statement:
    value = "" if _UNKNOWN.fullmatch(said.get("value", "")) else said.get("value", "")
    found = read_value(value, value.lower(), 0) or Reading(0, value=value)
    found = found.with_limits(_limits(said))
    found = found if found.unit or unit else with_unit(found)
    base = said.get("base", "") or found.base or _base_in(notes)
    return Statement(
        span=place.span(),
        value=found.value,
        number=found.number,
        unit=found.unit or unit or unit_of_description(notes.lower()),
        base=re.sub(r"^(?:of )?(?:the )?", "", base),
        low=found.low,
        high=found.high,
        default=found.default,
        source=said.get("source", ""),
    )


def _limits(said: Mapping[str, str]) -> dict[str, str]:
    found = {
        kind: said[kind] for kind in ("low", "high", "default") if said.get(kind) and not _UNKNOWN.fullmatch(said[kind])
    }
    if text := said.get("range"):
        reading = read_value(text, text.lower(), 0) or Reading(0)
        found |= {kind: end for kind in ("low", "high") if (end := getattr(reading, kind))}
        found |= spelled_limits(text, text.lower(), 0)
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
        yield Mention(names, _statement(place[0], {"value": place[0].text}, unit or unit_of_name(names[0]), ""))
