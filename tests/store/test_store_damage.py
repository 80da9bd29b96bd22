"""Whatever rots in the files of a profile, or is done to them by somebody without their key, `verify` names it.

Or nothing that can be read was changed by it. `make faults` does it long.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from profile_copies import OLDER_EVENTS, Profiles, keys_of, make_profiles, often, open_copy, problems
from store_samples import FixedKeys, install

from app.store.heads import Sidecar
from app.store.store import open_store
from app.store.verification import verify
from domain.kernel import Envelope, utc_now

PAGE = 4096
FILES = ("log.db", "keys.db", "head", "views-1.db", "profile.json")


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Profiles:
    return make_profiles(tmp_path_factory.mktemp("profiles"))


def content(profile: Path) -> tuple[list[Envelope], list[bytes]]:
    """All that can be read, in a profile that still takes more; raises StoreUnavailable."""
    with open_copy(profile) as store:
        events = list(store.events())
        sources = [store.attachment(document, name) for document in ("d1", "d2") for name in ("source/r", "blocks/r")]
        install(store, "more", repository="more")
        return events, sources


def named(profiles: Profiles) -> bool:
    """Whether damage to the copy is named; where it is not, nothing must have been changed in effect."""
    found = problems(profiles.copy)
    assert found or content(profiles.copy) == content(profiles.fresh())
    return bool(found)


# --- bit rot -------------------------------------------------------------------------------------------------------


def flipped(data: bytes, where: float, bit: int) -> bytes:
    place = int(where * len(data))
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


places = st.floats(0, 1, exclude_max=True)
rot = (
    st.builds(lambda where, bit: lambda data: flipped(data, where, bit), places, st.integers(0, 7))
    | st.builds(lambda where: lambda data: data[: int(where * len(data))], places)
    | st.builds(lambda where: lambda data: data[: int(where * len(data)) // PAGE * PAGE], places)
)


@often
@given(file=st.sampled_from(FILES), change=rot)
def test_bit_rot_is_named(profiles: Profiles, file: str, change: Callable[[bytes], bytes]) -> None:
    path = profiles.fresh() / file
    before = path.read_bytes()
    path.write_bytes(change(before))
    found = problems(profiles.copy)
    if file == "head" and not found:  # a digit in upper case, a space of another kind
        assert Sidecar(path).read() == Sidecar(profiles.whole / file).read()
    else:
        assert found
    assert path.read_bytes() == change(before)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named_or_made_anew(profiles: Profiles, file: str) -> None:
    (profiles.fresh() / file).unlink()
    assert named(profiles) is not file.startswith("views")


@often
@given(file=st.sampled_from(["log.db", "keys.db", "views-1.db"]), where=places, bit=st.integers(0, 7))
def test_a_damaged_page_is_named_by_its_number(profiles: Profiles, file: str, where: float, bit: int) -> None:
    path = profiles.fresh() / file
    before = path.read_bytes()
    path.write_bytes(flipped(before, where, bit))
    page = int(where * len(before)) // PAGE + 1
    words = (
        f"The file header of {file} is damaged."
        if page == 1
        else f"{file} is damaged: HMAC verification failed for page {page}."
    )
    assert words in [each.problem for each in problems(profiles.copy)]


# --- somebody with the files but no key ------------------------------------------------------------------------------


@often
@given(data=st.data())
def test_exchanged_pages_are_named_or_change_nothing(profiles: Profiles, data: st.DataObject) -> None:
    path = profiles.fresh() / "log.db"
    pages = _pages(path)
    if data.draw(st.booleans(), "within the file"):
        one, other = data.draw(st.lists(st.integers(0, len(pages) - 1), min_size=2, max_size=2, unique=True))
        pages[one], pages[other] = pages[other], pages[one]
    else:
        older = _pages(profiles.older / "log.db")
        for page in data.draw(st.sets(st.integers(0, len(older) - 1), min_size=1)):
            pages[page] = older[page]
    assume(b"".join(pages) != path.read_bytes())
    path.write_bytes(b"".join(pages))
    named(profiles)


@pytest.mark.parametrize("source", ["older", "other"])
@pytest.mark.parametrize("file", FILES)
def test_an_exchanged_file_is_named_or_changes_nothing(profiles: Profiles, file: str, source: str) -> None:
    """The head beside the log alone may be an older one, as after a power cut; profile.json was never changed."""
    shutil.copy(getattr(profiles, source) / file, profiles.fresh() / file)
    is_silent = source == "older" and file in ("head", "profile.json", "views-1.db")
    assert named(profiles) is not is_silent


@pytest.mark.parametrize("file", ["log.db-wal", "keys.db-wal"])
def test_an_older_write_ahead_log_put_beside_is_named(profiles: Profiles, file: str) -> None:
    shutil.copy(profiles.older_open / file, profiles.fresh() / file)
    assert OLDER_EVENTS <= problems(profiles.copy)[0].position <= OLDER_EVENTS + 1


def test_an_older_whole_copy_shows_only_against_a_head_noted_elsewhere(profiles: Profiles) -> None:
    with open_copy(profiles.fresh()) as store:
        anchor = store.signed_head()
    keys, noted = keys_of(profiles.older), (profiles.whole / "head").read_text()
    assert list(verify(profiles.older, keys, noted=None)) == []
    for found in (verify(profiles.older, keys, noted=None, anchor=anchor), verify(profiles.older, keys, noted=noted)):
        assert [each.position for each in found] == [OLDER_EVENTS]


def test_opening_an_older_copy_does_not_hide_it_from_the_keyring(profiles: Profiles, tmp_path: Path) -> None:
    keys, profile = FixedKeys(keyring=True), tmp_path / "profile"
    with closing(open_store(profile, keys, utc_now)) as store:
        install(store, "one")
    shutil.copytree(profile, tmp_path / "older")
    with closing(open_store(profile, keys, utc_now)) as store:
        install(store, "two")
    for _ in range(2):
        with closing(open_store(tmp_path / "older", keys, utc_now)) as store:
            assert [each.position for each in store.verify()] == [1]


def _pages(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]
