"""What was understood of a document, for people at a terminal, for language models and for graph viewers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from domain.documents.text import Block, BlockKind, Span, spelled
from domain.semantics import gaps
from domain.semantics.understanding import Understanding

_OPEN, _CLOSE = "⟦", "⟧"


def summary_text(understanding: Understanding) -> str:
    """The understanding for a person at a terminal: how much of what there is, and everything that is left open."""
    u = understanding
    parts = (
        ("sections", u.sections),
        ("terms", u.terms),
        ("parameters", u.parameters),
        ("formulas", u.formulas),
        ("tables", u.tables),
        ("references", u.references),
        ("passages about time", u.times),
        ("data sources", u.sources),
    )
    lines = [u.title, ", ".join(f"{len(entries)} {name}" for name, entries in parts), "", "Left open"]
    return "\n".join([*lines, *(f"  {gap}" for gap in list(dict.fromkeys(_left_open(u))) or ["nothing"])])


def _left_open(u: Understanding) -> Iterator[str]:
    """What the document never says or says in two ways: what it is about, and the gap."""
    sums = (*(total for table in u.tables for total in table.sums), *u.weights, *u.examples)
    found = (
        *((p.names[0], gaps.of_parameter(p)) for p in u.parameters),
        *((r.span.quote, gaps.of_reference(r)) for r in u.references),
        *((term.name, gaps.of_term(term)) for term in u.terms),
        *((f"Formula for {f.left}" if f.left else "Formula", gaps.of_formula(f)) for f in u.formulas),
        *(("Sum", gaps.of_sum(total)) for total in sums),
        *((what, gaps.of_times(rules)) for (_, what), rules in gaps.same_times(u.times).items()),
        *((data or name, gaps.of_sources(found)) for (name, data), found in gaps.same_sources(u.sources).items()),
    )
    yield from (f"{gaps.one_line(name)}: {gap}" for name, open in found for gap in open)
    named = {node.id: node.name for node in u.lineage.nodes}
    for cycle in u.lineage.cycles:
        yield f"Defined in a circle: {' → '.join(named[id] for id in (*cycle, cycle[0]))}."


def graph_text(understanding: Understanding) -> str:
    """The lineage graph in the DOT language of Graphviz: an arrow leads from what is used to what uses it."""
    shapes = {"term": "box", "parameter": "ellipse", "formula": "diamond", "table": "folder"}
    lineage = understanding.lineage
    lines = ["digraph lineage {", "  rankdir=LR;"]
    lines += [f"  {_dot(n.id)} [label={_dot(n.name)}, shape={shapes[n.kind]}];" for n in lineage.nodes]
    lines += [f"  {_dot(link.source)} -> {_dot(link.target)};" for link in lineage.links]
    return "\n".join([*lines, "}"])


def _dot(text: str) -> str:
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def model_text(understanding: Understanding, blocks: tuple[Block, ...]) -> str:
    """The document for a language model.

    Sections are numbered S1, S2, ... and blocks B1, B2, ..., so that an answer can name them. Where a term is defined
    and where a formula stands is marked with its number, under which the list at the end says what it is.
    """
    marks = _marks(understanding)
    numbers = {block.id: f"B{number}" for number, block in enumerate(blocks, 1)}
    headings = {section.heading: (f"S{n}", section) for n, section in enumerate(understanding.sections, 1)}
    lines = [f"Document: {understanding.title}", ""]
    for block in blocks:
        if block.id in headings:
            name, section = headings[block.id]
            lines.append(f"[{name}] ({section.kind}, importance {section.importance} of 100)")
        if block.text.strip():
            lines.append(f"[{numbers[block.id]}] {_place(block)}{_marked(block, marks.get(block.id, []))}")
    return "\n".join([*lines, "", *_entries(understanding, numbers)])


def _marks(u: Understanding) -> Mapping[str, list[tuple[Span, str]]]:
    """For each block the passages to mark in it and the names of what stands there."""
    marks = defaultdict[str, list[tuple[Span, str]]](list)
    for number, term in enumerate(u.terms, 1):
        for span in term.definitions:
            marks[span.block].append((span, f"term {number}"))
    for number, formula in enumerate(u.formulas, 1):
        marks[formula.span.block].append((formula.span, f"formula {number}"))
    return marks


def _marked(block: Block, marks: list[tuple[Span, str]]) -> str:
    """The text of a block with its marks, atoms spelled out; of two marks that overlap the first one stands."""
    out, at = [f"{block.label} " if block.label else ""], 0
    for span, name in sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end)):
        if span.start >= at and span.end > span.start:
            out += [spelled(block, at, span.start), f"{_OPEN}{name}: {spelled(block, span.start, span.end)}{_CLOSE}"]
            at = span.end
    return "".join([*out, spelled(block, at, len(block.text))]).strip()


def _place(block: Block) -> str:
    if block.cell:
        return f"table {block.cell.table + 1}, row {block.cell.row + 1}, column {block.cell.column + 1}: "
    if block.kind is BlockKind.HEADING:
        return "#" * block.level + " "
    return f"{block.story}: " if block.story != "body" else ""


def _entries(u: Understanding, numbers: Mapping[str, str]) -> Iterator[str]:
    def where(*spans: Span) -> str:
        return ", ".join(dict.fromkeys(numbers[span.block] for span in spans))

    yield "Terms"
    for number, term in enumerate(u.terms, 1):
        said = f"= {term.meaning} ({where(*term.definitions)})" if term.definitions else "is never defined"
        yield f"term {number}: {' / '.join((term.name, *term.aliases))} {said}"
    yield "Parameters"
    for number, parameter in enumerate(u.parameters, 1):
        values = ", ".join(parameter.stated) or "no value"
        places = where(*(statement.span for statement in parameter.statements))
        yield f"parameter {number}: {' / '.join(parameter.names)} = {values} ({places})"
    yield "Formulas"
    for number, formula in enumerate(u.formulas, 1):
        meanings = "; ".join(
            f"{v.symbol}: {where(v.meaning) if v.meaning else 'no meaning'}" for v in formula.variables
        )
        yield f"formula {number}: {formula.left} ({where(formula.span)}) {meanings}".rstrip()
    yield "References"
    for reference in u.references:
        target = f" to {where(reference.target)}" if reference.target else ""
        yield f"{where(reference.span)}: {reference.kind} {reference.label} {reference.resolution}{target}"
