"""What the command line prints: the review and the health as documented JSON, and for people."""

import re
import textwrap
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.rulings_text import left_out
from app.usecases.explain_finding import Explanation, Passage
from app.usecases.health import Health
from app.usecases.log_show import Mark, PastDocument
from app.usecases.open_review import Review, ReviewedFinding
from app.usecases.ports.store import SubscriptionStatus
from domain.analysis.finding import Severity
from domain.analysis.request import Verdict
from domain.analysis.scores import Score, Scores, counts
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace, Suggestion
from domain.documents.text import Block, spelled

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_FINDING = ("id", "category", "severity", "title", "why", "rule", "policy", "confidence", "section", "spans")


def review_data(review: Review) -> dict[str, Any]:
    """The review in the form the README documents; changing it breaks those who read it."""
    findings = [r.finding for r in review.findings]
    return {
        "document": {
            "id": review.document,
            "title": review.title,
            "sha256": review.sha256,
            "blocks": len(review.blocks),
        },
        "engine": review.engine.model_dump() if review.engine else None,
        "findings": [_finding_data(reviewed) for reviewed in review.findings],
        "policies": [verdict.model_dump(mode="json") for verdict in review.policies],
        "refined_by": review.refined_by.model_dump() if review.refined_by else None,
        "rulings": [ruling.model_dump(mode="json") for ruling in review.rulings],
        "scores": counts(findings, review.policies) | (_scores_data(review.scores) if review.scores else {}),
    }


def _scores_data(scores: Scores) -> dict[str, Any]:
    parts = scores.implementability
    return {
        "self_containment": _score_data(scores.self_containment),
        "implementability": parts
        and {
            "points": _points(scores.implementable or 0),
            "of": 100,
            "parts": {part.value: _score_data(score) for part, score in parts.items()},
        },
        "compliance": {pack: _score_data(score) for pack, score in scores.compliance.items()},
        "gains": {
            id: {
                "self_containment": _points(gain.self_containment),
                "implementability": _points(gain.implementability),
                "compliance": {pack: _points(points) for pack, points in gain.compliance.items()},
            }
            for id, gain in scores.gains.items()
        },
    }


def _score_data(score: Score) -> dict[str, Any]:
    return {
        "points": _points(score.points),
        "of": _points(score.of),
        "lost": [
            {"points": _points(loss.points), "why": loss.why, "findings": list(loss.findings)} for loss in score.losses
        ],
    }


def _points(points: float) -> float:
    return round(points, 2)


def _finding_data(reviewed: ReviewedFinding) -> dict[str, Any]:
    data = reviewed.finding.model_dump(mode="json")
    return {name: data[name] for name in _FINDING} | {"suggestion": data["suggestion"], "status": reviewed.state.value}


