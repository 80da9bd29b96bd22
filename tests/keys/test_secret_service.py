"""The keyring for real: a Secret Service of its own, a profile in several processes, its entry lost and recovered."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-daemon and gnome-keyring-daemon",
)

PRELUDE = """
from pathlib import Path
import secretstorage
from app.keys.profile_keys import FolderKeys
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import Keeping

keyring = secretstorage.get_default_collection(secretstorage.dbus_init())
keys = FolderKeys(Path("profile"))

def said(step):
    try:
        return step()
    except StoreUnavailable as error:
        return f"{type(error).__name__}: {error}"
"""


class Desktop:
    """A user's session: a bus, a keyring that is unlocked, a home, and no display to ask for a password on."""

    def __init__(self, home: Path, bus: str) -> None:
        own = {
            "HOME": home,
            "XDG_DATA_HOME": home / "data",
            "XDG_CONFIG_HOME": home / "config",
            "XDG_RUNTIME_DIR": home,
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "PYTHONPATH": ROOT,
        }
        self._home = home
        self._environment = {**os.environ, **{name: str(value) for name, value in own.items()}}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND"):
            self._environment.pop(name, None)

    def run(self, *command: str, given: str = "") -> str:
        done = subprocess.run(
            command, input=given, env=self._environment, cwd=self._home, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def process(self, program: str) -> list[str]:
        """The lines a process prints that has the keys of the profile, and the keyring itself."""
        return self.run(sys.executable, "-c", PRELUDE + program).splitlines()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as bus:
        try:
            assert bus.stdout
            desktop = Desktop(tmp_path, bus.stdout.readline().strip())
            desktop.run("gnome-keyring-daemon", "--unlock", "--components=secrets", given="password")
            yield desktop
        finally:
            bus.terminate()  # the keyring ends with its bus


def test_a_key_in_the_keyring_opens_is_missed_and_is_recovered(desktop: Desktop) -> None:
    made = "print(keys.keyring()); print(keys.make(Keeping.KEYRING)); print(keys.derive('log').hex())"
    name, code, log = desktop.process(made)
    assert name == "Secret Service"
    opened = "keys.unlock(); print(keys.derive('log').hex()); print(keys.noted_head()); keys.note_head('7:ab')"
    assert desktop.process(opened) == [log, "None"]

    (lost,) = desktop.process("for item in list(keyring.get_all_items()): item.delete()\nprint(said(keys.unlock))")
    assert lost.startswith("MissingKey: ")
    assert "docsense key recover" in lost

    desktop.process(f"keys.recover({code!r}); keys.note_head('8:cd'); keys.keep(Keeping.KEYRING)")
    assert desktop.process(opened) == [log, "8:cd"]


def test_a_key_that_is_kept_elsewhere_leaves_nothing_in_the_keyring(desktop: Desktop) -> None:
    program = """
keys.start(Keeping.KEYRING)
keys.note_head("7:ab")
print(len(list(keyring.get_all_items())))
keys.keep(Keeping.FILE)
print(len(list(keyring.get_all_items())), keys.noted_head())
"""
    assert desktop.process(program) == ["2", "0 None"]


def test_a_locked_keyring_is_told_and_stops_no_work(desktop: Desktop) -> None:
    program = """
keys.start(Keeping.KEYRING)
keyring.lock()
keys.note_head("7:ab")
print(keys.noted_head())
print(said(FolderKeys(Path("profile")).unlock))
"""
    head, locked = desktop.process(program)
    assert head == "None"
    assert "is locked. Unlock it" in locked


def test_an_entry_that_is_not_the_key_is_told(desktop: Desktop) -> None:
    program = """
import base64
keys.start(Keeping.KEYRING)
(item,) = keyring.get_all_items()
for entry in (b"", b"no base 64!", base64.b64encode(b"short"), base64.b64encode(bytes(32))):
    item.set_secret(entry)
    print(said(FolderKeys(Path("profile")).unlock))
"""
    told = desktop.process(program)
    assert len(told) == 4
    assert all(each.startswith("WrongKey: ") for each in told)
