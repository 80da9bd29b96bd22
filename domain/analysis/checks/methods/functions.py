"""Quantities and reactions without a function: a fair value without a model, spreads that widen with volatility."""

import re
from collections.abc import Iterator
from itertools import pairwise

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.documents.text import ATOM
from domain.semantics.ir import DocumentIR
from domain.semantics.operands import Operand
from domain.semantics.phrases import is_purpose
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_MODELLED = re.compile(
    r"\b(?P<what>(?:fair|theoretical|intrinsic|true|indicative|reservation|equilibrium|model|modelled"
    r"|inventory-adjusted"
    r"|shadow) (?:value|price)|micro-?price|(?:fair|theoretical) (?:basis|premium|level)"
    r"|market impact|fill probability|adverse selection|order flow toxicity|inventory risk|optimal (?:spread|hedge"
    r"|size|bid"
    r"|ask|quotes?|execution)|hedge ratio|roll yield|convenience yield|conviction score|regime (?:state|probability)"
    r"|(?:composite|sentiment|quality|momentum|value|growth|carry|trend|stability|technical|macro|safety) score"
    r"|liquidity score|risk score|expected shortfall|fair spread"
    r"|skew(?= (?:is|of the quotes))|(?:adjusted|smoothed|modified|scaled|risk-adjusted|normali[sz]ed) (?!clos|price"
    r" data)(?:[a-z]+ )?(?:yield|price|volume|return|momentum|weight|score|volatility|earnings|beta|exposure))\b"
    r"|\b(?:highest|lowest|best|ranked by|sorted by|according to) (?:the |their |its )?"
    r"(?P<what2>(?!total|overall)(?:[a-z-]+ ){1,2}(?:scores?|ratings?|signals?|indicators?|ranks?))\b"
)
_HOW = (
    r"\b(?:calculated|computed|determined|estimated|defined|derived|obtained|equals?|is the (?:average|sum|ratio"
    r"|product|mean|median|mid\w*|difference|last|weighted)|sum of|ratio of|regress\w+)\b|[=×]"
)
_GIVEN = re.compile(rf"{_HOW}|\d")
_SAID_HOW = re.compile(rf"{_HOW}|\b(?:means?|is (?:the|an?|its))\b")
"""A figure beside a modelled price is a distance from it: "2 ticks from fair value"."""


_A_PRICE = re.compile(r"(?:value|price|basis|premium|level)$")


def _modelled(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    introduced = tuple(content_words(before.low) for before in _introducing(ir))
    for segment in ir.prose.having(_MODELLED):
        for match in _MODELLED.finditer(segment.low):
            name = match["what"] or match["what2"]
            words = content_words(_ADJUSTED.sub("", name))  # the price that is adjusted may be the modelled one
            if name in told or is_purpose(segment.low, match.start()) or _is_computed(ir, name, words, introduced):
                continue
            told.add(name)
            yield Hit(
                title=f"{capital(name)}: how it is calculated is not specified",
                why=f"The {name} is not observed but comes out of a model, and the document gives neither formula nor"
                " inputs. Everything that is set relative to it moves with the choice.",
                spans=(segment.span(match.end() - len(name), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('formula, inputs and how often it is updated')})"
                ),
            )


def _is_computed(ir: DocumentIR, name: str, words: frozenset[str], introduced: tuple[frozenset[str], ...]) -> bool:
    if any(words <= content_words(formula.left.replace("_", " ")) for formula in ir.formulas):
        return True
    if any(words <= said for said in introduced):
        return True
    given = _SAID_HOW if _A_PRICE.search(name) else _GIVEN
    return any(given.search(segment.low) or segment.kind is SegmentKind.HEADING for segment in ir.with_all(words))


_FORMULA = re.compile(r"\s*[A-Za-z][\w()., _-]{0,40}\s?=\s?\S")


_ANNOUNCES = re.compile(r"(?::|\b(?:is|are|equals?|as))\s*$")


def _introducing(ir: DocumentIR) -> Iterator[Segment]:
    """The lines right before a displayed formula: "The combined score is"."""
    for before, after in pairwise(ir.segments):
        displayed = after.text.strip() == ATOM or (_ANNOUNCES.search(before.text) and _FORMULA.match(after.text))
        if displayed and before.section is after.section:
            yield before


_ADJUSTED = re.compile(r"^(?:adjusted|smoothed|modified|scaled|risk-adjusted|normali[sz]ed) (?=\w+ \w)")


