"""What stands in a formula: over which window, of which price, as which kind of mean."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.checks.formulas.formula import PRICE, STATISTIC
from domain.analysis.finding import Category, Severity
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.operands import Operand
from domain.semantics.quantities import quantities
from domain.semantics.sections import Section
from domain.semantics.segments import Segment
from domain.semantics.symbols import symbol_of
from domain.semantics.terms import key
from domain.semantics.words import content_words

_IS_FILL = re.compile(r"(?:avg|average)[_ ](?:px|price|fill|exec\w*)")
_OF_FILLS = re.compile(r"slippage|shortfall|cost|pnl|fill|impact|performance")
"""The price at which an order was filled on average is weighted by what was filled."""
_AVERAGE = re.compile(r"(?:^|[_\s(])(?:mean|avg|average|mu|μ)(?:$|[_\s(\d])")
_PRICE_TYPE = re.compile(
    r"\b(?:clos(?:e|ing)|open(?:ing)?|vwap|twap|mid|bid|ask|settlement|last (?:traded|sale|trade)|fixing|nav|oracle"
    r"|arrival|decision|(?:volume|time)-weighted|auction|official|index price|mark price)\b"
)
_MEAN_KIND = re.compile(
    r"\b(?:arithmetic|geometric|simple|exponential\w*|weighted|harmonic|ewma|sma|ema|median|trimmed)\b"
)
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


_IS_SET = re.compile(r"(?:target|max|min|floor|cap|limit)[_ ]")
_LETTERS = re.compile(r"[^\W\d_]+")


def _base(name: str) -> str:
    """A symbol without powers and indices: what follows from its own last value needs no window."""
    match = _LETTERS.match(name)
    return match.group() if match else name


def _window(ir: DocumentIR) -> Iterator[Hit]:
    windowed = _sections_with_window(ir) if ir.formulas else set()
    recursive = {
        base
        for formula in ir.formulas
        for base in [_base(formula.left)]
        if any(_base(operand.name) == base for operand in formula.operands)
    }
    computed = {key(formula.left) for formula in ir.formulas if formula.segment.section in windowed}
    summed = {symbol_of(formula.left).bare for formula in ir.formulas if _ADDS_UP.search(formula.right)}
    told = set[str]()
    for formula, entry in zip(ir.formulas, ir.understanding.formulas, strict=True):
        told_as = {
            symbol_of(variable.symbol).bare: variable.meaning.quote for variable in entry.variables if variable.meaning
        }
        wanting = [
            operand
            for operand in formula.operands
            if (STATISTIC.search(operand.name.lower()) or symbol_of(operand.name).head == "beta")
            and not _has_window(_defined(ir, operand, formula))
            and not _measured(ir, _defined(ir, operand, formula))
            and not _measured(ir, told_as.get(symbol_of(operand.name).bare, ""))
            and not re.search(r"\d", operand.name)
            and _base(operand.name) not in recursive
            and not _IS_SET.match(operand.name.lower())
            and key(operand.name) not in computed
            and not _OF_THE_TWO.search(told_as.get(symbol_of(operand.name).bare, "").lower())
            and (
                symbol_of(operand.name).bare not in summed
                or symbol_of(operand.name).bare == symbol_of(formula.left).bare
            )
            and not _COUNTED.search(formula.segment.text, 0, operand.start)
            and not _is_said_in(windowed, ir, operand)
            and not (_IS_FILL.search(operand.name.lower()) and _OF_FILLS.search(formula.left.lower()))
        ]
        if not wanting or _has_window(formula.segment.text) or formula.segment.section in windowed:
            continue
        by_symbol = {symbol_of(operand.name).bare: operand.name for operand in reversed(wanting)}
        names = " and ".join(reversed(by_symbol.values()))
        said = told_as.get(next(reversed(by_symbol)), "")
        known = f", “{' '.join(said.split())}”," if said and len(by_symbol) == 1 and len(said) <= _LONGEST_SAID else ""
        if names in told:
            continue
        told.add(names)
        verb = "are" if " and " in names else "is"
        yield Hit(
            title=f"The look-back period for {names} is not specified",
            why=f"{names}{known} in the formula for {formula.left} {verb} taken over historical data, and the period is"
            f" not given. Over 20 and over 250 trading days the same price gives a different {formula.left}.",
            spans=tuple(formula.segment.span(o.start, o.end) for o in reversed(wanting)),
            suggestion=add_sentence(
                formula.segment,
                f"{names} {verb} calculated over {to_specify('number of trading days and data frequency')}.",
            ),
            severity=Severity.CRITICAL,
        )


_OF_THE_TWO = re.compile(
    r"\b(?:is|are|the) (?:then )?(?:the )?(?:larger|greater|higher|smaller|lower|largest|maximum|minimum|average"
    r"|mean) of"
    r" (?:the |these |those )?(?:two|three|both)\b"
)
"""What is chosen among others has their windows."""
_LONGEST_SAID = 80
_ADDS_UP = re.compile(r"[Σ∑]|\bsum\b|\\sum\b")
"""The window of what adds up past values is the range of its sum."""
_COUNTED = re.compile(r"\d[- ]$")
"""The window in front of its unit: "20-session average volume"."""


def _is_said_in(windowed: set[Section], ir: DocumentIR, operand: Operand) -> bool:
    """Whether a section that gives a window speaks of the symbol by its name in letters, such as sigma."""
    name = symbol_of(operand.name).name.lower()
    is_greek = len(operand.name) == 1 and ord(operand.name) > _LATIN
    if is_greek and any(segment.section in windowed and operand.name in segment.text for segment in ir.segments):
        return True
    return len(name) > 2 and any(segment.section in windowed for segment in ir.with_all(content_words(name)))


_LATIN = 0x2FF
_LOOKS_BACK = re.compile(
    r"look-?back|window|rolling|trailing|past|previous|last|latest|least squares|regress|mean|average|deviation"
    r"|volatility|histor|residuals"
)


_OBSERVATIONS = re.compile(
    r"\b\d+ (?:[a-z-]+ ){0,3}(?:changes|returns|observations|values|prices|samples|differences|residuals|closes)\b"
    r"|\b(?:last|past|previous|preceding) [A-Za-z]\w? (?:[a-z]+ )?(?:seconds|minutes|hours|days|weeks|months"
    r"|observations|returns)\b"
)
"""A window by the number of its observations, or by a symbol of its own."""


def _has_window(text: str) -> bool:
    return _OBSERVATIONS.search(text) is not None or any(q.unit in _TIME for q in quantities(text.lower()))


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
        if _LOOKS_BACK.search(segment.low) and (_has_window(segment.text) or _takes_the_window(ir, segment))
    }


_THE_WINDOW = re.compile(
    r"\b(?:over|of|in|within) (?:the|this|that) (?:[a-z]+ )?(?P<what>window|look-?back(?: period)?)\b"
)


def _takes_the_window(ir: DocumentIR, segment: Segment) -> bool:
    """Whether a passage takes a window that another one gives: "over the window", and a row "Window | 250 days"."""
    window = _THE_WINDOW.search(segment.low)
    return window is not None and ir.gives_figure(content_words(window["what"]), segment)


_IS_COUNT = re.compile(r"\b(?:number|count|quantity|set|sum|score|size) of\b")
_IS_RATE = re.compile(
    r"\b(?:spot|forward|exchange|fx|interest|swap) rates?\b|\b(?:spot|forward), |\b(?:dollars?|euros?|pounds?|yen"
    r"|francs?)"
    r" per (?:dollar|euro|pound|yen|franc|unit)\b|\b(?:usd|eur|gbp|chf|jpy|aud|cad|sek|nok|cny) per (?:1 |one"
    r" )?(?:usd|eur|gbp|chf"
    r"|jpy|aud|cad|sek|nok|cny)\b"
)
_OF_PRICES = re.compile(r"\bprices?\b|\bpricing\b|\b(?:spot|forward) (?:and [a-z]+ )?rates?\b")


_OF_A_PRICE = re.compile(
    r"price|pricing|value|quot|level|share|stock|asset|underlying|index|spot|rate|market|fund|contract|instrument"
    r"|[=*/×]"
)


def _price_type(ir: DocumentIR) -> Iterator[Hit]:
    if any(_PRICE_TYPE.search(segment.low) and _OF_PRICES.search(segment.low) for segment in ir.segments):
        return
    for formula, entry in zip(ir.formulas, ir.understanding.formulas, strict=True):
        told_as = {
            symbol_of(variable.symbol).bare: variable.meaning.quote for variable in entry.variables if variable.meaning
        }
        of_head = {symbol_of(v.symbol).head: v.meaning.quote for v in entry.variables if v.meaning}
        for operand in formula.operands:
            symbol = symbol_of(operand.name)
            told = (told_as.get(symbol.bare) or of_head.get(symbol.head, "")).lower()
            if (
                _IS_COUNT.search(told)
                or _PRICE_TYPE.search(formula.segment.low)
                or _PRICE_TYPE.search(told)
                or _IS_RATE.search(told)
                or (told and not _OF_A_PRICE.search(told))
            ):
                continue
            if (
                PRICE.search(operand.name)
                and symbol.head != symbol_of(formula.left).head  # its own last value
                and not STATISTIC.search(operand.name.lower())
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


_DAILY_VOLUME = re.compile(r"average daily (?:[a-z]+ )?(?:volume|turnover|value)|\bad[tv]v?\b")
"""Always the arithmetic mean."""


def _mean_kind(ir: DocumentIR) -> Iterator[Hit]:
    for formula in ir.formulas:
        for operand in formula.operands:
            if _IS_FILL.search(operand.name.lower()) and _OF_FILLS.search(formula.left.lower()):
                continue
            if _DAILY_VOLUME.search(operand.name.lower()):
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


CHECKS = (
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
            "h = a * σ\n\nwhere a is 2 and σ is the standard deviation of the 300 one-second changes in the mid.",
            "# 1. Volatility\n\nThe volatility is taken over the past 60 trading days:\n\nσ_i = sqrt(252) *"
            " sd(r_i)\n\n# 2. Weights\n\nw_i = b_i / σ_i",
            "w = 0.2 / vol\n\nwhere vol is the larger of the two.",
            "# 1. Fit\n\nOver the latest 90 trading days the slope β is fitted by least squares.\n\n# 2. Size\n\n"
            "n = β * 400",
            "L = target_vol / realised\n\ntarget_vol is the volatility that the author sets.",
            "Notional = min(limit, 30-session average volume)",
            "Volatility is the deviation of returns over 90 trading days.\n\n# Weights\n\n$$ b_i = c / \\sigma_i $$\n\n"
            "where c is a constant and $\\sigma_i$ is the volatility of bond i.",
            "# 1. Inputs\n\nInputs are made from the last 40 trading days:\n\n- sigma: deviation of returns\n\n"
            "# 2. Rate\n\nk = a * σ",
            "x_t = (S_t - S_{t-1}) / σ_t\n\nσ²_t = 0.97 * σ²_{t-1} + 0.03 * r²_t",
            "z = (close - mean_close) / std_close\n\nmean_close and std_close are taken over the past 60 trading days.",
            "# 1. Signal\n\nRegress by least squares the close of A on the close of B over the window. This"
            " gives alpha and beta.\n\nz = (A - alpha - beta * B) / sigma\n\n# 2. Parameters\n\n| Name | Value |"
            " Unit |\n| Window n | 250 | trading days |",
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
        good=(
            "return = price_t / price_0 - 1\n\nprice_t is the official closing price on day t.",
            "v = a / S\n\nwhere a is a sum and S is the number of units.",
            "H = K * P(t) / P(m)\n\n| Symbol | Meaning |\n| P(t) | closing level |\n| K | capital |",
            "H = S / 2\n\n| Symbol | Meaning |\n| S | spot, euro per dollar |",
            "H = 2 * S_t\n\nS = CHF per 1 USD spot.",
            "D(t) = D(t-1) + P(t)\n\nP(t) is the dividend points of day t.",
            "carry = S / F - 1\n\nSpot rates are mid rates of the noon fixing.",
            "L = D + P(t)\n\nP(t) is the dividend points of day t.",
        ),
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
            "Size = min(limit, 0.02 * average daily volume)",
            "signal = close - mean_close\n\nmean_close is the arithmetic mean of the closing prices of the past"
            " 20 trading days.",
        ),
    ),
)
