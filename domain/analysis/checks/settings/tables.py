"""Tables and lists of settings: types that do not fit, settings left out or used by nothing, copied meanings."""

import re
from collections import defaultdict
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_behind, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Comment, Replace
from domain.semantics.grids import Grid, grids
from domain.semantics.ir import DocumentIR
from domain.semantics.parameter_names import IDENTIFIER
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_TYPE, _DEFAULT = re.compile(r"\b(?:data ?)?type\b"), re.compile(r"\bdefault\b|\bvalue\b")
_IS_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?\s?%?")
_IS_TRUTH = re.compile(r"(?:true|false|yes|no|on|off)")
_NUMERIC = re.compile(r"\b(?:int(?:eger)?|decimal|float|number|double|numeric)\b")
_TRUTH = re.compile(r"\bbool(?:ean)?\b")
_CHOICES = re.compile(r"\((?P<choices>[a-z]+(?:_[a-z]+)+(?:\s?[/|]\s?[a-z_]+)+)\)")
"""Choices spelled out as names: "(track_orders/ignore_orders)"."""


def _mismatch(kind: str, default: str, row: str) -> str:
    """Why a row of settings contradicts itself; "" where it does not."""
    if _NUMERIC.search(kind) and _IS_TRUTH.fullmatch(default):
        return f"the type is {kind} and the default {default}"
    if re.search(r"\bint(?:eger)?\b", kind) and re.fullmatch(r"[-+]?\d*\.\d*[1-9]\d*", default):
        return f"the type is {kind} and the default {default}"
    if _TRUTH.search(kind) and _IS_NUMBER.fullmatch(default) and default not in ("0", "1"):
        return f"the type is {kind} and the default {default}"
    if _TRUTH.search(kind) and (choices := _CHOICES.search(row)):
        return f"the type is {kind} and the choices are {choices['choices']}"
    return ""


def _types(ir: DocumentIR) -> Iterator[Hit]:
    for grid in _settings(ir):
        header = {column: grid.text(grid.rows[0], column).lower() for column in grid.columns}
        kind_at = next((column for column, name in header.items() if _TYPE.search(name)), None)
        default_at = next((column for column, name in header.items() if _DEFAULT.search(name)), None)
        if kind_at is None or default_at is None:
            continue
        for row in grid.rows[1:]:
            kind, default = (grid.text(row, column).strip("` ").lower() for column in (kind_at, default_at))
            wrong = _mismatch(kind, default, " ".join(grid.row(row)).lower())
            if wrong and (row, kind_at) in grid.cells:
                name = grid.text(row, grid.columns[0])
                spans = [s.span() for place in sorted(grid.cells) if place[0] == row for s in grid.cells[place]]
                yield Hit(
                    title=f"{name}: {wrong}",
                    why=f"A program that reads {name} by its type refuses the default or reads it as something else;"
                    " either the type or the value in this row is wrong.",
                    spans=tuple(spans[:8]),
                    suggestion=replace(
                        grid.cells[row, kind_at][0], 0, len(grid.text(row, kind_at)), to_specify("the type that fits")
                    ),
                )


def _settings(ir: DocumentIR) -> Iterator[Grid]:
    """The tables whose first column holds names of settings."""
    for grid in grids(ir.segments):
        names = [grid.text(row, grid.columns[0]) for row in grid.rows[1:]]
        if len(names) > 2 and sum(IDENTIFIER.search(name) is not None for name in names) * 2 > len(names):
            yield grid


_OWNED = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+|[a-z][a-z0-9]*(?:_[a-z0-9]+){1,8}")


def _unlisted(ir: DocumentIR) -> Iterator[Hit]:
    """Settings written like those of a table, with the first word of several of them, that are not in it."""
    tables = list(_settings(ir))
    listed = {
        name.group()
        for grid in tables
        for row in grid.rows[1:]
        for name in _OWNED.finditer(grid.text(row, grid.columns[0]))
    }
    families = defaultdict[str, int](int)
    for name in listed:
        families[name.split("_")[0]] += 1
    missing = dict[str, tuple[Segment, re.Match[str]]]()
    for segment in ir.prose.having(_OWNED):
        for match in _OWNED.finditer(segment.text):
            name = match.group()
            if name.isupper() and name not in listed and families[name.split("_")[0]] > 1:
                missing.setdefault(name, (segment, match))
    if missing and tables:
        names = " and ".join(list(missing)[:4])
        verb = "is" if len(missing) == 1 else "are"
        first = next(iter(missing.values()))
        yield Hit(
            title=f"{names} {verb} used and not in the table of settings",
            why=f"The table lists the settings of this kind, and {names} {verb} not among them. Whoever works from the"
            " table does not know of them: neither their effect nor when to use them.",
            spans=tuple(segment.span(match.start(), match.end()) for segment, match in list(missing.values())[:8]),
            suggestion=add_behind(
                first[0].span(first[1].start(), first[1].end()),
                f" ({to_specify('effect, default and when to use it, in the table')})",
            ),
        )


