"""LibreOffice opens the exports, and what it makes of our changes with its own code is what was approved.

All accepted, a file is to say in LibreOffice what the clean file says there, and all rejected what the source does,
blank paragraphs, headers, notes and text boxes included. With DOCSENSE_LONG_SWEEP every file is tried many times.
"""

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.errors import Refused
from app.wordml import M, Package, w
from domain.documents.changes import Comment, DeleteRow, Edit, InsertRow, approved_text
from domain.documents.text import Block, Story
from tests.builders.docx import build, cell, inserted, paragraph, row, run, table
from tests.exporting import libreoffice
from tests.exporting.judges import SHARED, checker
from tests.exporting.otherwise import SHOWN, told
from tests.exporting.random_edits import edit, random_edits

LONG = bool(os.environ.get("DOCSENSE_LONG_SWEEP"))
FILES = sorted((SHARED / "corpus" / "docx").glob("*.docx"))
EDITS = 10
LARGE = 60_000
"""Bytes of a file that LibreOffice takes seconds for."""
_OTHERWISE = [
    *(w(name) for name in ("sdt", "fldChar", "fldSimple", "sym", "moveFrom", "cellDel", "txbxContent")),
    f"{{{M}}}oMath",
]
"""What LibreOffice accepts or rejects, or shows as text, in ways of its own."""
_REMARK = edit("remark", Comment(text="A remark."))


@dataclass(frozen=True)
class Case:
    """Edits in a file, and the file with them."""

    source: bytes
    blocks: Sequence[Block]
    made: Sequence[Edit]
    tracked: bytes
    clean: bytes
    is_plain: bool


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


def cases(seed: int) -> Iterator[tuple[str, Case]]:
    for name, source in sources().items():
        try:
            blocks = read(source)
            edits = [*told(random_edits(blocks, seed, min(EDITS, 2 * len(blocks))), blocks, source), _REMARK]
            file = WordExporter().export("tracked", "docx", source, blocks, edits)
            clean = WordExporter().export("clean", "docx", source, blocks, edits).data
        except Refused:
            continue
        made = [each for each in edits if each.finding not in file.commented]
        yield name, Case(source, blocks, made, file.data, clean, _is_plain(source))


def sources() -> dict[str, bytes]:
    found = {"built": built()}
    for path in FILES:
        data = path.read_bytes()
        if LONG or (len(found) < 4 and len(data) < LARGE and _is_plain(data) and len(read(data)) > 3):
            found[path.stem] = data
    return found


def read(data: bytes) -> tuple[Block, ...]:
    return read_docx(data, "a.docx").blocks


def _is_plain(data: bytes) -> bool:
    package = Package(data)
    return next(package.parse(package.main).iter(*_OTHERWISE), None) is None


def _shown(stories: libreoffice.Stories) -> dict[str, list[str]]:
    """Stories without the sign LibreOffice puts into an empty row that comes or goes, and without the blank at the end
    of a cell, which it drops in some tables when it opens a file."""
    return {kind: [said.replace("\u200d", "").rstrip(" ") for said in story] for kind, story in stories.items()}


@pytest.mark.parametrize("seed", [7, 11] if LONG else [7])
def test_libreoffice_reads_the_changes_as_they_were_approved(seed: int, tmp_path: Path) -> None:
    libreoffice.program()
    tried = dict(cases(seed))
    files = {name: case.tracked for name, case in tried.items()}
    files |= {f"{name}-clean": _remarked(case.clean) for name, case in tried.items()}
    files |= {f"{name}-source": _remarked(case.source) for name, case in tried.items()}
    found = libreoffice.resolved(files, tmp_path)
    wrong = {name: faults for name, case in tried.items() if (faults := list(_faults(name, case, found)))}
    plain = [name for name, case in tried.items() if case.is_plain]
    right = [name for name in plain if name not in wrong]
    print(
        f"\nseed {seed}: LibreOffice opens the exports of {len(tried)} files; it reads {len(right)} of {len(plain)} "
        f"plain ones as approved, and {len(tried) - len(plain) - len(wrong.keys() - set(plain))} of "
        f"{len(tried) - len(plain)} others"
    )
    assert {name: wrong[name] for name in plain if name in wrong} == {}


def _remarked(data: bytes) -> bytes:
    """A file with a comment, as the export has one: LibreOffice puts an empty paragraph before a table that begins a
    file with comments."""
    return WordExporter().export("tracked", "docx", data, read(data), [_REMARK]).data


def _faults(
    name: str, case: Case, found: Mapping[str, tuple[libreoffice.Stories, libreoffice.Stories]]
) -> Iterator[tuple[str, object]]:
    accepted, rejected = map(_shown, found[name])
    clean, (source, original) = _shown(found[f"{name}-clean"][0]), map(_shown, found[f"{name}-source"])
    for how, wanted, got in (("accepted", clean, accepted), ("rejected", original, rejected)):
        for kind in sorted(wanted.keys() | got.keys()):
            if wanted.get(kind) != got.get(kind):
                yield how, (kind, wanted.get(kind), got.get(kind))
    body = [block for block in case.blocks if block.story is Story.BODY]
    if _words(source["body"]) == _words(block.text for block in body):
        approved = _words(p.text for p in approved_text(body, case.made))
        if _words(accepted["body"]) != approved:
            yield "approved", (approved, accepted["body"])


def _words(said: Iterator[str] | Sequence[str]) -> list[str]:
    """The paragraphs that are not blank: one that has to stay is emptied."""
    return [each.rstrip(" ") for each in said if each.strip()]


@pytest.mark.skipif(not LONG, reason="what LibreOffice does otherwise than Word is looked at in the long sweep")
def test_what_is_left_out_for_libreoffice_it_still_does_otherwise(tmp_path: Path) -> None:
    files = {f"file{number}": data for number, data in enumerate(SHOWN.values())}
    found = libreoffice.resolved(files, tmp_path)
    same = [
        name
        for (file, data), name in zip(files.items(), SHOWN, strict=True)
        if all(
            [*got["body"], *got.get("note-body", [])] == [*word["body"], *word.get("footnotes", [])]
            for mode, got in zip(("accept", "reject"), found[file], strict=True)
            for word in [checker("docx_resolve").resolve(io.BytesIO(data), mode)]
        )
    ]
    assert same == []


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
    assert accepted["body"] == ["", "n0", "v0", "n2", "v2", "a", "b", ""]
    assert rejected["body"] == ["", *(block.text for block in blocks)]
