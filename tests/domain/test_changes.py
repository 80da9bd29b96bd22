"""Changes: which two collide, and the text that a set of them leads to."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.changes import (
    Comment,
    DeleteBlock,
    Edit,
    InsertAfter,
    Replace,
    Suggestion,
    approved_text,
    collide,
)
from domain.documents.text import Block, BlockKind, Span

A = Block(id="a", kind=BlockKind.PARAGRAPH, text="The cap is 5% of NAV.")
B = Block(id="b", kind=BlockKind.PARAGRAPH, text="Rebalanced monthly.")


def replace(start: int, end: int, text: str = "x", block: Block = A) -> Replace:
    return Replace(span=Span.of(block, start, end), text=text)


def edit(change: Suggestion) -> Edit:
    return Edit(finding="f", change=change, anchor=None, comment="", author="R", at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (replace(4, 7), replace(6, 9), True),
        (replace(4, 7), replace(7, 9), False),
        (replace(4, 7), replace(4, 7), True),
        (replace(4, 7), replace(4, 7, block=B), False),
        (replace(5, 5), replace(4, 7), True),
        (replace(4, 4), replace(4, 7), False),
        (replace(7, 7), replace(4, 7), False),
        (replace(5, 5), replace(5, 5), False),
        (DeleteBlock(block="a"), replace(4, 7), True),
        (DeleteBlock(block="a"), DeleteBlock(block="a"), True),
        (DeleteBlock(block="b"), replace(4, 7), False),
        (DeleteBlock(block="a"), InsertAfter(block="a", text="x"), False),
        (InsertAfter(block="a", text="x"), InsertAfter(block="a", text="y"), False),
        (Comment(text="x"), replace(4, 7), False),
    ],
)
def test_two_changes_collide_when_they_cannot_both_be_made(one: Suggestion, other: Suggestion, expected: bool) -> None:
    assert collide(one, other) is expected
    assert collide(other, one) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], [("a", "The cap is 5% of NAV."), ("b", "Rebalanced monthly.")]),
        ([replace(11, 13, "6%")], [("a", "The cap is 6% of NAV."), ("b", "Rebalanced monthly.")]),
        ([replace(11, 11, "at most ")], [("a", "The cap is at most 5% of NAV."), ("b", "Rebalanced monthly.")]),
        ([replace(3, 7, "")], [("a", "The is 5% of NAV."), ("b", "Rebalanced monthly.")]),
        (
            [replace(11, 13, "6%"), replace(11, 11, "~")],
            [("a", "The cap is ~6% of NAV."), ("b", "Rebalanced monthly.")],
        ),
        ([replace(0, 0, "1"), replace(0, 0, "2")], [("a", "12The cap is 5% of NAV."), ("b", "Rebalanced monthly.")]),
        ([DeleteBlock(block="a")], [("b", "Rebalanced monthly.")]),
        (
            [InsertAfter(block="a", text="one"), InsertAfter(block="a", text="two"), DeleteBlock(block="a")],
            [(None, "one"), (None, "two"), ("b", "Rebalanced monthly.")],
        ),
        ([Comment(text="why?")], [("a", "The cap is 5% of NAV."), ("b", "Rebalanced monthly.")]),
    ],
)
def test_the_approved_text_is_the_blocks_with_the_changes_made(
    changes: list[Suggestion], expected: list[tuple[str | None, str]]
) -> None:
    text = approved_text((A, B), [edit(change) for change in changes])
    assert [(paragraph.block, paragraph.text) for paragraph in text] == expected


@given(st.text(max_size=40), st.data())
def test_changes_that_do_not_collide_can_be_made_in_any_order(text: str, data: st.DataObject) -> None:
    block = Block(id="a", kind=BlockKind.PARAGRAPH, text=text.replace("\ufffc", ""))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(block.text)), max_size=8, unique=True)))
    spans = [Span.of(block, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = [edit(Replace(span=span, text=f"<{i}>")) for i, span in enumerate(spans)]
    assert not any(collide(a.change, b.change) for a in edits for b in edits if a is not b)
    forwards, backwards = approved_text((block,), edits), approved_text((block,), edits[::-1])
    assert forwards == backwards
    removed = sum(len(span.quote) for span in spans)
    assert len(forwards[0].text) == len(block.text) - removed + sum(len(f"<{i}>") for i in range(len(spans)))


def test_a_span_is_as_long_as_its_quote_and_lies_within_its_block() -> None:
    with pytest.raises(ValueError, match="as long as its quote"):
        Span(block="a", start=0, end=2, quote="abc")
    with pytest.raises(ValueError, match="within its block"):
        Span.of(A, 3, 100)
    assert Span.of(A, 4, 7).fits(A)
    assert not Span.of(A, 4, 7).fits(B)
