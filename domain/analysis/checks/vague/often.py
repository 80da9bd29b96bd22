"""How often and by when: regularly, now and then, from time to time."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import is_purpose
from domain.semantics.segments import Segment

_OFTEN = re.compile(
    r"\b(?:(?:on an? |at )?(?:periodic|regular)(?: (?:basis|intervals?))|periodically|regularly|at "
    r"(?!such |these |those |equal |\w+-(?:second|minute|hour|day|week|month|year))[a-z-]+ intervals"
    r"|from time to time|frequently|occasionally"
    r"|at various times|on an ongoing basis|on a (?:timely|frequent) basis|in a timely manner|promptly|in due course"
    r"|as soon as (?:possible|practicable|practical)|as and when [a-z ]{3,40}|when(?:ever)? (?:new|updated|more|better)"
    r" (?:information|data)[a-z ]{0,20} available|in good time|well in advance|without (?:undue )?delay|with reasonable"
    r" notice|shortly (?:afterwards|beforehand)|ahead of time|at a later (?:date|time|stage|point)|later on"
    r"|in (?:the )?future|subsequently|(?:every )?now and (?:then|again)|every so often|(?:every )?once in a while"
    r"|sometimes|at times|off and on|on and off|on occasions?|at intervals(?! of)"
    r"|once in a blue moon|when time (?:permits|allows)|at convenient times|at leisure)\b"
)
PUT_RIGHT = re.compile(
    r"\b(?P<what>(?:changes?|amendments?|additions?|deletions?|(?:new )?constituents|compositions?|decisions?"
    r"|corrections?|deviations?|revisions?|suspensions?|results?"
    r"|errors?|mistakes|breaches|incidents|alerts?|anomal(?:y|ies)|behaviou?r|outages?|problems?|issues"
    r"|users?|stakeholders?|clients?|subscribers?|licensees) [^.;,]{0,40}?(?:is|are|will be|must be|shall be)"
    r" (?:\w+ly )?"
    r"(?:communicated|announced|notified|informed|disclosed|made (?:public|known)|corrected|re-?stated|escalated"
    r"|reported|remedied|rectified))\b"
)
"""What is made known or put right."""
_FREQUENCY = re.compile(
    r"\b(?:daily|weekly|monthly|quarterly|semi-?annual(?:ly)?|annual(?:ly)?|yearly|every (?!so\b|now\b|once\b)\w+"
    r"|(?:each|per) "
    r"(?:second|minute|hour|session|day|week|month|quarter|year)|(?:once|twice) an? [a-z]+)\b"
)


_MAY_CHANGE = re.compile(r"\b(?:may|can) be (?:amended|changed|modified|revised|varied|updated|adjusted) $")
"""Of a rule that may change at any time a check of governance asks who changes it, and how."""
_AS_FIXED = re.compile(
    r", (?:still |always |and )*(?:from|with|on) the [^.;,]*\d{1,2}:\d\d|\bkeeps its (?:date|value)\b"
    r"|\bunder its own date\b"
)
"""Late, but with a value that was fixed before."""
_NEVER_AFTER = re.compile(r"(?:later on|subsequently|in (?:the )?future),? (?:nothing|no [a-z]+|none) ")


def _how_often(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_OFTEN):
        for match in _OFTEN.finditer(segment.low):
            clause = segment.low[match.start() : match.end() + 40]
            if _FREQUENCY.search(clause) or is_purpose(segment.low, match.start()):
                continue
            if _NEVER_AFTER.match(segment.low, match.start()) or _MAY_CHANGE.search(segment.low, 0, match.start()):
                continue
            if _AS_FIXED.search(segment.low, match.end()):
                continue
            if PUT_RIGHT.search(segment.low):  # a check of governance asks by when
                continue
            words = segment.text[match.start() : match.end()]
            if _DELAY.fullmatch(match.group()):
                yield _no_time(segment, match)
                continue
            yield Hit(
                title=f"'{words}' gives no frequency ({_event(segment, match.start())})",
                why=f"“{words}” can be every day, every month or every year. Two implementers who choose differently"
                " hold different portfolios from the first event on.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=replace(segment, match.start(), match.end(), to_specify("frequency and dates")),
            )


_DELAY = re.compile(
    r"in a timely manner|promptly|in due course|as soon as .*|in good time|well in advance|without (?:undue )?delay"
    r"|shortly .*|ahead of time|at a later .*|later on|subsequently|in (?:the )?future"
)
"""What says how long something takes, rather than how often it is done."""


def _no_time(segment: Segment, match: re.Match[str]) -> Hit:
    words = segment.text[match.start() : match.end()]
    return Hit(
        title=f"'{words}' gives no time ({_event(segment, match.start())})",
        why=f"“{words}” can be a minute, a day or a month. Nobody can tell when it is late, and until then one acts on"
        " what another no longer holds.",
        spans=(segment.span(match.start(), match.end()),),
        suggestion=replace(segment, match.start(), match.end(), to_specify("within which time, counted from when")),
    )


def _event(segment: Segment, at: int) -> str:
    """The last words before the frequency, or the section where there are none."""
    words = re.split(r"[,;:]| and | or ", segment.text[:at])[-1].split()
    return " ".join(words[-6:]) or segment.section.title or "the event"


CHECKS = (
    Check(
        id="DS-VAG-01",
        title="No frequency",
        matters="An event without dates happens on different days for different implementers.",
        fix="Name the frequency and the rule for the date: the weekday or day of the month, on which calendar, "
        "and what happens on a holiday.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_how_often,
        bad=(
            "The scores are updated periodically.",
            "The portfolio is rebalanced at regular intervals.",
            "# Monitoring\n\nThe desk reviews fills regularly.",
        ),
        good=(
            "The scores are updated quarterly.",
            "A late rate is sent as soon as possible, from the 12:15 snapshot.",
            "A level that is late is published as soon as possible and keeps its date.",
            "A wrong rate is replaced within an hour. Subsequently no rate is changed.",
            "Quotes are refreshed no more frequently than once per second.",
            "# Background\n\nTraining helps teams that meet regularly.",
        ),
        confidence=0.9,
    ),
)
