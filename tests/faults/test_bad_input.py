"""Files that cannot be read: one clear sentence, exit status 2, and the profile as it was."""

import codecs
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.usecases.files import MAX_BYTES
from app.usecases.import_document import blocks_of, import_document
from app.usecases.ports.errors import Refused
from domain.documents.document import Document
from tests.builders.docx import build, paragraph
from tests.journeys.terminal import Processes, Terminal


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
    return b"The strategy shall cancel all orders at 16:00. " * (MAX_BYTES // 47 + 1)


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
        ("renamed.docx", renamed_zip, "Word"),
        ("truncated.docx", truncated, "damaged"),
        ("bomb.docx", entity_bomb, "document type"),
        ("huge.txt", too_large, "too large"),
        ("huge.md", too_large, "too large"),
        ("notes.txt", lambda: b"Some plain text.\n", ".md"),
        ("scan.pdf", lambda: b"%PDF-1.7\n%%EOF\n", "PDF"),
        ("blank.docx", lambda: build(paragraph("")), "no text"),
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


def test_odd_names_and_odd_words_get_one_sentence(docsense: Terminal, processes: Processes, tmp_path: Path) -> None:
    source = tmp_path / "spec.md"
    source.write_text("# Index\n\nTurnover is limited to a reasonable level.\n")
    finding = docsense.review(source)["findings"][0]["id"]
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    assert "ordinary file" in docsense.refuses("review", pipe)
    assert "modify alone" in docsense.refuses("decide", source, finding, "accept", "--text", "lost")
    for words in (("approve", b"\xff"), ("decide", str(source), finding, "reject", "--reason", b"\xff")):
        processes.refuses(*(os.fsdecode(word) for word in words))
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


def test_an_empty_document_is_reviewed_like_any_other(docsense: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "empty.md"
    source.touch()
    assert docsense.review(source)["findings"] == docsense.review(source)["findings"]
    assert docsense("blocks", source).strip() == ""


MAKER = Path(__file__).resolve().parents[2].parent / "shared" / "badinputs" / "make.py"
WHOLE = bool(os.environ.get("DOCSENSE_LONG_FAULTS"))
READ = {".docx", ".docm", ".md"}

SAID = {
    "zip_bomb_single.docx": "more than 100 MB",
    "zip_bomb_media.docx": "320 MB, unpacked, that nothing in it uses",
    "zip_many_entries.docx": "20,003 parts",
    "zip_path_traversal.docx": "names that lead out",
    "zip_duplicate_member.docx": "two parts of one name",
    "zip_truncated.docx": "cut off",
    "zip_bad_crc.docx": "word/document.xml cannot be unpacked",
    "zip_not_docx.docx": "zip archive without a Word document",
    "zip_encrypted_flag.docx": "password",
    "xml_billion_laughs.docx": "declares a document type",
    "xml_quadratic_blowup.docx": "declares a document type",
    "xml_xxe_file.docx": "declares a document type",
    "xml_xxe_http.docx": "declares a document type",
    "xml_malformed.docx": "not well-formed",
    "xml_deep_nesting.docx": "nested too deeply",
    "docx_remote_template.docx": "a template outside of it; nothing was fetched",
    "docx_remote_image.docx": "a picture outside of it; nothing was fetched",
    "docx_unc_image.docx": "a picture outside of it; nothing was fetched",
    "docx_field_includetext.docx": "what they last showed",
    "docx_javascript_link.docx": "(javascript:) were dropped",
    "docx_missing_part.docx": "lacks parts it refers to (word/styles.xml)",
    "docx_nested_tables_60.docx": "within each other 60 deep",
    "docx_huge_gridspan.docx": "span 2,000,000,000 columns",
    "macro.docm": "macros; they were ignored",
    "macro_as_docx.docx": "macros; they were ignored",
    "encrypted_office.docx": "password-protected or in the old .doc format",
    "docx_bidi_controls.docx": "change the direction",
    "empty.docx": "no bytes at all",
    "empty.pdf": "no bytes at all",
    "empty.md": "an empty document",
    "wrong_ext_docx.md": "a Word file, whatever its name says",
    "binary_as.txt": "neither text nor",
    "invalid_utf8.md": "not UTF-8",
    "embedded_nul.md": "NUL characters",
    "md_html_script.md": "active parts of the HTML in the file were left out",
    "md_deep_quotes.md": "read as plain lines",
    "md_yaml_bomb.md": "front matter at the start of the file was read as plain text",
    "wrong_ext_pdf.docx": "a PDF",
} | dict.fromkeys(("rst_include.rst", "rst_broken.rst"), "a reStructuredText file")
"""What the reviewer is told of a file, in a note or in the refusal; of the other formats see below."""
TOLD_BY_ENDING = {".pdf": "a PDF", ".html": "a web page (HTML)", ".txt": "not named as Markdown"}

TEXTS = {
    "zip_bomb_media.docx": "Hello",
    "zip_path_traversal.docx": "Hello",
    "docx_nested_tables_60.docx": "core after",
    "docx_field_includetext.docx": "cached",
    "docx_javascript_link.docx": "click",
    "docx_tracked_and_comments.docx": "Limit is 7%",
    "docx_huge_gridspan.docx": "x",
    "wrong_ext_docx.md": "Good document Order size is capped at 5% of ADV.",
    "utf8_bom.md": "Title text",
    "cr_only.md": "Title Para one a b",
    "embedded_nul.md": "Ti\ufffdtle te\ufffdxt",
    "md_deep_quotes.md": "deep",
    "empty.md": "",
}
"""The words of some of the files that are read."""
LONG = {"docx_huge_table.docx", "docx_many_runs.docx", "md_deep_brackets.md", "md_deep_emph.md"}
ALIKE = {"ok_minimal.pdf", "pdf_uri_submit.pdf", "polyglot_pdf_zip.pdf", "pdf_leading_junk.pdf", "pdf_truncated.pdf"}
"""Of the files that are refused for what they are, those that stand for the others in the short run."""


@pytest.mark.usefixtures(*(() if WHOLE else ("tasks_here",)))
def test_every_hostile_file_is_read_or_refused_and_said_to_be_what_it_is(tmp_path: Path) -> None:
    """In the short run without the walls around the process that reads, which have tests of their own."""
    if not MAKER.exists():
        pytest.skip("the shared maker of hostile files is not here")
    files, profile = tmp_path / "files", tmp_path / "profile"
    subprocess.run([sys.executable, str(MAKER), str(files)], check=True, capture_output=True)
    around = set(tmp_path.rglob("*")) | set(tmp_path.parent.iterdir())
    wrong = []
    with open_services(profile) as services:
        import_document(services, b"# Good", "good.md", "good.md", "Ann")
        for line in (files / "MANIFEST.tsv").read_text().splitlines()[1:]:
            name, expected, _ = line.split("\t")
            suffix = Path(name).suffix
            if not WHOLE and (name in LONG or (suffix in (".pdf", ".txt") and name not in SAID.keys() | ALIKE)):
                continue
            before = fingerprints(profile)
            try:
                done = import_document(services, (files / name).read_bytes(), name, name, "Ann")
            except Refused as refusal:
                outcome, said, text = "reject-with-clear-error", str(refusal), None
                unchanged = fingerprints(profile) == before
            else:
                notes = services.store.load(Document, done.document).latest.notes
                outcome, said, unchanged = "accept", " ".join(notes), True
                text = " ".join(b.text for b in blocks_of(services, done.document, done.revision) if b.text)
            due = expected.removesuffix("-with-warning") if suffix in READ else "reject-with-clear-error"
            told = said != "" or not expected.endswith("with-warning") or outcome != "accept"
            words = SAID.get(name, "" if suffix in READ else TOLD_BY_ENDING.get(suffix, "?"))
            holds = outcome == due and words in said and told and unchanged and text == TEXTS.get(name, text)
            wrong += [] if holds else [(name, outcome, said, text and text[:80], unchanged)]
    assert wrong == []
    appeared = (set(tmp_path.rglob("*")) | set(tmp_path.parent.iterdir())) - around
    assert not [path for path in appeared if path != profile and profile not in path.parents]
