"""Terms: what a text defines, under which names, where it uses them, and what it uses without defining it."""

import pytest

from domain.documents.text import Block, BlockKind, Cell
from domain.semantics.ir import DocumentIR, build_ir
from domain.semantics.terms import key
from domain.semantics.understanding import Term
from tests.analysis.notation import blocks_of


def ir(text: str, title: str = "Text") -> DocumentIR:
    return build_ir(title, blocks_of(text))


def terms(text: str, title: str = "Text") -> tuple[Term, ...]:
    return ir(text, title).understanding.terms


def defined(text: str) -> list[str]:
    return [term.name for term in terms(text) if term.definitions]


@pytest.mark.parametrize(
    ("text", "name", "definition"),
    [
        ('"Selection Date" means the last trading day of May.', "selection date", "the last trading day of May."),
        ("Turnover is defined as the traded value of a day.", "Turnover", "the traded value of a day."),
        ('The STOXX Europe 600 (the "Parent Index") is published daily.', "Parent Index", "The STOXX Europe 600"),
        ("- Base Level = 1000 (set at inception)", "base level", "1000 (set at inception)"),
        ("- Price_i = price of stock i", "price", "price of stock i"),
        (
            "# 1. Definitions\n\nOpen Day (a day on which banks work). Level (a number).",
            "open day",
            "a day on which banks work",
        ),
        ("Dividends: reinvested on the ex-date", "dividend", "reinvested on the ex-date"),
        ("| Lookback | 60 trading days |", "lookback", "60 trading days"),
        ("The ratio, where D denotes the divisor, is fixed.", "D", "the divisor"),
        ("The benchmark is the MSCI World Index.", "benchmark", "the MSCI World Index."),
    ],
)
def test_defines(text: str, name: str, definition: str) -> None:
    term = ir(text).meaning(name)
    assert term is not None
    assert term.meaning.startswith(definition)


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
    ("text", "name", "meaning"),
    [
        ("“Selection Date” means the last trading day of May.", "Selection Date", "the last trading day of May."),
        ('"Cut-off Date" shall mean the fifth day before.', "Cut-off Date", "the fifth day before."),
        (
            'The term "Exchange" refers to the venue of the primary listing.',
            "Exchange",
            "the venue of the primary listing.",
        ),
        ('(a) "Basket" has the meaning given in Section 2.', "Basket", "given in Section 2."),
        ('"Fee", with respect to any order, means the charge of the venue.', "Fee", "the charge of the venue."),
        ("Turnover is defined as the traded value of a day.", "Turnover", "the traded value of a day."),
        ("Rebalancing Date means the third Friday of March.", "Rebalancing Date", "the third Friday of March."),
        ("The funding cap refers to a limit on the rate.", "funding cap", "a limit on the rate."),
        ("The Sponsor shall mean Example Ltd.", "Sponsor", "Example Ltd."),
        ('The Example World 100 (the "Parent Index") is published daily.', "Parent Index", "The Example World 100"),
        ('It is calculated by Example GmbH (the "Calculation Agent").', "Calculation Agent", "Example GmbH"),
        ('Levels are set on the third Friday of May ("Review Day").', "Review Day", "third Friday of May"),
        (
            'Act on pensions of 1974, as amended (the "Pension Act").',
            "Pension Act",
            "Act on pensions of 1974, as amended",
        ),
        ('Orders go to Example Bank (hereinafter referred to as the "Broker").', "Broker", "Example Bank"),
        ("Composite momentum is the average of three returns.", "Composite momentum", "the average of three returns."),
        ("The Liquidity Ratio is the ratio of volume to float.", "Liquidity Ratio", "the ratio of volume to float."),
        ('The "spread" is the difference of ask and bid.', "spread", "the difference of ask and bid."),
        (
            "Stocks are ranked by their liquidity score, defined as the ratio of volume to size.",
            "liquidity score",
            "the ratio of",
        ),
        ("Both are added, resulting in the 'ultimate weight' of each stock.", "ultimate weight", "Both are added"),
        ("Reservation price: A price different from the mid price.", "Reservation price", "A price different from"),
        ("We define the volume curve as the share of each bucket.", "volume curve", "the share of each bucket."),
        ('This describes the algorithm (hereinafter "the Algorithm").', "Algorithm", "This describes the algorithm"),
        ('It is kept in line with Rules (EU) 7/2016 (the "Base Rules").', "Base Rules", "Rules (EU) 7/2016"),
        ('Closings follow (each such closing, a "Late Closing").', "Late Closing", "each such closing"),
        ('All stocks held shall be referred to herein as the "Shares."', "Shares", "All stocks held"),
        ('The term "Closing" shall apply to each closing.', "Closing", "each closing."),
        ('"Expiry Month" in respect of a future, the month in which it expires.', "Expiry Month", "in respect of a"),
        ('"Net Price" or "NP" the price without accrued interest;', "Net Price", "the price without accrued interest"),
        ('Here a "Halt" is any stop of trading. In this text, a "Halt" is any stop.', "Halt", "any stop."),
        ("Example Ltd serves as “Data Agent” of the strategy.", "Data Agent", "Example Ltd"),
        ("Deposit Rate is the short-term rate (ABC) as set by the bank.", "Deposit Rate", "the short-term rate"),
        ("A Basket Order is the instruction sent by the desk.", "Basket Order", "the instruction sent by the desk."),
        ('It is the mean over the previous 20 sessions (the "Window").', "Window", "the previous 20 sessions"),
        ("The Cover Ratio is computed as CR_t = A_t / B_t.", "Cover Ratio", "The Cover Ratio is computed as"),
        ("Base Date: 2 January 2020", "Base Date", "2 January 2020"),
        ("Effective Date: Third Friday of March and June", "Effective Date", "Third Friday of March and June"),
        (
            "# Terminology\n\n* Degrade mode: Keep running without orders.",
            "Degrade mode",
            "Keep running without orders.",
        ),
        ("# Definitions\n\n* Constituent — a share in the index", "Constituent", "a share in the index"),
        (
            "# Definitions\n\n## Trading Day\n\nA day on which XNYS is open.",
            "Trading Day",
            "A day on which XNYS is open.",
        ),
        ("Where:\n\n* Base Level = 1000 (set at inception)", "Base Level", "1000 (set at inception)"),
        ('By "Basket" we mean the set of constituents.', "Basket", "the set of constituents."),
        ("An Eligible Asset is an asset listed on a Regulated Market.", "Eligible Asset", "an asset listed on"),
        ("| Term | Definition |\n| Business Day | a weekday |", "Business Day", "a weekday"),
        ("Drift\n: How far a weight has moved.", "Drift", "How far a weight has moved."),
        (
            "| Term | Definition |\n| Roll Day | The day on which contracts are changed |",
            "Roll Day",
            "The day on which",
        ),
        (
            "| Parameter | Description |\n| trade_limit | Number of trades needed |",
            "trade_limit",
            "Number of trades needed",
        ),
        ("* StopGuard Stop trading after losses.", "StopGuard", "Stop trading after losses."),
        ("The result of step 4 represents the Operator Factor for each.", "Operator Factor", "The result of step 4"),
    ],
)
def test_a_term_and_its_meaning(text: str, name: str, meaning: str) -> None:
    (term,) = (term for term in terms(text) if term.definitions)
    assert term.name == name
    assert term.meaning.startswith(meaning)
    assert not term.meaning.startswith(" ")