def _unused(ir: DocumentIR) -> Iterator[Hit]:
    """Parameters of a table that no rule and no formula uses, where most of the table's are used."""
    for grid in grids(ir.segments):
        header = " ".join(grid.row(grid.rows[0])).lower()
        if not re.search(r"\bparameter|\bsetting|\bsymbol|\bvariable", header) or len(grid.rows) < 4:
            continue
        cells = {segment for said in grid.cells.values() for segment in said}
        names = [(row, grid.text(row, grid.columns[0]).strip("` ")) for row in grid.rows[1:]]
        named = [(row, name) for row, name in names if name and (row, grid.columns[0]) in grid.cells]
        unused = [
            (row, name)
            for row, name in named
            if not _is_used(ir, name, cells) and not _is_said(ir, grid.row(row)[1:2], cells)
        ]
        if unused and len(unused) * 2 < len(named):
            listed = " and ".join(name for _, name in unused[:4])
            yield Hit(
                title=f"{listed}: no rule uses it" if len(unused) == 1 else f"{listed}: no rule uses them",
                why=f"The table gives {listed} a value, and nothing else in the document speaks of it. Either a rule"
                " that needs it is missing, or the row can go.",
                spans=tuple(grid.cells[row, grid.columns[0]][0].span() for row, _ in unused[:8]),
                suggestion=Comment(text=f"Please add the rule that uses {listed}, or remove the row."),
            )


def _is_used(ir: DocumentIR, name: str, table: set[Segment]) -> bool:
    words = content_words(re.sub(r"[_(].*|_", " ", name)) or content_words(name)
    if any(segment not in table for segment in ir.with_all(words)):
        return True
    spelled = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(spelled.search(s.text) for s in ir.segments.having(spelled) if s not in table) or any(
        name in block.text or any(name in atom.text for atom in block.atoms) for block in ir.blocks if block.atoms
    )


def _is_said(ir: DocumentIR, values: tuple[str, ...], table: set[Segment]) -> bool:
    """Whether a rule repeats the value in place of the name: "by more than 10 ticks"."""
    said = (re.compile(re.escape(value.strip().lower())) for value in values if len(value.split()) > 1)
    return any(
        value.search(segment.low) for value in said for segment in ir.rules.having(value) if segment not in table
    )


_ENTRY = re.compile(
    r"^[`*\"']{0,3}(?P<name>[\w.]{2,40})[`*\"']{0,3}(?:\s*\([^)]*\))?\s*[:-]\s+(?P<said>[^.]{20,}?)\.?$"
)


def _copied(ir: DocumentIR) -> Iterator[Hit]:
    """Two entries with one meaning, which speaks of one name and not of the other."""
    said = defaultdict[str, list[tuple[Segment, re.Match[str]]]](list)
    for segment in ir.prose.having(_ENTRY):
        if segment.kind is SegmentKind.ITEM and (match := _ENTRY.match(segment.text)):
            said[match["said"].lower()].append((segment, match))
    for meaning, entries in said.items():
        words = content_words(meaning)
        owners = [entry for entry in entries if _name_words(entry[1]["name"]) & words]
        for segment, match in entries if owners and len(entries) > 1 else ():
            if _name_words(match["name"]) & words:
                continue
            name, owner = match["name"].strip("_"), owners[0][1]["name"].strip("_")
            yield Hit(
                title=f"{name} is described with the words for {owner}",
                why=f"The description of {name} repeats that of {owner} word for word and does not fit its name: it was"
                " copied and not changed.",
                spans=(segment.span(),),
                suggestion=replace(segment, *match.span("said"), to_specify(f"the meaning of {name}")),
            )


def _name_words(name: str) -> frozenset[str]:
    return content_words(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name))


