"""Every check finds something in each of its bad examples and nothing in the good ones."""

import pytest

from domain.analysis.checks import CHECKS
from domain.analysis.checks.check import Check
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

BAD = [pytest.param(check, text, id=f"{check.id}-{n}") for check in CHECKS for n, text in enumerate(check.bad)]
GOOD = [pytest.param(check, text, id=f"{check.id}-{n}") for check in CHECKS for n, text in enumerate(check.good)]


@pytest.mark.parametrize(("check", "text"), BAD)
def test_fires_on_its_bad_examples(check: Check, text: str) -> None:
    assert list(check.find(build_ir("Example", blocks_of(text))))


@pytest.mark.parametrize(("check", "text"), GOOD)
def test_is_silent_on_its_good_examples(check: Check, text: str) -> None:
    assert [hit.title for hit in check.find(build_ir("Example", blocks_of(text)))] == []


def test_every_check_has_an_id_of_its_own_and_examples_of_both_kinds() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(check.bad and check.good for check in CHECKS)
