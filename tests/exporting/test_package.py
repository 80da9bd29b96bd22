"""What becomes of the parts of a Word file, and of the comments and revisions that are in it."""

import io
import struct
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

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
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
    added = ["comments", "commentsExtended", "commentsIds", "people"]
    assert list(after) == [*before, *(f"word/{name}.xml" for name in added)]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert {entry.date_time for entry in archive.infolist()[:-4]} == {(2024, 1, 1, 0, 0, 0)}
    assert out == exported(source, cap(source))


def test_what_was_said_of_parts_that_are_not_there_is_not_said_twice() -> None:
    types = members(build(BODY))["[Content_Types].xml"].decode()
    gone = '<Override PartName="/word/Comments.xml" ContentType="application/xml"/></Types>'
    source = build(
        BODY,
        parts={"[Content_Types].xml": types.replace("</Types>", gone)},
        relationships=f'<Relationship Id="rIdC" Type="{R}/comments" Target="comments.xml"/>',
    )
    out = exported(source, cap(source))
    assert complaints(out, source) == []
    assert members(out)["[Content_Types].xml"].lower().count(b'"/word/comments.xml"') == 1
    assert members(out)["word/_rels/document.xml.rels"].count(f"{R}/comments".encode()) == 1


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


def stored(data: bytes) -> dict[str, bytes]:
    """The bytes of each part as they lie in the file, compressed."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            lengths = data[entry.header_offset + 26 : entry.header_offset + 30]
            start = entry.header_offset + 30 + sum(struct.unpack("<2H", lengths))
            found[entry.filename] = data[start : start + entry.compress_size]
    return found


def test_what_is_not_changed_is_copied_as_it_is_stored() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(build(BODY))) as parts, zipfile.ZipFile(source, "w") as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
        with archive.open("word/media/best.bin", "w") as best:
            best.write(b"0123456789" * 100)
        packed = zipfile.ZipInfo("word/media/\u00e9.bin")
        archive.writestr(packed, b"0123456789" * 100, zipfile.ZIP_DEFLATED, compresslevel=9)
        archive.writestr(zipfile.ZipInfo("word/media/small.bin"), b"012345678" * 100, zipfile.ZIP_BZIP2)
    before = stored(source.getvalue())
    after = stored(exported(source.getvalue(), cap(source.getvalue(), "")))
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_a_part_whose_size_is_noted_behind_it_is_copied_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(io.BytesIO(WITH_COMMENTS)) as parts, zipfile.ZipFile(pipe, "w") as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    data = pipe.getvalue()
    assert members(exported(data)) == members(WITH_COMMENTS)
    assert stored(exported(data)) == stored(data)


def test_comments_are_known_by_ids_of_their_own_in_every_part_that_speaks_of_them() -> None:
    out = exported(WITH_COMMENTS, cap(WITH_COMMENTS, "Too vague.\n[rule]"))
    parts = {name: etree.fromstring(data) for name, data in members(out).items() if name.endswith(".xml")}
    comment = parts["word/comments.xml"][1]
    last = comment[-1].get(f"{{{W14}}}paraId")
    (extended,) = parts["word/commentsExtended.xml"]
    assert dict(extended.attrib) == {f"{{{W15}}}paraId": last, f"{{{W15}}}done": "0"}
    (known,) = parts["word/commentsIds.xml"]
    assert known.get(f"{{{CID}}}paraId") == last
    (person,) = parts["word/people.xml"]
    assert person.get(f"{{{W15}}}author") == "Ada Reviewer"
    assert len({p.get(f"{{{W14}}}paraId") for p in comment}) == 2
    assert parts["word/comments.xml"].get(f"{{{MC}}}Ignorable") == "w14"


def test_what_speaks_of_earlier_comments_is_added_to() -> None:
    once = exported(WITH_COMMENTS, cap(WITH_COMMENTS))
    blocks = read_docx(once, "a.docx").blocks
    twice = exported(once, edit("g", Replace(span=Span.of(blocks[0], 0, 3), text="A"), "Why."))
    before, after = members(once), members(twice)
    assert list(before) == list(after)
    for name in ("commentsExtended", "commentsIds"):
        old, new = (etree.fromstring(data[f"word/{name}.xml"]) for data in (before, after))
        assert [dict(item.attrib) for item in new][:1] == [dict(item.attrib) for item in old]
        assert len({item.values()[0] for item in new}) == 2
    assert before["word/people.xml"] == after["word/people.xml"]
    assert complaints(twice, once) == []


def test_strict_files_are_written_in_their_own_namespaces() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{BODY}</w:body></w:document>'
    source = build("", parts={"word/document.xml": document})
    out = members(exported(source, cap(source)))
    for name in ("word/document.xml", "word/comments.xml"):
        assert f'xmlns:w="{strict}"'.encode() in out[name]
        assert W.strip("{}").encode() not in out[name]
    assert complaints(exported(source, cap(source)), source) == []


def test_a_file_that_is_strict_only_in_part_is_refused_in_one_sentence() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}" xmlns:x="{W.strip("{}")}"><w:body>{BODY}</w:body></w:document>'
    source = build("", parts={"word/document.xml": document})
    with pytest.raises(Refused, match="Strict"):
        exported(source, cap(source))


STRICT = "http://purl.oclc.org/ooxml"
STRICT_W = f"{STRICT}/wordprocessingml/main"
SPOKEN = f'xmlns:w="{STRICT_W}" and {W.strip("{}")}'


def strict(body: str) -> bytes:
    """A strict file, its relationships being of the strict kind as well."""
    return build(
        "",
        relationships=f'<Relationship Id="s" Type="{STRICT}/officeDocument/relationships/settings" Target="s.xml"/>',
        parts={
            "word/document.xml": f"<w:document xmlns:w='{STRICT_W}'><w:body>{body}</w:body></w:document>",
            "word/s.xml": f'<w:settings xmlns:w="{STRICT_W}"/>',
        },
    )


@pytest.mark.parametrize("is_strict", [True, False])
def test_a_text_may_speak_of_the_namespaces(is_strict: bool) -> None:
    body = (
        BODY
        + paragraph(SPOKEN)
        + f"<!-- <a {SPOKEN}/> -->"
        + f"<w:p><w:bookmarkStart w:id='1' w:name='{SPOKEN}'/>{run(f'<![CDATA[<a {SPOKEN}/>]]>')}</w:p>"
    )
    source = strict(body) if is_strict else build(body)
    blocks = read_docx(source, "a.docx").blocks
    assert [block.text for block in blocks[1:]] == [SPOKEN, f"<a {SPOKEN}/>"]
    inserts = edit("g", Replace(span=Span.of(blocks[0], 0, 3), text=SPOKEN))
    out = exported(source, cap(source), inserts)
    written = members(out)["word/document.xml"].decode()
    root = etree.fromstring(written.encode())
    assert root.tag == (f"{{{STRICT_W}}}document" if is_strict else f"{W}document")
    assert [text.text for text in root.iter("{*}t") if "xmlns" in str(text.text)][:2] == [SPOKEN, SPOKEN]
    assert f"<!-- <a {SPOKEN}/> -->" in written
    assert SPOKEN in [value for mark in root.iter("{*}bookmarkStart") for value in mark.values()]
    assert complaints(out, source) == []


def test_what_a_strict_file_gets_is_related_to_it_by_strict_names() -> None:
    out = members(exported(strict(BODY), cap(strict(BODY))))
    types = [link.get("Type", "") for link in etree.fromstring(out["word/_rels/document.xml.rels"])]
    assert f"{STRICT}/officeDocument/relationships/comments" in types
    assert not any(type.startswith(R) for type in types)


def test_numbers_of_comments_end_where_word_stops_counting_and_none_that_is_spoken_of_is_given_again() -> None:
    marks = (
        '<w:commentRangeStart w:id="{0}"/><w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
    )
    last = 2**31 - 1
    source = build(f"<w:p>{run('The cap is high.')}{marks.format(last)}{marks.format(0)}</w:p>")
    comment = etree.fromstring(members(exported(source, cap(source)))["word/comments.xml"])[0]
    assert comment.get(f"{W}id") == "1"


def test_text_that_stands_in_two_forms_in_a_run_is_not_deleted_in_one_of_them_alone() -> None:
    forms = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="w14">{"<w:t>new words</w:t>"}</mc:Choice>'
        "<mc:Fallback><w:t>old words</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = build(f"<w:p>{run('The ')}{forms}{run(' end.')}</w:p>")
    block = read_docx(source, "a.docx").blocks[0]
    out = exported(source, edit("f", Replace(span=Span.of(block, 0, len(block.text)), text="x")))
    assert complaints(out, source) == []
    root = etree.fromstring(members(out)["word/document.xml"])
    assert not [text for mark in root.iter(f"{W}del") for text in mark.iter(f"{W}t")]


def test_a_comment_on_what_word_computes_cuts_no_run() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
        f"{run('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    source = build(f"<w:p>{control}</w:p>")
    block = read_docx(source, "a.docx").blocks[0]
    out = exported(source, edit("f", Replace(span=Span.of(block, 6, 10), text="there")))
    assert control.encode() in members(out)["word/document.xml"]
