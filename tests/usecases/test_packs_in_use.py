"""Packs in use: what applies when a document is analysed, what is refused, and that a run's packs can be proved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.usecases.analyse_document import analyse
from app.usecases.import_document import blocks_of, import_document
from app.usecases.judge_verdict import judge
from app.usecases.open_review import open_review
from app.usecases.policies import (
    NameTaken,
    SameVersion,
    assign,
    assigned_packs,
    install,
    known_packs,
    retire,
    today,
)
from app.usecases.ports.services import Services
from app.usecases.try_requirement import try_requirement
from domain.analysis.run import AnalysisRun
from domain.feedback.events import Judgement
from domain.kernel import IllegalTransition, NotFound
from domain.policies.pack import EvidenceHint, Level, Pack, Requirement
from domain.policies.repository import THE_REPOSITORY, PolicyRepository
from tests.builders.engine import SilentEngine

TEXT = b"# Controls\n\nThe kill switch is pulled by the operator.\n\nThe level is published daily.\n"
BUILTIN = "us_sec_15c3_5"


def own(version: str = "1.0", term: str = "kill switch") -> Pack:
    requirement = Requirement(
        id="H-1", requirement="The kill switch is named.", level=Level.MUST, evidence=EvidenceHint(terms=(term,))
    )
    return Pack(pack="house", title="House", pack_version=version, requirements=(requirement,))


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as services:
        yield services


@pytest.fixture
def document(s: Services) -> str:
    return import_document(s, TEXT, "a.md", "/a.md", "Ann").document


def packs_of_run(s: Services, document: str, *named: str) -> list[tuple[str, str]]:
    """Analyse; the packs the run names."""
    quiet = replace(s, engine=SilentEngine())
    run = s.store.load(AnalysisRun, analyse(quiet, document, "Ann", packs=named))
    return [(used.pack, used.version) for used in run.packs]


def test_assigned_packs_apply_each_time_and_named_ones_besides(s: Services, document: str) -> None:
    assert packs_of_run(s, document) == []
    install(s, own(), "Ann")
    assign(s, document, ("house",), "Ann")
    assert packs_of_run(s, document) == [("house", "1.0")]
    assert packs_of_run(s, document, BUILTIN) == [("house", "1.0"), (BUILTIN, "0.1")]
    assert packs_of_run(s, document) == [("house", "1.0")]


def test_a_version_applies_from_its_day_on(s: Services, document: str) -> None:
    install(s, own("1.0"), "Ann")
    install(s, own("2.0", term="operator"), "Ann", today(s) + timedelta(days=3))
    assign(s, document, ("house",), "Ann")
    assert packs_of_run(s, document) == [("house", "1.0")]
    install(s, own("1.1", term="switch"), "Ann")
    assert packs_of_run(s, document) == [("house", "1.1")]


def test_a_retired_pack_is_left_out_where_assigned_and_refused_where_named(s: Services, document: str) -> None:
    assign(s, document, (BUILTIN,), "Ann")
    retire(s, BUILTIN, "Ann")
    assert packs_of_run(s, document) == []
    with pytest.raises(IllegalTransition, match="retired"):
        analyse(s, document, "Ann", packs=(BUILTIN,))
    assert [e.retired for e in known_packs(s) if e.name == BUILTIN] == [True]
    install(s, s.packs[BUILTIN], "Ann")
    assert packs_of_run(s, document) == [(BUILTIN, "0.1")]
    assert [(e.in_force, e.builtin) for e in known_packs(s) if e.name == BUILTIN] == [(True, True)]


def test_the_text_a_run_used_is_in_the_log_whatever_came_after(s: Services, document: str) -> None:
    install(s, own("1.0"), "Ann")
    assign(s, document, ("house",), "Ann")
    run = s.store.load(AnalysisRun, analyse(s, document, "Ann"))
    install(s, own("2.0", term="operator"), "Ann")
    retire(s, "house", "Ann")
    assert s.store.load(PolicyRepository, THE_REPOSITORY).text_of(run.packs[0]) == own("1.0")
    assert open_review(s, document).packs == (own("1.0"),)
    assert list(s.store.verify()) == []


def test_what_would_confuse_packs_is_refused(s: Services, document: str) -> None:
    install(s, own(), "Ann")
    with pytest.raises(SameVersion, match="pack_version"):
        install(s, own(term="operator"), "Ann")
    with pytest.raises(NameTaken):
        install(s, own().model_copy(update={"pack": BUILTIN}), "Ann")
    with pytest.raises(NotFound, match="There are: house, apac_canada"):
        assign(s, document, ("nosuch",), "Ann")
    with pytest.raises(NotFound):
        assign(s, "0" * 32, ("house",), "Ann")
    with pytest.raises(NotFound):
        retire(s, "nosuch", "Ann")
    assert assigned_packs(s, document) == ()


def test_a_requirement_is_tried_without_a_trace(s: Services, document: str) -> None:
    head = s.store.head()
    blocks = blocks_of(s, document, open_review(s, document).revision)
    verdict = try_requirement(s.engine, own(), "H-1", "T", blocks)
    assert verdict.requirement == "H-1"
    assert "The kill switch is pulled by the operator." in [span.quote for span in verdict.evidence]
    assert s.store.head() == head
    with pytest.raises(NotFound, match="H-2"):
        try_requirement(s.engine, own(), "H-2", "T", blocks)


def test_a_judgement_is_on_what_the_run_said_and_stays_for_the_same_words_of_the_next(
    s: Services, document: str
) -> None:
    install(s, own(), "Ann")
    assign(s, document, ("house",), "Ann")
    first = analyse(s, document, "Ann")
    (verdict,) = open_review(s, document).policies
    passage = verdict.evidence[0]
    judge(s, document, first, verdict, Judgement.AGREE, "Ann", reason=" It is named. ")
    judge(s, document, first, verdict, Judgement.DISAGREE, "Ann", evidence=passage)
    analyse(s, document, "Ann")
    judgements = open_review(s, document).judgements
    assert [(each.judgement, each.reason, each.evidence) for each in judgements] == [
        ("agree", "It is named.", None),
        ("disagree", "", passage),
    ]
    with pytest.raises(NotFound, match="no such verdict"):
        judge(s, document, first, verdict.model_copy(update={"requirement": "H-9"}), Judgement.AGREE, "Ann")
    elsewhere = passage.model_copy(update={"start": 1})
    with pytest.raises(NotFound, match="no evidence"):
        judge(s, document, first, verdict, Judgement.AGREE, "Ann", evidence=elsewhere)
