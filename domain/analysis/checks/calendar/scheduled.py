"""Schedules that give no moment: weekly, each morning, in spring, once trading is possible, the day after."""

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.analysis.checks.calendar.days import has_calendar
from domain.analysis.checks.calendar.timing import YEARLY
from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.checks.wording import is_said_in_section
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import CALENDAR_DAY, CLOCK
from domain.semantics.passages import Passages
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind

_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec)"
)
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_ACTS = (
    r"(?:comput|calculat|estimat|balanc|fresh|new(?:s|ed|al)?\b|fit|train|vis|rank|scor|weigh|constitut|set|siz|hedg"
    r"|fix|run|load|draw|build|built|updat|trad(?:e|es|ed)\b|adjust|select|form(?:s|ed)?\b|publish|public|disseminat"
    r"|deliver|upload|download|pull|poll|generat|determin|measur|sampl|triev|ceiv|execut|transact|paid|pays?\b|charg"
    r"|deduct|invest|rotat|switch|chang|replac|tested\b|roll(?:s|ed)?\b|produc|taken|takes?\b|appl(?:y|ie)|view"
    r"|look(?:s|ed)?\b|obtain|fetch|import|sent|sends?|submit|distribut|releas|arriv|open|close[sd]?\b|exchang"
    r"|transfer|optimi[sz]|calibrat|screen|decid|tun|buy|bought|purchas|sell\b|sold|acquir|observ)"
)
_ACT = re.compile(rf"\b(?:re-?)?{_ACTS}\w*")
"""What is done on a schedule, so that the day it is done on moves a number."""
_OF_THE_RULES = re.compile(
    r"\b(?:methodolog(?:y|ies)|rulebook|polic(?:y|ies)|procedures?|documents?|guidelines?|committee|board|governance"
    r"|employees|staff|training|audit\w*|minutes|reports?|reconcil\w+|monitor\w*|controls?|backups?|access|compliance"
    r"|self-assessments?|assessments?|attestations?|statements?|disclosures?|officer|certif\w+|licen[cs]e\w*|website"
    r"|meetings?|meets|terms of)\b"
)
"""What is scheduled without moving a number: reviews of documents, audits, reports."""

_DAY_TOLD = re.compile(
    rf"\b{_WEEKDAYS}\b|\b(?:first|second|third|fourth|fifth|last|final|penultimate|next|following|preceding|previous"
    rf"|\d{{1,2}}(?:st|nd|rd|th)) (?:[a-z0-9&-]+ ){{0,3}}?(?:days?|session|weekend)\b|\b(?:day|days) (?:\d|t\b|before"
    rf"|after|of)|\b{_MONTHS} \d|\d {_MONTHS}\b|\b(?:month|quarter|year|week)[- ]ends?\b"
    r"|\b(?:on|at|of) (?:the |each |every )?(?:[a-z]+ )?(?:review|roll|reset|rebalanc\w+|selection|effective"
    r"|determination|valuation|observation|fixing|calculation|adjustment|expiry|expiration|settlement|payment|record"
    r"|index) (?:dates?|days?)\b"
)
_RECURS = re.compile(
    r"\b(?P<what>(?:each|every|per|once an?|twice an?|(?:two|three|four) times an?|every other|every second|every"
    r" (?:two|three|four|six)) (?:calendar )?(?:weeks?|months?|quarters?|half-years?|years?)(?! to\b|ly)|(?:(?:bi-?"
    r"|semi-?)?(?:weekly|monthly|quarterly|annually)|yearly)(?!,? (?:and |or )?(?:weekly|monthly"
    r"|quarterly))(?<!and quarterly)(?=[.,;:)]|$| (?:by|with|using|on the basis|from|for|in"
    r"|to|and|at|against|so|if|unless|when|based|through|via|according|after|before)\b)|fortnightly|(?<=on"
    r" a )(?:weekly|monthly|quarterly) basis)\b"
)
_HAS_CHECK_OF_ITS_OWN = re.compile(
    r"\b(?:rebalanc|reconstitut|review|reweight|reset|roll)\w*\b[^.;]{0,40}\b(?:quarterly|monthly|weekly"
    r"|annually|yearly|(?:each|every|once an?) (?:\w+ )?(?:weeks?|months?|quarters?|years?))"
)


_BEHIND_DATA = re.compile(
    r"[,(] ?(?:which is |which are |as )?(?:updated|published|released|revised|reviewed|issued) $"
)
"""How often others publish what is named before it."""


_SOMEBODY_WHO = re.compile(r"\ban? (?:[a-z-]+ )?(?:investor|holder|buyer|saver|trader|manager) who\b[^.;]*$")
"""What an imagined holder does, whose return is described."""


