"""What a formula lacks: the days of its members, a first value, the kind of return, whole numbers."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.operands import Operand
from domain.semantics.sections import Role
from domain.semantics.segments import Segment
from domain.semantics.symbols import symbol_of
from domain.semantics.words import content_words

_OF_A_DAY = re.compile(r"(?:_\{?|[({\[,])\s?(?:t|d|m|q|n)\b")
"""A name that carries its day or period: "I_t", "Level(t-1)", "R_q"."""
_OF_A_MEMBER = re.compile(r"(?:_\{?|[({\[])\s?[cijk]\}?[)\]]?$")
_SECOND_INDEX = re.compile(r"\s?[,({\[]\s?[a-z]\b")
_MEMBER_OF = re.compile(r"^(?:w|W|V|P|S|F|G|K|R|r|C|N|Q|q|u|U|x|price|weight|spot|fwd|forward|fx|rate|ret|return)s?$")
"""What changes from day to day: weights, prices, rates, returns and holdings."""
_DAY_SAID = re.compile(
    r"\b(?:as of|on (?:the )?(?:day|date|[a-z]+ date)|(?:at|of) the (?:close|start|beginning|end|last|previous)"
    r"|beginning of|end of|start of|effective|previous|preceding|fixed|constant|reset|held|lagged|since|day t|known"
    r"|each day|(?:set|taken|determined|measured|observed) (?:at|on))\b"
)


def _undated(ir: DocumentIR) -> Iterator[Hit]:
    """A formula for each day or period whose members have none: which prices, at the start or at the end of it?"""
    for formula in ir.formulas:
        if not _OF_A_DAY.search(formula.left) or ir.says_in(formula.segment.section, _DAY_SAID):
            continue
        undated = [operand for operand in formula.operands if _is_undated(formula, operand)]
        names = list(dict.fromkeys(operand.name for operand in undated))
        if not names:
            continue
        what = " and ".join(([", ".join(names[:-1])] if names[1:] else []) + names[-1:])
        yield Hit(
            title=f"The formula for {formula.left} names no day for {what}: start or end of the period is open",
            why=f"{formula.left} belongs to a day or period, and {what} to none. Taken at its start and at its end they"
            " are two numbers, and only one of the two could have been known in time.",
            spans=tuple(formula.segment.span(o.start, o.end) for o in undated),
            suggestion=add_sentence(formula.segment, f"{what}: {to_specify('of which day each of them is')}."),
        )


def _is_undated(formula: Formula, operand: Operand) -> bool:
    if not _OF_A_MEMBER.search(operand.name) or _SECOND_INDEX.match(formula.segment.text, operand.end):
        return False
    return _MEMBER_OF.match(symbol_of(operand.name).head) is not None


_STEP_BACK = re.compile(r"(?:_?[({\[]|_)\s?[tdnmkq]\s?-\s?\d")
_FIRST_VALUE = re.compile(
    r"\b(?:initial(?:ly|i[sz]\w*)?|seed\w*|first value|starting (?:value|level|point)|starts? (?:at|with|from)|base"
    r" (?:date|value|level)|start (?:value|level)|at (?:launch|inception)|set to)\b[^.;]{0,80}\d|\b(?:initial\w*"
    r"|seed\w*|first|start\w*|warm-?up|burn-?in)\b[^.;]{0,60}\b(?:sample|variance|average|mean|days|zero|equal|returns"
    r"|value)\b|\b(?:level|value|index|it|i|nav)(?: of the index)? (?:was|is|were|stood at|=|equals?|being|of)"
    r" (?:set (?:at|to) )?(?:[a-z]{3} )?[\d,.]*\d\b|\d[\d,.]* (?:[a-z]+ )?(?:points )?(?:on|as of|at) (?:the base"
    r" date|\d{1,2} [a-z]+|[a-z]+ \d)|[_(\[{ ](?:0|t0|base)[)\]}]? ?=|[_(\[{](?:0|base)[)\]}]? (?:is|was|equals?)"
    r" (?:set (?:at|to) )?[\d,.]*\d"
)


_LEVEL = re.compile(
    r"^(?:[A-Z]{0,3}(?:I|IL|L|NAV|N|V|BV|AUM|W)(?:_\w+)?|.*(?:level|index|value|nav|price|wealth|capital).*)$", re.I
)
"""What "starts at 100" is said of, where nothing is named."""


def _no_first_value(ir: DocumentIR) -> Iterator[Hit]:
    """What is computed from its own last value and begins nowhere."""
    recursions = [(formula, last) for formula in ir.formulas if (last := _last_value(formula))]
    if not recursions:
        return
    heads = [symbol_of(formula.left).head for formula, _ in recursions]
    of_level = next((head for head in heads if _LEVEL.match(head)), heads[0])
    said = [segment for segment in ir.segments.having(_FIRST_VALUE) if _FIRST_VALUE.search(segment.low)]
    for (formula, last), head in zip(recursions, heads, strict=True):
        if said and (head == of_level or any(_is_of(ir, formula, head, heads, segment) for segment in said)):
            continue
        yield Hit(
            title=f"{formula.left}: its first value and start date are not specified",
            why=f"{formula.left} is computed from its own last value, and no passage gives the first one. Another base"
            " level or start date is another series.",
            spans=(formula.segment.span(last.start, last.end),),
            suggestion=add_sentence(
                formula.segment, f"The first value of {formula.left} is {to_specify('value, on which date')}."
            ),
        )


def _last_value(formula: Formula) -> Operand | None:
    """The operand that is the formula's own result of a step before."""
    head = symbol_of(formula.left).head
    last = next((o for o in formula.operands if symbol_of(o.name).head == head), None)
    return last if last and _STEP_BACK.match(formula.segment.text, last.start + len(head)) else None


