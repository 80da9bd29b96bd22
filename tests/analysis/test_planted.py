"""Defects planted in specifications are found at their words, and little else; ordinary prose is left in peace."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.analysis.checks import observe
from domain.analysis.finding import Observation, Severity
from domain.documents.text import Block
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

TEXTS = Path(__file__).parent / "texts"
PLANTED = sorted((TEXTS / "planted").glob("*.txt"))
PROSE = sorted((TEXTS / "prose").glob("*.txt"))
MARK = re.compile(r"\[\[(?P<kind>\w+)\|(?P<words>.*?)\]\]")
"""A planted defect: its category and the words it lies in."""


def weighty(blocks: tuple[Block, ...]) -> list[Observation]:
    ir = build_ir(blocks[0].text, blocks)
    return [found for found in observe(ir) if found.severity.rank <= Severity.MEDIUM.rank]


def touches(found: Observation, words: str, texts: dict[str, str]) -> bool:
    for span in found.spans:
        at = texts[span.block].find(words)
        if at >= 0 and span.start < at + len(words) and at < span.end:
            return True
    return False


def outcome(path: Path) -> tuple[list[str], list[str], list[str]]:
    """The planted words found, those missed, and the titles of findings at none of them."""
    text = path.read_text(encoding="utf-8")
    planted = [match["words"] for match in MARK.finditer(text)]
    blocks = blocks_of(MARK.sub(lambda match: match["words"], text))
    texts = {block.id: block.text for block in blocks}
    findings = weighty(blocks)
    found = [words for words in planted if any(touches(finding, words, texts) for finding in findings)]
    besides = [f.title for f in findings if not any(touches(f, words, texts) for words in planted)]
    return found, [words for words in planted if words not in found], besides


@pytest.mark.parametrize("path", PLANTED, ids=[path.stem for path in PLANTED])
def test_most_planted_defects_of_a_text_are_found_and_little_besides(path: Path) -> None:
    found, missed, besides = outcome(path)
    assert len(found) >= 0.6 * (len(found) + len(missed)), missed
    assert len(besides) <= 3, besides


def test_nine_in_ten_planted_defects_are_found_and_nine_in_ten_findings_are_planted() -> None:
    found, missed, besides = map(list, zip(*map(outcome, PLANTED), strict=True))
    hits, misses, others = (sum(map(len, lists)) for lists in (found, missed, besides))
    assert hits >= 0.88 * (hits + misses), [words for words in missed if words]
    assert others <= 0.12 * (hits + others), [titles for titles in besides if titles]


def words_in(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def prose() -> Iterator[tuple[Block, ...]]:
    for path in PROSE:
        yield blocks_of(path.read_text(encoding="utf-8"))


def test_ordinary_prose_yields_less_than_one_weighty_finding_in_two_thousand_words() -> None:
    texts = list(prose())
    words = sum(map(words_in, texts))
    assert words > 3_000
    assert len([found.title for text in texts for found in weighty(text)]) <= words // 2_000


def test_a_rule_in_the_midst_of_prose_is_still_read() -> None:
    rules = "# Index rules\n\n" + "Constituents are reweighted when prices move sharply. " * 8
    report = (TEXTS / "prose" / "company_report.txt").read_text(encoding="utf-8")
    assert "DS-VAG-07" in {found.rule for found in weighty(blocks_of(f"{rules}\n\n{report}"))}


def test_of_the_vague_words_of_one_kind_in_a_sentence_one_is_of_weight() -> None:
    blocks = blocks_of("Errors are corrected where they are large and where they are old.")
    found = [one for one in observe(build_ir("Rules", blocks)) if one.rule.startswith("DS-VAG")]
    assert len(found) > 1
    assert [one.severity.rank < Severity.LOW.rank for one in found] == [True] + [False] * (len(found) - 1)