def test_a_sentence_that_defines_several_terms() -> None:
    found = terms('In this notice "Lot" means one contract; and "Tick" means EUR 0.05, "Desk" means the clerks.')
    assert [(term.name, term.meaning) for term in found if term.definitions] == [
        ("Lot", "one contract"),
        ("Tick", "EUR 0.05"),
        ("Desk", "the clerks."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This means that the index is rebalanced.",
        "It refers to the closing price.",
        "Section 4 refers to the rules of the exchange.",
        "P_i denotes the price of stock i.",
        "where w_i is the weight",
        "- Price_i = price of stock i",
        "Dividends: Dividends are reinvested on the ex-date.",
        "Decision: All switches are set in one file.",
        "3.2 Participation: The algorithm never exceeds a fifth of the volume.",
        "Price data: NYSE TAQ, end of day",
        "* AAPL - Apple Inc.",
        "Version: v1",
        "* Low volatility = Smaller spread",
        "| Symbol | Meaning |\n| w | the weight of a stock |",
        "| Parameter | Value |\n| Cap | 5% |",
        "The purpose of the rate is the alignment of prices.",
        "The index is a total return index.",
        "The Example Index is a total return index.",
        "Worked example: A = 200 and B = 50 give 10,000.",
        "| Term | Definition |\n| Base Level | 1000 |",
        "The price is 5 (see the note).",
        "Sell when it is high (or not).",
    ],
)
def test_no_term(text: str) -> None:
    assert defined(text) == []


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Average Daily Volume (ADV) is measured daily.", "Average Daily Volume", ("ADV",)),
        ('Average Daily Volume ("ADV") is measured daily.', "Average Daily Volume", ("ADV",)),
        ("Source is TAQ (Trade and Quote).", "Trade and Quote", ("TAQ",)),
        (
            "The Diversified Staked Ether Index (dsETH) has a Herfindahl factor.",
            "Diversified Staked Ether Index",
            ("dsETH",),
        ),
        ("It uses the Herfindahl-Hirschman Index (HHI).", "Herfindahl-Hirschman Index", ("HHI",)),
        ('Example AG (the "Administrator" or the "Agent") decides.', "Administrator", ("Agent",)),
        ('"Index" or "Strategy" means the Example Index.', "Index", ("Strategy",)),
        ('"Close", "Auction" and "Uncross" each mean the last auction.', "Close", ("Auction", "Uncross")),
        ("Calculation Agent (or simply Agent) means Example AG.", "Calculation Agent", ("Agent",)),
        ("| Abbreviation | Term | Definition |\n| ND | Notice Day | The day of the notice |", "Notice Day", ("ND",)),
        ('Each share (each a "Constituent" and together the "Constituents").', "Constituent", ()),
        ('Each Eligible Security (each an "ES") is ranked.', "Eligible Security", ("ES",)),
        ('The Index holds Eligible Shares (each an "Item") of a sector.', "Eligible Shares", ("Item",)),
        (
            'The Eligible Shares (each, a "Component" and together, the "Basket") are ranked.',
            "Eligible Shares",
            ("Component", "Basket"),
        ),
        ('"Eligible Shares" (each an "Item") means all shares of a sector.', "Eligible Shares", ("Item",)),
        ('"Eligible Share" means a share of a sector (each an "Item").', "Eligible Share", ("Item",)),
        ('The shares of a sector (each an "Item") are ranked.', "Item", ()),
        ('The Sponsor and the Agents (each a "Party") decide.', "Party", ()),
        ('Shares listed on the Exchanges (each an "Item") are ranked.', "Item", ()),
    ],
)
def test_other_names(text: str, name: str, aliases: tuple[str, ...]) -> None:
    (term,) = (term for term in terms(text) if term.definitions)
    assert (term.name, term.aliases) == (name, aliases)


