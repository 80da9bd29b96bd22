"""Formulas that cannot be computed: names without a meaning, windows, price types and means left open."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.checks.formulas.explained import is_explained_in_passing
from domain.analysis.finding import Category, Severity
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.segments import SegmentKind
from domain.semantics.symbols import symbol_of
from domain.semantics.terms import key
from domain.semantics.understanding import FormulaEntry

STATISTIC = re.compile(
    r"(?:^|[_\s(])(?:mean|avg|average|std|stdev|stddev|sd|sigma|vol|volatility|mu|ma|sma|ema|median|zscore|momentum"
    r"|mom|corr|correlation|cov|beta|var|variance|rolling|σ|μ)(?:$|[_\s(\d])|^[σμ]"
)
PRICE = re.compile(r"(?:^|[_\s(])(?:price|prices|px)(?:$|[_\s(\d])|^[PS](?:_|\(|$)")
_OWN_MAKING = re.compile(
    r"(?<!of )(?<!of a )\b(?:divisor|factor|multiplier|coefficient|constant|scalar|parameter|threshold|adjustment"
    r"|adj|param|cost|fee|charge|haircut|penalty|premium|carry|deduction|target|ceiling|floor|cap|limit|lag"
    r"|look-?back)s?$",
    re.IGNORECASE,
)
"""Words for quantities of the method's own making, which do not say what they are."""


def _undefined(ir: DocumentIR) -> Iterator[Hit]:
    seen, listed = set[str](), _listed_together(ir)
    in_cells = _explained_in_cells(ir) if ir.formulas else frozenset[str]()
    for formula, entry in zip(ir.formulas, ir.understanding.formulas, strict=True):
        unexplained = {variable.symbol for variable in entry.variables if variable.meaning is None}
        missing = dict[tuple[int, int], list[str]]()
        for operand in formula.operands:
            name = symbol_of(operand.name).name
            if (
                name in listed
                or re.sub(r"[(\[].*$", "", name) in listed
                or name not in unexplained
                or name in seen
                or _is_special(name)
                or key(name) in (key(formula.left), *_arguments(formula))
                or _is_explained(in_cells, formula, entry, formula.segment.text[operand.start : operand.end])
                or _is_of_a_date(ir, entry, name)
                or is_explained_in_passing(ir, formula, operand.name)
            ):
                continue
            if not operand.is_symbol and not _OWN_MAKING.search(name):
                continue  # "closing price" tells a reader enough
            seen.add(name)
            missing.setdefault((operand.start, operand.end), []).append(name)
        for places, names in _told_together(missing):
            what = " and ".join(names)
            noun, verb = ("variable", "is") if len(names) == 1 else ("variables", "are")
            meanings = " and ".join(f"{name} is {to_specify('definition, data source and unit')}" for name in names)
            yield Hit(
                title=f"{what} {verb} used in the formula for {formula.left} and not defined",
                why=f"The formula{_introduced(ir, formula)}, {_shown(formula)}, needs the {noun} {what}; the"
                f" document does"
                f" not say what {what} {verb}, from which data or as of when.",
                spans=tuple(formula.segment.span(*place) for place in places),
                suggestion=add_sentence(formula.segment, f"where {meanings}."),
            )


_DATED = re.compile(r"(?P<head>[^\W\d_]+)(?:_(?P<date>[a-z])|\[(?:[a-z],)?(?P<in>[a-z])\])")
_IS_DATE = re.compile(
    r"\b(?:dates?|days?|months?|quarters?|years?|rebalancing|review|roll|close|start|end|beginning)\b"
)


def _is_of_a_date(ir: DocumentIR, entry: FormulaEntry, name: str) -> bool:
    """Whether it is what the legend explains, on a date that has a letter: "G the gold price, m the roll date"."""
    match = _DATED.fullmatch(name)
    date = ir.meaning(match["date"] or match["in"]) if match else None
    if match is None or date is None or not _IS_DATE.search(date.meaning.lower()):
        return False
    return any(v.meaning and symbol_of(v.symbol).head == symbol_of(match["head"]).head for v in entry.variables)


_MOST = 5
"""Findings on the variables of one formula: of what needs a whole legend the last one names the rest."""
_Place = tuple[int, int]


def _told_together(missing: dict[_Place, list[str]]) -> Iterator[tuple[list[_Place], list[str]]]:
    """Each variable by itself, but those that stand in one equation, or are many, together."""
    places = list(missing)
    for group in (*([place] for place in places[: _MOST - 1]), places[_MOST - 1 :]):
        if group:
            yield group, [name for place in group for name in missing[place]]


