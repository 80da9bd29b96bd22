"""What a specification says, entry by entry: plain values that can be stored, printed and shown beside its passages."""

from collections.abc import Callable
from enum import StrEnum

from pydantic import Field

from domain.documents.text import Span
from domain.kernel import Value
from domain.semantics.numbers import plain_numbers
from domain.semantics.quantities import differ, quantities


class SectionKind(StrEnum):
    """What a section is about."""

    RULES = "rules"
    DEFINITIONS = "definitions"
    CALCULATION = "calculation"
    PARAMETERS = "parameters"
    SELECTION = "selection"
    REBALANCING = "rebalancing"
    EXECUTION = "execution"
    RISK = "risk"
    DATA = "data"
    CALENDAR = "calendar"
    GOVERNANCE = "governance"
    EXAMPLE = "example"
    OVERVIEW = "overview"
    NOTICE = "notice"


class SectionEntry(Value):
    """A heading and what stands under it; `heading` is a block's id, None for text before the first heading.

    `importance` is 0 for text that binds nobody to 100 for what decides the number.
    """

    heading: str | None
    number: str
    title: str
    level: int
    kind: SectionKind
    importance: int = Field(ge=0, le=100)


class Statement(Value):
    """What one passage says of a parameter, in its own words; "" and None for what it leaves open.

    `number` is the figure of `value`, scaled ("5 million" is 5e6), in `unit` (%, bps, USD, day, ...). `base` is what
    a share is taken of, `source` who or what supplies the value, `case` when it holds if not always.
    """

    span: Span
    value: str = ""
    number: float | None = None
    unit: str = ""
    base: str = ""
    low: str = ""
    high: str = ""
    default: str = ""
    source: str = ""
    case: str = ""