def blocks_data(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """Blocks in the form the README documents."""
    return {
        "blocks": [
            {
                "id": block.id,
                "kind": block.kind.value,
                "story": block.story.value,
                "label": block.label,
                "text": block.text,
                "atoms": [atom.model_dump(mode="json") for atom in block.atoms],
            }
            for block in blocks
        ]
    }


def review_text(review: Review) -> str:
    """The review for a person at a terminal."""
    counts = [
        f"{n} {severity}"
        for severity in Severity
        if (n := sum(r.finding.severity is severity for r in review.findings))
    ]
    lines = [
        f"{review.title}  (version {review.number}, document {review.document})",
        f"{len(review.findings)} findings" + (f": {', '.join(counts)}" if counts else ""),
        *(f"Note: {note}" for note in review.notes),
        *filter(None, [left_out(review.rulings)]),
    ]
    blocks = {block.id: block for block in review.blocks}
    if review.scores:
        lines.append(_scores_line(review.scores))
    for reviewed in review.findings:
        lines += ["", *_finding_lines(reviewed, blocks)]
    if review.policies:
        lines += ["", "Policies"]
        for pack in dict.fromkeys(verdict.pack for verdict in review.policies):
            of_pack = [verdict.status for verdict in review.policies if verdict.pack == pack]
            counted = ", ".join(f"{of_pack.count(status)} {status}" for status in Verdict if status in of_pack)
            lines.append(f"  {pack}: {counted}")
    return "\n".join(lines)


def _scores_line(scores: Scores) -> str:
    """The scores out of 100, with the parts of the rubric."""
    line = f"Self-contained {scores.self_containment.points:.0f}"
    if scores.implementability is not None:
        parts = ", ".join(f"{part} {s.points:.0f}/{s.of:.0f}" for part, s in scores.implementability.items())
        line += f", implementable {scores.implementable:.0f} ({parts})"
    return line + "".join(f", {pack} {score.points:.0f}" for pack, score in scores.compliance.items())


def visible(text: str) -> str:
    """The text for a terminal, which obeys control characters: those of a document are shown as replacements."""
    return _CONTROLS.sub("\ufffd", text)


def _finding_lines(reviewed: ReviewedFinding, blocks: Mapping[str, Block]) -> list[str]:
    finding = reviewed.finding
    where = f"  ({finding.section})" if finding.section else ""
    lines = [f"{finding.severity.upper():9}{finding.title}{where}"]
    quotes = (spelled(blocks[span.block], span.start, span.end) for span in finding.spans)
    lines += [_indented(f"“{' '.join(quote.split())}”") for quote in quotes]
    lines.append(_indented(finding.why))
    if finding.suggestion:
        lines.append(_indented("→ " + suggestion_text(finding.suggestion)))
    lines.append(_indented(f"{finding.id}  {finding.rule}  {reviewed.state}"))
    return lines


def explanation_text(explanation: Explanation) -> str:
    """A finding for a person at a terminal: what, why, on what evidence, and what was decided on it."""
    finding, check, verdict = explanation.reviewed.finding, explanation.check, explanation.verdict
    sure = f"confidence {finding.confidence:.0%}"
    lines = [
        f"{finding.severity.upper()}  {finding.title}",
        f"{finding.id}  {finding.category.replace('_', ' ')}  {sure}  {explanation.reviewed.state}",
        "",
        "Reasoning",
        _indented(finding.why),
        "",
        "Rule",
        _indented(f"{check.id}: {check.title}" if check else finding.rule),
    ]
    if check:
        lines.append(_indented(f"`docsense checks {check.id}` explains it with examples."))
    if finding.policy:
        searched = f", {verdict.status} after {verdict.searched} passages were searched" if verdict else ""
        lines.append(_indented(f"Policy {finding.policy}{searched}"))
    lines += ["", "Evidence", *(_passage_lines(explanation.passages) or [_indented("The whole document.")])]
    lines += ["", "Suggestion"]
    lines.append(_indented(suggestion_text(finding.suggestion) if finding.suggestion else "None."))
    lines += ["", "What was done"]
    for step in explanation.steps:
        reason = f": {step.reason}" if step.reason else ""
        lines.append(_indented(f"{_time(step.at)}  {step.by}: {step.what}{reason}"))
    return "\n".join(lines)


def _passage_lines(passages: tuple[Passage, ...]) -> list[str]:
    lines = []
    for passage in passages:
        quote = " ".join(spelled(passage.block, passage.span.start, passage.span.end).split())
        lines.append(_indented(f"“{quote}”"))
        lines.append(_indented("  in " + (" › ".join(passage.headings) or "the text before the first heading")))
    return lines


def suggestion_text(suggestion: Suggestion) -> str:
    """A suggestion in one sentence."""
    match suggestion:
        case Replace(span=span, text=text) if not span.quote:
            return f"insert “{text}”"
        case Replace(span=span, text=""):
            return f"delete “{span.quote}”"
        case Replace(span=span, text=text):
            return f"replace “{span.quote}” with “{text}”"
        case InsertAfter(text=text):
            return f"add the paragraph “{text}”"
        case DeleteBlock():
            return "delete the paragraph"
        case Comment(text=text):
            return f"comment: {text}"


def _indented(text: str) -> str:
    return textwrap.fill(text, width=110, initial_indent=" " * 9, subsequent_indent=" " * 9)


def health_data(health: Health) -> list[dict[str, Any]]:
    """The subscriptions in the form the README documents."""
    return [
        {
            "name": each.name,
            "position": each.position,
            "behind": each.behind,
            "state": _state(each),
            "last_failure": each.failures[-1].kind if each.failures else None,
            "next_try": next((f.due.isoformat() for f in each.failures if f.due), None),
            "dead_letters": sum(f.due is None for f in each.failures),
        }
        for each in health.subscriptions
    ]


def health_text(health: Health) -> str:
    """The subscriptions for a person at a terminal."""
    head = ("NAME", "POSITION", "BEHIND", "STATE", "LAST FAILURE", "NEXT TRY", "DEAD LETTERS")
    rows = [head, *(tuple("-" if v is None else str(v) for v in each.values()) for each in health_data(health))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return "\n".join([*lines, *filter(None, [health.unguarded])])


def _state(status: SubscriptionStatus) -> str:
    if any(failure.due for failure in status.failures):
        return "failing"
    return "behind" if status.behind else "up to date"


def letters_text(health: Health) -> str:
    """What failed, a line each, tab-separated: position, event, subscription, kind of error, tries, next try."""
    return "".join(
        f"{t.failure.position}\t{t.failure.event}\t{t.subscription}\t{t.failure.kind}\t{t.failure.tries}\t"
        f"{t.failure.due.isoformat() if t.failure.due else 'dead letter'}\n"
        for t in health.troubles
    )


def past_text(past: PastDocument) -> str:
    """A document at a past moment for a person at a terminal; times are in this machine's zone."""
    number = {revision.revision: revision.number for revision in past.revisions}
    lines = [f"{past.revisions[-1].title}  (document {past.document}), as of {_time(past.at)}, event {past.position}"]
    parts: dict[str, list[str]] = {
        "Revisions": [f"{r.number}  imported {_mark(r)}  {r.sha256}" for r in past.revisions],
        "Runs": [
            f"{r.run}  on {number[r.revision]}  {r.engine}  {r.state} {_mark(r)}"
            + "".join(f"\n      by {used.pack} {used.version}  {used.sha256}" for used in r.packs)
            for r in past.runs
        ],
        "Findings": [
            f"{f.finding}  on {number[f.revision]}  {f.state} {_mark(f)}  {f.title}"
            + (f"\n      reason: {f.reason}" if f.reason else "")
            for f in past.findings
        ],
        "Judgements": [
            f"{j.pack}/{j.requirement}  {j.verdict}: {j.judgement}"
            + (f", {j.instead}" if j.instead else "")
            + (" as evidence" if j.evidence else "")
            + f" {_mark(j)}"
            + (f"\n      reason: {j.reason}" if j.reason else "")
            for j in past.judgements
        ],
        "Approvals": [
            f"{a.number or number[a.revision]}  {a.edits} edits  approved {_mark(a)}"
            + (f", reopened {_mark(a.reopened)}" if a.reopened else "")
            for a in past.approvals
        ],
        "Exports": [f"{e.number}  {e.kind}  {e.file_name}  {e.sha256}  {_mark(e)}" for e in past.exports],
    }
    for title, entries in parts.items():
        lines += ["", title, *(f"  {entry}" for entry in entries or ["none"])]
    return "\n".join(lines)


def _mark(mark: Mark) -> str:
    return f"by {mark.by} at {_time(mark.at)}"


def _time(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")
