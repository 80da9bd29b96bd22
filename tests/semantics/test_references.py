"""References: what a text points to, whether that is there, and what it wants from there."""

import pytest

from app.importing.task import read
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Cell, Story
from domain.semantics.ir import DocumentIR, build_ir
from domain.semantics.understanding import Reference, Resolution
from tests.analysis.notation import blocks_of


def ir(text: str) -> DocumentIR:
    return build_ir("Text", blocks_of(text))


def references(text: str) -> tuple[Reference, ...]:
    return ir(text).understanding.references


_PARTS = """# 1. Rules

Table 1: Weights

Figure 2 - Flow

## 1.2 Caps

(a) The first cap.

(b) The second cap.

x = y * z (3)

# 2. Corporate Actions Handling

None.

# 3. Index Calculation

None.

# Annex I: Countries

None.

# Appendix B - Fees

None.

"""


@pytest.mark.parametrize(
    ("text", "label", "target"),
    [
        ("It is given in Section 1.2.", "1.2", "1.2 Caps"),
        ("It is given in section 1.2(b).", "1.2(b)", "The second cap."),
        ("It is given in § 2.", "2", "2. Corporate Actions Handling"),
        ("It is given in clause 1.2 below.", "1.2", "1.2 Caps"),
        ("It is given in Sec. 2.", "2", "2. Corporate Actions Handling"),
        ("It is given in Section 2(a).", "2(a)", "2. Corporate Actions Handling"),
        ("It is given in Table 1.", "1", "Table 1: Weights"),
        ("It is given in Fig. 2.", "2", "Figure 2 - Flow"),
        ("It is given in Eq. (3).", "3", "x = y * z (3)"),
        ("It is given in Section 8.8 (Index Calculation).", "8.8", "3. Index Calculation"),
        ("It follows from (3) at once.", "3", "x = y * z (3)"),
        ("It is given in Annex 1.", "1", "Annex I: Countries"),
        ("It is given in Annex I of this document.", "I", "Annex I: Countries"),
        ("It is given in Appendix B.", "B", "Appendix B - Fees"),
        ("It is done as described in Index Calculation.", "Index Calculation", "3. Index Calculation"),
        ("It is done so, see “Index Calculation”.", "Index Calculation", "3. Index Calculation"),
        ("It is done so (see the Corporate Actions section).", "Corporate Actions", "2. Corporate Actions Handling"),
    ],
)
def test_leads_to(text: str, label: str, target: str) -> None:
    (found,) = references(_PARTS + "# 4. Last\n\n" + text)
    assert (found.resolution, found.label) == ("resolved", label)
    assert found.target is not None
    assert found.target.quote == target