@pytest.mark.parametrize(
    "text", ["A cap of five per cent (5%).", "The close (CET) counts.", "They trade in London (LSE)."]
)
def test_no_abbreviation(text: str) -> None:
    assert defined(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"Cap" means 5% of the index.\n\n"Cap" means the limit of Section 2.', 2),
        ("The Volume Cap Rule (VCR) applies.\n\nThe Volume Cap Rule (VCR) ends.", 1),
        (
            '"Cap Day" has the meaning set forth in Section 2.\n\nOn the last Friday of May (the "Cap Day") it is set.',
            1,
        ),
        ("The Review Day (RD) comes.\n\nReview Day means the first Monday of May.", 1),
    ],
)
def test_defined_how_often(text: str, count: int) -> None:
    (term,) = (term for term in terms(text) if term.definitions)
    assert len(term.definitions) == count


def test_uses() -> None:
    text = (
        '"Review Day" means the first Monday. "Review Day Notice" means the notice of a review. "Index" means the'
        " Example Index.\n\nOn each Review Day, the Index is set. Review Days' notices are the Review Day Notices. An"
        " index of the review day is no Example Index."
    )
    found = {term.name: [use.quote for use in term.uses] for term in terms(text)}
    assert found["Review Day"] == ["Review Day", "Review Days", "review day"][: len(found["Review Day"])]
    assert found["Review Day"][:2] == ["Review Day", "Review Days"]
    assert found["Review Day Notice"] == ["Review Day Notices"]
    assert found["Index"] == ["Index"]


