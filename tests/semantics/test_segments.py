"""Segments: lines, sentences and list items, and the text they leave nothing of behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.text import Block, BlockKind
from domain.semantics.sections import sections_of
from domain.semantics.segments import LONGEST, Segment, SegmentKind, segments_of
from tests.analysis.notation import blocks_of


def of(text: str) -> tuple[Segment, ...]:
    blocks = blocks_of(text)
    return segments_of(blocks, sections_of(blocks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Weights are 1.5% each. Then stop.", ["Weights are 1.5% each.", "Then stop."]),
        ("Listed in the U.S. and Japan. Done.", ["Listed in the U.S. and Japan.", "Done."]),
        ("Use e.g. futures. Stop.", ["Use e.g. futures.", "Stop."]),
        ("See No. 5 of the list. Stop.", ["See No. 5 of the list.", "Stop."]),
        ("Acme Inc. pays. Stop.", ["Acme Inc. pays.", "Stop."]),
        ("Is it? Yes! Good.", ["Is it?", "Yes!", "Good."]),
        ('He said "stop." Then went.', ['He said "stop."', "Then went."]),
        ("A line that was\nwrapped here. Next.", ["A line that was wrapped here.", "Next."]),
        ("Title line\nNext line", ["Title line", "Next line"]),
        ("Where:\n- x is one\n- y is two", ["Where:", "x is one", "y is two"]),
        ("1. First\n2. Second\n(a) third", ["First", "Second", "third"]),
        ("3-month return\nDone", ["3-month return", "Done"]),
        ("4.2 The roll takes days.", ["The roll takes days."]),
        ("# 4 Rolls\n\n4.2 roll_days is five.", ["4 Rolls", "roll_days is five."]),
        ("4.2 million shares are held.", ["4.2 million shares are held."]),
        ("Sampled every 60 s. Alerts follow.", ["Sampled every 60 s.", "Alerts follow."]),
        ("Signed by J. Smith.", ["Signed by J. Smith."]),
    ],
)
def test_divides(text: str, expected: list[str]) -> None:
    assert [segment.text for segment in of(text)] == expected


def test_items_know_what_introduces_them() -> None:
    segments = of("Companies are excluded if they:\n- make weapons\n\n* sell tobacco\n\nOthers stay.\n\n* Next")
    assert [(s.text, s.lead) for s in segments if s.kind is SegmentKind.ITEM] == [
        ("make weapons", "Companies are excluded if they:"),
        ("sell tobacco", "Companies are excluded if they:"),
        ("Next", ""),
    ]


def test_cells_know_the_first_cell_of_their_row() -> None:
    assert [(s.text, s.lead) for s in of("| Name | Value |\n| Cap | 5% |")] == [
        ("Name", ""),
        ("Value", "Name"),
        ("Cap", ""),
        ("5%", "Cap"),
    ]


@given(st.lists(st.text(st.sampled_from("aBé1 .,;:!?-•\n()\"'“”–\u00a0İ")), max_size=5))
def test_every_segment_is_where_it_says_and_nothing_readable_is_lost(texts: list[str]) -> None:
    blocks = tuple(Block(id=str(n), kind=BlockKind.PARAGRAPH, text=text) for n, text in enumerate(texts))
    segments = segments_of(blocks, sections_of(blocks))
    for segment in segments:
        assert segment.span().fits(segment.block)
        assert len(segment.text) == len(segment.low) == segment.end - segment.start <= LONGEST
    kept = "".join(segment.block.text[segment.start : segment.end] for segment in segments)
    assert kept.count("é") == sum(text.count("é") for text in texts)


def test_a_sentence_without_end_is_cut_between_words() -> None:
    segments = of("word " * 1_000)
    assert len(segments) > 1
    assert all(segment.text.strip().startswith("word") for segment in segments)


@pytest.mark.parametrize("text", ["Stop it \nnow.", "Stop  it   now.", "Stop it now.", " Stop it  now."])
def test_a_place_in_evenly_spaced_words_is_found_again(text: str) -> None:
    (segment,) = of(text)
    assert segment.even == "stop it now."
    places = [segment.place(at) for at in range(len(segment.even))]
    assert "".join(segment.low[at] for at in places) == segment.even
    assert segment.low[segment.place(8) : segment.place(11)] == "now"
