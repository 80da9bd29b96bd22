"""The words in which the window speaks of findings."""

from domain.analysis.finding import Category, Severity
from domain.documents.changes import Comment, InsertAfter, Replace, Suggestion
from domain.feedback.session import ItemState

SEVERITY_WORDS = {severity: severity.value.capitalize() for severity in Severity}

STATE_WORDS = {
    ItemState.PENDING: "Undecided",
    ItemState.ACCEPTED: "Accepted",
    ItemState.MODIFIED: "Edited",
    ItemState.REJECTED: "Rejected",
}

CATEGORY_WORDS = {category: category.value.replace("_", " ").capitalize() for category in Category}

PLACEHOLDER = "[to be specified"
"""How a suggested text begins what only the author can fill in."""


def text_of(suggestion: Suggestion | None) -> str:
    """The text a suggestion brings; empty where it brings none."""
    return suggestion.text if isinstance(suggestion, Replace | InsertAfter | Comment) else ""
