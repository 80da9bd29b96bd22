"""What every context shares: values, events, aggregates, ids, the clock and the errors people read."""

from domain.kernel.aggregate import Aggregate
from domain.kernel.clock import Clock, utc_now
from domain.kernel.errors import DomainError, IllegalTransition, NotFound
from domain.kernel.events import Envelope, Event, Sealed
from domain.kernel.ids import derived_id, new_id
from domain.kernel.value import Value
from domain.kernel.version import VersionNumber

__all__ = [
    "Aggregate",
    "Clock",
    "DomainError",
    "Envelope",
    "Event",
    "IllegalTransition",
    "NotFound",
    "Sealed",
    "Value",
    "VersionNumber",
    "derived_id",
    "new_id",
    "utc_now",
]
