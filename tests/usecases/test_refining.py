"""Refining verdicts: behind the findings, recorded with who did it, and left alone where it cannot be done."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.keys.throw_away import throw_away_keys
from app.usecases.analyse_document import analyse
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled, Report
from app.usecases.refine_verdicts import refine_verdicts
from domain.analysis.finding import Observation
from domain.analysis.request import AnalysisRequest, EngineInfo, PolicyVerdict, Verdict

TEXT = b"# Controls\n\nOrders above the credit threshold of USD 5 million are rejected.\n"


class Refining:
    """A refiner that finds everything compliant."""

    info = EngineInfo(name="test", version="1")
    available = True

    def __init__(self) -> None:
        self.noticed: tuple[Observation, ...] = ()

    def refine(
        self, request: AnalysisRequest, noticed: tuple[Observation, ...], report: Report, cancelled: Cancelled
    ) -> tuple[PolicyVerdict, ...]:
        self.noticed = noticed
        return tuple(
            PolicyVerdict(pack=pack.pack, requirement=requirement.id, status=Verdict.COMPLIANT, searched=1)
            for pack in request.packs
            for requirement in pack.requirements
        )


class Failing(Refining):
    def refine(
        self, request: AnalysisRequest, noticed: tuple[Observation, ...], report: Report, cancelled: Cancelled
    ) -> tuple[PolicyVerdict, ...]:
        raise EngineFailed("No.")


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as services:
        yield replace(services, refiner=Refining())


def analysed(s: Services, *packs: str) -> tuple[str, str]:
    document = import_document(s, TEXT, "controls.md", "controls.md", "A. Reviewer").document
    return document, analyse(s, document, "A. Reviewer", packs=packs)


def test_refined_verdicts_take_the_place_of_the_first_and_say_who_refined_them(s: Services) -> None:
    document, run = analysed(s, "us_sec_15c3_5")
    before = open_review(s, document)
    assert before.refined_by is None
    assert refine_verdicts(s, run, "A. Reviewer")
    after = open_review(s, document)
    assert after.refined_by == Refining.info
    assert {verdict.status for verdict in after.policies} == {Verdict.COMPLIANT}
    assert len(after.policies) == len(before.policies)
    assert after.findings == before.findings


def test_without_packs_or_a_model_nothing_is_refined(s: Services) -> None:
    _, run = analysed(s)
    assert not refine_verdicts(s, run, "A. Reviewer")
    _, run = analysed(s, "us_sec_15c3_5")
    missing = Refining()
    missing.available = False
    assert not refine_verdicts(replace(s, refiner=missing), run, "A. Reviewer")


def test_a_refinement_that_fails_leaves_the_verdicts(s: Services) -> None:
    document, run = analysed(s, "us_sec_15c3_5")
    before = open_review(s, document)
    with pytest.raises(EngineFailed):
        refine_verdicts(replace(s, refiner=Failing()), run, "A. Reviewer")
    assert open_review(s, document) == before
