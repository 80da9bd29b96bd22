"""The whole loop from the command line: review, decide, approve, export."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from domain.documents.changes import Suggestion, collide
from tests.builders.docx import build, paragraph
from tests.journeys.resolver import accepted, rejected
from tests.journeys.terminal import Processes, Terminal

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "resources" / "samples" / "volatility-target-index.docx"
SUGGESTION: TypeAdapter[Suggestion] = TypeAdapter(Suggestion)


def compatible(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings whose suggestions can all be accepted together, the gravest first."""
    taken: list[tuple[dict[str, Any], Suggestion]] = []
    for finding in findings:
        if finding["suggestion"] is not None:
            suggestion = SUGGESTION.validate_python(finding["suggestion"])
            if not any(collide(suggestion, other) for _, other in taken):
                taken.append((finding, suggestion))
    return [finding for finding, _ in taken]


def accept_and_export(docsense: Terminal, source: Path, tmp_path: Path) -> tuple[Path, list[dict[str, Any]]]:
    review = docsense.review(source)
    chosen = compatible(review["findings"])
    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps([{"finding": f["id"], "decision": "accept"} for f in chosen]))
    docsense("decide", source, "--decisions", decisions, "--reviewer", "Ada Reviewer")
    docsense("approve", source)
    out = tmp_path / "out.docx"
    docsense("export", source, "--format", "tracked", "--out", out)
    return out, chosen


def expected_text(original: list[str], chosen: list[dict[str, Any]], blocks: list[dict[str, Any]]) -> list[str]:
    """The approved text worked out here, from the printed blocks and suggestions alone."""
    texts = {block["id"]: block["text"] for block in blocks}
    after: dict[str, list[str]] = {}
    replacements = [f["suggestion"] for f in chosen if f["suggestion"]["kind"] == "replace"]
    for change in sorted(replacements, key=lambda c: (c["span"]["start"], c["span"]["end"]))[::-1]:
        span = change["span"]
        text = texts[span["block"]]
        texts[span["block"]] = text[: span["start"]] + change["text"] + text[span["end"] :]
    for finding in chosen:
        if finding["suggestion"]["kind"] == "insert_after":
            after.setdefault(finding["suggestion"]["block"], []).append(finding["suggestion"]["text"])
    return [line for block in blocks for line in (texts[block["id"]], *after.get(block["id"], []))]


def specifications() -> list[Path]:
    return sorted((SHARED / "benchmark" / "specs").glob("*.docx"))


def test_the_sample_goes_all_the_way_in_processes_of_its_own(processes: Processes, tmp_path: Path) -> None:
    goes_all_the_way(processes, tmp_path, SAMPLE)


@pytest.mark.parametrize("source", specifications(), ids=lambda path: path.stem)
def test_a_specification_goes_all_the_way_to_tracked_changes(docsense: Terminal, tmp_path: Path, source: Path) -> None:
    goes_all_the_way(docsense, tmp_path, source)


def goes_all_the_way(docsense: Terminal, tmp_path: Path, source: Path) -> None:
    out, chosen = accept_and_export(docsense, source, tmp_path)
    blocks = json.loads(docsense("blocks", source, "--json"))["blocks"]
    assert rejected(out) == rejected(source)
    plain = [block["text"] for block in blocks]
    assert accepted(source) == plain or "\ufffc" in "".join(plain)
    if "\ufffc" not in "".join(plain):
        assert accepted(out) == expected_text(plain, chosen, blocks)
    if chosen:
        assert out.read_bytes() != source.read_bytes()


def test_no_benchmark_documents_here() -> None:
    if not specifications():
        pytest.skip("the labelled specifications are not beside this checkout; the bundled sample alone was reviewed")