def _is_of(ir: DocumentIR, formula: Formula, head: str, heads: list[str], said: Segment) -> bool:
    """Whether a first value is that of this recursion: names it, or stands in its section and names no other."""
    names = {name for name in heads if re.search(rf"(?<!\w){re.escape(name)}(?![a-zA-Z])", said.text)}
    if head in names or content_words(said.low) & content_words(" ".join(_meant(ir, formula))):
        return True
    return said.section is formula.segment.section and not names


def _meant(ir: DocumentIR, formula: Formula) -> Iterator[str]:
    """What the document calls the result of a formula."""
    passage = ir.meaning(formula.left)
    yield formula.left if symbol_of(formula.left).indices == 0 else ""
    yield passage.meaning if passage else ""


_RISK_OF = (
    r"(?:volatilit(?:y|ies)|variances?|standard deviations?|covariance matri(?:x|ces)|reali[sz]ed risk|value at"
    r" risk|drift)"
)
_PERIODIC = r"(?:daily|weekly|monthly|hourly|intraday|past|historical|historic|index|stock|asset|portfolio)"
_FROM_RETURNS = re.compile(
    rf"\b{_RISK_OF}\b[^.;]{{0,50}}?\b(?P<what>(?:its |their |the )?{_PERIODIC} returns?)\b"
    r"|(?:^|[ ,(])(?:here |where |with )?[a-z]\w{0,3}(?:_\w+|\([a-z]\))? (?:is|being"
    r"|denotes) (?P<what2>the (?:[a-z]+ )?"
    r"(?:return|performance) of)\b"
)
_KIND_OF_RETURN = re.compile(
    r"\blog(?:arithmic)?\b|\bln\b|\bsimple\b|\barithmetic\b|\bcontinuously\b|\bpercentage (?:change|return)"
    r"|\bdiscrete\b"
    r"|\bgeometric\b|/ ?[^\s/]{0,12}[-−] ?1\b|[-−] ?1\s*$|\bdivided by\b|\bratio of\b|\brelative change"
)
_KIND_OF_ALL = re.compile(
    r"\b(?:log(?:arithmic)?|simple|arithmetic|continuously[- ]compounded|discrete|percentage|geometric)[- ](?:[a-z]+ )?"
    r"(?:returns|changes)\b|\breturns (?:are|is|as) (?:the )?(?:[a-z]+ )?(?:log|simple|arithmetic|percentage|relative"
    r"|continuously)|\bln\b|\blog\(|[/÷][^=]{1,24}[-−] ?1\b"
)
_TAKES_SPREAD = re.compile(r"²|\^ ?\{?\(?2|sqrt|√|(?i:std|stdev|var|vol|sigma)|σ")


def _kind_of_return(ir: DocumentIR) -> Iterator[Hit]:
    """A measure of risk taken from returns that may be simple or logarithmic: told once."""
    if ir.segments.say(_KIND_OF_ALL) or any(_KIND_OF_ALL.search(f.source.lower()) for f in ir.formulas):
        return
    of_spread = {f.segment.section for f in ir.formulas if _TAKES_SPREAD.search(f.source)}
    for segment in ir.prose.having(_FROM_RETURNS):
        match = _FROM_RETURNS.search(segment.even)
        if not match or segment.section.role is not Role.RULES:
            continue
        if match["what2"] and segment.section not in of_spread:
            continue
        if ir.says_in(segment.section, _KIND_OF_RETURN):
            continue
        start, end = (segment.place(at) for at in match.span("what" if match["what"] else "what2"))
        words = " ".join(segment.text[start:end].split()).removesuffix(" of")
        yield Hit(
            title=f"{capital(words)}: whether simple or logarithmic, and from which prices, is not specified",
            why="Simple and logarithmic returns, from prices with and without dividends, give different deviations;"
            " the document does not say which kind it takes.",
            spans=(segment.span(start, end),),
            suggestion=add_after(segment, end, f" ({to_specify('simple or logarithmic, price or total return')})"),
        )
        return