class Parameter(Value):
    """A named number of the method, under all the names the document gives it, the first one foremost."""

    names: tuple[str, ...]
    statements: tuple[Statement, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The different values it is given: more than one is a contradiction."""
        apart: list[Statement] = []
        for statement in self.statements:
            if statement.value and all(contradict(statement, other) for other in apart):
                apart.append(statement)
        return tuple(statement.value for statement in apart)

    @property
    def in_cases(self) -> tuple[str, ...]:
        """Its values, those that hold in one case only with that case behind them."""
        cased = (f"{said.value} ({said.case})" for said in self.statements if said.value and said.case)
        always = (value for value in self.values if not any(s.case for s in self.statements if s.value == value))
        return tuple(dict.fromkeys((*always, *cased)))

    @property
    def stated(self) -> tuple[str, ...]:
        """All that is stated of it: its values, else its default, and its bounds."""
        defaults = dict.fromkeys(said.default for said in self.statements if said.default)
        return (
            *(self.in_cases or (f"{default} by default" for default in defaults)),
            *(f"at least {low}" for low in self.lows),
            *(f"at most {high}" for high in self.highs),
        )

    @property
    def lows(self) -> tuple[str, ...]:
        """The different lower bounds it is given: more than one is a contradiction, too."""
        return self._bounds(lambda statement: statement.low)

    @property
    def highs(self) -> tuple[str, ...]:
        """The different upper bounds."""
        return self._bounds(lambda statement: statement.high)

    def _bounds(self, bound: Callable[[Statement], str]) -> tuple[str, ...]:
        apart: list[Statement] = []
        for statement in filter(bound, self.statements):
            if all(_bounds_differ(statement, other, bound) for other in apart):
                apart.append(statement)
        return tuple(map(bound, apart))


def _bounds_differ(one: Statement, other: Statement, bound: Callable[[Statement], str]) -> bool:
    if not _are_comparable(one, other):
        return False
    first, second = (next(quantities(plain_numbers(bound(said).lower())), None) for said in (one, other))
    if first is None or second is None:
        return first is second and bound(one).casefold() != bound(other).casefold()
    return differ((first.value, first.unit or one.unit), (second.value, second.unit or other.unit))


def _are_comparable(one: Statement, other: Statement) -> bool:
    """Whether two statements are about one case, and about shares of one thing."""
    bases = {said.base.casefold() for said in (one, other) if said.base}
    return one.case.casefold() == other.case.casefold() and len(bases) < 2


def contradict(one: Statement, other: Statement) -> bool:
    """Whether two values are plainly not the same: shares of different things are two figures, not a contradiction."""
    if not _are_comparable(one, other):
        return False
    if one.number is None or other.number is None:
        return one.number is other.number and one.value.casefold() != other.value.casefold()
    return differ((one.number, one.unit), (other.number, other.unit))


class Resolution(StrEnum):
    RESOLVED = "resolved"
    DANGLING = "dangling"
    EXTERNAL = "external"


class Reference(Value):
    """A passage that points elsewhere: to a part of this document, to another document, or to an address.

    `kind` is section, table, figure, equation, appendix, annex, schedule, exhibit, attachment, note, document or url.
    `target` is the heading, caption, equation or note it leads to. `expects` is what the sentence wants from there.
    """

    kind: str
    label: str
    span: Span
    resolution: Resolution
    target: Span | None = None
    expects: str = ""


class Term(Value):
    """A defined term: no definition for what is only used as one, two where it is defined twice."""

    name: str
    aliases: tuple[str, ...] = ()
    meaning: str = ""
    definitions: tuple[Span, ...] = ()
    uses: tuple[Span, ...] = ()


class Variable(Value):
    """A quantity of a formula in plain letters ("P_i,t", "sigma"), and the passage that says what it is."""

    symbol: str
    meaning: Span | None = None


class FormulaEntry(Value):
    """A formula as it stands: LaTeX where `is_latex`, else the text itself.

    `unused` are entries of its legend that are not in it. `problem` says in plain words what is malformed.
    """

    left: str
    source: str
    is_latex: bool
    span: Span
    variables: tuple[Variable, ...] = ()
    unused: tuple[Span, ...] = ()
    problem: str = ""


class Sum(Value):
    """A stated figure that can be recomputed: a total, a sum of weights, the result of a worked example."""

    what: str
    span: Span
    stated: float
    computed: float
    holds: bool


class TableEntry(Value):
    """A table: its caption, the names of its columns, how many rows it has below them, and the sums checked in it."""

    caption: str
    columns: tuple[str, ...]
    rows: int
    first: Span
    sums: tuple[Sum, ...] = ()


class TimeKind(StrEnum):
    DAYS = "days"
    CALENDAR = "calendar"
    ROLL = "roll"
    OFFSET = "offset"
    CUT_OFF = "cut-off"
    FREQUENCY = "frequency"
    MARKETS = "markets"


class TimeRule(Value):
    """A passage about time. `what` is its normal form: "trading day", "NYSE", "following", "T+2", "16:00", "monthly".

    `zone` is the time zone of a cut-off, "" where none is named.
    """

    kind: TimeKind
    what: str
    span: Span
    zone: str = ""


class DataSource(Value):
    """Where data comes from: who supplies it, which field, and what is used instead where it is missing."""

    name: str
    span: Span
    field: str = ""
    fallback: str = ""


class NodeKind(StrEnum):
    TERM = "term"
    PARAMETER = "parameter"
    FORMULA = "formula"
    TABLE = "table"


class Node(Value):
    """Something that has a meaning or a value.

    `id` is its kind and its number from 1 among the entries of that kind: "formula 3" is the third formula.
    """

    id: str
    kind: NodeKind
    name: str
    span: Span


class Link(Value):
    """`target` depends on `source`: both are ids of nodes."""

    source: str
    target: str


class Lineage(Value):
    """What depends on what. `order` has each node after those it depends on, as far as there is no cycle."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    order: tuple[str, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()


BUILDER = "9"
"""The version of what builds an understanding: raised whenever it would build another one from the same blocks."""


class Settings(Value):
    """What numbers are set."""

    parameters: tuple[Parameter, ...] = ()


class Connections(Value):
    """What points to what, and what is computed from what: it takes the settings to know."""

    references: tuple[Reference, ...] = ()
    terms: tuple[Term, ...] = ()
    formulas: tuple[FormulaEntry, ...] = ()
    tables: tuple[TableEntry, ...] = ()
    examples: tuple[Sum, ...] = ()
    lineage: Lineage = Lineage()


class Circumstances(Value):
    """What the numbers stand among: sections, times, data, weights."""

    sections: tuple[SectionEntry, ...] = ()
    weights: tuple[Sum, ...] = ()
    times: tuple[TimeRule, ...] = ()
    sources: tuple[DataSource, ...] = ()


class Understanding(Settings, Connections, Circumstances):
    """Everything that was understood of one revision, by one version of the builder."""

    builder: str = BUILDER
    title: str
