"""profile.json: any damage is told, and whoever has no secret changes nothing in it unnoticed."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyed_folder import Keyed

from app.keys.description import Description
from app.keys.slots import Cost
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import DamagedFile, WrongKey

GOLDEN = Path(__file__).parent / "golden" / "profile_v1.json"
GOLDEN_PASSPHRASE = "Geprüft und für gut befunden"
ONE_FOLDER = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("passphrase", [GOLDEN_PASSPHRASE, "Gepru\u0308ft und fu\u0308r gut befunden"])
def test_a_profile_of_the_first_version_opens_by_its_passphrase(keyed: Keyed, passphrase: str) -> None:
    _first_version(keyed)
    assert keyed.opened(passphrase).derive("log").hex() == (
        "446aff922177a4f550b6d8d7aa8871deea3afc8ec9f94fbb2c29dde038cab0d8"
    )


def test_a_profile_of_the_first_version_opens_by_its_recovery_code(keyed: Keyed) -> None:
    _first_version(keyed)
    keys = keyed.keys()
    keys.recover("fm7dk xk1f5 apmnv mmvnt ddsnx oqjfm ao9lt")
    assert keys.derive("log").hex() == "446aff922177a4f550b6d8d7aa8871deea3afc8ec9f94fbb2c29dde038cab0d8"


@ONE_FOLDER
@given(data=st.data())
def test_any_flipped_byte_is_told(keyed: Keyed, data: st.DataObject) -> None:
    good = _good(keyed)
    at = data.draw(st.integers(0, len(good) - 1))
    flip = data.draw(st.integers(1, 255))
    keyed.description_file.write_bytes(good[:at] + bytes([good[at] ^ flip]) + good[at + 1 :])
    with pytest.raises(DamagedFile, match=r"profile\.json is damaged"):
        keyed.opened()


@ONE_FOLDER
@given(data=st.data())
def test_a_file_cut_short_or_grown_is_told(keyed: Keyed, data: st.DataObject) -> None:
    good = _good(keyed)
    cut = data.draw(st.integers(0, len(good) - 1))
    tail = data.draw(st.sampled_from([b"", b"\n", b"\0", b"{}"]))
    keyed.description_file.write_bytes((good[:cut] + tail) if cut % 2 or not tail else good + tail)
    with pytest.raises(DamagedFile, match=r"profile\.json is damaged"):
        keyed.opened()


@pytest.mark.parametrize("junk", [b"null\n", b"[]\n", b"[" * 60_000, b"{" + b" " * 100_000 + b"}", b"\xff\xfe{}"])
def test_junk_is_told(keyed: Keyed, junk: bytes) -> None:
    keyed.made()
    keyed.description_file.write_bytes(junk)
    with keyed.untouched(), pytest.raises(DamagedFile):
        keyed.opened()


def test_a_newer_version_is_told(keyed: Keyed) -> None:
    keyed.made()
    keyed.rewrite(format=2)
    with keyed.untouched(), pytest.raises(StoreUnavailable, match="written by a newer DocSense"):
        keyed.opened()


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 1024 * 1024 + 1},
        {"memory_kib": 100 * 1024 * 1024},
        {"iterations": 17},
        {"lanes": 17},
        {"memory_kib": 8},
        {"iterations": 0},
        {"lanes": 0},
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_it_is_paid(keyed: Keyed, change: dict[str, int]) -> None:
    slot = _first_version(keyed).passphrase
    assert slot is not None
    keyed.rewrite(passphrase=slot.model_copy(update={"cost": Cost().model_copy(update=change)}))
    with keyed.untouched(), pytest.raises(DamagedFile):
        keyed.opened(GOLDEN_PASSPHRASE)


def test_a_cheaper_cost_does_not_open_the_slot(keyed: Keyed) -> None:
    slot = _first_version(keyed).passphrase
    assert slot is not None
    keyed.rewrite(passphrase=slot.model_copy(update={"cost": Cost(iterations=1)}))
    with keyed.untouched(), pytest.raises(WrongKey, match="passphrase is wrong"):
        keyed.opened(GOLDEN_PASSPHRASE)


@pytest.mark.parametrize("id", ["../../../etc/passwd", "A" * 32, "0" * 31, ""])
def test_an_id_that_is_none_is_refused(keyed: Keyed, id: str) -> None:
    keyed.made()
    keyed.rewrite(id=id)
    with keyed.untouched(), pytest.raises(DamagedFile):
        keyed.opened()


@pytest.mark.parametrize("dropped", ["recovery", "created"])
def test_a_change_without_the_secret_is_told_after_unlocking(keyed: Keyed, dropped: str, tmp_path: Path) -> None:
    keyed.made().new_recovery_code()
    other = Keyed(tmp_path / "other").made().description()
    keyed.rewrite(**{dropped: {"recovery": None, "created": other.created}[dropped]})
    with keyed.untouched(), pytest.raises(DamagedFile, match="changed by something other than DocSense"):
        keyed.opened()


def test_a_slot_of_another_profile_opens_nothing(keyed: Keyed, tmp_path: Path) -> None:
    keyed.made().new_recovery_code()
    theirs = Keyed(tmp_path / "theirs")
    code = theirs.made().new_recovery_code()
    keyed.rewrite(recovery=theirs.keys().description().recovery)
    with keyed.untouched(), pytest.raises(WrongKey, match="another profile"):
        keyed.keys().recover(code)


def test_the_secret_of_another_profile_is_told(keyed: Keyed, tmp_path: Path) -> None:
    keyed.made()
    theirs = Keyed(tmp_path / "theirs")
    theirs.made()
    keyed.key_files[0].write_bytes(theirs.key_files[0].read_bytes())
    with keyed.untouched(), pytest.raises(WrongKey, match="belongs to another profile"):
        keyed.opened()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_only_the_owner_may_read_what_is_made(keyed: Keyed) -> None:
    keyed.made().new_recovery_code()
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (keyed.folder, keyed.description_file, *keyed.key_files)}
    assert set(modes.values()) == {0o700, 0o600}
    assert modes["profile"] == stat.S_IMODE((keyed.root / "keys").stat().st_mode) == 0o700


def _first_version(keyed: Keyed) -> Description:
    keyed.folder.mkdir()
    keyed.description_file.write_bytes(GOLDEN.read_bytes())
    return keyed.keys().description()


def _good(keyed: Keyed) -> bytes:
    """The description as it was made, put back for the next example."""
    spare = keyed.root / "profile.json.good"
    if not spare.exists():
        keyed.made().new_recovery_code()
        spare.write_bytes(keyed.description_file.read_bytes())
    return spare.read_bytes()
