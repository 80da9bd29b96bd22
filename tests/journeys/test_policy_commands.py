"""Policy packs from the command line: installed, assigned, applied, tried, judged and retired."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.terminal import Terminal

OWN = """\
pack: house
title: House rules
pack_version: 1.0
requirements:
- id: H-1
  citation: Rule 1
  requirement: The kill switch is named.
  level: MUST
  verify: true
  note: Agreed in May.
  evidence:
    terms: [kill switch]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "house.yaml"
    file.write_text(OWN)
    return file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "spec.md"
    file.write_text("# Controls\n\nThe kill switch is pulled by the operator.\n")
    return file


def verdicts(review: dict[str, Any]) -> set[str]:
    return {verdict["pack"] for verdict in review["policies"]}


def test_an_assigned_pack_applies_to_every_review_until_it_is_taken_away(
    docsense: Terminal, own: Path, source: Path
) -> None:
    docsense("packs", "install", own)
    docsense.review(source)
    assert docsense("packs", "assign", source, "house").split() == ["house"]
    assert docsense("packs", "assign", source, "us_sr11_7").split() == ["house", "us_sr11_7"]
    assert verdicts(docsense.review(source)) == {"house", "us_sr11_7"}
    docsense("packs", "retire", "us_sr11_7")
    assert verdicts(docsense.review(source)) == {"house"}
    assert "retired" in docsense.refuses("review", source, "--policy", "us_sr11_7")
    docsense("packs", "install", "us_sr11_7")
    assert docsense("packs", "unassign", source, "house").split() == ["us_sr11_7"]
    assert docsense("packs", "unassign", source) == ""
    assert "not assigned" in docsense.refuses("packs", "unassign", source, "house")
    assert verdicts(docsense.review(source)) == set()
    runs = json.loads(docsense("log", "show", source, "--json"))["runs"]
    assert [[(p["pack"], p["version"]) for p in run["packs"]] for run in runs] == [
        [],
        [("house", "1.0"), ("us_sr11_7", "0.1")],
        [("house", "1.0")],
        [],
    ]
    docsense("log", "verify")


def test_a_version_is_in_force_from_its_day_on(docsense: Terminal, own: Path) -> None:
    docsense("packs", "install", own, "--from", "2020-01-01")
    own.write_text(OWN.replace("named", "named twice"))
    assert "raise pack_version" in docsense.refuses("packs", "install", own)
    own.write_text(OWN.replace("named", "named twice").replace("1.0", "2.0"))
    assert "today" in docsense.refuses("packs", "install", own, "--from", "2021-01-01")
    assert "no day" in docsense.refuses("packs", "install", own, "--from", "tomorrow")
    docsense("packs", "install", own, "--from", "2199-01-01")
    assert docsense("packs").splitlines()[0] == "house\t1\tHouse rules\t1.0\tyour own, in force since 2020-01-01"
    assert "Version 2.0 from 2199-01-01 on" in docsense("packs", "show", "house")


def test_a_pack_is_shown_with_its_notes_and_what_is_to_be_verified(docsense: Terminal, own: Path) -> None:
    shown = docsense("packs", "show", "us_sr11_7")
    assert "RESCINDED" in shown
    assert "Note: guidance rescinded April 2026" in shown
    assert "To be verified" in docsense("packs", "show", "us_reg_sci")
    assert "There are: apac_canada" in docsense.refuses("packs", "show", "nosuch")
    own.write_text(docsense("packs", "show", "us_sr11_7", "--yaml").replace("pack: us_sr11_7", "pack: mine"))
    assert not docsense.profile.exists()
    docsense("packs", "install", own)
    assert docsense("packs", "show", "mine", "--yaml") == own.read_text()
    properties = json.loads(docsense("packs", "schema"))["properties"]
    assert {"pack", "pack_version", "requirements"} <= set(properties)


def test_a_faulty_pack_is_refused_with_line_requirement_and_field(docsense: Terminal, own: Path) -> None:
    own.write_text(OWN.replace("MUST", "must"))
    said = docsense.refuses("packs", "install", own)
    assert f"{own}, line 8: requirement H-1, level must be MUST, SHOULD or MAY." in said
    own.write_bytes(b"title: \xff")
    assert "UTF-8" in docsense.refuses("packs", "install", own)
    assert not docsense.profile.exists()


def test_a_requirement_is_tried_on_a_file_and_a_document(docsense: Terminal, own: Path, source: Path) -> None:
    said = docsense("packs", "test", own, "H-1", source)
    assert "COMPLIANT  (1 passages searched)" in said
    assert "1. “The kill switch is pulled by the operator.”" in said
    assert not docsense.profile.exists()
    document = docsense.review(source)["document"]["id"]
    before = docsense("log", "dump")
    verdict = json.loads(docsense("packs", "test", own, "H-1", document[:8], "--json"))
    assert (verdict["requirement"], verdict["status"]) == ("H-1", "compliant")
    assert docsense("log", "dump") == before
    assert "no requirement H-2" in docsense.refuses("packs", "test", own, "H-2", source)


def test_a_verdict_and_its_evidence_are_judged(docsense: Terminal, own: Path, source: Path) -> None:
    docsense("packs", "install", own)
    docsense.review(source, "--policy", "house")
    judge = ("packs", "judge", source, "house", "H-1")
    docsense(*judge, "disagree", "--instead", "partial", "--reason", "By whom?")
    docsense(*judge, "agree", "--evidence", "1")
    assert "1 passages" in docsense.refuses(*judge, "agree", "--evidence", "2")
    assert "already is" in docsense.refuses(*judge, "disagree", "--instead", "compliant")
    assert "no verdict on H-2" in docsense.refuses("packs", "judge", source, "house", "H-2", "agree")
    shown = json.loads(docsense("log", "show", source, "--json"))["judgements"]
    assert [(j["requirement"], j["verdict"], j["judgement"], j["instead"], j["reason"]) for j in shown] == [
        ("H-1", "compliant", "disagree", "partial", "By whom?"),
        ("H-1", "compliant", "agree", None, ""),
    ]
    assert [j["evidence"] and j["evidence"]["quote"] for j in shown] == [
        None,
        "The kill switch is pulled by the operator.",
    ]
    assert "By whom?" in docsense("log", "show", source)
