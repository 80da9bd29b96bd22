"""Formulas that cannot be computed: names without a meaning, windows, price types and means left open."""

import re
from collections import defaultdict
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import ATOM
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.operands import Operand
from domain.semantics.quantities import quantities
from domain.semantics.sections import Role, Section
from domain.semantics.segments import SegmentKind
from domain.semantics.symbols import symbol_of
from domain.semantics.terms import key
from domain.semantics.words import content_words

_STATISTIC = re.compile(
    r"(?:^|[_\s(])(?:mean|avg|average|std|stdev|stddev|sd|sigma|vol|volatility|mu|ma|sma|ema|median|zscore|momentum"
    r"|mom|corr|correlation|cov|beta|var|variance|rolling|σ|μ)(?:$|[_\s(\d])|^[σμ]"
)
_IS_FILL = re.compile(r"(?:avg|average)[_ ](?:px|price|fill|exec\w*)")
_OF_FILLS = re.compile(r"slippage|shortfall|cost|pnl|fill|impact|performance")
"""The price at which an order was filled on average is weighted by what was filled."""
_AVERAGE = re.compile(r"(?:^|[_\s(])(?:mean|avg|average|mu|μ)(?:$|[_\s(\d])")
_PRICE = re.compile(r"(?:^|[_\s(])(?:price|prices|px)(?:$|[_\s(\d])|^[PS](?:_|\(|$)")
_PRICE_TYPE = re.compile(
    r"\b(?:clos(?:e|ing)|open(?:ing)?|vwap|twap|mid|bid|ask|settlement|last (?:traded|sale|trade)|fixing|nav|oracle"
    r"|auction|official|index price|mark price)\b"
)
_MEAN_KIND = re.compile(
    r"\b(?:arithmetic|geometric|simple|exponential\w*|weighted|harmonic|ewma|sma|ema|median|trimmed)\b"
)
_OWN_MAKING = re.compile(
    r"(?<!of )(?<!of a )\b(?:divisor|factor|multiplier|coefficient|constant|scalar|parameter|threshold|adjustment"
    r"|adj|param)s?$",
    re.IGNORECASE,
)
"""Words for quantities of the method's own making, which do not say what they are."""
_TIME = {"day", "week", "month", "year", "quarter", "hour", "minute", "second"}


def _defined(ir: DocumentIR, operand: Operand, formula: Formula) -> str:
    """What the document says of the operand beyond the formula itself; "" where nothing."""
    wanted = key(operand.name)
    said = [
        term.meaning
        for term in ir.sayings.get(wanted, ())
        if term.segment is not formula.segment or formula.left != term.name
    ]
    said += [other.right for other in ir.formulas if other is not formula and key(other.left) == wanted]
    return " ".join(said)


def _undefined(ir: DocumentIR) -> Iterator[Hit]:
    seen, listed = set[str](), _listed_together(ir)
    for formula, entry in zip(ir.formulas, ir.understanding.formulas, strict=True):
        unexplained = {variable.symbol for variable in entry.variables if variable.meaning is None}
        # all operands of an equation object are at its one place
        at_place = defaultdict[tuple[int, int], list[str]](list)
        for operand in formula.operands:
            name = symbol_of(operand.name).name
            if (
                name in listed
                or name not in unexplained
                or name in seen
                or _is_special(name)
                or key(name) in (key(formula.left), *_arguments(formula))
            ):
                continue
            if not operand.is_symbol and not _OWN_MAKING.search(name):
                continue  # "closing price" tells a reader enough
            seen.add(name)
            at_place[operand.start, operand.end].append(name)
        for place, names in at_place.items():
            what = " and ".join(names)
            verb, they = ("is", "it is") if len(names) == 1 else ("are", "they are")
            meanings = " and ".join(f"{name} is {to_specify('definition, data source and unit')}" for name in names)
            yield Hit(
                title=f"{what} {verb} used in the formula for {formula.left} and not defined",
                why=f"The formula{_introduced(ir, formula)} needs {what}; the document does not say what {they},"
                f" from which"
                " data or as of when.",
                spans=(formula.segment.span(*place),),
                suggestion=add_sentence(formula.segment, f"where {meanings}."),
            )


