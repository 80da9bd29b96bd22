"""Parameters: the named numbers of a method, as sentences, lists, lines and tables give them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.semantics.ir import build_ir
from domain.semantics.parameters import parameters_of
from domain.semantics.understanding import Parameter
from tests.analysis.notation import blocks_of

Said = dict[str, Any]


def parameters(text: str) -> tuple[Parameter, ...]:
    return parameters_of(build_ir("Text", blocks_of(text)).segments)


def said(parameter: Parameter) -> list[Said]:
    """Each statement without its span and what it leaves open."""
    return [
        {name: value for name, value in statement.model_dump(exclude={"span"}).items() if value not in ("", None)}
        for statement in parameter.statements
    ]


SENTENCES = [
    (
        "Minimum liquidity: 3-month ADTV > EUR 10m.",
        "Minimum liquidity",
        {"unit": "EUR", "low": "EUR 10m"},
    ),
    (
        "The rate is capped at 4% and floored at 0%.",
        "rate",
        {"unit": "%", "low": "0%", "high": "4%"},
    ),
    (
        "The slippage shall not be lower than 3 bps nor higher than 8 bps.",
        "slippage",
        {"unit": "bps", "low": "3 bps", "high": "8 bps"},
    ),
    (
        "The buffer must be at least 2% and at most 8%.",
        "buffer",
        {"unit": "%", "low": "2%", "high": "8%"},
    ),
    (
        "The buffer is between 2% and 4%, with a default of 3%.",
        "buffer",
        {"unit": "%", "low": "2%", "high": "4%", "default": "3%"},
    ),
    (
        "The haircut is between 2% and 4%, 3% by default.",
        "haircut",
        {"unit": "%", "low": "2%", "high": "4%", "default": "3%"},
    ),
    ("where k: smoothing factor, equal to 0.2", "smoothing factor", {"value": "0.2", "number": 0.2}),
    ("θ = damping rate, 4% per year", "damping rate", {"value": "4% per year", "number": 4.0, "unit": "%"}),
    ("- an equity ratio above 8% and no more than 30%;", "equity ratio", {"unit": "%", "low": "8%", "high": "30%"}),
    ("No issuer may weigh over 6%.", "weight of issuer", {"unit": "%", "high": "6%"}),
    ("No single order can be more than 12% of volume.", "single order", {"unit": "%", "base": "volume", "high": "12%"}),
    ("The haircut cannot be larger than 40 bps.", "haircut", {"unit": "bps", "high": "40 bps"}),
    ("urgency: 1 to 5, default 3", "urgency", {"low": "1", "high": "5", "default": "3"}),
    (
        "The cap is 5 % of the 20-day ADV.",
        "cap",
        {"value": "5 %", "number": 5.0, "unit": "%", "base": "20-day ADV"},
    ),
    (
        "The signal uses a lookback window of 60 trading days.",
        "lookback window",
        {"value": "60 trading days", "number": 60.0, "unit": "trading day"},
    ),
    (
        "The rebalancing threshold shall be set to 25 bps.",
        "rebalancing threshold",
        {"value": "25 bps", "number": 25.0, "unit": "bps"},
    ),
    ("K = 10", "K", {"value": "10", "number": 10.0}),
    (
        "max_position: 3 (default 5, range 1-10)",
        "max_position",
        {"value": "3", "number": 3.0, "low": "1", "high": "10", "default": "5"},
    ),
    (
        "The Participation Rate, expressed as a percentage of volume, must not exceed 15 %.",
        "Participation Rate",
        {"high": "15 %", "unit": "%", "base": "volume"},
    ),
    ("- Momentum weight: 0.4", "Momentum weight", {"value": "0.4", "number": 0.4}),
    ("The decay factor λ is 0.94.", "decay factor", {"value": "0.94", "number": 0.94}),
    ("--max-orders 20 (default: 10)", "--max-orders", {"value": "20", "number": 20.0, "default": "10"}),
    ("- Free float greater than 15% of shares", "Free float", {"low": "15%", "unit": "%", "base": "shares"}),
    ("- Minimum 12 months of trading history", "trading history", {"low": "12 months", "unit": "month"}),
    (
        "The look-back period is equal to 120 Index Business Days.",
        "look-back period",
        {"value": "120 Index Business Days", "number": 120.0, "unit": "business day"},
    ),
    ("N, the number of constituents, is 30.", "N", {"value": "30", "number": 30.0}),
    ("The cap is 5% for equities.", "cap for equities", {"value": "5%", "number": 5.0, "unit": "%"}),
    (
        "Orders beyond the loss limit (EUR 1,000,000) are rejected.",
        "loss limit",
        {"value": "EUR 1,000,000", "number": 1e6, "unit": "EUR"},
    ),
    ("A price collar of 2% applies.", "price collar", {"value": "2%", "number": 2.0, "unit": "%"}),
    ("~[limits]\n~# the desk sets it\n~max_orders: 20", "max_orders", {"value": "20", "number": 20.0}),
    ("--max-orders N (default: 10)", "--max-orders", {"default": "10"}),
    (
        "“Target Volatility” means 10% per annum.",
        "Target Volatility",
        {"value": "10% per annum", "number": 10.0, "unit": "%"},
    ),
    ("The leverage limit ranges from 1.5 to 2.", "leverage limit", {"low": "1.5", "high": "2"}),
    ("The issuer weight limit is between 2% and 6%.", "issuer weight limit", {"low": "2%", "high": "6%", "unit": "%"}),
    ("The order timeout defaults to 500 ms.", "order timeout", {"default": "500 ms", "unit": "millisecond"}),
    (
        "Orders are sliced with a 30-minute execution window.",
        "execution window",
        {"value": "30-minute", "number": 30.0, "unit": "minute"},
    ),
    ("The notice period is six months.", "notice period", {"value": "six months", "number": 6.0, "unit": "month"}),
    (
        "The risk-free rate is 3% as published by the European Central Bank.",
        "risk-free rate",
        {"value": "3%", "number": 3.0, "unit": "%", "source": "European Central Bank"},
    ),
    ("The strategy is charged a commission rate of 15% or less.", "commission rate", {"high": "15%", "unit": "%"}),
    (
        "The maximum order size is USD 5 million.",
        "maximum order size",
        {"value": "USD 5 million", "number": 5e6, "unit": "USD"},
    ),
    ("The weight of a single stock is capped at 5%.", "weight of a single stock", {"high": "5%", "unit": "%"}),
    (
        "Samples are taken at the end of each sampling period (default 1 minute).",
        "sampling period",
        {"default": "1 minute", "unit": "minute"},
    ),
    ("_slope: Set to at most 0.001 WETH.", "_slope", {"high": "0.001 WETH", "unit": "WETH"}),
    ("The default order delay is 2 seconds.", "order delay", {"default": "2 seconds", "unit": "second"}),
    (
        "The assumed transaction cost is 5 bps.",
        "assumed transaction cost",
        {"value": "5 bps", "number": 5.0, "unit": "bps"},
    ),
]


@pytest.mark.parametrize(("text", "name", "expected"), SENTENCES, ids=[name for _, name, _ in SENTENCES])
def test_a_sentence_gives_a_value(text: str, name: str, expected: Said) -> None:
    (found,) = parameters(text)
    assert (found.names[0], said(found)) == (name, [expected])


@pytest.mark.parametrize(
    ("text", "names", "source"),
    [
        ("The Rebalancing Threshold (to be determined) triggers a trade.", ("Rebalancing Threshold",), ""),
        ("Trades follow the Threshold (to be determined).", ("Threshold",), ""),
        ("Haircut rate: TBD", ("Haircut rate",), ""),
        ("Returns are taken over a configurable look-back window.", ("look-back window",), ""),
        ("The following weights apply:\n- Momentum Factor: W_m", ("Momentum Factor", "W_m"), ""),
        ("The participation limit is set by the Index Committee.", ("participation limit",), "Index Committee"),
        ("The risk-free rate is the overnight rate as published by the ECB.", ("risk-free rate",), "ECB"),
        ("If the spread is larger than `max_spread_bps`, it waits.", ("max_spread_bps",), ""),
        ("The order_levels parameter decides how many orders are placed.", ("order_levels",), ""),
        ("_duration: Duration of the auction in seconds.", ("_duration",), ""),
    ],
)
def test_named_without_a_value(text: str, names: tuple[str, ...], source: str) -> None:
    (found,) = parameters(text)
    (statement,) = found.statements
    assert (found.names, found.values, statement.source) == (names, (), source)


@pytest.mark.parametrize(
    "text",
    [
        "The index is rebalanced in March 2024.",
        "The base date is 2 January 2015.",
        "See Section 4.2 for the weight cap.",
        "Version 2.3",
        "If the price is above last_price, it is sold; it is greater than f_max(x).",
        "It is fixed at 4 p.m. London.",
        "Version: 2.3",
        "Phone: +1 555 123",
        "For example, if the price is 100, the cap is 7%.",
        "If the order size limit is 5%, trading stops.",
        "# 8. Calculation Example\n\nThe cap is 9%.",
        "# Change log\n\nThe cap is 9%.",
        "# Disclaimer\n\nThe fee rate is 9%.",
        "The order fee was increased from 5 bps to 7 bps.",
        "Markets have grown over the past 10 years.",
        "The index level was 100 then.",
        "The price is 100.",
        "Calculated at 4:00 PM by the agent: 16:00 London time.",
        "z = 2 * x",
        "Weight per stock = 100% / Number of stocks",
        "The result equals 12.",
        "y = sum(V_k, k = 1..n)",
        "It follows the 10% Risk Target Index.",
        "Tokens must have a minimum of $25m of liquidity.",
        "A cap is a predetermined maximum limit on a rate.",
        "There are 75 constituents.",
        "~def f():\n~    max_orders = 20",
        "An example of the settings:\n\n~max_orders = 20",
        "3. First the orders are sent.",
        "With a value of eta = 1, both orders have the same size.",
        "A fund is a threshold for nobody.",
        "The values are given in the example below:\n- Order limit: 40",
    ],
)
def test_what_is_no_parameter(text: str) -> None:
    assert [parameter.names for parameter in parameters(text)] == []


HEADED = "| Parameter | Symbol | Value | Unit | Base | Min | Max | Default | Source |\n"


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            HEADED + "| Participation rate | p | 15 | % | ADV | 5 | 20 | 10 | Trading desk |",
            ("Participation rate", "p"),
            {
                "value": "15",
                "number": 15.0,
                "unit": "%",
                "base": "ADV",
                "low": "5",
                "high": "20",
                "default": "10",
                "source": "Trading desk",
            },
        ),
        (
            "| Default | Name | Range |\n| 5 | Lookback window (days) | 1 - 10 |",
            ("Lookback window",),
            {"unit": "day", "low": "1", "high": "10", "default": "5"},
        ),
        (
            "| Parameter | Value |\n| Maximum exposure | 150% of NAV |",
            ("Maximum exposure",),
            {"value": "150%", "number": 150.0, "unit": "%", "base": "NAV"},
        ),
        (
            "| Parameter | Value | Remark |\n| Maximum exposure | 150% | of the Index Level |",
            ("Maximum exposure",),
            {"value": "150%", "number": 150.0, "unit": "%", "base": "Index Level"},
        ),
        (
            "| Lookback window | 60 days |\n| Calculated in | EUR |",
            ("Lookback window",),
            {"value": "60 days", "number": 60.0, "unit": "day"},
        ),
        (
            "| Parameter | Order delay |\n| Value | 60 |\n| Unit | seconds |",
            ("Order delay",),
            {"value": "60", "number": 60.0, "unit": "second"},
        ),
        (
            "| Setting | Description |\n| max_age | How long an order lives (in seconds) |",
            ("max_age",),
            {"unit": "second"},
        ),
        (
            "| Parameter | Value (bps) |\n| Spread cap | 25 |",
            ("Spread cap",),
            {"value": "25", "number": 25.0, "unit": "bps"},
        ),
        ("| Parameter | Value |\n| Mode | paper |", ("Mode",), {"value": "paper"}),
        ("| Parameter | Value |\n| A | 5 |\n| Total | 9 |", ("A",), {"value": "5", "number": 5.0}),
        ("| Assumption | Value |\n| Coupon | 5% |", ("Coupon",), {"value": "5%", "number": 5.0, "unit": "%"}),
        (
            "| Trading parameter | Live value | Currency |\n| Notional | 2.5m | EUR |",
            ("Notional",),
            {"value": "2.5m", "number": 2.5e6, "unit": "EUR"},
        ),
        ("| Parameter | Value |\n| Haircut | TBD |", ("Haircut",), {}),
    ],
)
def test_a_table_gives_a_value(text: str, names: tuple[str, ...], expected: Said) -> None:
    (found,) = parameters(text)
    assert (found.names, said(found)) == (names, [expected])


@pytest.mark.parametrize(
    "text",
    [
        "| Market | Initial margin |\n| Large | 5% |",
        "| Region | Asia | Europe |\n| Cap | 5% | 12% |",
        "| Stock | Weight |\n| Apple | 40% |\n| Shell | 60% |",
        "| Version | 1.0 |\n| Date | 2024 |",
        "An example of the values:\n\n| Parameter | Value |\n| Cap | 5% |",
        "| Step | Meaning |\n| Filled | Is the buffer full? |",
        "| Term | Meaning |\n| Cap | The highest weight of a stock. |\n| Default | A failure to pay. |",
        "| Term | Cap | Default |\n| Meaning | The highest weight. | A failure to pay. |",
        "| Name | Says |\n| Cap | the most |\n| Default | ten days late |",
        "| Item | Value |\n| A | 60 |\n| B | 40 |\n| Total | 100 |",
        "| Item | Level |\n| Shares | 60 |\n| Bonds | 40 |\n| Total assets | 100 |",
        "| Name | Value |\n| A | 60 |\n| B | 40 |",
        "| A | 60% |\n| B | 40% |\n| Total | 100% |",
    ],
)
def test_a_table_of_something_else(text: str) -> None:
    assert parameters(text) == ()


def test_a_symbol_of_two_rows_makes_them_no_single_parameter() -> None:
    rows = "| Parameter | Symbol | Value |\n| Fast span | m | 5 days |\n| Slow span | m | 50 days |"
    assert [parameter.names for parameter in parameters(rows)] == [("Fast span",), ("Slow span",)]


def test_a_time_of_day_can_be_a_parameter_of_a_table() -> None:
    (found,) = parameters("| Parameter | Default |\n| Opening time | 08:15 |")
    assert (found.names, said(found)) == (("Opening time",), [{"default": "08:15"}])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Average Daily Volume (ADV) limit is set.\n\nThe Order Size Limit (OSL) is 5%.\n\nOSL is 5%.",
            ("Order Size Limit", "OSL"),
        ),
        ("The maximum weight (the “Cap”) is 5%.\n\nThe Cap is 5%.", ("maximum weight", "Cap")),
        ("Transaction cost (TC) is 5bp.\n\nTC is deducted.", ("Transaction cost", "TC")),
        ("λ = 0.94\n\nThe decay factor (λ) is 0.94.", ("λ", "decay factor")),
        ("where w = 0.4 is the momentum weight", ("w", "momentum weight")),
        (
            "TargetVol = 10%\n\nTargetVol is the Target Volatility.\n\nTarget Volatility: 10%",
            ("TargetVol", "Target Volatility"),
        ),
        ("max_position: 3\n\nThe max position is 3.", ("max_position",)),
        ("| Parameter | Symbol | Value |\n| Window length | N | 5 |\n\nN = 5", ("Window length", "N")),
    ],
)
def test_one_parameter_has_all_its_names(text: str, names: tuple[str, ...]) -> None:
    (found,) = (parameter for parameter in parameters(text) if set(parameter.names) & set(names))
    assert found.names == names


def test_two_symbols_for_one_kind_of_thing_stay_two() -> None:
    found = parameters("a_1 = 2\n\nb_1 = 3\n\na_1 is the factor weight.\n\nb_1 is the factor weight.")
    assert [parameter.names for parameter in found] == [("a_1",), ("b_1",)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The order limit is 5%.\n\nThe order limit is 500 bps.\n\nOrder limit: 0.05", ("5%",)),
        ("The order limit is 5%.\n\nThe order limit is set to 7%.", ("5%", "7%")),
        ("The order timeout is 1 hour.\n\nThe order timeout is 60 minutes.", ("1 hour",)),
        ("The notice period is 20 trading days.\n\nThe notice period is 4 weeks.", ("20 trading days",)),
        (
            "The notice period is 2 business days.\n\nThe notice period is 2 calendar days.",
            ("2 business days", "2 calendar days"),
        ),
        ("The notice period is 2 business days.\n\nThe notice period is 2 days.", ("2 business days",)),
        ("The order limit is 5% of ADV.\n\nThe order limit is 7% of NAV.", ("5%",)),
        ("| Parameter | Value | Unit |\n| Order limit | 5 | % |\n\nThe order limit is 5%.", ("5",)),
        (
            "| Parameter | Value |\n| Target Volatility | 12% |\n\n“Target Volatility” means 10% per annum.",
            ("12%", "10% per annum"),
        ),
        ("The order limit is USD 5 million.\n\nThe order limit is EUR 5 million.", ("USD 5 million", "EUR 5 million")),
        ("The order limit is USD 5 million.\n\nThe order limit is 5m USD.", ("USD 5 million",)),
        ("If volatility is high, the order limit is 5%. Otherwise, the order limit is 7%.", ("5%",)),
        ("The order limit is 5%.\n\nThe order limit is 7% during the auction.", ("5%",)),
        ("In stressed markets, the order limit is 5%. In calm markets, the order limit is 7%.", ("5%",)),
        ("The order limit is 5%.\n\nIn this index, the order limit is 7%.", ("5%", "7%")),
        ("# 1. Tier A\n\nThe order limit is 5%.\n\n# 2. Tier B\n\nThe order limit is 10%.", ("5%",)),
        ("# 1. Orders\n\nThe order limit is 5%.\n\n# 2. Risk\n\nThe order limit is 10%.", ("5%", "10%")),
    ],
)
def test_different_values_of_one_parameter(text: str, values: tuple[str, ...]) -> None:
    (found,) = parameters(text)
    assert found.values == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For equities the cap is 5%; for bonds the cap is 7%.", {"cap for equities": "5%", "cap for bonds": "7%"}),
        ("The cap is 5% for equities and 7% for bonds.", {"cap for equities": "5%", "cap for bonds": "7%"}),
        ("For equities the cap is 5% and for bonds 7%.", {"cap for equities": "5%", "cap for bonds": "7%"}),
        (
            "The haircut is 10% for shares, 5% for bonds and 2% for bills.",
            {"haircut for shares": "10%", "haircut for bonds": "5%", "haircut for bills": "2%"},
        ),
        ("In the case of futures, the lag is 2 days.", {"lag in the case of futures": "2 days"}),
        ("The lag is 2 days for all markets.", {"lag": "2 days"}),
        ("For the purposes of this index the lag is 2 days.", {"lag": "2 days"}),
    ],
)
def test_cases_are_told_apart(text: str, expected: dict[str, str]) -> None:
    assert {found.names[0]: found.statements[0].value for found in parameters(text)} == expected


@pytest.mark.parametrize(
    ("text", "lows", "highs"),
    [
        ("The order size must not exceed 5%.\n\nThe order size must not exceed 7%.", (), ("5%", "7%")),
        ("The exposure must not exceed 20%.\n\nThe exposure must not exceed 25%.", (), ("20%", "25%")),
        ("The order size must not exceed 5%.\n\nThe order size must not exceed 500 bps.", (), ("5%",)),
        ("The free float is at least 10%.\n\nThe free float must be at least 15%.", ("10%", "15%"), ()),
        ("The order size must be at least 2%.\n\nThe order size must not exceed 7%.", ("2%",), ("7%",)),
        ("| Parameter | Min | Max |\n| Order size | 1 | 9 |\n\nThe order size ranges from 1 to 8.", ("1",), ("9", "8")),
        ("The order size must not exceed 5% of ADV.\n\nThe order size must not exceed 7% of NAV.", (), ("5%",)),
    ],
)
def test_bounds_given_twice(text: str, lows: tuple[str, ...], highs: tuple[str, ...]) -> None:
    (found,) = parameters(text)
    assert (found.lows, found.highs) == (lows, highs)


@pytest.mark.parametrize(
    ("text", "names", "values"),
    [
        ("The fee (also called the charge) is 3%.\n\nThe charge is 4%.", ("fee", "charge"), ("3%", "4%")),
        ("The fee, also known as the charge, is 3%.\n\nThe charge is 3%.", ("fee", "charge"), ("3%",)),
        ('"Hedge Ratio" or "HR" means 95%. The HR is 90%.', ("Hedge Ratio", "HR"), ("95%", "90%")),
    ],
)
def test_another_name_of_the_subject(text: str, names: tuple[str, ...], values: tuple[str, ...]) -> None:
    (found,) = parameters(text)
    assert (found.names, found.values) == (names, values)


def test_parameters_come_as_they_are_first_spoken_of() -> None:
    found = parameters(
        "The order limit is 5%.\n\n| Parameter | Value |\n| Order fee | 5 bps |\n\nThe order delay is 2 seconds."
    )
    assert [parameter.names[0] for parameter in found] == ["order limit", "Order fee", "order delay"]


WORDS = st.sampled_from(
    [
        "the",
        "cap",
        "limit",
        "window",
        "of",
        "is",
        "must",
        "not",
        "exceed",
        "5%",
        "60",
        "days",
        ":",
        "=",
        "(",
        ")",
        '"',
        "default",
        "range",
        "1-10",
        "between",
        "and",
        "K",
        "(K)",
        "|",
        "\n",
        "-",
        "bps",
        "TBD",
        ",",
        ".",
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_every_statement_is_where_it_says(words: list[str]) -> None:
    blocks = blocks_of(" ".join(words))
    texts = {block.id: block for block in blocks}
    for parameter in parameters_of(build_ir("Text", blocks).segments):
        assert all(name.strip() for name in parameter.names)
        assert all(statement.span.fits(texts[statement.span.block]) for statement in parameter.statements)


def test_a_letter_behind_a_kind_of_thing_is_no_second_name() -> None:
    found = parameters("The size of Pool B is 6%. The cap for Group B is 5%.")
    assert all("B" not in parameter.names for parameter in found)


def test_a_default_and_bounds_are_stated_too() -> None:
    (found,) = parameters("| Parameter | Default | Min | Max |\n| cap | 5% | 1% | 9% |")
    assert (found.in_cases, found.stated) == ((), ("5% by default", "at least 1%", "at most 9%"))
