"""Formulas in part: sums without ends, factors that nothing determines, and parts that are only named."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.symbols import symbol_of
from domain.semantics.words import content_words

_SUM = re.compile(r"(?P<what>[Σ∑]|\\sum\b)(?!\s*(?:_|\^|\\limits|[\[{(]\s*[a-z]\s*[=:]))")
_OF_LAGS = re.compile(r"[_({\[,]\(?t\s*-\s*[a-z]\b|\^\s*\{?[ijkns]\b")
_MEAN_OF = re.compile(r"/ ?\(?[nNmMT]\b")
"""A sum divided by a count has as many terms."""
_ENDS_OF_SUM = re.compile(
    r"\b[ijkns] ?(?:=|from|runs|goes|∈|in \{)|\bsum(?:med|s|mation)? (?:over|from|runs|goes|extends)|\bover the"
    r" (?:last|past|previous|most recent|preceding)|\bnumber of (?:days|returns|observations|terms)|\d+[ -](?:[a-z]+"
    r" ){0,2}(?:days?|returns|observations|weeks|months|terms)\b|\bwindow\b|\blook-?back\b"
)


def _sums(ir: DocumentIR) -> Iterator[Hit]:
    """A sum over past values that begins and ends nowhere; one over all members needs no ends."""
    for formula in ir.formulas:
        text = formula.segment.text
        source = formula.source if formula.is_latex else text[formula.start : formula.end]
        match = _SUM.search(source)
        if not match or not _OF_LAGS.search(source, match.end()) or _MEAN_OF.search(source):
            continue
        if _ENDS_OF_SUM.search(ir.said_in(formula.segment.section).replace(source.lower(), "")):
            continue
        at = text.find(match["what"], formula.start)
        start, end = (at, at + len(match["what"])) if at >= 0 else (formula.start, formula.end)
        yield Hit(
            title=f"The sum in the formula for {formula.left} has no first and last term",
            why="Over how many past values the sum runs, and whether today's is among them, is not said. Nor is what"
            " it is divided by, where its weights do not add up to one.",
            spans=(formula.segment.span(start, end),),
            suggestion=add_sentence(
                formula.segment, f"The sum runs from {to_specify('first and last index, and the normalisation')}."
            ),
        )


_SCALES = Wording(
    re.compile(
        r"\b(?P<what>(?:an? |the |some |one )?(?:common |single |suitable |positive |uniform |scaling |scale "
        r"|leverage |normali[sz]ation |normali[sz]ing |adjustment |calibration )*(?:factor|constant|multiplier"
        r"|coefficient|scalar)(?: [a-zλκγα](?![a-z]))?),? (?:is (?:set|chosen|fixed|adjusted|selected|solved"
        r"|picked|found)|brings|scales|ensures|makes|keeps|adjusts|guarantees|lifts|lowers|that|which|chosen|set|so"
        r"|such|to|calibrated|fixed|adjusted|selected|picked|by"
        r" which)\b[^.;]{0,40}?\b(?:bring|meet|reach|match|target|hit|achiev|equal|attain|keep|fit|correspond|mak"
        r"|yield|giv|produc|ensur|target|level|budget|goal|come|scal)\w*\b"
    ),
    "'{words}': nothing determines it",
    "The text says what the factor has to achieve and not how it is computed. With realised or forecast figures,"
    " with or without correlations, and once or every day, it is another factor.",
    "the formula of the factor, with its inputs, windows and the day on which it is set",
    settled=re.compile(
        r"[=×]|\b(?:sum|add|total)s? (?:up )?(?:of (?:all |the )?weights )?(?:is |equals |to )+(?:100|1\b|one|unity)"
        r"|\b(?:bring|cut|reduc|scal|mak)\w* (?:it|them|that|the sum|the total)? ?(?:down |back )?to \d"
        r"|\bsection\b|\bformula\b|\bequal to \d|\b(?:100|1,000|base) (?:on|at)\b|\bindex level|\bcontinu\w+"
    ),
    everywhere=True,
)


def _scaled(ir: DocumentIR) -> Iterator[Hit]:
    """A factor of a formula; what a text only speaks of is asked by others."""
    if ir.formulas:
        yield from (hit for hit in _SCALES(ir) if not _is_left(ir, hit))


def _is_left(ir: DocumentIR, hit: Hit) -> bool:
    """Whether a formula of the document gives the factor, which stands before the words for it: "k a factor that"."""
    span = hit.spans[0]
    block = next(block for block in ir.blocks if block.id == span.block)
    before = re.search(r"(\S+),?(?: is| =| denotes)? $", block.text[max(0, span.start - 30) : span.start])
    name = symbol_of(before[1]).bare if before else None
    return any(symbol_of(formula.left).bare == name for formula in ir.formulas)


_A_KIND = re.compile(
    r"(?:^|(?:is|are|being|denotes|means|represents|stands for|=|:) |^\S+ )(?P<what>the (?:cost|amount|effect|charge"
    r"|deduction|impact) (?:of|for) [a-z]+(?= at the [a-z]+ rate)|(?:an?|some) (?:[a-z-]+"
    r" ){0,4}?(?:deductions?|charges?|fees?|constants?|parameters?|coefficients?|exponents?|penalt(?:y|ies)"
    r"|intensity|corrections?|accruals?|carry|adjustments?|allowances?|costs?|premiums?|haircuts?|multipliers?"
    r"|factors?|buffers?|add-ons?|offsets?|scalars?|weights?|spreads?|numbers?|terms?))(?=[.,;]|$| (?:and|at|that|which"
    r"|for|of the|to)\b)"
)
_SAYS_MORE = re.compile(
    r"\d|[=×]|\b(?:from|published|section|table|appendix|annex|equals?|sum of|ratio of|per|difference|between"
    r"|estimated|fitted|chosen|set|calculated|computed|determined|defined|given|provided|sourced|quoted|read|such"
    r" that|so that|that|which|for each|of (?:each|stock|share|bond|constituent|security|asset|member|component"
    r"|instrument))\b"
)


def _only_named(ir: DocumentIR) -> Iterator[Hit]:
    """A variable that its legend calls a charge or a constant, and nothing more."""
    told = set[str]()
    for formula, entry in zip(ir.formulas, ir.understanding.formulas, strict=True):
        for variable in entry.variables:
            meaning = variable.meaning
            if meaning is None or variable.symbol in told:
                continue
            quote = " ".join(meaning.quote.split())
            said = _A_KIND.search(quote.lower())
            if not said or _SAYS_MORE.search(quote.lower(), said.end() - 1):
                continue
            words = content_words(said["what"])
            if any(words <= content_words(other.left) for other in ir.formulas):
                continue
            segment = ir.holding(meaning)
            if segment is None or ir.gives_figure(words, segment):
                continue
            told.add(variable.symbol)
            yield Hit(
                title=f"{variable.symbol} in the formula for {formula.left} is named and not given",
                why=f"“{quote}” says what kind of thing {variable.symbol} is. Neither its value nor how it is"
                " computed, from which data and on which day, is said anywhere.",
                spans=(meaning,),
                suggestion=add_after(
                    segment,
                    meaning.end - segment.start,
                    f" ({to_specify('value with unit, or formula and source, and as of when')})",
                ),
            )


_PART = (
    r"(?:hedg(?:e|ing)|forward|roll(?:ing)?|financing|funding|currency|fx|carry|collateral|overlay|option|swap"
    r"|securities lending|leverage|borrowing)"
)
_RESULT = (
    r"(?:results?|returns?|gains?|loss(?:es)?|profits?|p&l|effects?|impacts?|components?|contributions?|adjustments?"
    r"|incomes?|performance|yields?|proceeds|costs?)"
)
_ENTERS = (
    r"(?:is|are) (?:then |daily |also |each day )?(?:added|deducted|subtracted|included|reinvested|credited|charged"
    r"|accrued|netted|reflected|taken off|built in|combined|booked)"
)
_IN_WORDS = re.compile(
    rf"\b(?P<what>{_PART} {_RESULT}|{_RESULT}(?: (?:and|or) {_RESULT})? (?:of|from|on) (?:the |its |all )?(?:[a-z-]+"
    rf" )?(?:hedges?|forwards?|rolls?|options?|swaps?|overlay|collateral|financing|leverage|futures)) {_ENTERS}\b"
)
_LESS = re.compile(
    r"\b(?:less|minus|plus|net of|after|reduced by|increased by|adjusted by|corrected by) (?P<what>(?:an?|the|some)"
    r" (?:[a-z]+ ){0,2}?(?:adjustment|allowance|deduction|correction|accrual|charge|add-on|provision|surcharge"
    r"|mark-?up|credit)(?: for (?:the )?[a-z]+(?: [a-z]+)?)?)\b"
)
_GIVEN = re.compile(r"\d|[=×:]|\b(?:section|formula|appendix|annex|table|calculated|computed|equal to)\b")


def _in_words(ir: DocumentIR) -> Iterator[Hit]:
    """A part of the result that words add to it and no formula gives."""
    for segment in ir.prose.having(_IN_WORDS, _LESS):
        match = _IN_WORDS.search(segment.low) or _LESS.search(segment.low)
        if not match or _GIVEN.search(segment.low) or _GIVEN.search(ir.behind(segment)):
            continue
        words = content_words(match["what"])
        if any(words & _spoken_of(ir, formula) for formula in ir.formulas):
            continue
        what = segment.text[match.start("what") : match.end("what")]
        yield Hit(
            title=f"{capital(what)}: its formula is missing",
            why=f"“{what}” changes the result, and only words say so. From which rates, on which amount and over"
            f" which days"
            " it is computed decides every digit behind the first.",
            spans=(segment.span(match.start("what"), match.end("what")),),
            suggestion=add_after(
                segment,
                match.end("what"),
                f" ({to_specify('the formula, with its inputs, sources, amounts and days')})",
            ),
        )


def _spoken_of(ir: DocumentIR, formula: Formula) -> frozenset[str]:
    """The words of a formula's section: its legend speaks of the part, under whatever name."""
    return content_words(f"{ir.said_in(formula.segment.section)} {formula.left}") - content_words("level return result")


