"""What is not read, and the sentence that says so; files made to do harm end in such a sentence or are read safely."""

import io
import re
import socket
import zipfile
from pathlib import Path

import pytest

from app.importing.task import read
from app.usecases.ports.errors import Refused
from domain.documents.text import Block
from tests.builders.docx import NAMESPACES, build, paragraph, run

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
MAKER = SHARED / "badinputs" / "make.py"


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def flagged(data: bytes) -> bytes:
    """The archive with all members marked as encrypted."""
    out = bytearray(data)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := out.find(signature, at + 1)) >= 0:
            out[at + offset] |= 1
    return bytes(out)


DOCTYPE = (
    f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {NAMESPACES}/>'
)


def in_controls(levels: int) -> str:
    return "<w:sdt><w:sdtContent>" * levels + paragraph("deep") + "</w:sdtContent></w:sdt>" * levels


GOOD = build(paragraph("Good"))
TWO_STYLES = build(paragraph("a"), parts={"word/styles.xml": "<a/>", "word/STYLES.xml": "<b/>"})


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.docx", "empty"),
        (b"", "a.pdf", "empty"),
        (b"T\n=\n", "a.rst", "a reStructuredText file"),
        (b"<div>x", "a.html", "HTML"),
        (b"%PDF-1.7\n", "a.docx", "a PDF"),
        (b"%PDF-1.7\n" + GOOD, "a.docx", "a PDF"),
        (b"{\\rtf1 hello}", "a.docx", "RTF"),
        (b"<!DOCTYPE html><p>x", "a.md", "HTML"),
        (b"<?xml version='1.0'?><a/>", "a.docx", "XML"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\2\3\4\5", "a.docx", "picture"),
        (bytes(range(256)), "a.md", "neither text nor"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.docx", "password-protected or in the old .doc"),
        (b"just text", "a.txt", "not named as Markdown"),
        (archive(**{"readme.txt": "hi"}), "a.docx", "zip archive"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "a.docx", "OpenDocument"),
        (
            build("", main_type="application/x-spreadsheetml.sheet.main+xml", parts={}).replace(b"word/", b"xlxl/"),
            "a.docx",
            "Excel",
        ),
        (GOOD[: len(GOOD) // 2], "a.docx", "cut off"),
        (flagged(GOOD), "a.docx", "password"),
        (TWO_STYLES, "a.docx", "two parts of one name"),
        (build("", parts={"word/document.xml": DOCTYPE}), "a.docx", "document type"),
        (build("", parts={"word/document.xml": DOCTYPE.encode("utf-16")}), "a.docx", "document type"),
        (
            build(
                "", parts={"word/document.xml": DOCTYPE.replace('1.0"', '1.0" encoding="utf-16"').encode("utf-16-le")}
            ),
            "a.docx",
            "document type",
        ),
        (build(paragraph("a"), styles="x", parts={"word/styles.xml": "<!DOCTYPE a><a/>"}), "a.docx", "document type"),
        (build("<w:p><w:r>"), "a.docx", "not well-formed"),
        (build("", parts={"word/document.xml": ""}), "a.docx", "not well-formed"),
        (build("", parts={"word/document.xml": f"<w:document {NAMESPACES}/>"}), "a.docx", "no body"),
        (build(in_controls(5000)), "a.docx", "nested too deeply"),
        (build(in_controls(150)), "a.docx", "nested too deeply"),
        (build("", parts={"word/document.xml": " " * (101 << 20)}), "a.docx", "more than 100 MB"),
        (build("", parts={f"x/{i}": "" for i in range(5000)}), "a.docx", "5,004 parts"),
    ],
)
def test_what_is_not_read_is_said_in_one_sentence(data: bytes, name: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data, name)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 250
    assert re.search(r"[.!?] [A-Z]|[^.]$", str(refused.value)) is None


def test_a_damaged_part_is_named() -> None:
    data = bytearray(build(paragraph("x" * 500)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 10] = bytes(10)
    with pytest.raises(Refused, match=r"word/document\.xml"):
        read(bytes(data), "a.docx")


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    data = build("", parts={"word/document.xml": " " * (50 << 20)})
    size = (50 << 20).to_bytes(4, "little")
    with pytest.raises(Refused, match="cannot be unpacked"):
        read(data.replace(size, (1 << 20).to_bytes(4, "little")), "a.docx")


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.text]


def nested(levels: int) -> str:
    body = paragraph("core")
    for _ in range(levels):
        body = f"<w:tbl><w:tr><w:tc>{body}{paragraph()}</w:tc></w:tr></w:tbl>"
    return body


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (build(nested(60) + paragraph("after")), ["core", "after"]),
        (
            build("<w:p>" + "<w:sdt><w:sdtContent>" * 120 + run("deep") + "</w:sdtContent></w:sdt>" * 120 + "</w:p>"),
            ["deep"],
        ),
        (build(paragraph("a"), parts={"../../evil.txt": "x", "/abs.txt": "x"}), ["a"]),
        (build(paragraph("a"), relationships='<Relationship Id="x" Type="a/styles" Target="gone.xml"/>'), ["a"]),
        (
            build(
                paragraph("a"),
                relationships='<Relationship Id="x" Type="a/styles" TargetMode="External" Target="http://x.invalid/"/>',
            ),
            ["a"],
        ),
        (
            build(
                "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:fldChar w:fldCharType='separate'/></w:r>"
                + run("a")
                + "</w:p>"
            ),
            ["a"],
        ),
    ],
)
def test_what_is_odd_but_harmless_is_read(data: bytes, expected: list[str]) -> None:
    assert texts(read(data, "a.docx").blocks) == expected