def test_characters_beyond_the_basic_plane_keep_their_places(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "astral.docx"
    text = "The 𝛼-weight 📈 is capped at a reasonable level for 𝑛 stocks."
    source.write_bytes(build(paragraph("1. Weighting", style="Heading1") + paragraph(text)))
    out, chosen = accept_and_export(docsense, source, tmp_path)
    assert [f["suggestion"]["span"]["quote"] for f in chosen if f["suggestion"]["kind"] == "replace"]
    blocks = json.loads(docsense("blocks", source, "--json"))["blocks"]
    assert rejected(out) == ["1. Weighting", text]
    assert accepted(out) == expected_text([], chosen, blocks)


def test_of_two_overlapping_suggestions_one_is_taken(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "overlap.docx"
    source.write_bytes(build(paragraph("The portfolio turnover stays at a sensible figure.")))
    docsense.review(source)
    first = docsense("raise", source, "--quote", "sensible figure", "--title", "A", "--replacement", "5%").strip()
    second = docsense("raise", source, "--quote", "at a sensible", "--title", "B", "--replacement", "below").strip()
    docsense("decide", source, first, "accept")
    said = docsense.refuses("decide", source, second, "accept")
    assert first in said
    both = tmp_path / "both.json"
    both.write_text(
        json.dumps(
            [
                {"finding": first, "decision": "reopen"},
                {"finding": second, "decision": "accept"},
                {"finding": first, "decision": "accept"},
            ]
        )
    )
    docsense.refuses("decide", source, "--decisions", both)
    statuses = {f["id"]: f["status"] for f in docsense.review(source)["findings"]}
    assert (statuses[first], statuses[second]) == ("accepted", "pending")
    docsense("decide", source, first, "reopen")
    docsense("decide", source, second, "accept")
    docsense("approve", source)
    docsense("export", source, "--out", tmp_path / "out.docx")
    assert accepted(tmp_path / "out.docx") == ["The portfolio turnover stays below figure."]
    assert rejected(tmp_path / "out.docx") == ["The portfolio turnover stays at a sensible figure."]


def test_a_reopened_review_is_approved_again_as_one_change_set(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "twice.docx"
    source.write_bytes(build(paragraph("Alpha is big. Beta is small.")))
    document = docsense.review(source)["document"]["id"]
    alpha = docsense("raise", document[:8], "--quote", "big", "--title", "A", "--replacement", "5").strip()
    beta = docsense("raise", document[:8], "--quote", "small", "--title", "B", "--replacement", "1").strip()
    docsense("decide", document, alpha, "accept")
    docsense("approve", document)
    docsense("export", document, "--out", tmp_path / "one.docx")
    assert "Reopen" in docsense.refuses("decide", document, beta, "accept")
    docsense("reopen", document)
    assert "again" in docsense.refuses("export", document, "--out", tmp_path / "none.docx")
    docsense("decide", document, beta, "modify", "--text", "tiny", "--reason", "House style")
    docsense("approve", document)
    docsense("export", document, "--out", tmp_path / "two.docx")
    docsense("export", document, "--format", "clean", "--out", tmp_path / "clean.docx")
    assert accepted(tmp_path / "one.docx") == ["Alpha is 5. Beta is small."]
    assert accepted(tmp_path / "two.docx") == accepted(tmp_path / "clean.docx") == ["Alpha is 5. Beta is tiny."]
    assert rejected(tmp_path / "two.docx") == ["Alpha is big. Beta is small."]
    assert rejected(tmp_path / "clean.docx") == ["Alpha is 5. Beta is tiny."]
    assert "\t1.1.1\tapproved\t" in docsense("documents")


def test_markdown_leaves_as_a_word_file_with_tracked_changes(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\n## 1. Cap\n\nThe weight of each **constituent** is limited to a reasonable level.\n")
    out, chosen = accept_and_export(docsense, source, tmp_path)
    assert chosen
    blocks = json.loads(docsense("blocks", source, "--json"))["blocks"]
    assert rejected(out) == [block["text"] for block in blocks]
    assert accepted(out) == expected_text([], chosen, blocks)


def test_the_same_bytes_are_the_same_document_and_changed_ones_its_next_revision(
    docsense: Terminal, tmp_path: Path
) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    first, again = docsense.review(source), docsense.review(source)
    assert again["document"] == first["document"]
    assert [f["id"] for f in again["findings"]] == [f["id"] for f in first["findings"]]
    docsense("decide", source, first["findings"][0]["id"], "reject", "--reason", "Agreed by phone")
    assert docsense.review(source)["findings"][0]["status"] == "rejected"
    copy = tmp_path / "copy.md"
    copy.write_text(source.read_text() + "\nA new paragraph.\n")
    revised = docsense.review(copy, "--revises", first["document"]["id"])
    assert revised["document"]["id"] == first["document"]["id"]
    assert revised["document"]["sha256"] != first["document"]["sha256"]
    assert [f["status"] for f in revised["findings"] if f["id"] == first["findings"][0]["id"]] == ["rejected"]
    assert "\t2.0.0\t" in docsense("documents")
    assert "nothing to revise" in docsense.refuses("review", copy, "--revises", first["document"]["id"])


def test_findings_at_or_above_a_severity_end_with_status_1(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    docsense("review", source, "--fail-on", "info", expect=1)
    clean = tmp_path / "clean.md"
    clean.write_text("# Note\n\nThe base value is 100.\n")
    docsense("review", clean, "--fail-on", "info", expect=0)


def test_a_policy_pack_is_checked_with_its_verdicts(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Controls\n\nThe kill switch cancels all orders at once. Risk controls are documented.\n")
    review = docsense.review(source, "--policy", "us_sec_15c3_5")
    assert {verdict["pack"] for verdict in review["policies"]} == {"us_sec_15c3_5"}
    fields = {"pack", "requirement", "status", "evidence", "lacking", "searched"}
    assert all(set(verdict) == fields for verdict in review["policies"])
    assert "us_sec_15c3_5" in docsense.refuses("review", source, "--policy", "nosuch")


def test_the_original_is_never_written_over(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.docx"
    source.write_bytes(build(paragraph("The cap is 5%.")))
    docsense.review(source)
    docsense("approve", source)
    before = source.read_bytes()
    assert "original" in docsense.refuses("export", source, "--out", source)
    assert ".docx" in docsense.refuses("export", source, "--out", tmp_path / "out.pdf")
    assert "written" in docsense.refuses("export", source, "--out", tmp_path / "no" / "such" / "folder.docx")
    assert source.read_bytes() == before


def test_no_imported_file_is_written_over_and_others_may_read_the_export(docsense: Terminal, tmp_path: Path) -> None:
    one, other = tmp_path / "one.docx", tmp_path / "other.docx"
    one.write_bytes(build(paragraph("The cap is 5%.")))
    other.write_bytes(build(paragraph("The cap is 6%.")))
    docsense.review(one)
    docsense.review(other)
    docsense("approve", one)
    assert "original" in docsense.refuses("export", one, "--out", other)
    out = tmp_path / "out.docx"
    docsense("export", one, "--out", out)
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(one.stat().st_mode)


def test_a_place_left_to_be_specified_is_said_at_approval_and_export(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    finding = docsense.review(source)["findings"][0]["id"]
    docsense("decide", source, finding, "accept")
    for words in (("approve", source), ("export", source, "--out", tmp_path / "out.docx")):
        assert f"to be specified in the text of: {finding}" in docsense.run(*words).stderr


def test_the_same_file_reviewed_twice_at_once_is_one_document(processes: Processes, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: processes.review(source), range(2))
    assert first["document"]["id"] == second["document"]["id"]
    assert len(processes("documents").splitlines()) == 1
    processes("log", "verify")


def test_what_is_looked_at_is_not_made(docsense: Terminal, tmp_path: Path) -> None:
    assert "no profile" in docsense.refuses("log", "verify")
    assert "no profile" in docsense.refuses("documents")
    assert not docsense.profile.exists()
    assert "us_sec_15c3_5\t" in docsense("packs")


def test_an_earlier_text_does_not_name_the_document_it_was(docsense: Terminal, tmp_path: Path) -> None:
    first, second = tmp_path / "v1.md", tmp_path / "v2.md"
    first.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    second.write_text("# Index\n\nTurnover is limited to 5%.\n")
    id = docsense.review(first)["document"]["id"]
    docsense.review(second, "--revises", id)
    assert "earlier text" in docsense.refuses("approve", first)
    docsense("approve", second)


def test_what_cannot_be_done_is_said_in_one_sentence(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    finding = docsense.review(source)["findings"][0]["id"]
    assert "reason" in docsense.refuses("decide", source, finding, "reject")
    assert "text" in docsense.refuses("decide", source, finding, "modify")
    assert "no finding" in docsense.refuses("decide", source, "0000", "accept")
    assert "No document" in docsense.refuses("decide", "zzz", finding, "accept")
    assert "No document" in docsense.refuses("approve", "x" * 300)
    assert "reviewer" in docsense.refuses("approve", source, "--reviewer", "A\x01nn")
    assert "reviewer" in docsense.refuses("approve", source, "--reviewer", "  ")
    assert "either" in docsense.refuses("decide", source)
    assert "approved" in docsense.refuses("export", source, "--out", tmp_path / "x.docx")
    (tmp_path / "bad.json").write_text('[{"finding": 1}]')
    assert "not a list of decisions" in docsense.refuses("decide", source, "--decisions", tmp_path / "bad.json")


def test_the_log_is_whole_and_its_dump_is_tab_separated(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    docsense.review(source)
    docsense("log", "verify")
    rows = [line.split("\t") for line in docsense("log", "dump").splitlines()]
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(len(row) == 5 for row in rows)
    assert "reasonable" not in docsense("log", "dump")


def test_a_review_has_processes_wait_for_what_it_is_going_to_compute(
    docsense: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[int] = []
    monkeypatch.setattr("app.child.keep_children_waiting", wanted.append)
    source = tmp_path / "rules.md"
    source.write_text("# Rules")
    docsense.review(source)
    docsense("documents")
    assert wanted == [4]
