"""What a file is, by its content: its name only tells Markdown from other text."""

from pathlib import PurePath
from typing import Literal

from app.encoding import decode
from app.usecases.ports.errors import Refused
from app.wordml import Package

MARKDOWN_NAMES = (".md", ".markdown", ".mdx")
READS = "a Word file (.docx) or Markdown (.md, .markdown, .mdx)"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WRITTEN = (
    (b"%pdf", "a PDF"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
)
_TEXTS = {
    ".html": "a web page (HTML)",
    ".htm": "a web page (HTML)",
    ".rst": "a reStructuredText file",
    ".adoc": "an AsciiDoc file",
    ".tex": "a LaTeX file",
    ".csv": "a table (CSV)",
}
_BINARY = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_PACKAGES = (
    ("spreadsheetml", "an Excel workbook"),
    ("presentationml", "a PowerPoint presentation"),
)
_MEMBERS = (
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("mimetype", "an OpenDocument file"),
)


def detect(data: bytes, file_name: str) -> Literal["docx", "markdown"]:
    """The format of a file DocSense reads; raises Refused with what the file is instead, where that is known."""
    suffix = PurePath(file_name).suffix.lower()
    if not data and suffix not in MARKDOWN_NAMES:
        raise Refused("The file is empty, with no bytes at all: get it anew.")
    if data.startswith(b"PK\x03\x04"):
        return _word(Package(data))
    if data.startswith(_OLE):
        raise Refused(
            "The file is password-protected or in the old .doc format: save it in Word as .docx without a password."
        )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, what in _WRITTEN:
        if head.startswith(start):
            raise _refused(what)
    if decode(data) is None:
        known = (what for start, what in _BINARY if data.startswith(start))
        raise _refused(next(known, "neither text nor a kind of file that is known here"))
    if suffix in _TEXTS:
        raise _refused(_TEXTS[suffix])
    if suffix not in MARKDOWN_NAMES:
        raise Refused(
            "This is text, but not named as Markdown: name it with .md, .markdown or .mdx at its end if it is."
        )
    return "markdown"


def _word(package: Package) -> Literal["docx"]:
    if package.main in package and ("word" in package.main_type or package.main.startswith("word/")):
        return "docx"
    for sign, what in _PACKAGES:
        if sign in package.main_type:
            raise _refused(what)
    for member, what in _MEMBERS:
        if member in package:
            raise _refused(what)
    raise _refused("a zip archive without a Word document in it")


def _refused(what: str) -> Refused:
    return Refused(f"This is {what}: save it as {READS}.")
