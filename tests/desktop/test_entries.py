"""What is understood of a document as entries: what is wrong stands first and is said in words."""

import pytest

from app.desktop.understanding.entries import Entry, Page, pages_of
from domain.documents.text import Block, BlockKind, Span
from domain.semantics.understanding import (
    DataSource,
    FormulaEntry,
    Lineage,
    Node,
    NodeKind,
    Parameter,
    Reference,
    Resolution,
    Statement,
    Sum,
    TableEntry,
    Term,
    TimeKind,
    TimeRule,
    Understanding,
    Variable,
)

BLOCK = Block(id="b", kind=BlockKind.PARAGRAPH, text="The cap is 10 %. The cap is 12 %. See Appendix C at 16:00.")


def at(quote: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = BLOCK.text.index(quote, start + 1)
    return Span.of(BLOCK, start, start + len(quote))


def pages(**understood: object) -> dict[str, Page]:
    understanding = Understanding.model_validate({"title": "T"} | understood)
    return {page.title: page for page in pages_of(understanding, lambda span: span.quote)}


def only(page: Page) -> Entry:
    (entry,) = page.entries
    return entry


@pytest.mark.parametrize(
    ("term", "problems"),
    [
        (Term(name="Cap", definitions=(at("cap"),), uses=(at("cap", 1),)), ()),
        (Term(name="Cap", uses=(at("cap"),)), ("Used as a defined term, but never defined.",)),
        (Term(name="Cap", definitions=(at("cap"),)), ("Defined, but never used.",)),
        (
            Term(name="Cap", definitions=(at("cap"), at("cap", 1)), uses=(at("cap"),)),
            ("Defined 2 times.",),
        ),
    ],
)
def test_a_term(term: Term, problems: tuple[str, ...]) -> None:
    assert only(pages(terms=(term,))["Terms"]).problems == problems


@pytest.mark.parametrize(
    ("names", "values", "problems"),
    [
        (("cap",), ("10 %",), ()),
        (("cap",), ("",), ("No value is given.",)),
        (("cap",), ("10 %", "12 %"), ("2 values: 10 % / 12 %.",)),
        (("cap", "ceiling"), ("10 %",), ("2 names: cap / ceiling.",)),
    ],
)
def test_a_parameter(names: tuple[str, ...], values: tuple[str, ...], problems: tuple[str, ...]) -> None:
    statements = tuple(Statement(span=at("cap", i), value=value) for i, value in enumerate(values))
    entry = only(pages(parameters=(Parameter(names=names, statements=statements),))["Parameters"])
    assert entry.problems == problems
    assert entry.passages == tuple(s.span for s in statements)


def test_a_formula_with_an_unknown_variable_and_an_unused_entry_of_its_legend() -> None:
    formula = FormulaEntry(
        left="w",
        source="w = c",
        is_latex=False,
        span=at("cap"),
        variables=(Variable(symbol="c", meaning=at("10 %")), Variable(symbol="d")),
        unused=(at("12 %"),),
        problem="a bracket is missing",
    )
    entry = only(pages(formulas=(formula,))["Formulas"])
    assert entry.problems == (
        "A bracket is missing.",
        "Not said what it is: d.",
        "Explained, but not in the formula: 12 %.",
    )
    assert [(line.what, line.text, line.wrong) for line in entry.lines] == [
        ("c", "10 %", False),
        ("d", "no meaning given", True),
        ("Not in the formula", "12 %", True),
    ]


def test_references_that_lead_nowhere_come_first_then_those_that_lead_away() -> None:
    def to(kind: str, label: str, resolution: Resolution, expects: str = "") -> Reference:
        return Reference(kind=kind, label=label, span=at("Appendix C"), resolution=resolution, expects=expects)

    page = pages(
        references=(
            to("section", "1", Resolution.RESOLVED),
            to("document", "Guide", Resolution.EXTERNAL, "the calendar"),
            to("appendix", "C", Resolution.DANGLING),
            to("appendix", "C", Resolution.DANGLING),
        )
    )["References"]
    assert [(e.name, e.problems, len(e.passages)) for e in page.entries] == [
        ("Appendix C", ("Leads nowhere: it is not in this document.",), 2),
        ("Guide", ("Stands outside this document. Expected from it: the calendar.",), 1),
        ("Section 1", (), 1),
    ]
    assert page.open == 2


def test_a_sum_that_does_not_hold_a_cut_off_without_a_zone_and_data_from_nowhere() -> None:
    total = Sum(what="Total", span=at("10 %"), stated=100, computed=99.5, holds=False)
    found = pages(
        tables=(TableEntry(caption="Weights", columns=("Name", "Weight"), rows=3, first=at("The"), sums=(total,)),),
        examples=(total.model_copy(update={"holds": True}),),
        times=(
            TimeRule(kind=TimeKind.CUT_OFF, what="16:00", span=at("16:00")),
            TimeRule(kind=TimeKind.CUT_OFF, what="17:00", span=at("16:00"), zone="CET"),
            TimeRule(kind=TimeKind.FREQUENCY, what="monthly", span=at("16:00")),
        ),
        sources=(
            DataSource(name="", field="prices", span=at("cap")),
            DataSource(name="Vendor", field="rates", span=at("cap"), fallback="the last rate"),
        ),
    )
    problems = {title: [entry.problems for entry in page.entries] for title, page in found.items()}
    assert problems["Tables, sums"] == [("Total: 100 is stated, 99.5 is computed.",), ()]
    assert problems["Time"] == [("No time zone is named.",), (), ()]
    assert problems["Data"] == [("No source is named.", "Nothing is said for when it is missing."), ()]


def test_an_entry_knows_its_node_and_what_is_wrong_stands_first() -> None:
    fine = Term(name="Fine", definitions=(at("cap"),), uses=(at("cap", 1),))
    wrong = Term(name="Wrong", uses=(at("cap"),))
    nodes = (Node(id="term 2", kind=NodeKind.TERM, name="Wrong", span=at("cap")),)
    page = pages(terms=(fine, wrong), lineage=Lineage(nodes=nodes))["Terms"]
    assert [(e.name, e.node) for e in page.entries] == [("Wrong", "term 2"), ("Fine", "")]
