"""Parameters without a value: limits, caps and minimums that are named and never given."""

import re
from collections.abc import Iterator
from functools import cache, partial

from domain.analysis.checks.check import Check, Hit, add_after, capital, replace, to_specify
from domain.analysis.checks.parameters.rows import is_field, is_of_row
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import gives_value
from domain.semantics.phrases import is_purpose, phrase_before
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

BOUNDS = (
    r"(?:minimum|maximum)(?: (?:allowed|permitted|acceptable|required))?(?: "
    r"(?:thresholds?|levels?|limits?|values?|requirements?))?|target (?:level|value)|tolerance"
    r"(?: (?:level|band|range|threshold))?|trigger(?: level)?|hurdle(?: rate)?|thresholds?|cut-?offs?|limits?|ceiling"
    r"|floor|caps?|bands?|requirements?"
)

BOUND = re.compile(
    r"\b(?P<how>is below|is above|below|above|exceeds?|exceeding|less than|greater than|lower than|higher than"
    r"|more than|under|over|within|beyond"
    r"|outside(?: of)?|drops? below|falls? below|rises? above|reach(?:es)?|breach(?:es|ed)?|meets?|satisf(?:y"
    r"|ies)|hits?|cross(?:es)?|at least|at most|up to|no more than|limited to|capped at|not exceed"
    r"|set (?:at|to)|equal to|pass(?:es)?|on reaching)"
    rf" (?P<what>(?:(?:the|a|an|its|their|our|this|certain|specified|defined|predefined|pre-defined|predetermined"
    rf"|given|required|set) )*(?P<name>(?:[a-z][a-z-]* ){{0,3}}?(?:{BOUNDS})))(?=\.(?!\w)|[,;:)]|$| \(| (?:or|and"
    rf"|for|in|on|if|when|of|to|at|with|per|before|after|by|are|is|must|will|set|given|defined|described|specified)\b)"
)

_POINTS = re.compile(r"\b(?:section|table|appendix|annex|schedule|above|below|following)\b|=|^:\s*[\w ]{0,20}$")

GIVEN = re.compile(r"\b(?:section|table|appendix|annex|schedule|above|below|following)\b|:\s*\S|=")

_BESIDE = ("above", "below", "over", "under", "within")

_SHARE = re.compile(r"\d\s?%\s$")

_OF_ORDERS = re.compile(r"\blimit prices?\b|\b(?:order's|client's|its) limit\b|\blimit (?:or|and) market\b")
"""The limit that an order comes with is its price."""

_ANY_OF_THEM = re.compile(r"(?:an?|any|one of the) ")


def _unvalued(ir: DocumentIR) -> Iterator[Hit]:
    is_listed = cache(partial(_is_listed, ir))
    for segment in ir.rules.having(BOUND):
        if (cell := segment.block.cell) and cell.row == 0:
            continue  # the head of a column of limits
        for match in BOUND.finditer(segment.low):
            clause = _rest_of_clause(segment.low, match.end())
            if gives_value(clause) or _POINTS.search(clause) or is_purpose(segment.low, match.start()):
                continue
            if match["how"] in _BESIDE and _SHARE.search(segment.low, 0, match.start()):
                continue  # "20% above the limit" needs the limit, which stands where it is set
            name, subject = match["name"], phrase_before(segment.text, match.start()) or segment.lead.strip(" :")
            if (_ANY_OF_THEM.match(match["what"]) and is_listed(content_words(name))) or re.search(
                r"\b(?:regulatory|legal|statutory|th(?:is|at|ese|ose)|such|other|either|both)\b", match["what"]
            ):
                continue
            if name.endswith("price limit") and match["how"].startswith(("hit", "reach")):
                continue  # the exchange's
            if is_given(ir, segment, subject, name) or (name == "limit" and ir.segments.say(_OF_ORDERS)):
                continue
            if (match["what"] == f"its {name}" and is_listed(content_words(name))) or (
                match["what"] == f"the {name}" and _is_labelled(ir, name)
            ):
                continue
            if (match["what"] == name and is_field(ir, name)) or is_of_row(ir, segment, content_words(name)):
                continue
            yield Hit(
                title=_bound_title(subject, name),
                why=f"The rule depends on “{segment.text[match.start() : match.end()]}”, and no value is given"
                " anywhere in the document. One reader may take 1%, another 10%, and the rule decides differently for"
                " each.",
                spans=(segment.span(*_with_subject(segment, match, subject)),),
                suggestion=replace(
                    segment,
                    match.start("what"),
                    match.end("what"),
                    f"{match['what']} of {to_specify('value and unit')}",
                ),
            )


_NEXT_CLAUSE = re.compile(r"[.,;](?!\d| which (?:is|are) )| or | and (?!over)| if | when ")


def _rest_of_clause(low: str, start: int) -> str:
    return _NEXT_CLAUSE.split(low[start : start + 80], maxsplit=1)[0]


def _bound_title(subject: str, name: str) -> str:
    name = re.sub(r"^(?:minimum requirements?|requirements?)$", "minimum", name).removesuffix("requirement").strip()
    if subject and subject.lower() not in name:
        return f"{capital(subject)}: the {name} is not specified"
    return f"The {name} is not specified"


