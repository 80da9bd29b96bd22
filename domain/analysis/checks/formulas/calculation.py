"""Calculations that cannot be right: malformed formulas, stray legend entries, wrong examples, circles."""

import re
from collections.abc import Iterator, Mapping

from domain.analysis.checks.check import Check, Hit
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Comment
from domain.documents.matching import plain
from domain.documents.text import ATOM, Block, Span, spelled
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.latex import linear
from domain.semantics.sections import Section
from domain.semantics.understanding import NodeKind


def _malformed(ir: DocumentIR) -> Iterator[Hit]:
    for formula in ir.understanding.formulas:
        if formula.problem:
            yield Hit(
                title=f"The formula for {formula.left or 'a quantity'} is malformed",
                why=f"{formula.problem} Each implementer will mend it in a way of his own.",
                spans=(formula.span,),
                suggestion=Comment(text="Please complete the formula."),
            )


def _stray(ir: DocumentIR) -> Iterator[Hit]:
    blocks = {block.id: block for block in ir.blocks}
    for formula in ir.understanding.formulas:
        for entry in formula.unused:
            if _stands_elsewhere(ir, blocks, entry) or _is_no_entry(blocks, entry) or _is_used_elsewhere(ir, entry):
                continue
            said = linear(spelled(blocks[entry.block], entry.start, entry.end)) if ATOM in entry.quote else entry.quote
            yield Hit(
                title=f"“{said}” explains a symbol that the formula for {formula.left} does not have",
                why="Either the formula lacks a quantity that its legend explains, or the legend is that of an earlier"
                " version; one of the two numbers is wrong.",
                spans=(entry,),
                suggestion=Comment(text=f"Please complete the formula for {formula.left} or remove this entry."),
            )


def _is_used_elsewhere(ir: DocumentIR, entry: Span) -> bool:
    """Whether another passage computes with it: "need = target(u) - done(u)"."""
    name = entry.quote.split(":")[0].split(" ")[0].strip("`*,")
    if len(name) < 3:
        return False
    computed = re.compile(rf"[-+*/=<>(×·] ?{re.escape(name)}(?!\w)|(?<!\w){re.escape(name)} ?[-+*/<>×·] ")
    return any(s.block.id != entry.block and name in s.text and computed.search(s.text) for s in ir.segments)


_NOTHING = re.compile(r"(?:no|nothing|none|neither)\b", re.IGNORECASE)


def _is_no_entry(blocks: Mapping[str, Block], entry: Span) -> bool:
    """Whether it is a rule ("No mean is subtracted"), or explains what stands in an expression beside the formula."""
    symbol = entry.quote.split()[0].strip("`*:,") if entry.quote.split() else ""
    before = blocks[entry.block].text[: entry.start]
    in_brackets = re.search(rf"[(\[,] ?{re.escape(symbol)} ?[)\],]", before) if symbol else None
    return _NOTHING.match(entry.quote) is not None or in_brackets is not None


def _stands_elsewhere(ir: DocumentIR, blocks: Mapping[str, Block], entry: Span) -> bool:
    """Whether the symbol of an entry stands in something displayed that is no equation: "w' S w is minimised"."""
    own = next((atom for atom in blocks[entry.block].atoms if entry.start <= atom.at < entry.end), None)
    return own is not None and any(
        own.text.strip() in atom.text and atom is not own and "=" not in atom.text
        for block in ir.blocks
        for atom in block.atoms
    )


def _examples(ir: DocumentIR) -> Iterator[Hit]:
    for example in ir.understanding.examples:
        if not example.holds:
            yield Hit(
                title=f"A worked example states {example.stated:,.10g} and comes to {example.computed:,.10g}",
                why=f"{example.what} is {example.computed:,.10g}. Whoever tests an implementation against the example"
                " cannot tell whether the rule or the figure is wrong.",
                spans=(example.span,),
                suggestion=Comment(text=f"Please check: {example.what} is {example.computed:,.10g}."),
            )


_IN_FIGURES = re.compile(r"=\s*-?[\d.,]+\s*:")


_OF_BEFORE = re.compile(
    r"\b(?:before|prior to) (?:the|that|any|its) (?:[a-z]+ )?(?:roll|rebalanc\w*|trades?|purchase|sale|change"
    r"|adjustment|removal|reset"
    r"|update|reweighting|event)\b|\b(?:previous|preceding|prior) (?:[a-z]+ )?(?:day|month|quarter|session|close)\b"
)