def test_a_name_of_code_is_used_in_words() -> None:
    table = "| Parameter | Default | Description |\n| slice_interval | 60 | Interval between slices |"
    (term,) = terms(f"{table}\n\nThe slice interval is short.")
    assert [span.quote for span in term.uses] == ["slice interval"]


def test_one_sentence_defines_several_terms() -> None:
    said = terms("A Lot Size is the amount held; a Round Lot is the amount of 100.")
    assert [(term.name, term.meaning) for term in said] == [
        ("Lot Size", "the amount held"),
        ("Round Lot", "the amount of 100."),
    ]


def test_a_parameter_with_a_symbol_is_no_term_beside_its_value() -> None:
    table = "| Parameter | Symbol | Default | Description |\n| Horizon | h | 60 | Length of the schedule |"
    assert terms(table) == ()


def test_a_cell_with_a_name_and_its_abbreviation_defines_one_term() -> None:
    (term,) = terms("| Term | Meaning |\n| Market Depth (MD) | Volume that stands in the book |")
    assert (term.name, term.aliases, term.meaning) == ("Market Depth", ("MD",), "Volume that stands in the book")


def test_a_label_with_a_capital_is_used_in_small_letters() -> None:
    (term,) = terms("Optimal spread: The best possible spread.\n\nOrders stand at the optimal spread.")
    assert [use.quote for use in term.uses] == ["optimal spread"]


_DEFINED = (
    '"Index" means the Example 100. "Review Day" means the first Monday of May.\n\nOn the Review Day the Index is set.'
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The price on the Rebalancing Date counts.", ["Rebalancing Date"]),
        (
            "Weights of Eligible Constituents are capped, and Eligible Constituents are ranked.",
            ["Eligible Constituents"],
        ),
        ("If the Schedule Deviation is high, the Schedule Deviation of Schedule 2 counts.", ["Schedule Deviation"]),
        ("It is decided by the Committee, and the Committee publishes it.", ["Committee"]),
        ("Rates from XCCY are used and sent daily.", ["XCCY"]),
        ("Orders go to the London Stock Exchange.", []),
        ("The rate is €STR, set daily.", []),
        ("It follows the Consumer Protection Act.", []),
        ("It is published by Example Bank Limited.", []),
        ("In January the Index is closed on Monday.", []),
        ("# Corporate Actions\n\nThey follow the Corporate Actions rules.", []),
        ("Prices are in USD, at 16:00 UTC, from the API of MSCI.", []),
        ("Bonds rated BBB or better are held, see the ticker WXYZ Index.", []),
        ("Where the method refers to stock, it is listed.", []),
        ("Set the MAX_ORDER flag to TRUE.", []),
        ("Moody's Investor Services and the Moody's Investor Services rate it.", []),
        ("Each Excluded Security leaves.", ["Excluded Security"]),
        ("The Spot Rate is taken at 16:00 and published.", ["Spot Rate"]),
        ("It is converted with the Spot Rate of the day.", ["Spot Rate"]),
        ("If a Market Disruption Event occurs, it waits.", ["Market Disruption Event"]),
        ("Every Knocked Barrier Level is observed.", ["Knocked Barrier Level"]),
        ("It holds the Hedged Portfolio.", ["Hedged Portfolio"]),
        ("The Front Contract of each Commodity is used, and the Front Contract is rolled.", ["Front Contract"]),
        ("The Sharpe Ratio is high, and the Sharpe Ratio is published.", []),
        ("The Hang Seng Index falls with the Hang Seng Index.", []),
        ("It is sent to the Secretary of State.", []),
        ("ACME Ltd decides, and ACME publishes it.", []),
        ("The Index Sponsor, the Index Calculator and others meet.", ["Index Calculator", "Index Sponsor"]),
    ],
)
def test_used_and_never_defined(text: str, missing: list[str]) -> None:
    assert [term.name for term in terms(f"{_DEFINED}\n\n{text}") if not term.definitions] == missing


