"""Data nobody can get: prices, volumes, fundamentals and scores without a named source, and what to do without them."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import SOURCE
from domain.semantics.segments import Segment
from domain.semantics.sources import HANDLED, NEEDED

_SOMEBODYS = re.compile(
    r"\b(?:from|by|via|through) (?:(?:an?|the|our|its|one) )?(?:[a-z-]+ ){0,3}(?:vendor|provider|supplier|partner"
    r"|affiliate|specialist|api|feed|agency|publisher|firm|university)s?\b"
)
"""Data whose supplier is spoken of, and asked for by another check."""


def _spoken(ir: DocumentIR) -> Iterator[Hit]:
    """Data that the text itself speaks of as an input."""
    if _named_sources(ir):
        return
    told = set[str]()
    for segment in ir.rules.having(NEEDED):
        for match in NEEDED.finditer(segment.low):
            what = match["what"]
            head = what.split()[-2]
            if (
                head in told
                or _SOMEBODYS.search(segment.low)
                or not HANDLED.search(segment.low)
                or ir.meaning(what)
                or _ends_a_term(ir, what)
            ):
                continue
            told.add(head)
            yield Hit(
                title=f"The source of {what} is not specified",
                why=f"The calculation needs {what}, and no vendor, exchange or feed is named for it. Vendors differ"
                " in adjustments, in late corrections and in the time of the snapshot.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment,
                    match.end(),
                    f" ({to_specify('source, field, time of observation and treatment of corrections')})",
                ),
            )


def _ends_a_term(ir: DocumentIR, what: str) -> bool:
    """Whether a defined term ends in these words: "Contract Reference Price"."""
    words = what.removesuffix("s")
    return any(term.definitions and term.name.lower().endswith(words) for term in ir.understanding.terms)


def _named_sources(ir: DocumentIR) -> bool:
    """Whether the document names a source for its data beside a word for data or sourcing."""
    return any(
        SOURCE.search(segment.text)
        and re.search(
            r"\b(?:data|prices?|pricing|(?:closing|mid|spot|fixing) (?:[a-z]+ )?rates?|source[ds]?|feeds?"
            r"|database|inputs?|fields?"
            r"|obtained|provided by|published by|classification"
            r"|vendor)\b",
            segment.low + " " + segment.lead.lower() + " " + segment.section.title.lower(),
        )
        for segment in ir.segments
    )


_CLASS_OF_DATA = Wording(
    re.compile(
        r"\b(?P<what>(?:public|company|regulatory|corporate) (?:filings|reports|disclosures)|(?:evaluated|vendor"
        r"|broker|dealer|indicative) (?:prices|quotes)|(?:publicly available|public|official|alternative"
        r"|third[- ]party|vendor|proprietary) (?:information|data|sources)|(?:consensus|analysts?'?|brokers?'?)"
        r" (?:estimates|forecasts|recommendations|expectations|targets|(?:[a-z]+ ){0,2}(?:growth|yields?|earnings|eps"
        r"|figures|numbers))|(?:analysts?'?|broker|market|street|earnings) consensus|(?:[a-z]+ )?(?:card|spending"
        r"|footfall|traffic|satellite|parking(?:[- ]lot)?|shipping|freight|hiring|payroll|job|search|download|patent"
        r"|weather|mobility|customs|supply[- ]chain|emissions?|carbon|energy|fund flow|sentiment|news)"
        r" (?:spending )?(?:figures|counts|statistics|numbers|readings|tone|volumes|records|flows|postings)|(?!(?:day"
        r"|observation|date|ex-date|part|and|or|price|close|value|level|valid|fixing|first|last|latter|former|one|it"
        r"|order|trade|message|share|tick|word|error|head|vote|the|these|such|all|no"
        r"|meter|each|every|both|one|nothing|everything|and|or|it|that|which|what|also|only|still|valid|invalid|good|usable|first|last|such|more"
        r"|remaining) )(?<!each )(?<!every )[a-z][a-z-]+"
        r" (?:readings|counts(?! (?:as|towards?|for|from|to|in|only|once|twice|double|equally|fully|the same)\b)"
        r"|statistics)|(?:temperature|rainfall|weather|crop"
        r"|inventory|vessel|flight|wallet|mempool|hash ?rate)"
        r" (?:[a-z]+ )?(?:data|figures|reports|levels)|(?:social[- ]media|news|media|investor|retail|crowd|search)"
        r" (?:sentiment|tone|mood|coverage|buzz|attention|trends?)|(?:[a-z]+ )?(?:transaction|traffic|satellite"
        r"|survey|sentiment|mobility|footfall|location|web|social media|news|weather|on-chain|order flow) (?:data"
        r"|imagery|images|feeds?|posts|articles|scores)|news feeds?)\b"
    ),
    "{Words}: publisher, product and time of observation are not named",
    "“{words}” are sold by several publishers, who collect, clean and revise them differently; the document names"
    " none, nor the version that counts once figures are revised.",
    "publisher, product, field, time of observation and treatment of revisions",
    settled_beside=re.compile(
        r"\b(?:the|its|an?|this|that|each|every|no|one|any) (?:[a-z-]+ ){0,7}?[a-z-]*[a-rt-z] counts(?=[.,;]|$"
        r"| (?:on|only|as|towards?|for|from|to|in|once|when|if|where|unless|with|under|at|again|until)\b)"
    ),  # where something counts: "only the ordinary part counts"
    settled=re.compile(
        SOURCE.pattern + r"|\b(?:(?:provided|published|supplied|compiled|collected) by|(?:bought|taken|obtained|read"
        r"|sourced) from|those of) (?:the )?[A-Z]" + "|" + _SOMEBODYS.pattern
    ),
    everywhere=True,
)
_NEEDED = re.compile(
    r"\b(?:market cap(?:itali[sz]ation)?s?|trading volumes?|volatilit(?:y(?! (?:auction|interrupt"
    r"|halt))|ies)|dividend yields?|dividends"
    r"|payout ratios?|earnings|prices?|daily returns|beta|esg scores?|carbon \w+|revenues?|liquidity|book value"
    r"|momentum|free[- ]float|(?:spot|forward|fx|exchange) rates?|forwards|credit spreads?|amounts? outstanding"
    r"|(?:composite|credit) ratings?|open interest|funding rates?)\b"
)


_COMES_FROM = re.compile(
    r"\b(?:prices?|levels?|volumes?|quotes?|trades?|data|book)\b[^.;]{0,60}\b(?:published|reported|provided"
    r"|disseminated"
    r"|sourced|obtained|taken|supplied) (?:by|from|on) (?:the |each |its )?[a-z]|\b(?:nbbo|sip|consolidated tape)\b"
    r"|\bown (?:order )?book\b|\b(?:quotes|trades|prices) (?:and [a-z]+ )?(?:are|is) those of\b"
)


_FROM_NAME = re.compile(
    r"\b(?:taken|sourced|obtained|provided|supplied|published) (?:from|by) (?:the )?[A-Z][A-Za-z]+(?:'s)? [A-Z]?[a-z]*"
)
_FROM = re.compile(r"\b(?:taken|sourced|obtained|provided|supplied|published) (?:from|by)\b")


_OF_DATA = re.compile(r"(?:[a-z]+ )?(?:data|sources?|inputs?|feeds?|prices|data sources?)")
_CODE_NAME = re.compile(r"\b[A-Z][A-Z]+\b.*\b(?:file|feed|field|column|page|table|series|API|SFTP)s?\b")
"""A row of a table that names the file: "Data | EPEX SPOT SFTP, file trades, columns Price, Volume"."""


def _taken_from_somebody(ir: DocumentIR) -> bool:
    """Whether something is taken from a publisher with a name: "taken from WM Datenservice"."""
    return any(_FROM_NAME.search(segment.text) for segment in ir.rules.having(_FROM)) or any(
        _OF_DATA.fullmatch(segment.lead.lower().strip(" :")) and _CODE_NAME.search(segment.text) for segment in ir.prose
    )


_SPEAKS_OF_SOURCE = re.compile(
    r"\b(?:from|by|via|through|of|on) (?:(?:an?|the|our|its) )?(?:[a-z-]+ ){0,2}(?:data )?(?:vendors?|providers?"
    r"|suppliers?|feeds?|publisher)\b|\b(?:main|primary|back-?up|secondary) (?:[a-z]+ )?(?:feed|source)\b"
)
"""A source that is spoken of without a name, which other checks ask for."""


def _needed(ir: DocumentIR) -> Iterator[Hit]:
    """Data that the rules need without speaking of data at all: one finding for the document."""
    if (
        ir.prose.say(_SPEAKS_OF_SOURCE)
        or _named_sources(ir)
        or any(_spoken(ir))
        or ir.rules.say(_COMES_FROM)
        or _taken_from_somebody(ir)
    ):
        return
    needed = dict[str, Segment]()
    for segment in ir.rules.having(_NEEDED):
        for match in _NEEDED.finditer(segment.low):
            needed.setdefault(match.group(), segment)
    if len(needed) < 2:
        return
    names = ", ".join(list(needed)[:4])
    yield Hit(
        title=f"No data source is named anywhere ({names})",
        why=f"The rules need {names}, and the document names no vendor, exchange or publisher for any of them. Two"
        " vendors' figures for one stock on one day differ.",
        suggestion=add_sentence(
            next(iter(needed.values())),
            f"Data sources: {to_specify(f'source, field and time of observation for {names}')}.",
        ),
    )


_MISSING_DATA = re.compile(
    r"\b(?P<what>(?:missing|unavailable|stale|incomplete|delayed|erroneous|late) "
    r"(?:data|prices?|values?|observations?|scores?|information)|(?:data|prices?|scores?) (?:is|are) "
    r"(?:missing|unavailable|not available|stale|incomplete)|no (?:[a-z]+ ){0,2}(?:data|prices?|values?|quotes?"
    r"|grades?|scores?"
    r"|ratings?|observations?|trades?|fixings?|rates?) (?:is|are|was) (?:available|published|reported|observed|quoted"
    r"|given))\b"
)
_TREATED = re.compile(
    r"\b(?:carried forward|(?:last|latest|previous|preceding) (?:available|known|valid|traded|observed"
    r"|published|quoted|one)|forward[- ]fill|excluded|dropped|set to"
    r"|replaced (?:by|with)|removed|zero|previous|interpolat\w+|not eligible|ineligible"
    r"|no (?:values?|levels?|index|rates?) (?:is|are) (?:published|calculated|computed|disseminated))\b"
)
_INSTEAD = re.compile(
    r"\b(?:stops?|halts?|pauses?|uses?|substitutes?|estimates? (?:it|them|the [a-z]+) (?:from|by"
    r"|with|using)|interpolates?|skips?|drops?|excludes?|removes?|ignores?|omits?|postpones?|retr(?:y|ies)|(?:asks?"
    r"|try|tries)"
    r" again)\b"
    r"|\b(?:is|are|be) (?:\w+ly )?(?:used|substituted|(?:estimated|interpolated) (?:from|by|with|using|as|linearly)"
    r"|skipped|ignored|omitted|postponed|suspended)\b|^,? ?(?:then )?(?:the|an?|section|its) [^,;]{3,}? appl(?:y|ies)\b"
)
_CONDITION = re.compile(r"\b(?:where|when|whenever|if|should|in case|in the event)\b[^,;]*$")


def _main_clause(low: str, match: re.Match[str]) -> str:
    """What a sentence says besides the condition that the match stands in: mostly what follows, else what precedes."""
    before, after = low[: match.start()], low[match.end() :]
    condition = _CONDITION.search(before)
    return before[: condition.start()] if condition and condition.start() and "," not in after else after


_TELLS_AN_EVENT = re.compile(
    r"\b(?:is|are|means|occurs|counts as)\b[^.;]{0,60}\b(?:if|when|where)\b[^.;]{0,80}(?:\(\w{1,2}\)|\bno) ?$"
)
"""What the lack of data makes of something, treated elsewhere: "A day is disrupted if (a) no price is ..."."""


def _missing(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_MISSING_DATA):
        match = _MISSING_DATA.search(segment.low)
        if match and _TELLS_AN_EVENT.search(segment.low, 0, match.start()):
            continue
        if match and not _TREATED.search(segment.low) and not _INSTEAD.search(_main_clause(segment.low, match)):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"{capital(words)}: the treatment is not specified",
                why="The text sees that data can be missing and does not say what is computed then: dropping the"
                " security and carrying its last price forward give different levels.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('what is used in its place, and for how long')})"
                ),
            )


_TOP = re.compile(
    r"\b(?:top|bottom|largest|smallest|highest|lowest|best|worst|first) "
    r"(?:\d+|\w+ (?:stocks|companies|securities|constituents))[^.;]{0,40}\b(?:by|ranked|score|selected|rank)\b"
)


_TIED = re.compile(
    r"\bties?\b|\btied\b|\btie-break|\b(?:two|several|more) [a-z ]{0,30}\b(?:have|has|share"
    r"|with) (?:the )?(?:same|equal)\b"
)


def _ties(ir: DocumentIR) -> Iterator[Hit]:
    if ir.segments.say(_TIED):
        return
    for segment in ir.rules.having(_TOP):
        if match := _TOP.search(segment.low):
            yield Hit(
                title="Ties in the ranking are not covered",
                why="Where two securities have the same value at the last place, the text does not say which of them"
                " is taken.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_sentence(segment, f"Where values are equal, {to_specify('second criterion')} decides."),
            )
            return


_LEVEL = re.compile(r"\b(?:index (?:level|value)s?|nav|net asset value|divisor)\b")


def _rounding(ir: DocumentIR) -> Iterator[Hit]:
    if any(
        re.search(r"\bround\w*|\bdecimal|\bprecision\b|\bsignificant digits", segment.low) for segment in ir.segments
    ):
        return
    for formula in ir.formulas:
        if _LEVEL.search(formula.left.lower()):
            yield Hit(
                title=f"Rounding of {formula.left} is not specified",
                why="Rounding after each step and rounding at the end differ in the last published digit.",
                spans=(formula.segment.span(formula.start, formula.end),),
                suggestion=add_sentence(
                    formula.segment,
                    f"{formula.left} is rounded to {to_specify('number of decimals, and at which step')}.",
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-DAT-06",
        title="Data named by their kind only",
        matters="Several publishers sell them, and no two agree.",
        fix="Name the publisher, the product and the field, with the time of day at which they are taken.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_CLASS_OF_DATA,
        bad=(
            "The model uses credit card transaction data and consensus estimates.",
            "Shares are taken from public filings.",
            "Companies are ordered by consensus earnings growth.",
            "- Payroll figures of the largest employers",
        ),
        good=(
            "A reversed entry counts as no position.",
            "Every bucket counts equally, and n counts the exchange days.",
            "The model uses consensus estimates of FactSet.",
            "The model uses consensus estimates of I/B/E/S.",
            "If a payment is part ordinary and part special, only the ordinary part counts.",
            "A dividend announced after its ex-date counts on the second business day after the announcement.",
            "The Calculation Agent omits it from all subscripts and counts.",
            "With 10 or more valid readings, the price is their mean.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-DAT-01",
        title="Data without a source",
        matters="Only the same data give the same number.",
        fix="Name the provider, the field and the time at which the value is taken, and a second source for a day "
        "without it.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_spoken,
        bad=("Daily price data is required.", "The signal is computed using historical prices."),
        good=("The signal is computed using historical prices from Bloomberg (PX_LAST).",),
        confidence=0.85,
    ),
    Check(
        id="DS-DAT-02",
        title="The rules need data, and no source is named",
        matters="Only the same data give the same number.",
        fix="Add a section on data: for each input the provider, the identifier, the field, the time, and the "
        "fallback.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.MEDIUM,
        find=_needed,
        bad=("Select companies with a market capitalization above $1 billion and a dividend yield above 2%.",),
        good=(
            "Quotes and prices are those of the venues' own feeds. An order is at most 2% off the last price.",
            "Splits and dividends are taken from WM Datenservice. An order deviates from the last price by at most 3%.",
            "Select companies with a market capitalization above $1 billion and a dividend yield above"
            " 2%.\n\nData source: FactSet.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-DAT-03",
        title="Missing data are seen and not treated",
        matters="Data are missing on the worst days.",
        fix="Say what is used when a value is missing or wrong: the last one, for how many days, and what happens "
        "after that.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.HIGH,
        find=_missing,
        bad=("Securities with missing data must be handled.",),
        good=(
            "A month is disrupted if (a) no price is published by 19:00.",
            "Where no price is published, P is the last published one.",
            "If either quote is missing at noon, we retry each minute until 12:10.",
            "If quotes are missing at noon, no rate is calculated.",
            "If no limit price is given, a protective limit of 150 basis points applies.",
            "The algorithm stops when market data is stale for more than 5 seconds.",
            "Where a price is missing, the last available price is used; missing prices are carried forward.",
        ),
    ),
    Check(
        id="DS-DAT-04",
        title="Ties are not covered",
        matters="The last place can have two candidates.",
        fix="Add the rule for equal values: a second criterion, then one that always decides, such as the identifier.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.LOW,
        find=_ties,
        bad=("The top 50 stocks by score are selected.",),
        good=(
            "The top 50 stocks by score are selected. If two stocks have the same score, the larger one comes first.",
            "The top 50 stocks by score are selected. Ties are broken by market capitalization.",
        ),
    ),
    Check(
        id="DS-DAT-05",
        title="Rounding is not specified",
        matters="The last published digit depends on it.",
        fix="Say for each published or intermediate value the number of decimals, the mode of rounding, and that "
        "nothing else is rounded.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.LOW,
        find=_rounding,
        bad=("Index Level = Market Value / Divisor",),
        good=("Index Level = Market Value / Divisor\n\nThe level is rounded to two decimal places.",),
    ),
)
