"""Several markets: how their data are aligned, and whose calendar decides."""

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.analysis.checks.calendar.days import has_calendar, month_end
from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.checks.dated import open_and_closed
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.names import CALENDAR_DAY, MARKET, REGION, WORLDWIDE, region_names
from domain.semantics.sections import Role
from domain.semantics.segments import Segment

_ALIGNED = re.compile(
    r"\b(?P<what>(?:align|synchroni[sz]|match|merg|combin|join)\w* [^.;]{0,80}\b"
    r"(?:common (?:trading )?(?:days?|dates?)|calendars?|dates|time series|holidays?|time zones?)|common "
    r"(?:trading |business )?(?:days|dates))"
)


def _aligned(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_ALIGNED):
        match = _ALIGNED.search(segment.low)
        if not match or re.search(
            r"\b(?:both|all) (?:\w+ ){0,4}(?:are )?open|\bintersection\b|\bforward[- ]fill|\bcarried forward\b"
            r"|\bunion of\b",
            segment.low,
        ):
            continue
        end = match.start() + len(match.group().rstrip())
        where = ", ".join(sorted(m.group() for m in _countries(segment)))
        yield Hit(
            title=f"How data of different markets{f' ({where})' if where else ''} are aligned is not specified",
            why="Markets close on different holidays and at different hours. Dropping a day, carrying the last price"
            " forward and using the nearest day give different correlations and weights.",
            spans=(segment.span(match.start(), end),),
            suggestion=add_after(
                segment,
                end,
                f" ({to_specify('which calendars, and whether days missing in one are dropped or filled')})",
            ),
            dated=open_and_closed(ir),
        )


def _countries(segment: Segment) -> list[re.Match[str]]:
    return list(
        re.finditer(r"\b(?:US|U\.S\.|UK|Japanese|European|Chinese|German|French|Indian|Asian)(?!\w)", segment.text)
    )


_IN_A_PLACE = re.compile(r" (?:in|of) (?:the )?[A-Z]")
"""Whose business days they are: "two business days in Toronto"."""


def _several_markets(ir: DocumentIR) -> Iterator[Hit]:
    """A document about several markets that names no calendar at all."""
    if not ir.spans_markets or has_calendar(ir):
        return
    wanting = re.compile(
        r"\b(?:(?:index|level) is calculated|rebalanc\w+|trading day|non-trading|business days?|month-end|end of"
        r" (?:the|each) month|daily "
        r"(?:returns?|prices?|close)|past \d+ days|previous \d+ days)\b"
    )
    for segment in ir.rules.having(wanting):
        match = wanting.search(segment.low)
        if match and _IN_A_PLACE.match(segment.text, match.end()):
            continue
        if match and re.search(
            r"\b(?:monthly|quarterly|daily|annually|day|days|dates?|month|falls|real[- ]time)\b", segment.low
        ):
            what = next(
                (m.group() for s in (ir.title, segment.text) for m in [WORLDWIDE.search(s.lower())] if m),
                "several markets",
            )
            yield Hit(
                title=f"Several markets ({what}) and no primary calendar for"
                f" '{segment.text[match.start() : match.end()]}'",
                why="The document covers markets with different holidays and names no calendar that decides for all"
                " of them, nor what happens to assets whose market is closed.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_sentence(
                    segment,
                    f"The calendar of {to_specify('exchange')} decides; for assets whose market is closed on such"
                    f" a day, {to_specify('rule')}.",
                ),
                dated=open_and_closed(ir),
            )
            return


