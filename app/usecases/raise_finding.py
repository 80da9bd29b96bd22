"""Raise a finding of the reviewer's own, from a passage of the text."""

from app.usecases.import_document import blocks_of
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.analysis.finding import Category, Observation, Severity
from domain.analysis.service import identify
from domain.documents.changes import Replace
from domain.documents.document import Document
from domain.documents.text import Span
from domain.feedback.decisions import OWN_RULE
from domain.feedback.session import FeedbackSession
from domain.kernel import DomainError


class NotInTheText(DomainError):
    """The passage is not what the text says there."""


def find_quote(s: Services, document: str, quote: str) -> Span:
    """The one passage of the latest revision that reads exactly so; raises NotInTheText for none or several."""
    revision = s.store.load(Document, document).must_exist().latest
    places = [
        Span.of(block, start, start + len(quote))
        for block in blocks_of(s, document, revision.id)
        for start in range(len(block.text))
        if quote and block.text.startswith(quote, start)
    ]
    if len(places) != 1:
        raise NotInTheText(
            f"The text has {len(places)} passages that read so: give more of the passage."
            if places
            else "The text has no passage that reads exactly so; a passage must lie within one paragraph."
        )
    return places[0]


def raise_finding(
    s: Services,
    document: str,
    span: Span,
    *,
    title: str,
    why: str,
    severity: Severity,
    category: Category,
    replacement: str | None,
    actor: str,
    revision: str | None = None,
) -> str:
    """The id of the new finding on the latest revision; with a replacement it suggests that text for the passage.

    `revision` is the one the reviewer looks at, where that is known: Superseded is raised where it is not the latest.
    """
    current = s.store.load(Document, document).must_exist().current(revision)
    blocks = blocks_of(s, document, current.id)
    if not any(span.fits(block) for block in blocks):
        raise NotInTheText("The passage is not in the text of this revision.")
    if not title.strip():
        raise DomainError("A finding needs a title.")
    observation = Observation(
        category=category,
        severity=severity,
        title=title.strip(),
        why=why.strip(),
        spans=(span,),
        rule=OWN_RULE,
        confidence=1.0,
        suggestion=None if replacement is None else Replace(span=span, text=replacement),
    )

    def step(unit: UnitOfWork) -> str:
        session = unit.load(FeedbackSession, FeedbackSession.id_of(current.id))
        finding = identify(blocks, (observation,), taken=frozenset(session.items))[0]
        unit.record(session, session.raise_finding(finding), document=document)
        return finding.id

    return commit(s, FeedbackSession.CONTEXT, actor, step)
