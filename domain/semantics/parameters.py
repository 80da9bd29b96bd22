"""Parameters: the named numbers of a method, and what each passage says of them."""

from domain.semantics.segments import Segment
from domain.semantics.understanding import Parameter


def parameters_of(segments: tuple[Segment, ...]) -> tuple[Parameter, ...]:
    """Every parameter, in the order in which it is first spoken of."""
    return ()
