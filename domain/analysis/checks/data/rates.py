"""Rates of no stated series: exchange, forward and cash rates, economic figures, and the going rate."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Block
from domain.semantics.ir import DocumentIR
from domain.semantics.names import SOURCE
from domain.semantics.sections import Role
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_ECONOMIC = (
    r"inflation(?: rate)?|risk[- ]free rate|interest rates?|discount rate|reference rate|gdp growth(?: rate)?"
    r"|(?:policy|central bank|(?:government|treasury) bond) (?:[a-z]+ )?(?:rates?|yields?|interest)"
)
_OF_MARKETS = (
    r"(?:foreign )?exchange rates?|(?:fx|currency|cross|conversion|cash|short) rates?|(?:treasury[- ]bill|t-bill"
    r"|overnight|money[- ]market|short-term|deposit|repo|swap|lending|interbank|cash|call money|general collateral"
    r"|clearing house|margin|collateral) (?:(?!without|bearing|earns?|accrues?|pays?|bears?|yields?|no|and|or|the|at"
    r"|on|of)[a-z]+ )?(?:rates?|yields?|interest)|(?:funding|borrowing|financing) rate|libor|currency conversions?"
    r"|spot rates?|forward (?:rates?|points?)|swap points?|(?:stock|securities|share)? ?(?:loan|borrow(?:ing)?|lending)"
    r" (?:fees?|costs?)(?= (?:quoted|charged|of (?:the|that) day|asked|in the market))|(?:interest|cash"
    r"|money[- ]market|bank|deposit) accounts?|(?:swap|yield|discount|zero(?:-coupon)?|treasury|credit"
    r"|forward) curves?|(?:interest|return|yield) on (?:idle |uninvested )?(?:cash"
    r"|collateral)"
)
_ANY_RATE = re.compile(rf"(?<![\w-])(?P<what>{_ECONOMIC}|{_OF_MARKETS})(?![\w-])")
_ECONOMIC_SERIES = re.compile(rf"(?<![\w-])(?P<what>{_ECONOMIC})(?![\w-])")
_MARKET_RATE = re.compile(rf"(?<![\w-])(?P<what>{_OF_MARKETS})(?![\w-])")
_GOING_RATE = re.compile(
    r"\b(?P<what>(?:the |a )?(?:going|ruling|prevailing|current|usual|actual|day's|best available|official|applicable"
    r"|corresponding|relevant|then current|daily) (?:market )?(?:rates?|yields?|levels?)|(?:the )?market rates?(?: of"
    r" (?:the|that|each) (?:day|time|moment))?|(?:that|the|each) day's (?:rates?|fixing)|(?:the )?rates? of (?:the"
    r"|that|each) day|(?:observed|seen|available|quoted|found|read|obtained|prevailing) (?:in|from|on) the"
    r" market)(?![\w-])"
)
_INTEREST = re.compile(
    r"\b(?P<what>interest (?:accrues|is (?:earned|paid|credited|charged|accrued|added))|(?:earns?|accrues?|pays?"
    r"|bears?|credited with|charged with) interest)\b"
)
_OF_MONEY = re.compile(
    r"\b(?:fx|conver\w+|translat\w+|booked|abroad|foreign|restated|exchang\w+|currenc\w+|dollars?|usd|eur|euros?|yen"
    r"|sterling|francs?|cash|interest|forwards?|hedg\w+|deposits?|collateral|financ\w+|accru\w+|earns?|borrow\w*"
    r"|lend\w*|swaps?|spot|loans?|points)\b"
)
_SERIES = re.compile(
    r"\b(?:cpi|hicp|pce|rpi|consumer price|sofr|€?str|estr|sonia|euribor|fed funds|effr|(?:\d+|one|two|three|six|ten"
    r"|thirty)[- ](?:day|week|month|year)s? [^.;]{0,20}(?:treasury|bill|bund|gilt)"
    r"|bfix|saron|tona|eonia|wm|wmr|refinitiv|reuters|bloomberg|ecb|fixing|federal reserve|imf|oecd|world bank|fred|bls"
    r"|riksbank|norges bank|national bank|bank of (?:england|japan|canada)|(?:is|are) (?:those|that) (?:of|published)"
    r"|eurostat|published by|per annum|oracle)\b|\d\s?%"
)
_COMPUTED = re.compile(
    r" (?:is|are) (?:then )?(?:calculated|computed|determined|derived|given by|the)\b|:?\s*(?:`?[\w\[\]()]{1,12}\s)?="
)


_PAIR = re.compile(r"\b(?P<one>spot|forward|deposit|swap|overnight|repo) (?:and|or) [a-z]+ rates?\b")
_OF_SERIES = re.compile(
    r"\brates?\b[^.;]{0,20}: ?spot\b[^.;]{0,60}\bforwards?\b|\bspot (?:and|or) (?:[a-z-]+ )?forwards?\b"
)
"""Both with their series: "WM closing mid rates: spot EUR/USD and one-month forward EUR/USD"."""
_OF_CURRENCIES = frozenset({"exchange", "fx", "foreign", "spot", "currency"})
"""Names of one rate, of which one with a series is enough."""


def _spaced(name: str) -> str:
    """A name of code in words: FundingRate, funding_rate."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)


def _series_named(ir: DocumentIR) -> set[str]:
    """The first words of the rates whose series some passage names."""
    named = {
        match["what"].split()[0].rstrip("s")
        for segment in ir.segments.having(_ANY_RATE)
        for match in _ANY_RATE.finditer(segment.low)
        if _SERIES.search(segment.low) or _COMPUTED.match(segment.low, match.end())
    }
    named |= {
        match["one"]
        for segment in ir.segments.having(_PAIR)
        for match in _PAIR.finditer(segment.low)
        if _SERIES.search(segment.low)
    }
    if any(_SERIES.search(segment.low) for segment in ir.segments.having(_OF_SERIES) if _OF_SERIES.search(segment.low)):
        named |= {"spot", "forward"}
    return named | _OF_CURRENCIES if named & _OF_CURRENCIES else named


