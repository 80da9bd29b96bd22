"""What becomes of the parts of a Word file, and of the comments and revisions that are in it."""

import io
import zipfile

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.errors import Refused
from domain.documents.changes import Edit, Replace
from domain.documents.text import Span
from tests.builders.docx import NAMESPACES, R, build, paragraph, run
from tests.exporting.judges import W, complaints
from tests.exporting.random_edits import edit

BODY = paragraph("The cap is high.")
COMMENTS = (
    f'<w:comments {NAMESPACES}><w:comment w:id="6" w:author="Bea"><w:p>{run("Hers")}</w:p></w:comment></w:comments>'
)
WITH_COMMENTS = build(
    '<w:p><w:commentRangeStart w:id="6"/><w:r><w:t>The cap is high.</w:t></w:r><w:commentRangeEnd w:id="6"/>'
    '<w:r><w:commentReference w:id="6"/></w:r></w:p>'
    f'<w:p><w:ins w:id="1" w:author="Bea">{run("one")}</w:ins></w:p>',
    parts={"word/comments.xml": COMMENTS, "word/media/x.bin": b"\x00\x01"},
    relationships=f'<Relationship Id="rIdC" Type="{R}/comments" Target="comments.xml"/>',
)


def cap(data: bytes, comment: str = "Too vague.") -> Edit:
    block = read_docx(data, "a.docx").blocks[0]
    return edit("f", Replace(span=Span.of(block, 11, 15), text="5%"), comment)


def exported(data: bytes, *edits: Edit) -> bytes:
    return WordExporter().export("tracked", "docx", data, read_docx(data, "a.docx").blocks, edits).data


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_what_changed_is_written_anew_and_the_rest_keeps_its_order_dates_and_bytes() -> None:
    source = build(BODY, styles="<w:style/>", title="A title", parts={"word/media/x.bin": bytes(range(256))})
    out = exported(source, cap(source))
    before, after = members(source), members(out)
    assert list(after) == [*before, "word/comments.xml"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert {entry.date_time for entry in archive.infolist()[:-1]} == {(2024, 1, 1, 0, 0, 0)}
    assert out == exported(source, cap(source))


def test_without_edits_every_part_stays_as_it_was() -> None:
    assert members(exported(WITH_COMMENTS)) == members(WITH_COMMENTS)


def test_untouched_markup_is_written_as_it_was() -> None:
    source = build(BODY + paragraph("Other &amp; <!-- kept -->"))
    before, after = (members(data)["word/document.xml"].decode() for data in (source, exported(source, cap(source))))
    assert after.startswith(before[: before.index("<w:p>")])
    assert after.endswith(before[before.index("</w:p>") + 6 :])


def test_comments_and_revisions_of_others_stay_and_ours_have_numbers_of_their_own() -> None:
    out = exported(WITH_COMMENTS, cap(WITH_COMMENTS))
    comments = etree.fromstring(members(out)["word/comments.xml"])
    assert [(c.get(f"{W}id"), c.get(f"{W}author"), "".join(c.itertext())) for c in comments] == [
        ("6", "Bea", "Hers"),
        ("7", "Ada Reviewer", "Too vague."),
    ]
    assert (comments[1].get(f"{W}date"), comments[1].get(f"{W}initials")) == ("2026-11-24T09:30:00Z", "AR")
    body = etree.fromstring(members(out)["word/document.xml"])
    revisions = [(r.get(f"{W}id"), r.get(f"{W}author"), r.get(f"{W}date")) for r in body.iter(f"{W}ins", f"{W}del")]
    assert len({id for id, _, _ in revisions}) == len(revisions) == 3
    assert ("1", "Bea", None) in revisions
    assert {date for _, author, date in revisions if author == "Ada Reviewer"} == {"2026-11-24T09:30:00Z"}
    assert complaints(out, WITH_COMMENTS) == []


def test_a_change_without_a_reason_brings_no_comment() -> None:
    source = build(BODY)
    assert "word/comments.xml" not in members(exported(source, cap(source, comment="")))


def test_strict_files_are_refused_in_one_sentence() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{BODY}</w:body></w:document>'
    source = build("", parts={"word/document.xml": document})
    with pytest.raises(Refused, match="Strict"):
        exported(source, cap(source))
