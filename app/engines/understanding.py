"""Understanding a text as the child process does it: a title and blocks in, parts of the Understanding out, as JSON."""

import json
from collections.abc import Callable, Iterator
from typing import IO, Any

from app.block_lines import from_lines
from domain.analysis.asking import Readable
from domain.semantics.ir import build_ir
from domain.semantics.understanding import Parameter, Settings


def run(source: IO[bytes], report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """Lines of JSON, each some fields of the Understanding: the title, then each wanted part.

    What is withheld from engines is in none of them. The settings come behind the text where they are not wanted.
    """
    asked = json.loads(source.readline())
    text = Readable(asked["title"], from_lines(source.readline() for _ in range(asked["lines"])))
    ir = build_ir(text.title, text.blocks)
    yield json.dumps({"title": text.title}).encode()
    settings = ir.settings() if "settings" in asked["parts"] else None

    def parameters() -> tuple[Parameter, ...]:
        return (settings or Settings.model_validate_json(source.readline())).parameters

    if settings:
        yield settings.model_dump_json().encode()
    if "circumstances" in asked["parts"]:
        yield ir.circumstances().model_dump_json().encode()
    if "connections" in asked["parts"]:
        yield ir.connections(parameters).model_dump_json().encode()
