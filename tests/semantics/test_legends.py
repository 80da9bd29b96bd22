"""Legends: which passage says what a variable is, which variables none explains, which entries explain none."""

import pytest

from tests.semantics.equations import document


def meanings(text: str) -> dict[str, str | None]:
    """For each variable of the first formula the beginning of the passage that explains it."""
    entry = document(text).understanding.formulas[0]
    return {v.symbol: v.meaning.quote if v.meaning else None for v in entry.variables}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "V_t = N_t * P_t / D_t\n\nwhere:\n- P_t is the closing price\n- N_t = number of shares\n- D_t: the divisor",
            {"N_t": "N_t = number", "P_t": "P_t is the closing", "D_t": "D_t: the divisor"},
        ),
        (
            "$I_t = \\frac{M_t}{D_t}$\n\nwhere $M_t$ denotes the market value and $D_t$ is the divisor.",
            {"M_t": "￼ denotes", "D_t": "￼ is the divisor"},
        ),
        (
            r"$Y_t = 1 + \mathit{OR}_{t-1}$" "\n\nwhere $OR_{t-1}$ is the rate of the day before.",
            {"OR_t": "￼ is the rate"},
        ),
        ("The level of the strategy is:\n\n$KR_d = KR_{d-1} + 1$", {"KR_d": "￼"}),
        ("w = a / b\n\nLet a be the score and b the sum of all scores.", {"a": "a be the score", "b": "b the sum"}),
        ("w = a / b\n\nwhere a is the score and b its Free Float Factor.", {"a": "a is the score", "b": "b its Free"}),
        (
            "$$ s = d (\\bar P - P_0) $$\n\nwhere d is +1 for a buy, \\bar P is the mean price of all fills and P_0 is"
            " the arrival price.",
            {"d": "d is +1", "P_bar": "\\bar P is the mean", "P_0": "P_0 is the arrival"},
        ),
        (
            "I = P * N / D\n\nP stands for the price, N for the number of shares and D for the divisor.",
            {"P": "P stands for the price", "N": "N for the number", "D": "D for the divisor"},
        ),
        (
            "I = P * N / D\n\nP, N and D are the price, the number of shares and the divisor, respectively.",
            {"P": "the price", "N": "the number of shares", "D": "the divisor"},
        ),
        (
            "I = P * N / D\n\nwhere P is the price, N the number of shares and D the divisor.",
            {"P": "P is the price", "N": "N the number of shares", "D": "D the divisor"},
        ),
        (
            "$U = n_k p_k / L_d$\n\n"
            "where $n_k$ is the size, $p_k$ its price, $L_d$ the Hard Limit of d, and $H$ the fee.",
            {"n_k": "￼ is the size", "p_k": "￼ its price", "L_d": "￼ the Hard Limit of d"},
        ),
        ("V = a * 2\n\nThe score a of a stock is fixed on a day in May.", {"a": "The score a"}),
        ("P_t = 2 * P_{t-1}", {"P_t": "P_t = 2"}),
        ("R = A / B, where A is the return and B is the risk.", {"A": "A is the return", "B": "B is the risk"}),
        (
            "L = S * F, with S denoting the spot price and F the fee factor.",
            {"S": "S denoting the spot", "F": "F the fee"},
        ),
        (
            "x = M / N\n\n(N = number of shares; M = market value)",
            {"M": "M = market value", "N": "N = number of shares"},
        ),
        (
            "x = M / K\n\n| Symbol | Meaning |\n| M | Market value |\n| K | Number of constituents |",
            {"M": "Market value", "K": "Number of"},
        ),
        (
            "x = M / K\n\n| Quantity | Symbol |\n| Market value | M |\n| Number of constituents | K |",
            {"M": "Market value", "K": "Number of"},
        ),
        (
            "x = M / K\n\nThe market value M of all stocks is published. There are a number of constituents, K, in it.",
            {"M": "The market value M", "K": "a number of constituents, K"},
        ),
        (
            "score = W_m * z_m\n\n* Momentum weight: W_m\n* Momentum z-score (z_m)",
            {"W_m": "Momentum weight: W_m", "z_m": "Momentum z-score (z_m"},
        ),
        (
            "V = N * P\n\nP = B / 2\n\nN is the number of shares. B is the bid price.",
            {"N": "N is the number", "P": "P = B / 2"},
        ),
        (
            "Index Level = Market Value / Divisor\n\nDivisor means the number set on the base date.",
            {"Market Value": "", "Divisor": "Divisor means"},
        ),
        ("Level = Old Divisor * 2\n\n* Divisor = number set on the base date", {"Old Divisor": "Divisor = number"}),
        (
            "R = w_1 * r_1 + w_2 * r_2\n\nw_i is the weight and r_i is the return of asset i.",
            {"w_1": "w_i is", "r_1": "r_i is", "w_2": "w_i is", "r_2": "r_i is"},
        ),
        ("σ_p = 2 * σ_a\n\nσ_a is the volatility of the asset.", {"sigma_a": "σ_a is the volatility"}),
        (
            "$w = \\lambda x$\n\nλ is 0.94, the decay. $x$ is the signal.",
            {"lambda": "λ is 0.94", "x": "￼ is the signal"},
        ),
        ("I_t = I_{t-1} * (1 + r_t)\n\nr_t is the return.", {"I_t": "I_t = I_{t-1} * (1 + r_t)", "r_t": "r_t is"}),
    ],
)
def test_a_variable_is_bound_to_the_passage_that_says_what_it_is(text: str, expected: dict[str, str]) -> None:
    found = meanings(text)
    assert found.keys() == expected.keys()
    for symbol, start in expected.items():
        assert (found[symbol] or "").startswith(start), (symbol, found[symbol])


