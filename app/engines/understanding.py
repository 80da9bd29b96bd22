"""Understanding a text as the child process does it: a title and blocks in, parts of the Understanding out, as JSON."""

import json
from collections.abc import Callable, Iterator
from typing import IO, Any

from app.block_lines import from_lines
from domain.analysis.asking import Readable
from domain.semantics.ir import build_ir


def run(source: IO[bytes], report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """Lines of JSON, each some fields of the Understanding: the title, then each wanted part.

    What is withheld from engines is in none of them.
    """
    head, *lines = source.read().splitlines()
    asked = json.loads(head)
    text = Readable(asked["title"], from_lines(lines))
    ir = build_ir(text.title, text.blocks)
    yield json.dumps({"title": text.title}).encode()
    for part in asked["parts"]:
        yield getattr(ir, part)().model_dump_json().encode()
