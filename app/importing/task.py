"""The task of the child process that reads a file: nothing of an untrusted file is parsed outside of it."""

import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from app.block_lines import to_lines
from app.importing.detect import detect
from app.importing.docx.read import read_docx
from app.importing.markdown.read import read_markdown
from app.importing.outside import outside_notes
from app.usecases.ports.engines import ReadDocument

_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def run(source: IO[bytes], report: Any) -> Iterator[bytes]:
    """The ReadDocument of a packed file as JSON without its blocks, then those; raises Refused."""
    file_name = json.loads(source.readline())["file_name"]
    document = read(source.read(), file_name)
    yield document.model_copy(update={"blocks": ()}).model_dump_json().encode()
    yield from to_lines(document.blocks)


def read(data: bytes, file_name: str) -> ReadDocument:
    """Blocks with origins, by the content of the file; raises Refused."""
    document = _read(data, file_name)
    return document.model_copy(update={"notes": (*document.notes, *_warnings(document, data, file_name))})


def _read(data: bytes, file_name: str) -> ReadDocument:
    if detect(data, file_name) == "markdown":
        return read_markdown(data, file_name)
    return read_docx(data, file_name)


def _warnings(document: ReadDocument, data: bytes, file_name: str) -> list[str]:
    warnings = []
    if document.format == "docx":
        if PurePath(file_name).suffix.lower() not in _WORD_NAMES:
            warnings.append("This is a Word file, whatever its name says.")
        warnings += outside_notes(data)
    if not any(block.text.strip() for block in document.blocks):
        warnings.append("This is an empty document: it holds no text to review.")
    if any(_OVERRIDES.search(block.text) for block in document.blocks):
        warnings.append(
            "Hidden characters change the direction of some text: it may be stored otherwise than it looks."
        )
    return warnings
