"""Builds what is understood of a text in child processes: reading it takes a long document seconds."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Final

from app.block_lines import to_lines
from app.child import ChildCancelled, ChildFailed, Limits, run_child
from app.engines.together import together
from app.usecases.ports.engines import is_long
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import Cancelled, TaskCancelled
from domain.documents.text import Block

LIMITS = Limits(seconds=120, memory_mb=2048)
PARTS: Final = ("quantities", "circumstances")
"""Each of which a child can build without the other."""


def pack(title: str, blocks: Sequence[bytes], parts: tuple[str, ...]) -> bytes:
    """The child's input: the title and the wanted parts in a line of JSON, then those of the blocks."""
    return b"\n".join([json.dumps({"title": title, "parts": parts}).encode(), *blocks])


class ChildUnderstander:
    """Implements the port Understander."""

    def understand(self, title: str, blocks: tuple[Block, ...], cancelled: Cancelled) -> bytes:
        """The Understanding of a text as JSON; raises EngineFailed, TaskCancelled."""
        shares = [(part,) for part in PARTS] if is_long(blocks) else [PARTS]
        lines = tuple(to_lines(blocks))

        def built(parts: tuple[str, ...], cancelled: Cancelled) -> list[bytes]:
            return run_child("understand", pack(title, lines, parts), LIMITS, cancelled=cancelled)

        try:
            answers = together([partial(built, parts) for parts in shares], cancelled)
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
