"""Judges that share no code with the exporter: the checkers beside this checkout, where they are present."""

import importlib.util
import io
import sys
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def checker(name: str) -> Any:
    """The checker of this name; the test is skipped where it is absent."""
    found = _checker(name)
    if found is None:
        pytest.skip(f"the checker {name} is not beside this checkout")
    return found


@cache
def _checker(name: str) -> ModuleType | None:
    path = SHARED / "tools" / f"{name}.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def texts(data: bytes, mode: str) -> list[str]:
    """The body's paragraphs, all changes accepted or rejected."""
    found: list[str] = checker("docx_resolve").resolve(io.BytesIO(data), mode)["body"]
    return found


def looks(data: bytes, mode: str) -> Any:
    """The body's paragraphs as stretches of text with the look of each."""
    return checker("docx_resolve").fmt(io.BytesIO(data), mode)["body"]


def complaints(data: bytes, original: bytes) -> list[Any]:
    """What is wrong with a file and was not with the original."""
    validator = checker("docx_validate")
    schemas = str(SHARED / "tools" / "xsd")
    found: list[Any] = validator.new(
        validator.validate(io.BytesIO(data), schemas), validator.validate(io.BytesIO(original), schemas)
    )
    return found


def notation(data: bytes) -> list[str]:
    """Each paragraph in short: [-deleted-], [+inserted+], {comment}, # for an inserted and ~ for a deleted mark."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [_inline(paragraph) + _mark(paragraph) for paragraph in root.iter(f"{W}p")]


def _mark(paragraph: etree._Element) -> str:
    signs = ((name, sign) for name, sign in (("ins", "#"), ("del", "~")))
    return "".join(sign for name, sign in signs if paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None)


def _inline(parent: etree._Element) -> str:
    out = ""
    for child in parent:
        name = str(child.tag).removeprefix(W)
        match name:
            case "ins" | "moveTo":
                out += f"[+{_inline(child)}+]"
            case "del":
                out += f"[-{_inline(child)}-]"
            case "hyperlink":
                out += f"<{_inline(child)}>"
            case "commentRangeStart":
                out += "{"
            case "commentRangeEnd":
                out += "}"
            case "t" | "delText":
                out += child.text or ""
            case "tab" | "br":
                out += {"tab": "\t", "br": "\n"}[name]
            case "pPr" | "rPr" | "instrText":
                pass
            case _:
                out += _inline(child)
    return out