def test_a_formula_as_deep_as_xml_may_be_ends_in_text_or_a_sentence() -> None:
    formula = "<m:d><m:e>" * 120 + "<m:r><m:t>x</m:t></m:r>" + "</m:e></m:d>" * 120
    assert read(build(f"<w:p><m:oMath>{formula}</m:oMath></w:p>"), "a.docx").blocks[0].atoms[0].text.count("x") == 1


def external(kind: str, target: str) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="x{kind}" Type="{kinds}/{kind}" Target="{target}" TargetMode="External"/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (build(paragraph("a"), relationships=external("image", "file://///x.invalid/p.png")), "a picture outside"),
        (build(paragraph("a"), relationships=external("attachedTemplate", "http://x.invalid")), "a template outside"),
        (build(paragraph("a"), relationships=external("hyperlink", "javascript:alert(1)")), "(javascript:)"),
        (build(paragraph("a"), relationships=external("hyperlink", "file:///bin/sh")), "(file:)"),
        (build(paragraph("a"), relationships=external("hyperlink", "The fee is 12bp: secret")), "(of an unknown kind)"),
        (build(f"<w:p><w:fldSimple w:instr='HYPERLINK \"vbscript:x\"'>{run('a')}</w:fldSimple></w:p>"), "(vbscript:)"),
        (build(paragraph("a"), parts={"word/header1.xml": "<w:instrText> INCLUDETEXT x</w:instrText>"}), "fetch text"),
        (build(paragraph("a"), relationships=external("hyperlink", "https://x.invalid")), ""),
        (build(paragraph("a"), relationships=external("hyperlink", "mailto:a@x.invalid")), ""),
        (build(paragraph("a"), relationships='<Relationship Id="x" Type="a/b" Target="gone.xml"/>'), "word/gone.xml"),
        (build(f'<w:p><w:fldSimple w:instr=" INCLUDETEXT x ">{run("a")}</w:fldSimple></w:p>'), "fetch text"),
        (build(paragraph("a") + "<w:p><w:r><w:instrText> DDEAUTO x</w:instrText></w:r></w:p>"), "fetch text"),
        (build(paragraph("a LINK and INCLUDETEXT")), ""),
        (build(paragraph("a"), parts={"../evil.txt": "x"}), "lead out"),
        (build(paragraph("a"), parts={"word/_rels/x.xml.rels": "<broken"}), ""),
    ],
)  # fmt: skip
def test_what_a_file_points_to_outside_of_itself_is_said(data: bytes, words: str) -> None:
    document = read(data, "a.docx")
    assert (words in " ".join(document.notes)) if words else not document.notes
    assert document.blocks[0].text.startswith("a")


def test_nothing_outside_of_a_file_is_asked_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        dtd = f'<?xml version="1.0"?><!DOCTYPE w:document SYSTEM "{address}"><w:document {NAMESPACES}/>'
        kinds = ("image", "attachedTemplate", "hyperlink", "styles", "settings")
        read(build(paragraph("a"), relationships="".join(external(kind, address) for kind in kinds)), "a.docx")
        read(f'<img src="{address}"><script src="{address}"></script>\n\n![x]({address})'.encode(), "a.md")
        with pytest.raises(Refused):
            read(build("", parts={"word/document.xml": dtd}), "a.docx")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_unused_media_is_not_inflated() -> None:
    media = {f"word/media/{i}.png": bytes(30 << 20) for i in range(3)}
    assert texts(read(build(paragraph("a"), parts=media), "a.docx").blocks) == ["a"]


@pytest.mark.parametrize(
    "source", [">" * 20_000 + " deep", "[" * 20_000 + "a", "*a **b " * 5_000, "![" * 5_000, "<!--" * 5_000]
)
def test_markdown_made_to_be_slow_is_read(source: str) -> None:
    assert read(source.encode(), "a.md").format == "markdown"


def test_very_many_cells_and_runs_are_read_whole() -> None:
    row = "<w:tr>" + f"<w:tc>{paragraph('1')}</w:tc>" * 20 + "</w:tr>"
    blocks = read(build(f"<w:tbl>{row * 500}</w:tbl><w:p>{run('x') * 20_000}</w:p>"), "a.docx").blocks
    assert (len(blocks), blocks[-1].text) == (10_001, "x" * 20_000)