_LETTERS = re.compile(r"[^\W\d_]+")


_CELL = re.compile(r"(?P<base>[^\W\d_]+)(?:_\S+)? (?:the|an?|is|are|in the|of the) ")


def _explained_in_cells(ir: DocumentIR) -> frozenset[str]:
    """The symbols that a cell of a table begins with: "λ in the objective"."""
    cells = (_CELL.match(segment.text) for segment in ir.segments if segment.kind is SegmentKind.CELL)
    return frozenset(match["base"] for match in cells if match)


def _is_explained(in_cells: frozenset[str], formula: Formula, entry: FormulaEntry, symbol: str) -> bool:
    """Whether the symbol is explained with other indices, inside the entry of another, or in a cell of a table."""
    letters = _LETTERS.match(symbol)
    if letters is None:
        return False
    base = re.escape(letters.group())
    explained = re.compile(rf"(?:^|[,;] |\band |\bwith ){base}(?:_\S+)? (?:the|an?|is|are|in the|of the) ")
    said = [variable.meaning.quote for variable in entry.variables if variable.meaning]
    said.append(formula.segment.text[formula.end :].lstrip(" ,"))
    jointly = re.compile(rf"\b{base}(?:, \w{{1,3}})*,? and \w{{1,3}} are |\b\w{{1,3}},? and {base} are ")
    paired = re.compile(rf"\b(?:with|where) (?:{base} and \w{{1,3}}|\w{{1,3}} and {base}) (?:being )?the ")
    if jointly.search(formula.segment.text) or paired.search(formula.segment.text):
        return True
    return letters.group() in in_cells or any(explained.search(quote) for quote in said)


_SYMBOL = r"[^\W\d_]\w{0,9}(?:[\[({][\w,+-]+[\])}])?"
_SYMBOLS = re.compile(rf"{_SYMBOL}(?:(?:, |,? and ){_SYMBOL})+")
_TOGETHER = re.compile(rf"(?P<names>`?{_SYMBOL}`?(?:(?:, | and |, and )`?{_SYMBOL}`?)+)\s?(?::|=|-|\bare\b)\s?\S")
_ONE = re.compile(_SYMBOL)


def _listed_together(ir: DocumentIR) -> frozenset[str]:
    """The symbols that an entry explains with others: "bid, ask: the best prices of the book"."""
    entries = (_TOGETHER.match(segment.text) for segment in ir.segments if segment.kind is SegmentKind.ITEM)
    cells = (s.text for s in ir.segments if s.block.cell and s.block.cell.row and s.block.cell.column == 0)
    lists = [match["names"] for match in entries if match] + [text for text in cells if _SYMBOLS.fullmatch(text)]
    return frozenset(symbol_of(name).name for names in lists for name in _ONE.findall(names) if name != "and")


def _arguments(formula: Formula) -> tuple[str, ...]:
    """The keys of what a formula is a function of: v in "h(v) = ..."."""
    of = re.search(r"\(([\w, ]+)\)$", formula.left)
    return tuple(key(name) for name in re.findall(r"\w+", of.group(1))) if of else ()


def _introduced(ir: DocumentIR, formula: Formula) -> str:
    """What the line before a displayed formula says of it, for a reader who sees only its symbols."""
    at = ir.segments.index(formula.segment)
    before = ir.segments[at - 1] if at and formula.segment.kind is not SegmentKind.CELL else None
    if before is None or before.section is not formula.segment.section or before.kind is SegmentKind.HEADING:
        return f" of “{formula.segment.section.title}”" if formula.segment.section.title else ""
    return f" behind “{_last_words(before.text.strip())}”"


def _shown(formula: Formula, longest: int = 120) -> str:
    """The formula as it stands, where it is short enough to be read in a sentence."""
    return f"“{' '.join(formula.source.split())}”" if len(formula.source) <= longest else f"for {formula.left}"


def _last_words(text: str, longest: int = 80) -> str:
    """The end of a text, cut between two words."""
    return text if len(text) <= longest else "…" + text[-longest:].partition(" ")[2]


def _is_special(name: str) -> bool:
    """Names the other checks of this family ask about."""
    return bool(STATISTIC.search(name.lower()) or PRICE.search(name) or _FUNCTION.fullmatch(name.lower()))


