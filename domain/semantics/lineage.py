"""The lineage: which terms, parameters, formulas and tables depend on which."""

from domain.semantics.understanding import FormulaEntry, Lineage, Parameter, TableEntry, Term


def lineage_of(
    terms: tuple[Term, ...],
    parameters: tuple[Parameter, ...],
    formulas: tuple[FormulaEntry, ...],
    tables: tuple[TableEntry, ...],
) -> Lineage:
    """The graph of what depends on what."""
    return Lineage()


def affected_by(lineage: Lineage, node: str) -> tuple[str, ...]:
    """The nodes whose meaning or value can change when this one changes, nearest first; without the node itself."""
    return ()
