"""An independent reader of Word files, beside this checkout: what it says is compared with what ours says."""

import importlib.util
import io
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FILES = sorted(SHARED.glob("corpus/docx/*.docx")) + sorted(SHARED.glob("benchmark/specs/*.docx"))


def resolved(data: bytes, mode: Literal["accept", "reject"]) -> dict[str, list[str]]:
    """The paragraphs of each text of a file; the test is skipped where the resolver is absent."""
    found: dict[str, list[str]] = _module().resolve(io.BytesIO(data), mode)
    return found


@cache
def _module() -> ModuleType:
    path = SHARED / "tools" / "docx_resolve.py"
    if not path.is_file():
        pytest.skip("the independent resolver is not beside this checkout")
    spec = importlib.util.spec_from_file_location("docx_resolve", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
