"""What a reviewer may do as a review stands."""

from app.desktop.actions import Name
from app.usecases.open_review import Review, ReviewedFinding
from domain.analysis.families import is_check
from domain.feedback.session import ItemState, SessionState

_ALWAYS: tuple[Name, ...] = (
    "close",
    "copy",
    "find",
    "find_next",
    "outline",
    "findings",
    "understanding",
    "policies",
    "scores",
    "choose_packs",
)


def allowed(
    review: Review, shown: ReviewedFinding | None, *, analysing: bool, can_undo: bool, has_earlier: bool
) -> dict[Name, bool]:
    """Each command of a review, and whether it may be given; `shown` is the finding in sight: only that is decided."""
    is_open = review.session is SessionState.OPEN
    state = shown.state if shown and is_open else None
    return dict.fromkeys(_ALWAYS, True) | {
        "accept": state is not None and state is not ItemState.ACCEPTED,
        "reject": state is not None,
        "edit": state is not None,
        "reopen_finding": state is not None and state is not ItemState.PENDING,
        "about_check": shown is not None and is_check(shown.finding.rule),
        "silence": shown is not None and is_check(shown.finding.rule),
        "undo": is_open and can_undo,
        "raise": is_open,
        "next": bool(review.findings),
        "previous": bool(review.findings),
        "approve": is_open and not analysing,
        "reopen": not is_open,
        "export": review.approved is not None,
        "analyse": is_open and not analysing,
        "earlier": has_earlier,
    }
