"""Sections: numbers, paths and roles, with and without heading styles."""

import pytest

from domain.documents.text import Block, BlockKind
from domain.semantics.sections import Role, sections_of
from tests.analysis.notation import blocks_of


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("3. Weighting", "3", "Weighting"),
        ("3.2 Weighting", "3.2", "Weighting"),
        ("Section 4: Data", "4", "Data"),
        ("Appendix A - Countries", "A", "Countries"),
        ("Appendix B", "B", ""),
        ("IV. Rules", "IV", "Rules"),
        ("A Strategy for Bonds", "", "A Strategy for Bonds"),
        ("Weighting", "", "Weighting"),
        ("1) Scope", "1", "Scope"),
    ],
)
def test_number_and_title(printed: str, number: str, title: str) -> None:
    section = sections_of(blocks_of(f"# {printed}"))[0]
    assert (section.number, section.title, section.printed) == (number, title, printed)


def test_the_number_of_the_word_processor_is_part_of_the_printed_heading() -> None:
    heading = Block(id="h", kind=BlockKind.HEADING, text="Stock Selection", label="2.", level=1)
    assert sections_of((heading,))[0].printed == "2. Stock Selection"


def test_paths_follow_the_levels() -> None:
    paths = [s.path for s in sections_of(blocks_of("# A1\n\n## B1\n\ntext\n\n### C1\n\n## B2\n\n# A2"))]
    assert paths == [("A1",), ("A1", "B1"), ("A1", "B1"), ("A1", "B1", "C1"), ("A1", "B2"), ("A2",)]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("1. Index Overview", Role.OVERVIEW),
        ("Objective", Role.OVERVIEW),
        ("5. Risk Disclosures", Role.NOTICE),
        ("Risk Controls", Role.RULES),
        ("Disclaimer", Role.NOTICE),
        ("Weighting", Role.RULES),
    ],
)
def test_role(title: str, role: Role) -> None:
    assert sections_of(blocks_of(f"# {title}"))[0].role is role


def test_a_title_that_says_overview_does_not_make_the_whole_document_one() -> None:
    assert sections_of(blocks_of("# Overview of the Index\n\n## 2. Weights"))[1].role is Role.RULES


def test_plain_numbered_headings_serve_where_there_are_no_others() -> None:
    blocks = blocks_of("1. Selection\n\nStocks are ranked.\n\n2. Weighting\n\n2.1 Caps\n\nNo weight exceeds 5%.")
    assert [s.printed for s in sections_of(blocks)] == [
        "1. Selection",
        "1. Selection",
        "2. Weighting",
        "2.1 Caps",
        "2.1 Caps",
    ]


def test_a_numbered_list_is_no_row_of_headings() -> None:
    blocks = blocks_of("Do this:\n\n1. Rank the stocks\n\n2. Take the first\n\n3. Weight them\n\nThen stop.")
    assert {s.printed for s in sections_of(blocks)} <= {"", "3. Weight them"}


def test_lines_that_look_like_headings_are_text_where_there_are_real_ones() -> None:
    blocks = blocks_of("# 1. Rules\n\n2. Take the first\n\nThen stop.\n\n# 2. Data")
    assert [s.printed for s in sections_of(blocks)] == ["1. Rules", "1. Rules", "1. Rules", "2. Data"]