@pytest.mark.parametrize(
    ("text", "kind", "labels", "expects"),
    [
        ("The caps are given in Section 7.", "section", ["7"], "The caps"),
        ("The caps are given in Section 1.2(c).", "section", ["1.2(c)"], "The caps"),
        ("Weights follow Sections 1 to 5.", "section", ["4", "5"], ""),
        ("Weights follow Sections 5 and 6.", "section", ["5", "6"], ""),
        ("A proprietary model detailed in Appendix D ranks them.", "appendix", ["D"], "A proprietary model"),
        ("Listed in an eligible country (see Annex IV for the country list).", "annex", ["IV"], "the country list"),
        ("Fees are as in Table 4.", "table", ["4"], "Fees"),
        ("Small caps; (3.4) is given elsewhere.", "equation", [], ""),
        ("Results are shown in Figures 2 and 7.", "figure", ["7"], "Results"),
        ("Levels are computed by Equation (9).", "equation", ["9"], "Levels"),
        ("Handle it as set out in the section “Late Prices”.", "section", ["Late Prices"], ""),
        ("| Name | Source |\n| Tax | Annex C |\n\nThe tax is in Annex C.", "annex", ["C", "C"], ""),
        ("| Name | Source |\n| Tax | Section 1.2 |\n| Fee | Table 1 |", "section", [], ""),
        ("| Step 1 | Step 2 |\n| Read | Write |\n| Step 3 | Close |\n\nSee steps 2 and 3.", "step", [], ""),
    ],
)
def test_leads_nowhere(text: str, kind: str, labels: list[str], expects: str) -> None:
    found = [r for r in references(_PARTS + text) if r.resolution == "dangling"]
    assert [(reference.kind, reference.label) for reference in found] == [(kind, label) for label in labels]
    assert not expects or found[0].expects == expects


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        (
            "Splits follow the Example Equity Indices Policies & Practices Methodology.",
            "document",
            "Example Equity Indices Policies & Practices Methodology",
        ),
        ("It complies with Regulation (EU) 2016/1011.", "document", "Regulation (EU) 2016/1011"),
        ("Orders follow the Exchange Rulebook.", "document", "Exchange Rulebook"),
        ("Terms have the meaning of the 2006 ISDA Definitions.", "document", "2006 ISDA Definitions"),
        ("The model is described in the white paper.", "document", "white paper"),
        ("A bankruptcy filing (Chapter 11) removes it.", "document", "Chapter 11"),
        ("Prices follow the rulebook of Eurex (version 3, section 2.4.1).", "document", "section 2.4.1"),
        ('It is taken from the "Monthly Statement of the Debt", Table III.', "document", "Table III"),
        ("It is exempt under Section 15 of the Exchange Act.", "document", "Section 15 of the Exchange Act"),
        ("Fees stand in Section 4 of the Prospectus.", "document", "Section 4 of the Prospectus"),
        ("It is subject to Art. 12(1) MiFIR.", "document", "Art. 12(1) MiFIR"),
        (
            "It is tested under Article 12 of Regulation (EU) 2017/589.",
            "document",
            "Article 12 of Regulation (EU) 2017/589",
        ),
        ("Refer to the Delta Error Policy.", "document", "Delta Error Policy"),
        ("It stands in the Benchmark Statement.", "document", "Benchmark Statement"),
        ("Late prices follow the Market Data Handbook v3.", "document", "Market Data Handbook v3"),
        ("Risk controls follow Rule 15c3-5.", "document", "Rule 15c3-5"),
        ("Splits follow the corporate actions policy.", "document", "corporate actions policy"),
        ("Prices are published at https://example.com/prices.", "url", "https://example.com/prices"),
        ("Write to index@example.com.", "url", "index@example.com"),
        ("The settings are in docs/settings/limits.yaml.", "url", "docs/settings/limits.yaml"),
    ],
)
def test_leads_outside(text: str, kind: str, label: str) -> None:
    (found,) = references(text)
    assert (found.resolution, found.kind, found.label) == ("external", kind, label)


@pytest.mark.parametrize(
    ("text", "expects"),
    [
        ("Corporate actions are handled in accordance with the Exchange Rulebook.", "Corporate actions"),
        ("The fee is set out in Section 4 of the Prospectus.", "The fee"),
        ("Prices: https://example.com/prices", "Prices"),
    ],
)
def test_what_is_wanted_from_outside(text: str, expects: str) -> None:
    (found,) = references(text)
    assert found.expects == expects


@pytest.mark.parametrize(
    "text",
    [
        "a table of figures and an equation",
        "Table 1: Weights",
        "Sell thirty (30) shares and/or more.",
        "The rules of this document apply, and the next section says more.",
        "Closing prices of the NYSE/NASDAQ are used at 16:00.",
        "1/N of the weight is held in U.S. shares, e.g. 5.0 of them.",
        "It takes part in 2 auctions.",
        "The schedule (1) is kept.",
    ],
)
def test_no_reference(text: str) -> None:
    assert references(text) == ()


