"""Builds what is understood of a text in child processes: reading it takes a long document seconds."""

import json
from collections.abc import Sequence

from app.block_lines import to_lines
from app.child import ChildCancelled, ChildFailed, Limits, run_child
from app.engines.together import Handover, together
from app.usecases.ports.engines import is_long
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import Cancelled, TaskCancelled
from domain.documents.text import Block

LIMITS = Limits(seconds=120, memory_mb=2048)
_SETTINGS = b'{"parameters":'


def pack(title: str, blocks: Sequence[bytes], *parts: str) -> bytes:
    """The child's input: the title, the wanted parts and how many lines of blocks there are, in JSON, then those."""
    head = json.dumps({"title": title, "parts": parts, "lines": len(blocks)}).encode()
    return b"".join(line + b"\n" for line in (head, *blocks))


class ChildUnderstander:
    """Implements the port Understander."""

    def understand(self, title: str, blocks: tuple[Block, ...], cancelled: Cancelled) -> bytes:
        """The Understanding of a text as JSON; raises EngineFailed, TaskCancelled."""
        lines, settings = tuple(to_lines(blocks, origins=False)), Handover()

        def build_all(cancelled: Cancelled) -> list[bytes]:
            data = pack(title, lines, "settings", "circumstances", "connections")
            return run_child("understand", data, LIMITS, cancelled=cancelled)

        def build_what_stands_alone(cancelled: Cancelled) -> list[bytes]:
            def told(line: bytes) -> None:
                if line.startswith(_SETTINGS):
                    settings.give(line)

            data = pack(title, lines, "settings", "circumstances")
            with settings.ending():
                return run_child("understand", data, LIMITS, cancelled=cancelled, answered=told)

        def build_connections(cancelled: Cancelled) -> list[bytes]:
            data = pack(title, lines, "connections")
            return run_child("understand", data, LIMITS, cancelled=cancelled, rest=settings.wait)

        works = [build_what_stands_alone, build_connections] if is_long(blocks) else [build_all]
        try:
            answers = together(works, cancelled)
        except ChildCancelled as cancellation:
            raise TaskCancelled from cancellation
        except ChildFailed as failure:
            raise EngineFailed(
                "What the document says of its terms, formulas and parameters could not be read "
                f"({failure.why}). The document itself is unchanged."
            ) from failure
        (title_line, *_), *_ = answers
        fields = [title_line, *(line for answer in answers for line in answer[1:])]
        return b"{" + b",".join(line[1:-1] for line in fields) + b"}"
