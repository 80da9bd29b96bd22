"""What the log says of a document at each moment of its review."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.bootstrap import open_services
from app.cli import cli
from app.usecases.analyse_document import analyse
from app.usecases.approve_session import approve, reopen
from app.usecases.decide_finding import Decision, decide
from app.usecases.export_document import export
from app.usecases.import_document import import_document
from app.usecases.log_show import PastDocument, show
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services
from app.usecases.raise_finding import find_quote, raise_finding
from domain.analysis.finding import Category, Severity
from domain.kernel import NotFound

TEXT = b"# Index\n\nTurnover is limited to a reasonable level.\n\nThe cap is 5%.\n"


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as services:
        yield services


def moment(s: Services) -> datetime:
    """The time of the last event."""
    return [envelope.time for envelope in s.store.events()][-1]


def findings(past: PastDocument) -> list[tuple[str, str, str, str]]:
    return [(f.finding, f.state.value, f.by, f.reason) for f in past.findings]


def test_each_step_of_a_review_is_shown_as_it_stood(s: Services, tmp_path: Path) -> None:
    document = import_document(s, TEXT, "a.md", "/a.md", "Ada").document
    imported = moment(s)
    run = analyse(s, document, "Ada")
    analysed = moment(s)
    (found,) = (r.finding.id for r in open_review(s, document).findings)
    own = raise_finding(
        s,
        document,
        find_quote(s, document, "The cap is 5%."),
        title="Cap of what?",
        why="",
        severity=Severity.LOW,
        category=Category.UNDEFINED_PARAMETER,
        replacement="The weight is capped at 5%.",
        actor="Ben",
    )
    raised = moment(s)
    decide(s, document, [Decision(finding=found, decision="reject", reason="Agreed by telephone.")], "Ada")
    decide(s, document, [Decision(finding=own, decision="accept")], "Cem")
    decided = moment(s)
    approve(s, document, "Dora")
    approved = moment(s)
    export(s, document, "tracked", tmp_path / "out.docx", "Eve")
    exported = moment(s)
    reopen(s, document, "Dora")
    decide(s, document, [Decision(finding=found, decision="reopen")], "Ada")
    again = moment(s)
    import_document(s, TEXT + b"\nMore.\n", "a.md", "/a.md", "Ada", revises=document)

    past = show(s, document, imported)
    assert [(r.number, r.title, r.by) for r in past.revisions] == [("1.0.0", "Index", "Ada")]
    assert (past.runs, past.findings, past.approvals, past.exports) == ((), (), (), ())

    past = show(s, document, analysed)
    assert [(r.run, r.state.value, r.findings) for r in past.runs] == [(run, "completed", 1)]
    assert findings(past) == [(found, "pending", "Ada", "")]
    assert past.findings[0].title
    assert past.findings[0].severity

    assert findings(show(s, document, raised))[1] == (own, "pending", "Ben", "")
    rejected, accepted = (found, "rejected", "Ada", "Agreed by telephone."), (own, "accepted", "Cem", "")
    assert findings(show(s, document, decided)) == [rejected, accepted]
    assert show(s, document, decided).approvals == ()

    (approval,) = show(s, document, approved).approvals
    assert (approval.number, approval.edits, approval.by, approval.reopened) == ("1.1.0", 1, "Dora", None)
    assert show(s, document, approved).exports == ()
    (left,) = show(s, document, exported).exports
    assert (left.number, left.kind, left.file_name, left.by) == ("1.1.0", "tracked", "out.docx", "Eve")

    past = show(s, document, again)
    assert past.approvals[0].reopened
    assert past.approvals[0].reopened.by == "Dora"
    assert findings(past) == [(found, "pending", "Ada", ""), accepted]
    now = show(s, document)
    assert [r.number for r in now.revisions] == ["1.0.0", "2.0.0"]
    assert (now.findings, now.runs, now.exports) == (past.findings, past.runs, past.exports)
    assert show(s, document, datetime.now(UTC) + timedelta(days=1)).position == now.position


def test_the_last_state_is_the_one_the_review_shows(s: Services) -> None:
    document = import_document(s, TEXT, "a.md", "/a.md", "Ada").document
    for _ in range(2):
        analyse(s, document, "Ada")
    review = open_review(s, document)
    past = show(s, document)
    assert {(f.finding, f.state) for f in past.findings} == {(r.finding.id, r.state) for r in review.findings}
    assert [run.state.value for run in past.runs] == ["completed", "completed"]


def test_another_document_is_left_out_and_one_to_come_is_not_there(s: Services) -> None:
    first = import_document(s, TEXT, "a.md", "/a.md", "Ada").document
    before = moment(s)
    second = import_document(s, b"Other text.", "b.md", "/b.md", "Ada").document
    analyse(s, second, "Ada")
    assert (len(show(s, first).revisions), show(s, first).runs) == (1, ())
    with pytest.raises(NotFound):
        show(s, second, before)


def test_the_command_line_shows_a_past_moment(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(TEXT)
    with open_services(tmp_path / "profile") as s:
        document = import_document(s, TEXT, "a.md", str(file), "Ada").document
        analyse(s, document, "Ada")
        (found,) = (r.finding.id for r in open_review(s, document).findings)
        undecided = moment(s)
        decide(s, document, [Decision(finding=found, decision="reject", reason="Agreed by telephone.")], "Ada")

    def docsense(*words: str, expect: int = 0) -> str:
        done = CliRunner().invoke(cli, ["--profile", str(tmp_path / "profile"), "log", "show", *words])
        assert done.exit_code == expect, done.stderr
        return done.stderr if expect else done.stdout

    text = docsense(str(file))
    assert f"{found}  on 1.0.0  rejected by Ada" in text
    assert "reason: Agreed by telephone." in text
    assert "rejected" not in docsense(document, "--at", undecided.isoformat())
    local = undecided.astimezone().replace(tzinfo=None) + timedelta(microseconds=1)
    data = json.loads(docsense(document, "--at", local.isoformat(), "--json"))
    assert [(f["finding"], f["state"], f["by"]) for f in data["findings"]] == [(found, "pending", "Ada")]
    assert "not in the profile" in docsense(document, "--at", "1999-12-31", expect=2)
    assert "is no time" in docsense(document, "--at", "yesterday", expect=2)
