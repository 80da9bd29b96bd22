"""The lineage: which terms, parameters, formulas and tables depend on which."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from domain.documents.text import Span
from domain.semantics.further import Further
from domain.semantics.latex import linear
from domain.semantics.operands import NAME
from domain.semantics.symbols import symbol_of
from domain.semantics.terms import key
from domain.semantics.understanding import (
    FormulaEntry,
    Lineage,
    Link,
    Node,
    NodeKind,
    Parameter,
    TableEntry,
    Term,
)

_Identity = tuple[tuple[str, tuple[str, ...]], bool]
"""What a symbol is called, and whether it has an index: the total N and its part N_i are two quantities."""
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NAMESAKES = 4
"""Entries of one name that a text is taken to speak of; a formula repeated in each of many sections has hundreds."""
_LONGEST_NAME = 6
"""Words of a name that is looked for in running text."""

_NOTHING = Further()


def lineage_of(
    terms: tuple[Term, ...],
    parameters: tuple[Parameter, ...],
    formulas: tuple[FormulaEntry, ...],
    tables: tuple[TableEntry, ...],
    beyond: Further = _NOTHING,
) -> Lineage:
    """The graph of what depends on what.

    A term depends on the terms, parameters and quantities its definition names, in the list below it, too, and on the
    table it points to; a parameter on what its value is taken of, a formula on its variables or what its legend says
    they are, a table on what its columns are named after, unless that points to the table. A quantity that follows
    from its own earlier value (the level of today from that of yesterday) is no circle.
    """
    graph = _Graph()
    for number, term in enumerate(terms, 1):
        if term.definitions:
            names, span = (term.name, *term.aliases), term.definitions[0]
            graph.add(
                NodeKind.TERM,
                number,
                names,
                span,
                uses=[term.meaning, *beyond.listed(span)],
                tables=beyond.tables(span),
                is_written_large=" " not in term.name and any(use.quote[:1].isupper() for use in term.uses),
            )
    for number, parameter in enumerate(parameters, 1):
        if parameter.statements:
            stated = parameter.statements
            uses = [part for one in stated for part in (one.base, one.low, one.high, one.value) if part]
            graph.add(NodeKind.PARAMETER, number, parameter.names, stated[0].span, uses=uses)
    for number, formula in enumerate(formulas, 1):
        said = {variable.symbol: variable.meaning.quote if variable.meaning else "" for variable in formula.variables}
        meanings = [variable.meaning for variable in formula.variables if variable.meaning]
        graph.add(
            NodeKind.FORMULA,
            number,
            (formula.left,),
            formula.span,
            is_spoken_of="=" in formula.source or not _CONDITION.search(formula.source),
            symbols=said,
            earlier=_earlier(formula),
            tables=(table for meaning in meanings for table in beyond.tables(meaning)),
        )
    for number, table in enumerate(tables, 1):
        caption = table.caption or f"table {number}"
        graph.add(NodeKind.TABLE, number, (caption,), table.first, columns=table.columns, is_spoken_of=False)
    return graph.lineage()


class _Graph:
    """The nodes, an index of their names, and what each of them uses."""

    def __init__(self) -> None:
        self._nodes = list[Node]()
        self._identities = list[_Identity]()
        self._by_key = defaultdict[str, list[int]](list)
        self._by_symbol = defaultdict[_Identity, list[int]](list)
        self._texts = list[list[str]]()
        self._symbols = list[Mapping[str, str]]()
        self._earlier = list[frozenset[_Identity]]()
        self._columns = list[tuple[str, ...]]()
        self._tables = list[tuple[int, ...]]()
        self._written_large = set[int]()
        self._first_words = set[str]()

    def add(
        self,
        kind: NodeKind,
        number: int,
        names: tuple[str, ...],
        span: Span,
        *,
        uses: Iterable[str] = (),
        symbols: Mapping[str, str] = MappingProxyType({}),
        earlier: frozenset[_Identity] = frozenset(),
        columns: tuple[str, ...] = (),
        tables: Iterable[int] = (),
        is_spoken_of: bool = True,
        is_written_large: bool = False,
    ) -> None:
        """`symbols` are the variables of a formula, each with what is said that it is; `tables` those pointed to.

        What is written large is no word of the same letters in small ones: the Exposure offers exposure to stocks.
        """
        at = len(self._nodes)
        self._identities.append(_identity(names[0]))
        self._nodes.append(Node(id=f"{kind} {number}", kind=kind, name=names[0], span=span))
        self._texts.append([text for text in uses if text])
        self._symbols.append(symbols)
        self._earlier.append(earlier)
        self._columns.append(columns)
        self._tables.append(tuple(tables))
        if is_written_large:
            self._written_large.add(at)
        for name in names if is_spoken_of else ():
            if len(name) > 2:
                self._by_key[_spelling(name)].append(at)
            self._by_symbol[_identity(name)].append(at)

    def lineage(self) -> Lineage:
        self._first_words = set(map(_first, self._by_key))
        found = [set(self._sources(at)) for at in range(len(self._nodes))]
        places = [at for at, node in enumerate(self._nodes) if node.kind is NodeKind.TABLE]
        for at, pointed in enumerate(self._tables):
            for table in (places[number - 1] for number in pointed):
                found[at].add(table)
                found[table].discard(at)
        sources = list(map(sorted, found))
        order, cycles = _order([self._at_once(at, used) for at, used in enumerate(sources)])
        ids = [node.id for node in self._nodes]
        return Lineage(
            nodes=tuple(self._nodes),
            links=tuple(Link(source=ids[one], target=ids[at]) for at, used in enumerate(sources) for one in used),
            order=tuple(ids[at] for at in order),
            cycles=tuple(tuple(ids[at] for at in cycle) for cycle in cycles),
        )

    def _at_once(self, at: int, sources: list[int]) -> list[int]:
        """The sources whose value of the same time is needed."""
        earlier = {
            one
            for symbol, said in self._symbols[at].items()
            if said and _identity(symbol) in self._earlier[at]
            for one in self._in_text(said, at)
        }
        return [one for one in sources if one not in earlier and self._identities[one] not in self._earlier[at]]

    def _sources(self, at: int) -> Iterator[int]:
        for text in self._texts[at]:
            yield from self._in_text(text, at)
        for symbol, said in self._symbols[at].items():
            yield from list(self._of_symbol(symbol, at)) or self._in_text(said, at)
        for column in self._columns[at]:
            yield from (one for one in self._by_key.get(_spelling(column), ()) if one != at)
            yield from self._by_symbol.get(_identity(column), ())

    def _in_text(self, text: str, at: int) -> Iterator[int]:
        """The nodes a text names, in words or by their symbols."""
        own = _spelling(self._nodes[at].name)
        for name, is_small in self._named_in(text):
            for one in self._by_key[name][:_NAMESAKES]:
                if one != at and name != own and not (is_small and one in self._written_large):
                    yield one
        yield from self._symbols_in(text, at)

    def _of_symbol(self, symbol: str, at: int) -> Iterator[int]:
        """The nodes of a variable's name, with or without its index; its own formula is an earlier value of it."""
        bare, is_indexed = _identity(symbol)
        found = self._by_symbol.get((bare, is_indexed)) or self._by_symbol.get((bare, not is_indexed))
        if not found and len(symbol) > 2:
            found = self._by_key.get(_spelling(re.sub(r"[(\[].*", "", symbol)))
        own = self._identities[at]
        yield from (one for one in found or () if one != at and self._identities[one] != own)

    def _named_in(self, text: str) -> Iterator[tuple[str, bool]]:
        """The longest names that a text has, one after the other, and whether they stand there in small letters."""
        words = _WORD.findall(text)
        at = 0
        while at < len(words):
            if _first(_spelling(words[at])) not in self._first_words:
                at += 1
                continue
            for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                name = _spelling(" ".join(words[at : at + length]))
                if name in self._by_key:
                    yield name, words[at].islower()
                    at += length - 1
                    break
            at += 1

    def _symbols_in(self, text: str, at: int) -> Iterator[int]:
        """The nodes of symbols with an index or a label in a text: a single letter may be a word of it."""
        for token in NAME.finditer(text):
            symbol = symbol_of(token.group().rstrip(".'"))
            if symbol.labels or symbol.indices:
                namesakes = self._by_symbol.get((symbol.bare, symbol.indices > 0), [])[:_NAMESAKES]
                yield from (one for one in namesakes if one != at)


