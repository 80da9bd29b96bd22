"""The keys of a folder: made once, opened as they are kept, kept in other ways; an error leaves all as it was."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from keyed_folder import PASSPHRASE, Keyed

from app.keys.profile_keys import FolderKeys
from app.store.store import open_store
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import DamagedFile, Keeping, Locked, MissingKey, PassphraseNeeded, PlainFile, WrongKey
from domain.kernel import utc_now

Step = Callable[[Keyed], object]


def test_keys_in_a_file_open_again(keyed: Keyed) -> None:
    made = keyed.made()
    assert keyed.keys().keeping() is Keeping.FILE
    assert keyed.opened().derive("log") == made.derive("log")


def test_the_recovery_code_opens_and_only_the_newest(keyed: Keyed) -> None:
    keys = keyed.keys()
    first = keys.make(Keeping.FILE)
    second = keys.new_recovery_code()
    found = keyed.keys()
    found.recover(second)
    assert found.derive("log") == keys.derive("log")
    with keyed.untouched(), pytest.raises(WrongKey, match="newer code has replaced it"):
        keyed.keys().recover(first)


def test_two_profiles_have_nothing_in_common(keyed: Keyed, tmp_path: Path) -> None:
    one, other = keyed.made(), Keyed(tmp_path / "other").made()
    assert one.derive("log") != other.derive("log")
    assert one.description().id != other.description().id


def test_locked_keys_derive_nothing(keyed: Keyed) -> None:
    keys = keyed.made()
    keys.lock()
    steps: list[Callable[[], object]] = [
        lambda: keys.derive("log"),
        keys.new_recovery_code,
        lambda: keys.keep(Keeping.PASSPHRASE, PASSPHRASE),
        lambda: keyed.keys().derive("log"),
    ]
    for step in steps:
        with keyed.untouched(), pytest.raises(Locked):
            step()
    keys.unlock()
    keys.derive("log")


def test_the_way_of_keeping_changes_and_the_old_way_is_gone(keyed: Keyed) -> None:
    keys = keyed.keys()
    code = keys.make(Keeping.FILE)
    log, secret = keys.derive("log"), keyed.key_files[0].read_bytes()

    keys.keep(Keeping.PASSPHRASE, PASSPHRASE)
    assert keyed.key_files == []
    assert keyed.opened(PASSPHRASE).derive("log") == log
    assert all(secret not in p.read_bytes() for p in keyed.root.rglob("*") if p.is_file())

    keys.keep(Keeping.PASSPHRASE, "another passphrase")
    with keyed.untouched(), pytest.raises(WrongKey):
        keyed.opened(PASSPHRASE)

    found = keyed.keys()
    found.recover(code)
    found.keep(Keeping.FILE)
    found.keep(Keeping.FILE)
    assert found.description().passphrase is None
    assert keyed.opened().derive("log") == log


@pytest.mark.parametrize("change", [Path.unlink, lambda p: p.write_bytes(b"short"), lambda p: p.chmod(0o644)])
def test_a_key_file_that_is_gone_or_bad_is_made_anew(keyed: Keyed, change: Callable[[Path], object]) -> None:
    keys = keyed.keys()
    code = keys.make(Keeping.FILE)
    change(keyed.key_files[0])
    found = keyed.keys()
    found.recover(code)
    found.keep(Keeping.FILE)
    assert keyed.opened().derive("log") == keys.derive("log")


def test_a_description_that_cannot_be_written_leaves_the_key_where_it_was(keyed: Keyed) -> None:
    keys = keyed.made(Keeping.PASSPHRASE)
    (keyed.folder / ".profile.json.new").mkdir()
    with keyed.untouched(), pytest.raises(StoreUnavailable, match="cannot be written"):
        keys.keep(Keeping.FILE)


def test_a_key_file_is_overwritten_before_it_is_deleted(keyed: Keyed) -> None:
    keys = keyed.made()
    second_name = keyed.root / "second name"
    os.link(keyed.key_files[0], second_name)
    keys.keep(Keeping.PASSPHRASE, PASSPHRASE)
    assert second_name.read_bytes() == bytes(32)


def test_without_a_keyring_heads_are_noted_nowhere(keyed: Keyed) -> None:
    keys = keyed.made()
    keys.note_head("7:ab")
    assert keys.noted_head() is None
    assert keys.keyring() is None


def test_there_is_a_profile_where_there_is_a_description_or_a_log(keyed: Keyed) -> None:
    assert not keyed.keys().exists()
    keyed.folder.mkdir()
    (keyed.folder / "log.db").touch()
    assert not keyed.keys().exists()
    (keyed.folder / "log.db").write_bytes(b"something")
    assert keyed.keys().exists()
    shutil.rmtree(keyed.folder)
    keyed.made()
    assert keyed.keys().exists()


def _open(keyed: Keyed) -> None:
    keyed.opened()


def _with_key_file(change: Callable[[Path], object]) -> Step:
    def broken(keyed: Keyed) -> None:
        keyed.made()
        change(keyed.key_files[0])

    return broken


def _with_log(data: bytes, *, described: bool) -> Step:
    def broken(keyed: Keyed) -> None:
        keyed.made()
        (keyed.folder / "log.db").write_bytes(data)
        if not described:
            keyed.description_file.unlink()

    return broken


def _linked_key_file(path: Path) -> None:
    path.symlink_to(path.rename(path.with_name("moved")))


ERRORS: dict[str, tuple[Step, Step, type[StoreUnavailable], str]] = {
    "nothing there": (lambda k: k.folder.mkdir(), _open, StoreUnavailable, "There is no profile in"),
    "no folder": (lambda k: None, _open, StoreUnavailable, "There is no profile in"),
    "no passphrase": (lambda k: k.made(Keeping.PASSPHRASE), _open, PassphraseNeeded, "DOCSENSE_PASSPHRASE"),
    "wrong passphrase": (
        lambda k: k.made(Keeping.PASSPHRASE),
        lambda k: k.opened("correct horse batter"),
        WrongKey,
        "passphrase is wrong",
    ),
    "wrong code": (
        lambda k: k.made().new_recovery_code(),
        lambda k: k.keys().recover("000G4-0R40M-30E20-9185G-R38E1-W8124-GKAD1"),
        WrongKey,
        "another profile",
    ),
    "mistyped code": (
        lambda k: k.made().new_recovery_code(),
        lambda k: k.keys().recover("000G4-0R40M-30E20-9185G-R38E1-W8124-GKAD2"),
        WrongKey,
        "mistyped",
    ),
    "no code": (
        lambda k: k.made(),
        lambda k: k.keys().recover("000G4-0R40M-30E20-9185G-R38E1-W8124-GKAD1"),
        WrongKey,
        "No recovery code was made",
    ),
    "key file gone": (_with_key_file(Path.unlink), _open, MissingKey, "docsense key recover"),
    "key file cut": (_with_key_file(lambda p: p.write_bytes(b"short")), _open, DamagedFile, "docsense key recover"),
    "key file longer": (_with_key_file(lambda p: p.write_bytes(bytes(33))), _open, DamagedFile, ".key is damaged"),
    "key file flipped": (_with_key_file(lambda p: p.write_bytes(bytes(32))), _open, WrongKey, "another profile"),
    "key file readable": (_with_key_file(lambda p: p.chmod(0o640)), _open, StoreUnavailable, "chmod 600"),
    "key file linked": (_with_key_file(_linked_key_file), _open, StoreUnavailable, "cannot be read"),
    "description gone": (_with_log(b"\x9a" * 4096, described=False), _open, MissingKey, "profile.json is gone"),
    "plain": (_with_log(b"SQLite format 3\0" + bytes(84), described=True), _open, PlainFile, "is not encrypted"),
    "plain alone": (_with_log(b"SQLite format 3\0" + bytes(84), described=False), _open, PlainFile, "not encrypted"),
    "made twice": (lambda k: k.made(), lambda k: k.made(), StoreUnavailable, "already"),
    "made over a log": (
        _with_log(b"SQLite format 3\0", described=False),
        lambda k: k.made(),
        StoreUnavailable,
        "already",
    ),
    "short passphrase": (
        lambda k: None,
        lambda k: k.made(Keeping.PASSPHRASE, "1234567"),
        StoreUnavailable,
        "at least 8 characters",
    ),
    "no passphrase given": (
        lambda k: None,
        lambda k: k.made(Keeping.PASSPHRASE, None),
        PassphraseNeeded,
        "passphrase",
    ),
    "no keyring": (lambda k: None, lambda k: k.made(Keeping.KEYRING), StoreUnavailable, "no keyring"),
    "kept in no keyring": (
        lambda k: k.made(),
        lambda k: k.opened().keep(Keeping.KEYRING),
        StoreUnavailable,
        "no keyring",
    ),
    "kept badly": (
        lambda k: k.made(),
        lambda k: k.opened().keep(Keeping.PASSPHRASE, "short"),
        StoreUnavailable,
        "at least 8",
    ),
}


@pytest.mark.parametrize(("prepare", "step", "error", "says"), ERRORS.values(), ids=ERRORS)
def test_an_error_says_what_to_do_and_leaves_all_as_it_was(
    keyed: Keyed, prepare: Step, step: Step, error: type[StoreUnavailable], says: str
) -> None:
    prepare(keyed)
    with keyed.untouched(), pytest.raises(error, match=says) as raised:
        step(keyed)
    assert type(raised.value) is error or error is StoreUnavailable
    assert PASSPHRASE not in str(raised.value)


def test_a_folder_that_cannot_be_made_is_told(keyed: Keyed) -> None:
    (keyed.root / "profile").write_text("a file is in the way")
    with pytest.raises(StoreUnavailable, match="cannot be written to"):
        keyed.made()
    assert keyed.key_files == []


def test_exchanged_descriptions_open_neither_profile(keyed: Keyed, tmp_path: Path) -> None:
    other = Keyed(tmp_path / "other")
    for each in (keyed, other):
        with_store(each, each.made())
    mine, theirs = keyed.description_file.read_bytes(), other.description_file.read_bytes()
    keyed.description_file.write_bytes(theirs)
    log = (keyed.folder / "log.db").read_bytes()
    found = FolderKeys(keyed.folder, key_files=other.root / "keys")
    found.unlock()  # the other's secret, which is whole but does not fit this log
    with pytest.raises(StoreUnavailable):
        with_store(keyed, found)
    assert (keyed.folder / "log.db").read_bytes() == log
    with pytest.raises(MissingKey):
        keyed.opened()
    keyed.description_file.write_bytes(mine)
    with_store(keyed, keyed.opened())


def with_store(keyed: Keyed, keys: FolderKeys) -> None:
    open_store(keyed.folder, keys, utc_now).close()
