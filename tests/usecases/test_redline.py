"""Edits from a list: one that the exporter cannot write right holds up no other."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

import pytest

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.engines import ExportedFile
from app.usecases.ports.errors import EditRefused, Refused
from app.usecases.redline import AskedDeletion, AskedReplacement, redline
from domain.documents.changes import Edit
from domain.documents.export import AS_DECIDED, ExportOptions
from domain.documents.text import Block
from tests.builders.docx import build, paragraph

AT = datetime(2026, 11, 24, tzinfo=UTC)
SOURCE = build(paragraph("The cap is high.") + paragraph("Not needed.") + paragraph("The end."))
BLOCKS = read_docx(SOURCE, "a.docx").blocks
ASKED = [
    AskedReplacement(block=BLOCKS[0].id, start=11, end=15, replacement="5%"),
    AskedDeletion(delete=BLOCKS[1].id),
    AskedReplacement(block=BLOCKS[2].id, start=4, end=7, replacement="start"),
]


class Choosy(WordExporter):
    """Refuses some edits, by their place in the list; "" stands for the file."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused

    def export(
        self,
        kind: Literal["tracked", "clean"],
        format: Literal["docx", "markdown"],
        source: bytes,
        blocks: Sequence[Block],
        edits: Sequence[Edit],
        options: ExportOptions = AS_DECIDED,
    ) -> ExportedFile:
        if "" in self.refused:
            raise Refused("The file is damaged.")
        for edit in edits:
            if edit.finding in self.refused:
                raise EditRefused("This one.", edit.finding)
        return super().export(kind, format, source, blocks, edits, options)


@pytest.mark.parametrize("refused", [(), ("0",), ("1",), ("0", "2"), ("0", "1", "2")])
def test_an_edit_that_cannot_be_written_is_refused_alone(refused: tuple[str, ...]) -> None:
    done = redline(Choosy(*refused), SOURCE, BLOCKS, ASKED, "Ada Reviewer", AT)
    assert [o.index for o in done.outcomes] == [0, 1, 2]
    assert [o.status for o in done.outcomes] == ["refused" if str(n) in refused else "applied" for n in range(3)]
    assert all(("exactly as asked" in o.reason) == (o.status == "refused") for o in done.outcomes)
    kept = [asked for n, asked in enumerate(ASKED) if str(n) not in refused]
    assert done.data == redline(WordExporter(), SOURCE, BLOCKS, kept, "Ada Reviewer", AT).data


def test_a_file_that_cannot_be_written_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="damaged"):
        redline(Choosy(""), SOURCE, BLOCKS, ASKED, "Ada Reviewer", AT)
