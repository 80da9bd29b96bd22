"""Forget a document: what was kept of its text is destroyed for good, while the log still proves what happened."""

from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import Document


def forget(s: Services, document: str, actor: str) -> None:
    """Destroy everything that was kept of the document; raises NotFound.

    What lies outside the profile is not reached: the imported file, exported files, and backups that were copied away
    with their keys.
    """

    def step(unit: UnitOfWork) -> None:
        state = unit.load(Document, document)
        unit.record(state, state.forget(), document=document)

    # The decision is recorded first: where the program ends before the key is gone, it is destroyed at the next start.
    commit(s, Document.CONTEXT, actor, step)
    s.store.forget(document)