def _with_subject(segment: Segment, match: re.Match[str], subject: str) -> tuple[int, int]:
    at = segment.text.rfind(subject, 0, match.start()) if subject else -1
    return (at if at >= 0 else match.start()), match.end()


UPPER = ("cap", "capp", "maximum", "max", "limit", "ceiling", "most", "exce", "highest")

LOWER = ("minimum", "min", "floor", "least", "lowest")

_ANY = content_words("single individual overall total")

_NOBODY = re.compile(
    r"(?:whatever|anything|everything|what|excess|it|they|desk|rest|remainder|none"
    r"|(?:tested|measured|checked) value)\b",
    re.IGNORECASE,
)
"""Subjects that do not tell one bound from another."""


def is_column(ir: DocumentIR, words: frozenset[str]) -> bool:
    """Whether a table has a column of figures of this name: the limits of the desks."""
    return any(
        words <= content_words(grid.text(grid.rows[0], column))
        and sum(grid.figure(row, column) is not None for row in grid.rows[1:]) > 1
        for grid in grids(ir.segments)
        for column in grid.columns
    )


def _is_listed(ir: DocumentIR, words: frozenset[str]) -> bool:
    """Whether a table has a column of this name: the names of the limits, or their figures."""
    return any(
        words <= content_words(grid.text(grid.rows[0], column))
        for grid in grids(ir.segments)
        for column in grid.columns
    )


def _is_labelled(ir: DocumentIR, name: str) -> bool:
    """Whether a line of its own gives it: "Volume cap: floor(0.20 × M)", of which "the cap" speaks."""
    line = re.compile(rf"^(?:[a-z-]+ ){{0,2}}{re.escape(name)}: [^.;]*\d")
    return any(line.match(segment.low) for segment in ir.with_all(content_words(name)))


_DRAWS = re.compile(r"\b(?:below|above|under|over|exceeds?|at (?:most|least)|more than|less than)\b[^.;]*\d|[<>≤≥]")


def _is_drawn_in(ir: DocumentIR, segment: Segment) -> bool:
    """Whether the section gives the line that its title names."""
    return any(s.section is segment.section and s is not segment and _DRAWS.search(s.low) for s in ir.rules)


def is_given(ir: DocumentIR, segment: Segment, subject: str, name: str) -> bool:
    """Whether another passage gives a figure for this bound of this subject."""
    if _NOBODY.match(subject):
        bound = content_words(name)
        kin = UPPER if bound & set(UPPER) else LOWER if bound & set(LOWER) else tuple(bound)
        near = (s for s in ir.rules if s.section is segment.section and s is not segment)
        if is_column(ir, bound) or any(gives_value(s.low) and content_words(s.low) & set(kin) for s in near):
            return True
    if content_words(name) <= content_words(segment.section.title) and _is_drawn_in(ir, segment):
        return True
    term = ir.meaning(name)
    if term and term.segment is not segment and gives_value(term.meaning):
        return True
    about, words = content_words(subject) - _ANY, content_words(name)
    if about and ir.gives_figure(about | words, segment):
        return True
    if len(words) > 1 and ir.gives_figure(words, segment):
        return True
    kin = UPPER if words & set(UPPER) else LOWER if words & set(LOWER) else ()
    named = words - set(kin)
    return any(ir.gives_figure(of | {word}, segment) for of in (about, named) if of for word in kin)


_CAPPED = re.compile(
    r"\b(?:(?:is|are|be|being|and|weight|weights|size|exposure|position|yield|score),? )"
    r"(?P<how>floored and capped|capped and floored|capped|floored|limited|constrained|restricted"
    r"|bounded)\b(?! (?:to [a-z]+ing|liability|for|during|by))"
)

_ENFORCED = re.compile(
    r"\b(?P<side>minimum|maximum|min|max)\.? (?P<what>(?:[a-z][a-z-]* ){0,4}?[a-z-]+)(?: |: ?)"
    r"(?:(?:appl(?:y|ies)|yes)\b|(?:is|are|will be|must be|shall be) (?:\w+ )?(?P<how>enforced|applied|imposed"
    r"|maintained|required|set|used|observed|in place|respected|met|honou?red|obeyed"
    r"|adhered to|complied with|kept to))\b"
)

_SUBJECT_TO = re.compile(
    r"\b(?:subject to|with|have|has|having|meets?|satisf(?:y|ies)|requires?|apply|applies|above|impose|imposes) "
    r"(?:an? |the |certain |some )*(?P<name>(?:minimum|maximum|certain) (?P<what>(?:[a-z][a-z-]* ){0,3}?[a-z-]+?))"
    r"(?= (?:requirements?|constraints?|limits?|criteria|thresholds?|level|levels|for|per|and|to|on|are|is|apply"
    r"|applies)\b|[.,;]|$)"
)


