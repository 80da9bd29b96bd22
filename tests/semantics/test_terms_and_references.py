"""Terms, references and formulas: what is defined, what is pointed to, what is computed from what."""

import pytest

from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind
from domain.semantics.ir import DocumentIR, build_ir
from domain.semantics.terms import key
from tests.analysis.notation import blocks_of


def ir(text: str) -> DocumentIR:
    return build_ir("Text", blocks_of(text))


@pytest.mark.parametrize(
    ("text", "name", "definition"),
    [
        ('"Selection Date" means the last trading day of May.', "selection date", "the last trading day of May."),
        ("Turnover is defined as the traded value of a day.", "Turnover", "the traded value of a day."),
        ('The STOXX Europe 600 (the "Parent Index") is published daily.', "Parent Index", "The STOXX Europe 600"),
        ("- Base Level = 1000 (set at inception)", "base level", "1000 (set at inception)"),
        ("- Price_i = price of stock i", "price", "price of stock i"),
        ("Dividends: reinvested on the ex-date", "dividend", "reinvested on the ex-date"),
        ("| Lookback | 60 trading days |", "lookback", "60 trading days"),
        ("The ratio, where D denotes the divisor, is fixed.", "D", "the divisor"),
        ("The benchmark is the MSCI World Index.", "benchmark", "the MSCI World Index."),
    ],
)
def test_defines(text: str, name: str, definition: str) -> None:
    term = ir(text).meaning(name)
    assert term is not None
    assert term.definition.startswith(definition)


@pytest.mark.parametrize("text", ["The index is rebalanced quarterly.", "Costs are considered.", "We refer to it."])
def test_defines_nothing(text: str) -> None:
    found = ir(text)
    assert all(found.meaning(name) is None for name in ("index", "cost", "we"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Price_i", "price"), ("P_{i,t}", "P"), ("I(t-1)", "i"), ("The Stocks", "stock"), ("std_dev", "std dev")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as set out in Appendix A", [("appendix", "a")]),
        ("see Sections 3.1 and 4", [("section", "3.1"), ("section", "4")]),
        ("in Tables 1, 2 and 3.", [("table", "1"), ("table", "2"), ("table", "3")]),
        ("in Section 2, and V is", [("section", "2")]),
        ("by formula (2)", [("equation", "2")]),
        ("Section 15 of the Exchange Act", []),
        ("Section 2 of this document", [("section", "2")]),
        ("a table of figures", []),
        ("Table 1: Weights", []),
    ],
)
def test_refers_to(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(reference.kind, reference.label) for reference in ir(text).pointers] == expected


def test_what_there_is_to_refer_to() -> None:
    found = ir("# 1. Rules\n\n## 1.2 Caps\n\nTable 2: Caps\n\nx = y * z (3)\n\n# Appendix B - Countries")
    assert {("section", "1"), ("section", "1.2"), ("table", "2"), ("equation", "3"), ("appendix", "b")} <= found.targets


@pytest.mark.parametrize(
    ("text", "left", "symbols", "words"),
    [
        ("z = (current_price - mean_price) / std_dev", "z", ["current_price", "mean_price", "std_dev"], []),
        ("Weight per stock = 100% / Number of stocks", "Weight per stock", [], ["Number of stocks"]),
        ("I_t = I_s * Sum(w_i * P_i)", "I_t", ["I_s", "w_i", "P_i"], []),
        ("Index(t) = Index(t-1) * (1 + R(t))", "Index(t)", ["R(t)"], ["Index(t-1)"]),
        ("The spread is: s = a_x - beta * b_x", "s", ["a_x", "beta", "b_x"], []),
        ("σ_p = sqrt(σ_a + σ_b)", "σ_p", ["σ_a", "σ_b"], []),
    ],
)
def test_formula(text: str, left: str, symbols: list[str], words: list[str]) -> None:
    (formula,) = ir(text).formulas
    assert formula.left == left
    assert [operand.name for operand in formula.operands if operand.is_symbol] == symbols
    assert [operand.name for operand in formula.operands if not operand.is_symbol] == words


@pytest.mark.parametrize("text", ["Cap = 5%", "a <= b", "Price_i = current price of stock i", "x == y"])
def test_no_formula(text: str) -> None:
    assert ir(text).formulas == ()


def test_formula_of_an_equation() -> None:
    latex = r"I_{t} = \frac{\sum_{i} p_{i,t} \cdot q_i}{D_t} \cdot \text{Base Level}"
    block = Block(
        id="b",
        kind=BlockKind.PARAGRAPH,
        text=f"Level: {ATOM}",
        atoms=(Atom(at=7, kind=AtomKind.EQUATION, text=latex),),
    )
    (formula,) = build_ir("Text", (block,)).formulas
    assert formula.left == "I"
    assert {operand.name for operand in formula.operands} == {"p", "q", "D", "Base Level"}
    assert all(formula.segment.span(o.start, o.end).quote == ATOM for o in formula.operands)
