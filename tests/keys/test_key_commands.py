"""The commands on the key: at a terminal somebody types, without one everything comes from elsewhere."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from keyed_folder import PASSPHRASE
from typer.testing import CliRunner

from app.cli import cli
from app.keys.opening import open_keys
from app.keys.profile_keys import FolderKeys
from app.usecases.ports.keys import Keeping

AT_TERMINAL = "import os, sys; os.login_tty(0); os.execv(sys.executable, [sys.executable, '-m', 'app', *sys.argv[1:]])"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "profile"


def run(folder: Path, *words: str, given: str = "", passphrase: str = "") -> Result:
    """The command where there is no terminal."""
    return CliRunner().invoke(
        cli, ["--profile", str(folder), *words], input=given, env={"DOCSENSE_PASSPHRASE": passphrase}
    )


def typed(folder: Path, *words: str, answers: list[str]) -> str:
    """The command at a terminal, each of its questions answered in turn; all that stood on the screen."""
    here, there = pty.openpty()
    command = [sys.executable, "-c", AT_TERMINAL, "--profile", str(folder), *words]
    with subprocess.Popen(command, stdin=there) as process:
        os.close(there)
        screen, left = "", list(answers)
        while select.select([here], [], [], 60)[0]:
            try:
                screen += os.read(here, 4096).decode()
            except OSError:  # the terminal is closed with the process
                break
            if left and screen.endswith(": "):
                os.write(here, f"{left.pop(0)}\n".encode())
    os.close(here)
    assert process.returncode == 0, screen
    return screen


def test_an_unprotected_key_is_shown_protected_and_recovered(folder: Path) -> None:
    keys = FolderKeys(folder)
    keys.start(Keeping.FILE)
    log, file = keys.derive("log"), keys.key_file()
    status = run(folder, "key").stdout
    assert f"unprotected in {file}, since 20" in status
    assert "There is no recovery code" in status

    code = run(folder, "key", "recovery-code").stdout.strip()
    assert run(folder, "key", "protect").exit_code == 2  # with no keyring, no terminal and no passphrase that is set
    assert run(folder, "key", "protect", passphrase=PASSPHRASE).exit_code == 0
    assert not file.exists()
    assert open_keys(folder, new=False, passphrase=PASSPHRASE).derive("log") == log
    status = run(folder, "key").stdout
    assert "under a passphrase" in status
    assert "There is a recovery code, made on 20" in status

    recovered = run(folder, "key", "recover", given=f"{code}\n")
    assert recovered.exit_code == 0
    assert "unprotected" in recovered.stderr
    assert code not in recovered.output
    assert open_keys(folder, new=False).derive("log") == log


def test_at_a_terminal_passphrases_are_asked_for_and_never_shown(folder: Path, tmp_path: Path) -> None:
    document = tmp_path / "index.md"
    document.write_text("# Index\n\nThe Index Level is rounded.\n")
    screen = typed(folder, "review", str(document), answers=[PASSPHRASE, PASSPHRASE])
    assert "1.0.0" in screen
    assert PASSPHRASE not in screen

    code = screen.partition("shown this once: ")[2].split()[0]
    screen = typed(folder, "key", "recover", answers=[code, "another passphrase", "another passphrase"])
    assert code not in screen
    assert "another passphrase" not in screen
    assert run(folder, "log", "dump", passphrase="another passphrase").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["key"], "There is no profile in"),
        (["key", "protect"], "There is no profile in"),
        (["key", "protect", "--passphrase", "--keyring"], "in one way only"),
        (["key", "recovery-code"], "There is no profile in"),
        (["key", "recover"], "There is no profile in"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(folder: Path, words: list[str], says: str) -> None:
    refused = run(folder, *words)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert len(refused.stderr.splitlines()) == 1
    assert says in refused.stderr
    assert not folder.exists()