_VARIES = re.compile(
    r"\b(?P<what>(?:widens?|tightens?|shrinks?|narrows?|grows?|increases?|decreases?|rises?|falls?|varies|vary"
    r"|scales?|changes?|declines?|decays?|lengthens|shortens) with (?:each|every|the |its |their |market |recent "
    r"|realised |realized |current )*"
    r"(?:volatility|inventory|size|distance|time|age|competition|volume|liquidity|risk|leverage|momentum|imbalance"
    r"|urgency|drawdown|spread|exposure|conviction|score|depth|failure|rejection|fill|attempt|retry|loss|win|breach"
    r"|day))\b"
    r"|\b(?:haircuts?|sizes?|number(?: of [a-z]+)?|amounts?|widths?|weights?|fees?|margins?|lengths?|speed|pace"
    r"|distances?"
    r"|frequency|thresholds?|buffers?|discounts?|premiums?|penalty|offsets?|exposures?|leverage|steps?|intervals?"
    r"|windows?"
    r"|delays?|spacing|bids?|quotes?|stakes?|limits?|tolerance) (?P<what3>(?:reflects?|depends? on|hinges? on"
    r"|follows?|is (?:tied"
    r"|linked|geared|matched|adapted) to|are (?:tied|linked|geared|matched|adapted) to|(?:is|are) driven by"
    r"|responds? to"
    r"|adapts? to|reacts? to|takes? account of|corresponds? to) (?:the |its |their )?(?:[a-z-]+ ){0,2}?(?:volatility"
    r"|quality"
    r"|inventory|size|distance|age|volume|liquidity|risk|leverage|momentum|imbalance|urgency|drawdown|spreads?|exposure"
    r"|conviction|scores?|depth|account|capital|conditions|activity|market|asset|maturity|rating|demand|confidence"
    r"|strength))\b"
    r"|\b(?:takes? (?:the |its |their )?(?:recent |market )?(?:volatility|liquidity|risk|correlations?|costs?"
    r"|inventory|size|volume"
    r"|momentum|spreads?|impact|seasonality|dividends) into (?:account|consideration)|(?:allows?|accounts?|controls?"
    r"|compensates?)"
    r" for (?:the |its |their )?(?:volatility|liquidity|risk|correlations?|costs?|inventory|size|volume|momentum"
    r"|spreads?|impact"
    r"|seasonality))\b"
    r"|\b(?P<what2>(?:changes?|determines?|controls?|governs?|affects?|influences?|steers?|adjusts?) how (?:quickly"
    r"|much|often|far|long|aggressively|many|fast|strongly|closely|large|wide))\b"
)
_SHAPE = re.compile(
    r"\d|[=×]|\b(?:linear\w*|proportional\w*|square root|inverse\w*|formula|exponential\w*|as follows)\b|:$"
)

_NEXT_ONE = re.compile(
    r"\b(?:in|by) (?:the )?order of (?:priority|preference|importance|urgency|seniority|attractiveness)\b|"
    r"(?<!while )(?<!if )(?<!when )"
    r"\b(?P<what>(?:the |a |another )?(?:next|suitable|another|best|replacement|alternative) (?:eligible |ranked "
    r"|suitable"
    r" |available )?(?:company|security|stock|constituent|bond|issuer|contract|token|asset|instrument|pair|venue))\b"
    r"(?! (?:by|with the (?:highest|largest|lowest)|in the ranking|on the (?:reserve|ranking)))"
)
_ORDERED = re.compile(
    r"\b(?:rank\w*|order of|highest|largest|reserve list|expir\w+|delivery|month|nearest|score|section)\b"
)
_OF_WHAT_IS = re.compile(r"\b(?:which|that|who) (?:[a-z]+ ){1,2}another\b")
"""What is told of something else: "venues which list another asset"."""
_NEXT_CONTRACT = Wording(
    re.compile(
        r"\b(?:replaced (?:by|with)|roll(?:s|ed|ing)?(?: over)? (?:in)?to|mov(?:e|es|ed|ing) (?:in)?to"
        r"|switch(?:es|ed|ing)? (?:in)?to|transferred (?:in)?to|shift(?:s|ed)? (?:in)?to|exchanged (?:for|into)"
        r"|buy(?:s)?"
        r"|bought|goes into|passes (?:in)?to|enters?|into|in favou?r of) (?P<what>(?:the|a) (?:next|following|nearest"
        r"|subsequent|nearby|deferred|back|second|later|new|succeeding|longer-dated|more liquid|most liquid"
        r"|most active|most traded|next-nearest)(?: (?:listed|available|eligible|liquid|nearby|active))?"
        r" (?:(?:delivery|expiry|contract|futures?|option|maturity)(?: (?:month|contract|date|cycle))?|contract"
        r"|expiration|maturity|tenor))(?=[.,;)]|$| (?:over|on|at|in|before|during|when|as|five|once|and|by|is|are)\b)"
    ),
    "'{words}': which contract that is, is not specified",
    "Serial and quarterly months, the nearest and the most traded expiry are different contracts; the document gives"
    " no table of months and no rule.",
    "the contract months that are used, or the table of the roll",
    settled=re.compile(r"\b(?:section|table|appendix|schedule)\b|\d(?:st|nd|rd|th)? (?:nearby|expir|month)"),
    settled_elsewhere=re.compile(
        r"\b(?:january|february|march|april|june|july|august|september|october|november|december|quarterly|serial"
        r"|front[- ]month|h, ?m, ?u|hmuz|mar|jun|sep|dec)\b|\b(?:contract|delivery) months? (?:are|is|table|schedule)"
        r"|\b(?:roll|lead) (?:schedule|table|month)"
    ),
    everywhere=True,
)
_BY_EXPIRY = re.compile(r"\b(?:front|nearby|lead|expiring) (?:month )?(?:contract|future)s?\b")
"""Where contracts are told by their expiry, the next one is the one that expires next."""


