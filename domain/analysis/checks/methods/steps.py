"""Steps that are named and not given: adjusted, estimated, tilted, reduced, and by how much is open."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.methods.models import DETAILED, given
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.phrases import is_purpose, phrase_before, phrase_end
from domain.semantics.words import content_words, word_set

_CONSIDERED = re.compile(
    r"\b(?:is|are|be|being|will be) (?:also )?(?P<how>considered|taken into (?:account|consideration)|factored in"
    r"|accounted for|reflected|incorporated|treated|handled(?: accordingly| appropriately)?|addressed|treated "
    r"(?:accordingly|appropriately)|adjusted(?: accordingly| appropriately| as needed)?|normali[sz]ed|smoothed"
    r"|cleaned|filtered|winsori[sz]ed|standardi[sz]ed|aggregated|combined|blended)"
    r"(?=[,.;]|$| and\b| in the| when| during| before| within| across| over time)|\b(?:is|are|be|will be) "
    r"(?P<how2>[a-z]+(?:ed|en) (?:appropriately|accordingly|adequately|properly|suitably|correctly|carefully"
    r"|prudently|closely))\b"
)
_ORDERED = re.compile(
    r"^(?:then )?(?P<how>normali[sz]e|standardi[sz]e|smooth|clean(?! prices?\b)|filter|winsori[sz]e|aggregate|combine"
    r"|blend|neutrali[sz]e|account for|consider) (?P<subject>(?:the |all |each )?(?:[a-z-]+ ?){1,3}?)"
    r"(?=[.,;]|$| and | for | to | in )"
)


_STATISTIC = word_set("normalized normalised smoothed winsorized winsorised standardized standardised")


def _of_statistic(how: str) -> frozenset[str]:
    """The step itself where only a figure of its own tells it: at which percentiles something is winsorised."""
    return content_words(how) if how in _STATISTIC else frozenset()


_BY_ITS_OWNER = re.compile(
    r" in the [^.;]{2,60}\bby (?:its|the|their) (?:index )?(?:sponsor|provider|publisher|administrator|calculator)\b"
)
"""What somebody else has done before: "reflected in the closing level by its sponsor"."""
_NOT_A_STEP = re.compile(r"(?:[\w_-]+ - )?(?:only|no|none|neither)\b")


def _considered(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_ORDERED, _CONSIDERED):
        if (order := _ORDERED.match(segment.low)) and not (
            GIVES_NUMBER.search(segment.low) or DETAILED.search(segment.low)
        ):
            words = segment.text[order.start("how") : order.end()]
            yield Hit(
                title=f"'{words}': how is not specified",
                why=f"“{words}” is a step without its arithmetic: by which formula, over which window, against which"
                " group.",
                spans=(segment.span(order.start("how"), order.end()),),
                suggestion=add_after(segment, order.end(), f" {to_specify('by which formula, over which window')}"),
            )
        for match in _CONSIDERED.finditer(segment.low):
            subject, how = phrase_before(segment.text, match.start(), 4), match["how"] or match["how2"]
            if (
                not subject
                or _NOT_A_STEP.match(segment.low)
                or _BY_ITS_OWNER.match(segment.low, match.end())
                or given(ir, segment, subject)
                or ir.gives_figure(content_words(subject) | _of_statistic(how), segment)
            ):
                continue
            yield Hit(
                title=f"{capital(subject)}: how they are {how} is not specified",
                why=f"“{segment.text[match.start() : match.end()]}” promises a step without saying what it does:"
                " neither the inputs nor the arithmetic are given.",
                spans=(segment.span(max(0, segment.text.rfind(subject, 0, match.start())), match.end()),),
                suggestion=add_after(segment, match.end(), f" {to_specify('how, with formula and inputs')}"),
            )


_EXPECTED = re.compile(
    r"\b(?P<what>(?:expected|estimated|projected|forecast(?:ed)?|anticipated|predicted) (?:[a-z-]+ )?[a-z]+)\b"
)


_IS_GIVEN = re.compile(
    r"\b(?:is|are|equals?) the (?:[a-z]+ )?(?:mean|average|sum|median|product|ratio|difference|share|number)\b|[=×]"
)


_TAKEN_FROM = re.compile(r"(?:[^.;,]{0,40},)? (?:(?:taken|read) )?(?:from|according to|under) the [a-z]")
_NOT_IT = re.compile(r"\b(?:never|not|no|rather than|instead of) (?:the |an? |any )?$")
"""What is not used need not be said."""
_FORMULA_FOLLOWS = re.compile(r"[^.;:]{0,40}\b(?:is|are|equals?|as)(?: [a-z]+ (?:as|by))?\s*:?$")


def _expected(ir: DocumentIR) -> Iterator[Hit]:
    seen = set[str]()
    for segment in ir.rules.having(_EXPECTED):
        for match in _EXPECTED.finditer(segment.low):
            end = phrase_end(segment.text, match.start(), 3)
            what = segment.text[match.start() : end]
            key = what.lower()
            if (
                key in seen
                or len(what.split()) < 2
                or given(ir, segment, what)
                or any(
                    _IS_GIVEN.search(other.low) for other in ir.with_all(content_words(what)) if other is not segment
                )
                or is_purpose(segment.low, match.start())
                or match["what"].endswith(" to")
                or _FORMULA_FOLLOWS.match(segment.low, end)
                or _NOT_IT.search(segment.low, 0, match.start())
                or _TAKEN_FROM.match(segment.low, end)
            ):
                continue
            seen.add(key)
            yield Hit(
                title=f"'{what}': how it is calculated is not specified",
                why=f"“{what}” is an estimate; the document gives neither the model nor the inputs, so each"
                " implementer estimates something else.",
                spans=(segment.span(match.start(), end),),
                suggestion=add_after(segment, end, f" {to_specify('formula and inputs of the estimate')}"),
                severity=Severity.MEDIUM,
            )


_TILT = re.compile(
    r"\b(?P<how>tilt(?:s|ed|ing)?|overweight(?:s|ed|ing)?|underweight(?:s|ed|ing)?|(?<!in )favou?r(?:s|ed|ing)?"
    r"|(?:shift|rotat|skew|reallocat)\w* in favou?r of"
    r"|emphasi[sz]e[sd]?|prioriti[sz]e[sd]?|(?<!\()prefer(?:s|red(?! (?:shares?|stocks?|equit|securities))|ence)?(?:"
    r" is given)?|lean(?:s|ed)?|bias(?:es|ed)?)\b"
    r"(?P<rest>[^.;]{0,80})"
)


def _tilted(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_TILT):
        match, cell = _TILT.search(segment.low), segment.block.cell
        if (
            not match
            or (cell and cell.row == 0)
            or GIVES_NUMBER.search(segment.low)
            or DETAILED.search(segment.low)
            or is_purpose(segment.low, match.start())
        ):
            continue
        if any("tilt" in formula.left.lower() or "weight" in formula.left.lower() for formula in ir.formulas):
            continue
        target = re.search(r"\b(?:towards?|to|for|in favou?r of|against)\b", match["rest"])
        end = (
            phrase_end(segment.text, match.end("how") + target.end() + 1)
            if target
            else phrase_end(segment.text, match.start(), 5)
        )
        end = max(end, match.end("how"))
        subject = "" if target else phrase_before(segment.text, match.start(), 3)
        words = (subject + " " + segment.text[match.start() : end]).strip()
        yield Hit(
            title=f"'{words}': the tilting method and its size are not specified",
            why="The direction is given, not the amount. A tilt of weights by a factor of 1.1 and one by a factor of"
            f" 2 both satisfy “{words}”.",
            spans=(segment.span(match.start(), end),),
            suggestion=add_after(segment, end, f" {to_specify('formula for the tilt, with its minimum and maximum')}"),
        )


_CHANGES = re.compile(
    r"\b(?P<what>(?:weights?|allocations?|exposures?|positions?|leverage|position sizes?|risk|holdings|quotes"
    r"|spreads?|half-spreads?|limits?|constraints?|conditions|criteria|buffers?|quote sizes?|order sizes?|trading"
    r"|participation|execution|pace|speed|aggressiveness|sizes?|stakes?|bets?|(?:visible|displayed|hidden|cash"
    r"|risky) part|gross|budget|turnover|inventory|(?:bid|ask|quote|order|trade) sizes?)) "
    r"(?:is |are |may be |will be |can be |be )?(?P<how>chang(?:e|es|ed)|shift(?:s|ed)?|adjust(?:s|ed)?|increas"
    r"(?:e|es|ed)|decreas(?:e|es|ed)|reduc(?:e|es|ed)|scaled (?:up|down|back)|(?:cut|dial+ed|ramped|stepped|turned"
    r"|taken|wound|pared|rolled) (?:up|down|back)|cut|raised|lowered"
    r"|rotated|trimmed|throttled|toned down|beefed up|lifted|curbed|shed|pruned"
    r"|moved|skew(?:s|ed)|widen(?:s|ed)?|tighten(?:s|ed)?|narrowed|relaxed|shrinks?|slowed|accelerated|throttled"
    r"|eased|loosened)\b"
)
_IMPERATIVE = re.compile(
    r"\b(?P<how>reduce|increase|cut|raise|lower|scale (?:up|down|back)|trim|shift|adjust) "
    r"(?:the |portfolio |overall |equity |risk |position )*(?P<what>weights?|allocations?|exposures?|positions?"
    r"|leverage|position sizes?|holdings)\b"
)


_TRIGGERS = re.compile(
    r"\b(?:when|whenever|if|where|after|once|each time|every time|on days on which) (?:the |an? |its )?$"
    r"|\b(?:may|can) (?:order|demand|require|instruct) (?:that )?(?:the |all |any )?$"
)
"""A change that starts something else: "Whenever exposure changes, a cost is charged"."""


_IS_DONE = re.compile(r"\b(?:is|are|be) |s$")
"""What names a row without it is an event: "Limit changed"."""


def _changes(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_CHANGES, _IMPERATIVE):
        match = _CHANGES.search(segment.low) or _IMPERATIVE.match(segment.low)
        if not match or is_purpose(segment.low, match.start()) or _TRIGGERS.search(segment.low, 0, match.start()):
            continue
        if segment.block.cell and segment.block.cell.column == 0 and not _IS_DONE.search(match.group()):
            continue
        rest = segment.low[match.end() : match.end() + 60]
        if re.search(
            r"\b(?:by|to|in) [^,.;]{0,20}(?:\d|[*/×]|\bhalf\b|\bthird\b|\bquarter\b)"
            r"|\bpro[- ]?rata|\bto (?:zero|equal|(?:the )?(?:target|limit|cap)|its|their)\b|\bto reach"
            r"|\bproportional|\bto (?:satisfy|meet|fit|obey|respect|comply with|stay within) (?:this|that|it"
            r"|these|the)\b"
            r"|\bin (?:equal )?(?:halves|thirds|quarters|fifths|tenths|parts|shares|steps of)\b|\bfor\b|\bon\b"
            r"|\bby (?:the |an? )?(?:authori[sz]ed |senior )?[a-z]+s?\b[^,;]{0,20}\.?$",
            rest,
        ) or DETAILED.search(segment.low):
            continue
        yield Hit(
            title=f"'{segment.text[match.start() : match.end()]}': by how much is not specified",
            why=f"“{segment.text[match.start() : match.end()]}” says that something moves and not by how much or to"
            " what; 2% and 20% both fit the text.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(segment, match.end(), f" by {to_specify('amount or formula')}"),
        )


_TREND = re.compile(
    r"\b(?P<how>increased|increasing|grown|growing|raised|improved|improving|stable|consistent|consistently|sustained"
    r"|rising|declining|steady)(?: (?:in|their|its|the|annual))* "
    r"(?P<what>dividends?|earnings|revenues?|sales|profits?|cash flows?|margins?|eps)\b"
)
_BASIS = re.compile(
    r"\b(?:per share|year[- ]over[- ]year|yoy|total amount|regular cash|trailing|fiscal|percent|absolute|measured"
    r"|defined)\b|%"
)


def _trend(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_TREND):
        match = _TREND.search(segment.low)
        if (
            match
            and not _BASIS.search(segment.low)
            and re.search(r"\b(?:year|quarter|month|must|have|has|if)", segment.low)
        ):
            end = phrase_end(segment.text, match.start())
            end = max(end, match.end())
            words = segment.text[match.start() : end]
            yield Hit(
                title=f"'{words}': how the change is measured is not specified",
                why="Per share or in total, regular or with special payments, calendar or fiscal years: a company"
                " passes on one basis and fails on another.",
                spans=(segment.span(match.start(), end),),
                suggestion=add_after(
                    segment, end, f" {to_specify('measured on what, per share or in total, over which years')}"
                ),
            )


CHECKS = (
    Check(
        id="DS-MET-04",
        title="A step is promised and not given",
        matters="Considered, handled, normalised: each word stands for arithmetic that is not there.",
        fix="Write out what is done: the formula, its inputs and window, and on which values it works.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_considered,
        bad=(
            "# 1. Scores\n\nEach measure is winsorised and turned into a score.\n\nA measure older than 2 years is"
            " missing.",
            "Transaction costs are considered.",
            "Scores are normalized.",
        ),
        good=(
            "Clean price and accrued interest, as the exchange publishes them.",
            "Transaction costs of 10 bps of the traded value are considered.",
            "Scores are normalized: score = (x - min(x)) / (max(x) - min(x))",
            "Dividends and corporate actions are reflected in the closing level by its sponsor.",
        ),
    ),
    Check(
        id="DS-MET-05",
        title="An estimate without its method",
        matters="Every implementer estimates something else.",
        fix="Give the formula of the estimate, with its inputs, window and update times.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_expected,
        bad=("Trades are made only if the expected benefit exceeds the cost.",),
        good=(
            "Orders follow the expected volume.\n\nThe expected volume v_k of a bin is the mean of the last 20 days.",
            "Slices follow the predicted volume read from the curve of section 2.",
            "The expected fill ratio of level k is\n\n$$ f_k = a_k / b_k $$\n\nwhere a_k and b_k are counts.",
            "Expected benefit = gap * volatility\n\nTrades are made only if the expected benefit exceeds the cost.",
        ),
    ),
    Check(
        id="DS-MET-06",
        title="A tilt without its size",
        matters="The direction alone does not give a weight.",
        fix="Give the factor or formula of the tilt, with the smallest and largest weight it may lead to.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_tilted,
        bad=(
            "Tilt the weights toward companies of low carbon intensity.",
            "Weights are shifted in favour of companies of low carbon intensity.",
        ),
        good=(
            "Tilt the weights toward companies of low carbon intensity by a factor of 1.5.",
            "If the price moves in favour of the order, the order is not sent.",
            "# 1. Ratios\n\n| Ratio | Preferred side |\n| Debt to assets | Low |",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-07",
        title="A change without its amount",
        matters="Weights or exposures move, and nobody knows how far.",
        fix="Say by how much or to what it changes, in one step or several, and when it changes back.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_changes,
        bad=(
            "Exposure is reduced when the drawdown exceeds 10%.",
            "Weight changes when the signal is above 2.",
            "In calm markets risk is dialled up.",
        ),
        good=(
            "Whenever exposure changes, a cost of 2 bps is charged.",
            "Exposure is reduced by 50% when the drawdown exceeds 10%.",
            "The position is cut by half when the margin ratio exceeds 60%.",
            "The size is cut, rounded down, to satisfy this.",
            "The Risk Officer may order positions reduced at any time.",
            "| Event | Logged |\n| Limit changed | with date and name |",
            "The size is cut to the limit.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-08",
        title="A trend is required and its measurement is open",
        matters="Growth of what, per what, over which periods: each answer admits other companies.",
        fix="Say what is measured (per share or in total), over which fiscal periods, and whether an equal value "
        "passes.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_trend,
        bad=("Companies must have increased dividends for 10 consecutive years.",),
        good=(
            "Companies must have increased dividends per share, by any amount, in each of 10 consecutive fiscal years.",
        ),
    ),
)
