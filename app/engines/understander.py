"""Builds what is understood of a text in a child process: reading it takes a long document seconds."""

from app.child import ChildCancelled, ChildFailed, Limits, run_child
from app.engines.understanding import pack
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import Cancelled, TaskCancelled
from domain.documents.text import Block

LIMITS = Limits(seconds=120, memory_mb=2048)


class ChildUnderstander:
    """Implements the port Understander."""

    def understand(self, title: str, blocks: tuple[Block, ...], cancelled: Cancelled) -> bytes:
        """The Understanding of a text as JSON; raises EngineFailed, TaskCancelled."""
        try:
            (answer,) = run_child("understand", pack(title, blocks), LIMITS, cancelled=cancelled)
        except ChildFailed as failure:
            raise EngineFailed(
                "What the document says of its terms, formulas and parameters could not be read "
                f"({failure.why}). The document itself is unchanged."
            ) from failure
        except ChildCancelled as cancellation:
            raise TaskCancelled from cancellation
        return answer