def _of_rules(ir: DocumentIR) -> Passages:
    """The passages of the rules, items of lists and plain sentences with them."""
    return ir.prose.only(lambda segment: ir.is_brief or segment.section.role is Role.RULES)


def _act(segment: Segment, at: int) -> re.Match[str] | None:
    """What is done on the schedule at `at`: the verb before it, else the first behind it, else what labels the cell."""
    label = segment.lead.lower() if segment.kind is SegmentKind.CELL else ""
    if _OF_THE_RULES.search(segment.low) or _OF_THE_RULES.search(label):
        return None
    acts = list(_ACT.finditer(segment.low)) or list(_ACT.finditer(label))
    return next((act for act in reversed(acts) if act.start() < at), acts[0] if acts else None)


_WHICH = re.compile(r", (?:which|that|who|and) ")
"""Behind it another clause begins."""


def _said(segment: Segment, act: re.Match[str], schedule: re.Match[str]) -> str:
    """The act with its schedule, as it stands in the text."""
    if act.string != segment.low:
        return f"{segment.lead}: {segment.text[schedule.start() : schedule.end()]}"
    words = segment.text[min(act.start(), schedule.start()) : max(act.end(), schedule.end())]
    return segment.text[schedule.start() : schedule.end()] if _WHICH.search(words) else words


_BEGIN = 6
"""So many letters of two words are alike where they speak of one act."""


def _is_dated(ir: DocumentIR, segment: Segment, act: str) -> bool:
    """Whether the section, or a passage anywhere on the same act, gives the day."""
    return ir.says_in(segment.section, _DAY_TOLD) or act[:_BEGIN] in _dated(ir)


@lru_cache(maxsize=1)
def _dated(ir: DocumentIR) -> frozenset[str]:
    """How the words of the passages that give a day begin."""
    dated = (segment.low for segment in ir.segments.having(_DAY_TOLD) if _DAY_TOLD.search(segment.low))
    return frozenset(
        low[word.start() : word.start() + length]
        for low in dated
        for word in re.finditer(r"\b\w", low)
        for length in range(1, _BEGIN + 1)
    )


def _recurs(ir: DocumentIR) -> Iterator[Hit]:
    for segment in _of_rules(ir).having(_RECURS):
        match = _RECURS.search(segment.low)
        act = match and _act(segment, match.start())
        if not match or not act or _HAS_CHECK_OF_ITS_OWN.search(segment.low):
            continue
        if _BEHIND_DATA.search(segment.low, 0, match.start()) or _SOMEBODY_WHO.search(segment.low, 0, match.start()):
            continue
        if segment.low[: match.start()].endswith((" of ", " in ")) or _is_dated(ir, segment, act.group()):
            continue
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"'{_said(segment, act, match)}': on which day and at what time is not specified",
            why=f"“{words}” is a distance between two times and no time. On Monday morning and on Friday evening other"
            " prices are known, and the day may be a holiday.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('day, time and time zone, and by which trading calendar')})"
            ),
        )


_PART_OF_DAY = re.compile(
    r"\b(?P<what>(?:each|every|in the|during the|late|early|the (?:next|following)) (?:trading |business )?(?:morning"
    r"|afternoon|evening|night|midday)|overnight(?= (?:and|before|after|for)\b|[.,;]|$)|nightly"
    r"|(?:shortly |well )?(?:before|ahead of|prior to|until|by|at|after) (?:the )?(?:start|opening|beginning) of"
    r" (?:trading|business)|(?:before|until|once|after|when) (?:the )?(?:trading|the session) (?:begins|starts|opens"
    r"|commences)|at (?:the )?(?:start|beginning) of (?:the|each|every) (?:trading |business )?day|once (?:a|per|each)"
    r" (?:trading |business )?day|first thing|end of business|close of business|by (?:noon|midnight|midday))\b"
)
_TIME_TOLD = re.compile(rf"{CLOCK.pattern.replace('noon|midnight', 'noon [a-z]+ time')}|\butc\b")


_PARTS = {"morning": ("morning",), "evening": ("evening", "tonight"), "night": ("night", "evening")}


def _is_timed(ir: DocumentIR, what: str) -> bool:
    """Whether another passage gives a time of that part of the day: "not read by 20:00, no signal that evening"."""
    parts = next((parts for part, parts in _PARTS.items() if part in what), ())
    return any(
        CLOCK.search(segment.low) is not None
        for part in parts
        for segment in ir.segments.having(CLOCK)
        if re.search(rf"\b(?:this|that|the same|the|each|every) {part}\b|^{part}:", segment.low)
    )