_MUST, _SHOULD = re.compile(r"\b(?:must|shall)\b"), re.compile(r"\bshould\b(?! (?:be noted|any|a |an |the |it))")


_SHOULD_EXPLAINED = re.compile(r"\bshould\b[\"']? (?:means|indicates|is a recommend)")


def _should(ir: DocumentIR) -> Iterator[Hit]:
    """One entry that should, among entries that must."""
    if ir.segments.say(_SHOULD_EXPLAINED):
        return
    by_section = defaultdict[int, list[Segment]](list)
    for segment in ir.rules:
        by_section[id(segment.section)].append(segment)
    for segments in by_section.values():
        must = sum(_MUST.search(segment.low) is not None for segment in segments)
        should = [(s, m) for s in segments if (m := _SHOULD.search(s.low)) and re.search(r"\d", s.low)]
        if must < 2 or not should or len(should) >= must:
            continue
        segment, match = should[0]
        yield Hit(
            title=f"'should' among rules that must hold: '{_cut(segment.text)}'",
            why="The other rules here say must. Whether a value that differs from this one is an error or only unusual"
            " is open, and that decides disputes.",
            spans=(segment.span(),),
            suggestion=Replace(span=segment.span(match.start(), match.end()), text=to_specify("must, or may")),
        )


def _cut(text: str) -> str:
    return text if len(text) <= 50 else text[:50].rsplit(" ", 1)[0] + "…"


CHECKS = (
    Check(
        id="DS-SET-01",
        title="A setting whose type and value do not fit",
        matters="A program refuses the value or reads it as something else.",
        fix="Correct the type or the value, so that the one can be read as the other.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_types,
        bad=(
            "| Setting | Type | Default |\n| add_costs | decimal | False |\n| order_size | decimal | 5 |\n| max_age |"
            " int | 60 |",
        ),
        good=(
            "| Setting | Type | Default |\n| add_costs | bool | False |\n| order_size | decimal | 5 |\n| max_age | int"
            " | 60 |",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-SET-02",
        title="A setting that the table leaves out",
        matters="Whoever works from the table does not know of it.",
        fix="Add the setting to the table, with its type, default, range and unit.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_unlisted,
        bad=(
            "| Switch | Effect |\n| TRADING_ENABLED | stops |\n| TRADING_MODE | paper |\n| LLM_ENABLED | off |\n\nKeep"
            " TRADING_HARD_STOP set.",
        ),
        good=(
            "| Switch | Effect |\n| TRADING_ENABLED | stops |\n| TRADING_MODE | paper |\n| LLM_ENABLED | off |\n\nKeep"
            " TRADING_MODE set.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-SET-03",
        title="A parameter that no rule uses",
        matters="A rule that needed it is missing, or the row can go.",
        fix="Write the rule that uses the parameter, or take the row out.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.LOW,
        find=_unused,
        bad=(
            "| Parameter | Value |\n| Order limit | 5 |\n| Collar | 10 ticks |\n| Skew factor | 2 |\n\nOrders above the"
            " order limit are rejected. The collar applies to prices.",
        ),
        good=(
            "| Parameter | Value |\n| Order limit | 5 |\n| Collar | 10 ticks |\n| Skew factor | 2 |\n\nOrders above the"
            " order limit are rejected. The collar applies to prices. Sizes are multiplied by the skew factor.",
        ),
    ),
    Check(
        id="DS-SET-04",
        title="A description copied from another entry",
        matters="One of the two is not described at all.",
        fix="Describe each of the two in words of its own.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_copied,
        bad=(
            "* quoteAsset: Token used as the quote asset in auctions.\n* oldComponents: Token used as the quote asset"
            " in auctions.",
        ),
        good=(
            "* maxPrice: Must be within 2% of the reference rate.\n* minPrice: Must be within 2% of the reference"
            " rate.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-SET-05",
        title="One rule should hold where the others must",
        matters="Whether a deviation is an error decides disputes.",
        fix="Use “must” where a deviation is an error, and say where it may be deviated from.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_should,
        bad=("# Auction\n\n* start: Must be 1 hour.\n* bucket: Should be 10 minutes.\n* end: Must be 2 hours.",),
        good=("# Auction\n\n* start: Must be 1 hour.\n* bucket: Must be 10 minutes.\n* end: Must be 2 hours.",),
        confidence=0.75,
    ),
)
