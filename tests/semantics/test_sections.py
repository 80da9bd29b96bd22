"""Sections: numbers, paths and roles, with and without heading styles."""

import pytest

from domain.documents.text import Block, BlockKind, Story
from domain.semantics.ir import build_ir
from domain.semantics.sections import Role, sections_of
from domain.semantics.understanding import SectionEntry, SectionKind
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


def beside(text: str, story: Story, block: str) -> Block:
    return Block(id=block, kind=BlockKind.PARAGRAPH, text=text, story=story)


def test_what_stands_beside_the_text_is_in_no_section_of_it() -> None:
    stories = (Story.TEXT_BOX, Story.FOOTNOTE, Story.FOOTNOTE, Story.ENDNOTE, Story.HEADER, Story.FOOTER)
    rest = tuple(beside("Weights are capped.", story, f"s{number}") for number, story in enumerate(stories))
    found = sections_of((*blocks_of("# 1. Disclaimer\n\nNo advice."), *rest))
    assert [(s.title, s.role) for s in found[2:]] == [
        ("Disclaimer", Role.NOTICE),
        ("Footnotes", Role.RULES),
        ("Footnotes", Role.RULES),
        ("Endnotes", Role.RULES),
        ("Headers and footers", Role.NOTICE),
        ("Headers and footers", Role.NOTICE),
    ]
    assert found[3] is found[4]
    assert found[3].heading is None


def test_a_heading_in_a_text_box_opens_no_section() -> None:
    box = Block(id="t", kind=BlockKind.HEADING, text="Note", level=1, story=Story.TEXT_BOX)
    after = beside("Text.", Story.BODY, "p")
    assert {s.title for s in sections_of((*blocks_of("# 1. Weights"), box, after))} == {"Weights"}


def test_what_stands_under_a_notice_is_one_however_deep() -> None:
    blocks = blocks_of("# The Index\n\n## Disclaimer\n\n### General\n\nNo advice.")
    assert sections_of(blocks)[-1].role is Role.NOTICE


def entries(text: str) -> list[SectionEntry]:
    return list(build_ir("Text", blocks_of(text)).understanding.sections)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("1. Overview", SectionKind.OVERVIEW),
        ("2. Definitions", SectionKind.DEFINITIONS),
        ("3. Index Calculation", SectionKind.CALCULATION),
        ("3.1 Factor Weights", SectionKind.PARAMETERS),
        ("4. Eligibility Criteria", SectionKind.SELECTION),
        ("5. Rebalancing Schedule", SectionKind.REBALANCING),
        ("6. Order Execution", SectionKind.EXECUTION),
        ("7. Risk Limits", SectionKind.RISK),
        ("8. Data Sources", SectionKind.DATA),
        ("9. Business Days", SectionKind.CALENDAR),
        ("10. Governance", SectionKind.GOVERNANCE),
        ("11. Calculation Example", SectionKind.EXAMPLE),
        ("12. Disclaimer", SectionKind.NOTICE),
        ("13. Miscellaneous", SectionKind.RULES),
    ],
)
def test_kind_by_title(title: str, kind: SectionKind) -> None:
    assert entries(f"# Index Methodology\n\n## {title}\n\nText.")[1].kind is kind


def test_a_title_that_says_nothing_has_the_kind_of_the_one_above() -> None:
    found = entries("# 1. Data Sources\n\nText.\n\n## 1.1 General\n\nText.\n\n## 1.2 Order Routing\n\nText.")
    assert [(e.level, e.kind) for e in found] == [
        (1, SectionKind.DATA),
        (2, SectionKind.DATA),
        (2, SectionKind.EXECUTION),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Level = Value / Divisor\n\nR = Level - 1", SectionKind.CALCULATION),
        ('"Fee" means the annual fee.\n\n"Agent" means Example Ltd.', SectionKind.DEFINITIONS),
        ("It is rebalanced quarterly.", SectionKind.REBALANCING),
        ("Hello.\n\nIt is rebalanced quarterly.\n\nGood bye.", SectionKind.RULES),
    ],
)
def test_kind_by_what_stands_there(text: str, kind: SectionKind) -> None:
    assert [e.kind for e in entries(text)] == [kind]
    assert [e.kind for e in entries(f"# 1. General\n\n{text}")] == [kind]


def test_a_text_without_headings_has_one_entry() -> None:
    (entry,) = entries("Hello.\n\nGood bye.")
    assert (entry.heading, entry.title, entry.level) == (None, "", 1)


def test_the_name_of_the_document_is_not_what_its_parts_are_about() -> None:
    found = entries("# Calculation Methodology\n\n## General\n\nText.")
    assert [e.kind for e in found] == [SectionKind.OVERVIEW, SectionKind.RULES]


def test_what_decides_the_number_comes_before_what_describes_and_what_binds_nobody() -> None:
    titles = ("Calculation", "Definitions", "Governance", "Overview", "Disclaimer")
    ranks = [entries(f"# {title}\n\nText.")[0].importance for title in titles]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[-1] < 10 < 90 < ranks[0]


def test_a_clause_set_as_a_heading_is_no_name() -> None:
    clause = "References to writing include email, and contacts of either party may be used for every notice given."
    (section,) = sections_of(blocks_of(f"# 1.2 {clause}"))
    assert (section.name, section.role) == ("", Role.RULES)