_TOGETHER = re.compile(r"(?P<names>`?\w+`?(?:(?:, | and |, and )`?\w+`?)+)\s?(?::|=|-|\bare\b)\s?\S")


def _listed_together(ir: DocumentIR) -> frozenset[str]:
    """The symbols that an entry explains with others: "bid, ask: the best prices of the book"."""
    entries = (_TOGETHER.match(segment.text) for segment in ir.segments if segment.kind is SegmentKind.ITEM)
    return frozenset(name for match in entries if match for name in re.findall(r"\w+", match["names"]))


def _arguments(formula: Formula) -> tuple[str, ...]:
    """The keys of what a formula is a function of: v in "h(v) = ..."."""
    of = re.search(r"\(([\w, ]+)\)$", formula.left)
    return tuple(key(name) for name in re.findall(r"\w+", of.group(1))) if of else ()


def _introduced(ir: DocumentIR, formula: Formula) -> str:
    """What the line before a displayed formula says of it, for a reader who sees only its symbols."""
    if ATOM not in formula.segment.text:
        return ""
    at = ir.segments.index(formula.segment)
    before = ir.segments[at - 1] if at else None
    if before is None or before.section is not formula.segment.section or before.kind is SegmentKind.HEADING:
        return f" of “{formula.segment.section.title}”" if formula.segment.section.title else ""
    return f" behind “{before.text[-80:].strip()}”"


def _is_special(name: str) -> bool:
    """Names the other checks of this family ask about."""
    return bool(_STATISTIC.search(name.lower()) or _PRICE.search(name))


def _window(ir: DocumentIR) -> Iterator[Hit]:
    windowed = _sections_with_window(ir) if ir.formulas else set()
    told = set[str]()
    for formula in ir.formulas:
        wanting = [
            operand
            for operand in formula.operands
            if _STATISTIC.search(operand.name.lower())
            and not _has_window(_defined(ir, operand, formula))
            and not _measured(ir, _defined(ir, operand, formula))
            and not re.search(r"\d", operand.name)
            and not (_IS_FILL.search(operand.name.lower()) and _OF_FILLS.search(formula.left.lower()))
        ]
        if not wanting or _has_window(formula.segment.text) or formula.segment.section in windowed:
            continue
        names = " and ".join(dict.fromkeys(operand.name for operand in wanting))
        if names in told:
            continue
        told.add(names)
        verb = "are" if " and " in names else "is"
        yield Hit(
            title=f"The look-back period for {names} is not specified",
            why=f"{names} in the formula for {formula.left} {verb} taken over historical data, and the period is not"
            f" given. Over 20 and over 250 trading days the same price gives a different {formula.left}.",
            spans=tuple(formula.segment.span(o.start, o.end) for o in reversed(wanting)),
            suggestion=add_sentence(
                formula.segment,
                f"{names} {verb} calculated over {to_specify('number of trading days and data frequency')}.",
            ),
            severity=Severity.CRITICAL,
        )


_LOOKS_BACK = re.compile(
    r"look-?back|window|rolling|trailing|past|previous|last|mean|average|deviation|volatility|histor"
)


def _has_window(text: str) -> bool:
    return any(quantity.unit in _TIME for quantity in quantities(text.lower()))


_MEASURES = re.compile(r"\b(?:volatility|deviation|correlation|momentum|mean|average|beta|variance|covariance)\b")
_DAYS = re.compile(r"\d[ -](?:[a-z]+ ){0,2}(?:days?|weeks?|months?|years?|observations|returns)\b")