_LINKED = """# 1. Weight Caps & Floors

Text.

# Fees {#fees-given}

Text.

"""


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("#1-weight-caps--floors", "1. Weight Caps & Floors"),
        ("#weight-caps-floors", "1. Weight Caps & Floors"),
        ("#Weight%20Caps%20&%20Floors", "1. Weight Caps & Floors"),
        ("#weight-caps--floors-1", "1. Weight Caps & Floors"),
        ("#fees-given", "Fees {#fees-given}"),
        ("#fees", "Fees {#fees-given}"),
        ("#named", "It is here."),
        ("#weights", None),
    ],
)
def test_a_link_leads_to_what_is_named_so(address: str, target: str | None) -> None:
    blocks = read(
        f'{_LINKED}<a id="named"></a>\n\nIt is here.\n\nIt is [said there]({address}).'.encode(), "a.md"
    ).blocks
    (found,) = build_ir("Text", blocks).understanding.references
    assert (found.span.quote, found.target and found.target.quote) == ("said there", target)
    assert found.resolution is (Resolution.RESOLVED if target else Resolution.DANGLING)


@pytest.mark.parametrize("address", ["https://a.example/guide.pdf", "other.md#caps"])
def test_a_link_leads_outside(address: str) -> None:
    (found,) = build_ir(
        "Text", read(f"It is [said there]({address}).".encode(), "a.md").blocks
    ).understanding.references
    assert (found.kind, found.label, found.resolution) == ("url", address, Resolution.EXTERNAL)


def test_where_the_words_of_a_link_lead_somewhere_they_count() -> None:
    blocks = read(f"{_LINKED}See [Section 1](#gone) and [top](#top).".encode(), "a.md").blocks
    (found,) = build_ir("Text", blocks).understanding.references
    assert (found.label, found.resolution) == ("1", Resolution.RESOLVED)


def test_items_typed_on_lines_of_their_own() -> None:
    items = "(a) be listed;\n(b) be liquid;\n(c) be known."
    found = references(f"# 3.1 Eligibility\n\nIt must:\n\n{items}\n\nSee clauses 3.1(b) and 3.1(d).")
    assert [(r.label, r.target and r.target.quote) for r in found] == [("3.1(b)", "be liquid;"), ("3.1(d)", None)]


def test_notes() -> None:
    body = Block(
        id="a",
        kind=BlockKind.PARAGRAPH,
        text=f"Prices{ATOM} and{ATOM}.",
        atoms=(Atom(at=6, kind=AtomKind.NOTE, text="1"), Atom(at=11, kind=AtomKind.NOTE, text="2")),
    )
    note = Block(id="n", kind=BlockKind.PARAGRAPH, text="Official ones.", label="1", story=Story.FOOTNOTE)
    first, second = build_ir("Text", (body, note)).understanding.references
    assert (first.kind, first.label, first.resolution) == ("note", "1", "resolved")
    assert first.target is not None
    assert first.target.block == "n"
    assert second.resolution == "dangling"


def test_equations_in_a_table_and_by_tag() -> None:
    equation = Atom(at=0, kind=AtomKind.EQUATION, text=r"x = y")
    tagged = Atom(at=0, kind=AtomKind.EQUATION, text=r"a = b \tag{A.2}")
    blocks = (
        Block(id="e", kind=BlockKind.CELL, text=ATOM, atoms=(equation,), cell=Cell(table=0, row=0, column=0)),
        Block(id="l", kind=BlockKind.CELL, text="(7)", cell=Cell(table=0, row=0, column=1)),
        Block(id="t", kind=BlockKind.PARAGRAPH, text=ATOM, atoms=(tagged,)),
        Block(id="p", kind=BlockKind.PARAGRAPH, text="Use equations (7) and A.2."),
    )
    found = build_ir("Text", blocks).understanding.references
    assert [(r.label, r.target and r.target.block) for r in found] == [("7", "e"), ("A.2", "t")]


