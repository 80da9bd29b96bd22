"""Keyrings that keep entries in plain text, nowhere, or in ways nobody knows are refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BACKENDS = '''
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.SecretService import Keyring as SecretService


class PlaintextKeyring(KeyringBackend):
    """What keyrings.alt offers where there is nothing better."""

    priority = 9
    entries = {}

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password


class Keyring(SecretService):
    """Calls itself by a trusted name, in a module of its own."""

    priority = 9


class OnlyBad(ChainerBackend):
    backends = [PlaintextKeyring(), Keyring()]


class BadAndGood(ChainerBackend):
    backends = [PlaintextKeyring(), SecretService()]
'''
ASK = "from app.keys.profile_keys import FolderKeys; from pathlib import Path; print(FolderKeys(Path()).keyring())"


@pytest.mark.parametrize(
    ("backend", "usable"),
    [
        ("odd_backends.PlaintextKeyring", "None"),
        ("odd_backends.Keyring", "None"),
        ("odd_backends.OnlyBad", "None"),
        ("odd_backends.BadAndGood", "Secret Service"),
        ("keyring.backends.null.Keyring", "None"),
        ("keyring.backends.fail.Keyring", "None"),
        ("no_such_module.Keyring", "None"),
    ],
)
def test_only_known_keyrings_are_used(tmp_path: Path, backend: str, usable: str) -> None:
    (tmp_path / "odd_backends.py").write_text(BACKENDS)
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": backend, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == usable
