"""`docsense redline` from the command line: a list of edits in, tracked changes out, no profile touched."""

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.builders.docx import MACROS, build, cell, paragraph, row
from tests.exporting.judges import W, complaints, looks, texts
from tests.journeys.terminal import Done, Processes, Terminal

TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{}</w:tbl>"
ROWS = "".join(row(cell(paragraph(a)), cell(paragraph(b))) for a, b in (("Name", "Value"), ("cap", "10 %")))
BODY = paragraph("The cap is high.") + paragraph("Not needed.") + TABLE.format(ROWS) + paragraph("The end.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rules.docx"
    path.write_bytes(build(BODY))
    return path


@pytest.fixture
def ids(docsense: Terminal, file: Path) -> dict[str, str]:
    blocks = json.loads(docsense("blocks", file, "--json"))["blocks"]
    return {block["text"]: block["id"] for block in blocks}


def redline(docsense: Terminal, file: Path, edits: Any, *options: object) -> Done:
    wanted = file.parent / "edits.json"
    wanted.write_text(edits if isinstance(edits, str) else json.dumps(edits), encoding="utf-8")
    out = file.parent / "out.docx"
    return docsense.run("redline", file, "--edits", wanted, "--author", "Ada Reviewer", "--out", out, *options)


def test_every_form_of_an_edit_is_made_and_what_does_not_fit_is_refused_alone(
    docsense: Terminal, file: Path, ids: dict[str, str]
) -> None:
    cap = ids["The cap is high."]
    edits = [
        {"block": cap, "start": 11, "end": 15, "replacement": "5%", "comment": "Too vague."},
        {"block": cap, "start": 8, "end": 13, "replacement": "x"},
        {"block": cap, "start": 10, "end": 99, "replacement": "x"},
        {"block": "nowhere", "start": 0, "end": 0, "replacement": "x"},
        {"insert_after": ids["The end."], "text": "One more.", "comment": "Missing."},
        {"delete": ids["Not needed."]},
        {"delete_row": ids["10 %"]},
        {"delete_row": cap},
        {"comment_on": ids["The end."], "start": 4, "end": 7, "comment": "Which end?"},
        {"block": cap, "start": 0, "end": 3, "replacement": "\x07"},
    ]
    done = redline(docsense, file, edits, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    statuses = [edit["status"] for edit in said["edits"]]
    assert [edit["index"] for edit in said["edits"]] == list(range(len(edits)))
    assert statuses == [
        "applied", "refused", "refused", "refused", "applied", "applied", "applied", "refused", "applied", "commented",
    ]  # fmt: skip
    assert all(bool(edit["reason"]) == (edit["status"] != "applied") for edit in said["edits"])
    data = Path(said["out"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == said["sha256"]
    assert texts(data, "accept") == ["The cap is 5%.", "Name", "Value", "The end.", "One more."]
    assert looks(data, "reject") == looks(file.read_bytes(), "reject")
    assert complaints(data, file.read_bytes()) == []
    assert sorted(path.name for path in file.parent.iterdir()) == ["edits.json", "out.docx", "rules.docx"]


def test_the_same_list_gives_the_same_file(
    docsense: Terminal, processes: Processes, file: Path, ids: dict[str, str]
) -> None:
    """Also in another process, where sets come in another order, and whenever the list was written."""
    edits = [{"delete": ids["Not needed."], "comment": "Why."}]
    first = redline(docsense, file, edits).stdout
    out = file.parent / "out.docx"
    before = out.read_bytes()
    out.unlink()
    wanted = file.parent / "edits.json"
    os.utime(wanted, (1e9, 1e9))
    again = processes("redline", file, "--edits", wanted, "--author", "Ada Reviewer", "--out", out)
    assert (again, out.read_bytes()) == (first, before)


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ("{", "not a list of edits"),
        ('[{"delete": "b", "text": "x"}]', "edit 0: “text” does not belong in such an edit"),
        ('[{"delete": "b"}, {"block": "b", "start": 0.5, "end": 1, "replacement": ""}]', "edit 1: “start”: "),
        ('[{"block": "b", "start": "0", "end": 1, "replacement": "x"}]', "edit 0: “start”: "),
        ('[{"add": "b"}]', "one of the keys"),
        ('[{"comment_on": "b", "start": 0, "end": 0, "comment": ""}]', "comment"),
    ],
)
def test_a_list_that_is_none_is_refused_in_one_sentence(docsense: Terminal, file: Path, edits: str, words: str) -> None:
    done = redline(docsense, file, edits, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (file.parent / "out.docx").exists()


def test_nothing_is_replaced(docsense: Terminal, file: Path) -> None:
    (file.parent / "out.docx").write_bytes(b"mine")
    done = redline(docsense, file, [])
    assert done.returncode == 2
    assert "there already" in done.stderr
    assert (file.parent / "out.docx").read_bytes() == b"mine"


@pytest.mark.parametrize("words", [("rules.md", "Ada"), ("rules.docx", " "), ("rules.docx", "a\nb")])
def test_what_cannot_be_redlined_is_said(docsense: Terminal, file: Path, words: tuple[str, str]) -> None:
    (file.parent / "rules.md").write_text("# Rules\n", encoding="utf-8")
    (file.parent / "edits.json").write_text("[]", encoding="utf-8")
    source, author = words
    docsense.refuses("redline", source, "--edits", "edits.json", "--author", author, "--out", "out.docx")
    assert not (file.parent / "out.docx").exists()


def dates(out: Path) -> set[str]:
    with zipfile.ZipFile(out) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return {str(mark.get(f"{W}date")) for mark in root.iter(f"{W}del")}


@pytest.mark.parametrize(
    ("saved", "options", "date"),
    [
        ("2026-03-04T05:06:07Z", (), "2026-03-04T05:06:07Z"),
        ("2026-03-04", (), "2026-03-04T00:00:00Z"),
        ("long ago", (), "1980-01-01T00:00:00Z"),
        ("2026-03-04T05:06:07Z", ("--at", "2026-11-24T09:30:00+01:00"), "2026-11-24T08:30:00Z"),
    ],
)
def test_changes_are_dated_as_is_said_else_with_the_last_saving(
    docsense: Terminal, tmp_path: Path, saved: str, options: tuple[str, ...], date: str
) -> None:
    file = tmp_path / "rules.docx"
    properties = f'<c xmlns:t="http://purl.org/dc/terms/"><t:modified>{saved}</t:modified></c>'
    file.write_bytes(build(BODY, title="Rules", parts={"docProps/core.xml": properties}))
    blocks = json.loads(docsense("blocks", file, "--json"))["blocks"]
    redline(docsense, file, [{"delete": blocks[1]["id"]}], *options)
    assert dates(tmp_path / "out.docx") == {date}


def test_a_time_that_is_none_is_said(docsense: Terminal, file: Path) -> None:
    assert "no time" in redline(docsense, file, [], "--at", "noon").stderr


def test_where_every_edit_is_refused_the_command_fails(docsense: Terminal, file: Path, ids: dict[str, str]) -> None:
    silent = {"comment_on": ids["The end."], "start": 0, "end": 3, "comment": "\x07 "}
    done = redline(docsense, file, [{"delete": "nowhere"}, silent], "--json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert [edit["status"] for edit in said["edits"]] == ["refused", "refused"]
    assert "says nothing" in said["edits"][1]["reason"]
    assert hashlib.sha256(Path(said["out"]).read_bytes()).hexdigest() == said["sha256"]


def test_a_file_with_macros_is_written_under_its_own_ending(docsense: Terminal, tmp_path: Path) -> None:
    (tmp_path / "rules.docm").write_bytes(build(BODY, main_type=MACROS))
    (tmp_path / "edits.json").write_text("[]", encoding="utf-8")
    words = "redline", tmp_path / "rules.docm", "--edits", tmp_path / "edits.json", "--author", "Ada", "--out"
    assert ".docm" in docsense.refuses(*words, tmp_path / "out.docx")
    docsense(*words, tmp_path / "out.docm")


def test_line_ends_of_any_system_are_line_breaks(docsense: Terminal, file: Path, ids: dict[str, str]) -> None:
    edits = [{"block": ids["The end."], "start": 4, "end": 7, "replacement": "one\r\ntwo\rthree", "comment": "a\r\nb"}]
    redline(docsense, file, edits)
    assert texts((file.parent / "out.docx").read_bytes(), "accept")[-1] == "The one\ntwo\nthree."
    with zipfile.ZipFile(file.parent / "out.docx") as archive:
        assert not [name for name in archive.namelist() if b"&#13;" in archive.read(name)]