_COUNT = re.compile(
    r"(?:^|_|\b)(?:qty|quantit\w*|size|shares?|contracts?|lots?|slices?|clips?|child|orders?|num\w*)(?:_|\b|$)|[Qq]ty"
    r"|[a-z]Size\b|[a-z]Shares\b|[a-z]Contracts\b"
)
_WHOLE = re.compile(
    r"\bround\w*|\binteger|\bwhole (?:number|share|contract|lot|unit)|\blot sizes?\b|\bboard lots?\b|\bround lots?\b"
    r"|\bfraction(?:s|al)\b|\btruncat\w*|\bfloor\b|\bceil\w*|⌊|⌈|\bint\("
)


def _fractions(ir: DocumentIR) -> Iterator[Hit]:
    """A number of shares or contracts that comes out with decimals, where nothing is rounded: told once."""
    if ir.kind is DocumentKind.INDEX_RULEBOOK or ir.segments.say(_WHOLE):
        return
    for formula in ir.formulas:
        if _COUNT.search(formula.left) and re.search(r"[×*/·÷]", formula.right) and not _WHOLE.search(formula.source):
            yield Hit(
                title=f"{formula.left}: how it is rounded to whole shares, lots or contracts is not specified",
                why=f"The formula for {formula.left} gives fractions, and only whole lots are traded. What is rounded,"
                " in which direction, and what becomes of the rest has to be assumed.",
                spans=(formula.segment.span(formula.start, formula.end),),
                suggestion=add_sentence(
                    formula.segment,
                    f"{formula.left} is rounded {to_specify('to which lot, in which direction, and the rest')}.",
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-FOR-60",
        title="A formula of a period whose members have no day",
        matters="The price at the start and the price at the end of a month are two prices.",
        fix="Write the day of every quantity into the formula, such as t and t-1, or say it in the legend.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_undated,
        bad=("D_q = B_q + Σ V_k × (G_k / K_k - 1)\n\nB_q is the basket's result, V_k the weight of currency k.",),
        good=(
            "D_q = B_q + Σ V_k,q-1 × (G_k,q-1 / K_k,q - 1)",
            "D_q = B_q + Σ V_k × (G_k / K_k - 1)\n\nG_k is the rate at the start of the quarter.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-61",
        title="A recursion without a start",
        matters="From another base every later value is another.",
        fix="Give the first value and its date, and for an estimate how it is initialised.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_no_first_value,
        bad=(
            "# 1. Level\n\nThe level starts at 100.\n\nL_t = L_{t-1} × (1 + p_t)\n\n# 2. Smoothing\n\nM_t = 0.9 ×"
            " M_{t-1}"
            " + 0.1 × L_t",
            "L_t = L_{t-1} × (1 + p_t)",
            "v_t = a × v_{t-1} + (1 - a) × r_t^2",
        ),
        good=(
            "L_t = L_{t-1} × (1 + p_t)\n\nThe level was 1,000 on 3 January 2022.",
            "v_t = a × v_{t-1} + (1 - a) × r_t^2\n\nv_0 = 0.04",
            "v_t = a × v_{t-1} + (1 - a) × r_t^2\n\nIt is initialised with the sample variance.",
            "L_t = L_{t-1} × (1 + p_t)\n\nM_t = 0.9 × M_{t-1} + 0.1 × L_t\n\nL starts at 100 and M_0 = L_0.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-62",
        title="Risk taken from returns of no stated kind",
        matters="Logarithmic and simple returns have different deviations.",
        fix="Say whether returns are simple or logarithmic, and whether they are price or total returns.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.MEDIUM,
        find=_kind_of_return,
        bad=("The variance of each market comes from its weekly returns.",),
        good=("The variance of each market comes from its weekly log returns.",),
        confidence=0.7,
    ),
    Check(
        id="DS-FOR-63",
        title="A number of shares or contracts with decimals",
        matters="Nobody can trade a third of a contract.",
        fix="Say to which lot it is rounded, in which direction, and what becomes of the rest.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.MEDIUM,
        find=_fractions,
        bad=("# Execution algorithm\n\nclip_size = parent_size / bins",),
        good=(
            "# Execution algorithm\n\nclip_size = floor(parent_size / bins)",
            "# Execution algorithm\n\nclip_size = parent_size / bins\n\nSizes are rounded down to whole lots.",
        ),
        confidence=0.75,
    ),
)