CHECKS = (
    Check(
        id="DS-FOR-21",
        title="A sum over past values without ends",
        matters="Ten terms and all terms are two numbers.",
        fix="Give the first and the last index of the sum, and what it is divided by.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_sums,
        bad=("v_t = a × Σ b^i × r_(t-i)^2",),
        good=(
            "v_t = a × Σ b^i × r_(t-i)^2, i = 0, ..., 59",
            "v_t = a × Σ b^i × r_(t-i)^2\n\nThe sum runs over the last 60 trading days.",
            "w_i = (1 / s_i) / Σ (1 / s_j)",
        ),
    ),
    Check(
        id="DS-FOR-22",
        title="A variable that is named and not given",
        matters="To be called a constant is not a value.",
        fix="Give the value with its unit, or the formula and source, and the day as of which it is taken.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_only_named,
        bad=("L_t = L_{t-1} * (1 + X_t) - Q_t\n\nX_t is the return of the basket. Q_t is a synthetic deduction.",),
        good=(
            "L_t = L_{t-1} * (1 + X_t) - Q_t\n\nX_t is the return of the basket. Q_t is a synthetic deduction of 3%"
            " a year.",
            "L_t = L_{t-1} * (1 + X_t) - Q_t\n\nX_t is the return of the basket. Q_t is a synthetic deduction. The"
            " synthetic deduction is 3% a year.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-24",
        title="A factor that nothing determines",
        matters="The goal is not the formula.",
        fix="Write the factor as a formula, with its inputs, windows and the day on which it is set.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_scaled,
        bad=("w_i = k × b_i / s_i\n\nWhere b_i is the budget and k a scaling factor that brings risk to its goal.",),
        good=(
            "w_i = k × b_i / s_i\n\nWhere k is a constant such that the sum of weights is 1.",
            "w_i = q × b_i / s_i\n\nq = 0.1 / v\n\nWhere q is a scaling factor that brings risk to its goal.",
        ),
    ),
    Check(
        id="DS-FOR-25",
        title="A part of the result in words only",
        matters="What is added every day is compounded every day.",
        fix="Write it as a formula, with the rates it uses, the amount it is taken of, and the days.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_in_words,
        bad=(
            "The gain of the forwards is added to the level every day.",
            "The net return equals the gross return less an adjustment for tax.",
        ),
        good=(
            "The gain of the forwards is added to the level.\n\nGain = N * (1 / F - 1 / S)",
            "The net return equals the gross return less a deduction of 15% of the dividend.",
        ),
        confidence=0.75,
    ),
)
