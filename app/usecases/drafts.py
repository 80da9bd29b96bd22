"""Drafts: what a reviewer has typed but not yet used, so that a crash loses none of it."""

from app.usecases.ports.services import Services


def keep_draft(s: Services, document: str, name: str, text: str) -> None:
    """Keep what is typed so far under a name; an empty text throws it away."""
    s.store.drafts.keep(document, name, text)


def drafts_of(s: Services, document: str) -> dict[str, str]:
    """What was typed and not used, by name."""
    return s.store.drafts.all(document)
