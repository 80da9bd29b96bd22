"""Legends: what the quantities of a formula stand for, as the document says it."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from functools import cache

from domain.documents.text import Span
from domain.semantics.formulas import Formula
from domain.semantics.glossary import Meaning, fallbacks, glossary_of, spellings
from domain.semantics.operands import NAME, Operand
from domain.semantics.sections import Section
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.sought import Bare
from domain.semantics.stray import StrayEntries
from domain.semantics.symbols import Symbol, symbol_of
from domain.semantics.terms import key
from domain.semantics.understanding import FormulaEntry, Parameter, Term, Variable

_MODIFIER = re.compile(
    r"^(?:old|new|current|previous|prior|last|initial|adjusted|updated|next|final)\s+", re.IGNORECASE
)
_KEPT_SECRET = re.compile(r"\b(?:proprietary|undisclosed|confidential|not disclosed)\b", re.IGNORECASE)
"""What says only that somebody knows is no meaning."""
_MEMBER = re.compile(r"[A-Z][A-Z.]+(?=\W|$)")
_FAMILY = 3
_ADDED_UP = re.compile(
    r"(?:sum|total|number|average) of (?:all |the |each )*(?:(?!(?:at|on|before|after|in|over)\b)[\w-]+ )*?"
    r"(?P<what>[\w-]{3,})(?= (?:at|on|before|after|in|over)\b|$)",
    re.IGNORECASE,
)
"""A quantity in words that say how it is made: "sum of all constituent prices at time t"."""
_SPELLING = re.compile(r"[{}\s]")


def formula_entries(
    segments: tuple[Segment, ...],
    formulas: tuple[Formula, ...],
    terms: tuple[Term, ...],
    parameters: tuple[Parameter, ...],
) -> tuple[FormulaEntry, ...]:
    """Each formula with its variables bound to the passages that say what they are.

    A symbol is bound to the passage of its own legend, else of its section, else of the document, else to the formula
    that has it on its left. A quantity named in words that nothing else explains means what its words say, where
    other passages speak of it, too.
    """
    if not formulas:
        return ()
    reader, stray_entries = _Reader(segments, formulas, terms, parameters), StrayEntries(segments, formulas)
    return tuple(
        FormulaEntry(
            left=symbol_of(formula.left).name if NAME.fullmatch(formula.left) else formula.left,
            source=formula.source,
            is_latex=formula.is_latex,
            span=_span(formula),
            variables=reader.variables(formula),
            unused=stray_entries(formula),
            problem=formula.problem,
        )
        for formula in formulas
    )


def _span(formula: Formula) -> Span:
    return formula.segment.span(formula.start, formula.end)


class _Reader:
    """Everything the variables of a document can be looked up in, indexed by name."""

    def __init__(
        self,
        segments: tuple[Segment, ...],
        formulas: tuple[Formula, ...],
        terms: tuple[Term, ...],
        parameters: tuple[Parameter, ...],
    ) -> None:
        wanted = {bare for formula in formulas for bare in spellings(formula)}
        single = frozenset(bare for bare in wanted if " " not in bare[0])
        self._glossary = glossary_of(segments, formulas, single)
        self._listed = {
            first.group(): segment
            for segment in reversed(segments)
            if segment.kind in (SegmentKind.ITEM, SegmentKind.CELL) and (first := _MEMBER.match(segment.text))
        }
        self._by_section = defaultdict[tuple[Bare, Section], list[Meaning]](list)
        for bare, meanings in self._glossary.items():
            for meaning in meanings:
                self._by_section[bare, segments[meaning.number].section].append(meaning)
        self._named = _named(terms, parameters)
        self._lefts = dict[Bare, Formula]()
        for formula in formulas:
            self._lefts.setdefault(symbol_of(formula.left).bare, formula)
        self._families = {
            left.head: formula
            for formula in formulas
            if (left := symbol_of(formula.left)).indices and any(len(label) == 1 for label in left.labels)
        }
        in_formula = {formula.segment for formula in formulas}
        prose = "\n".join(segment.low for segment in segments if segment not in in_formula)
        self._is_in_prose = cache(prose.__contains__)

    def variables(self, formula: Formula) -> tuple[Variable, ...]:
        """The quantities on its right, each once, as they first come."""
        first = dict[tuple[Bare, int], tuple[Symbol, Operand]]()
        for operand in formula.operands:
            symbol = symbol_of(operand.name)
            first.setdefault((symbol.bare, symbol.indices), (symbol, operand))
        families = Counter(symbol.head for symbol, _ in first.values() if symbol.labels)
        return tuple(
            Variable(
                symbol=symbol.name,
                meaning=self._of_symbol(symbol, operand.name, formula, first.keys())
                or self._of_name(operand.name, formula)
                or self._of_member(symbol, families)
                or self._of_words(operand, formula),
            )
            for symbol, operand in first.values()
        )

    def _of_symbol(self, symbol: Symbol, name: str, formula: Formula, within: Set[tuple[Bare, int]]) -> Span | None:
        """A formula does not say what is on both its sides: "P_t = 2 * P_t", though it does of P_t-1."""
        for bare in fallbacks(symbol):
            # a letter or number taken from the labels is an index of the symbol that explains it
            taken = sum(len(label) == 1 or label.isdigit() for label in symbol.labels if label not in bare[1])
            everywhere = (self._by_section.get((bare, formula.segment.section), ()), self._glossary.get(bare, ()))
            for said in everywhere:
                if same := next((one for one in said if one.symbol.indices == symbol.indices + taken), None):
                    return None if _KEPT_SECRET.search(same.span.quote) else same.span
            left = self._lefts.get(bare)
            if left and not (left is formula and _SPELLING.sub("", name) == _SPELLING.sub("", formula.left)):
                return _span(left)
            for said in everywhere:
                if other := next((m for m in said if (bare, m.symbol.indices) not in within), None):
                    return other.span
        family = self._families.get(symbol.head) if symbol.labels and symbol.indices else None
        return _span(family) if family and family is not formula else None  # V_fast,t is one of the V_k,t

    def _of_member(self, symbol: Symbol, families: Counter[str]) -> Span | None:
        """Of a family like P_AAPL, P_MSFT, ... each is the quantity of a member, and the list of members says which."""
        member = self._listed.get(symbol.name.partition("_")[2])
        return member.span() if member and families[symbol.head] >= _FAMILY else None

    def _of_name(self, name: str, formula: Formula) -> Span | None:
        bare_name = re.sub(r"[(\[].*", "", name)
        if len(bare_name) < 3:
            return None
        for wanted in dict.fromkeys((key(name), key(bare_name), key(_MODIFIER.sub("", bare_name)))):
            if wanted in self._named:
                return self._named[wanted]
        unmodified = _MODIFIER.sub("", bare_name)
        left = self._lefts.get(symbol_of(unmodified).bare)
        is_circular = left is formula and unmodified == bare_name
        return _span(left) if left and not is_circular else None

    def _of_words(self, operand: Operand, formula: Formula) -> Span | None:
        """The words themselves, where other passages speak of what they name, or of what they say is added up."""
        added = _ADDED_UP.match(operand.name)
        if operand.is_symbol or not self._is_in_prose(key(added["what"] if added else operand.name)):
            return None
        return formula.segment.span(operand.start, operand.end)


def _named(terms: tuple[Term, ...], parameters: tuple[Parameter, ...]) -> Mapping[str, Span]:
    """Where each defined name of more than two letters is explained or given a value."""
    named = dict[str, Span]()
    for parameter in parameters:
        for name in parameter.names if parameter.statements else ():
            named.setdefault(key(name), parameter.statements[0].span)
    for term in terms:
        for name in (term.name, *term.aliases) if term.definitions else ():
            named[key(name)] = term.definitions[0]
    return {name: span for name, span in named.items() if len(name) > 2}