def _measured(ir: DocumentIR, said: str) -> bool:
    """Whether a rule gives the window of the measure that a symbol is said to be."""
    return any(
        _DAYS.search(segment.low) is not None
        for match in _MEASURES.finditer(said.lower())
        for segment in ir.with_all(content_words(match.group()))
    )


def _sections_with_window(ir: DocumentIR) -> set[Section]:
    """The sections that give a window beside a word for a statistic or a look-back."""
    return {
        segment.section
        for segment in ir.prose.having(_LOOKS_BACK)
        if _LOOKS_BACK.search(segment.low) and _has_window(segment.text)
    }


def _price_type(ir: DocumentIR) -> Iterator[Hit]:
    if any(
        _PRICE_TYPE.search(segment.low) and re.search(r"\bprices?\b|\bpricing\b", segment.low)
        for segment in ir.segments
    ):
        return
    for formula in ir.formulas:
        for operand in formula.operands:
            if (
                _PRICE.search(operand.name)
                and not _STATISTIC.search(operand.name.lower())
                and not _PRICE_TYPE.search(operand.name.lower().replace("_", " "))
            ):
                yield Hit(
                    title=f"Which price {operand.name} is, is not specified",
                    why=f"{operand.name} may be the last close, a mid price, a VWAP or the price at the moment of"
                    f" calculation; each gives another {formula.left}.",
                    spans=(formula.segment.span(operand.start, operand.end),),
                    suggestion=add_sentence(
                        formula.segment,
                        f"{operand.name} is {to_specify('close, VWAP, mid or other price, source, time and zone')}.",
                    ),
                )
                return


def _mean_kind(ir: DocumentIR) -> Iterator[Hit]:
    for formula in ir.formulas:
        for operand in formula.operands:
            if _IS_FILL.search(operand.name.lower()) and _OF_FILLS.search(formula.left.lower()):
                continue
            if _AVERAGE.search(operand.name.lower()) and not _MEAN_KIND.search(_defined(ir, operand, formula).lower()):
                if any(
                    re.search(r"\b(?:mean|average)", s.low)
                    for s in ir.prose.having(_MEAN_KIND)
                    if _MEAN_KIND.search(s.low)
                ):
                    return
                yield Hit(
                    title=f"The kind of mean of {operand.name} is not specified",
                    why=f"{operand.name} may be an arithmetic, geometric or exponentially weighted mean; for trending"
                    " prices they differ by more than the thresholds applied to them.",
                    spans=(formula.segment.span(operand.start, operand.end),),
                    suggestion=add_sentence(
                        formula.segment,
                        f"{operand.name} is the {to_specify('arithmetic, geometric or exponentially weighted')} mean.",
                    ),
                )
                return


_DIVIDED = re.compile(
    r"/\s*\(?\s*(?P<what>std\w*|stdev|sigma|σ|vol\w*|range|var\w*|\(?max\w* ?- ?min\w*)", re.IGNORECASE
)


_ZERO = re.compile(r"\bzero\b|\b0\b")


def _zero(ir: DocumentIR) -> Iterator[Hit]:
    zeros = [segment.low for segment in ir.segments.having(_ZERO) if _ZERO.search(segment.low)] if ir.formulas else []
    for formula in ir.formulas:
        match = _DIVIDED.search(formula.right)
        if match and not any(match["what"].lower() in low for low in zeros):
            yield Hit(
                title=f"Division by zero is not covered where {match['what']} is 0",
                why=f"A suspended or pegged price makes {match['what']} zero, and the formula for {formula.left} has"
                " no value then.",
                spans=(formula.segment.span(formula.start, formula.end),),
                suggestion=add_sentence(
                    formula.segment, f"Where {match['what']} is zero, {formula.left} is {to_specify('value or rule')}."
                ),
            )


_PROMISED = re.compile(
    r"\b(?:calculated|computed|determined|given|defined|expressed|derived|formula is|formula)"
    r"(?: (?:as follows|as|by|using|according to|with))?(?: (?:the )?following(?: formula| equation)?)?:$"
)


