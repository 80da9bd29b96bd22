"""The whole suite runs with data and settings folders of its own and no keyring, never the user's."""

import os
import tempfile
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.TemporaryDirectory(prefix="docsense-tests-")
    config.add_cleanup(home.cleanup)
    os.environ["XDG_DATA_HOME"] = str(Path(home.name) / "data")
    os.environ["XDG_CONFIG_HOME"] = str(Path(home.name) / "config")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ.pop("DOCSENSE_PASSPHRASE", None)
