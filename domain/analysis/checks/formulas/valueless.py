"""Symbols that have a quality, a name or a purpose, and no value."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.symbols import GREEK_NAMES, symbol_of
from domain.semantics.words import content_words

_GREEK = rf"[\u03b1-\u03c9]|(?:{'|'.join(sorted(set(GREEK_NAMES.values()), key=len, reverse=True))})"
_SYMBOL = rf"(?<![\w'’-])(?P<symbol>(?:{_GREEK}|[A-Za-z])(?:_\{{?\w+\}}?)?(?:\([a-z](?:, ?[a-z])?\))?)(?![\w'’(=-])"
_KIND = (
    r"(?:constants?|numbers?|values?|parameters?|factors?|coefficients?|integers?|scalars?|weights?|exponents?|terms?"
    r"|quantit(?:y|ies)|fractions?|multipliers?|figures?|penalt(?:y|ies)|amounts?|levels?|percentages?)"
)
_ONE = r"(?:one|zero|unity|nil|a half|half|[01](?:\.0)?|100 ?%|nought)"
_NEARLY = (
    r"(?:close to|near(?:ly|er)? ?(?:to)?|around|about|(?:just|slightly|well|a little) (?:below|above|under|over)"
    r"|approximately|almost)"
)
_GRADED = (
    r"(?:(?:very |suitably |sufficiently |reasonably |rather |fairly |appropriately |relatively |quite |moderately )?"
    r"(?:small|large|big|tiny|positive|negative|suitable|appropriate|reasonable|sensible|high|low|moderate|modest"
    r"|certain|given|chosen|tunable|free|arbitrary|non-negative|well-chosen|generous|conservative|tuning|tuned"
    r"|calibrated|adjustable|customary|typical))"
)
_QUALITY = re.compile(
    rf"{_SYMBOL},? (?:is |are |being |as |denotes |stands for |taken |(?:is )?(?:set|chosen|kept|held|fixed) "
    r"(?:to (?:be )?|at |as )?)*"
    rf"(?P<what>(?:some(?:what|where)? )?{_NEARLY} {_ONE}(?![\w%]|\.\d)"
    rf"|(?:an? |some |the )(?:{_GRADED},? (?:and |but )?)+{_KIND}(?: (?:of our|of the desk's|at our) (?:choice"
    rf"|choosing|discretion))?"
    rf"|(?:an? |some )?{_KIND} (?:of our|of the desk's|of one's|at our|at the desk's) (?:own )?(?:choice|choosing"
    rf"|discretion)"
    rf"|(?:an? |some )?{_KIND} (?:(?:strictly )?(?:between|from|in) (?:zero|0) (?:and|to) (?:one|1)|(?:less|smaller"
    rf"|lower|greater|larger|bigger|higher) than {_ONE}|above {_ONE}|below {_ONE})"
    rf"|(?:an? |some |the )?(?:{_GRADED} )*{_KIND} (?:which|that) (?:we|you|one|somebody|traders?|quants?|is|was|has"
    rf" been|the (?:desk|team"
    r"|trader|quants?|model team)) (?:picks?|picked|chose|chooses?|chosen|sets?|tuned?|tunes|fix(?:ed|es)?|likes?"
    r"|selected|selects?"
    r"|found|adjusts?|adjusted)"
    r"|(?:lies |ranges |stays |lying |somewhere |strictly )*(?:between|in|from) (?:zero|0) (?:and|to) (?:one|1)"
    r"|(?:picked|chosen|tuned|set|selected|fixed|adjusted) (?:by (?:us|hand|eye|feel|experience|judg\w+|trial and"
    r" error|the (?:desk"
    r"|team|trader|quants?))|to taste|with care|carefully|empirically|heuristically|pragmatically)"
    r"|(?:small|large|high|low|big|tiny|positive|sufficiently (?:small|large|high|low)|(?:less|smaller|greater|larger)"
    rf" than {_ONE}))(?=[.,;:)]|$| (?:and|so|which|that|for|to|in|chosen|with|such|so that)\b)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:estimated|fitted|computed|calculated|measured|solved|solves|obtained|derived|such that|so that (?:the |all"
    r" )?(?:sum|weights?|total|portfolio|volatility|exposure|they add|it equals)|minimi[sz]\w+"
    r"|maximi[sz]\w+|regress\w+|published|table|section|appendix|annex|below|division by zero|divid\w+ by zero"
    r"|avoid\w*|not selected|rounding|for each|each (?:stock|share|bond|asset|constituent))\b"
)


def _of_quality(ir: DocumentIR) -> Iterator[Hit]:
    """A symbol whose legend grades it: "λ being close to one"."""
    told = set[str]()
    for segment in ir.prose.having(_QUALITY):
        for match in _QUALITY.finditer(segment.line):
            symbol = match["symbol"]
            is_bounded = re.search(r"\b(?:zero|0)\b", match["what"]) and "_" in symbol  # a weight of each member may be
            if (
                symbol in told
                or symbol in ("a", "A", "I")
                or is_bounded
                or _ANSWERED.search(segment.even, match.end("what"))
            ):
                continue
            told.add(symbol)
            if not _is_valued(ir, symbol):
                yield _hit(symbol, match["what"], segment, *map(segment.place, match.span("what")))


def _is_valued(ir: DocumentIR, symbol: str) -> bool:
    """Whether a passage, a row of a table or a formula of the document gives the symbol a value."""
    computed, behind = _formulas(ir)
    if symbol_of(symbol).bare in computed:
        return True
    head = re.escape(symbol.split("(")[0])
    given = re.compile(
        rf"(?<!\w){head}(?!\w)(?:\([a-z, ]+\))?[^.;\n]{{0,40}}?(?:[=:]|\bis\b|\bof\b|\bat\b|\bequals?\b|\bto\b|\bbe\b"
        rf"|\()"
        rf"\s*(?:set (?:to|at) |[A-Za-z]{{3}} )?[-\u2212+]?\d"
    )
    for segment in ir.naming(head):
        if segment.kind is SegmentKind.HEADING or head not in segment.text + segment.lead:
            continue
        if segment.kind is SegmentKind.CELL and re.search(rf"(?<!\w){head}(?!\w)", f"{segment.lead} {segment.text}"):
            return True
        if given.search(segment.text, behind.get(segment, 0)):
            return True
    return False


@lru_cache(maxsize=1)
def _formulas(ir: DocumentIR) -> tuple[frozenset[tuple[str, tuple[str, ...]]], Mapping[Segment, int]]:
    """What the formulas compute, and where they end in their passages."""
    computed = frozenset(symbol_of(formula.left).bare for formula in ir.formulas)
    return computed, {formula.segment: formula.end for formula in ir.formulas}


def _hit(symbol: str, words: str, segment: Segment, start: int, end: int) -> Hit:
    return Hit(
        title=f"{symbol} has no value: it is only '{words}'",
        why=f"“{words}” describes {symbol} and does not set it. Every number that fits the description gives another"
        " result, and the document says nowhere which one is used or how it is found.",
        spans=(segment.span(start, end),),
        suggestion=add_after(segment, end, f" ({to_specify(f'value of {symbol}, with unit, or how it is computed')})"),
    )


_CHOSEN = re.compile(
    rf"^[\s\W]*{_SYMBOL}(?:,| is| =| denotes| stands for| means| being|:)?\s+(?P<what>(?:the |an? |our |its )?"
    r"(?:(?:chosen|fixed|relevant|desired|selected|given|planned|intended|trading|execution|order|estimation|maximum"
    r"|minimum|rolling|historical|annual|daily|target) )*"
    r"(?:horizon|look-?back(?: (?:window|period|length|horizon))?|(?:window|sample|averaging|smoothing)(?: (?:length"
    r"|size|period|window))?|number of (?:lags|days|slices|buckets|paths|steps|intervals|weeks|months|observations"
    r"|simulations)|(?:risk|inventory|loss) aversion(?: (?:parameter|coefficient|factor))?"
    r"|(?:decay|smoothing|damping|forgetting|shrinkage|discount|learning|mixing|gearing|leverage|impact|scaling"
    r"|liquidity|participation|aggress\w+|urgency|buffer|tilt|multiplier|penalty|adjustment|speed|reversion)"
    r" (?:constant|factor|parameter|rate|weight|coefficient|intensity|ratio|exponent|speed|level)"
    r"|half-?life|cushion multiplier|multiplier|leverage|(?:target|reference) volatility|volatility target|target"
    r"|cap|floor|threshold|buffer|tolerance|confidence level|quantile|band|penalty|haircut|temperature"
    r"|(?:plant |thermal |fuel )?efficiency|(?:emission|carbon) (?:factor|intensity)|conversion factor|hedge ratio"
    r"|exponent|elasticity|intensity|speed|time step))[\s.,;]*$",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"\b(?:clients?|users?|traders?|customers?|callers?|orders?|sends?|sent|supplies|supplied|input|enters?|instruction"
    r"|estimated|computed|calculated|measured|equals?|defined|table|appendix|annex|section|config\w*|solved|fitted"
    r"|years?|remaining|until|tenor|maturity)\b"
)


def _only_chosen(ir: DocumentIR) -> Iterator[Hit]:
    """A symbol whose legend is the bare name of something that somebody has to choose."""
    told, formulas = set[str](), ir.formulas
    for formula, entry in zip(formulas, ir.understanding.formulas, strict=True) if formulas else ():
        for variable in entry.variables:
            meaning = variable.meaning
            match = _CHOSEN.match(_flat(meaning)) if meaning else None
            if meaning is None or match is None or variable.symbol in told:
                continue
            segment = ir.holding(meaning)
            if segment is None or segment.kind is SegmentKind.CELL or _is_valued(ir, match["symbol"]):
                continue
            if _is_given_elsewhere(ir, match["what"], segment, formula):
                continue
            told.add(variable.symbol)
            start = meaning.start - segment.start
            yield _hit(match["symbol"], match["what"], segment, start, start + len(meaning.quote.rstrip(" .,;")))


def _flat(span: Span) -> str:
    return " ".join(span.quote.split())


def _is_given_elsewhere(ir: DocumentIR, what: str, besides: Segment, formula: Formula) -> bool:
    """Whether another passage that speaks of it has a figure, or says how or by whom it is set."""
    return any(
        other is not besides
        and other is not formula.segment
        and (re.search(r"\d", other.low) or _BROUGHT.search(other.low) or other.kind is not SegmentKind.SENTENCE)
        for other in ir.with_all(content_words(what))
    )


_NOUN = (
    r"(?:corrections?|adjustments?|factors?|multipliers?|penalt(?:y|ies)|premiums?|discounts?|surcharges?|haircuts?"
    r"|functions?|coefficients?|constants?|offsets?|add-ons?|scalars?|kernels?|terms?|skews?|buffers?|cushions?"
    r"|loadings?"
    r"|deductions?|overlays?|mark-?ups?|drifts?)"
)
_INTRODUCED = re.compile(
    rf"\b(?P<what>(?i:an?|the|some|its|our) (?:[a-z-]+ ){{0,3}}?{_NOUN} {_SYMBOL})"
    r"(?=[.,;)]|$| (?:is|are|that|which|to|on|for|of|and|in|at)\b)"
)
_SAID_AT_ONCE = re.compile(r"\d|[=×]|\b(?:section|table|appendix|annex|formula|defined|given (?:by|in)|equals?)\b")


def _introduced(ir: DocumentIR) -> Iterator[Hit]:
    """A symbol that a sentence brings in, and no formula or legend: "a demand correction K(m) is added"."""
    told = set[str]()
    for segment in ir.prose.having(_INTRODUCED):
        if segment.section.role is not Role.RULES or segment.kind is SegmentKind.CELL:
            continue
        for match in _INTRODUCED.finditer(segment.line):
            symbol = match["symbol"]
            name = symbol.split("(")[0]
            if symbol in told or (len(symbol) == 1 and symbol in "aAI") or _SAID_AT_ONCE.search(segment.low):
                continue
            told.add(symbol)
            if _is_valued(ir, symbol) or _says_what(ir, name, segment):
                continue
            yield Hit(
                title=f"{symbol} is brought in and not defined",
                why=f"“{match['what']}” changes the result, and the document gives neither a formula nor a value nor a"
                f" table for {symbol}.",
                spans=(segment.span(*map(segment.place, match.span("what"))),),
                suggestion=add_sentence(
                    segment, f"{symbol} is {to_specify('formula or values, with unit and source')}."
                ),
            )


def _says_what(ir: DocumentIR, name: str, besides: Segment) -> bool:
    says = re.compile(
        rf"(?<!\w){re.escape(name)}(?:_\w+|\([a-z, ]+\))?\s?(?:=|:|,? (?:is|are|denotes|means|the|an?|where)\b)"
    )
    return any(
        segment is not besides and name in segment.text and says.search(segment.text) for segment in ir.naming(name)
    )


CHECKS = (
    Check(
        id="DS-FOR-80",
        title="A symbol that is only close to one, small, or of somebody's choice",
        matters="A smoothing constant of 0.9 and one of 0.99 are two indices.",
        fix="Give the value with its unit, or the rule by which it is computed, and the day from which it holds.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_of_quality(ir), _only_chosen(ir)),
        bad=(
            "M_t = λ × X_t + (1 - λ) × M_(t-1)\n\nX_t is the close of the day, with λ being close to one.",
            "W = a × U^k\n\nU is turnover in EUR, a is a small positive constant and k is a number of our choice.",
            "F = w × M + (1 - w) × V\n\nThe weight w lies between zero and one.",
            "q = n × exp(-k × d)\n\nd is the distance in ticks. k is a parameter which we picked so that it works.",
            "v = g × q\n\nq is the position, γ a suitable parameter.",
            "D = n × exp(-θ × T)\n\nn is the order in shares, T the horizon.",
            "C = γ × R\n\nR is the variance of the position, γ the risk aversion.",
        ),
        good=(
            "M_t = λ × X_t + (1 - λ) × M_(t-1)\n\nX_t is the close, with λ being close to one. λ = 0.97.",
            "The weight w_i lies between zero and one.",
            "z = (x - m) / (s + ε)\n\nε is a small constant that avoids division by zero.",
            "D = n × exp(-0.1 × T)\n\nn is the order in shares, T the horizon. The client sends the horizon in"
            " minutes.",
            "D = n × exp(-0.1 × T)\n\nn is the order in shares, T the horizon. The horizon is 45 minutes.",
            "C = γ × R\n\nR is the variance, γ the risk aversion.\n\n| Parameter | Value |\n| γ | 0.2 |",
            "S = c × w\n\nw is the weight, and c a positive constant such that all weights add up to 1.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-FOR-82",
        title="A symbol that a sentence brings in and nothing defines",
        matters="A correction without its values cannot be applied.",
        fix="Write its formula with a legend, or a table of its values with unit and source.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_introduced,
        bad=(
            "In the cold season a demand correction K(m) is added.",
            "The half-spread is multiplied by a stress factor g.",
            "An impact penalty f(q) is deducted from the score.",
        ),
        good=(
            "In the cold season a demand correction K(m) is added. K(m) is 2% in January and 1% in February.",
            "The half-spread is multiplied by a stress factor g.\n\ng = max(1, v / 0.2)",
            "The half-spread is multiplied by a stress factor g of 2.",
            "An impact penalty f(q) is deducted from the score, where f(q) = 0.1 × q.",
        ),
        confidence=0.8,
    ),
)
