"""How a requirement stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.analysis.request import Verdict
from domain.documents.text import Span

MOST_EVIDENCE = 3


@dataclass(frozen=True)
class Standing:
    """`lacking` says in plain words what is not there."""

    status: Verdict
    evidence: tuple[Span, ...] = ()
    lacking: tuple[str, ...] = ()


def at_most(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The first few, each once."""
    return tuple(dict.fromkeys(spans))[:MOST_EVIDENCE]