_CODE_NAME = re.compile(r"[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+(?:_[\w,]+)?|[a-z]+[A-Z][A-Za-z]+(?:_\w+)?")


def _code_names(ir: DocumentIR) -> Iterator[Hit]:
    """Operands written like a name in code (HedgeImpact) that no other passage speaks of, in whatever spelling."""
    told = set[str]()
    for formula in ir.formulas:
        lefts = [other.left for other in ir.formulas]
        missing: list[Operand] = []
        for operand in formula.operands:
            name = operand.name
            if name in told or not _CODE_NAME.fullmatch(name) or name in lefts or _spoken(ir, name, formula.segment):
                continue
            told.add(name)
            missing.append(operand)
        if missing:
            names = " and ".join(operand.name for operand in missing)
            verb = "is" if len(missing) == 1 else "are"
            yield Hit(
                title=f"{names} {verb} used in the formula for {formula.left} and explained nowhere",
                why=f"The name suggests what {names} may be; which figure, from which source and as of when is not said"
                " anywhere in the document.",
                spans=tuple(formula.segment.span(operand.start, operand.end) for operand in missing),
                suggestion=add_sentence(
                    formula.segment, f"where {names} {verb} {to_specify('definition, data source, time and unit')}."
                ),
            )


def _spoken(ir: DocumentIR, name: str, besides: Segment) -> bool:
    words = content_words(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name))
    if any(segment is not besides for segment in ir.with_all(words)):
        return True
    others = [segment for segment in ir.segments if segment is not besides]
    return any(name in segment.text or _abbreviates(name, segment) for segment in others)


_PART = re.compile(r"[A-Z][a-z]{2,}|(?<=_)[a-z]{3,}|^[a-z]{3,}")


def _abbreviates(name: str, segment: Segment) -> bool:
    """Whether each part of a name begins a word of a passage: "MaxExposure" for "Maximum exposure"."""
    parts = [part.lower() for part in _PART.findall(name)]
    return len(parts) > 1 and all(any(word.startswith(part) for word in segment.words) for part in parts)


_PRICE_NAME = re.compile(r"^(?:[A-Z][a-z]+ ){1,2}(?:Price|Rate|Value|Level|Index|Amount)$")


def _kin(ir: DocumentIR) -> Iterator[Hit]:
    """A capitalised quantity that only the formula knows, where the text explains one with the same last word."""
    for formula in ir.formulas:
        for operand in formula.operands:
            name = operand.name
            if not _PRICE_NAME.match(name) or any(
                name in s.text for s in ir.segments if s.kind is not SegmentKind.CODE and s is not formula.segment
            ):
                continue
            if any(formula.left == name for formula in ir.formulas):
                continue
            last = name.split()[-1]
            mine = {operand.name for other in ir.formulas for operand in other.operands}
            others = [
                (segment, match)
                for segment in ir.prose
                for match in re.finditer(
                    rf"\b(?!(?:The|A|An|Each|Its) )(?:[A-Z][a-z]+ )(?:[A-Z][a-z]+ )?{last}\b", segment.text
                )
                if match.group() not in mine and segment is not formula.segment
            ]
            if others:
                segment, match = others[0]
                yield Hit(
                    title=f"{name} stands in the formula for {formula.left}, {match.group()} in the text",
                    why=f"The formula uses {name}, which no passage explains, and the text speaks of {match.group()}."
                    " Whether they are one quantity under two names decides every result.",
                    spans=(segment.span(match.start(), match.end()), formula.segment.span(operand.start, operand.end)),
                    suggestion=add_after(
                        segment, match.end(), f" ({to_specify(f'whether this is {name}, and how the two relate')})"
                    ),
                )
                return


