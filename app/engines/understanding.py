"""Understanding a text as the child process does it: a title and blocks in, the Understanding out, all as JSON."""

import gc
import json
from collections.abc import Callable, Iterator
from typing import Any

from app.block_lines import from_lines, to_lines
from domain.documents.text import Block


def pack(title: str, blocks: tuple[Block, ...]) -> bytes:
    """The task's input: the title in a line of JSON, then the blocks."""
    return b"\n".join([json.dumps({"title": title}).encode(), *to_lines(blocks)])


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """The Understanding of a packed text as one line of JSON; what is withheld from engines is not in it."""
    gc.disable()  # this process ends with the task, and its many small values never form circles worth finding
    from domain.analysis.asking import Readable  # heavy; the process that only packs needs none of it
    from domain.semantics.ir import build_ir

    head, *lines = data.splitlines()
    text = Readable(json.loads(head)["title"], from_lines(lines))
    yield build_ir(text.title, text.blocks).understanding.model_dump_json().encode()
