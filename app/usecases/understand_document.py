"""Understand a document: its terms, parameters, formulas, references and times, and what depends on what."""

from app.usecases.import_document import blocks_of
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled
from domain.documents.document import Document
from domain.semantics.understanding import BUILDER, Understanding


def understanding_of(
    s: Services, document: str, revision: str | None = None, *, cancelled: Cancelled = lambda: False
) -> Understanding:
    """What is understood of a revision, the latest unless named: as it was kept, or built now and kept.

    Raises EngineFailed, TaskCancelled.
    """
    found = s.store.load(Document, document).must_exist()
    revised = found.revision(revision) if revision else found.latest
    if kept := s.store.views.understanding(revised.id, BUILDER):
        return Understanding.model_validate_json(kept)
    data = s.understander.understand(revised.title, blocks_of(s, document, revised.id), cancelled)
    s.store.views.keep_understanding(revised.id, BUILDER, data)
    return Understanding.model_validate_json(data)