def _promised(ir: DocumentIR) -> Iterator[Hit]:
    for number, segment in enumerate(ir.segments):
        if not _PROMISED.search(segment.low) or segment.section.role is Role.NOTICE:
            continue
        after = ir.segments[number + 1 : number + 2]
        if after and after[0].kind is not SegmentKind.HEADING:
            continue
        subject = " ".join(segment.text.split()[:8])
        yield Hit(
            title=f"The formula announced by '{subject} …' is missing",
            why="The text announces a formula and the section ends there.",
            spans=(segment.span(),),
            suggestion=add_sentence(segment, to_specify("the formula, with every variable defined")),
            severity=Severity.CRITICAL,
        )


CHECKS = (
    Check(
        id="DS-FOR-01",
        title="A variable of a formula is not defined",
        matters="One unknown name makes the whole formula incomputable.",
        fix="Add a legend below the formula: what each variable is, its unit, its source, and the moment it is read.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_undefined,
        bad=("Weight_i = MC_i * AF_i / D", "z = a / 2\n\nA stock has a price.", "$w = a / 2$"),
        good=(
            "Weight_i = MC_i * AF_i / D\n\nWhere:\n- MC_i = market capitalization of stock i\n- AF_i = adjustment"
            " factor of stock i\n- D = divisor",
            "z = a / 2\n\nWhere a is the closing price.",
            "S = a - b\n\nWhere a and b are the funding rates of the two exchanges.",
            "$w = a / 2$\n\nThe area a of the stock is its price.",
            "level = sum of a constant - 1",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-FOR-02",
        title="A statistic in a formula has no look-back period",
        matters="A mean or deviation is only a number over a stated period.",
        fix="State the number of observations, the kind of days, the last day included, and whether the sample or "
        "the population formula is used.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_window,
        bad=("z = (current_price - mean_price) / std_dev",),
        good=(
            "z = (close - mean_close) / std_close\n\nmean_close and std_close are taken over the past 60 trading days.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-FOR-03",
        title="The type of price in a formula is open",
        matters="Close, mid and VWAP are different numbers.",
        fix="Say which price is meant: official close, last trade, mid or VWAP, from which venue, and adjusted "
        "for what.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_price_type,
        bad=("return = price_t / price_0 - 1",),
        good=("return = price_t / price_0 - 1\n\nprice_t is the official closing price on day t.",),
        confidence=0.85,
    ),
    Check(
        id="DS-FOR-04",
        title="The kind of mean is open",
        matters="Arithmetic and geometric means differ.",
        fix="Write arithmetic or geometric, and whether values are weighted, or write the mean as a formula.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_mean_kind,
        bad=("signal = close - mean_close",),
        good=(
            "signal = close - mean_close\n\nmean_close is the arithmetic mean of the closing prices of the past"
            " 20 trading days.",
        ),
    ),
    Check(
        id="DS-FOR-05",
        title="A formula may divide by zero",
        matters="What happens then is decided by whoever writes the code.",
        fix="Say what the result is when the denominator is zero or missing: a fixed value, the last one, or no trade.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.LOW,
        find=_zero,
        bad=("z = (x - m) / std_dev",),
        good=("z = (x - m) / std_dev\n\nWhere std_dev is zero, z is 0.",),
    ),
    Check(
        id="DS-FOR-06",
        title="A formula is announced and missing",
        matters="It may have been an image, or never have been there.",
        fix="Write the formula as text or as an equation of the word processor, with its legend; a picture cannot "
        "be checked.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_promised,
        bad=(
            "# 1. Level\n\nThe index level is calculated using the following formula:\n\n# 2. Weights\n\nEqual"
            " weights.",
        ),
        good=(
            "# 1. Level\n\nThe index level is calculated using the following formula:\n\nLevel = Value /"
            " Divisor\n\n# 2. Weights",
        ),
        confidence=0.9,
    ),
)
