"""Precision: rounding, kinds of mean, tests, randomness, delays without an end, and steps that have to be repeated."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Bound, Side, bounds
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_ROUNDED = re.compile(
    r"\b(?:is|are|be) (?:then )?rounded(?: off)?\b(?: [a-z]+ly)?|\brounding (?:is|may be|will be) applied\b"
)
_PLACES = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|nearest|decimal|whole|integer|tick|lot|cent|digits?"
    r"|basis point|next)\b"
)
_MODE = re.compile(
    r"\b(?:half|up|down|away|commercial\w*|bankers?|truncat\w*|towards?|floor|ceiling|nearest|arithmetic\w*|even)\b"
)
_ROUNDS = re.compile(
    r"\b(?:rounded (?:off )?|(?:published|given|stated|quoted) )to [^.;]{0,40}"
    r"\b(?:decimals?|decimal places?|digits?|places)\b"
)


def _mode(ir: DocumentIR) -> Iterator[Hit]:
    rounds = [segment for segment in ir.rules.having(_ROUNDS) if _ROUNDS.search(segment.low)]
    if not rounds or any(_MODE.search(s.low) for s in ir.with_all(["round"])):
        return
    match = _ROUNDS.search(rounds[0].low)
    if match:
        yield Hit(
            title=f"'{rounds[0].text[match.start() : match.end()]}': the mode of rounding is not specified",
            why="Half up and half to even differ in the last published digit whenever the value lies in the middle.",
            spans=(rounds[0].span(match.start(), match.end()),),
            suggestion=add_after(
                rounds[0], match.end(), f" ({to_specify('mode, such as half up or half to even, and at which step')})"
            ),
        )


_PUT_OFF = re.compile(
    r"\b(?<!positions )(?<!position )(?<!data )(?<!feed )(?<!messages )(?<!quotes )(?<!prices )(?:is|are|be"
    r"|being) (?:\w+ly )?(?P<what>temporarily [a-z]+(?:ed"
    r"|en|pt|ld|ut)|kept temporarily|postponed|deferred|delayed|put on hold|carried over|rescheduled)\b"
    r"(?! (?:to|until|by|till|for \d|at most|accordingly to|one|in line))"
)
_UNTIL = re.compile(r"\b(?:no|none|nothing|until|next|following|to the|no later|at most|\d)\b")
_EXCESS = re.compile(
    r"\b(?:excess|surplus|remaining|freed|cut)(?: weights?)? (?:is |are |will be )?(?:then )?(?P<what>re-?distribut\w+"
    r"|re-?allocat\w+|spread over|distribut\w+)|\bre-?distribut\w+ (?:the )?(?:excess|surplus)\b"
)
_AGAIN = re.compile(
    r"\b(?:repeat\w*|iterat\w*|until|again|recursive\w*|successive\w*|no (?:constituent|weight|stock))\b"
)
_CAPPED = re.compile(
    r"\bweights? (?:[a-z]+ ){0,6}?(?P<what>(?:is|are|be) (?:capped|limited) (?:at|to) \d[\d.]*\s?(?:%|per ?cent))"
    r"|\b(?P<what3>(?:sector|country|issuer|constituent|stock|single-name|industry|regional?|commodity|asset|group)"
    r" (?:weight )?caps? of \d[\d.]*\s?(?:%|per ?cent))"
    r"|\bweights? above (?:the cap|\d[\d.]*\s?%) (?:is|are) (?P<what2>cut|reduced|capped) (?:back )?to\b"
)
_REST = re.compile(
    r"\b(?:excess\w*|surplus|re-?distribut\w*|re-?allocat\w*|re-?normali[sz]\w*|re-?scal\w*|scaled"
    r"|normali[sz]\w+|pro[- ]rata|in proportion|(?<!inversely )proportional\w*|iterat\w*|remainder|remaining"
    r" weights?|uninvested|(?:held|kept) in cash|optimi[sz]\w+|uncapped (?:constituents|weights|stocks))\b"
)


def _nowhere(ir: DocumentIR) -> Iterator[Hit]:
    """A cap on weights where no passage says what becomes of the weight above it: told once."""
    found = next(((s, m) for s in ir.rules.having(_CAPPED) if (m := _CAPPED.search(s.low))), None)
    if found is None or ir.segments.say(_REST):
        return
    segment, match = found
    yield Hit(
        title=f"'{segment.text[match.start() : match.end()]}': where the weight above the cap goes is not specified",
        why="What is cut off has to go somewhere. Spread in proportion, spread equally and kept in cash are three"
        " portfolios.",
        spans=(segment.span(match.start(), match.end()),),
        suggestion=add_sentence(
            segment, f"The excess weight is {to_specify('given to which others, by which rule, and how often')}."
        ),
    )


_STRICT_LEAST = re.compile(r"\b(?:above|exceeds?|exceeding|more than|greater than|higher than|over)\b|>(?!=)")
_STRICT_MOST = re.compile(r"\b(?:below|less than|lower than|fewer than|under)\b|<(?!=)")
_EQUAL = re.compile(
    r"\b(?:or equal|at least|at most|equals?|exactly|otherwise|else|or (?:more|less|higher|lower)|not)\b|[≤≥]|[<>]="
)


def _boundary(ir: DocumentIR) -> Iterator[Hit]:
    """Above 30 one thing, below 30 another: exactly 30 is neither."""
    strict: list[tuple[Segment, Bound]] = []
    for segment in ir.rules:
        for bound in bounds(segment.low):
            words = segment.low[bound.start : bound.quantity.start]
            pattern = {Side.LEAST: _STRICT_LEAST, Side.MOST: _STRICT_MOST}.get(bound.side)
            if pattern and pattern.search(words) and not _EQUAL.search(segment.low):
                strict.append((segment, bound))
    for number, (one, first) in enumerate(strict):
        for other, second in strict[number + 1 : number + 4]:
            quantity = first.quantity
            if (
                one.section is other.section
                and first.side != second.side
                and (quantity.value, quantity.unit) == (second.quantity.value, second.quantity.unit)
                and (one is other or content_words(one.low) & content_words(other.low))
            ):
                figure = one.text[quantity.start : quantity.end]
                yield Hit(
                    title=f"What holds at exactly {figure} is not said",
                    why=f"“{one.text[first.start : first.end].strip()}” and"
                    f" “{other.text[second.start : second.end].strip()}” leave out the value itself; prices and ratios"
                    " are rounded, so it does occur.",
                    spans=(one.span(first.start, first.end), other.span(second.start, second.end)),
                    suggestion=add_after(other, second.end, f" ({to_specify(f'and what holds at exactly {figure}')})"),
                )
                return


_PUT_OFF_UNTIL = re.compile(
    r"\b(?:is|are|be|being|will be) (?P<what>(?:postponed|delayed|deferred|suspended|extended|put off|carried over"
    r"|held back)"
    r" until (?:it|they|the|this|that|these|such|normal|trading|conditions|markets?|liquidity|a|an)\b[^.;,]{0,60}?\b"
    r"(?:end(?:s|ed)|ceas(?:es|ed)|over|no longer|resum(?:es|ed)|lifted|available|cleared|recover(?:s|ed)|return(?:s"
    r"|ed)|normal|restored|exist|exists|reopens?|improve[sd]?))\b"
)

CHECKS = (
    Check(
        id="DS-PRE-12",
        title="Put off until something ends, and no last day",
        matters="What never ends is put off for ever.",
        fix="Give the longest time, and what is done on its last day.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _PUT_OFF_UNTIL,
            "'{words}': for how long at most is not specified",
            "“{words}” has no last day: if what it waits for does not come, the text does not say what is done and on"
            " which price.",
            "longest time, and what is done at its end",
            settled=re.compile(r"\d|\b(?:at the latest|no later|longest|at most|maximum|at least once|up to)\b"),
        ),
        bad=("The observation date is postponed until the disruption has ended.",),
        good=("The observation date is postponed until the disruption has ended, by at most 8 trading days.",),
    ),
    Check(
        id="DS-PRE-01",
        title="Rounded, and nobody says to what",
        matters="The last published digit depends on it.",
        fix="Give the number of decimal places or the unit that is rounded to, the mode, and at which step.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.MEDIUM,
        find=Wording(
            _ROUNDED,
            "{Subject} {words}: to how many places is not specified",
            "“{words}” names neither the number of places nor the mode nor the step at which it happens; two"
            " implementations part at the first level.",
            "number of decimals, mode, and at which step",
            settled=re.compile(rf"{_PLACES.pattern}|\b(?:no|nothing|none|neither)\b|(?:^|[;,] (?:and )?)only\b"),
        ),
        bad=("The level is rounded appropriately.", "Weights are rounded."),
        good=(
            "No other figure is rounded.",
            "Only the level shown to users is rounded.",
            "The level is carried in full; only the number shown is rounded.",
            "The level is rounded to two decimal places, half up.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-PRE-02",
        title="The mode of rounding is open",
        matters="Half up and half to even differ in the last digit.",
        fix="Name the mode: half up, half to even, up, down or toward zero.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.LOW,
        find=_mode,
        bad=("The level is rounded to two decimal places.",),
        good=("The level is rounded to two decimal places, half up.",),
    ),
    Check(
        id="DS-PRE-07",
        title="Postponed, and nobody says until when",
        matters="The next day, the next month and never are all later.",
        fix="Say until when it is put off, and what holds meanwhile.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _PUT_OFF,
            "{Subject} {words}: until when is not specified",
            "The step is put off, and the text does not say to which day, for how long at most, and what is used"
            " meanwhile.",
            "until when, for how long at most, and what holds meanwhile",
            settled=_UNTIL,
        ),
        bad=("If the contract is limit-up, the roll is postponed.",),
        good=(
            "If volume data are delayed, the last curve is used.",
            "No order is carried over into the closing auction.",
            "Open positions are carried over with their margin.",
            "If the contract is limit-up, the roll is postponed to the next trading day.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-PRE-09",
        title="Excess weight is redistributed once",
        matters="The redistribution can push the next weight over the cap.",
        fix="Say that the redistribution is repeated until no weight is above its cap, and what happens where it "
        "cannot be.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.LOW,
        find=Wording(
            _EXCESS,
            "'{words}': whether this is repeated is not specified",
            "Spreading the excess can lift another constituent over the cap. One pass and passes until none is above it"
            " give different weights.",
            "whether the step is repeated until no weight is above the cap, and in which order",
            settled=_AGAIN,
            settled_elsewhere=_AGAIN,
            once=True,
        ),
        bad=("Weights are capped at 10%; the excess weight is redistributed in proportion.",),
        good=("Weights are capped at 10%; the excess weight is redistributed, repeated until no weight exceeds 10%.",),
    ),
    Check(
        id="DS-PRE-13",
        title="A cap on weights, and the rest goes nowhere",
        matters="Weights that do not add up are not a portfolio.",
        fix="Say to which others the excess weight goes and by which rule, or that it is kept in cash.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_nowhere,
        bad=("The weight of one country is capped at 40%.", "A country cap of 30% applies."),
        good=("The weight of one country is capped at 40%. The excess goes to the other countries in proportion.",),
    ),
    Check(
        id="DS-PRE-10",
        title="Above and below, and nothing for exactly",
        matters="Rounded figures do meet their limits.",
        fix="Say on which side exactly the limit itself falls: “at or above”, or “above”.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.LOW,
        find=_boundary,
        bad=("Leverage is 2 if volatility is below 10%. Leverage is 1 if volatility is above 10%.",),
        good=("Leverage is 2 if volatility is below 10%. Leverage is 1 if volatility is 10% or more.",),
    ),
)
