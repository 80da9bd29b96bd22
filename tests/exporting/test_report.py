"""The report in its three forms: all of it is said, nothing in it runs or is fetched, and it is the same each time."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.engines import ReportForm
from domain.analysis.finding import Category, Severity
from domain.analysis.request import EngineInfo, Verdict
from domain.documents.changes import Comment, InsertAfter, Replace
from domain.documents.text import Span
from domain.feedback.report import (
    Deed,
    ReportedChange,
    ReportedExport,
    ReportedFinding,
    ReportedRequirement,
    ReviewReport,
)
from domain.feedback.session import ItemState
from tests.builders.docx import build
from tests.exporting.judges import complaints

HOSTILE = '<script>alert(1)</script> & "x" <img src="http://a.example/x.png"> \x0b𝛼'


def deed(position: int, by: str = "Ada Reviewer") -> Deed:
    return Deed(by=by, at=datetime(2026, 11, 24, 9, position, tzinfo=UTC), position=position)


def finding(number: int, decision: ItemState, change: ReportedChange | None, **more: object) -> ReportedFinding:
    said = {
        "id": f"finding-{number}",
        "severity": list(Severity)[number],
        "category": Category.MARKET_CALENDAR,
        "title": f"Title {number}",
        "why": f"Two readers differ {number}.",
        "source": "DS-VAG-06",
        "section": "4.2 Publication",
        "confidence": 0.9,
        "evidence": (f"quoted words {number}",),
        "found": deed(7),
        "decision": decision,
        "decided": None if decision is ItemState.PENDING else deed(10 + number, "Ben Partner"),
        "reason": f"Because {number}." if decision is ItemState.REJECTED else "",
        "change": change,
    }
    return ReportedFinding.model_validate(said | more)


SPAN = Span(block="b", start=0, end=12, quote="the old text")
REPORT = ReviewReport(
    title=HOSTILE,
    file_name="index & rules.docx",
    sha256="ab" * 32,
    version="1.0.0",
    approved_version="1.1.0",
    imported=deed(1),
    engine=EngineInfo(name="built-in", version="1"),
    analysed=deed(6),
    approved=deed(20, "Cem Partner"),
    findings=(
        finding(0, ItemState.ACCEPTED, ReportedChange(
            change=Replace(span=SPAN, text="the new text"), before="see ", old="the old text", new="the new text",
            after=" here", obstacle="it stands in a header")),
        finding(1, ItemState.MODIFIED, ReportedChange(change=InsertAfter(block="b", text="More."), new="More."),
                why=HOSTILE),
        finding(2, ItemState.REJECTED, None, evidence=(HOSTILE,)),
        finding(3, ItemState.PENDING, None, source=""),
        finding(4, ItemState.ACCEPTED, ReportedChange(change=Comment(text="Which?"), comment="Which?")),
    ),
    requirements=(
        ReportedRequirement(
            pack="bmr", pack_title="Benchmarks Regulation", requirement="1", citation="Art. 12", text="Be clear.",
            status=Verdict.PARTIAL, evidence=("clear words",)),
    ),
    exports=(ReportedExport(**deed(21).model_dump(), kind="tracked", file_name="out.docx", sha256="cd" * 32),),
    notes=("A note on the import.",),
    written=datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
    head="21:ef",
)  # fmt: skip


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def written(form: ReportForm) -> bytes:
    return WordExporter().report(REPORT, form)


def shown(form: ReportForm) -> str:
    """What a reader of the file sees."""
    if form == "html":
        return Page(written(form).decode()).text
    return "\n".join(block.text for block in read_docx(written(form), "report.docx").blocks)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_all_of_it_is_said(form: ReportForm) -> None:
    text = shown(form)
    for said in (
        "index & rules.docx", "ab" * 32, "built-in 1", "5 findings: 2 accepted, 1 accepted with other words, "
        "1 rejected, 1 left undecided.", "1. Title 0", "4.2 Publication", "DS-VAG-06", "quoted words 0",
        "Two readers differ 0.", "Accepted by Ben Partner, 24 November 2026, 09:10 UTC (log 10)", "More.",
        "Rejected by Ben Partner, 24 November 2026, 09:12 UTC (log 12)", "Because 2.", "Undecided at the approval",
        "it stands in a header", "Raised by Ada Reviewer", "Which?", "Benchmarks Regulation", "Art. 12", "Be clear.",
        "Met in part", "clear words", "out.docx", "cd" * 32, "A note on the import.", "21:ef", "Cem Partner",
    ):  # fmt: skip
        assert said in text, said


def test_the_page_runs_and_fetches_nothing_and_shows_markup_as_text() -> None:
    html = written("html").decode()
    page = Page(html)
    assert not {"script", "img", "link", "iframe", "object", "a", "form"} & {tag for tag, _ in page.tags}
    assert not [
        name for _, attributes in page.tags for name in attributes if name in ("src", "href") or name[:2] == "on"
    ]
    assert "url(" not in html
    assert "@import" not in html
    policy = next(a for tag, a in page.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert "<script>alert(1)</script>" in page.text
    assert "see the <del>old</del><ins>new</ins> text here" in html


def test_the_word_file_is_sound_and_marks_the_change() -> None:
    data = written("docx")
    assert [c for c in complaints(data, build("<w:p/>")) if c[0].startswith("E")] == []
    assert "see the oldnew text here" in shown("docx")


def test_the_json_is_the_report() -> None:
    data = json.loads(written("json"))
    assert ReviewReport.model_validate(data) == REPORT
    assert data["findings"][0]["decided"] == {"by": "Ben Partner", "at": "2026-11-24T09:10:00Z", "position": 10}


@pytest.mark.parametrize("form", ["html", "docx", "json"])
def test_the_same_report_gives_the_same_bytes(form: ReportForm) -> None:
    assert written(form) == written(form)


def test_times_read_the_same_everywhere() -> None:
    assert re.findall(r"\d\d:\d\d (\S+)", shown("html")).count("UTC") >= 5
