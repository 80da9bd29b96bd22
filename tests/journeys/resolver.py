"""A Word file's body with all tracked changes accepted or rejected: written apart from the project's own code.

Follows ECMA-376 part 1, 17.13.5, for what the journeys need. Where the checkers beside this checkout are present,
they are used instead, so that the project does not judge itself.
"""

import importlib.util
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType

from lxml import etree

CHECKER = Path(__file__).resolve().parents[3] / "shared" / "tools" / "docx_resolve.py"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}


def accepted(path: Path) -> list[str]:
    """The paragraphs of the body once all changes are accepted."""
    return _resolved(path, "accept")


def rejected(path: Path) -> list[str]:
    """The paragraphs of the body once all changes are rejected."""
    return _resolved(path, "reject")


@cache
def _checker() -> ModuleType | None:
    if not CHECKER.is_file():
        return None
    spec = importlib.util.spec_from_file_location("docx_resolve", CHECKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _resolved(path: Path, mode: str) -> list[str]:
    if checker := _checker():
        body: list[str] = checker.resolve(str(path), mode)["body"]
        return body
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found, carried = [], ""
    for paragraph in root.iter(f"{W}p"):
        text = carried + "".join(map(_shown, (e for e in paragraph.iter() if not _is_gone(e, mode))))
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        joined = mark is not None and any(mark.find(W + name) is not None for name in GONE[mode])
        carried = text if joined else ""
        if not joined:
            found.append(text)
    return found


def _is_gone(element: etree._Element, mode: str) -> bool:
    return next(element.iterancestors(*(W + name for name in GONE[mode])), None) is not None


def _shown(element: etree._Element) -> str:
    if element.tag in (f"{W}t", f"{W}delText"):
        return element.text or ""
    return {f"{W}br": "\n", f"{W}tab": "\t"}.get(str(element.tag), "") if element.getparent().tag == f"{W}r" else ""
