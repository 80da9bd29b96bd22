"""Starting is quick because what is heavy waits until it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"lxml", "docx", "markdown_it", "yaml", "charset_normalizer", "sqlalchemy.orm"}
COMPUTED_ELSEWHERE = {"domain.semantics.ir", "domain.analysis.checks", "domain.analysis.compliance.verdicts"}
"""What only child processes load."""


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        ("import app.cli", HEAVY | COMPUTED_ELSEWHERE | {"PySide6", "sqlalchemy"}),
        (
            "from app.bootstrap import open_services; open_services(Path(sys.argv[1])).__enter__()",
            HEAVY | COMPUTED_ELSEWHERE | {"PySide6"},
        ),
        ("import app.desktop.window", HEAVY | COMPUTED_ELSEWHERE | {"sqlalchemy", "typer"}),
    ],
)
def test_what_is_heavy_is_not_loaded_at_the_start(tmp_path: Path, command: str, absent: set[str]) -> None:
    script = f"import sys; from pathlib import Path; {command}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "profile")], capture_output=True, text=True, check=True
    )
    assert absent & set(done.stdout.split()) == set()