_CONDITION = re.compile(r"\\(?:leq?|geq?|lt|gt)\b|[<>≤≥]")
"""What only compares gives no value to what stands left of it."""
_STEP = re.compile(r"(?:[tsdnuT]|(?<![a-zA-Z])[a-zA-Z])\s?([-+])\s?\d")


def _earlier(formula: FormulaEntry) -> frozenset[_Identity]:
    """The quantities of which a formula only uses values of an earlier time than that of its left side."""
    left, _, right = (linear(formula.source) if formula.is_latex else formula.source).partition("=")
    own = _step(left)
    latest = dict[_Identity, int]()
    for token in NAME.finditer(right):
        name = _identity(token.group())
        latest[name] = max(latest.get(name, -1), _step(token.group()))
    return frozenset(name for name, step in latest.items() if step < own)


def _step(name: str) -> int:
    """-1 for a value of an earlier time (t-1, 0), 1 for a later one."""
    step = _STEP.search(name)
    if step:
        return -1 if step[1] == "-" else 1
    return -1 if re.search(r"(?:[_,{(\[]|^)0[})\]]?$", name.strip()) else 0


def _identity(name: str) -> _Identity:
    symbol = symbol_of(name)
    return symbol.bare, symbol.indices > 0


@lru_cache(maxsize=1 << 14)  # texts have the same words again and again
def _spelling(name: str) -> str:
    return key(" ".join(_WORD.findall(name.replace("_", " "))))


