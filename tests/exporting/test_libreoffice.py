"""LibreOffice opens the exports, and what it makes of our changes with its own code is what was approved."""

import re
from pathlib import Path

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import DeleteRow, Edit, InsertRow, approved_text
from tests.builders.docx import build, cell, inserted, paragraph, row, run, table
from tests.exporting import libreoffice
from tests.exporting.judges import SHARED
from tests.exporting.random_edits import edit, random_edits

_OTHERWISE = re.compile(
    rb"<w:sdt[ >]|<m:oMath|<w:fldChar|<w:fldSimple|<w:txbxContent|w:numPr|w:sym |w:moveFrom|w:cellDel"
)
"""What LibreOffice accepts or rejects, or shows as text, in ways of its own."""
FILES = 3


def built() -> bytes:
    """Prose in several looks, a table, and an earlier author's changes."""
    words = "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>the bold words of it </w:t></w:r>"
    rows = "".join(row(cell(paragraph(f"name {n}")), cell(paragraph(f"value {n}"))) for n in range(4))
    theirs = inserted("what an earlier author added")
    return build(
        "".join(f"<w:p>{run(f'Sentence {n} says ')}{words}{run('and ends.')}</w:p>" for n in range(5))
        + f"<w:p>{run('Here is ')}{theirs}{run(' to it.')}</w:p>"
        + f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>{paragraph('The end.')}"
    )


def sources() -> dict[str, bytes]:
    found = {"built": built()}
    for path in sorted((SHARED / "corpus" / "docx").glob("*.docx")):
        data = path.read_bytes()
        if len(found) <= FILES and len(data) < 60_000 and _is_plain(data):
            found[f"file{len(found)}"] = data
    return found


def _is_plain(data: bytes) -> bool:
    from app.wordml import Package

    package = Package(data)
    return not _OTHERWISE.search(package.read(package.main)) and len(read(data)) > 3


def read(data: bytes) -> tuple:  # type: ignore[type-arg]
    return read_docx(data, "a.docx").blocks


def test_libreoffice_reads_the_changes_as_they_were_approved(tmp_path: Path) -> None:
    libreoffice.program()
    files: dict[str, bytes] = {}
    made: dict[str, list[Edit]] = {}
    for name, source in sources().items():
        edits = random_edits(read(source), 7, 10)
        file = WordExporter().export("tracked", "docx", source, read(source), edits)
        files |= {name: source, f"{name}-tracked": file.data}
        files[f"{name}-clean"] = WordExporter().export("clean", "docx", source, read(source), edits).data
        made[name] = [edit for edit in edits if edit.finding not in file.commented]
    texts = libreoffice.resolved(files, tmp_path)
    for name in made:
        accepted, rejected = texts[f"{name}-tracked"]
        assert rejected == texts[name][1], name
        assert lines(accepted) == lines(texts[f"{name}-clean"][0]), name
    approved = "\n".join(paragraph.text for paragraph in approved_text(read(built()), made["built"]))
    assert lines(texts["built-tracked"][0]) == lines(approved)


def test_rows_come_and_go_whole_with_a_reason_on_them(tmp_path: Path) -> None:
    libreoffice.program()
    source = build(table(*(row(cell(paragraph(f"n{n}")), cell(paragraph(f"v{n}"))) for n in range(4))) + "<w:p/>")
    blocks = read(source)
    edits = [
        edit("f1", DeleteRow(blocks=(blocks[2].id, blocks[3].id)), "Why."),
        edit("f2", InsertRow(block=blocks[5].id, cells=("a", "b")), "Why."),
        edit("f3", DeleteRow(blocks=(blocks[6].id, blocks[7].id)), "Why."),
    ]
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    accepted, rejected = libreoffice.resolved({"rows": file.data}, tmp_path)["rows"]
    assert accepted.split() == ["n0", "v0", "n2", "v2", "a", "b"]
    assert accepted.strip("\n").count("\n") == 5
    assert rejected.strip("\n").split("\n") == [block.text for block in blocks if block.text]


def lines(text: str) -> list[str]:
    """The lines that are not blank: a paragraph that has to stay is emptied."""
    return [line for line in text.split("\n") if line.strip()]
