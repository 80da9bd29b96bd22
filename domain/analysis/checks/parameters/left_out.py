"""Numbers left out: n days with no n, notice of no length, the largest stocks and not how many."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_UNITS = (
    r"(?:trading |business |calendar )?days?|weeks?|months?|years?|minutes?|seconds?|hours?|observations|periods|stocks"
    r"|shares|contracts|constituents|names|bonds|assets|coins|tokens|ticks|lots|slices|buckets|levels|basis points"
    r"|deviations|standard deviations|sigmas|times|steps"
)
_BY_A_LETTER = re.compile(
    rf"\b(?P<what2>(?:so|any number of|x number of) (?:many )?(?:milliseconds|{_UNITS}))\b"
    rf"|(?<![\w/=×*+(^-])(?P<what>(?P<letter>[nkmxy])[ -](?:{_UNITS}))(?![\w-]*\s*[=×*])"
)
_NOTICE = re.compile(
    r"\b(?P<what>(?:(?:with|on|upon|after|by|gives?|given|giving|without|subject to|receives?) )?(?:an? )?(?:due|prior"
    r"|advance|proper"
    r"|timely|short|written|early|ample|some|formal|previous|public) (?:written )?(?:notice|notification|warning"
    r"|announcement)"
    r"|(?:with|on|upon|after|gives?|given|giving) notice|(?:told|warned|informed|notified|announced|published"
    r"|communicated) "
    r"(?:well |in good time )?(?:in advance|beforehand|ahead of time))\b(?! (?:of|period|shall|must) ?\d"
    r"| to [a-z]+ (?:of )?\d)"
)
_LENGTH = re.compile(r"\d|\b(?:days?|weeks?|months?|hours?|notice period|section|table|appendix|immediately|at once)\b")
_BEST = (
    r"largest|smallest|biggest|best|strongest|weakest|cheapest|most [a-z]+|least [a-z]+|(?:highest"
    r"|lowest)(?:[- ](?:yielding|ranked"
    r"|ranking|scoring|rated|scored|priced|volatility|beta|quality))|top(?:[- ](?:ranked|rated|scoring|performing))?"
    r"|leading"
)
_MEMBERS = (
    r"stocks|shares|companies|names|issuers|bonds|assets|coins|tokens|cryptocurrencies|currencies|commodities|contracts"
    r"|futures"
    r"|sectors|countries|markets|funds|etfs|pairs|firms|securities|constituents|members|candidates|equities|protocols"
    r"|banks"
    r"|industries|performers|movers|gainers|losers"
)
_THE_BEST = re.compile(
    rf"\b(?P<verb>holds?|contains?|consists? of|comprises?|includes?|buys?|bought|sells?|sold|selects?|takes?|keeps?"
    rf"|invests? in|picks?"
    rf"|chooses?|shorts?|tracks?|measures?|covers?|made up of|composed of|adds?|of|in|from|on|into) "
    rf"(?:only )?(?:the |its )(?P<what>(?:{_BEST}) (?:[a-z-]+ ){{0,2}}?(?:{_MEMBERS}))\b"
    rf"|\bthe (?P<what2>(?:{_BEST}) (?:[a-z-]+ ){{0,2}}?(?:{_MEMBERS}))(?: by [a-z- ]{{3,30}}?)? (?:is"
    rf"|are) (?:then )?(?:bought|held|selected"
    rf"|sold|kept|taken|included|chosen|added|shorted|picked|used)\b"
)
_HOW_MANY = re.compile(
    r"\b(?:number of|at (?:most|least)|top|the) (?:\w+ ){0,2}?\d|\b\d+ (?:[a-z-]+ ){0,3}(?:"
    + _MEMBERS
    + r")\b|\b(?:decile|quintile|quartile|tercile|tertile|percent|per cent|half|third|quarter)\b|%"
)
_OPENED = re.compile(
    r"\b(?P<what>(?:long |short |new )?(?:positions?|pairs?|trades?|spreads?|straddles?) (?:is|are) (?:then )?(?:opened"
    r"|entered"
    r"|put on|initiated|established))\b"
)
_ENDS_A_LOSS = re.compile(
    r"\b(?:stop(?:s|ped)?|loss(?:es)?|draw-?downs?|liquidat\w+|kill[- ]switch|value[- ]at[- ]risk|circuit breakers?"
    r"|lost|loses?)\b"
)


def _no_stop(ir: DocumentIR) -> Iterator[Hit]:
    """Where positions are opened and no passage speaks of a loss: told once."""
    found = next(((s, m) for s in ir.rules.having(_OPENED) if (m := _OPENED.search(s.low))), None)
    if found is None or ir.segments.say(_ENDS_A_LOSS):
        return
    segment, match = found
    yield Hit(
        title="No stop loss: at which loss a position is closed is not specified",
        why="Positions are opened, and no passage says what ends one that moves against them. How much can be lost"
        " before the rules act is then not bounded.",
        spans=(segment.span(match.start(), match.end()),),
        suggestion=add_sentence(
            segment, f"A position is closed at a loss of {to_specify('level, unit and what it is measured from')}."
        ),
    )


@dataclass(frozen=True)
class _LeftOut:
    """Finds a number left out; `is_given` tells from the document and the passage whether it is there all the same."""

    pattern: re.Pattern[str]
    title: str
    why: str
    specify: str
    is_given: Callable[[DocumentIR, Segment, re.Match[str]], bool]

    def __call__(self, ir: DocumentIR) -> Iterator[Hit]:
        told = set[str]()
        for segment in ir.rules.having(self.pattern):
            for match in self.pattern.finditer(segment.low):
                group = "what" if match["what"] else "what2"
                start, end = match.span(group)
                if match[group] in told or self.is_given(ir, segment, match):
                    continue
                told.add(match[group])
                words = segment.text[start:end]
                yield Hit(
                    title=self.title.format(words=capital(words)),
                    why=self.why.format(words=words),
                    spans=(segment.span(start, end),),
                    suggestion=add_after(segment, end, f" ({to_specify(self.specify)})"),
                )


def _letter_is_given(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    if not match["letter"]:
        return False
    says = re.compile(
        rf"(?<![\w.]){match['letter']}(?:\s*(?:=|≥|≤|:=|:|>|<|,)|,? (?:is|are|being|equals?|runs|ranges|denotes?"
        rf"|means)\b)|for each {match['letter']}\b"
    )
    return any(says.search(other.low) for other in ir.segments) or ir.meaning(match["letter"]) is not None


def _length_is_given(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    return _LENGTH.search(segment.low) is not None or any(
        GIVES_NUMBER.search(other.low) for other in ir.with_all(content_words("notice")) if other is not segment
    )


def _count_is_given(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    return GIVES_NUMBER.search(segment.low) is not None or any(_HOW_MANY.search(other.low) for other in ir.segments)


CHECKS = (
    Check(
        id="DS-PAR-27",
        title="A letter where a number is needed",
        matters="An average over n days is computed by nobody before n is a number.",
        fix="Put the number in the place of the letter, or say once what the letter stands for.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_LeftOut(
            _BY_A_LETTER,
            "{words}: the number is not given",
            "The number in “{words}” is a letter, and no passage says which number it stands for.",
            "the number",
            _letter_is_given,
        ),
        bad=("The n-day moving average is used.", "Positions are rolled N days before expiry."),
        good=("The n-day moving average is used, where n = 20.", "The 20-day moving average is used."),
        confidence=0.8,
    ),
    Check(
        id="DS-PAR-28",
        title="Notice of no stated length",
        matters="Who has to act on a change needs to know how long before it he is told.",
        fix="Give the length of the notice with the kind of days, and by which means it is given.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_LeftOut(
            _NOTICE,
            "{words}: how long before is not specified",
            "“{words}” can be an hour or a quarter; those who hold positions on the rules cannot plan with it.",
            "length of the notice, kind of days, and means",
            _length_is_given,
        ),
        bad=("Changes take effect after prior notice.", "Licensees are told in advance."),
        good=(
            "Changes take effect after prior notice of 30 calendar days.",
            "Changes take effect after prior notice. The notice period is 30 days.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-29",
        title="The largest, the best, and not how many",
        matters="The ten largest and the fifty largest are two portfolios.",
        fix="Give the number that is taken, the figure they are ranked by, and what happens at equal rank.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_LeftOut(
            _THE_BEST,
            "{words}: how many is not specified",
            "“{words}” ends where somebody stops counting, and the document gives no number and no share.",
            "the number, and the figure they are ranked by",
            _count_is_given,
        ),
        bad=("The portfolio holds the largest coins.", "The strongest sectors are bought each month."),
        good=(
            "The portfolio holds the 20 largest coins.",
            "The portfolio holds the largest coins. The number of coins is 20.",
            "The top decile is bought and the weakest stocks are sold.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-30",
        title="Positions are opened, and no loss closes them",
        matters="A signal that stays wrong keeps its position for as long as there is money.",
        fix="Give the loss at which a position is closed, what it is measured from, and when it may be opened again.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_no_stop,
        bad=("A position is opened above 2 standard deviations and closed at the mean.",),
        good=(
            "A position is opened above 2 standard deviations and closed at the mean or at a loss of 3%.",
            "The index is opened to new members in May.",
        ),
        confidence=0.7,
    ),
)