def part_of_day(ir: DocumentIR) -> Iterator[Hit]:
    for segment in _of_rules(ir).having(_PART_OF_DAY):
        match = _PART_OF_DAY.search(segment.low)
        act = match and _act(segment, match.start())
        if not match or not act or is_said_in_section(ir, segment, _TIME_TOLD) or _is_timed(ir, match["what"]):
            continue
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"'{_said(segment, act, match)}': time and time zone are not specified",
            why=f"“{words}” names a part of a day of some place. What is known at seven in London is not what is known"
            " at noon in New York, and nothing says on which days it happens.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('clock time, time zone, and by which trading calendar')})"
            ),
        )


_DAILY = re.compile(
    r"\b(?:comput|calculat|publish|disseminat|deliver|determin|upload|releas|pull|load|updat|refresh|sent|scor|measur"
    r"|set|receiv|valu|rank|trad|taken|captur|record|read|observ|sampl)\w* (?:[a-z]+ ){0,3}?(?P<what>daily(?=[.,;:)]"
    r"|$| (?:by|with|using|from|for|to|and|at|on|in)\b)|(?:each|every) day)\b"
)


def _daily(ir: DocumentIR) -> Iterator[Hit]:
    """What is done each day, in a document that has neither a calendar nor a clock."""
    if has_calendar(ir) or ir.segments.say(CLOCK) or _names_city_days(ir):
        return
    for segment in _of_rules(ir).having(_DAILY):
        match = _DAILY.search(segment.low)
        if not match or _OF_THE_RULES.search(segment.low) or is_said_in_section(ir, segment, _PART_OF_DAY):
            continue
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"'{words}': on which days and at what time is not specified",
            why="Neither a trading calendar nor a time of day is given anywhere. On a holiday one reader calculates"
            " with old prices and the next not at all.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment,
                match.end(),
                f" ({to_specify('trading calendar, time and time zone, and treatment of holidays')})",
            ),
        )
        return


def _names_city_days(ir: DocumentIR) -> bool:
    return any(CALENDAR_DAY.search(segment.text) for segment in ir.with_all(["day"]))


_SEASONS = r"(?:spring|summer|autumn|fall|winter)"
_SOMEWHERE = re.compile(
    rf"\b(?P<what>(?:(?:in|each|every|during|over|by) (?:the )?|(?<=: )|^)(?:early |late |mid-?)?{_SEASONS}(?:,?"
    rf" (?:and|or) (?:each |in |the )?{_SEASONS})?|(?:in|during|around|by|at|each|every) (?:early|late|mid-?|the"
    rf" (?:first|second) half of|the course of) ?{_MONTHS}(?: (?:and|or) (?:early |late |mid-?)? ?{_MONTHS})*|(?:in"
    rf"|each|every) {_MONTHS}(?:, {_MONTHS})*(?:,? and (?:in )?{_MONTHS})?(?! ?(?:\d|each|delivery|contract|expir"
    rf"|future|futures)\b| \d)|mid-?(?:year|quarter"
    r"|month)|(?:around|near|towards?|about) (?:the )?(?:turn|end|start|beginning|middle) of (?:the |each |every )?"
    r"(?:calendar )?(?:year|month|quarter|week)|at the (?:start|beginning|end) of (?:the |each |every )?(?:calendar"
    r" )?(?:week|quarter|year))\b"
)


def _somewhere(ir: DocumentIR) -> Iterator[Hit]:
    for segment in _of_rules(ir).having(_SOMEWHERE):
        match = _SOMEWHERE.search(segment.low)
        act = match and _act(segment, match.start())
        if not match or not act or YEARLY.search(segment.low) or _is_dated(ir, segment, act.group()):
            continue
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"'{_said(segment, act, match)}': on which date is not specified",
            why=f"“{words}” leaves a choice of several weeks or days. Two implementers take other prices, other members"
            " and other holidays.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('day by rule, trading calendar, and what if it is a holiday')})"
            ),
        )


