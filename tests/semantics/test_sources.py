"""Sources: who supplies which data, what replaces them, and what nobody is said to supply."""

import pytest

from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

Row = tuple[str, str, str]


def sources(text: str) -> list[Row]:
    found = build_ir("Text", blocks_of(text)).understanding.sources
    return [(source.name, source.field, source.fallback) for source in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices are taken from Bloomberg (PX_LAST).", [("Bloomberg", "PX_LAST", "")]),
        ("Official closing prices are taken from the NYSE.", [("NYSE", "Official closing prices", "")]),
        ("The last traded price on Xetra is used.", [("Xetra", "last traded price", "")]),
        ("Mid quotes are provided by Refinitiv.", [("Refinitiv", "Mid quotes", "")]),
        ("The adjusted close is obtained from FactSet.", [("FactSet", "adjusted close", "")]),
        (
            "Market caps (free float) are provided by FactSet or Refinitiv.",
            [("FactSet", "Market caps (free float)", ""), ("Refinitiv", "Market caps (free float)", "")],
        ),
        ("Conversion uses the WM/Reuters 4 p.m. fix.", [("WM/Reuters", "WM/Reuters 4 p.m. fix", "")]),
        ("The ECB reference rates are used.", [("ECB", "reference rates", "")]),
        ("Prices come from the Index Sponsor's database.", [("Index Sponsor's database", "Prices", "")]),
        ("The job reads prices from the `md.prices_daily` table.", [("md.prices_daily table", "prices", "")]),
        ("The script uses the Rated API for source data.", [("Rated API", "source data", "")]),
        ("| Data | Source |\n| Closing prices | Bloomberg |", [("Bloomberg", "Closing prices", "")]),
        (
            "| Input | Provider | Field | Fallback |\n"
            "| Closing price | Acme Data | PX_LAST | Last price |\n| FX rate | TBD | X1 | - |",
            [("Acme Data", "Closing price (PX_LAST)", "Last price"), ("", "FX rate (X1)", "")],
        ),
        ("| Parameter | Value | Source |\n| Rate cap | 5% | Committee |", []),
        ("| Name | Age |\n| Source | 5 |", []),
        ("| Data source | Bloomberg |", [("Bloomberg", "", "")]),
        ("Dividends come from Compustat.", [("Compustat", "Dividends", "")]),
        (
            "Trade data are drawn from CME Tape and Eurex Feed.",
            [("CME Tape", "Trade data", ""), ("Eurex Feed", "Trade data", "")],
        ),
        ("Ratings are taken from Fitch, Moody's and S&P.", [("Fitch", "", ""), ("Moody's", "", ""), ("S&P", "", "")]),
        ("Volumes are obtained from TapeWorks.", [("TapeWorks", "Volumes", "")]),
        ("Prices are supplied by the EPFR.", [("EPFR", "Prices", "")]),
        ("Prices received by EOD and taken from Table 3 are provided by Constituents.", []),
        ("The repo rate is published by Reuters (RIC XYZ=).", [("Reuters", "XYZ=", "")]),
        ("Prices come from Markit (field Mid Level).", [("Markit", "Mid Level", "")]),
        (
            "| Rank | Provider | Code |\n| 1 | Acme Data | BID |\n| 2 | Bond Feed | ASK |",
            [("Acme Data", "BID", "Bond Feed"), ("Bond Feed", "ASK", "")],
        ),
        ("ESG scores are obtained from a leading third-party provider.", [("", "ESG scores", "")]),
        ("The benchmark is the S&P 500.", []),
        ("The MSCI World Index is the parent index.", []),
        ("The guide is written by a third party provider for its values.", []),
        ("A polygon of prices is drawn.", []),
    ],
)
def test_supplied(text: str, expected: list[Row]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Closing prices are taken from the NYSE. If unavailable, the previous close is used.",
            [("NYSE", "Closing prices", "the previous close is used")],
        ),
        (
            "FX rates are published by Reuters or its successor.",
            [("Reuters", "FX rates", "its successor")],
        ),
        (
            "Dividends are provided by FactSet.\n\nSecondary source: Bloomberg.",
            [("FactSet", "Dividends", "Bloomberg")],
        ),
        (
            "Prices come from Refinitiv (RIC .ABC, field TRDPRC_1), failing which from Bloomberg.",
            [("Refinitiv", "TRDPRC_1", "Bloomberg")],
        ),
        (
            "Closing prices are taken from Refinitiv; failing that, the average of three dealers.",
            [("Refinitiv", "Closing prices", "average of three dealers")],
        ),
        ("Secondary source: Bloomberg.", [("Bloomberg", "", "")]),
        (
            "Dividends come from FactSet and Compustat. The back-up is Reuters (DVD), if at all.",
            [("FactSet", "Dividends", "Reuters (DVD)"), ("Compustat", "Dividends", "Reuters (DVD)")],
        ),
        (
            "Mid quotes come from Markit. Should Markit not deliver them by noon, the quotes of Fitch are used, "
            "failing which those of the day before.",
            [("Markit", "Mid quotes", "the quotes of Fitch are used, failing which those of the day before")],
        ),
        (
            "Volumes are taken from FactSet. In the absence of a volume the last volume is used.",
            [("FactSet", "Volumes", "the last volume is used")],
        ),
        (
            "Fixings are published by the ECB or any successor page.",
            [("ECB", "Fixings", "any successor page")],
        ),
        (
            "If a closing price is not available, the last available price is used.",
            [("", "closing price", "the last available price is used")],
        ),
        ("If a price is missing, it is a concern.", []),
    ],
)
def test_replaced(text: str, expected: list[Row]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daily price data is required.", [("", "daily price", "")]),
        ("The signal is computed using historical prices.", [("", "historical prices", "")]),
        ("The signal is computed using historical prices from Bloomberg.", [("Bloomberg", "historical prices", "")]),
        ("# Disclaimer\n\nMarket data is provided by Bloomberg.", []),
    ],
)
def test_needed(text: str, expected: list[Row]) -> None:
    assert sources(text) == expected


def test_a_long_fallback_ends_with_a_word() -> None:
    text = "If the price is unavailable, the calculation agent uses " + "one more source and then " * 12 + "stops."
    (fallback,) = [instead for _, _, instead in sources(text)]
    assert len(fallback) < 130
    assert fallback.endswith(" …")
    assert fallback.removesuffix(" …").split()[-1] in {"one", "more", "source", "and", "then"}