def _circles(ir: DocumentIR) -> Iterator[Hit]:
    lineage = ir.understanding.lineage
    nodes = {node.id: node for node in lineage.nodes}
    meanings = {f"{NodeKind.TERM} {number}": term.meaning for number, term in enumerate(ir.understanding.terms, 1)}
    for cycle in lineage.cycles:
        circle = [nodes[one] for one in cycle]
        if any(_IN_FIGURES.search(node.span.quote) for node in circle):
            continue  # the figures of an example, not a formula
        names = list(dict.fromkeys(node.name for node in circle))
        listed = " and ".join(names)
        if any(_OF_BEFORE.search(ir.around(node.span, 120)) for node in circle):
            continue  # the one that stood before the other was set
        if all(node.kind is NodeKind.FORMULA for node in circle):
            said = (
                "calculated from each other",
                "calculated before the others, and no earlier value is named to start from",
            )
        elif all(_is_only_another(meanings.get(one, ""), names) for one in cycle):
            said = "defined by each other", "understood without the others"
        else:
            continue
        yield Hit(
            title=f"{listed} are {said[0]}",
            why=f"None of them can be {said[1]}.",
            spans=tuple(node.span for node in circle),
            suggestion=Comment(text=f"Please say what one of {listed} is without the others."),
        )


_SPACE = re.compile(r"[\s$]+")
_LEAST = 8
"""Characters of a right side that two quantities do not share by chance."""


def _same_right(ir: DocumentIR) -> Iterator[Hit]:
    """Two quantities in one section that are the same expression: the bid and the ask, copied and not changed."""
    seen = dict[tuple[Section, str], Formula]()
    for formula in ir.formulas:
        right = _SPACE.sub("", formula.right)
        first = seen.setdefault((formula.segment.section, right), formula)
        if first.left == formula.left or len(right) < _LEAST or len(formula.operands) < 2:
            continue
        yield Hit(
            title=f"{first.left} and {formula.left} are the same expression",
            why=f"Both are {formula.right}. If they were equal, one name would do; as copied, one of them is wrong.",
            spans=tuple(one.segment.span(one.start, one.end) for one in (formula, first)),
            suggestion=Comment(text=f"Please check the formula for {formula.left} against that for {first.left}."),
        )


_OTHER_DAY = re.compile(
    r"(?P<symbol>[A-Za-z]\w*[_({][\w,{(]*?(?P<day>[a-z])-1[)}]*)[ ,:].*\b(?:on|at|of|for) (?:day |date |time )?(?P=day)"
    r"(?![\w'(])(?!\s?[-+])"
)


def _other_day(ir: DocumentIR) -> Iterator[Hit]:
    """A symbol of the day before that its legend ties to the day itself: "w(t-1) is the weight on day t"."""
    for formula in ir.understanding.formulas:
        for meaning in (variable.meaning for variable in formula.variables if variable.meaning):
            if "=" not in meaning.quote and (match := _OTHER_DAY.match(plain(meaning.quote))):
                symbol, day = match["symbol"], match["day"]
                yield Hit(
                    title=f"{symbol} is of the day before by its index and of day {day} by its legend",
                    why=f"“{meaning.quote}” gives the symbol another day than its index does; the two differ by a day's"
                    " moves.",
                    spans=(meaning,),
                    suggestion=Comment(text=f"Please say of which day {symbol} is."),
                )


_ARTICLE = re.compile(r"(?:(?:the|an?|any|each|every)\s+)?", re.IGNORECASE)


def _is_only_another(meaning: str, names: list[str]) -> bool:
    """Whether a definition begins with another name of the circle, rather than only mentioning it."""
    start = _ARTICLE.sub("", meaning.strip(" \"'"), count=1).lower()
    return any(start.startswith(name.lower()) for name in names)