@pytest.mark.parametrize(
    ("text", "name", "meaning"),
    [
        ("The Index Administrator is Example Services Ltd.", "Index Administrator", "Example Services Ltd."),
        ("The Base Currency is the Euro.", "Base Currency", "the Euro."),
        (
            "It is set by the Index Administrator, Example Services Ltd, daily.",
            "Index Administrator",
            "Example Services",
        ),
        ("It is set by Example Services Ltd, the Index Administrator.", "Index Administrator", "Example Services Ltd"),
        ("Example AG acts as the Calculation Agent of the Index.", "Calculation Agent", "Example AG"),
        ("Example AG has been appointed as the Calculation Agent.", "Calculation Agent", "Example AG"),
        ("It is set by Example Services Ltd (the Index Administrator).", "Index Administrator", "Example Services Ltd"),
        ("The Index Committee consists of three persons.", "Index Committee", "consists of three persons."),
        ("The Closing Price (i.e. the official close) is used.", "Closing Price", "the official close"),
        ("The Index Level on each Review Day t is:\n\nI = 2 * x", "Index Level", "The Index Level on each"),
        ("The Index Level is calculated by the following formula:\n\nI = 2 * x", "Index Level", "The Index Level is"),
        (
            "For each Review Day, the Index Level shall be determined as follows:\n\nI = 2 * x",
            "Index Level",
            "For each",
        ),
    ],
)
def test_identified_in_passing(text: str, name: str, meaning: str) -> None:
    found = {term.name: term for term in terms(f"{_DEFINED}\n\n{text}\n\nIt is used with the {name}.")}
    assert found[name].meaning.startswith(meaning)
    assert [use.quote for use in found[name].uses] == [name]


def test_what_a_formula_gives_is_not_undefined() -> None:
    text = f"{_DEFINED}\n\nIndex Level = Divisor * Sum of Prices\n\nThe Index Level is rounded to cents."
    assert all(term.definitions for term in terms(text))


def test_who_somebody_is_may_be_said_twice() -> None:
    text = "The Index Sponsor is Example AG.\n\nThe Index Sponsor is Example AG, and the Index Sponsor decides."
    (term,) = terms(text)
    assert len(term.definitions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "| Term | Definition |\n| Roll Day | The day on which contracts are changed |",
        "# Definitions\n\n## Roll Day\n\nA day on which contracts are changed.",
        "Roll Day\n: A day on which contracts are changed.",
    ],
)
def test_the_place_of_the_name_is_no_use(text: str) -> None:
    (term,) = terms(text)
    assert (term.name, term.uses) == ("Roll Day", ())


def test_no_missing_terms_where_terms_have_no_capitals() -> None:
    assert terms("The price on the Rebalancing Date counts. The Rebalancing Date is near.") == ()


def test_a_table_within_a_glossary_does_not_cut_it_in_two() -> None:
    cells = [
        (0, 0, 0, "Term"),
        (0, 0, 1, "Meaning"),
        (0, 1, 0, "Divisor"),
        (0, 1, 1, "The number that scales the level:"),
        (1, 0, 0, "Date"),
        (1, 0, 1, "Divisor"),
        (0, 2, 0, "Reference Price"),
        (0, 2, 1, "The closing price on the primary exchange."),
    ]
    blocks = tuple(
        Block(id=f"b{number}", kind=BlockKind.CELL, text=text, cell=Cell(table=table, row=row, column=column))
        for number, (table, row, column, text) in enumerate(cells)
    )
    found = {term.name for term in build_ir("Text", blocks).understanding.terms if term.definitions}
    assert found == {"Divisor", "Reference Price"}
