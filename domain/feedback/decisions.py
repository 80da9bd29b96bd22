"""How a decision on a finding becomes the edit that is made."""

from datetime import datetime

from domain.analysis.finding import Finding
from domain.documents.changes import Comment, Edit, InsertAfter, Replace, Suggestion
from domain.documents.text import Span

OWN_RULE = "reviewer"
"""The rule of a finding that the reviewer raised."""


def accepted_edit(finding: Finding, *, author: str, at: datetime, reason: str = "") -> Edit:
    """The finding's suggestion as it stands; where it suggests nothing, the author is told of it in a comment."""
    return _edit(finding, finding.suggestion or Comment(text=finding.title), author, at, reason)


def modified_edit(finding: Finding, text: str, *, author: str, at: datetime, reason: str = "") -> Edit:
    """The finding's suggestion with the reviewer's own text.

    Without a suggested text the first passage is replaced; without a passage either, the text becomes a comment.
    """
    change: Suggestion
    match finding.suggestion:
        case Replace(span=span):
            change = Replace(span=span, text=text)
        case InsertAfter(block=block):
            change = InsertAfter(block=block, text=text)
        case Comment():
            change = Comment(text=text)
        case _ if finding.spans:
            change = Replace(span=finding.spans[0], text=text)
        case _:
            change = Comment(text=text)
    return _edit(finding, change, author, at, reason)


def _edit(finding: Finding, change: Suggestion, author: str, at: datetime, reason: str) -> Edit:
    return Edit(
        finding=finding.id,
        change=change,
        anchor=_anchor(finding, change),
        comment=_comment(finding, change, reason),
        author=author,
        at=at,
    )


def _anchor(finding: Finding, change: Suggestion) -> Span | None:
    if isinstance(change, Replace):
        return change.span
    if finding.spans:
        return finding.spans[0]
    return Span(block=finding.heading, start=0, end=0, quote="") if finding.heading else None


def _comment(finding: Finding, change: Suggestion, reason: str) -> str:
    """What the author of the document reads beside the change: what is wrong, why, by which rule, and the remark."""
    source = finding.policy or ("" if finding.rule == OWN_RULE else finding.rule)
    title = "" if isinstance(change, Comment) and change.text == finding.title else finding.title
    lines = [title, finding.why, f"[{source}]" if source else "", reason.strip()]
    return "\n".join(line for line in lines if line)
