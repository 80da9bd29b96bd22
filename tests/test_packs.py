"""Policy packs as YAML: every fault is named by line, requirement and field, and a pack comes back as written."""

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.packs import BadPack, BuiltinPacks, pack_text, read_pack
from domain.policies.pack import EvidenceHint, Level, Pack, Requirement

SOUND = """\
pack: house_rules
title: Rules
pack_version: 1.0
compiled: 2026-11-24
requirements:
- id: A
  requirement: The text names the owner.
  level: MUST
  verify: yes
  note:
  evidence:
    terms: [owner, 15]
"""

NO_ANCHORS = "a pack has no anchors, and nothing so deep within one another"
OTHER = "other is no field of a pack"


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadPack) as refused:
        read_pack(text, "rules.yaml")
    return [(problem.line, problem.what) for problem in refused.value.problems]


def test_a_pack_of_too_many_requirements_is_refused() -> None:
    head, _ = SOUND.split("- id: A")
    many = "".join(f"- {{id: R{n}, requirement: The text names the owner., level: MUST}}\n" for n in range(1001))
    assert problems(head + many) == [(5, "requirements must have 1,000 entries at most")]


def test_a_pack_needs_no_quotes_and_may_leave_fields_empty() -> None:
    pack = read_pack(SOUND, "rules.yaml")
    (requirement,) = pack.requirements
    assert (pack.pack_version, pack.compiled) == ("1.0", "2026-11-24")
    assert (requirement.verify, requirement.note, requirement.evidence.terms) == (True, "", ("owner", "15"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("level: MUST", "level: must", [(8, "requirement A, level must be MUST, SHOULD or MAY")]),
        ("  level: MUST\n", "", [(6, "requirement A, level is missing")]),
        ("- id: A\n  req", "- req", [(6, "requirement number 1, id is missing")]),
        ("note:", "nota: x", [(10, "requirement A, nota is no field of a pack")]),
        ("verify: yes", "verify: perhaps", [(9, "requirement A, verify must be true or false")]),
        ("[owner, 15]", "owner", [(12, "requirement A, evidence terms must be a list")]),
        ("[owner, 15]", "[owner, [x]]", [(12, "requirement A, evidence terms number 2 must be a text")]),
        ("house_rules", "House Rules", [(1, "pack must be small letters and digits, joined by _, as in house_rules")]),
        ("title: Rules", "title:", [(2, "title is missing")]),
        ("title: Rules", "title: Rules\ntitle: Laws", [(3, "title stands there twice")]),
        ("[owner, 15]", "&x [owner]\n- *x", [(12, NO_ANCHORS)]),
        ("title: Rules", "title: &x Rules\nbasis: *x", [(2, NO_ANCHORS)]),
        ("requirements:", "requirements: []\nother:", [(5, "requirements must not be empty"), (6, OTHER)]),
        (SOUND, "pack: x\ntitle: T\npack_version: 1", [(1, "requirements is missing")]),
        (SOUND, "just words", [(1, "the text must be fields with their values")]),
        (SOUND, "[" * 50_000, [(1, "this is not YAML: exceeded maximum nesting depth")]),
        (SOUND, "a: " + "[" * 30 + "]" * 30, [(1, NO_ANCHORS)]),
        (SOUND, "\x00", [(1, "this is not YAML (ReaderError)")]),
        (SOUND, "#" * (1 << 21), [(1, "the text is longer than the 1,048,576 characters a pack may have")]),
    ],
)  # fmt: skip
def test_every_fault_is_named_by_line_requirement_and_field(
    old: str, new: str, expected: list[tuple[int, str]]
) -> None:
    assert problems(SOUND.replace(old, new)) == expected


def test_the_first_fault_is_said_with_how_many_follow() -> None:
    with pytest.raises(BadPack, match=r"^rules.yaml, line 1: pack is missing \(3 more problems below it\)\.$"):
        read_pack("", "rules.yaml")


def test_the_packs_that_come_with_docsense_are_sound() -> None:
    packs = BuiltinPacks()
    assert len(packs) == 11
    assert sum(len(pack.requirements) for pack in packs.values()) == 285
    assert all(name == pack.pack for name, pack in packs.items())
    assert any(requirement.verify for requirement in packs["us_reg_sci"].requirements)
    assert all(requirement.note for requirement in packs["us_sr11_7"].requirements)
    text = (files("resources") / "policies" / "us_sr11_7.yaml").read_text("utf-8")
    assert read_pack(pack_text(packs["us_sr11_7"]), "x") == read_pack(text, "x")


LINE_ENDS = "\r\x85\u2028\u2029"  # which YAML makes one of
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=LINE_ENDS), max_size=30)
said = words.filter(str.strip)
requirements = st.builds(
    Requirement,
    id=said,
    citation=words,
    requirement=said,
    level=st.sampled_from(Level),
    evidence=st.builds(EvidenceHint, terms=st.lists(words, max_size=3).map(tuple), numbers=st.none() | words),
    note=words,
    verify=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(said, words, st.lists(requirements, min_size=1, max_size=3, unique_by=lambda each: each.id))
def test_any_pack_comes_back_as_it_was_written(title: str, status: str, listed: list[Requirement]) -> None:
    pack = Pack(pack="p", title=title, status=status, pack_version="1", requirements=tuple(listed))
    assert read_pack(pack_text(pack), "p") == pack
