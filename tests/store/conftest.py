"""A store on a fresh profile. Another back end runs the conformance suite by another `open_profile`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_samples import KEYS

from app.store.pace import Pace
from app.store.store import SqlStore, open_store
from domain.kernel import Clock, utc_now

OpenProfile = Callable[..., SqlStore]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def open_profile(profile: Path) -> Iterator[OpenProfile]:
    """Opens the profile, as another process would; each store is closed at the end."""
    stores: list[SqlStore] = []

    def opened(clock: Clock = utc_now, pace: Pace | None = None) -> SqlStore:
        stores.append(open_store(profile, KEYS, clock, pace))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def store(open_profile: OpenProfile) -> SqlStore:
    """Tries again what failed only after the whole of its pause, however slow the machine is."""
    return open_profile(pace=Pace(dice=lambda: 1.0))
