"""The reader as the use cases have it: in a child process, with sentences for all that can go wrong."""

import pytest

from app.child import Limits
from app.importing.reader import MAX_BYTES, ChildReader
from app.usecases.ports.errors import Refused
from app.usecases.ports.tasks import TaskCancelled
from tests.builders.docx import build, paragraph


def never() -> bool:
    return False


@pytest.mark.parametrize(
    ("data", "name", "format", "texts"),
    [
        (build(paragraph("a") + paragraph("b \U0001d6fc")), "é.docx", "docx", ["a", "b \U0001d6fc"]),
        (b"# One\n\ntwo\n", "a.md", "markdown", ["One", "two"]),
        (build(paragraph("a")), "a\nb.md", "docx", ["a"]),
    ],
)
def test_blocks_come_back_from_the_child(data: bytes, name: str, format: str, texts: list[str]) -> None:
    document = ChildReader().read(data, name, never)
    assert document.format == format
    assert [block.text for block in document.blocks] == texts


@pytest.mark.parametrize(
    ("data", "limits", "words"),
    [
        (bytes(MAX_BYTES + 1), Limits(60, 1024), "over 64 MB"),
        (b"%PDF-1.7", Limits(60, 1024), "This is a PDF"),
        (b"text", Limits(0.01, 1024), "within 0.01 seconds"),
        (b"word " * 6_000_000, Limits(60, 400), "more than 400 MB of memory"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(data: bytes, limits: Limits, words: str) -> None:
    with pytest.raises(Refused, match=words):
        ChildReader(limits).read(data, "a.md", never)


def test_a_reviewer_can_cancel() -> None:
    with pytest.raises(TaskCancelled):
        ChildReader().read(b"text", "a.md", lambda: True)