def _capped(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_CAPPED):
        for match in _CAPPED.finditer(segment.low):
            rest = _rest_of_clause(segment.low, match.end())
            before = segment.low[max(0, match.start() - 60) : match.start()]
            if gives_value(rest) or gives_value(before) or GIVEN.search(rest) or _vague_follows(rest):
                continue
            at = match.start("how")
            subject = phrase_before(segment.text, at) or phrase_before(segment.text, match.start())
            if not subject or is_given(ir, segment, subject, "cap"):
                continue
            yield Hit(
                title=f"{capital(subject)}: the cap is not specified"
                if match["how"] == "capped"
                else f"{capital(subject)} {match['how']}: the limit is not specified",
                why=f"“{segment.text[match.start() : match.end()].strip()}” says that there is a limit but not how"
                " large it is. With 5% and with 10% the weights come out differently.",
                spans=(segment.span(max(0, segment.text.rfind(subject, 0, at)), match.end()),),
                suggestion=add_after(segment, match.end(), f" at {to_specify('value and unit')}"),
            )


def _vague_follows(rest: str) -> bool:
    return (
        re.match(
            r" (?:at|to) (?:an? |the )?(?:reasonable|appropriate|suitable|acceptable|certain|prudent|sensible)", rest
        )
        is not None
    )


def _enforced(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_ENFORCED, _SUBJECT_TO):
        for match in (*_ENFORCED.finditer(segment.low), *_SUBJECT_TO.finditer(segment.low)):
            around = segment.low[match.start() : match.end() + 40]
            what = match["what"].strip()
            side = match.groupdict().get("side") or match["name"].split()[0]
            if gives_value(around) or what in ("of", "to", "or", "and") or is_purpose(segment.low, match.start()):
                continue
            if is_given(ir, segment, what, side) or ir.refers(segment):
                continue
            yield Hit(
                title=f"{capital(side)} {what} is not specified",
                why=f"“{segment.text[match.start() : match.end()]}” announces a {side} without its value, so nobody"
                " can tell which positions or securities it affects.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(segment, match.end("what"), f" of {to_specify('value and unit')}"),
            )


CHECKS = (
    Check(
        id="DS-PAR-01",
        title="A threshold or limit has no value",
        matters="A comparison against a number nobody knows cannot be computed.",
        fix="State the number with its unit, what it is measured on, and whether the value itself is inside or "
        "outside.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_unvalued,
        bad=(
            "- Orders above a size limit: algo instead of auction.",
            "Stocks must have a turnover above the threshold.",
            "The position is closed if the loss exceeds the limit.",
            "Position A is reduced when the loss of book 4 exceeds the loss threshold of book 4.",
            "Sell when the ratio returns to zero or exceeds upper threshold.",
        ),
        good=(
            "| Measure | Limit | On reaching the limit |\n| Loss | 110 | stop |",
            "A loan is taken at or below the rate cap.\n\n| Name | Value |\n| Highest rate at entry | 2.50% |",
            "# 1. Price limit\n\nNo order is priced above R + 0.10. Orders priced higher are set at the limit.",
            "A control fires if the measured value exceeds the limit.\n\n| Rule | Limit |\n| Size | 5 |\n| Rate | 9 |",
            "An order carries a limit price. Levels within the limit are taken first.",
            "At most 4 per country and 6 per sector are taken. What would lie above either limit is skipped.",
            "A desk may go 10% above the normal limit for one hour.",
            "No bond may exceed 3% at review. The step is repeated until none exceeds the cap.",
            "An order that breaches a limit is rejected.\n\n| Limit | Value |\n| Order size | 500 |",
            "Stocks must have a turnover above the threshold of USD 5 million.",
            "The position is closed if the loss exceeds the limit. The loss limit is 3% of the entry price.",
            "Orders are rejected if they exceed the limit (EUR 1,000,000).",
            "The position is closed if the loss of book 4 exceeds the loss threshold of book 4, which is 3%.",
            "The position is closed if the loss exceeds the loss threshold of book 4. The loss threshold of book 4"
            " is 3%.",
            "Volume cap: 20% of M\n\nAfter restart the due shares are worked under the cap.",
            "If the share hits its daily price limit, the order pauses.",
            "A result beyond the daily price limit of Rule 6 is set at that limit.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-PAR-02",
        title="Something is capped or limited, and the limit is not given",
        matters="Weights and sizes differ with the cap, and every index level after them.",
        fix="State the limit with its unit and its base, and what is done with the part above it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_capped,
        bad=("The weight of a single stock is capped.", "Maximum single constituent weight capped."),
        good=(
            "The weight of a single stock is capped at 5%.",
            "The weight of a single stock is capped. The cap on the weight of a stock is 5%.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-PAR-03",
        title="A minimum or maximum is announced without its value",
        matters="Nobody can tell whom the rule affects.",
        fix="Put the minimum or maximum into the sentence, with its unit and the moment at which it is measured.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_enforced,
        bad=(
            "- Min weight: yes",
            "Minimum position size is enforced.",
            "Securities are subject to minimum liquidity requirements.",
        ),
        good=("A minimum position size of 0.5% is enforced.", "A minimum weight is applied. The minimum weight is 1%."),
        confidence=0.85,
    ),
)
