"""When: subject to what nobody measures, an old price for how long, traded every day at which time."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.numbers import SPELLED

_AVAILABILITY = Wording(
    re.compile(
        r"\b(?P<what>(?:subject to|depending on|dependent on|contingent on|conditional (?:up)?on) (?:the |its |their"
        r" |sufficient"
        r" |market |[a-z]+ ){0,3}?(?:availability|capacity|feasibility|supply|accessibility|market access|circumstances"
        r"|situation|conditions|context))\b|\b(?P<what2>(?:capacity|liquidity|inventory|borrow|market conditions?|time)"
        r" permitting)\b|\b(?P<what3>depending on (?:the )?(?:nature|type|kind|size|severity|importance|complexity"
        r"|urgency) of (?:the |an? )?[a-z]+)\b"
    ),
    "'{words}': by which test is not specified",
    "“{words}” lets the rule hold on one day and not on another, and names neither the figure that decides nor its"
    " source.",
    "the figure that decides, its source and its limit, and what is done otherwise",
    settled=re.compile(r"\d|\b(?:section|table|appendix|annex|as follows)\b|[:=]"),
)

_STALE = Wording(
    re.compile(
        r"\b(?P<what>(?:the )?(?:last|previous|prior|preceding|most recent|latest|old|earlier|existing)(?: (?:day"
        r"|month|session|trading day|business day)(?:'s)?)?(?: (?:available|known|valid|traded|published|observed"
        r"|closing|official))? (?:prices?|values?|levels?|rates?|ones?|estimates?|ratings?|figures?|files?|forecasts?"
        r"|weights?|signals?|rankings?|data|readings?|lists?|quotes?|fixings?|scores?) (?:is|are|will be|shall be|may"
        r" be|stays?|remains?|continues? to be|stands?)(?: (?:used|applied|taken|carried (?:forward|over)|retained"
        r"|kept|in (?:force|use|place|effect)|valid))?)\b|(?<=: )(?P<what4>(?:the )?(?:last|previous|prior|preceding"
        r"|latest)(?: [a-z]+)? (?:prices?|values?|levels?|rates?|quotes?|scores?))(?=[.;]|$)|\b(?P<what3>(?:runs"
        r"|keeps (?:running|going|trading)|continues?|goes on|carries on|works) (?:[a-z]+ ){0,2}?(?:on|with)"
        r" (?:the )?(?:last|old|previous|stale|latest) (?:known |available )?[a-z]+)|\b(?:replaced (?:by|with)|stays?"
        r" [^.;]{0,20} at|valued at|priced at|filled with) (?P<what2>(?:the|its|their) last (?:(?:available|known"
        r"|valid|traded|published|observed) )?(?:price|value|quote|rate|level)s?)\b"
    ),
    "'{words}': for how long is not specified",
    "A price that is carried on has no last day here. A constituent can stand still for weeks for one reader and be"
    " removed after some days by another.",
    "for at most how many days, and what follows then",
    settled=re.compile(
        r"\d|\b(?:up to|at most|maximum|no longer than|until|for (?:one|two|three|five|ten)|unless|holidays?"
        r"|on which|at the latest)\b"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:for )?(?:no longer than|no more than|at most|up to) (?:the length|the duration|one|two)\b|\b(?:stale"
        r"|carried forward|suspended|unchanged|missing|unavailable|last available)\b[^.;]{0,60}\b(?:\d+"
        r"|two|three|four|five|ten) (?:consecutive )?(?:[a-z]+ )?(?:minutes|hours|days|weeks|months)\b"
    ),
    settled_next=re.compile(
        r"^(?:this|that|it|after|from|if (?:this|that|it|the [a-z]+ is still|there is still)|where (?:this|that"
        r"|it))\b[^.;]*?"
        rf"\b(?:\d+|{SPELLED}|{SPELLED}th) (?:such |consecutive |further )?(?:[a-z]+ ){{0,2}}?(?:minutes|hours|days"
        r"|weeks|months|sessions|times)\b"
    ),
    needs=re.compile(
        r"\b(?:missing|unavailable|not available|no (?:new |fresh |current )?(?:price|quote|estimate|rating|score"
        r"|figure|value|file|rate|data)|halted|suspended|offline|late|delayed|out of date|outdated|stale|(?:does|do"
        r"|did|has|have) not (?:arrive|come|update)\w*|not (?:arrived|been (?:received|updated|delivered))|lost|down"
        r"|absent|fails?|failed|overdue|expired|outage)\b"
    ),
    once=True,
)

_DAILY_TRADE = Wording(
    re.compile(
        r"\b(?:hedged?|hedges|rebalanced|re-?hedged|rolled|traded|executed|re-?set|marked|squared) (?:[a-z-]+ ){0,2}?"
        r"(?P<what>(?:once|twice) (?:per|a|each) (?:trading |business )?day|every (?:trading |business )?day|each"
        r" (?:trading |business )?day|daily)\b"
    ),
    "'{words}': at which time of day is not specified ({subject})",
    "At the open, at the close and at noon prices differ by a day's moves, and so do the results.",
    "the time of day with its time zone, or the price that is used",
    settled=re.compile(
        r"\d[:.]\d\d|\b(?:at|after|before|on) (?:the )?(?:[a-z]+ )?(?:close|closing|open|opening|settlement|fixing"
        r"|auction|end|window)\b|\b(?:midnight|noon|section)\b"
        r"|\b(?:closing|opening|settlement) prices?\b|\b(?:vwap|twap)\b"
    ),
    settled_elsewhere=re.compile(r"\b\d{1,2}[:.]\d\d\b"),
    once=True,
)

CHECKS = (
    Check(
        id="DS-VAG-19",
        title="Subject to something that nobody measures",
        matters="Whether the rule holds depends on who looks.",
        fix="Name the figure and its source, the value from which on the rule holds, and what is done otherwise.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_AVAILABILITY,
        bad=(
            "Rights are exercised depending on the nature of the offer.",
            "Stocks are selected subject to the availability of stock loans.",
        ),
        good=("Stock is lent subject to availability of at least 1% of shares outstanding in the pool of the agent.",),
        confidence=0.75,
    ),
    Check(
        id="DS-DAT-07",
        title="An old price that never ends",
        matters="A price of last month is no price.",
        fix="Say for at most how many days the old value is carried on, and what is done after that.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_STALE,
        bad=(
            "Missing quotes are replaced by the last known quote.",
            "A share that is suspended is valued at its last price.",
            "Where an estimate is overdue, the earlier one stays in use.",
            "If a share is suspended, the last traded price is used.",
        ),
        good=(
            "Missing quotes are replaced by the last known quote for at most 3 days.",
            "If a share is suspended, the last traded price is used for up to 20 days.",
            "On a holiday of one exchange the previous closing prices are used.",
            "If a share is suspended, the last traded price is used. A share suspended for 20 days is removed.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-21",
        title="Traded every day, and nothing says when",
        matters="The time of the trade is its price.",
        fix="Name the time of day with its time zone, or the price at which the trade is counted.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=_DAILY_TRADE,
        bad=("Currency exposure is hedged daily.", "The basket is rebalanced every trading day."),
        good=(
            "Loss counters are reset daily at midnight UTC.",
            "Currency exposure is hedged daily at the WM fixing.",
            "The basket is rebalanced daily at the close.",
        ),
        confidence=0.75,
    ),
)