@pytest.mark.parametrize(
    ("text", "unexplained"),
    [
        ("V[c,t] = a[c,t] * P[c,t]\n\na[c,t]: share held.\n\nP[c,t]: settlement price.", []),
        ("V = N * P\n\nwhere N is the number of shares.", ["P"]),
        ("V = N * P\n\nIf P is above 5 or P exceeds N, sell. P is reviewed annually.", ["N", "P"]),
        ("$I_t = \\sum_{i=1}^{K} w_{i,t} P_{i,t}$\n\nwhere $P_{i,t}$ is the price of stock i.", ["K", "w_i,t"]),
        ("z = (current_price - mean_price) / std_dev\n\nUse prices.", ["current_price", "mean_price", "std_dev"]),
        ("S = T * t\n\nT is the expiry.", []),
        ("w_i = C_i / C\n\nC_i is the capitalization of stock i.", ["C"]),
        ("x = N / n\n\nN is the number of shares.", ["n"]),
        ("Level = Value * Adjustment Factor", ["Value", "Adjustment Factor"]),
        ("Level = Value * Adjustment Factor\n\nThe adjustment factor keeps the level continuous.", ["Value"]),
        ("Rate = Bid Price - Mark Price\n\nThe bid price is taken at noon.", ["Mark Price"]),
        ("I = 1 - Fee\n\nThe Management Fee is 0.5% per annum.", ["Fee"]),
        ("I = 1 - Fee\n\nThe Fee is 0.5% per annum.", []),
        ("I = 1 + R\n\nwhere R is the return of our proprietary scheme.", ["R"]),
        ("$I = a$\n\n$J = a * b$\n\nwhere $b$ is the base.", ["a"]),
        ("E = m * c^2\n\nm is the mass.", ["c"]),
        ("L = (Sum of all constituent prices at time t) / Divisor\n\nPrices and the divisor are published.", []),
        (
            "L = (Sum of all constituent prices at time t) / 2\n\nIt is rounded.",
            ["Sum of all constituent prices at time t"],
        ),
        ("V = C_i * N\n\nN is the number. Countries are in Appendix C and Figure C (weights).", ["C_i"]),
        ("V = w_i * P_{i,t}\n\nwhere wi is the weight of component i and Pi,t is the price.", []),
        ("V = w_i * P_{i,t}\n\n| wi | weight of component i |\n| Pi,t | price of component i |", []),
        ("V = i_t * P\n\nwhere P is the price. It is the last one.", ["i_t"]),
        ("w_i = min(cap, m)\n\nHere cap denotes 5%, and m is the mean.", []),
        ("$f = \\max(0, \\min(1, \\ln x)) \\cdot \\mathbb{E}[y]$", ["x", "y"]),
        ("$p = e^{-\\lambda t} + \\pi$", ["lambda"]),
        ("V = a + b * c\n\n“Index Business Day” means a day of trading. A price is called a fixing.", ["a", "b", "c"]),
    ],
)
def test_a_variable_that_no_passage_explains(text: str, unexplained: list[str]) -> None:
    entry = document(text).understanding.formulas[-1 if "$J" in text else 0]
    assert [v.symbol for v in entry.variables if v.meaning is None and v.symbol != "t"] == unexplained


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("v = sqrt(h / N)\n\nwhere h is the sum of squares. On d = N it equals the last one.", []),
        ("v = ln(h) / N\n\nwhere h is the sum, N the count and ln is the natural logarithm.", []),
        (
            "V = N * P\n\nwhere:\n- N is the number of shares\n- P is the price\n- D is the divisor",
            ["D is the divisor"],
        ),
        ("V = N * P\n\nwhere N is the number of shares, P is the price and FX is the rate.", ["FX is the rate"]),
        (
            "$V_t = N_t P_t$\n\nwhere $N_t$ is the number, $P_t$ is the price and $D_t$ is the divisor.",
            ["￼ is the divisor"],
        ),
        (
            "V = N * P\n\nwhere:\n* N = number of shares\n* P = price\n* AF_i = adjustment factor",
            ["AF_i = adjustment factor"],
        ),
        (
            "V = w_i * P_{i,t}\n\nwhere:\n\n| wi | weight of component i |\n| Pi,t | price of i |\n| Zi | something |",
            ["Zi"],
        ),
        ("V = Σ q_i × p_i, i = 1, ..., N\n\nwhere N is the number of shares, q_i the units and p_i the price.", []),
        # the whole sum of two formulas, an index, another entry's quantity, a later formula's, and no entry at all
        ("V = N * P\n\nW = V / D\n\nwhere N is the number, P is the price and D is the divisor.", []),
        ("V_t = N_i * P_t\n\nwhere:\n- t is the day\n- i is the stock\n- N_i is the number\n- P_t is the price", []),
        ("V = N * P\n\nwhere:\n- N = A / B\n- P is the price\n- A is the amount\n- B is the block size", []),
        ("V = N * P\n\nwhere:\n- N is the number\n- P is the price\n- S is the strike\n\n# 2\n\nO = P - S", []),
        ("V = N * P\n\nwhere:\n- N is the number\n- P is the price\n- Note: values are rounded\n- Base date: 2020", []),
        ("V = N * P\n\nwhere N is the number. It is rounded. D is the divisor of another index.", []),
        (
            "$V = n_k / L_d$\n\nwhere $n_k$ is the size of k, $L_d$ the Hard Limit on day d, and $\\theta$ the decay.",
            ["￼ the decay"],
        ),
        ("V = N * P\n\nwhere N is the number, in the currency of it, P the price and at close a fix.", []),
    ],
)
def test_an_entry_of_the_legend_that_is_not_in_the_formula(text: str, unused: list[str]) -> None:
    assert [span.quote for span in document(text).understanding.formulas[0].unused] == unused


def test_of_two_meanings_that_of_the_own_section_is_taken() -> None:
    text = "# 1\n\nV = N * 2\n\nN is the number of stocks.\n\n# 2\n\nU = N * 3\n\nN is the number of bonds."
    first, second = document(text).understanding.formulas
    assert [entry.variables[0].meaning and entry.variables[0].meaning.quote for entry in (first, second)] == [
        "N is the number of stocks.",
        "N is the number of bonds.",
    ]


def test_members_of_a_list_explain_the_quantities_named_after_them() -> None:
    text = "* AAA - first\n* BBB - second\n* CCC - third\n\nSum = P_AAA + P_BBB + P_CCC"
    assert set(meanings(text).values()) == {"AAA - first", "BBB - second", "CCC - third"}


def test_a_formula_does_not_explain_what_is_on_both_its_sides() -> None:
    assert meanings("P_t = 2 * P_t") == {"P_t": None}
