"""Formulas: what stands left of the relation, and the quantities on its right, from plain text and from LaTeX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, spelled
from domain.semantics.flaws import flaw
from domain.semantics.latex import Macros, linear, macros_in
from domain.semantics.lines import Line, line_of
from domain.semantics.listings import is_listing
from domain.semantics.operands import NAME, Operand, is_symbol, operands_in
from domain.semantics.segments import Segment, SegmentKind


@dataclass(frozen=True)
class Formula:
    """Characters start..end of a segment are a formula; it may go on in further lines of the segment's block.

    `left` and `right` are spelled plainly, `source` is what stands there. `problem` says what is malformed.
    """

    segment: Segment
    start: int
    end: int
    left: str
    right: str
    operands: tuple[Operand, ...]
    source: str
    is_latex: bool
    problem: str = ""


_RELATION = re.compile(r"(?<![<>=!:≤≥+*/-]):?=(?![=>])|≡|≈|[≤≥]|(?<![<-])[<>]=?(?!=)")
_EQUALITY = re.compile(r"(?<![<>=!:≤≥+*/-]):?=(?![=>])|≡|≈")
_INEQUALITY = re.compile(rf"\s*({NAME.pattern})\s*(?:[≤≥]|[<>]=?)\s*[^<>≤≥=]{{1,200}}$")
"""A passage that is an inequality and nothing else."""
_OPERATOR = re.compile(
    r"\s(?:[-+*/×÷·∙⋅^]|\*\*|\+/-)\s|[×÷∑Σ√∏·^]|\w\*\w|(?<![A-Z]{3})(?<!and)(?<!\bN)(?<!\bw)[\w)\]}]/[\w(\[]"
    r"|[)\]}]\s?[-+*]\s?[(\w]"
    r"|\d\s?[-+]\s?\w|\w\s?[-+]\s?\d|\b(?:sum|prod|min|max|avg|mean|log|ln|exp|sqrt|abs|std|stdev|average|rank|round"
    r"|floor|ceil)\s?[(\[]|\bif\b.{1,200}\belse\b",
    re.IGNORECASE,
)
_NO_OPERATION = re.compile(
    r"\b[A-Z]{3}/[A-Z]{3}\b|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}:\d\d\b|\bhttps?:\S+|\w-\d\b(?<!\d-\d)|\d-[a-z]{2,}"
)
_PROGRAM = re.compile(
    r"^\s*(?:def|class|import|from \w+ import|return|while|elif|else|function|const|let|var|public|private|select|with"
    r"|try)\b|^\s*(?:#include|@\w)|^\s*(?:for|if)\b.{0,200}[:{]\s*$|[;{]\s*$|=>|->|\w\.\w+\(|\w\(\w+=",
    re.MULTILINE | re.IGNORECASE,
)
_STOP = re.compile(
    r"[,;]?\s+(?:where(?:by|in)?|with|for (?:all|each|every|any|example|i|j|t)|in which|such that|subject to|whenever"
    r"|provided|using|rounded|unless|as of|is|are|e\.g)\b"
    r"|\s+and\s+(?=\S{1,30}\s+(?:=|is|are|the)\s)|\s+(?:#|//)\s|[,;](?=\s)|\.(?=\s|$)|[?!](?=\s|$)|[(\[{]|[)\]}]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|be|by|as|computed|calculated|using|equals?|given|if|when|where|then|let|set|that|with|e\.g|example"
    r"|formula|follows|have|has|we|get|gives?|denote|follow|following)\b",
    re.IGNORECASE,
)
_LAST_SYMBOL = re.compile(rf"(?:[Tt]he\s+|[Aa]n?\s+|[Ee]ach\s+)?(?:[a-z-]+\s+){{1,5}}(?P<symbol>{NAME.pattern})$")
"""A symbol behind the words that say what it is: "The target exposure K"."""
_ENDS_IN_NAME = re.compile(rf"(?<![\w.]){NAME.pattern}$")
_UNCLOSED = re.compile(r"^[(\[](?!.*[)\]])")
_CAPITALISED = re.compile(r"(?:[A-Z][\w'-]*(?:\([a-z0](?:-\d)?\))? ){0,4}[A-Z][\w'-]*(?:\([a-z0](?:-\d)?\))?$")


def formulas_of(segments: tuple[Segment, ...]) -> tuple[Formula, ...]:
    """Every formula in document order. Programs are none, nor is what has no quantities, such as a worked example."""
    macros = document_macros(segments)
    programs = dict[str, bool]()
    found, until = list[Formula](), ("", 0)
    for segment in segments:
        if segment.kind is SegmentKind.HEADING or (segment.block.id == until[0] and segment.start < until[1]):
            continue
        if _is_program(segment.block, programs):
            continue
        for formula in _formulas(segment, macros):
            if formula.operands or formula.problem:
                found.append(formula)
            until = (segment.block.id, segment.start + formula.end)
    return tuple(found)


def document_macros(segments: tuple[Segment, ...]) -> Macros:
    """The macros that the equations and passages of a document define, the last definition of each."""
    texts = (spelled(s.block, s.start, s.end) for s in segments if "\\" in s.text or ATOM in s.text)
    return tuple(
        dict(macro for text in texts if "\\newcommand" in text or "\\def" in text for macro in macros_in(text)).items()
    )


def _is_program(block: Block, known: dict[str, bool]) -> bool:
    if block.id not in known:
        known[block.id] = is_listing(block) and (
            block.kind is not BlockKind.CODE or _PROGRAM.search(block.text) is not None
        )
    return known[block.id]


def _formulas(segment: Segment, macros: Macros) -> Iterator[Formula]:
    """Those of the equations that are whole formulas; else those of the text."""
    atoms = (
        [atom for atom in segment.block.atoms if segment.start <= atom.at < segment.end] if ATOM in segment.text else []
    )
    whole = [
        formula for atom in atoms if atom.kind is AtomKind.EQUATION for formula in _of_equation(segment, atom, macros)
    ]
    yield from whole
    if not whole and any(_RELATION.search(text) for text in (segment.text, *(atom.text for atom in atoms))):
        end = _goes_on_to(segment)
        source = spelled(segment.block, segment.start, end)
        yield from _of_text(segment, line_of(segment.block, segment.start, end, macros), "\\" in source)


def _of_equation(segment: Segment, atom: Atom, macros: Macros) -> Iterator[Formula]:
    """A formula for each row of the equation that is one."""
    rows, sources = linear(atom.text, macros).split("\n"), _rows(atom.text)
    for number, row in enumerate(rows):
        relation = _RELATION.search(row)
        if relation and _says_something(row, relation):
            source = sources[number] if len(sources) == len(rows) else atom.text
            line = Line(row, [atom.at] * len(row), [atom.at + 1] * len(row))
            yield _formula(segment, line, (0, relation, len(row)), source, is_latex=True)


def _rows(source: str) -> list[str]:
    """The equations of one block, as they stand."""
    inner = re.sub(r"\\(?:begin|end)\{(?:aligned|align\*?|gather\*?|gathered|split|array|eqnarray\*?)\}", " ", source)
    return [" ".join(row.replace("&", " ").split()) for row in re.split(r"\\\\", inner)]


def _says_something(row: str, relation: re.Match[str]) -> bool:
    """Not a mere value (α = 0.05) or the range of an index (i = 1, ..., N)."""
    left, right = row[: relation.start()].strip(), row[relation.end() :].strip()
    if not left or not right:
        return not re.fullmatch(r"[ijk]?", left + right) and (bool(left) or _OPERATOR.search(right) is not None)
    if left in ("i", "j", "k", "t", "n") and "…" in right:
        return False
    return _OPERATOR.search(left + " " + right) is not None or (
        re.search(r"[^\W\d]", right) is not None and re.search(r"[(\[{_]", right) is not None
    )


def _goes_on_to(segment: Segment) -> int:
    """Where the formula that begins here ends: one whose line ends within a bracket or after a sign goes on."""
    text, end = segment.block.text, segment.end
    while segment.kind is not SegmentKind.CELL and end < len(text) and end - segment.start < 1_000:
        line, after = text[segment.start : end], text[end + 1 :].split("\n", 1)[0]
        if text[end] != "\n" or not after.strip() or _EQUALITY.search(after):
            break
        is_open = line.count("(") > line.count(")") or re.search(r"[-+*/×÷=(,]\s*$", line) is not None
        if not is_open and not re.match(r"\s*[-+*/×÷]\s(?!.*:)", after):
            break
        if segment.kind is not SegmentKind.CODE and re.match(r"\s*[-*+•]\s", after):
            break
        end += 1 + len(after)
    return end


_RANGE = re.compile(r"\s*\d{1,3}\s*(?:\.\.|…|,\s*…)")
"""Where an index runs, which is no value: "k = 1..n"."""


def _of_text(segment: Segment, line: Line, is_latex: bool) -> Iterator[Formula]:
    """The formulas of a passage of text, one after the other."""
    at = 0
    if (bound := _INEQUALITY.match(line.text)) and is_symbol(bound[1]) and _OPERATOR.search(line.text, bound.end(1)):
        relation = _RELATION.search(line.text, bound.end(1))
        if relation and _right_end(line.text, relation.end()) >= len(line.text.rstrip(" .")):
            yield _formula(segment, line, (bound.start(1), relation, len(line.text.rstrip(" ."))), line.text, is_latex)
        return
    while relation := _EQUALITY.search(line.text, at):
        left_at = _left(line.text, at, relation.start())
        end = _right_end(line.text, relation.end())
        if left_at is not None and not _RANGE.match(line.text, relation.end()):
            right = _NO_OPERATION.sub(" ", line.text[relation.end() : end])
            left = line.text[left_at : relation.start()]
            if _OPERATOR.search(right) or re.search(r"[Σ∑]", left):
                start, stop = line.place(left_at, end)
                yield _formula(segment, line, (left_at, relation, end), spelled(segment.block, start, stop), is_latex)
        at = max(end, relation.end())


def _left(text: str, begin: int, end: int) -> int | None:
    """Where the left side begins that ends at `end`: a name, or a few words that are one."""
    colon = text.rfind(": ", begin, end)
    begin = colon + 2 if colon >= 0 else begin
    left = text[begin:end].rstrip()
    begin += len(left) - len(left.lstrip(" \t,;.([*"))
    left = text[begin:end].rstrip()
    if not left or "--" in left:
        return None
    if (last := _LAST_SYMBOL.match(left)) and is_symbol(last["symbol"]):
        return begin + last.start("symbol")
    if len(left) <= 60 and len(left.split()) <= 7 and not _SENTENCE.search(left) and not re.search(r"[.;,?!]\s", left):
        return begin if re.search(r"[^\W\d]", left) else None
    last = _ENDS_IN_NAME.search(left, max(0, len(left) - 60))
    if last and is_symbol(last.group()):
        return begin + last.start()
    capitals = _CAPITALISED.search(left, max(0, len(left) - 60))
    return begin + capitals.start() if capitals else None


def _right_end(text: str, begin: int) -> int:
    """Where the right side ends: at a comma, a full stop or a "where" outside all brackets."""
    depth = 0
    for stop in _STOP.finditer(text, begin):
        at = stop.start()
        if stop.group() in "([{":
            depth += 1
        elif stop.group() in ")]}":
            depth = max(0, depth - 1)
        elif (depth == 0 and text[begin:at].strip()) or re.match(r"[,;]?\s+where\b", stop.group(), re.IGNORECASE):
            return at
    return len(text.rstrip())


def _formula(
    segment: Segment, line: Line, parts: tuple[int, re.Match[str], int], source: str, is_latex: bool
) -> Formula:
    """The formula whose left side begins at the first of the parts and whose right side ends at the last."""
    begin, relation, end = parts
    left, right = line.text[begin : relation.start()].strip(" `"), line.text[relation.end() : end].strip()
    is_computed = not NAME.fullmatch(left) and _OPERATOR.search(left) is not None
    start, stop = line.place(begin, end)
    return Formula(
        segment=segment,
        start=start - segment.start,
        end=stop - segment.start,
        left=_UNCLOSED.sub("", re.sub(r"[{}]", "", left)),
        right=right,
        operands=tuple(operands_in(line, begin if is_computed else relation.end(), end, segment.start)),
        source=source.strip(),
        is_latex=is_latex,
        problem=flaw(left, right, source, is_latex),
    )
