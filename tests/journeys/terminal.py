"""A reviewer at a terminal: in this process, which spares hundreds of starts, or each command in one of its own."""

import json
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from app.cli import cli

Done = subprocess.CompletedProcess[str]


class Terminal:
    """Runs the command line on a profile and expects it to speak plainly."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile

    def __call__(self, *words: object, expect: int = 0) -> str:
        done = self.run(*words)
        assert done.returncode == expect, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def run(self, *words: object) -> Done:
        with chdir(self.profile.parent):
            done = CliRunner().invoke(cli, ["--profile", str(self.profile), *map(str, words)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(words, done.exit_code, done.stdout, done.stderr)

    def review(self, file: Path, *options: object) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self("review", file, "--json", *options))
        return data

    def refuses(self, *words: object) -> str:
        """The one sentence with which it says no."""
        done = self.run(*words)
        assert done.returncode == 2, (done.stdout, done.stderr)
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.stderr.strip()


class Processes(Terminal):
    """Each command is a process, as at a real terminal."""

    def run(self, *words: object) -> Done:
        command = [sys.executable, "-m", "app", "--profile", str(self.profile), *map(str, words)]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, cwd=self.profile.parent, check=False
        )
