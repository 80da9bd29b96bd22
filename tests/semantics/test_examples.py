"""Worked examples: what is computed again, what comes out, and what is not taken for one."""

import pytest

from domain.semantics.arithmetic import NoArithmeticError, evaluate, tokens_of
from tests.semantics.equations import document


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) × 4 ÷ 5", 4),
        ("2 ^ 3 ^ 2", 512),
        ("-2 ** 2", -4),
        ("√(9) + sqrt(16)", 7),
        ("max(0, 5 - 7) + min(3, 2)", 2),
        ("5 % of 2,000,000 shares", 100_000),
        ("$1.5 million · 2", 3_000_000),
        ("25 bps × 4", 0.01),
        ("ln(exp(2))", 2),
        ("round(2.345, 1)", 2.3),
        ("[1 + 1] x 3", 6),
    ],
)
def test_value(expression: str, value: float) -> None:
    assert evaluate(tokens_of(expression)) == pytest.approx(value)


@pytest.mark.parametrize(
    "expression",
    ["", "2 +", "(2", "2)", "1 / 0", "(0 - 8) ^ 0.5", "9 ^ 9 ^ 9", "f(3)", "2 3", "01 + 2", "(" * 500 + "1", "-" * 999],
)
def test_no_value(expression: str) -> None:
    with pytest.raises(NoArithmeticError):
        evaluate(tokens_of(expression))


@pytest.mark.parametrize(
    ("text", "stated", "computed", "holds"),
    [
        ("The score is 0.4 × 1.2 + 0.6 × 0.8 = 0.96.", 0.96, 0.96, True),
        ("The score is 0.4 × 1.2 + 0.6 × 0.8 = 0.98.", 0.98, 0.96, False),
        ("Level: 100 * (1 + 0.05) = 105", 105, 105, True),
        ("Level: 100 * (1 + 0.05) = 106", 106, 105, False),
        ("5 % of 2,000,000 shares = 100,000 shares", 100_000, 100_000, True),
        ("5% of 2,000,000 shares = 10,000 shares", 10_000, 100_000, False),
        ("The cap is 600% * (5% - 3%) = 12%.", 12, 12, True),
        ("The cap is 600% * (5% - 3%) = 13%.", 13, 12, False),
        ("Index(base) = $4,475.00 / 4.475 = 1000.00 ✓", 1000, 1000, True),
        ("return (105 / 100 - 1) * 100 = 5%", 5, 5, True),
        ("50% + 30% + 20% = 100", 100, 100, True),
        ("1 / 75 = 1.333%", 1.333, 1.3333333333, True),
        ("2 / 3 = 0.66", 0.66, 0.6666666667, True),
        ("2 / 3 = 0.68", 0.68, 0.6666666667, False),
        ("0.05 × 0.1 ≈ 0.0051", 0.0051, 0.005, False),
        ("1,234 / 11 ≈ 112", 112, 112.1818181818, True),
        ("3 × 2.5 shares = 7.5 shares of it", 7.5, 7.5, True),
        ("σ = √(0.04) × 2 = 0.4", 0.4, 0.4, True),
        ("$L = 100 \\times \\frac{105}{100} = 106$", 106, 105, False),
        ("Profit: 90 - 100 = -10", -10, -10, True),
        ("Loss: 90 - 100 = 10", 10, -10, False),
    ],
)
def test_a_figure_is_held_against_what_it_results_from(text: str, stated: float, computed: float, holds: bool) -> None:
    (example,) = document(text).understanding.examples
    assert (example.stated, example.holds) == (stated, holds)
    assert example.computed == pytest.approx(computed, abs=1e-9)


def test_in_a_chain_each_figure_is_held_against_the_expression_before_it() -> None:
    examples = document("a = 2 * 3 = 6 + 1 = 8, b = 5 * 5 = 25 = 24").understanding.examples
    assert [(e.what, e.stated, e.holds) for e in examples] == [
        ("6 + 1", 8, False),
        ("5 * 5", 25, True),
        ("5 * 5", 24, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Cap = 5%",
        "Scores 1-2 = 5 points, 3-4 = 10 points.",
        "W * 0.5 = 0.3",
        "f(3) * 2 = 7",
        "0.4 * 1.2 = 0.5 * X",
        "x = 3 * y + 2 = 9",
        "On 2020-01-02 = 5 the base was set.",
        "3 × 20 minutes = 1 hour",
        "€100 + £100 = €210",
        "Rating AA+ = 2, AA- = 3",
        "5 * 200 million = 1,000",
        "Between 10 and 20 = 15",
        "The ratio 1:2 = 0.5",
        "n = 1, 2, ..., 5 = N",
    ],
)
def test_no_worked_example(text: str) -> None:
    assert document(text).understanding.examples == ()


EXAMPLE = "V = N * P\n\n# Worked example\n\n* N = 200\n* P: $1.50\n\nV = "


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (EXAMPLE + "$300.00", [True]),
        (EXAMPLE + "$310.00", [False]),
        (EXAMPLE.replace("* P: $1.50", "* P: $1.50\n* P = 2") + "$310.00", []),
        (EXAMPLE.replace("* P: $1.50", "* Q: $1.50") + "$310.00", []),
        (EXAMPLE.replace("Worked example", "Parameters") + "$310.00", []),
        ("R(t) = P(t) / P(t-1) - 1\n\n# Example\n\nP(t) = 105, P(t-1) = 100.\n\nR(t) = 6%", [False]),
        (
            "Index Level = Market Value / Old Divisor\n\n# Example\n\n* Market Value: 2,000\n* Old Divisor: 4\n\n"
            "Index Level = 500",
            [True],
        ),
        ("V = N * P\n\n# Example\n\nLet N = 200 and P = 2%. This gives V = 5.", [False]),
        ("V = N * P\n\nExample: with N = 10,000 and P = 2, V = 10,000 * 2.", []),
        ("V = N * n\n\n# Example\n\nN = 20, n = 3\n\nV = 60", [True]),
        ("Sum = P_AAA + P_BBB\n\n# Example\n\n* AAA: $7.00\n* BBB: $8.50\n\nSum = $15.00", [False]),
    ],
)
def test_a_formula_is_computed_with_the_figures_of_an_example(text: str, holds: list[bool]) -> None:
    assert [example.holds for example in document(text.replace("$", "€")).understanding.examples] == holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("V = N * P\n\nFor example, where N = 200 and P = 1.5, V = 300.", [True]),
        ("V = N * P\n\nFor example, where N = 200 and P = 1.5, V = 310.", [False]),
        ("V = N * P\n\nExample: N = 200, P = 1,5% and V = 3.", [True]),
        ("V = N * P\n\nSuppose the following:\n- N = 200\n- P = 1.5\n- V = 310", [False]),
        ("V = N * P\n\nFor example, N = 200.\n\nP = 1.5 and V = 310.", []),
        ("V = N * P\n\nN = 200, P = 1.5 and V = 310.", []),
    ],
)
def test_an_example_within_the_text_is_computed(text: str, holds: list[bool]) -> None:
    assert [example.holds for example in document(text).understanding.examples] == holds


def test_figures_with_a_decimal_comma_are_computed() -> None:
    text = "The fee is 0,5%. The result is 0,4 * 1,2 + 0,6 * 0,8 = 0,96 and 1,5 * 2 = 3,1."
    assert [example.holds for example in document(text).understanding.examples] == [True, False]
