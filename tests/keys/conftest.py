"""A place for a profile and its keys."""

from pathlib import Path

import pytest
from keyed_folder import Keyed


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return Keyed(tmp_path)