_OF_ONE_OWNER = re.compile(
    r"(?i:cme|cbot|comex|nymex|cboe|nyse|nasdaq|new york|us federal|u\.s\. federal|federal reserve|fedwire|sifma)"
)
_CITIES = (
    r"(?:London|Paris|Frankfurt|Zurich|Milan|Madrid|Amsterdam|Brussels|Lisbon|Vienna|Dublin|Stockholm|Copenhagen"
    r"|Helsinki|Oslo|Reykjavik|Warsaw|Athens|Istanbul|Tokyo|Osaka|Hong Kong|Shanghai|Shenzhen|Singapore|Seoul|Taipei"
    r"|Mumbai|Sydney|Toronto|New York|Chicago|Johannesburg|S[aã]o Paulo|Mexico City|Prague|Budapest|Bucharest"
    r"|Luxembourg"
    r"|Dubai|Abu Dhabi|Riyadh|Tel Aviv|Bangkok|Jakarta|Kuala Lumpur|Manila|Melbourne|Auckland|Wellington|Montreal"
    r"|Santiago|Buenos Aires|Beijing|Munich|Stuttgart|Geneva|Barcelona)"
)
_LISTED_IN = re.compile(rf"\b(?P<what>{_CITIES}(?:, {_CITIES})*,? (?:and|or|against|versus) (?:an? )?{_CITIES})\b")
_TWO_PLACES = re.compile(
    rf"\b(?P<what>(?P<one>{_CITIES})(?:-listed)? (?:[a-z-]+ ){{1,5}}?(?:an? |the )?(?!(?P=one)){_CITIES}(?:-listed)?)"
    rf" (?:share|stock|listing|future"
    r"|line|equit|close|exchange)"
)
_AT_HOME = re.compile(
    r"\b(?:home|respective|various|different|their own|its own) exchanges?(?![\w-])|\b(?:local|home) (?:closes"
    r"|closing prices?)(?![\w-])"
)
_MANY = re.compile(
    r"\b(?P<what>(?:european|pan-european|asian|asia[- ]pacific|nordic|scandinavian|eurozone|euro area|latin american"
    r"|emerging[- ]markets?|developed[- ]markets?|global|worldwide|international) (?:[a-z-]+ ){0,2}?(?:shares|stocks"
    r"|equit(?:y|ies)|companies|securities|banks|futures)|(?:home|respective|various|different) exchanges?(?= |[.,;]|$)"
    r"|(?:shares|stocks|companies|securities|futures) worldwide|stoxx europe \d+|ftse all-world"
    r"|msci (?:world|acwi|europe|em)\b)"
)
_TRADED = re.compile(
    r"\b(?:clos(?:e|es|ing)|opens?|daily|levels?|spreads?|rebalanc\w+|review\w*|signals?|momentum|rank\w*|weights?)\b"
)
_SHUT = re.compile(
    r"\b(?:holidays?|(?:markets?|exchanges?|venues?|they|these|it|them|which|all|three|both|xetra|nyse) (?:is|are)"
    r" (?:all |both )?(?:open|closed|shut)|(?:index|calculation|trading|business|exchange) days? (?:is|are|means)"
    r"|half[- ]days?|common (?:trading )?days?|calendars?|markets? (?:is|are) closed|24/7)\b"
)


@lru_cache(maxsize=1)  # two checks ask
def _exchanges(ir: DocumentIR) -> tuple[Segment, int, int, str] | None:
    """Where the text shows that its instruments trade on several exchanges, and the words that do."""
    rules = ir.prose.only(lambda segment: segment.section.role is Role.RULES)
    for segment in rules.having(_AT_HOME):
        if match := _AT_HOME.search(segment.low):
            return segment, *match.span(), segment.text[match.start() : match.end()]
    for segment in rules.having(_LISTED_IN):
        if match := _LISTED_IN.search(segment.text):
            return segment, *match.span("what"), match["what"]
    for segment in rules.having(_TWO_PLACES):
        if match := _TWO_PLACES.search(segment.text):
            return segment, *match.span("what"), match["what"]
    first = dict[str, tuple[Segment, int, int]]()
    for segment in rules.having(MARKET):
        for match in MARKET.finditer(segment.text):
            owner = "us" if _OF_ONE_OWNER.match(match.group()) else match.group().lower()
            first.setdefault(owner, (segment, match.start(), match.end()))
    if len(first) > 1:
        segment, start, end = list(first.values())[1]
        return segment, start, end, " and ".join(s.text[a:b] for s, a, b in list(first.values())[:3])
    for segment in rules.having(REGION):
        if len(places := region_names(segment.text)) > 1:
            return segment, *places[1].span(), " and ".join(place.group() for place in places[:3])
    for segment in rules.having(_MANY):
        if match := _MANY.search(segment.low):
            return segment, *match.span("what"), segment.text[match.start() : match.end()]
    return None


def _closed(ir: DocumentIR) -> Iterator[Hit]:
    """Instruments of several exchanges, and nothing said of a day on which one of them is closed."""
    if ir.kind in (DocumentKind.EXECUTION_ALGORITHM, DocumentKind.POLICY):  # an order goes where its share trades
        return
    if has_calendar(ir) or ir.segments.say(_SHUT) or not ir.prose.say(_TRADED):
        return
    if (
        any(_several_markets(ir))
        or any(month_end(ir))
        or any(CALENDAR_DAY.search(s.text) for s in ir.with_all(["day"]))
    ):
        return
    if found := _exchanges(ir):
        segment, start, end, what = found
        yield Hit(
            title=f"Holidays of different exchanges ({what}) are not addressed",
            why="The instruments trade on exchanges that close on different days. Taking the last price, waiting, and"
            " leaving the instrument out give different results on every such day.",
            spans=(segment.span(start, end),),
            suggestion=add_sentence(
                segment,
                f"The calendar of {to_specify('exchange')} decides; for what is not traded on such a day,"
                f" {to_specify('which price is used, and whether orders wait')}.",
            ),
            dated=open_and_closed(ir),
        )


_CURRENCY = re.compile(
    r"\b(?:usd|eur|gbp|gbx|chf|jpy|cad|aud|sek|nok|dkk|hkd|sgd|cny|cnh|inr|krw|brl|dollars?|euros?|sterling|pounds?"
    r"|yen|francs?|kron\w+|currenc\w+|exchange rates?|fx|hedged)\b|[$€£¥]"
)
_WEIGHED = re.compile(
    r"\b(?:market (?:value|cap\w*)|weights?|weighted|spreads?|capital|levels?|proportional|notional|value)\b"
)
_EURO_ONLY = re.compile(r"\b(?:eurozone|euro area|euro stoxx)\b")