CHECKS = (
    Check(
        id="DS-FOR-19",
        title="Two quantities with one expression",
        matters="One of them was copied and not changed.",
        fix="Correct the one that is wrong, or use one name for both.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_same_right,
        bad=("bid = V + s / 2 - k * I\n\nask = V + s / 2 - k * I",),
        good=("bid = V - s / 2 - k * I\n\nask = V + s / 2 - k * I", "bid = V - s / 2\n\nbid = V - s / 2"),
    ),
    Check(
        id="DS-FOR-20",
        title="A symbol of one day, explained as that of another",
        matters="Yesterday's and today's weight differ by a day's moves.",
        fix="Correct the index or the legend.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_other_day,
        bad=("L_t = L_{t-1} * w_{t-1} * R_t\n\nwhere w_{t-1} is the weight on day t and R_t the return on day t.",),
        good=("L_t = L_{t-1} * w_{t-1} * R_t\n\nwhere w_{t-1} is the weight on day t-1 and R_t the return on day t.",),
    ),
    Check(
        id="DS-FOR-07",
        title="A formula is malformed",
        matters="A bracket in another place is another formula.",
        fix="Correct the brackets, operators or indices, and compute one example with the corrected formula.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_malformed,
        bad=("Level = (V / D", "Level = V / D +", "Level = V * / D", "Level = V) / D"),
        good=("Level = (V / D) + [a, b)", "Level = V / D", "Level = V ** 2 // D", "a) Level = V / D"),
        confidence=0.9,
    ),
    Check(
        id="DS-FOR-08",
        title="A legend explains a symbol that the formula does not have",
        matters="Formula and legend come from two versions of the method.",
        fix="Take the entry out of the legend, or add the variable to the formula if it was forgotten there.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_stray,
        bad=("V = N * P\n\nwhere:\n- N is the number of shares\n- P is the price\n- FX is the exchange rate",),
        good=(
            "T_k = Q * v_k / N\n\nwhere Q is the quantity, v_k the share of bin k and N the number of bins. If"
            " the quantity is zero, nothing is sent.",
            "h = a * s\n\n- s is the half spread, i.e. the mean of half the quoted spread;\n- a is a factor.",
            "V = N * P * FX\n\nwhere:\n- N is the number of shares\n- P is the price\n- FX is the exchange rate",
            "target(u) = Q * C(u)\n\n* C(u): share of the day\n* Q: shares\n* done(u): shares filled\n\n# 2."
            " Orders\n\nEvery 5 seconds from start (first cycle at start) the algorithm computes need ="
            " target(u) - done(u) - open(u).",
            "G(d) = S(d) * P\n\n- S(d): spot on day d\n- P: points. On d = n it equals S(n).",
            "v = w / N\n\nwhere w is the sum, N the number of days and ln is the natural logarithm.",
            "T_k = Q * v_k / N\n\nwhere Q is the quantity, v_k the share of bin k and N the number of bins. If"
            " the quantity is zero, nothing is sent.",
            "goal(u) = Q * s(u)\n\nwhere:\n- Q is the order\n- s(u) is the share due\n- done(u) is what is filled\n\n"
            "# 2. Need\n\nneed = goal(u) - done(u)",
            "h = a * s\n\n- s is the half spread, i.e. the mean of half the quoted spread;\n- a is a factor.",
            "V = N * P * FX\n\nwhere:\n- N is the number of shares\n- P is the price\n- FX is the exchange rate",
        ),
    ),
    Check(
        id="DS-FOR-09",
        title="A worked example does not come to its result",
        matters="Implementations are tested against the examples.",
        fix="Compute the example again with the formula as written; correct the result, or the formula if the "
        "result is the one that is meant.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_examples,
        bad=("The score is 0.4 × 1.2 + 0.6 × 0.8 = 0.98.", "5% of 2,000 shares = 1,000 shares"),
        good=("The score is 0.4 × 1.2 + 0.6 × 0.8 = 0.96.", "5% of 2,000 shares = 100 shares"),
        confidence=0.9,
    ),
    Check(
        id="DS-FOR-10",
        title="Quantities or terms are defined by each other",
        matters="What goes round in a circle has no value.",
        fix="Break the circle: define one of the quantities by something that is observed, or by its value on the "
        "day before.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_circles,
        bad=(
            "Level = Value / Divisor\n\nDivisor = Value / Level",
            '"Cap Level" means the Ceiling.\n\n"Ceiling" means the Cap Level of a day.',
        ),
        good=(
            "T = N * (C + A) + K, before the roll, where C is the price, A the interest and K the cash.\n\nN = "
            "T / (C + A)",
            "cost = d * (p - a) / a * 10000\n\nExample: a = 20.00, p = 19.98: cost = -1 * (19.98 - 20.00) /"
            " 20.00 * 10000 = 10.",
            '"Cap Level" means the number that the Ceiling is set at.\n\n"Ceiling" means the Cap Level of a day.',
            "I_t = V_{t-1} * 2\n\nV_t = I_t + 1",
            "Level = Value / Divisor\n\nValue = N * P",
            "H(d) = H(m) * L(d) / L(m) + N(m) * F(d)\n\nN(m) = H(m-1) * S(m-1)",
            '"Earlier Level" means the Closing Level on the previous trading day.\n\n'
            '"Closing Level" means the Earlier Level.',
        ),
    ),
)
