"""Described: formulas that lack what the sentence before them says they have: correlations, logarithms, a fee."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind


@dataclass(frozen=True)
class _Part:
    """What a text may say of a formula, how the formula shows it, and how the words for its symbols do."""

    name: str
    said: re.Pattern[str]
    shown: re.Pattern[str]
    explained: re.Pattern[str]


def _part(name: str, said: str, shown: str, explained: str) -> _Part:
    return _Part(name, re.compile(rf"\b(?:{said})\b"), re.compile(shown), re.compile(rf"\b(?:{explained})"))


_CORRELATED = r"correlations?|covariances?|co-?movements?"
_SHOWS_CORRELATION = (
    r"[ρΩ]|rho|corr|cov|matrix|optim|arg ?m|\^T|⊤|['′]|_\{?i[, ]?j|\b[CVS]\^|[ΣC]\^|Sigma|MCR|MRC|RC_|β|beta"
)
_PARTS = (
    _part("correlations", _CORRELATED, _SHOWS_CORRELATION, r"correlat|covarian|matrix|marginal|beta|optimi|solv"),
    _part(
        "logarithms",
        r"log(?:arithmic)?[- ]returns?|continuously[- ]compounded returns?|logarithms?",
        r"\b(?:ln|log|exp)|[a-z_]log|np\.log",
        r"log(?:arithm|[- ]return)|continuously",
    ),
    _part(
        "the annualisation",
        r"annuali[sz](?:ed|es|ing|ation)",
        r"25[0-9]|26[0-5]|36[0-6]|\b(?:12|52)\b|ann|AF|\bA\b|\bD\b|\bN_?y",
        r"annual|per year|days in a year|days a year",
    ),
    _part("the square root", r"square root", r"√|sqrt|\^ ?\(?\{?(?:0?\.5|1 ?/ ?2)", r"square root"),
    _part(
        "the larger or smaller of the two",
        r"(?:greater|larger|higher|maximum|smaller|lower|lesser|minimum) of (?:the )?(?:two|zero|[a-z ]{2,30} and)",
        r"max|min|\bif\b|[{≥≤<>]",
        r"max|min|greater|larger|smaller|lower",
    ),
    _part(
        "the geometric mean",
        r"geometric (?:mean|average)",
        r"[Π∏]|prod|\bln\b|\blog|exp|root|√|\^ ?\(?\{? ?\(?1",
        r"geometric|product|root",
    ),
    _part(
        "the exponential weights",
        r"exponential(?:ly)?[- ](?:weighted|smoothed|weights?|smoothing|moving)|ewma|decay factors?",
        r"[λα]|lambda|alpha|exp|\^|EW?MA|decay|\b0[.,][5-9]\d*\b.*\b0[.,][0-4]\d*\b",
        r"decay|lambda|alpha|half-li|smoothing",
    ),
    _part("the absolute value", r"absolute (?:values?|deviations?|differences?)", r"\||abs", r"absolute"),
    _part(
        "the inverse of the volatility",
        r"inverse(?:ly)? (?:of |to |proportional to )?(?:the |their |its )?(?:[a-z]+ )?(?:volatilit|variance|risk)\w*",
        r"/|\^ ?\(?\{? ?[-−]",
        r"inverse|reciprocal",
    ),
    _part(
        "the fee or cost",
        r"(?:less|net of|after|minus|reduced by|reduced for|deducting|deducts|deducted)(?: (?:an?|the|all|its))?(?:"
        r" [a-z]+){0,2}"
        r" (?:fees?|costs?|charges?|decrement|synthetic dividend)",
        r"(?i:fee|cost|decrement|div)|[-−–]|\b[cfd](?:_|\b)|TC",
        r"fee|cost|charge|decrement|dividend",
    ),
    _part("the sum", r"(?:is|as|by|equals?|uses?) the (?:weighted )?sum of", r"[+Σ∑]|sum", r"sum"),
    _part("the product", r"(?:is|as|by|equals?|uses?) the product of", r"[×*·⋅Π∏]|prod|\w \w|\)\(", r"product"),
    _part("the difference", r"(?:is|as|by|equals?|uses?) the difference (?:between|of)", r"[-−–]|diff", r"difference"),
    _part(
        "the ratio", r"(?:is|as|by|equals?|uses?) the ratio (?:between|of)", r"[/÷]|\^ ?\(?\{? ?[-−]|ratio", r"ratio"
    ),
    _part(
        "the risk-free rate",
        r"(?:excess of|in excess of|above|over|less|minus) (?:the )?(?:risk-free|cash|money market|overnight) (?:rate"
        r"|return)",
        r"(?i:r_?\{?f|rf|cash|libor|sofr|estr|str)|[-−–] ?r",
        r"risk-free|cash|money market|overnight",
    ),
)
_DENIED = re.compile(r"\b(?:ignor\w+|without|no|not|neglect\w+|instead of|rather than|before|excluding|unlike|zero)\b")
_INDEX = re.compile(r"_\{[^{}]*\}|_\w+(?:[-−]\d)?|\([^()]{0,12}[-−] ?\d\)|\b[it] ?[-−] ?\d")
"""What counts days and members in a formula: its minus deducts nothing."""
_LEGEND = 8
"""Passages behind a formula that explain its symbols, at the most."""


def _described(ir: DocumentIR) -> Iterator[tuple[Formula, Segment, list[Segment]]]:
    """Each formula that stands alone behind a sentence, with that sentence and what follows."""
    place = {segment: number for number, segment in enumerate(ir.segments)}
    starts = {formula.segment for formula in ir.formulas}
    for formula in ir.formulas:
        number = place[formula.segment]
        before = ir.segments[number - 1] if number else None
        if before is None or before in starts or before.section is not formula.segment.section or not formula.right:
            continue
        if before.kind in (SegmentKind.SENTENCE, SegmentKind.ITEM) and before.block.cell is None:
            behind = ir.segments[number + 1 : number + 1 + _LEGEND]
            yield formula, before, [s for s in behind if s.section is before.section]


def _lacking(ir: DocumentIR) -> Iterator[Hit]:
    told, formulas_in = set[tuple[Segment, str]](), defaultdict[int, list[Formula]](list)
    for formula in ir.formulas:
        formulas_in[id(formula.segment.section)].append(formula)
    for formula, before, behind in _described(ir):
        sentences = [before, *_sentence_before(ir, before)]
        for part in _PARTS:
            said = next(((s, m) for s in sentences if (m := part.said.search(s.low))), None)
            if said is None or (said[0], part.name) in told:
                continue
            segment, match = said
            shown = " ".join(
                _INDEX.sub(" ", f"{f.left} = {f.right}") if part.name == "the fee or cost" else f.source
                for f in formulas_in[id(before.section)]
            )
            names = " ".join(s.low for s in behind if s is not segment)
            if (
                part.shown.search(shown)
                or part.explained.search(names)
                or _DENIED.search(segment.low, max(0, match.start() - 40), match.start())
                or (
                    not segment.low.rstrip().endswith(":")
                    and segment is not before
                    and not before.low.rstrip().endswith(":")
                )
            ):
                continue
            told.add((segment, part.name))
            words = segment.text[slice(*match.span())]
            yield Hit(
                title=f"The formula for {formula.left} has not what the text says: '{words}'",
                why=f"“{segment.text[:120]}” speaks of “{words}”, and nothing in the formula shows {part.name}. Whoever"
                " builds the text and whoever builds the formula get different numbers.",
                spans=(segment.span(*match.span()), formula.segment.span(formula.start, formula.end)),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('where it enters the formula, or delete it')})"
                ),
            )


def _sentence_before(ir: DocumentIR, segment: Segment) -> Iterator[Segment]:
    """The sentence before one of the same paragraph, where that only introduces: "The weights are:"."""
    if len(segment.words) <= _INTRODUCES:
        earlier = [s for s in ir.segments if s.block is segment.block and s.end <= segment.start]
        yield from earlier[-1:]


_INTRODUCES = 8
_ESTIMATED = re.compile(
    rf"\b(?P<what>{_CORRELATED})\b[^.;]{{0,60}}\b(?:estimated|calculated|computed|come from|shrunk|taken from|derived"
    rf"|measured"
    r"|based on|updated)\b"
)
_SIZES = re.compile(r"^(?:w|q|n|x|h|weight|position|size|units|exposure|target)", re.IGNORECASE)
_USES = re.compile(
    r"\b(?:optimi[sz]\w*|minimi[sz]\w*|maximi[sz]\w*|solv\w+|numerical\w*|algorithm|cluster\w*|rank\w*"
    r"|filter\w*|limit\w*)\b"
)


def _unused(ir: DocumentIR) -> Iterator[Hit]:
    """Correlations that are estimated where no formula of weights takes them."""
    sizing = [formula for formula in ir.formulas if _SIZES.match(formula.left)]
    if not sizing or any(re.search(_SHOWS_CORRELATION, formula.source) for formula in ir.formulas):
        return
    about = re.compile(_CORRELATED)
    passages = [segment for segment in ir.prose.having(about) if about.search(segment.low)]
    for segment in passages:
        match = _ESTIMATED.search(segment.low)
        if (
            match
            and not any(_USES.search(other.low) for other in passages)
            and segment.section is not sizing[0].segment.section
        ):
            yield Hit(
                title=f"{match['what'].capitalize()} are estimated, and no formula uses them ({sizing[0].left})",
                why=f"“{segment.text[:120]}” estimates them, and “{sizing[0].source[:80]}” does without. Either the"
                f" formula is"
                " incomplete or the estimate is of no use.",
                spans=(sizing[0].segment.span(sizing[0].start, sizing[0].end), segment.span(*match.span("what"))),
                suggestion=add_sentence(segment, f"They are used in {to_specify('the formula that takes them')}."),
            )
            return


CHECKS = (
    Check(
        id="DS-CON-41",
        title="A formula without what the text says of it",
        matters="The text and the formula are two specifications, and only one can be right.",
        fix="Bring into the formula what the text says, or delete it from the text.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_lacking,
        bad=(
            "Every sleeve contributes the same share of risk, taking account of the correlations among sleeves. The"
            " weights"
            " are:\n\nw_i = (1 / σ_i) / Σ (1 / σ_j)\n\nWhere σ_i is the volatility of sleeve i.",
            "The signal is the logarithm of the price ratio:\n\ns_t = P_t / P_(t-20)",
            "The level is reduced by an index fee:\n\nI_t = I_(t-1) × P_t / P_(t-1)\n\nWhere P_t is the price.",
            "Volatility is the annualised standard deviation:\n\nσ_t = sqrt(Σ r_k^2 / 60)\n\nWhere r_k is the return.",
        ),
        good=(
            "The weights allow for the correlations among sleeves:\n\nw_i = C_ij^-1 × μ_j",
            "The weights allow for the correlations among sleeves:\n\nw_i = b_i / m_i\n\nWhere m_i is the marginal risk"
            " contribution of sleeve i, with correlations over 60 days.",
            "The signal is the logarithm of the price ratio:\n\ns_t = ln(P_t / P_(t-20))",
            "The level is reduced by an index fee:\n\nI_t = I_(t-1) × P_t / P_(t-1) × (1 - f / 365)\n\nWhere P_t is"
            " the price.",
            "Volatility is the annualised standard deviation:\n\nσ_t = sqrt(252 × Σ r_k^2 / 60)",
            "The weights are set without correlations:\n\nw_i = (1 / σ_i) / Σ (1 / σ_j)",
            "The variance is exponentially weighted:\n\nv(j) = 0.98 * v(j-1) + 0.02 * x(j)",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-31",
        title="Estimated, and used in no formula",
        matters="Either the formula is incomplete or the estimate is of no use.",
        fix="Show in the formula where the estimate enters, or delete it.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_unused,
        bad=(
            "# 2. Estimates\n\nCorrelations come from the same returns.\n\n# 3. Size\n\nw_i = k × b_i / σ_i\n\nWhere"
            " b_i is the"
            " budget.",
        ),
        good=(
            "# 2. Estimates\n\nCorrelations come from the same returns.\n\n# 3. Size\n\nw_i = k × b_i / (σ_i × ρ_i)",
            "# 2. Estimates\n\nVolatilities come from the same returns.\n\n# 3. Size\n\nw_i = k × b_i / σ_i",
            "# 2. Estimates\n\nCorrelations come from the same returns. An optimiser minimises risk with these"
            " correlations."
            "\n\n# 3. Size\n\nw_i = k × b_i / σ_i",
        ),
        confidence=0.75,
    ),
)