def _currencies(ir: DocumentIR) -> Iterator[Hit]:
    """Instruments of several countries, and no word of a currency in the whole document."""
    if ir.kind in (DocumentKind.EXECUTION_ALGORITHM, DocumentKind.POLICY) or ir.segments.say(_CURRENCY):
        return
    if _CURRENCY.search(ir.title.lower()) or ir.segments.say(_EURO_ONLY) or not ir.prose.say(_WEIGHED):
        return
    if found := _exchanges(ir):
        segment, start, end, what = found
        yield Hit(
            title=f"Currency, and exchange rates of what trades in others ({what}), are not specified",
            why="Prices in several currencies are compared and added up, and the document names neither a currency of"
            " its own nor the rates at which they are converted.",
            spans=(segment.span(start, end),),
            suggestion=add_sentence(
                segment,
                f"The currency is {to_specify('currency')}; prices are converted at"
                f" {to_specify('rates, their publisher and time')}.",
            ),
        )


_ENDS = re.compile(r"\b(?:close|closing auction|end of (?:the )?session|until|till|to|end)\b")
_OF_A_DAY = re.compile(r"\b(?:trading|business) days?\b|\bsession\b|\bcontinuous trading\b")
_HOUR = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:%])")
_SHORTENED = re.compile(r"\b(?:half[- ]days?|early[- ]clos\w+|shortened|close[sd]? early|half-day|24/7)\b")


def _early(ir: DocumentIR) -> Iterator[Hit]:
    """A clock time at which trading ends, of an exchange that sometimes closes earlier."""
    if ir.segments.say(_SHORTENED) or not ir.segments.say(_OF_A_DAY):
        return
    if not any(MARKET.search(segment.text) for segment in ir.segments.having(MARKET)):
        return
    for segment in ir.rules.having(_HOUR):
        times = list(_HOUR.finditer(segment.low))
        if len(times) < 2 or not _ENDS.search(segment.low, times[0].end(), times[-1].start()):
            continue
        yield Hit(
            title=f"'{segment.text[times[-1].start() : times[-1].end()]}': days on which the exchange closes early are"
            " not addressed",
            why="On the eve of some holidays trading ends hours earlier; a schedule up to the usual time then runs into"
            " a closed market.",
            spans=(segment.span(times[0].start(), times[-1].end()),),
            suggestion=add_sentence(segment, f"On days with an early close, {to_specify('times and treatment')}."),
        )
        return


CHECKS = (
    Check(
        id="DS-CAL-29",
        title="Several exchanges, and their holidays are not addressed",
        matters="Some market is closed on every tenth day.",
        fix="Name the calendar that decides, and say which price and which orders hold for what is not traded on a day"
        " of it.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=_closed,
        bad=(
            "The weights of the shares listed in London, Paris and Milan are set anew in June.",
            "The spread of two European bank shares is computed from closing prices of the home exchange.",
        ),
        good=(
            "Shares listed in London, Paris and Milan are weighted equally. On a holiday of one of them its last"
            " closing prices are used.",
            "The spread of two European shares is computed on Xetra trading days from closing prices.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-NAM-17",
        title="Several currencies, and none is named",
        matters="A level is a number in some currency.",
        fix="Name the currency of the result, and the exchange rates with their publisher and time.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_currencies,
        bad=("Weights of the shares listed in London, Paris and Zurich are proportional to market value.",),
        good=(
            "Weights of the shares listed in London, Paris and Zurich are proportional to market value in euro.",
            "Weights of the shares listed on the NYSE and on Nasdaq are proportional to market value.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-30",
        title="Early closes are not addressed",
        matters="On some ten days a year the session is shorter.",
        fix="Say which times hold on days on which the exchange closes early, or that nothing is traded on them.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.LOW,
        find=_early,
        bad=("On each trading day of the NYSE orders are worked from 10:00 to 15:30 New York time.",),
        good=(
            "On each trading day of the NYSE orders are worked from 10:00 to 15:30 New York time; on half-days"
            " nothing is traded.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-CAL-06",
        title="Data of several markets, aligned somehow",
        matters="The treatment of days missing in one market changes every correlation.",
        fix="Say which days enter: those on which all markets are open, or all days with the last value carried "
        "forward; and at which time each market is read.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.CRITICAL,
        find=_aligned,
        bad=("Align the series of German equities and US bonds using common trading days.",),
        good=("Only dates on which both NYSE and Xetra are open are used to align the dates of the series.",),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-07",
        title="Several markets and no primary calendar",
        matters="Somebody's holiday decides, and the text does not say whose.",
        fix="Name the primary calendar, and say what is done with a member whose market is closed on a day of it.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_several_markets,
        bad=("# Global Balanced Strategy\n\nThe global portfolio of US and Japanese equities is rebalanced monthly.",),
        good=(
            "Global futures are rolled on the fifth trading day of the listing exchange before the last trading day.",
            "# Global Series\n\nErrors found within two business days in Luxembourg are put right.",
            "The global portfolio of US and Japanese equities is rebalanced monthly on NYSE trading days.",
        ),
        confidence=0.75,
    ),
)
