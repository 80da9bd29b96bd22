"""Use cases compute in this process what a child process computes for the reviewer."""

import pytest


@pytest.fixture(autouse=True)
def _tasks_here(tasks_here: object) -> None:
    """A second saved each time."""
