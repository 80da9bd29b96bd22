"""Files that cannot be read: one clear sentence, exit status 2, and the profile as it was."""

import codecs
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.docx import build, paragraph
from tests.journeys.test_command_line import Terminal, docsense

__all__ = ["docsense"]


def renamed_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "not a Word file")
    return stream.getvalue()


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    dtd = f'<!DOCTYPE w:document [<!ENTITY e0 "lol">{entities}]>'
    source = zipfile.ZipFile(io.BytesIO(build(paragraph("&e9;".replace("&", "&amp;")))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                head, rest = data.split(b"?>", 1)
                data = head + b"?>" + dtd.encode() + rest.replace(b"&amp;e9;", b"&e9;")
            archive.writestr(name, data)
    return stream.getvalue()


def too_large() -> bytes:
    return b"The strategy shall cancel all orders at 16:00. " * (200 * 1024 * 1024 // 47)


def truncated() -> bytes:
    whole = build(paragraph("The cap is 5%."))
    return whole[: len(whole) // 2]


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("empty.docx", lambda: b"", "empty"),
        ("empty.md", lambda: b"", "empty"),
        ("renamed.docx", renamed_zip, "Word"),
        ("truncated.docx", truncated, "damaged"),
        ("bomb.docx", entity_bomb, "document type"),
        ("huge.txt", too_large, "too large"),
        ("huge.md", too_large, "too large"),
        ("notes.txt", lambda: b"Some plain text.\n", ".docx"),
        ("scan.pdf", lambda: b"%PDF-1.7\n%%EOF\n", "PDF"),
        ("blank.md", lambda: b"\n\n  \n", "no text"),
    ],
)
def test_bad_input_is_refused_and_leaves_the_profile_as_it_was(
    docsense: Terminal, tmp_path: Path, name: str, make: Callable[[], bytes], words: str
) -> None:
    good = tmp_path / "good.md"
    good.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    docsense.review(good)
    before = fingerprints(docsense.profile)
    bad = tmp_path / name
    bad.write_bytes(make())
    assert words in docsense.refuses("review", bad)
    assert fingerprints(docsense.profile) == before


def test_odd_names_and_odd_words_get_one_sentence(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    finding = docsense.review(source)["findings"][0]["id"]
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    assert "ordinary file" in docsense.refuses("review", pipe)
    assert "modify alone" in docsense.refuses("decide", source, finding, "accept", "--text", "lost")
    for words in (("approve", b"\xff"), ("decide", str(source), finding, "reject", "--reason", b"\xff")):
        docsense.refuses(*(os.fsdecode(word) for word in words))
    with_mark = tmp_path / "bom.json"
    decision = json.dumps([{"finding": finding, "decision": "accept"}]).encode()
    with_mark.write_bytes(codecs.BOM_UTF8 + decision)
    docsense("decide", source, "--decisions", with_mark)


def test_control_characters_of_a_document_do_not_reach_the_terminal(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# In\x1bdex\n\nTurnover \x1b[31mis limited to a reasonable level.\n")
    assert "\x1b" not in docsense("review", source) + docsense("blocks", source) + docsense("documents")


def test_a_missing_file_a_folder_and_a_foreign_profile_are_refused(docsense: Terminal, tmp_path: Path) -> None:
    assert "no file" in docsense.refuses("review", tmp_path / "none.docx")
    assert "folder" in docsense.refuses("review", tmp_path)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "log.db").write_bytes(b"this is no database at all" * 100)
    before = fingerprints(foreign)
    other = Terminal(foreign)
    other.refuses("documents")
    assert fingerprints(foreign) == before
