"""The packs of the house through time: what is in force when, what may change, and what applies to a document."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel import IllegalTransition, NotFound
from domain.policies.pack import Level, Pack, Requirement, flaws_of
from domain.policies.repository import PackInstalled, PackRetired, PolicyRepository

TODAY = date(2026, 11, 29)
HOUSE = PolicyRepository(id="house")


def day(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)


def pack(version: str = "1", name: str = "p", **changes: object) -> Pack:
    requirement = Requirement(id="p1", requirement="Name the kill switch.", level=Level.MUST)
    return Pack(pack=name, title="P", pack_version=version, requirements=(requirement,)).model_copy(update=changes)


def house_with(*steps: tuple[str, int]) -> PolicyRepository:
    """Versions installed from a day on, in this order; the version "-" retires the pack."""
    house = HOUSE
    for version, since in steps:
        events = house.retire("p", day(since), TODAY) if version == "-" else ()
        house = house.apply(events or house.install(pack(version), day(since), TODAY))
    return house


@pytest.mark.parametrize(
    ("steps", "on", "in_force"),
    [
        ([("1", 0)], 0, "1"),
        ([("1", 0), ("2", 5)], 4, "1"),
        ([("1", 0), ("2", 5)], 5, "2"),
        ([("1", 0), ("3", 5), ("2", 2)], 4, "2"),
        ([("1", 0), ("3", 5), ("2", 2)], 9, "3"),
        ([("1", 0), ("2", 0)], 0, "2"),
        ([("1", -9), ("2", 3)], -2, "1"),
        ([("1", 0), ("-", 3), ("2", 6)], 6, "2"),
    ],
)
def test_on_a_day_the_version_is_in_force_that_began_last(steps: list[tuple[str, int]], on: int, in_force: str) -> None:
    assert house_with(*steps).in_force("p", day(on)).pack_version == in_force


@pytest.mark.parametrize(
    ("steps", "on", "why"),
    [([("1", 2)], 0, "from 2026-12-01"), ([("1", 0), ("-", 3)], 3, "retired since 2026-12-02")],
)
def test_before_its_first_day_and_once_retired_none_is(steps: list[tuple[str, int]], on: int, why: str) -> None:
    with pytest.raises(IllegalTransition, match=why):
        house_with(*steps).in_force("p", day(on))


def test_what_was_in_force_before_today_is_never_rewritten() -> None:
    house = house_with(("1", -9))
    for change in (lambda: house.install(pack("2"), day(-1), TODAY), lambda: house.retire("p", day(-1), TODAY)):
        with pytest.raises(IllegalTransition, match="today"):
            change()
    assert house.install(pack("1"), day(-1), TODAY) == ()


def test_a_pack_is_installed_once_and_retired_once() -> None:
    house = house_with(("1", 0))
    assert house.install(pack("1"), TODAY, TODAY) == ()
    house = house.apply(house.retire("p", TODAY, TODAY))
    with pytest.raises(IllegalTransition):
        house.retire("p", TODAY, TODAY)
    with pytest.raises(NotFound):
        house.in_force("q", TODAY)
    assert house.apply(house.install(pack("1"), TODAY, TODAY)).in_force("p", TODAY) == pack("1")


def test_packs_of_logs_without_days_are_in_force_since_ever() -> None:
    house = HOUSE.apply([PackInstalled(pack=pack("1")), PackInstalled(pack=pack("2"))])
    assert house.in_force("p", date(1999, 1, 1)) == pack("2")
    assert house.apply([PackRetired(pack="p")]).on("p", TODAY).pack is None  # type: ignore[union-attr]


def test_the_very_text_that_was_used_is_found_again() -> None:
    house = house_with(("1", 0), ("2", 1), ("-", 2))
    assert house.text_of(pack("1").used) == pack("1")
    assert house.text_of(pack("1", title="Another").used) is None


def test_a_field_that_packs_have_only_later_makes_no_other_text_of_one() -> None:
    class Later(Pack):
        audience: str = ""

    assert Later(**dict(pack("1"))).used == pack("1").used
    assert Later(**dict(pack("1")), audience="banks").used != pack("1").used


def test_packs_stay_with_a_document_until_others_are_assigned() -> None:
    house = house_with(("1", 0))
    with pytest.raises(NotFound, match="q"):
        house.assign("d", ("p", "q"))
    house = house.apply(house.assign("d", ("p", "p")))
    assert (house.assigned_to("d"), house.assigned_to("e")) == (("p",), ())
    assert house.assign("d", ("p",)) == ()
    assert house.apply(house.assign("d", ())).assigned_to("d") == ()


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=8), st.integers(0, 6))
def test_on_any_day_holds_what_was_recorded_last_among_the_latest_days(steps: list[tuple[int, bool]], on: int) -> None:
    house, expected, latest = HOUSE, None, -1
    for number, (since, is_text) in enumerate(steps):
        text = pack(str(number))
        event = (
            PackInstalled(pack=text, effective=day(since)) if is_text else PackRetired(pack="p", effective=day(since))
        )
        house = house.apply([event])
        if latest <= since <= on:
            expected, latest = (text if is_text else None), since
    standing = house.on("p", day(on))
    assert (standing.pack if standing else None) == expected


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({}, []),
        ({"pack": "House Rules"}, [("pack",)]),
        ({"pack": "../x"}, [("pack",)]),
        ({"title": " ", "pack_version": ""}, [("title",), ("pack_version",)]),
        ({"requirements": pack().requirements * 2}, [("requirements", 1, "id")]),
        (
            {"requirements": (Requirement(id="", requirement=" ", level=Level.MAY),)},
            [("requirements", 0, "id"), ("requirements", 0, "requirement")],
        ),
    ],
)
def test_what_keeps_a_pack_from_being_used_is_named_by_its_place(
    changes: dict[str, object], places: list[tuple[str | int, ...]]
) -> None:
    assert [flaw.place for flaw in flaws_of(pack(**{"version": "1", **changes}))] == places  # type: ignore[arg-type]
