"""All that a use case is given."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.usecases.ports.engines import Engine, Exporter, Reader, Refiner, Understander
from app.usecases.ports.store import Store
from domain.kernel import Clock
from domain.policies.pack import Pack


@dataclass(frozen=True)
class Services:
    """All that a use case is given."""

    store: Store
    reader: Reader
    engine: Engine
    refiner: Refiner
    understander: Understander
    exporter: Exporter
    packs: Mapping[str, Pack]
    """The policy packs that come with DocSense, by name."""
    clock: Clock