CHECKS = (
    Check(
        id="DS-MET-09",
        title="A modelled quantity without its model",
        matters="Everything that is set relative to it moves with the choice of model.",
        fix="Name the model with its inputs, its window and its parameters, or the source that publishes the quantity.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_modelled,
        bad=("The algorithm quotes around the fair value.",),
        good=(
            "For each share the quality score is\n\nQ_i = ROE_i / 2",
            "Orders are quoted around an inventory-adjusted reservation price. The reservation price is `r"
            " = s - q * g`.",
            "It balances market impact against the risk of the price moving away.",
            "The tactic sells a block while weighing market impact against time.",
            "The algorithm quotes around the fair value. The fair value is the mid of the best bid and best ask ="
            " (b+a)/2.",
        ),
    ),
    Check(
        id="DS-MET-10",
        title="It varies with something, by no stated function",
        matters="The direction is not the function.",
        fix="Give the function: a formula, or a table of steps with its bounds.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _VARIES,
            "{Subject} {words}: by which function is not specified",
            "“{words}” gives the direction of the reaction and not its size: linear, in steps or with the square root"
            " are three algorithms.",
            "the function, with its parameters and bounds",
            settled=_SHAPE,
        ),
        bad=("The half-spread widens with volatility.",),
        good=("The half-spread widens with volatility in proportion: half-spread = 0.5 * sigma.",),
        confidence=0.85,
    ),
    Check(
        id="DS-MET-11",
        title="The next one, and no order",
        matters="Next presupposes a ranking.",
        fix="Say by what the list is ranked, in which direction, and how ties are decided.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _NEXT_ONE,
            "'{words}': by which order is not specified",
            "“{words}” needs an order, and the document gives none for this place: by size, by score and by date of"
            " listing different ones come next.",
            "the ranking, its date, and what holds if none qualifies",
            settled=_ORDERED,
            settled_beside=_OF_WHAT_IS,
            settled_elsewhere=_BY_EXPIRY,
        ),
        bad=("A delisted company is replaced by the next eligible company.",),
        good=(
            "A delisted company is replaced by the next eligible company of the ranking by market capitalization.",
            "The position moves from the front contract to the next contract.",
            "Quotes are pulled when another venue halts.",
            "Venues which list another asset under the symbol are left out.",
        ),
    ),
    Check(
        id="DS-MET-60",
        title="The next contract, by no table of months",
        matters="Months that are listed are not all months that are traded.",
        fix="List the contract months that are used, or give the rule by which the next one is found.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_NEXT_CONTRACT,
        bad=(
            "At expiry the position is rolled into the following delivery month.",
            "Holdings are moved to the most liquid contract.",
        ),
        good=(
            "The position is rolled into the next contract. Contract months are March and September.",
            "The position is rolled into the next quarterly contract.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-11",
        title="A name in a formula that nothing explains",
        matters="A telling name is not a definition.",
        fix="Explain the name in the legend of the formula: what it is, its unit, and where its value comes from.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_code_names,
        bad=("HedgedReturn = LocalReturn + HedgeImpact\n\nThe local return is the return in local currency.",),
        good=(
            "HedgedReturn = LocalReturn + HedgeImpact\n\nThe local return and the hedge impact are defined below.",
            "Exposure = min(MaxExposure, Leverage)\n\nThe maximum exposure is 150%.",
        ),
    ),
    Check(
        id="DS-FOR-12",
        title="The formula and the text use different names",
        matters="One quantity or two decides every result.",
        fix="Use one name for the quantity in the formula and in the text.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_kin,
        bad=("The market stays close to its Oracle Price.\n\nPremium = (Impact Price - Index Price) / Index Price",),
        good=("The market stays close to its Index Price.\n\nPremium = (Impact Price - Index Price) / Index Price",),
        confidence=0.7,
    ),
)
