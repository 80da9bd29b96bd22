"""Understanding a text as the child process does it: a title and blocks in, parts of the Understanding out, as JSON."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from app.block_lines import from_lines

PARTS: Final = ("quantities", "circumstances")


def pack(title: str, blocks: Sequence[bytes], parts: tuple[str, ...]) -> bytes:
    """The task's input: the title and the wanted parts in a line of JSON, then those of the blocks."""
    return b"\n".join([json.dumps({"title": title, "parts": parts}).encode(), *blocks])


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """Lines of JSON, each some fields of the Understanding: the title, then each wanted part.

    What is withheld from engines is in none of them.
    """
    from domain.analysis.asking import Readable  # heavy; the process that only packs needs none of it
    from domain.semantics.ir import build_ir

    head, *lines = data.splitlines()
    asked = json.loads(head)
    text = Readable(asked["title"], from_lines(lines))
    ir = build_ir(text.title, text.blocks)
    yield json.dumps({"title": text.title}).encode()
    for part in asked["parts"]:
        yield getattr(ir, part)().model_dump_json().encode()
