"""The words in which the window speaks of findings."""

from domain.analysis.finding import Category, Severity
from domain.documents.changes import Change, Comment, InsertAfter, Replace
from domain.feedback.session import ItemState

SEVERITY_WORDS = {severity: severity.value.capitalize() for severity in Severity}

STATE_WORDS = {
    ItemState.PENDING: "Undecided",
    ItemState.ACCEPTED: "Accepted",
    ItemState.MODIFIED: "Edited",
    ItemState.REJECTED: "Rejected",
}

CATEGORY_WORDS = {category: category.value.replace("_", " ").capitalize() for category in Category}


def text_of(change: Change | None) -> str:
    """The text a change brings; empty where it brings none."""
    return change.text if isinstance(change, Replace | InsertAfter | Comment) else ""


def shortened(text: str, most: int) -> str:
    """The text, cut with an ellipsis where it has more characters than this."""
    return text if len(text) <= most else f"{text[:most].rstrip()} …"
