"""The terminals that the journeys are made at."""

from pathlib import Path

import pytest

from tests.builders.engine import HereEngine
from tests.journeys.terminal import Processes, Terminal


@pytest.fixture
def docsense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """With the checks in this process, too; the whole program is used by `processes`."""
    monkeypatch.setattr("app.bootstrap.engine", HereEngine)
    return Terminal(tmp_path / "profile")


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path / "profile")
