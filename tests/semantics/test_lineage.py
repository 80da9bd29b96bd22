"""The lineage: what depends on what, in which order it is calculated, where it goes round in a circle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.text import Span
from domain.semantics.lineage import affected_by, lineage_of
from domain.semantics.understanding import (
    FormulaEntry,
    Lineage,
    Parameter,
    Statement,
    TableEntry,
    Term,
    Variable,
)
from tests.semantics.equations import document

SPAN = Span(block="b", start=0, end=1, quote="x")


def term(name: str, meaning: str, *aliases: str) -> Term:
    return Term(name=name, meaning=meaning, aliases=aliases, definitions=(SPAN,))


def parameter(name: str, base: str = "") -> Parameter:
    return Parameter(names=(name,), statements=(Statement(span=SPAN, value="5%", base=base),))


def formula(left: str, *variables: str, source: str = "") -> FormulaEntry:
    return FormulaEntry(
        left=left,
        source=source or f"{left} = {' + '.join(variables)}",
        is_latex=False,
        span=SPAN,
        variables=tuple(Variable(symbol=symbol) for symbol in variables),
    )


def links(lineage: Lineage) -> set[tuple[str, str]]:
    name = {node.id: node.name for node in lineage.nodes}
    return {(name[link.source], name[link.target]) for link in lineage.links}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Funds are admitted on these grounds (the “Fund List”):\n\n- a Net Score above 3;\n- a long life.\n\n"
            "“Net Score” means the score less costs.",
            {("Net Score", "Fund List")},
        ),
        (
            "“Haircut” means the deduction given in Table 4.\n\nTable 4: Deductions\n\n| Grade | Haircut |\n| A | 2% |",
            {("Table 4: Deductions", "Haircut")},
        ),
        (
            "“Grade” means the letter listed in Annex C.\n\n# Annex C: Grades\n\n| Bond | Letter |\n| X | A |",
            {("table 1", "Grade")},
        ),
        ("“Cover” means the assets. “Ratio” means the part that the covers leave. The Cover is high.", set()),
        (
            "“Cover” means the assets. “Ratio” means the part that the Cover leaves. The Cover is high.",
            {("Cover", "Ratio")},
        ),
    ],
)
def test_a_definition_depends_on_its_list_and_its_table(text: str, expected: set[tuple[str, str]]) -> None:
    assert links(document(text).understanding.lineage) == expected


def test_a_condition_gives_no_value() -> None:
    compared = formula("width", "limit", source=r"width \le limit")
    assert not links(lineage_of((term("Calm", "no width at all"),), (), (compared,), ()))


def test_each_kind_of_entry_depends_on_what_it_names() -> None:
    lineage = lineage_of(
        (term("Market Value", "the price of all Eligible Stocks"), term("Eligible Stock", "a listed stock", "Share")),
        (parameter("cap", base="Market Value"), parameter("fee")),
        (formula("Level_t", "V_t", "fee"), formula("V_t", "Market Value")),
        (TableEntry(caption="Weights", columns=("Share", "fee", "Note"), rows=3, first=SPAN),),
    )
    assert links(lineage) == {
        ("Eligible Stock", "Market Value"),
        ("Market Value", "cap"),
        ("V_t", "Level_t"),
        ("fee", "Level_t"),
        ("Market Value", "V_t"),
        ("Eligible Stock", "Weights"),
        ("fee", "Weights"),
    }
    assert lineage.order == ("term 2", "term 1", "parameter 1", "parameter 2", "formula 2", "formula 1", "table 1")
    assert lineage.cycles == ()


@pytest.mark.parametrize(
    ("meaning", "used"),
    [
        ("the Index Level on each day", {"Index Level"}),
        ("the Indexed Levels", {"Level"}),
        ("the index levels", {"Index Level"}),
        ("the indices", set()),
        ("the value of w_i at that time", {"w_i"}),
        ("an a of it", set()),
        ("what it says", set()),
    ],
)
def test_a_definition_uses_names_whole_and_longest(meaning: str, used: set[str]) -> None:
    lineage = lineage_of(
        (
            term("Thing", meaning),
            term("Index Level", "a number"),
            term("Level", "a number"),
            term("w_i", "x"),
            term("a", "x"),
        ),
        (),
        (),
        (),
    )
    assert {source for source, target in links(lineage) if target == "Thing"} == used


def test_a_variable_with_an_index_is_the_parameter_named_without_one() -> None:
    lineage = lineage_of(
        (), (parameter("D"), parameter("N"), parameter("N_i")), (formula("V", "D_t", "N_i", "M_i"),), ()
    )
    assert links(lineage) == {("D", "V"), ("N_i", "V")}


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("“Exposure Cap” means 150%.\n\nE = min(M, X / 2)\n\nwhere M is the Exposure Cap.", {"Exposure Cap"}),
        ("The band_bps is 25 bps.\n\nE = M * band\n\nwhere band is band_bps.", {"band_bps"}),
        ("M = B * 2\n\n“Exposure Cap” means 150%.\n\nE = M / 2\n\nwhere M, not the Exposure Cap, is a sum.", {"M"}),
    ],
)
def test_a_formula_depends_on_what_its_legend_names(text: str, used: set[str]) -> None:
    found = links(document(text).understanding.lineage)
    assert {source for source, target in found if target == "E"} == used


def test_what_a_legend_says_of_an_earlier_value_is_no_circle() -> None:
    text = "“Index Level” means V_t of the day.\n\nV_t = F * I_{t-1}\n\nwhere I_{t-1} is the Index Level before."
    lineage = document(text).understanding.lineage
    assert ("Index Level", "V_t") in links(lineage)
    assert lineage.cycles == ()


def test_an_undefined_term_is_no_node_and_takes_no_number_from_the_next() -> None:
    lineage = lineage_of((Term(name="Loose"), term("Fixed", "a thing")), (), (), ())
    assert [node.id for node in lineage.nodes] == ["term 2"]


@pytest.mark.parametrize(
    ("formulas", "cycles"),
    [
        (
            (formula("a", "b"), formula("b", "c"), formula("c", "a"), formula("d", "a")),
            [("formula 1", "formula 2", "formula 3")],
        ),
        ((formula("a", "b"), formula("b", "c")), []),
        ((formula("I_t", "I_t", source="I_t = I_{t-1} * 2"),), []),
        ((formula("I_t", "V_t", source="I_t = V_{t-1} * 2"), formula("V_t", "I_t", source="V_t = I_t + 1")), []),
        ((formula("I_t", "V_t", source="I_{t+1} = V_t * 2"), formula("V_t", "I_t", source="V_t = I_t + 1")), []),
        (
            (formula("I_t", "V_t", source="I_t = V_t / V_{t-1}"), formula("V_t", "I_t", source="V_t = I_t + 1")),
            [("formula 1", "formula 2")],
        ),
        ((formula("N", "w_i"), formula("w_i", "N_i"), formula("N_i", "N")), [("formula 1", "formula 2", "formula 3")]),
    ],
)
def test_circles(formulas: tuple[FormulaEntry, ...], cycles: list[tuple[str, ...]]) -> None:
    assert list(lineage_of((), (), formulas, ()).cycles) == cycles


def test_what_is_affected_comes_nearest_first() -> None:
    lineage = lineage_of((), (), (formula("c", "b"), formula("b", "a"), formula("d", "a"), formula("a", "d", "x")), ())
    assert affected_by(lineage, "formula 4") == ("formula 2", "formula 3", "formula 1")
    assert affected_by(lineage, "formula 1") == ()
    assert affected_by(lineage, "formula 9") == ()


@given(st.lists(st.sets(st.integers(0, 11), max_size=3), min_size=1, max_size=12))
def test_the_order_has_every_node_once_and_sources_first_outside_circles(uses: list[set[int]]) -> None:
    letters = "abcdfghlmnop"
    formulas = tuple(
        formula(f"{letters[at]}_x", *(f"{letters[one]}_x" for one in used)) for at, used in enumerate(uses)
    )
    lineage = lineage_of((), (), formulas, ())
    assert sorted(lineage.order) == sorted(node.id for node in lineage.nodes)
    circle = {node: number for number, nodes in enumerate(lineage.cycles) for node in nodes}
    place = {node: number for number, node in enumerate(lineage.order)}
    for link in lineage.links:
        in_circle = link.source in circle and circle[link.source] == circle.get(link.target)
        assert in_circle or place[link.source] < place[link.target]
        assert in_circle == (
            link.target in affected_by(lineage, link.source) and link.source in affected_by(lineage, link.target)
        )


def test_a_long_chain_is_no_deep_recursion() -> None:
    formulas = tuple(formula(f"x_q{n}", f"x_q{n + 1}") for n in range(3_000))
    lineage = lineage_of((), (), formulas, ())
    assert lineage.order[0] == "formula 3000"
    assert len(affected_by(lineage, "formula 3000")) == 2_999


def test_the_lineage_of_a_document() -> None:
    text = "Level_t = Value_t / Divisor\n\nValue_t = N * 2\n\nDivisor means the number fixed on the base date."
    lineage = document(text).understanding.lineage
    assert ("Value_t", "Level_t") in links(lineage)
    assert ("Divisor", "Level_t") in links(lineage)


def test_a_formula_that_stands_in_each_of_many_sections_is_no_tangle() -> None:
    times = 40
    words = "M is the Index Capitalisation"
    said = Span(block="b", start=0, end=len(words), quote=words)
    repeated = FormulaEntry(
        left="Index Capitalisation",
        source="Index Capitalisation = M",
        is_latex=False,
        span=SPAN,
        variables=(Variable(symbol="M", meaning=said),),
    )
    level = repeated.model_copy(update={"left": "I_t", "source": "I_t = M"})
    found = lineage_of((), (), (repeated, level) * times, ())
    assert 0 < len(found.links) <= 10 * times
