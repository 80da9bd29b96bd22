"""What leaves in each format, and what the log keeps of it."""

import hashlib
import json
import os
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
from tests.builders.docx import MACROS, NAMESPACES, R, build, paragraph
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
        (build(paragraph("The cap is 5%."), main_type=MACROS), "a.docm", "tracked", "b.docx", ".docm"),
        (build(paragraph("The cap is 5%."), main_type=MACROS), "a.docm", "clean", "b.docx", ".docm"),
        (build(paragraph("The cap is 5%.")), "a.docx", "tracked", "b.docm", ".docx"),
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
    for initials in ("ABCDEFGHIJ", "a\nb"):
        with pytest.raises(Refused, match="initials"):
            export(s, document, "clean", tmp_path / "a.docx", "Eve", options=ExportOptions(initials=initials))


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


def test_what_was_imported_is_never_replaced_also_not_once_its_author_went_on_writing(
    s: Services, tmp_path: Path
) -> None:
    original = tmp_path / "rules.md"
    original.write_bytes(MARKDOWN)
    document = import_document(s, MARKDOWN, original.name, str(original), "Ada").document
    approve(s, document, "Dora")
    original.write_bytes(MARKDOWN + b"One more line.\r\n")
    (tmp_path / "copy.md").write_bytes(MARKDOWN)
    (tmp_path / "same.md").hardlink_to(original)
    (tmp_path / "link.md").symlink_to(original)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.md")}
    assert len(before) == 4
    for name in before:
        for replaces in (True, False):
            with pytest.raises(Refused, match="is an original"):
                export(s, document, "source", tmp_path / name, "Eve", replaces=replaces)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.md")} == before


def test_a_name_that_is_taken_is_replaced_only_where_the_reviewer_was_asked(s: Services, tmp_path: Path) -> None:
    document = imported(s, MARKDOWN, "rules.md")
    approve(s, document, "Dora")
    other, broken, pipe = tmp_path / "other.md", tmp_path / "broken.md", tmp_path / "pipe.md"
    other.write_bytes(b"mine")
    broken.symlink_to(tmp_path / "nowhere.md")
    os.mkfifo(pipe)
    for taken in (other, broken, pipe):
        with pytest.raises(Refused, match="is there already"):
            export(s, document, "source", taken, "Eve")
    for odd in (broken, pipe):
        with pytest.raises(Refused, match="not an ordinary file"):
            export(s, document, "source", odd, "Eve", replaces=True)
    assert other.read_bytes() == b"mine"
    export(s, document, "source", other, "Eve", replaces=True)
    assert other.read_bytes() == MARKDOWN


def test_a_file_with_macros_leaves_under_its_own_ending(s: Services, tmp_path: Path) -> None:
    document = imported(s, build(paragraph("The cap is 5%."), main_type=MACROS), "a.docm")
    approve(s, document, "Dora")
    export(s, document, "tracked", tmp_path / "out.docm", "Eve")
    export(s, document, "report", tmp_path / "out.docx", "Eve")
    assert {path.name for path in tmp_path.glob("out.*")} == {"out.docm", "out.docx"}
