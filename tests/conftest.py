"""The whole suite runs with data and settings folders of its own and no keyring, never the user's."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.journeys.terminal import Processes, Terminal


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.TemporaryDirectory(prefix="docsense-tests-")
    config.add_cleanup(home.cleanup)
    os.environ["XDG_DATA_HOME"] = str(Path(home.name) / "data")
    os.environ["XDG_CONFIG_HOME"] = str(Path(home.name) / "config")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ.pop("DOCSENSE_PASSPHRASE", None)
    settings.register_profile("suite", deadline=None)  # how fast this machine is, is for the benchmarks
    settings.load_profile("suite")


@pytest.fixture
def tasks_here() -> Iterator[pytest.MonkeyPatch]:
    """What a child process computes for the reviewer is computed in this one."""
    from tests.builders.tasks import CALLERS, run_here  # not before the folders are set

    with pytest.MonkeyPatch.context() as patch:
        for module in CALLERS:
            patch.setattr(f"{module}.run_child", run_here)
        patch.setattr("app.child.keep_children_waiting", lambda count: None)
        yield patch


@pytest.fixture
def tasks_in_children(tasks_here: pytest.MonkeyPatch) -> None:
    """Where the tests around compute in this process, one computes in child processes all the same."""
    tasks_here.undo()


@pytest.fixture
def docsense(tmp_path: Path, tasks_here: object) -> "Terminal":
    """A terminal at which all runs in this process; the whole program is used by `processes`."""
    from tests.journeys.terminal import Terminal

    return Terminal(tmp_path / "profile")


@pytest.fixture
def processes(tmp_path: Path) -> "Processes":
    from tests.journeys.terminal import Processes

    return Processes(tmp_path / "profile")
