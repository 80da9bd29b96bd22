"""Amounts that rules call by a name and no passage gives: the buy line, a rolling interval, a set number of days."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.parameters.amount_words import LEVELS, PARTS, PERIODS
from domain.analysis.checks.parameters.thresholds import BOUND, LOWER, UPPER
from domain.analysis.checks.parameters.unset import is_apposed, is_asked_for, is_given_elsewhere
from domain.analysis.checks.wording import is_meant
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import gives_value
from domain.semantics.phrases import is_purpose
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words


@dataclass(frozen=True)
class Amounts:
    """Finds amounts of a kind: what their names look like, and what a reader would have to choose for them.

    `is_given` tells from a sentence, and where the name stands in it, whether the sentence itself gives the amount.
    """

    patterns: tuple[re.Pattern[str], ...]
    what_is_open: str
    """Stands in the title behind the name."""
    specify: str
    is_given: Callable[[str, int, int], bool]

    def __call__(self, ir: DocumentIR) -> Iterator[Hit]:
        told = set[frozenset[str]]()
        for segment, matches in ir.rules.gather(
            ((pattern,), partial(_in, pattern)) for pattern in self.patterns
        ).items():
            if segment.kind is SegmentKind.CELL and not segment.text.endswith("."):
                continue
            for match in matches:
                start, end = match.span("what")
                if _NO_AMOUNT.search(match["what"]) or _SHORTENED.match(segment.text, end):
                    continue
                if _PEOPLE.search(segment.low, 0, start):
                    continue
                words = content_words(match["what"])
                if words in told or self.is_given(segment.low, start, end) or _is_settled(ir, segment, start, end):
                    continue
                told.add(words)
                yield self._hit(segment, start, end)

    def _hit(self, segment: Segment, start: int, end: int) -> Hit:
        name = segment.text[start:end]
        return Hit(
            title=f"{capital(name)}: {self.what_is_open}",
            why=f"The rule speaks of “{name}” as if it were known, and no passage gives it. Whoever implements the rule"
            " has to choose it, and results differ with the choice.",
            spans=(segment.span(start, end),),
            suggestion=add_after(segment, end, f" ({to_specify(self.specify)})"),
        )


_NO_AMOUNT = re.compile(
    r"\b(?:calendars?|schedules?)$|^equal distance|^(?:displayed|visible|quoted|available|remaining|traded"
    r"|outstanding) "
)
"""What is published or seen, and looked up: "under its published calendar", "no more than the displayed size"."""


_SHORTENED = re.compile(r"\.[A-Z]")
"""What goes on behind a full stop: the "SIFMA U" of "SIFMA U.S."."""
_PEOPLE = re.compile(r"\b(?:anyone|everyone|nobody|traders?|staff|people) on the $")
"""Who stands on a floor of a building."""


def _in(pattern: re.Pattern[str], segment: Segment) -> Iterator[re.Match[str]]:
    return pattern.finditer(segment.low)


_LINKS = (
    r"of|at|is|are|be|will|shall|to|set|the|an?|currently|fixed|plus|minus|least|most|up|about|not|exceed|between|from"
    r"|with|or|being|equals?|equal|namely|amounts?|last(?:s|ing)?|has|length|value|size|always|for|in|than|less|more"
    r"|lifted"
    r"|raised|cut|reduced|lowered|increased|moved|brought|widened|tightened"
)
_VALUE_BEHIND = re.compile(
    rf"[ ,(:=]*(?:(?:{_LINKS}|above|below|over|under|beyond)[ ,]+){{0,6}}(?:(?:usd|eur|gbp|chf|jpy|cents?"
    rf"|sek) )?(?P<value>[$€£±+-]?[a-z]*-?\d?[a-z-]*)"
)
_POINTS = re.compile(
    r"[^.;]{0,60}\b(?:section|table|appendix|annex|schedule|following table|as follows|as defined|set out"
    r"|(?:given|listed|stated|shown|described) (?:above|below)|of that (?:day|order))\b|\s*[(=:]"
)
_OF_ANOTHER = re.compile(
    r"[^.;]{0,12}\b(?:of|set by|given by|imposed by|stated in|fixed by) (?:the |its |their |each )?(?:order|client"
    r"|exchange|venue|market|broker|regulator|parent order|central bank|clearing house)\b"
)
_COMPUTED = re.compile(
    r",? (?:that |which )?(?:equals?|equal to|given by|determined by|follows from|begins|starts|ends|ending|starting"
    r"|beginning|between|from|(?:is|are|being) (?:\d|the|an?|set|computed|calculated|defined|given|determined|derived"
    r"|equal|found|obtained|updated))\b"
)
_SYMBOL = re.compile(r",? (?!a\b|i\b)(?:[a-z\u03b1-\u03c9](?:_\w+)?|[a-z]\d|[a-z]+_\w+)(?=[ ,.;:)]|$)")


_LIMIT_ORDERS = re.compile(r"\blimit (?:orders?|prices?)\b")
"""Where orders have limits, a limit is a price."""


def _is_taken_up(low: str, start: int, end: int) -> bool:
    """Whether it is what somebody else applied: "changes it by a factor, prices are divided by the same factor"."""
    return re.search(rf"\b(?:the same|that(?: same)?) {re.escape(low[start:end])}\b", low[end:]) is not None


def gives_it(low: str, start: int, end: int) -> bool:
    """Whether the value of what is named at start..end stands beside it: "a buffer of 5%", "200 lots, the limit"."""
    places = [match.end() for match in re.finditer(rf"\b{re.escape(low[start:end])}\b", low)]
    behind = [match["value"] for place in places if (match := _VALUE_BEHIND.match(low, place))]
    return any(map(gives_value, behind)) or is_apposed(low, start)


def clause_gives_it(low: str, start: int, end: int) -> bool:
    """Whether the clause of what is named at start..end has a figure behind it."""
    return gives_value(clause_behind(low, end))


_CLAUSE_END = re.compile(r"[;:]|\.\s|, (?:and|but|or|while|whereas) | (?:and|but|while) (?:the|it|its|is|are|if|when) ")


def clause_behind(low: str, end: int) -> str:
    after = _CLAUSE_END.search(low, end)
    return low[end : after.start() if after else len(low)]


def _is_settled(ir: DocumentIR, segment: Segment, start: int, end: int) -> bool:
    low, name = segment.low, segment.low[start:end]
    return (
        is_purpose(low, start)
        or is_asked_for(low, start, end)
        or (name == "limit" and ir.segments.say(_LIMIT_ORDERS))
        or _is_taken_up(low, start, end)
        or any(match.start("what") < end and start < match.end("what") for match in BOUND.finditer(low))
        or any(pattern.match(low, end) for pattern in (_SYMBOL, _POINTS, _OF_ANOTHER, _COMPUTED))
        or is_meant(ir, segment, name)
        or _ends_in_a_term(ir, segment.text[start:end])
        or ir.refers(segment)
        or is_given_elsewhere(ir, segment, content_words(name))
        or _is_bounded_elsewhere(ir, segment, content_words(name))
    )


def _ends_in_a_term(ir: DocumentIR, name: str) -> bool:
    """Whether it is a thing that is defined, with a word before it: "a running Period"."""
    last = name.split()[-1]
    return last[0].isupper() and " " in name and ir.meaning(last) is not None


def _is_bounded_elsewhere(ir: DocumentIR, segment: Segment, name: frozenset[str]) -> bool:
    """Whether another passage gives a limit in other words: the issuer cap, and "no issuer exceeds 3%"."""
    kin = next((kin for kin in (UPPER, LOWER) if name & set(kin)), ())
    return any(ir.gives_figure((name - set(kin)) | {word}, segment) for word in kin)


CHECKS = (
    Check(
        id="DS-PAR-22",
        title="A level is named and not given",
        matters="A line that nobody has drawn lies elsewhere for every reader.",
        fix="Give the value with its unit where it is first named, or refer to the table in which it stands.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Amounts(LEVELS, "its value is not specified", "value, unit and what it is measured on", gives_it),
        bad=(
            "Stocks with a score above the entry line are held at equal weight.",
            "Quotes are skewed once inventory leaves the comfort zone.",
            "A bond joins if its size clears the admission hurdle.",
            "The trader picks a rate inside the permitted band.",
            "Correlations are pulled to their mean with a shrinkage intensity.",
            "The weights are scaled to the volatility goal.",
            "The child size varies around a usual clip.",
            "Values outside acceptable bounds are dropped.",
            "The exposure moves if it departs from the previous one by more than the buffer.",
        ),
        good=(
            "If the exchange changes the unit by a factor, earlier prices are multiplied by the same factor.",
            "Stocks with a score above the entry line are held. The entry line is 0.6.",
            "Quotes are skewed once inventory leaves the comfort zone of plus or minus 200 lots.",
            "A bond joins if it has more than EUR 500 million outstanding, the admission hurdle.",
            "# Parameters\n\n| Parameter | Value |\n| Buffer | 5% |\n\nExposure moves by more than the buffer.",
            "The estimate is blended with the average using a blending weight w. w is 0.3.",
            "The price closes above the trend line. Prices are above the level of the day before.",
            "Orders are capped inside the permitted band of the exchange.",
            "Currencies with a weight below 1% are left unhedged.",
            "Anyone on the floor may switch it off.",
            "A day on which the exchange is scheduled, under its published calendar, to hold a session counts.",
            "An order is sent at the best price for no more than the displayed size.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-23",
        title="A period of no stated length",
        matters="A window of 20 days and one of 250 days give other averages and other trades.",
        fix="Give the length, the kind of days, and the day on which it begins or ends.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Amounts(PERIODS, "its length is not specified", "length, kind of days, and where it begins", gives_it),
        bad=(
            "The sale price is the average of trades during a period following the fixing.",
            "Market volume is measured over a trailing interval.",
            "An order is repriced after the minimum resting time.",
            "The roll is deferred by the extra waiting time.",
            "The model trades after a warm-up phase.",
        ),
        good=(
            "The sale price is the average of trades during a period of ten minutes following the fixing.",
            "Market volume is measured over a trailing interval. The trailing interval is 5 minutes.",
            "An order is repriced after the minimum resting time (2 seconds).",
            "The roll period starts on the fifth day. In the roll period 20% are moved each day.",
            "For a period ending on the review date the average is taken.",
            "# 1. Definitions\n\nPeriod (from one review to the next).\n\n# 2. Changes\n\n"
            "No rule is changed after the minimum running Period.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-24",
        title="A part or number of something, without a figure",
        matters="A fraction can be a tenth or a half.",
        fix="Give the figure, and what it is taken of.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Amounts(PARTS, "how much is not specified", "the figure, and what it is taken of", clause_gives_it),
        bad=(
            "Positions are rolled a set number of days before expiry.",
            "The size is a multiple of the average trade.",
            "A portion of the cash is kept back.",
        ),
        good=(
            "The size is rounded down to a multiple of the round lot.",
            "Positions are rolled a set number of days before expiry, namely 3.",
            "The size is a multiple of the average trade. The multiple of the average is 2.",
            "The level is shown as a percentage of par.",
            "With equal distance, the longer bond is taken.",
        ),
        confidence=0.7,
    ),
)