def _unnamed(ir: DocumentIR, pattern: re.Pattern[str], named: set[str]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The first place of each rate whose series is named nowhere."""
    seen, sourced = set(named), _rows_with_source(ir)
    for segment in ir.prose.having(pattern):
        if segment.section.role is not Role.RULES or (segment.block.cell and _row(segment.block) in sourced):
            continue
        for match in pattern.finditer(segment.low):
            what = match["what"].removesuffix("s")
            head = what.split()[0]
            term = ir.meaning(what)
            if head in seen or (term and term.segment is not segment) or what in ir.title.lower():
                continue
            if _WITHOUT.search(segment.low, 0, match.start()):
                continue
            if any(content_words(_spaced(formula.left)) >= content_words(what) for formula in ir.formulas):
                continue
            seen.add(head)
            yield segment, match


def _rows_with_source(ir: DocumentIR) -> set[tuple[str, int, int]]:
    """The rows of tables that name a source."""
    return {_row(block) for block in ir.blocks if block.cell and SOURCE.search(block.text)}


def _row(block: Block) -> tuple[str, int, int]:
    assert block.cell
    return block.part, block.cell.table, block.cell.row


_WITHOUT = re.compile(
    r"\b(?:without|no|never|instead of|rather than)(?: any)?(?: [a-z]+ of)? $|\bno (?:[a-z]+,? ){1,5}$"
)
"""A rate that is not used: "no fee, margin interest or charge is deducted"."""


def _hit(segment: Segment, match: re.Match[str]) -> Hit:
    what = match["what"].removesuffix("s")
    return Hit(
        title=f"{capital(what)}: the series and its source are not named",
        why=f"There are many series for the {what}: they differ in country, maturity, time of day and"
        " revision. One reader takes another one than the next, and the comparison turns out differently.",
        spans=(segment.span(match.start(), match.end()),),
        suggestion=add_after(
            segment,
            match.end(),
            f" ({to_specify('series, country or currency pair, publisher and time of observation')})",
        ),
    )


def _economic(ir: DocumentIR) -> Iterator[Hit]:
    for segment, match in _unnamed(ir, _ECONOMIC_SERIES, _series_named(ir)):
        yield _hit(segment, match)


def _of_market(ir: DocumentIR) -> Iterator[Hit]:
    """Rates of markets; in passages without one the going rate, and interest at none."""
    named = _series_named(ir)
    for segment, match in _unnamed(ir, _MARKET_RATE, named):
        yield _hit(segment, match)
    vague = (_GOING_RATE,) if named else (_GOING_RATE, _INTEREST)
    for segment in ir.prose.having(*vague):
        if segment.section.role is not Role.RULES or _SERIES.search(segment.low) or _ANY_RATE.search(segment.low):
            continue
        found = next(filter(None, (pattern.search(segment.low) for pattern in vague)), None)
        if (
            found
            and _OF_MONEY.search(f"{segment.lead.lower()} {segment.low}")
            and not _WITHOUT.search(segment.low, 0, found.start())
        ):
            words = segment.text[found.start() : found.end()]
            yield Hit(
                title=f"'{words}': whose rate, and of which time, is not specified",
                why=f"“{words}” is another one at each bank, on each platform and at each hour; no publisher, series or"
                " time is named for it.",
                spans=(segment.span(found.start(), found.end()),),
                suggestion=add_after(
                    segment, found.end(), f" ({to_specify('series, publisher, time and time zone, and fallback')})"
                ),
            )


CHECKS = (
    Check(
        id="DS-DAT-09",
        title="A market rate of no stated series",
        matters="Banks, fixings and platforms quote other rates at other times.",
        fix="Name the series with its publisher, currency pair or tenor, fixing time and zone, and the value taken on a"
        " day without one.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_of_market,
        bad=(
            "Cash earns the prevailing Treasury bill rate.",
            "Prices are converted with the exchange rate.",
            "Receipts in other currencies are translated at the going rate.",
            "Forward points are observed in the market.",
            "Interest accrues on the cash balance.",
            "| Input | Value |\n| FX | going rate |",
        ),
        good=(
            "Exchange rates into US dollars are the BFIX rates at 16:00 London time.",
            "Prices are converted with the WM/Refinitiv 16:00 London exchange rate.",
            "Exchange rates are those of the Bank of Korea.",
            "Rates of WM, 16:00 London: spot USD/JPY and 3-month forward USD/JPY. Forward points are in hundredths.",
            "The order is worked at the current rate.",
            "A currency stays if its spot rate moved by 9%. Its exchange rate is frozen then.\n\n"
            "Spot and forward rates: Refinitiv, 11:00 London.",
            "Forwards are marked at spot, without interpolation of forward points.",
            "No trading cost, margin interest or charge is deducted.",
            "| Item | Source |\n| Forward rate | LSEG, WMR closing forward rates |\n\nThe forward rate is used.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-NAM-04",
        title="An economic series is not named",
        matters="Series of one name differ in level and timing.",
        fix="Name the series with its publisher, tenor or identifier, fixing time, and the value taken on a day "
        "without one.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_economic,
        bad=("Dividend growth must be greater than the inflation rate.", "Excess returns are over the risk-free rate."),
        good=("Dividend growth must be greater than the inflation rate (US CPI-U, published by the BLS).",),
        confidence=0.85,
    ),
)
