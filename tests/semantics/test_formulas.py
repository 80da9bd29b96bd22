"""Formulas: what is one, its two sides, its quantities under one name each, and what is malformed about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.text import ATOM
from domain.semantics.latex import linear
from domain.semantics.symbols import symbol_of
from domain.semantics.understanding import FormulaEntry
from tests.semantics.equations import document


@pytest.mark.parametrize(
    ("text", "left", "symbols", "words"),
    [
        ("z = (current_price - mean_price) / std_dev", "z", ["current_price", "mean_price", "std_dev"], []),
        ("Weight per stock = 100% / Number of stocks", "Weight per stock", [], ["Number of stocks"]),
        ("I_t = I_s * Sum(w_i * P_i)", "I_t", ["I_s", "w_i", "P_i"], []),
        ("Index(t) = Index(t-1) * (1 + R(t))", "Index(t)", ["R(t)"], ["Index(t-1)"]),
        ("The spread is: s = a_x - beta * b_x", "s", ["a_x", "beta", "b_x"], []),
        ("σ_p = sqrt(σ_a + σ_b)", "σ_p", ["σ_a", "σ_b"], []),
        ("The level is computed as L_t = N * P_t, where N is a number.", "L_t", ["N", "P_t"], []),
        ("~score = 0.4*z_mom + 0.6*z_val  # both winsorized", "score", ["z_mom", "z_val"], []),
        ("~w = a *\n~  b_x", "w", ["a", "b_x"], []),
        ("~signal = 1 if z_x < -2 else 0", "signal", ["z_x"], []),
        ("w_i ≤ 0.05 * W", "w_i", ["W"], []),
        ("r = np.log(px / px.shift(1)) * k_a", "r", ["px", "px", "k_a"], []),
        ("Amount = 500 USD / Margin Fraction", "Amount", [], ["Margin Fraction"]),
        ("$\\mathit{Index}_{t}=\\mathit{Index}_{t-1}\\left(1+R_{t}\\right)$", "Index_t", ["Index_t-1", "R_t"], []),
        (
            "Level: $I_{t} = \\frac{\\sum_{i} p_{i,t} \\cdot q_i}{D_t} \\cdot \\text{Base Level}$",
            "I_t",
            ["p_i,t", "q_i", "D_t"],
            ["Base Level"],
        ),
        ("Level(t) = $\\frac{a_t}{b}$", "Level(t)", ["a_t", "b"], []),
    ],
)
def test_formula(text: str, left: str, symbols: list[str], words: list[str]) -> None:
    (formula,) = document(text).formulas
    assert formula.left == left
    assert [operand.name for operand in formula.operands if operand.is_symbol] == symbols
    assert [operand.name for operand in formula.operands if not operand.is_symbol] == words
    for operand in formula.operands:
        quote = formula.segment.span(operand.start, operand.end).quote
        assert quote in (operand.name, ATOM)


@pytest.mark.parametrize(
    "text",
    [
        "Cap = 5%",
        "a <= b",
        "Volumes below x_t <= 2 * y are screened out.",
        "Price_i = current price of stock i",
        "S_t = EUR/USD spot rate",
        "x == y",
        "Base date = 2020-01-02",
        "Source = NYSE/NASDAQ",
        "Low volatility = smaller spread",
        "Index = $4,475.00 / 4.475 = 1000.00",
        "$i = 1, \\ldots, N$",
        "$\\alpha = 0.05$",
        "# L = V / D",
        "~def level(v, d):\n~    x = v / d\n~    return x",
        "~const x = v / d;",
        '~{"a": 1}',
        "~run --a=b/c",
    ],
)
def test_no_formula(text: str) -> None:
    assert document(text).formulas == ()


def variables(text: str) -> list[str]:
    (entry,) = document(text).understanding.formulas
    return [variable.symbol for variable in entry.variables]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("R_i,t = P_i,t / P_i,t-1 - 1", ["P_i,t"]),
        ("R(t) = P(t) / P(t-1) - 1", ["P(t)"]),
        ("R_t = P_t / P_0 - 1", ["P_t"]),
        ("W_i = C_i / Σ C_j", ["C_i"]),
        ("w_i = N_i / N", ["N_i", "N"]),
        ("S = w_1 * x_1 + w_2 * x_2", ["w_1", "x_1", "w_2", "x_2"]),
        ("S = W_mom * z_mom + W_val * z_val", ["W_mom", "z_mom", "W_val", "z_val"]),
        ("𝑅ₜ = 𝑃ₜ ÷ 𝑃ₜ₋₁ − 𝜎²", ["P_t", "sigma"]),
        ("L = σ * Δ_x + λ × β_i", ["sigma", "Delta_x", "lambda", "beta_i"]),
        ("L = max(a_x, b_x) + ln(c_x) * Round(d_x, 2)", ["a_x", "b_x", "c_x", "d_x"]),
        ("Level = Divisor * Price + divisor", ["Divisor", "Price"]),
        ("L = p̂ + x' - x", ["p_hat", "x'", "x"]),
        ("$\\hat{\\sigma}_t = \\sqrt{\\frac{252}{n-1}\\sum_{k=1}^{n}(r_{t-k}-\\bar{r})^2}$", ["n", "r_t", "r_bar"]),
        ("$I_t = \\sum_{i=1}^{N} w_{i,t} P_{i,t}$", ["N", "w_i,t", "P_i,t"]),
        (
            "$w_i=\\begin{cases} c & \\text{if } z_i > 2 \\\\ b x & \\text{otherwise}\\end{cases}$",
            ["c", "z_i", "b", "x"],
        ),
        ("$P^{close}_{i,t} \\le \\Delta P_t + \\mathbb{E}[R] \\cdot \\mathbb{1}\\{y>0\\}$", ["ΔP_t", "R", "y"]),
        ("$MC_i = Shares_i \\times P_i \\tag{3}$", ["Shares_i", "P_i"]),
        ("$a = e^{-\\lambda \\tau} + x^2 + y^{T} \\pi$", ["lambda", "tau", "x", "y"]),
        ("$\\newcommand{\\PR}{\\mathit{PR}} T_t = \\PR_t \\cdot 2$", ["PR_t"]),
        ("$x_{it} = y_{it} - y_{i,t-1}$", ["y_i,t"]),
        ("$\\sum_i w_i = 1$", ["w_i"]),
        ("D = -1/P * dP/dy", ["P"]),
        ("Drawdown_t = 1 - NAV_t / max_{s<=t} NAV_s", ["NAV_t"]),
        ("TR(t) = TR(t-1) * [Σ P(i,t) * N(i,t-1)] / [Σ P(i,t-1)]", ["TR(t)", "P(i,t)", "N(i,t)"]),
    ],
)
def test_a_quantity_has_one_name_whatever_its_index(text: str, symbols: list[str]) -> None:
    assert variables(text) == symbols


def test_the_equations_of_one_block_are_formulas_of_their_own() -> None:
    entries = document(
        "$\\begin{aligned} a_t &= b_t + c \\\\ d_t &= \\max(a_t, 0) \\end{aligned}$"
    ).understanding.formulas
    assert [(e.left, e.source, e.is_latex, e.span.quote) for e in entries] == [
        ("a_t", "a_t = b_t + c", True, ATOM),
        ("d_t", "d_t = \\max(a_t, 0)", True, ATOM),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("L = (V / D", "The formula opens a bracket “(” that it does not close."),
        ("L = V) / D", "The formula closes a bracket “)” that it does not open."),
        ("$L = \\frac{V}{D$", "The formula opens a bracket “{” that it does not close."),
        ("$L = \\left(V + D$", "The formula opens a bracket “(” that it does not close."),
        ("L = V * D +", "The formula ends with “+”, and nothing follows it."),
        ("L = / D * V", "The right side begins with “/”, and nothing stands before it."),
        ("L = V * / D", "Between the signs in “* /” a quantity is missing."),
        ("$(L = V + D$", "The formula opens a bracket “(” that it does not close."),
        ("L = [V + D)", "The formula opens a bracket “[” and closes it with “)”."),
        ("$= V * D$", "Nothing stands to the left of the relation."),
        ("$L_t =$", "Nothing stands to the right of the relation."),
        ("L = V ** 2 // D", ""),
        ("L = -V * -D", ""),
        ("L = x * [0, 1)", ""),
        ("$L = \\{V\\} \\cdot \\left. D \\right|_{x}$", ""),
        ("L = V +/- D", ""),
    ],
)
def test_what_is_malformed(text: str, problem: str) -> None:
    (entry,) = document(text).understanding.formulas
    assert entry.problem == problem
    assert "(" not in entry.left


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P_{i,t}", "P_j,t-1", True),
        ("P_it", "P_{i,t}", True),
        ("Index(t)", "index(t-1)", True),
        ("σ_p", "sigma_p", True),
        ("T", "t", False),
        ("x_1", "x_2", False),
        ("W_m", "W_v", False),
        ("N", "N_i", False),
        ("w^*", "w", False),
    ],
)
def test_spellings_of_one_symbol(one: str, other: str, same: bool) -> None:
    first, second = symbol_of(one), symbol_of(other)
    assert ((first.bare, first.indices) == (second.bare, second.indices)) is same


@given(st.text(alphabet="\\{}_^&()[]abxt12+-*=/ $ftrsumqchin", max_size=200))
def test_whatever_is_written_is_read_and_every_span_fits(source: str) -> None:
    linear(source)
    ir = document(source.replace("$", " "))
    blocks = {block.id: block for block in ir.blocks}
    entry: FormulaEntry
    for entry in ir.understanding.formulas:
        spans = [entry.span, *entry.unused, *(v.meaning for v in entry.variables if v.meaning)]
        assert all(span.fits(blocks[span.block]) for span in spans)