def test_numbers_shown_by_the_word_processor() -> None:
    blocks = (
        Block(id="h", kind=BlockKind.HEADING, text="Weights", label="4.", level=1),
        Block(id="s", kind=BlockKind.HEADING, text="Caps", label="4.2", level=2),
        Block(id="i", kind=BlockKind.LIST_ITEM, text="Sector caps", label="(b)", level=1),
        Block(id="p", kind=BlockKind.PARAGRAPH, text="See Sections 4.2(b), 4.2 and 4–5."),
    )
    found = build_ir("Text", blocks).understanding.references
    assert [(r.label, r.target and r.target.block) for r in found] == [
        ("4.2(b)", "i"),
        ("4.2", "s"),
        ("4", "h"),
        ("5", None),
    ]


def test_a_procedure_without_a_title_leads_nowhere() -> None:
    text = "# Changes\n\nSwitches change by the emergency change procedure.\n\n"
    (lost,) = references(text)
    assert (lost.span.quote, lost.resolution) == ("emergency change procedure", Resolution.DANGLING)
    (found,) = references(text + "# Emergency change procedure\n\nCall the desk.\n")
    assert found.resolution is Resolution.RESOLVED


def test_the_text_of_a_link_that_lost_its_address_leads_nowhere() -> None:
    text = "- The fee is set by vote. Proto\n- The tier is set by vote. Proto\n- The cap is fixed. Always\n"
    assert [(r.label, r.resolution) for r in references(text)] == [("Proto", Resolution.DANGLING)] * 2


