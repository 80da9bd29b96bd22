"""Allocation across asset classes: instruments, neutral weights, bounds, and limits to leverage and derivatives."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment

_CLASS = (
    r"(?:equit(?:y|ies)|stocks|(?:government |corporate |treasury )?bonds|fixed income|commodit(?:y|ies)"
    r"|alternatives?|real estate|cash|currenc(?:y|ies)|credit|gold|crypto(?:currencies)?|private equity|hedge funds"
    r"|reits)"
)
_CLASSES = re.compile(rf"\b{_CLASS}(?:,? (?:and |or )?{_CLASS}){{2,}}\b")
_ALLOCATES = re.compile(r"\b(?:allocat\w*|invest\w*|rotat\w*|diversif\w*|weight\w*|asset class(?:es)?)\b")
_PERCENT = re.compile(r"\d\s?%")
_INSTRUMENT = re.compile(
    r"\b(?:etf|futures? contracts?|msci|bloomberg|s&p|ftse|ticker|represented by|proxied by|proxy|isin)\b"
)


def _allocation(ir: DocumentIR) -> tuple[Segment, re.Match[str], re.Match[str]] | None:
    """The first passage that allocates across three or more asset classes, its verb and the classes."""
    for segment in ir.prose.having(_CLASSES):
        verb, classes = _ALLOCATES.search(segment.low), _CLASSES.search(segment.low)
        if verb and classes:
            return segment, verb, classes
    return None


def _says(ir: DocumentIR, *patterns: re.Pattern[str]) -> bool:
    return any(
        all(pattern.search(segment.low + " " + segment.lead.lower()) for pattern in patterns) for segment in ir.segments
    )


def _instruments(ir: DocumentIR) -> Iterator[Hit]:
    found = _allocation(ir)
    if found and not _says(ir, _INSTRUMENT):
        segment, _, match = found
        yield Hit(
            title="The asset classes have no instruments that represent them",
            why=f"“{segment.text[match.start() : match.end()]}” are classes, not instruments: one implementer buys"
            " index funds, another futures on other indices, and returns differ from the first day.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment,
                match.end(),
                f" ({to_specify('for each class the index or instrument that represents it, with its identifier')})",
            ),
        )


_NEUTRAL = re.compile(
    r"\b(?:neutral|strategic|baseline|base|target|default|starting|benchmark|equal)\b[^.;]{0,20}\b"
    r"(?:weight\w*|allocations?|mix|portfolio)\b"
)
_BOUND = re.compile(
    r"\b(?:between|minimum|maximum|at least|at most|range|limits?|up to|bounds?|cap|capped|floor|no more than)\b"
)


def _neutral(ir: DocumentIR) -> Iterator[Hit]:
    found = _allocation(ir)
    if found and not _says(ir, _NEUTRAL, _PERCENT) and not _says(ir, re.compile(_CLASS), _PERCENT):
        segment, verb, classes = found
        yield Hit(
            title="The baseline allocation of the asset classes is not specified",
            why="Signals move weights away from a neutral allocation, and none is given. From 60/40 and from equal"
            " weights the same signals lead to different portfolios.",
            spans=(segment.span(min(verb.start(), classes.start()), classes.end()),),
            suggestion=add_sentence(
                segment, f"The neutral allocation is {to_specify('percent for each asset class, adding up to 100%')}."
            ),
        )


def _bounds(ir: DocumentIR) -> Iterator[Hit]:
    found = _allocation(ir)
    if found and not _says(ir, _BOUND, _PERCENT):
        segment, verb, _ = found
        yield Hit(
            title="The bounds of the asset allocation are not specified",
            why="No minimum or maximum weight is given for any asset class, so one implementer may hold nothing in a"
            " class and another everything.",
            spans=(segment.span(verb.start(), verb.end()),),
            suggestion=add_sentence(
                segment,
                "The weight of each asset class stays within"
                f" {to_specify('minimum and maximum for each asset class')}.",
            ),
        )


_DERIVATIVES = re.compile(
    r"\b(?:use of |uses? |using |through |via |employ\w* |trade |with )?(?P<what>derivatives?|leverage"
    r"|short[- ]selling|swaps|options|futures)\b"
)
_ARE_BASED_ON_IT = re.compile(
    r"(?:futures|options|swaps|derivatives?) (?:[a-z]+ )?(?:may|can|could|might) (?:use|refer|reference|be (?:based"
    r"|written"
    r"|issued|linked|settled|listed))\b"
)
"""Others may base contracts on an index, which holds none itself."""
_USED = re.compile(r"\b(?:uses?|used|using|may|employ\w*|through|via|allowed|permitted)\b")
_CAPPED = re.compile(r"\d|\b(?:unlevered|unleveraged|no leverage|not (?:use|used|permitted|allowed))\b")


def _derivatives(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_DERIVATIVES):
        match = _DERIVATIVES.search(segment.low)
        if not match or not _USED.search(segment.low) or _CAPPED.search(segment.low):
            continue
        if _ARE_BASED_ON_IT.match(segment.low, match.start("what")):
            continue
        if _says(
            ir,
            re.compile(
                r"\b(?:leverage|gross exposure|notional|derivatives?|net exposure|position limits?|net (?:vega"
                r"|delta))\b"
            ),
            re.compile(r"\d"),
        ):
            continue
        yield Hit(
            title="No limit for leverage is given"
            if match["what"] == "leverage"
            else f"No limits for {match['what']} and leverage are given",
            why=f"The text allows {match['what']} and sets no limit to exposure or leverage; it cannot be checked"
            " whether a portfolio keeps to the specification.",
            spans=(segment.span(match.start("what"), match.end("what")),),
            suggestion=add_sentence(
                segment,
                f"Gross exposure does not exceed {to_specify('percent of net asset value')}, and the notional of"
                f" derivatives does not exceed {to_specify('percent of net asset value')}.",
            ),
        )
        return


_MIX = "Allocate across equities, bonds, and commodities by the trend signal."
_FULL = (
    "Allocate across equities, bonds, and commodities by the trend signal. The neutral allocation is 50%"
    " equities, 40% bonds, 10% commodities."
    " Each weight stays between 5% and 60%. Equities are represented by the MSCI World Index."
)

CHECKS = (
    Check(
        id="DS-ALL-01",
        title="Asset classes without instruments",
        matters="A class cannot be bought or priced.",
        fix="Name the instrument that stands for each asset class, with its identifier, currency and price source.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_instruments,
        bad=(_MIX,),
        good=(_FULL,),
    ),
    Check(
        id="DS-ALL-02",
        title="No neutral allocation",
        matters="A tactical move is a move from somewhere.",
        fix="Give the neutral weight of each asset class, and say to which weights a move returns.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_neutral,
        bad=(_MIX,),
        good=(_FULL,),
    ),
    Check(
        id="DS-ALL-03",
        title="No bounds for the asset classes",
        matters="Without bounds every allocation is allowed.",
        fix="Give each asset class a lowest and a highest weight, and say what happens when a market move breaks one.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_bounds,
        bad=(_MIX,),
        good=(_FULL,),
    ),
    Check(
        id="DS-ALL-04",
        title="Derivatives or leverage without limits",
        matters="Risk limits are what a supervisor asks for first.",
        fix="State the largest gross and net exposure, how it is measured, and what is done when it is exceeded.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_derivatives,
        bad=("Derivatives may be used for hedging.",),
        good=(
            "The engine may quote options. The position limit is 2,000 contracts.",
            "Options may be written on the index by others.",
            "Derivatives may be used for hedging. The notional of derivatives is limited to 20% of net assets.",
        ),
    ),
)
