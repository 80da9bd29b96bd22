"""What is suggested goes into the running text, never into a list or a table as one more item or line."""

import pytest

from domain.analysis.checks import observe
from domain.analysis.checks.check import takes_paragraph
from domain.analysis.finding import Observation
from domain.documents.changes import InsertAfter, Replace, Suggestion
from domain.documents.text import Block, BlockKind, Story
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

REFERENCE = "Fees are given in Appendix C."


def observed(text: str, rule: str) -> Observation:
    return next(o for o in observe(build_ir("Example", blocks_of(text))) if o.rule == rule)


def after(text: str, suggestion: Suggestion | None) -> str:
    """The changed block's text, or the new paragraph."""
    if isinstance(suggestion, Replace):
        block = next(block for block in blocks_of(text) if block.id == suggestion.span.block)
        return block.text[: suggestion.span.start] + suggestion.text + block.text[suggestion.span.end :]
    assert isinstance(suggestion, InsertAfter)
    return f"{suggestion.block}: {suggestion.text}"


@pytest.mark.parametrize("end", ["* first\n* last", "| Fee | Rate |"])
def test_a_missing_part_is_asked_for_at_the_reference_where_a_list_or_table_ends_the_document(end: str) -> None:
    text = f"{REFERENCE}\n\n{end}"
    assert after(text, observed(text, "DS-REF-01").suggestion) == (
        "Fees are given in Appendix C [to be specified: the content of Appendix C, or where it is to be found]."
    )


def test_a_missing_part_is_added_at_the_end_of_running_text() -> None:
    text = f"{REFERENCE}\n\nThe end."
    assert after(text, observed(text, "DS-REF-01").suggestion).startswith("b1: Appendix C [to be specified")


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("* w = b / 2", "w = b / 2 where b is [to be specified: definition, data source and unit]."),
        ("| Weight | w = b / 2 |", "w = b / 2 where b is [to be specified: definition, data source and unit]."),
        ("w = b / 2", "b0: where b is [to be specified: definition, data source and unit]."),
    ],
)
def test_a_variable_is_explained_behind_its_formula_in_a_list_or_table(text: str, changed: str) -> None:
    assert after(text, observed(text, "DS-FOR-01").suggestion) == changed


def test_a_sentence_added_to_an_item_without_a_full_stop_begins_a_sentence() -> None:
    text = "* z = x / std_dev"
    assert ". Where std is zero, z is [" in after(text, observed(text, "DS-FOR-05").suggestion).replace("_dev", "")


@pytest.mark.parametrize(
    ("kind", "label", "takes"),
    [
        (BlockKind.PARAGRAPH, "", True),
        (BlockKind.HEADING, "2.", True),
        (BlockKind.PARAGRAPH, "a)", False),
        (BlockKind.LIST_ITEM, "•", False),
    ],
)
def test_what_a_paragraph_can_be_added_below(kind: BlockKind, label: str, takes: bool) -> None:
    assert takes_paragraph(Block(id="b", kind=kind, text="x", label=label)) is takes


def test_all_variables_of_an_equation_are_named_and_the_article_is_not_one_of_them() -> None:
    title = observed("$w = \\frac{a}{b}$\n\nA stock has a price.", "DS-FOR-01").title
    assert title == "a and b are used in the formula for w and not defined"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The lookback window is 20 trading days.\n\nThe lookback window is 30 trading days.", "20 or 30 trading days"),
        ("The exposure limit is 5%. The exposure limit is 7%.", "5% or 7%"),
        ("The base date is 1 January 2020.\n\nThe base date is 2 January 2020.", "1 January 2020 or 2 January 2020"),
    ],
)
def test_of_two_values_both_are_quoted_and_the_second_is_to_be_decided(text: str, asked: str) -> None:
    observation = observed(text, "DS-CON-09")
    assert len(observation.spans) == 2
    assert f"is [to be specified: {asked}]." in after(text, observation.suggestion)


def test_the_end_of_the_document_is_that_of_its_main_text() -> None:
    *body, header = blocks_of(f"{REFERENCE}\n\nThe end.\n\nConfidential")
    blocks = (*body, header.model_copy(update={"story": Story.HEADER}))
    found = next(o for o in observe(build_ir("Example", blocks)) if o.rule == "DS-REF-01")
    assert isinstance(found.suggestion, InsertAfter)
    assert found.suggestion.block == body[-1].id


def test_a_gap_in_brackets_is_filled_with_one_pair_of_brackets() -> None:
    text = "The fee rate is [____] a year."
    assert after(text, observed(text, "DS-PAR-04").suggestion) == "The fee rate is [to be specified: fee rate] a year."


def test_an_empty_cell_is_filled_itself() -> None:
    text = "| Tax | Value | Section |\n| Denmark | 27% | 5 |\n| Norway | 25% | 5 |\n| Sweden | | 5 |"
    assert after(text, observed(text, "DS-SET-06").suggestion) == "[to be specified: Value of Sweden]"
