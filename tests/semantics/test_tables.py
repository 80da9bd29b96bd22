"""Tables: what they are called, and whether their totals and weights add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.semantics.grids import Grid
from domain.semantics.ir import build_ir
from domain.semantics.tables import tables_of
from domain.semantics.understanding import Sum, TableEntry
from domain.semantics.weights import weights_of
from tests.analysis.notation import blocks_of


def table(text: str) -> TableEntry:
    """The table of a text, in which "~" stands for an empty cell."""
    blocks = (block.model_copy(update={"text": block.text.replace("~", "")}) for block in blocks_of(text))
    (found,) = tables_of(build_ir("Text", tuple(blocks)).segments)
    return found


def told(sums: tuple[Sum, ...]) -> list[tuple[float, float, bool]]:
    return [(found.stated, found.computed, found.holds) for found in sums]


@pytest.mark.parametrize(
    ("text", "caption", "columns", "rows", "first"),
    [
        (
            "Table 3: Weights\n\n| Stock | Weight |\n| A | 60% |\n| B | 40% |",
            "Table 3: Weights",
            ("Stock", "Weight"),
            2,
            "Stock",
        ),
        (
            "| Stock | Weight |\n| A | 60% |\n\nTable 4 - Weights of the stocks.",
            "Table 4 - Weights of the stocks.",
            ("Stock", "Weight"),
            1,
            "Stock",
        ),
        ("The caps are:\n\n| Cap | 5% |\n| Fee | 1% |", "", (), 2, "Cap"),
        ("# Table 1: Heading\n\n| Cap | Note |\n| 5% | hard |", "", ("Cap", "Note"), 1, "Cap"),
        ("| Alone | here |", "", (), 1, "Alone"),
    ],
)
def test_reads_a_table(text: str, caption: str, columns: tuple[str, ...], rows: int, first: str) -> None:
    found = table(text)
    assert (found.caption, found.columns, found.rows, found.first.quote) == (caption, columns, rows, first)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Fund | Units |\n| A | 10 |\n| B | 20 |\n| Total | 40 |", [(40, 30, False)]),
        ("| Fund | Units |\n| A | 10 |\n| B | 20 |\n| Total | 30 |", [(30, 30, True)]),
        ("| Desk | Limit (GBP m) |\n| A | 40 |\n| B | 60 |\n| C | 200 |\n| Total | 310 |", [(310, 300, False)]),
        ("| Desk | Limit (GBP m) |\n| A | 40 |\n| B | 60 |\n| C | 200 |\n| Total | 250 |", []),
        ("| Fund | Units |\n| A | 10 |\n| B | 21 |\n| Total | 30 |", [(30, 31, False)]),
        ("| Fund | USD |\n| A | 1,234.50 |\n| B | $2,000.25 |\n| Sum | 3,234.75 |", [(3234.75, 3234.75, True)]),
        ("| Fund | Weight |\n| A | 33.3% |\n| B | 33.3% |\n| C | 33.3% |\n| Total | 100% |", [(100, 99.9, True)]),
        ("| Fund | Weight |\n| A | 40% |\n| B | 35% |\n| C | 26% |\n| Total | 100% |", [(100, 101, False)]),
        (
            "| Fund | X |\n| A | 0.036 |\n| B | 0.861 |\n| C | 0.087 |\n| D | 0.016 |\n| Total | 0.984 |",
            [(0.984, 1.0, False)],
        ),
        (
            "| Fund | X |\n| A | 1.314 |\n| B | 2.227 |\n| C | 1.442 |\n| D | 1.016 |\n| Total | 6.000 |",
            [(6.0, 5.999, True)],
        ),
        (
            "| Fund | X |\n| A | 5 |\n| B | 7 |\n| Subtotal | 12 |\n| C | 3 |\n| D | 4 |\n| Subtotal | 8 |\n| Total |"
            " 19 |",
            [(12, 12, True), (8, 7, False), (19, 19, True)],
        ),
        ("| Fund | X |\n| A | (5) |\n| B | 7 |\n| C | - |\n| Grand total | 2 |", [(2, 2, True)]),
        (f"| Fund | X |\n| A | 1{'0' * 40} |\n| B | 2{'0' * 40} |\n| Total | 9 |", [(9, 3e40, False)]),
        ("| Fund | Price |\n| A | 5 |\n| B | 7 |\n| Total | 6 |", []),
        ("| Fund | Note |\n| A | good |\n| B | bad |\n| Total | 2 |", []),
        ("| Index | Level |\n| A | 5 |\n| B | 7 |\n| Total return index | 40 |", []),
        ("| Fund | X |\n| A | 5 |\n| B | 7 |\n| ~ | 12 |", [(12, 12, True)]),
        ("| Fund | X |\n| A | 5 |\n| B | 7 |\n| ~ | 90 |", []),
        ("| Total | 12 |\n| A | 5 |\n| B | 8 |", [(12, 13, False)]),
        ("| Fund | X | Y | Total |\n| A | 5 | 6 | 11 |\n| B | 7 | 8 | 16 |", [(11, 11, True), (16, 15, False)]),
        ("| Sector | Cap |\n| A | 60% |\n| B | 30% |\n| Total | 100% |", [(100, 90, False)]),
        ("| Sector | Cap |\n| A | 60% |\n| B | 30% |\n| Total | 75% |", []),
        (
            "| Unit | 2023 | 2024 |\n| A | 10 | 20 |\n| B | 30 | 40 |\n| Total | 40 | 61 |",
            [(40, 40, True), (61, 60, False)],
        ),
        (
            "| Year | Q1 | Q2 | Q3 | Total |\n| 2020 | 1 | 2 | 4 | 7 |\n| 2021 | 2 | 2 | 4 | 9 |",
            [(7, 7, True), (9, 8, False)],
        ),
        ("| ~ | Q1 | Q2 | Total |\n| 2020 | 1 | 2 | 3 |\n| 2021 | 2 | 2 | 4 |", [(3, 3, True), (4, 4, True)]),
        ("| Rank | A | B | Total |\n| 1 | 10 | 20 | 30 |\n| 2 | 20 | 20 | 41 |", [(30, 30, True), (41, 40, False)]),
        (
            "| No. | Fund | A | B | Total |\n| 1 | x | 10 | 20 | 30 |\n| 2 | y | 20 | 20 | 40 |",
            [(30, 30, True), (40, 40, True)],
        ),
        ("| Fund | Units | Price | Total |\n| x | 10 | 20 | 200 |\n| y | 20 | 20 | 400 |", []),
        ("| Fund | A | B | Growth % | Total |\n| x | 10 | 20 | 5% | 30 |", [(30, 30, True)]),
        ("| Fund | AUM | Growth |\n| x | 10 | 5% |\n| y | 20 | 4% |\n| Total | 30 | 4.3% |", [(30, 30, True)]),
        ("| Fund | AUM | Margin |\n| x | 10 | 50% |\n| y | 20 | 40% |\n| Total | 30 | 43% |", [(30, 30, True)]),
        ("| Year | Units |\n| 2020 | 10 |\n| 2021 | 20 |\n| Total | 31 |", [(31, 30, False)]),
        (
            "| Item | X |\n| Shares | 5 |\n| Funds | 7 |\n| Total equities | 12 |\n| Bonds | 3 |\n"
            "| Bills | 4 |\n| Total fixed income |"
            " 7 |\n| Total | 19 |",
            [(12, 12, True), (7, 7, True), (19, 19, True)],
        ),
        (
            "| Item | X |\n| Shares | 50 |\n| Funds | 70 |\n| Total equities | 121 |\n| Bonds | 30 |\n"
            "| Grand total | 150 |",
            [(121, 120, False), (150, 150, True)],
        ),
        (
            "| Item | X |\n| Equities | 60 |\n| US | 40 |\n| EU | 20 |\n| Bonds | 40 |\n| US | 15 |\n"
            "| EU | 25 |\n| Total | 100 |",
            [(100, 100, True)],
        ),
        ("| Item | X |\n| Gross | 105 |\n| Less: fees | 5 |\n| Other | 2 |\n| Total | 102 |", [(102, 102, True)]),
        ("| Item | X |\n| Gains | 105 |\n| Losses | (15) |\n| Total | 120 |", [(120, 90, False)]),
        ("| Item | X |\n| Gains | 10% |\n| Losses | (15%) |\n| Contribution total | (5%) |", [(-5, -5, True)]),
        ("| Bond | Avg 2025 |\n| x | 61% |\n| y | 44% |\n| Total | 100% |", [(100, 105, False)]),
        ("| Region | Funds |\n| x | 120 |\n| y | 310 |\n| z | 65 |\n| All | 505 |", [(505, 495, False)]),
        ("| Fund | USD |\n| x | 1.2bn |\n| y | 800m |\n| Total | 2bn |", [(2e9, 2e9, True)]),
        ("| Fund | EUR |\n| x | 1.200,50 |\n| y | 99,50 |\n| Total | 1.300,00 |", [(1300, 1300, True)]),
        ("| Fund | EUR |\n| x | 1.200 |\n| y | 1.300 |\n| z | 1,5 |\n| Total | 2.501,50 |", [(2501.5, 2501.5, True)]),
        ("| Fund | CHF |\n| x | 1'000'000 |\n| y | 500'000 |\n| Total | 1'600'000 |", [(1.6e6, 1.5e6, False)]),
        (
            "| Quantity | A | B | C | Total |\n| Units | 10 | 20 | 30 | 61 |\n| Lots | 1 | 2 | 3 | 6 |",
            [(61, 60, False), (6, 6, True)],
        ),
        ("| Quantity | A | B | Total |\n| Price | 10 | 20 | 15 |", []),
        (
            "| Month | 1 | 2 | 3 | Total |\n| A | 5 | 6 | 7 | 18 |\n| B | 1 | 1 | 1 | 4 |",
            [(18, 18, True), (4, 3, False)],
        ),
        ("| Country | Number of stocks |\n| A | 12 |\n| B | 15 |\n| Total | 28 |", [(28, 27, False)]),
        ("| Country | No. of shares |\n| A | 12 |\n| B | 15 |\n| Total | 27 |", [(27, 27, True)]),
        ("| Country | Number |\n| A | 12 |\n| B | 15 |\n| Total | 3 |", []),
        ("| A | Weight |\n| a | 12,5 % |\n| b | 87,5 % |\n| Total | 100 % |", [(100, 100, True)]),
    ],
)
def test_totals(text: str, expected: list[tuple[float, float, bool]]) -> None:
    assert told(table(text).sums) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Stock | Weight |\n| A | 60% |\n| B | 40% |", [(100, 100, True)]),
        ("| Stock | Weight |\n| A | 60% |\n| B | 41% |", [(100, 101, False)]),
        ("| Stock | Weight (%) |\n| A | 60 |\n| B | 41 |", [(100, 101, False)]),
        ("| Stock | Weight |\n| A | 0.60 |\n| B | 0.39 |", [(1, 0.99, False)]),
        ("| Stock | Weight |\n| A | 14.29% |\n| B | 14.29% |\n| C | 71.43% |", [(100, 100.01, True)]),
        ("| Stock | Weight |\n| A | 30% |\n| B | 20% |", []),
        ("The weights sum to 100%.\n\n| Stock | Weight |\n| A | 30% |\n| B | 20% |", [(100, 50, False)]),
        ("| Stock | Maximum weight |\n| A | 60% |\n| B | 41% |", []),
        ("| Stock | Score |\n| A | 60% |\n| B | 41% |", []),
        ("| Stock | Weight |\n| A | 60% |\n| B | rest |", []),
        ("| Stock | A | B | C |\n| Weight | 40% | 35% | 26% |", [(100, 101, False)]),
        ("| Region | Asia | Europe |\n| Cap | 60% | 41% |", []),
    ],
)
def test_weights_of_a_table(text: str, expected: list[tuple[float, float, bool]]) -> None:
    assert told(table(text).sums) == expected


@pytest.mark.parametrize(
    ("text", "expected", "quote"),
    [
        ("The score is based on:\n- Yield (40% weight)\n- Growth (30% weight)", (100, 70, False), "30%"),
        ("The score is based on:\n- Yield (40% weight)\n- Growth (60% weight)", (100, 100, True), "60%"),
        ("The factors have weights of 40 %, 35 % and 30 %.", (100, 105, False), "30 %"),
        ("Gold 40 %, tin 35 % and zinc 30 %. The weights add up to 100 %.", (100, 105, False), "30 %"),
        ("The portfolio is composed of 50% equities, 30% bonds and 21% cash.", (100, 101, False), "21%"),
        ("The weights sum to 1.0:\n- Value: 0.4\n- Size: 0.5", (1, 0.9, False), "0.5"),
        ("The factors are:\n- Value: 0.4\n- Size: 0.6\n\nThe weights sum to 1.0.", (1, 1, True), "0.6"),
        ("The allocation of 0.5, 0.3 and 0.3 adds up to 1.", (1, 1.1, False), "0.3"),
        ("The index is weighted 50% equities, 30% bonds and 15% gold.", (100, 95, False), "15%"),
        ("Equities have a weight of 60%, bonds 30% and cash 15%.", (100, 105, False), "15%"),
        ("The components are weighted as follows: 50% equities, 30% bonds, 15% gold.", (100, 95, False), "15%"),
        ("# Weights\n\n- Equities: 50%\n- Bonds: 30%\n- Gold: 15%", (100, 95, False), "15%"),
    ],
)
def test_weights_of_the_text(text: str, expected: tuple[float, float, bool], quote: str) -> None:
    (found,) = weights_of(build_ir("Text", blocks_of(text)).segments)
    assert (*told((found,)), found.span.quote) == (expected, quote)


@pytest.mark.parametrize(
    "text",
    [
        "Weights stay between 5% and 40%.",
        "The weight is 40% if volatility is low and 35% otherwise.",
        "The allocation to bonds is raised by 5% and 10%, or 20% at most.",
        "The limits are:\n- Weight of a stock: at most 5%\n- Weight of a sector: at most 25%",
        "The fund returned 5%, 10% and 20%.",
        "# Disclaimer\n\nWeights of 40 %, 35 % and 30 %.",
        "The portfolio is composed of 50% equities and 30% bonds.",
        "The weights of the largest are 20% for A, 15% for B and 10% for C.",
        "# Fees\n\n- Entry: 50%\n- Exit: 30%\n- Other: 15%",
    ],
)
def test_what_need_not_make_a_whole(text: str) -> None:
    assert weights_of(build_ir("Text", blocks_of(text)).segments) == ()


@given(st.lists(st.integers(1, 999), min_size=2, max_size=8), st.integers(-3, 3))
def test_a_column_of_counts_holds_exactly_when_it_adds_up(counts: list[int], off: int) -> None:
    rows = "\n".join(f"| r{number} | {count} |" for number, count in enumerate(counts))
    total = sum(counts) + off
    parts = [sum(counts[first:last]) for first in range(1, len(counts)) for last in range(first + 2, len(counts) + 1)]
    if total < 1_000 and not set(counts) & set(parts):  # of 2, 1 and 1 the first may be the sum of the others
        (found,) = table(f"| Fund | Units |\n{rows}\n| Total | {total} |").sums
        assert found.holds is (off == 0)


def test_a_wide_table_is_read_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell is looked at a few times, however many stand beside it."""
    looked = list[int]()
    text, figure = Grid.text, Grid.figure
    monkeypatch.setattr(Grid, "text", lambda grid, row, column: looked.append(row) or text(grid, row, column))
    monkeypatch.setattr(Grid, "figure", lambda grid, row, column: looked.append(row) or figure(grid, row, column))
    table("\n".join(f"|{cell * 200}" for cell in (" a |", " 1 |", " 2 |", " 3 |")))
    assert len(looked) < 20 * 4 * 200
