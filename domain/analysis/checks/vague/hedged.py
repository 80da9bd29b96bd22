"""Hedged words: normally, as well as can be, and so on, a wide stop: what is said holds more or less."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.segments import SegmentKind

_AS_A_RULE = re.compile(
    r"\b(?:(?:is|are|will be|must be|be) )?(?P<what>normally|usually|as a (?:general )?rule|in principle|ordinarily"
    r"|in (?:most|the majority of) cases|for the most part|in the main|more often than not|in the normal course"
    r"|under normal circumstances|by and large)\b(?! distributed|[.;]?$)"
)
_EXCEPT = re.compile(r"\b(?:unless|except\w*|otherwise|save (?:for|where)|but not|other than)\b|\d")

_AT_BEST = re.compile(
    r"\b(?P<what>(?:on an? |with )?(?:reasonable |commercially reasonable )?best[- ](?:efforts?|endeavou?rs)(?: basis)?"
    r"|(?:the )?best (?:possible|achievable|obtainable|attainable) [a-z]+|to the (?:full |best )?extent (?:possible"
    r"|practicable"
    r"|feasible)|as (?:well|best|good|near|fast|cheap|smooth|discreet)(?:ly)? as (?:possible|(?:it|they|one) can|can be"
    r"|practicable)"
    r"|(?:an?|the|its) (?:optimal|optimum|ideal|right|proper|correct|desired|wanted|sweet|happy) (?:level|size|moment"
    r"|time|point|mix"
    r"|amount|number|price|balance|spread|weight|weights|allocation|pace|venue|spot|medium|range))\b"
)
_BY_FORMULA = re.compile(r"[=×:\d]|\b(?:minimi[sz]|maximi[sz]|formula|section|table|calculated|computed|defined)\w*")

_AND_SO_ON = re.compile(
    r"(?<!\w)(?P<what>etc\b|et cetera|and so (?:on|forth)|and (?:the like|others|similar(?: [a-z]+)?)(?=[,.;]|$)"
    r"|or (?:the like"
    r"|similar(?: [a-z]+)?|comparable [a-z]+)(?=[,.;]|$)|among(?:st)? (?:other things|others)|inter alia"
    r"|includ(?:es?|ing) but not limited to|(?:and|or) other (?:relevant |such |suitable |similar )?"
    r"(?:factors|criteria|measures|data|sources|inputs|considerations|reasons|events|circumstances|indicators))(?!\w)"
)

_FIGURE = rf"(?:\d|{SPELLED} )"
_IN_STEPS = re.compile(rf"(?:each|every) {_FIGURE}|{_FIGURE}[^.]{{0,60}}{_FIGURE}[^.;]{{0,20}} and so (?:on|forth)\b")
"""A sequence whose step is plain: "seven days before, fourteen days before, and so on"."""

_MOST = re.compile(
    r"(?:^|[.;:,] )(?:but |and |in addition )?(?P<what>(?:most|many|some|several|a few|few|almost all|nearly all"
    r"|not all|virtually"
    r" all|a (?:large|small|good|fair) (?:part|share|number) of|the (?:majority|bulk|better part) of|a minority of"
    r"|parts? of|much of"
    r"|a lot of) (?:of )?(?:the |its |these )?(?!of\b|the\b)[a-z-]+(?: [a-z]+s)?)(?= (?:is|are|must|will|may|can|gets?"
    r"|goes|go)\b)"
)

_LEVEL_WORD = (
    r"small|large|low|high|wide|tight|narrow|slow|fast|moderate|modest|conservative|aggressive|dynamic|adaptive"
    r"|flexible|variable|passive|defensive|reasonable|appropriate|suitable|sufficient|adequate|as (?:needed|required"
    r"|appropriate"
    r"|necessary)|case by case|light|heavy|strict|loose|generous|prudent|normal|standard|usual|default|several|various"
    r"|a few"
    r"|occasional(?:ly)?|regular(?:ly)?|frequent(?:ly)?|periodic(?:ally)?|timely|soon|late|early|ad hoc|opportunistic"
)
_SETTING = re.compile(
    rf"^(?P<name>[a-z][a-z /&-]{{2,40}}): (?P<what>(?:an? |very |rather |fairly "
    rf"|kept )?(?:{_LEVEL_WORD}))(?: [a-z]+)?\.?$"
)


def _by_a_word(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose.having(_SETTING):
        match = _SETTING.match(segment.low)
        if not match or segment.kind is SegmentKind.CELL or ir.meaning(match["what"]):
            continue
        name, words = segment.text[: match.end("name")], segment.text[match.start("what") : match.end("what")]
        yield Hit(
            title=f"{name}: '{words}' is no value",
            why=f"A setting has to be typed in as a number or as one of a list; “{words}” is neither, and everybody"
            " takes another value for it.",
            spans=(segment.span(match.start("what"), match.end("what")),),
            suggestion=add_after(segment, match.end("what"), f" ({to_specify('value and unit')})"),
        )


CHECKS = (
    Check(
        id="DS-VAG-29",
        title="Normally, as a rule: and when not",
        matters="What holds normally does not hold at times, and nobody knows at which.",
        fix="Take the word out, or list the exceptions with the test for each.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _AS_A_RULE,
            "'{words}': the exceptions are not given",
            "“{words}” says that there are exceptions and does not say which; a program needs them, and so does whoever"
            " checks it.",
            "the exceptions, each with its test",
            settled=_EXCEPT,
        ),
        bad=("Orders are normally sent as limit orders.", "As a rule a bond leaves at the next review."),
        good=(
            "Orders are normally sent as limit orders, except in the closing auction.",
            "Returns are assumed to be normally distributed.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-VAG-30",
        title="A setting given by a word",
        matters="Wide, slow and moderate cannot be typed in.",
        fix="Give the value with its unit, or the row of the table in which the word stands for one.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_by_a_word,
        bad=("Settings:\n- Stop: wide\n- Order size: small",),
        good=(
            "Settings:\n- Stop: 8% below the entry price\n- Side: long",
            'Settings:\n- Speed: slow\n\n"Slow" means one order in 5 minutes.',
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-VAG-31",
        title="As well as can be, at an optimal level: by which measure",
        matters="The best by one measure is not the best by another.",
        fix="Name the measure that is made largest or smallest, its inputs, and the choices that are open.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _AT_BEST,
            "'{words}': by which measure is not specified ({subject})",
            "“{words}” points to a best choice and does not say what makes one better than another.",
            "the measure, and the choices it is taken over",
            settled=_BY_FORMULA,
        ),
        bad=("Orders are filled at the best possible price.", "Leverage is set to an optimal level."),
        good=("Orders are filled at the best bid.", "Leverage is set to an optimal level, 1.5."),
        confidence=0.7,
    ),
    Check(
        id="DS-VAG-32",
        title="And so on: a list left open",
        matters="What is not on the list is added by one reader and left out by the next.",
        fix="Write the list out, or give the rule by which something belongs on it.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _AND_SO_ON,
            "'{words}' leaves the list open",
            "“{words}” says that there is more and does not say what. An implementer can only build what is named.",
            "the rest of the list, or the rule by which something belongs on it",
            settled=_IN_STEPS,
        ),
        bad=(
            "Prices are checked for gaps, spikes, etc.",
            "The weight depends on size, turnover and other factors.",
            "Trades are left out for errors, tests and the like.",
        ),
        good=(
            "Prices are checked for gaps and spikes.",
            "Stocks, bonds and other securities are held in custody.",
            "The book is read at 15:45:00, 15:45:30 and so on, each 30 seconds, to 15:59:30.",
            "If the price is missing, that of seven days before is used; failing that, of fourteen days before, and so"
            " on.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-VAG-33",
        title="Most, some, almost all: which ones",
        matters="A rule for most of them leaves out some, and nobody knows which.",
        fix="Name those for which the rule holds, or give the test or the number by which they are told.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _MOST,
            "'{words}': which ones is not specified",
            "The rule holds for “{words}” and not for the rest, and nothing tells one from the other.",
            "which ones, by name, number or test",
            settled=_EXCEPT,
        ),
        bad=("Most gaps are filled with the last price.", "Some venues are skipped in the auction."),
        good=("Most gaps are filled, except those longer than 5 seconds.", "All gaps are filled with the last price."),
        confidence=0.7,
    ),
)
