"""What leaves in each format, and what the log keeps of it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.importing.markdown.read import read_markdown
from app.usecases.analyse_document import analyse
from app.usecases.approve_session import approve, reopen
from app.usecases.decide_finding import Decision, decide
from app.usecases.export_document import export
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.errors import Refused
from app.usecases.ports.services import Services
from app.usecases.raise_finding import find_quote, raise_finding
from domain.analysis.finding import Category, Severity
from domain.documents.document import Document
from domain.documents.events import RevisionExported
from domain.documents.export import ExportKind, ExportOptions
from domain.documents.text import Story
from domain.feedback.report import ReviewReport
from domain.kernel import IllegalTransition
from tests.builders.docx import NAMESPACES, R, build, paragraph
from tests.exporting.judges import texts

MARKDOWN = b"# Index\r\n\r\nTurnover is limited to a **reasonable** level.\r\n\r\nThe cap is 5%.\r\n"


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as services:
        yield services


def imported(s: Services, source: bytes, name: str) -> str:
    return import_document(s, source, name, f"/{name}", "Ada").document


def accept(s: Services, document: str, quote: str, text: str | None) -> str:
    """Raise a finding on a passage with this text for it, and accept it."""
    finding = raise_finding(
        s,
        document,
        find_quote(s, document, quote),
        title=f"About {quote}",
        why="Two readers differ.",
        severity=Severity.HIGH,
        category=Category.AMBIGUOUS_METHODOLOGY,
        replacement=text,
        actor="Ben",
    )
    decide(s, document, [Decision(finding=finding, decision="accept", reason="Agreed.")], "Cem")
    return finding


def last_export(s: Services) -> RevisionExported:
    return next(e.event for e in reversed(list(s.store.events())) if isinstance(e.event, RevisionExported))


def test_the_original_markdown_is_patched_and_what_it_cannot_hold_is_told(s: Services, tmp_path: Path) -> None:
    document = imported(s, MARKDOWN, "rules.md")
    accept(s, document, "reasonable", "5 %")
    remark = accept(s, document, "The cap", None)
    approve(s, document, "Dora")
    out = tmp_path / "patched.md"
    exported = export(s, document, "source", out, "Eve")
    assert out.read_bytes() == MARKDOWN.replace(b"reasonable", b"5 %")
    assert "no comments" in exported.commented[remark]
    event = last_export(s)
    assert (event.kind, event.as_comments) == ("source", (remark,))
    assert event.sha256 == exported.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert [b.text for b in read_markdown(out.read_bytes(), "a.md").blocks][1] == "Turnover is limited to a 5 % level."


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json"])
def test_a_report_leaves_as_an_event_too(s: Services, tmp_path: Path, suffix: str) -> None:
    document = imported(s, MARKDOWN, "rules.md")
    accept(s, document, "reasonable", "5 %")
    approve(s, document, "Dora")
    out = tmp_path / f"report{suffix}"
    exported = export(s, document, "report", out, "Eve")
    event = last_export(s)
    assert (event.kind, event.sha256) == ("report", hashlib.sha256(out.read_bytes()).hexdigest())
    assert exported.commented == {}


def test_the_report_says_who_did_what_when_and_where_the_log_says_so(s: Services, tmp_path: Path) -> None:
    source = build(
        paragraph("The level is published in a timely manner."),
        relationships=f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/>',
        parts={"word/h.xml": f"<w:hdr {NAMESPACES}>{paragraph('Rules of the index')}</w:hdr>"},
    )
    document = imported(s, source, "rules.docx")
    analyse(s, document, "Ada", packs=("us_sec_15c3_5",))
    found = [r.finding.id for r in open_review(s, document).findings]
    decide(s, document, [Decision(finding=found[0], decision="reject", reason="Settled.")], "Ben")
    own = accept(s, document, "Rules", "Terms")
    approve(s, document, "Dora")
    export(s, document, "tracked", tmp_path / "out.docx", "Eve")
    out = tmp_path / "report.json"
    export(s, document, "report", out, "Eve")
    report = ReviewReport.model_validate_json(out.read_bytes())
    log = {e.position: e for e in s.store.events()}
    by_id = {finding.id: finding for finding in report.findings}
    rejected, accepted = by_id[found[0]], by_id[own]
    assert rejected.decided
    assert log[rejected.decided.position].event.type == "FindingRejected"
    assert (rejected.decided.by, rejected.reason, rejected.evidence) == ("Ben", "Settled.", rejected.evidence)
    assert log[rejected.found.position].event.type == "FindingsReceived"
    assert rejected.source
    assert accepted.decided
    assert log[accepted.decided.position].event.type == "FindingAccepted"
    assert (accepted.found.by, accepted.decided.by, accepted.reason) == ("Ben", "Cem", "Agreed.")
    assert accepted.change
    assert (accepted.change.old, accepted.change.new, accepted.change.after) == ("Rules", "Terms", " of the index")
    assert log[report.approved.position].event.type == "SessionApproved"
    assert log[report.imported.position].event.type == "RevisionImported"
    assert report.analysed
    assert log[report.analysed.position].event.type == "RunCompleted"
    assert [(e.kind, e.file_name) for e in report.exports] == [("tracked", "out.docx")]
    assert report.requirements[0].citation
    assert report.sha256 == hashlib.sha256(source).hexdigest()
    assert s.store.verify(report.head) is not None
    assert list(s.store.verify(report.head)) == []


@pytest.mark.parametrize(
    ("source", "name", "kind", "out", "words"),
    [
        (build(paragraph("The cap is 5%.")), "a.docx", "source", "a.md", "Word file"),
        (MARKDOWN, "a.md", "source", "a.docx", ".md"),
        (MARKDOWN, "a.md", "tracked", "a.md", ".docx"),
        (MARKDOWN, "a.md", "report", "a.pdf", ".docx or .html or .json"),
    ],
)
def test_a_name_says_what_is_written(
    s: Services, tmp_path: Path, source: bytes, name: str, kind: ExportKind, out: str, words: str
) -> None:
    document = imported(s, source, name)
    approve(s, document, "Dora")
    with pytest.raises(Refused, match=words):
        export(s, document, kind, tmp_path / out, "Eve")
    assert [path.name for path in tmp_path.iterdir()] == ["profile"]


def test_changes_are_signed_with_a_name_alone(s: Services, tmp_path: Path) -> None:
    document = imported(s, MARKDOWN, "a.md")
    approve(s, document, "Dora")
    with pytest.raises(Refused, match="name"):
        export(s, document, "clean", tmp_path / "a.docx", "Eve", options=ExportOptions(author="a\nb"))


def test_after_a_reopening_the_whole_change_set_is_composed_once(s: Services, tmp_path: Path) -> None:
    source = build(paragraph("The cap is high.") + paragraph("The floor is low."))
    document = imported(s, source, "rules.docx")
    accept(s, document, "high", "5%")
    approve(s, document, "Dora")
    export(s, document, "tracked", tmp_path / "first.docx", "Eve")
    reopen(s, document, "Dora")
    with pytest.raises(IllegalTransition, match="again"):
        export(s, document, "tracked", tmp_path / "no.docx", "Eve")
    accept(s, document, "low", "1%")
    approve(s, document, "Dora")
    out = tmp_path / "second.docx"
    export(s, document, "tracked", out, "Eve")
    changes = s.store.load(Document, document).latest.changes
    assert changes
    assert (str(changes.number), len(changes.edits)) == ("1.1.1", 2)
    assert texts(out.read_bytes(), "accept") == ["The cap is 5%.", "The floor is 1%."]
    assert texts(out.read_bytes(), "reject") == ["The cap is high.", "The floor is low."]
    assert last_export(s).number == changes.number


def test_an_exported_file_shows_the_same_changes_when_it_is_imported(s: Services, tmp_path: Path) -> None:
    source = build(paragraph("The cap is high, as agreed.") + paragraph("The floor is low."))
    document = imported(s, source, "rules.docx")
    accept(s, document, "high", "5%")
    accept(s, document, "The floor is", "A floor of 1 % is what is")
    approve(s, document, "Dora")
    out = tmp_path / "out.docx"
    export(s, document, "tracked", out, "Eve")
    again = open_review(s, imported(s, out.read_bytes(), "out.docx"))
    body = [block for block in again.blocks if block.story is Story.BODY]
    assert [block.text for block in body] == texts(out.read_bytes(), "accept")
    marked = [
        (change.what.value, change.text or block.text[change.start : change.end], change.author)
        for block in body
        for change in block.earlier
    ]
    assert ("deleted", "high", "Cem") in marked
    assert ("inserted", "5%", "Cem") in marked
    assert {author for _, _, author in marked} == {"Cem"}
    assert json.dumps([c.text for block in body for c in block.comments]).count("Two readers differ.") == 2
