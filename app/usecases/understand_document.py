"""Understand a document: its terms, parameters, formulas, references and times, and what depends on what."""

from threading import Lock

from app.usecases.import_document import Texts, blocks_of
from app.usecases.ports.engines import is_long
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled, TaskCancelled
from domain.documents.document import Document, Revision
from domain.documents.text import Block
from domain.semantics.understanding import BUILDER, Understanding


def understanding_of(
    s: Services,
    document: str,
    revision: str | None = None,
    *,
    read: Texts | None = None,
    cancelled: Cancelled = lambda: False,
) -> Understanding:
    """What is understood of a revision, the latest unless named: as it was kept, or built now and kept.

    Raises EngineFailed, TaskCancelled.
    """
    found = s.store.load(Document, document).must_exist()
    revised = found.revision(revision) if revision else found.latest
    return Understanding.model_validate_json(_understood(s, document, revised, read, cancelled))


_building = Lock()
"""Held by who builds: of two that want the same the second finds what the first has kept."""


def understood_before(
    s: Services, document: str, revised: Revision, blocks: tuple[Block, ...], cancelled: Cancelled
) -> bytes:
    """The Understanding of a revision as JSON for an analysis, which builds it itself where it gets none."""
    if is_long(blocks):
        return _understood(s, document, revised, {revised.id: blocks}, cancelled)
    return s.store.views.understanding(revised.id, BUILDER) or b""


def _understood(s: Services, document: str, revised: Revision, read: Texts | None, cancelled: Cancelled) -> bytes:
    """As it was kept, or built now and kept."""
    if kept := s.store.views.understanding(revised.id, BUILDER):
        return kept
    while not _building.acquire(timeout=0.05):
        if cancelled():
            raise TaskCancelled
    try:
        if kept := s.store.views.understanding(revised.id, BUILDER):
            return kept
        data = s.understander.understand(revised.title, blocks_of(s, document, revised.id, read), cancelled)
        s.store.views.keep_understanding(revised.id, BUILDER, data)
        return data
    finally:
        _building.release()