_OF_WHAT = r"(?: (?!(?:by|in|of|from|with|and|is|are|on|that|which)\b)[a-z-]+)"
_SELECTED = re.compile(
    r"\b(?P<what>(?:the )?(?:top )?(?:\d+|ten|twenty|thirty|forty|fifty|five|eight|twelve|fifteen|hundred) (?:largest"
    r"|biggest|highest|most"
    rf" (?:liquid|traded)|best|strongest|cheapest|lowest|smallest){_OF_WHAT}{{1,3}}|top (?:\d+|five|ten|twenty|thirty"
    rf"|fifty){_OF_WHAT}{{1,2}})"
)
_REVIEWED = re.compile(
    r"\b(?:rebalanc\w*|reconstitut\w*|review\w*|re-?weight\w*|reset\w*|re-?select\w*|re-?rank\w*|rotat\w*"
    r"|roll\w*|monthly|quarterly|weekly|annual(?:ly)?|yearly|(?:each|every) (?:day|week|month|quarter|year)"
    r"|(?:index|basket|members|constituents|composition|portfolio|selection|list) (?:is|are) refreshed"
    r"|half-yearly|semi-annual\w*|static|fixed basket|not changed|selection (?:date|day)|schedule[sd]?|once a (?:day"
    r"|week|month|quarter|year) (?:the )?(?:members|weights))\b"
)


def _never_reviewed(ir: DocumentIR) -> Iterator[Hit]:
    """Members are chosen by size or rank, and no passage speaks of choosing them again."""
    if ir.segments.say(_REVIEWED):
        return
    for segment in _of_rules(ir).having(_SELECTED):
        if (match := _SELECTED.search(segment.low)) and re.search(
            r"\b(?:holds?|consists?|contains?|comprises?|selected|basket|index|portfolio|held|members|bought)\b",
            segment.low,
        ):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}': on which dates, and how often, the composition is reviewed is not specified",
                why="Which ones these are changes from day to day, and no passage says on which days they are chosen"
                " again nor as of which data.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_sentence(
                    segment,
                    f"The composition is reviewed on"
                    f" {to_specify('dates by rule, trading calendar, and date of the data')}.",
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-CAL-31",
        title="The composition is never reviewed",
        matters="The largest ten of today are not those of next month.",
        fix="Give the dates by a rule, their trading calendar, the date of the data, and when changes take effect.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_never_reviewed,
        bad=("The basket holds the ten largest coins.",),
        good=("The basket holds the ten largest coins. It is reviewed on the first Monday of January.",),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-23",
        title="A recurring step without its day",
        matters="Weekly is a distance, not a day.",
        fix="Name the day by a rule, the trading calendar it is found on, the time with its zone, and what happens when"
        " it is a holiday.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_recurs,
        bad=(
            "Scores are refreshed weekly.",
            "The classifier ranks the countries every week.",
            "- Swaps: one-year contracts, renewed each quarter",
            "| Step | When |\n| Signal update | weekly |",
        ),
        good=(
            "Scores are refreshed weekly, on Thursday after the close of Xetra.",
            "Scores are refreshed weekly. Each refresh takes place on the second Xetra trading day of the week.",
            "The committee meets every quarter.",
            "Weekly returns are used. Sectors are those of GICS, updated quarterly.",
            "Sectors are those of the provider (GICS, updated quarterly).",
            "The fifth trading day of each month is a roll day.",
            "The index follows the return of an investor who sells yen forward each month.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CAL-24",
        title="A part of the day in place of a time",
        matters="Morning comes at other moments in Tokyo, London and New York.",
        fix="Give the clock time with its zone and the trading calendar, and what happens when it is missed.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=part_of_day,
        bad=(
            "Each morning the target file is uploaded.",
            "The level is published once a day, using closing prices.",
            "The ranking is delivered before trading starts.",
        ),
        good=(
            "Each morning at 07:30 London time the target file is uploaded.",
            "# 1. Data\n\nA file that is missing at 19:00 Oslo time gives no signal that evening.\n\n# 2. Signal\n\n"
            "Each evening the model is fitted.",
            "The desk checks access rights every morning.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CAL-25",
        title="Daily, by no calendar and no clock",
        matters="On which days, and when, decides which prices there are.",
        fix="Name the trading calendar and the time with its zone, and say what is done on holidays.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=_daily,
        bad=("The strategy level is computed each day.", "The net value is published daily."),
        good=(
            "The strategy level is computed each day. A business day is a day on which Euronext is open.",
            "The strategy level is computed each day at 16:00 London time.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-26",
        title="A season or a month in place of a date",
        matters="A month has some twenty days with other prices.",
        fix="Give the rule for the day, for instance “the third Friday of March”, its calendar, and what happens on a"
        " holiday.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_somewhere,
        bad=(
            "The membership is revised each summer and winter.",
            "Caps are applied in March and September.",
            "Coefficients are fitted every January.",
        ),
        good=(
            "The membership is revised in June, after the close of the third Friday.",
            "The board reviews the rulebook every June.",
            "Contracts that expire in March are rolled on the fifth trading day of the month.",
        ),
        confidence=0.8,
    ),
)
