"""Done to some strength, or measured on the past, and nothing says how strongly or over which time."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.parameters.amounts import clause_behind
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import gives_value
from domain.semantics.phrases import is_purpose, phrase_before
from domain.semantics.segments import Segment

_DONE = (
    r"(?P<shrink>shrunk(?:en)?)|(?P<damp>damp(?:en)?ed)|(?P<discount>discounted|marked down)|(?P<mark>marked up)"
    r"|(?P<lever>leveraged|levered|geared)|(?P<penal>penali[sz]ed)|(?P<boost>boosted|topped up|stretched)"
    r"|(?P<throttl>throttled)|(?P<stagger>staggered)|(?P<shad>shaded|padded)|(?P<fad>faded)"
    r"|(?P<spread>(?:spread|stretched|spaced|parcelled|drawn|thinned) out|broken up|split up|sliced up|dribbled out"
    r"|drip-fed)"
    r"|(?P<phas>(?:phased|scaled|eased|averaged|layered|legged) (?:in|out))"
)
_APPLIED = (
    r"(?P<lever2>leverage|gearing|borrowed money|borrowing|margin debt) (?:is|are|may be|can be) (?:then |also )?"
    r"(?:applied|used|employed|taken(?: up| on)?|added|allowed|permitted|possible)"
)
_LESS = (
    r"(?P<decay>(?:older|past|earlier) [a-z]+ (?:fade|lose (?:weight|influence)|decay|die out|carry less weight)"
    r"|older (?:[a-z]+ )?(?:count|weigh|matter)(?:s|ing)?(?: for)? less"
    r"|(?:more|less) weight is given to (?:[a-z]+ )?(?:recent|newer|older) [a-z]+"
    r"|(?:recent|newer|latest) (?:[a-z]+ )?(?:count|weigh|matter)(?:s|ing)?(?: for)? more)"
)
_STRONGLY = re.compile(
    rf"\b(?P<what>(?:is|are|be|being) (?:then |also |further |both )?(?:{_DONE})|{_APPLIED}|{_LESS})\b"
)
_KIN = {
    "phas": re.compile(
        r"\b(?:phas|scal|eas|averag|layer|legg)(?:e|ed|ing)? (?:in|out)\b|\b(?:steps?|tranches|stages)\b"
    ),
    "lever": re.compile(r"\b(?:leverag|lever|gear|borrow|gross exposure|net exposure|exposure)\w*"),
    "shrink": re.compile(r"\bshr[iu]nk\w*"),
    "decay": re.compile(r"\b(?:decay|half-li|smoothing|lambda|forgetting|exponential)\w*|λ"),
}
"""Words with which another passage gives the strength, where they are not those of the verb itself."""
_POINTS = re.compile(
    r"\b(?:section|table|appendix|annex|schedule|as follows|formula)\b|[=:×(]|^ (?:by|at|with) (?:the|an?|its) "
)


def _how_strongly(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for segment in ir.rules.having(_STRONGLY):
        for match in _STRONGLY.finditer(segment.low):
            kind = next(name.rstrip("2") for name, said in match.groupdict().items() if said and name != "what")
            behind = clause_behind(segment.low, match.end())
            if kind in told or gives_value(behind) or _POINTS.search(behind) or is_purpose(segment.low, match.start()):
                continue
            kin = _KIN.get(kind) or re.compile(rf"\b{kind}\w*")
            if any(s is not segment and gives_value(s.low) for s in ir.segments if kin.search(s.low)):
                continue
            told.add(kind)
            yield _open(
                segment,
                match,
                f"'{segment.text[match.start() : match.end()]}': how strongly is not specified",
                "the factor or limit, with its unit",
            )


_PAST = r"historical|historic|past|usual|typical|long-?(?:run|term)|trailing"
_SERIES = (
    r"(?:trading |trade |traded )?(?:volume|spread|volatility|turnover|liquidity|depth|return|correlation|price|trade"
    r"|basis|yield|fill|order)s?"
)
_SUMMARY = r"profiles?|curves?|patterns?|distributions?|averages?|means?|medians?|norms?"
_HISTORY = re.compile(
    rf"\b(?P<what>(?:{_PAST}) (?:intra-?day )?(?:(?:{_SERIES}) )?(?:{_SUMMARY})"
    rf"|(?:average|mean|median) (?:daily |intra-?day )?(?:{_SERIES}) (?:profiles?|curves?|patterns?|distributions?)"
    r"|(?:past|historical|historic) (?:fills|trades|returns|volumes?|executions|quotes|orders|spreads|correlations"
    r"|rates)"
    rf"|volume (?:profiles?|curves?))\b(?! (?:model|feed|file|is (?:computed|calculated|estimated)))"
)
_TIME = re.compile(r"\b(?:days?|weeks?|months?|years?|sessions?|observations?|since)\b")


def _over_which_time(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for segment in ir.rules.having(_HISTORY):
        for match in _HISTORY.finditer(segment.low):
            summary = match["what"].split()[-1].rstrip("s")
            behind = clause_behind(segment.low, match.end())
            if summary in told or gives_value(behind) or _POINTS.search(behind) or ir.refers(segment):
                continue
            speaking = (s for s in ir.segments if s is not segment and summary in s.low)
            if any(gives_value(s.low) and _TIME.search(s.low) for s in speaking):
                continue
            told.add(summary)
            yield _open(
                segment,
                match,
                f"{capital(match['what'])}: over which days it is taken is not specified",
                "the look-back period, and how its days are combined",
            )


def _open(segment: Segment, match: re.Match[str], title: str, specify: str) -> Hit:
    subject = phrase_before(segment.text, match.start())
    words = segment.text[match.start() : match.end()]
    return Hit(
        title=f"{title} ({subject})" if subject else title,
        why=f"“{words}” needs a figure that no passage gives. Whoever implements the rule has to choose it, and results"
        " differ with the choice.",
        spans=(segment.span(match.start(), match.end()),),
        suggestion=add_after(segment, match.end(), f" ({to_specify(specify)})"),
    )


CHECKS = (
    Check(
        id="DS-PAR-25",
        title="Done to a strength that is not given",
        matters="Shrunk by a tenth and shrunk by half give other numbers.",
        fix="Give the factor, the intensity or the limit, with its unit.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_how_strongly,
        bad=(
            "Correlations are shrunk towards their average.",
            "Leverage is used to raise returns.",
            "Volatility is measured from returns, older returns counting for less.",
            "Order flow is throttled.",
            "The roll is spread out to lessen its cost.",
        ),
        good=(
            "Correlations are shrunk towards their average with an intensity of 0.2.",
            "Leverage is used. Gross exposure is at most 150% of net assets.",
            "Volatility is measured from returns, older returns counting for less. The decay factor is 0.94.",
            "Order flow is throttled. The throttle admits 50 messages per second.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-26",
        title="A figure of the past over no stated time",
        matters="The pattern of last week and that of last year are two patterns.",
        fix="Give the look-back period, the kind of days in it, and how they are combined.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_over_which_time,
        bad=(
            "The order is sliced along the historical volume profile of the share.",
            "The spread is compared with its long-run average.",
        ),
        good=(
            "The order is sliced along the historical volume profile of the last 20 trading days.",
            "The order is sliced along the volume profile. The profile is the mean of 20 trading days.",
        ),
        confidence=0.75,
    ),
)