def _first(name: str) -> str:
    """The first word of a name, as it is spelled alone."""
    return key(name.split(" ")[0])


def _order(sources: list[list[int]]) -> tuple[list[int], list[list[int]]]:
    """Each node after its sources, else in the given order, and the circles, whose nodes stay together."""
    components = _components(sources)
    of = {at: number for number, component in enumerate(components) for at in component}
    before = [
        {of[source] for at in component for source in sources[at]} - {number}
        for number, component in enumerate(components)
    ]
    after = defaultdict[int, list[int]](list)
    for number, needed in enumerate(before):
        for one in needed:
            after[one].append(number)
    waiting = [len(needed) for needed in before]
    ready = [(min(components[number]), number) for number, count in enumerate(waiting) if not count]
    heapify(ready)
    order = list[int]()
    while ready:
        _, number = heappop(ready)
        order += sorted(components[number])
        for one in after[number]:
            waiting[one] -= 1
            if not waiting[one]:
                heappush(ready, (min(components[one]), one))
    return order, sorted(sorted(component) for component in components if len(component) > 1)


def _components(sources: list[list[int]]) -> list[list[int]]:
    """The strongly connected components, by Tarjan's algorithm without recursion."""
    index, low = dict[int, int](), dict[int, int]()
    stack, on_stack, components = list[int](), set[int](), list[list[int]]()
    for root in range(len(sources)):
        if root in index:
            continue
        path = [(root, iter(sources[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while path:
            node, rest = path[-1]
            for source in rest:
                if source not in index:
                    index[source] = low[source] = len(index)
                    stack.append(source)
                    on_stack.add(source)
                    path.append((source, iter(sources[source])))
                    break
                if source in on_stack:
                    low[node] = min(low[node], index[source])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    component = [stack.pop()]
                    while component[-1] != node:
                        component.append(stack.pop())
                    on_stack.difference_update(component)
                    components.append(component)
    return components


def affected_by(lineage: Lineage, node: str) -> tuple[str, ...]:
    """The nodes whose meaning or value can change when this one changes, nearest first; without the node itself."""
    targets: Mapping[str, list[str]] = defaultdict(list)
    for link in lineage.links:
        targets[link.source].append(link.target)
    reached, waiting = dict.fromkeys([node]), deque([node])
    while waiting:
        for target in targets.get(waiting.popleft(), ()):
            if target not in reached:
                reached[target] = None
                waiting.append(target)
    return tuple(reached)[1:]
