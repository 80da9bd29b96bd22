"""A review as it is opened: read, and its text gone through once, beside the window."""

from dataclasses import dataclass

from app.desktop.review.earlier import has_earlier
from app.desktop.review.outline import Heading, headings_of
from app.usecases.drafts import drafts_of
from app.usecases.open_review import Review, open_review
from app.usecases.ports.services import Services
from domain.documents.text import Block


@dataclass(frozen=True)
class Opened:
    """`places` tells which one of the review's blocks has an id."""

    review: Review
    drafts: dict[str, str]
    places: dict[str, int]
    headings: tuple[Heading, ...]
    has_earlier: bool

    def block(self, id: str) -> Block | None:
        """The block of this id."""
        return None if (at := self.places.get(id)) is None else self.review.blocks[at]


def opened(s: Services, document: str) -> Opened:
    """The review of a document and the drafts of it."""
    review = open_review(s, document)
    return Opened(
        review,
        drafts_of(s, document),
        {block.id: at for at, block in enumerate(review.blocks)},
        headings_of(review.blocks),
        has_earlier(review.blocks),
    )
