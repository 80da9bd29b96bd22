"""Methods that are named and not given: what a rule rests on, models, optimisations."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.signals.analyses import ANALYSIS, SERIES
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.phrases import is_purpose, phrase_before, phrase_end
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_SOFT = (
    r"ranking|rankings|priorit(?:y|ies)|strength|profitability|stability|attractiveness|quality|sustainability"
    r"|conviction|fundamentals?|factors?|criteria|characteristics"
    r"|metrics|measures|considerations|performance|outlook|conditions|environment|signals?|scores?|risk|views?"
    r"|judg\w+|analysis|information|data|expectations?|indicators?|profile|potential|importance|relevance|size"
    r"|(?:income |activity |quality )?levels?|accessibility|creditworthiness|solvency|transparency|reputation|track"
    r" record|liquidity|volatility|urgency|momentum|correlations?|needs?|trends?|models?|alpha"
)
_BASED = re.compile(
    rf"\b(?:based (?:up)?on|according to|a function of|depending on|depends? (?:up)?on|in relation to|driven by"
    rf"|derived from"
    rf"|determined by|(?:broken|decided|governed|sorted|ordered) by|adjusted (?:for|by|according to)|adjustments?"
    rf" (?:for|to reflect)|scaled by|measured (?:by|using|through|as)|assessed (?:by|on|using)|evaluated (?:by|on"
    rf"|using)|judged by|in line with|reflecting|taking into account|informed by|guided by) "
    rf"(?:the |their |its |a |an |current |latest |relative |overall |prevailing |each |available )*(?P<what>"
    rf"(?:(?:[a-z&-]+ )?[a-z&-]+, ){{0,3}}(?:[a-z&-]+ ){{0,3}}?(?:{_SOFT})"
    rf"(?: and (?:[a-z&-]+ ){{0,2}}?(?:{_SOFT}))?)(?![\w-])"
)
_SUBJECT = re.compile(
    r"\b(?:weight\w*|position siz\w+|positions?|siz(?:e|es|ing)|allocat\w*|exposures?|scor\w*|rank\w*|select\w*"
    r"|tilts?|signals?|leverage|constituents?|companies|stocks|securities|adjust\w*|trad\w+|rebalanc\w*|stop|entry"
    r"|ties?"
    r"|exit|model|quality|value|growth|urgency|portfolio|construct\w*|hedg\w+|risk|spreads?|orders?|limits?|prices?)\b"
)
DETAILED = re.compile(
    r":\s*$|\bas follows\b|[×∑]|\bproportional|\b(?:section|appendix|table|formula|equation) (?:\d|[A-Za-z]\b)"
    r"|\bdescending\b|\b(?:largest|smallest|highest|lowest|best|worst|oldest|newest) first\b"
    r"|\bascending\b|\brank(?:s|ed|ing)? (?:in|from)\b"
)


def given(ir: DocumentIR, segment: Segment, what: str) -> bool:
    """Whether the method is in the passage itself, in a formula, or in a definition of what it rests on."""
    if GIVES_NUMBER.search(segment.low) or DETAILED.search(segment.low):
        return True
    words = content_words(what)
    return ir.meaning(what) is not None or any(
        words & content_words(formula.left) and len(words & content_words(formula.left)) >= min(2, len(words))
        for formula in ir.formulas
    )


_STANDS_ALONE = re.compile(r"^(?:inverse|free[- ]float|market (?:cap|data|price)|closing|price|historical data)")


def _based_on(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_BASED):
        match = _BASED.search(segment.low)
        if not match or not _SUBJECT.search(segment.low) or is_purpose(segment.low, match.start()):
            continue
        end = max(match.end(), phrase_end(segment.text, match.start("what")))
        what = segment.text[match.start("what") : end]
        if SERIES.search(what.lower()) or ANALYSIS.search(what.lower()):  # a check of signals asks for these
            continue
        if given(ir, segment, what) or _STANDS_ALONE.search(what.lower()):
            continue
        subject = phrase_before(segment.text, match.start()) or " ".join(segment.text.split()[:3])
        yield Hit(
            title=f"{_about(subject)}'{segment.text[match.start() : end]}': the method is not given",
            why=f"The text says what is looked at ({what.lower()}) but not how it becomes a number: no formula, scale"
            " or weights. One reader may use it in proportion, another in three steps.",
            spans=(segment.span(match.start(), end),),
            suggestion=add_after(segment, end, f" {to_specify('formula, inputs and scale')}"),
        )


def _about(subject: str) -> str:
    """The subject as it opens a title; nothing where only a verb was left of it: "updated regularly"."""
    noun = _noun(subject)
    return "" if noun.lower().endswith("ly") else f"{capital(noun)} "


def _noun(subject: str) -> str:
    return re.sub(
        r"\s+(?:adjusted|applied|determined|calculated|scaled|set|chosen|selected|weighted|derived|made)$", "", subject
    )


_OWN = re.compile(
    r"\b(?P<what>(?:proprietary|in-house|internal|confidential)(?: [a-z-]+){0,2}? "
    r"(?:models?|methodology|algorithms?|process|techniques?|schemes?|systems?|approach|framework|calculations?"
    r"|formulas?|scores?|engine|data(?:base)?|research|ratings?)|"
    r"(?:quantitative|machine[- ]learning|statistical|scoring|rating|ranking|risk|factor|multi-factor|forecasting"
    r"|pricing|valuation|cost)(?: [a-z-]+)? (?:models?|algorithms?|engine))\b"
)
_OPTIMISED = re.compile(
    r"\b(?P<what>optimi[sz](?:e|es|ed|ing|ation)(?: of)?(?: the)? "
    r"(?:portfolio|weight|allocation|asset|position|holding|risk|basket|index)\w*|weights are optimi[sz]ed"
    r"|optimi[sz]ed (?:weights?|portfolio))(?![\w-])"
)
_OBJECTIVE = re.compile(
    r"\b(?:minimi[sz]\w+|maximi[sz]\w+|subject to|objective function|mean[- ]variance|risk parity|constraints?)\b"
)


_OF_OTHERS = re.compile(r"\b(?:commercial|third[- ]party|licensed|vendor|external)(?:'s)? $")
"""A tool of others, which another check asks the name of."""


def _model(ir: DocumentIR) -> Iterator[Hit]:
    seen = set[str]()
    for segment in ir.prose.having(_OWN):
        for match in _OWN.finditer(segment.low):
            what = match["what"]
            if (
                _OF_OTHERS.search(segment.low, 0, match.start())
                or what in seen
                or given(ir, segment, what)
                or ir.refers(segment)
            ):
                continue
            if any(s.kind is SegmentKind.HEADING and what in s.low for s in ir.segments):
                continue
            seen.add(what)
            yield Hit(
                title=f"The {what} is not described",
                why=f"The result comes out of a “{what}” whose inputs, formula and parameters are not in the"
                " document; nobody else can compute it.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(segment, match.end(), f" {to_specify('inputs, formula, parameters and version')}"),
            )


def _optimised(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_OPTIMISED):
        match = _OPTIMISED.search(segment.low)
        if (
            match
            and not _OBJECTIVE.search(segment.low)
            and not any(_OBJECTIVE.search(s.low) for s in ir.with_all(["optim"]))
        ):
            end = phrase_end(segment.text, match.start(), 3)
            yield Hit(
                title=f"'{segment.text[match.start() : end]}': the objective and constraints are not given",
                why="An optimisation is its objective, its constraints and its solver. Minimum variance and maximum"
                " return use the same inputs and give different portfolios.",
                spans=(segment.span(match.start(), end),),
                suggestion=add_after(
                    segment, end, f" {to_specify('objective function, constraints, inputs and solver tolerance')}"
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-MET-01",
        title="A rule rests on something without saying how",
        matters="What is looked at is not yet a number.",
        fix="Write the relation as a formula, or as a table from input to result, with the value at each boundary.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_based_on,
        bad=(
            "Position size is based on signal strength.",
            "The spread is derived from urgency, volatility and liquidity.",
            "The order rate is a function of urgency and volatility.",
            "Weights are set by dividend yield with adjustments for company size.",
        ),
        good=(
            "Position size is based on signal strength: 1% of the portfolio for each point of the signal.",
            "Quotes of one price are ordered by visible size, largest first.",
            "Signal strength = |z| / 2\n\nPosition size is based on signal strength.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-MET-02",
        title="A model is named and not described",
        matters="Nobody but its owner can compute what comes out of it.",
        fix="Describe the model: inputs with their sources, formula, parameters, and the version in force; or "
        "attach its specification.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_model,
        bad=("Stocks are ranked by a proprietary scoring model.",),
        good=(
            "# Scoring model\n\nScore = 0.5 * yield + 0.5 * growth\n\n# Selection\n\nStocks are ranked by the"
            " scoring model.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-03",
        title="An optimisation without objective or constraints",
        matters="The same inputs give many optimal portfolios.",
        fix="State the objective, the constraints, the inputs with their windows, and the solver with its "
        "tolerance and starting point.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_optimised,
        bad=("The matrix is used to optimize portfolio allocation.",),
        good=("Weights are optimised to minimise the variance of the portfolio subject to the limits of Section 3.",),
    ),
)
