"""The terminals that the journeys are made at."""

from pathlib import Path

import pytest

from tests.journeys.terminal import Processes, Terminal


@pytest.fixture
def docsense(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "profile")


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path / "profile")
