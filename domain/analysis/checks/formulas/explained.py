"""Where a symbol is explained besides a legend: behind its name, in a bracket, by another index, in its row."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.symbols import symbol_of

_ARGUMENTS = re.compile(r"[(\[{].*$")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_NO_NAME = (
    r"and|or|with|where|of|to|by|times|over|plus|minus|is|are|than|from|in|at|for|the|both|per|on|if|when|let|exceeds?|below|above"
    r"|equals?|gives?|set|then|that|as|until|not|only|be|was|it|its|see|under|multiplied|divided|using|use|uses|between|into|but|has"
)
_OWN_MAKING = (
    r"divisor|factor|multiplier|coefficient|constant|scalar|parameter|threshold|adjustment|penalty|weight|value|variable|term|symbol"
    r"|quantity|function|number|amount"
)
_NAME = rf"(?<![\w-])(?!(?:{_NO_NAME}|(?:{_OWN_MAKING})s?) )[A-Za-z][a-z]{{2,}} "
_ONE = r"[^\W\d_][\w]{0,3}"
_WORDS_THEMSELVES = frozenset("aAI")
_ABBREVIATION = re.compile(r"[^\W\d_]{3}")
"""What stands behind another noun need not be explained by it: "daily ADV"."""


def is_explained_in_passing(ir: DocumentIR, formula: Formula, symbol: str) -> bool:
    """Whether some passage says in passing what a symbol is."""
    bare = _ARGUMENTS.sub("", symbol).translate(_LOWERED)
    if _is_of_a_family(ir, symbol) or _is_said_in_words(ir, symbol):
        return True
    joined = re.sub(r"[_{}]", "", symbol).translate(_LOWERED)
    pieces = _PIECE.findall(joined)
    is_product = len(pieces) > 1 and "".join(pieces) == joined and len(joined) <= _LONGEST // 2
    if is_product and all(_is_told(ir, formula, piece) for piece in pieces):  # without its sign: "T1σ1"
        return True
    return 0 < len(bare) <= _LONGEST and (_is_in_row(ir, formula, bare) or _is_named(ir, formula, bare))


_LONGEST = 8
_PIECE = re.compile(r"[^\W\d_]\d?")


_SYMBOLS = 4096
"""Symbols of a document that are remembered: a thousand formulas may have the same few."""


def _is_told(ir: DocumentIR, formula: Formula, piece: str) -> bool:
    return symbol_of(piece[0]).head in _heads(ir) or _is_stated(ir, piece) or _is_named(ir, formula, piece)


@lru_cache(maxsize=_SYMBOLS)
def _is_stated(ir: DocumentIR, piece: str) -> bool:
    letter = re.escape(piece[0])
    said = re.compile(rf"(?:^|[ (]){letter}(?:{re.escape(piece[1:])})?(?: and \w+)? (?:is|are|denotes?|the) ")
    return any(said.search(segment.text.translate(_LOWERED)) for segment in _having(ir, piece[0]))


def _is_named(ir: DocumentIR, formula: Formula, bare: str) -> bool:
    """ "The clean price (the "Price", C)", "Closing Price, P:", "with strike K", "rates f1 and f2", "the K bins"."""
    pattern, naming = _naming(ir, bare)
    return any(segment is not formula.segment for segment in naming) or pattern.search(_around(formula)) is not None


@lru_cache(maxsize=_SYMBOLS)
def _naming(ir: DocumentIR, bare: str) -> tuple[re.Pattern[str], tuple[Segment, ...]]:
    """What names a symbol looks like, and the first two passages that do."""
    one = re.escape(bare)
    named = [rf"^[A-Z][\w -]{{2,40}}, {one}(?:\s?[:(]|,)", rf'(?<=[\w"] )\([^()]{{0,30}}", {one}\)']
    if bare[0].isupper() or len(bare) > 1 or ord(bare[0]) > _LATIN:
        named.append(rf'(?<=[\w"] )\({one}\)')
    if bare.isupper() and len(bare) > 2:
        named.append(
            rf"\b(?:fields?|variables?|items?|columns?|datatypes?|codes?) (?:[A-Z]\w*,? (?:and )?){{0,6}}{one}\b"
            rf"|[a-z]{{3,}}, {one}(?=[).,;])"
        )
    named.append(rf"\b(?:from|to) {one} \((?:the )?(?:first|last|start|end)\b")
    if len(bare) > 1:
        named.append(
            rf"\b(?:gives?|yields?|produces?|returns|estimates?) (?:[a-z]+, ){{0,3}}(?:[a-z]+,? and"
            rf" )?{one}(?=[,.;]| and )"
        )
    if bare not in _WORDS_THEMSELVES and not _ABBREVIATION.match(bare):
        named.append(rf"{_NAME}(?:{_ONE},? (?:and )?){{0,3}}{one}(?=[,.;:)]|$| (?!(?:is|are|=|×|x)\b|[=×+*/-])[a-z(])")
        named.append(rf"\b(?:the|all|over) {one} (?!(?:is|are|and|or|of|in|at|on|for|to|if)\b)[A-Za-z][a-z]{{2,}}")
    pattern = re.compile("|".join(named))
    unspoken = (SegmentKind.HEADING, SegmentKind.CODE)
    spoken = (s for s in (*_having(ir, bare), *_lowered(ir)) if s.kind not in unspoken)
    return pattern, tuple(islice((s for s in spoken if pattern.search(s.text.translate(_LOWERED))), 2))


def _having(ir: DocumentIR, name: str) -> Iterator[Segment]:
    """The passages in which a name stands that is a part of no longer word."""
    return (segment for segment in ir.naming(name) if name in segment.text)


@lru_cache(maxsize=1)  # each symbol asks
def _lowered(ir: DocumentIR) -> tuple[Segment, ...]:
    """The passages with small digits below the line, which are searched as if these stood on it."""
    return tuple(segment for segment in ir.segments if segment.text.translate(_LOWERED) != segment.text)


_LATIN = 0x2FF


@lru_cache(maxsize=_SYMBOLS)
def _is_said_in_words(ir: DocumentIR, symbol: str) -> bool:
    """ "Weight W_k = the plain average of ...", of W_1 as well, and "α, β the fitted intercept and slope"."""
    wanted = symbol_of(symbol)
    bare = _ARGUMENTS.sub("", symbol).partition("_")[0]
    letter, index = re.escape(bare), r"_\w+" if wanted.labels or wanted.indices else ""
    shown = f"{bare}_" if index else bare  # looked for first: it is soon found that a passage has not even that
    spelled = [rf"(?<!\w){letter}{index} = (?:the|an?) [a-z]+"]
    if not index:
        spelled.append(
            rf"(?:^|[;:] |\bwhere |\bwith )(?:\w{{1,3}}, )*{letter}(?:(?:, and|,"
            rf"| and) \w{{1,3}})* (?:are )?the [a-z]+ [a-z]"
        )
    said = re.compile("|".join(spelled))
    spoken = (s for s in _having(ir, shown) if s.kind is not SegmentKind.CODE)
    return any(said.search(segment.text) for segment in spoken)


def _around(formula: Formula) -> str:
    text = formula.segment.text.translate(_LOWERED)
    return f"{text[: formula.start]} | {text[formula.end :]}"


def _is_of_a_family(ir: DocumentIR, symbol: str) -> bool:
    """Whether its letter is explained with another index, and the index is one that the text speaks of."""
    wanted = symbol_of(symbol)
    if not wanted.labels or wanted.head not in _heads(ir):
        return False
    return all(_is_spoken_of(ir, label, symbol if len(label) > 2 else "") for label in wanted.labels)


@lru_cache(maxsize=4096)  # the symbols of many formulas have the same few labels
def _is_spoken_of(ir: DocumentIR, label: str, symbol: str) -> bool:
    """Whether the text speaks of an index, elsewhere than in the symbol that has it."""
    one = re.escape(label)
    pattern = re.compile(
        rf"(?i)(?:_|\b){one}\b" if symbol else rf"(?:[A-Z][a-z]+|(?:\b(?!a|the|of|and)[a-z]{{3,}})) {one}(?=[,.;:) ]|$)"
    )
    return any(
        pattern.search(segment.text.replace(symbol, "") if symbol else segment.text)
        for segment in ir.segments.having(pattern)
    )


_POWER = re.compile(r"\^.*$|²$")


@lru_cache(maxsize=1)  # each symbol asks
def _heads(ir: DocumentIR) -> frozenset[str]:
    """The letters of symbols that have a meaning, or a formula of their own."""
    told = {symbol_of(v.symbol).head for entry in ir.understanding.formulas for v in entry.variables if v.meaning}
    return frozenset(told | {symbol_of(_POWER.sub("", formula.left)).head for formula in ir.formulas})


def _is_in_row(ir: DocumentIR, formula: Formula, bare: str) -> bool:
    """Whether another cell of the row, or the head of a column, speaks of it: "n new shares for m held"."""
    own = formula.segment.block
    if own.cell is None:
        return False
    beside = " | ".join(
        segment.text
        for segment in ir.segments
        if (cell := segment.block.cell)
        and segment.block.id != own.id
        and (segment.block.part, cell.table) == (own.part, own.cell.table)
        and cell.row in (0, own.cell.row)
    )
    letters = list(bare) if len(bare) <= 2 else [bare]
    return all(re.search(rf"(?<!\w){re.escape(letter)}(?!\w)", beside) for letter in letters)