_FUNCTION = re.compile(
    r"(?:floor|ceil|round|snap|trunc|clip)(?:ing)?(?:_(?:down|up))?_?to_?(?:the_)?(?:tick|lot|cent|int\w*)s?(?:\(.*)?"
)
"""A function whose name says what it does: "floor_to_tick"."""
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
            'V = N * C\n\nThe sum of N pounds is held. The closing clean price (the "Price", C) is that of the '
            "exchange, with nominal N.",
            "p = ceil_to_tick(m + h)\n\nThe mid is m, and the half spread h is two ticks.",
            "ln Y = κ + ν * X + e\n\nwhere Y, X are closes; κ, ν the fitted intercept and slope; e the residual.",
            "H_t = H_m * G_t / G_m\n\nG is the gold price in USD. m is the last roll date before t.",
            "T_j = floor(Q * (Y_1 + ... + Y_j))\n\nQ: shares. Share Y_j = the average, over 15 trading days, of"
            " (volume of slot j / volume of the day).",
            "w = g / K\n\nThe growth g is that of the year, and the sum runs over the K sectors.",
            "# 1. Events\n\n| Event | Factor |\n| n new shares for m held at price S | f = (n * S) / m |",
            "v = (P_r - P_s) / P_s\n\nwhere P_t is the price on day t. The review day r and the start day s "
            "are Mondays.",
            "v[t] = b * v[t-1]\n\nwhere b is the decay.\n\ns[t] = max(v_fast[t], v_slow[t])\n\n| Name | Value "
            "|\n| B_FAST, B_SLOW | 0.94, 0.97 |",
            "v = a + b * m + c * m * m, where m is the moneyness and a, b and c are fitted by least squares.",
            "D = exp(-r * T), with r the overnight rate of the central bank and T the time in years.",
            "V_t = V_{t-1} * (P_{i,t} * N_{i,s}) / (P_{i,s} * N_{i,s})\n\nwhere s is the last review, P the"
            " price (in EUR) and N the nominal amount.",
            "J = c + λ * v\n\nwhere c is the cost and v the variance.\n\n| Parameter | Meaning | Default |\n"
            "| risk | λ in the objective | 0.5 |",
            "z = (x - m) / q, with m and q the middle and the range, where x is the price.",
            "r[t] = F1[t] / F2[t]\n\n| Symbol | Meaning |\n| F1[t], F2[t] | price of the near and the far future |",
            "G(t) = G(r) * SUM_i [ Y(i,t) / Y(i,r) ]\n\nY(i,t): dollars per unit of money i.",
            "$$ g_{m,t} = Q_{m,t} - Q_{m,t-1} $$\n\nQ is the settlement price.",
            "$$ H^{q}_t = b * H^{q}_{t-1} $$\n\nwhere b is the decay.\n\n$$ L_t = H^{fast}_t $$",
            "$$ D_t = C_{i,t} + K_{i,t} $$\n\nwhere\n\n- C_{i,t} is the clean price;\n- K_{i,t} is accrued interest.",
            "Weight_i = MC_i * AF_i / D\n\nWhere:\n- MC_i = market capitalization of stock i\n- AF_i = adjustment"
            " factor of stock i\n- D = divisor",
            "z = a / 2\n\nWhere a is the closing price.",
            "S = a - b\n\nWhere a and b are the funding rates of the two exchanges.",
            "$w = a / 2$\n\nThe area a of the stock is its price.",
            "$$ w_i = Y_i \\cdot M_i $$\n\nwhere Y_i is the yield of share i and M_i its Free Float Capitalisation.",
            "$$ s = d \\cdot (\\bar P - P_0) $$\n\nwhere d is +1 for a buy and -1 for a sell, and \\bar P is the"
            " average price of all fills. P_0 is the arrival price.",
            "level = sum of a constant - 1",
            "H_t = H_m * (G_t * 2) / (G_m * 3)\n\nwhere:\n\n* m = latest roll date before t\n* G = gold price in USD",
            "X[c,t] = X[c,t-1] * P1[c,t] / P1[c,t-1]\n\n* X[c,t]: sub-index\n* P1[c,t]: price of the near contract",
            "I = w * (P + A)\n\nwhere w is the weight, P the bid price, A accrued interest (actual/actual).",
            "T = Q * E(z)\n\nBins run from a (first) to z (last). E(k) is the volume, Q the shares.",
        ),
        confidence=0.85,
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