_LISTS = """# 1. Scope

1. The first point of the scope.
2. The second point of the scope.

# 2. Calculation

(a) Take the prices.

(b) Take the weights:

(i) those of today;

(ii) those of the day before.

(c) Multiply.

## 2.1 Level

None.

## 2.2 Divisor

None.

## 2.4 Rounding

None.

# 3. Procedure

1. Open the file.
2. Read it.
3. Close it.

Rule 7: Levels are rounded.

Table 2: Fees

Table 3: Taxes

# Annex A: Lists

(a) Countries.

(b) Currencies.

# 4. Last

"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Section 2.1.", [("2.1", "2.1 Level")]),
        ("Paragraph (d) below applies.", [("d", None)]),
        ("Use paragraph (b) of Section 2.", [("2(b)", "Take the weights:")]),
        ("It follows item (c) of section 2.", [("2(c)", "Multiply.")]),
        ("It follows point (f) of Section 2.", [("2(f)", None)]),
        ("Items (a) and (c) of Section 2 apply.", [("2(a)", "Take the prices."), ("2(c)", "Multiply.")]),
        ("It follows clause 2(b)(ii).", [("2(b)(ii)", "those of the day before.")]),
        ("It follows sub-clause 2(b)(v).", [("2(b)(v)", None)]),
        ("It follows Section 2(a) and (c).", [("2(a)", "Take the prices."), ("2(c)", "Multiply.")]),
        ("Repeat step 3.", [("3", "Close it.")]),
        ("Repeat step 2 of Section 3.", [("3(2)", "Read it.")]),
        ("Levels follow rule 7.", [("7", "Rule 7: Levels are rounded.")]),
        ("See § 2.2 and §§ 2.1–2.2.", [("2.2", "2.2 Divisor"), ("2.1", "2.1 Level"), ("2.2", "2.2 Divisor")]),
        (
            "See Sections 2.1 to 2.4.",
            [("2.1", "2.1 Level"), ("2.2", "2.2 Divisor"), ("2.3", None), ("2.4", "2.4 Rounding")],
        ),
        ("See Tables 2 and 3.", [("2", "Table 2: Fees"), ("3", "Table 3: Taxes")]),
        ("See Tables 2 to 5.", [("2", "Table 2: Fees"), ("3", "Table 3: Taxes"), ("4", None), ("5", None)]),
        ("See Annexes A to C.", [("A", "Annex A: Lists"), ("B", None), ("C", None)]),
        ("Currencies are those of paragraph (b) of Annex A.", [("A", "Currencies.")]),
        ("They are those of item (k) of Annex A.", [("A", None)]),
        ("They are those of paragraph 2 of Annex D.", [("D", None)]),
        ("Section 9 of this Guide applies.", [("9", None)]),
        ("Section 3 of the Methodology applies.", [("3", "3. Procedure")]),
        ("Section 3 of the Example Index Methodology applies.", [("3", "3. Procedure")]),
        ("After the next step 4 seconds pass.", []),
        ("There are 3 conditions and 12 items.", []),
    ],
)
def test_parts_of_lists_and_ranges(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = build_ir("Example Index Methodology", blocks_of(_LISTS + text)).understanding.references
    here = [r for r in found if r.span.quote in text]
    assert [(r.label, r.target and r.target.quote) for r in here] == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Section 2 of the Index Guide applies.", "Section 2 of the Index Guide"),
        ("It is set by Section 2.1 of the Corporate Actions Manual.", "Section 2.1 of the Corporate Actions Manual"),
        ("It is set by item (c) of Section 2 of the Index Guide.", "item (c) of Section 2 of the Index Guide"),
        ("It is set by Index Guide Section 2.", "Index Guide Section 2"),
        ("It is set by Code Section 1202, and (a) more.", "Code Section 1202"),
        ("It is set by Section 638.", "Section 638"),
        ("It is set by NYSE Rule 7.", "NYSE Rule 7"),
        ("It is set by Item 7 of Form 10-K.", "Item 7 of Form 10-K"),
        ("It is set by the Group Risk Manual, section 8.", "Group Risk Manual, section 8"),
    ],
)
def test_parts_of_other_documents(text: str, label: str) -> None:
    found = build_ir("Example Index Methodology", blocks_of(_LISTS + text)).understanding.references
    assert [(r.resolution, r.label) for r in found if r.kind == "document"] == [("external", label)]


def test_a_document_that_names_itself_is_no_other() -> None:
    text = "This Index Guide is published yearly.\n\n# 1. Rules\n\nSection 2 of the Index Guide applies."
    (found,) = references(text)
    assert (found.label, found.resolution) == ("2", Resolution.DANGLING)


def test_every_one_of_thousands_of_references_is_found() -> None:
    headings = tuple(
        Block(id=f"h{number}", kind=BlockKind.HEADING, text=f"{number}. Part", level=1) for number in range(1, 3001)
    )
    pointers = tuple(
        Block(id=f"p{number}", kind=BlockKind.PARAGRAPH, text=f"See Section {number + 1}.") for number in range(1, 3001)
    )
    found = build_ir("Text", (*headings, *pointers)).understanding.references
    assert [r.target and r.target.block for r in found] == [*(f"h{number}" for number in range(2, 3001)), None]


@pytest.mark.parametrize(
    "equation",
    [
        "x = y * z (1)",
        "x = y * z\t(1)",
        "x = y * z [1]",
        "x = y * z (Equation 1)",
        "x = y * z (Eq. 1)",
        "x = y * z    Equation 1",
        "(1) x = y * z",
        "$x = y z \\quad (1)$",
        "$x = y z \\qquad \\text{(1)}$",
        "$$x = y z \\tag{1}$$",
        "$$x = y z \\tag*{(1)}$$",
        "$x = y z$ (1)",
        "| $x = y z$ | (1) |",
        "| (1) | x = y z |",
        "| x = y z | Eq. 1 |",
        "Equation 1\n\nx = y z",
        "x = y z\n\n(1)",
        "$$\\sum_i w_i \\leq 1 \\hfill (1)$$",
    ],
)
def test_numbered_equations(equation: str) -> None:
    found = references(f"{equation}\n\nThe level follows Equation (1), not Equation (2).")
    assert [(r.label, r.resolution) for r in found] == [("1", Resolution.RESOLVED), ("2", Resolution.DANGLING)]


@pytest.mark.parametrize("text", ["x = f(1)", "x = y + (2 - 1)", "There is one (1)."])
def test_unnumbered_equations(text: str) -> None:
    (found,) = references(f"{text}\n\nThe level follows Equation (1).")
    assert found.resolution is Resolution.DANGLING
