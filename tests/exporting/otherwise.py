"""What LibreOffice does otherwise than Word, whoever wrote the file: what shows it, and the edits it cannot judge.

The files in `SHOWN` hold changes and comments as Word writes them. LibreOffice 7.4 reads each otherwise than Word.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from lxml import etree

from app.wordml import Package, paragraphs, val, w
from domain.documents.changes import Change, Comment, DeleteBlock, DeleteRow, Edit, Replace, new_texts
from domain.documents.text import Block, Story
from tests.builders.docx import NAMESPACES, R, build, cell, inserted, paragraph, row, run, table

_NOTES = (Story.FOOTNOTE, Story.ENDNOTE)
_WHO = 'w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z"'
_END_INSERTED, _END_DELETED = (f"<w:rPr><w:{name} {_WHO}/></w:rPr>" for name in ("ins", "del"))
_DELETED = f'<w:del {_WHO}><w:r><w:delText xml:space="preserve">b</w:delText></w:r></w:del>'
_SECTION = '<w:sectPr><w:pgSz w:w="1000" w:h="1000"/></w:sectPr>'
_COMMENT = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
_ROW_INSERTED = f"<w:ins {_WHO}/>"


def _rows(*rows: str) -> str:
    return table(*rows).replace("<w:tblGrid/>", "<w:tblGrid><w:gridCol/></w:tblGrid>") + paragraph()


def _with_parts(body: str, *notes: str) -> bytes:
    """A file with one comment, and with these footnotes."""
    parts = {
        "comments": f"<w:comment {_WHO}>{paragraph('why')}</w:comment>",
        "footnotes": "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{note}</w:p></w:footnote>'
            for number, note in enumerate(notes, 1)
        ),
    }
    return build(
        body,
        parts={f"word/{kind}.xml": f"<w:{kind} {NAMESPACES}>{xml}</w:{kind}>" for kind, xml in parts.items() if xml},
        relationships="".join(
            f'<Relationship Id="r{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind, xml in parts.items() if xml
        ),
    )


def _note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


SHOWN: dict[str, bytes] = {
    "two insertions within a minute, at the end of a paragraph and at the start of the next, are one": build(
        f"<w:p>{run('a')}<w:ins {_WHO}>{run('x')}</w:ins></w:p><w:p><w:ins {_WHO}>{run('y')}</w:ins>{run('b')}</w:p>"
    ),
    "an empty paragraph that ends a section is dropped": build(
        paragraph("a", properties=_END_DELETED) + paragraph(properties=_SECTION) + paragraph("b") + paragraph("c")
    ),
    "a changed mark of a paragraph whose style is not defined ends elsewhere": build(
        paragraph("a", style="None", properties=_END_INSERTED)
        + f'<w:p><w:pPr><w:pStyle w:val="None"/></w:pPr>{inserted("x")}</w:p>'
        + paragraph("b")
        + paragraph("c")
    ),
    "a first paragraph that is deleted before a table stays, emptied": build(
        f"<w:p><w:pPr>{_END_DELETED}</w:pPr>{_DELETED}</w:p>{_rows(row(cell(paragraph('1'))))}"
    ),
    "an inserted row with a comment in it stays, emptied": _with_parts(
        paragraph("a")
        + _rows(
            row(cell(paragraph("1"))),
            row(
                cell(f"<w:p><w:pPr>{_END_INSERTED}</w:pPr>{_COMMENT.format(inserted('2'))}</w:p>"),
                properties=_ROW_INSERTED,
            ),
        )
    ),
    "an inserted row with a deletion in it stays, emptied": build(
        _rows(
            row(cell(paragraph("1"))),
            row(
                cell(f"<w:p><w:pPr>{_END_INSERTED}</w:pPr><w:ins {_WHO}>{_DELETED}</w:ins></w:p>"),
                properties=_ROW_INSERTED,
            ),
        )
    ),
    "an empty row that comes or goes gets a sign of its own": build(
        _rows(row(cell(paragraph("1"))), row(cell(paragraph(properties=_END_INSERTED)), properties=_ROW_INSERTED))
    ),
    "an empty paragraph stands before a table that begins a file with comments": _with_parts(
        _rows(row(cell(f"<w:p>{_COMMENT.format(run('1'))}</w:p>")))
    ),
    "with a comment between the first two notes the text of all is lost": _with_parts(
        f"<w:p>{run('a')}{_note(1)}{_COMMENT.format(run('b'))}{_note(2)}</w:p>", run("one"), run("two")
    ),
    "a character outside the BMP in a note moves the changes behind it": _with_parts(
        f"<w:p>{run('a')}{_note(1)}</w:p><w:p>{run('b')}{_note(2)}</w:p>",
        run("one"),
        f"{run('𝛼 b ')}<w:ins {_WHO}>{run('x')}</w:ins>{run(' c d')}",
    ),
}


def told(edits: Sequence[Edit], blocks: Sequence[Block], source: bytes) -> Iterator[Edit]:
    """The edits that LibreOffice reads as Word does, each made at a time of its own, as decisions are."""
    package = Package(source)
    sheets = package.related(package.main, "styles")
    styles = {style.get(w("styleId")) for part in sheets for style in package.parse(part).iter(w("style"))}
    every = {part: paragraphs(package.parse(part)) for part in {block.part for block in blocks}}
    at = {block.id: every[block.part][block.paragraph] for block in blocks}
    notes = {block.id for block in blocks if block.story in _NOTES}
    for number, edit in enumerate(edits):
        change = edit.change
        touched = [at[id] for id in {*_named(change), *([edit.anchor.block] if edit.anchor else [])}]
        beside = [p for each in touched for p in (each, each.getprevious(), each.getnext()) if p is not None]
        in_note = not notes.isdisjoint(_named(change))
        if not (
            any(_is_read_otherwise(paragraph, styles) for paragraph in beside)
            or (isinstance(change, DeleteBlock) and _is_first_before_table(touched[0]))
            or (notes and isinstance(change, Comment))
            or (in_note and any(character > "\uffff" for text in new_texts(change) for character in text))
        ):
            at_last = edit.at + timedelta(minutes=2 * number)
            yield edit.model_copy(update={"at": at_last, "comment": "" if notes else edit.comment})


def _named(change: Change) -> tuple[str, ...]:
    match change:
        case Replace(span=span):
            return (span.block,)
        case DeleteRow(blocks=blocks):
            return blocks
        case Comment():
            return ()
        case _:
            return (change.block,)


def _is_read_otherwise(element: etree._Element, styles: set[str | None]) -> bool:
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    return (
        element.find(f"{w('pPr')}/{w('sectPr')}") is not None
        or (style is not None and val(style) not in styles)
        or any(
            row.find(f"{w('trPr')}/{w(name)}") is not None
            for row in element.iterancestors(w("tr"))
            for name in ("ins", "del")
        )
    )


def _is_first_before_table(paragraph: etree._Element) -> bool:
    before, behind = paragraph.getprevious(), paragraph.getnext()
    return (before is None or before.tag != w("p")) and behind is not None and behind.tag == w("tbl")
