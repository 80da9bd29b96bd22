"""Inputs that are listed and supplied by nobody, and revisions that replace what was known."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import MARKET, SOURCE
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, word_set

_OF_INPUTS = re.compile(
    r"\b(?:inputs?|data|sources?|feeds?|market data|reference data|signals? used|indicators?|information|datasets?)\b"
)
_LEADS_TO_INPUTS = re.compile(
    r"\b(?:inputs?|data|sources?|feeds?|series|readings|information|the (?:[a-z]+ )?(?:model|signal|forecast|nowcast"
    r"|engine|algorithm)"
    r" (?:uses?|reads?|takes?|needs?|consumes?|draws on|relies on|is fed (?:by|with)))\b[^.]*:\s*$"
)
_NOT_SUPPLIED = re.compile(
    r"\b(?:clients?|users?|traders?|orders?|parameters?|config\w*|settings?|parent|instructions?|outputs?|published"
    r"|exceptions"
    r"|fallbacks?|quality|checks?|corrections?|factors?|criteria|scores?|screens?|ranking|security|protection|privacy"
    r"|retention|limit prices?|urgency)\b"
)
"""What comes with an order or is set, rather than supplied as data."""
_KIND = re.compile(
    r"\b(?:prices?|quotes?|quotations?|rates?|volumes?|positions|revisions|estimates|forecasts|figures|levels|yields?"
    r"|curves?"
    r"|surfaces?|volatilit(?:y|ies)|dividends?|earnings|fundamentals|ratings?|scores?|spreads?|fixings?|statistics"
    r"|counts|data"
    r"|indicators?|indices|indexes|series|news|headlines|sentiment|flows?|inventor(?:y|ies)|stocks|exports|imports"
    r"|balances"
    r"|capitali[sz]ations?|shares (?:outstanding|in issue)|open interest|depth|order books?|trades|prints|filings"
    r"|accounts"
    r"|reports?|calendars?|holidays|queues|arrivals|departures|temperatures?|weather|readings|measurements|consumption"
    r"|production|output|generation|demand|supply|traffic|footfall|searches|reviews|postings|permits|orders|surveys?"
    r"|expectations|consensus|betas?|correlations?|forwards?|futures|swaps?|spot|funding|fees|hash ?rate|transactions"
    r"|classifications?|identifiers|actions|events|factors|points|images?|imagery|ticks|bars|candles|turnover)\b"
)
_NO_SOURCE = word_set(
    "USD EUR GBP CHF JPY AUD CAD SEK NOK DKK HKD SGD CNY CNH NZD MXN BRL INR KRW ZAR TRY PLN US UK EU USA FX"
    " ETF ETFS OHLC OHLCV NAV ADV ADTV VWAP TWAP ESG EPS CPI GDP PMI EBITDA P E PE PB ROE ROA REIT IPO OTC UTC"
    " ISIN SMA OIS CDS CPM ATM IV EOD PM AM ID API TV AI NLP KPI YTM DV01 LNG TTF API2 G7 G10 EM DM Europe"
    " European Asian Asia American Japanese German French British Swiss Chinese Monday Tuesday Wednesday"
    " Thursday Friday January February March April May June July August September October November December I"
)
"""Capitals that name a currency, a measure, a region or a day, and no supplier."""
_NAME = re.compile(r"(?<![\w/])[A-Z][\w&.-]*")
_PAIR = re.compile(r"\b[A-Z]{3}/?[A-Z]{3}\b")
_SUPPLIED = re.compile(
    r"https?:|www\.|\b(?:own|internal|in-house|computed|calculated|derived|section|table|appendix|annex|as above"
    r"|exchange's|of the"
    r" (?:exchange|administrator|issuer)|primary (?:exchange|market|listing)|see|client's)\b|[=×]"
)
_HEAD_ENDS = re.compile(
    r"[,:;(]|\s[-\u2013]\s|\b(?:from|of|on|in|for|at|by|with|as|converted|collected|delivered|supplied|bought"
    r"|published|taken|to)\b"
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|must|shall|will|may|can|has|have|had|do|does|not|no|only|if|when|where|which|uses?"
    r"|places?|counts?"
    r"|gives?|decides?|runs?|takes?|applies|apply|holds?|comes?|stays?|leaves?|needs?|requires?)\b"
)
"""What makes a rule or a sentence of an entry."""
_MOST = 5


def _unsupplied(ir: DocumentIR) -> Iterator[Hit]:
    """Entries of a list of inputs that name a kind of data and no supplier, five at most.

    Where an entry of the list names one, an entry without counts whatever it is called: "Gas: day-ahead".
    """
    items = (s for s in ir.segments if s.kind is SegmentKind.ITEM and _is_input(s))
    named = {s.section for s in items if _is_named(s)}
    count = 0
    for segment in ir.segments:
        if segment.kind is not SegmentKind.ITEM or segment.section.role is not Role.RULES or not _is_input(segment):
            continue
        head = _HEAD_ENDS.split(segment.low, maxsplit=1)[0].strip(" .")
        if not head or len(head.split()) > 6 or _NOT_SUPPLIED.search(segment.low) or _is_named(segment):
            continue
        if _SENTENCE.search(segment.low) or (segment.text.rstrip().endswith(".") and len(segment.words) > 7):
            continue
        whole = segment.low.split(".")[0]
        is_kind = _KIND.search(head) or (_KIND.search(whole) and len(whole.split()) <= 8)
        if not is_kind and (segment.section not in named or len(head.split()) > 3 or ":" not in segment.text):
            continue
        meaning = ir.meaning(head)
        if (meaning and meaning.segment is not segment) or _is_sourced(ir, head, segment):
            continue
        what = segment.text[: len(head) + segment.low.find(head)].strip(" .:-")
        start = segment.low.find(head)
        yield Hit(
            title=f"{capital(what)}: supplier, series and time are not named",
            why=f"“{segment.text.strip()[:120]}” names a kind of data. Suppliers differ in coverage, in corrections"
            " and in the time of the snapshot, and each of them gives other results.",
            spans=(segment.span(start, len(segment.text.rstrip(" .;"))),),
            suggestion=add_after(
                segment,
                len(segment.text.rstrip(" .;")),
                f" ({to_specify('supplier, series or field, time of observation, and fallback')})",
            ),
        )
        count += 1
        if count == _MOST:
            return


def _is_input(segment: Segment) -> bool:
    title = segment.section.title.lower()
    if _NOT_SUPPLIED.search(title) or _NOT_SUPPLIED.search(segment.lead.lower()):
        return False
    return _OF_INPUTS.search(title) is not None or _LEADS_TO_INPUTS.search(segment.lead.lower()) is not None


def _is_named(segment: Segment) -> bool:
    """Whether an entry names a supplier, a market or a product, rather than a currency or a kind."""
    text = _PAIR.sub(" ", segment.text)
    if SOURCE.search(text) or MARKET.search(text) or _SUPPLIED.search(segment.low):
        return True
    first = len(text) - len(text.lstrip(" -*•\t"))
    for match in _NAME.finditer(text):
        word = match.group().strip(".-")
        if word in _NO_SOURCE or (match.start() == first and not _is_proper(word)):
            continue
        if match.start() > first and text[: match.start()].rstrip().endswith(":") and not _is_proper(word):
            continue  # a sentence begins behind the colon
        return True
    return False


def _is_proper(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1 and word not in _NO_SOURCE


_GENERAL = re.compile(
    r"\b(?:all|every|the|these|market|input|reference) (?:[a-z]+ ){0,2}?(?:data|inputs?|prices|series|quotes|figures"
    r"|rates)\b[^.;]{0,60}"
    r"\b(?:from|by|via|on)\b"
)


def _is_sourced(ir: DocumentIR, head: str, besides: Segment) -> bool:
    """Whether another passage names a source beside the same data, or one for all of them."""
    words = content_words(head)
    same = (
        (s for s in ir.with_all(words) if s is not besides and s.kind is not SegmentKind.HEADING) if words else iter(())
    )
    if any(SOURCE.search(s.text) or MARKET.search(s.text) for s in same):
        return True
    return any(
        (SOURCE.search(s.text) or MARKET.search(s.text)) and _GENERAL.search(s.low) for s in ir.prose.having(_GENERAL)
    )


_REVISED = Wording(
    re.compile(
        r"\b(?P<what>(?:revisions?|revised (?:figures?|values?|data|numbers?|prints?|releases?|series)|restate(?:d"
        r" (?:figures?|values?|data"
        r"|earnings|accounts|numbers?)|ments?)|corrections?|corrected (?:figures?|values?|data)|later (?:figures?"
        r"|values?|releases?|prints?)"
        r"|final (?:figures?|values?|releases?)|updated (?:figures?|values?|data)|new(?:er)? (?:figures?|values?"
        r"|vintages?)|back-?fills?"
        r"|backfilled (?:data|values|history))[^.;]{0,30}? (?:overwrites?|replaces?|supersedes?|supplants?|is"
        r" substituted for|are substituted"
        r" for|takes? the place of|is written over|are written over|(?:is|are) (?:used|taken|loaded|written|filled"
        r"|put|inserted"
        r"|applied)(?: [a-z]+){0,3}? (?:instead|in place|over|retroactively|throughout|for (?:the )?(?:whole|entire"
        r"|all|past)))"
        r"|(?:original|first|earlier|old|initial|previous|preliminary|provisional|stored|historical|published|past)"
        r" (?:[a-z]+ )?"
        r"(?:figures?|values?|data|ones?|prints?|releases?|records?|entries|estimates?|history|series|numbers?) (?:is"
        r"|are|gets?|will be)"
        r" (?:then |simply |always )?(?:overwritten|replaced|superseded|deleted|updated|restated|corrected|discarded)"
        r"|history is (?:then )?(?:refilled|backfilled|rebuilt|reloaded|restated|rewritten)|(?:the )?(?:latest"
        r"|current|newest|most recent|final|fully revised|last) (?:vintages?|revisions?|revised"
        r" [a-z]+) (?:is|are"
        r" |of [a-z ]{3,40} (?:is|are)|of))\b"
    ),
    "'{words}': results of the past then use what nobody knew at the time",
    "A model that is trained or tested on revised figures has seen the future. It looks better than it can be in use,"
    " and"
    " nobody can repeat an earlier result.",
    "that the values known at the time are kept with the day of publication, and which of them training and back-test"
    " use",
    settled=re.compile(
        r"\b(?:point[- ]in[- ]time|as (?:first|originally) (?:published|released|reported)|known at the time"
        r"|vintages? (?:is|are) (?:kept"
        r"|stored|archived)|time-?stamp\w*|release date|publication date|index level|price error|erroneous)\b"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:point[- ]in[- ]time|as[- ]of date|first[- ]release|vintage data|known at (?:the|that) time"
        r"|look-?ahead)\b"
    ),
    needs=re.compile(
        r"\b(?:train\w*|back-?test\w*|histor\w+|model\w*|sample|estimat\w+|simulat\w+|vintages?|archive\w*|database"
        r"|signals?|forecasts?"
        r"|features?|data ?sets?|fit\w*|supplier|vendor|learn\w*)\b"
    ),
    once=True,
)

CHECKS = (
    Check(
        id="DS-DAT-80",
        title="An entry of a list of inputs without its supplier",
        matters="A kind of data has many suppliers and many values.",
        fix="Name for each entry the supplier, the series or field, the time of observation, and the fallback.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_unsupplied,
        bad=(
            "# 1. Inputs\n\n* Marine fuel quotations\n* Share prices, converted into USD",
            "# 1. Data\n\n* Spot: WM/Refinitiv 16:00 fixing\n* Forward USD/CHF: one-month outright, mid",
            "# 1. Market data\n\n* Power: EPEX auction\n* Gas: day-ahead",
            "# 1. Signal\n\nThe signal uses the following series:\n\n* Crop condition reports\n* Weekly export volumes",
        ),
        good=(
            "# 1. Inputs\n\n* Marine fuel quotations: Platts, 16:30 London\n* Closing prices of the NYSE",
            "# 1. Inputs\n\n* Share prices, converted into USD\n\nAll prices are read from Bloomberg at 18:00 UTC.",
            "# 1. Client inputs\n\n* Limit price\n* Participation rate",
            "# 1. Eligibility\n\n* Prices above 5 USD",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-DAT-81",
        title="Revised figures replace those that were known",
        matters="A test on figures of today is not a test of yesterday.",
        fix="Keep every value with its day of publication, and train and test on what was known at the time.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_REVISED,
        bad=(
            "When a supplier revises a figure, the revision overwrites the earlier one in the training set.",
            "History is refilled whenever the vendor restates its numbers.",
            "The back-test uses the database, in which preliminary figures are replaced.",
        ),
        good=(
            "When a supplier revises a figure, the revision replaces it in a new vintage; training uses point-in-time"
            " data.",
            "A corrected index level replaces the published one.",
        ),
        confidence=0.8,
    ),
)
