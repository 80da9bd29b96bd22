"""Backups, restoring and forgetting from the command line, each step a process of its own."""

import json
import shutil
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import open_services, profile_keys
from app.store.backup import RESTORING, superfluous
from app.store.leases import Leases
from app.store.store import open_store
from domain.kernel import utc_now
from tests.builders.profile import raw
from tests.journeys.terminal import Terminal

TEXT = "# Index\n\nTurnover is limited to a reasonable level.\n\nThe Wombat cap is {}.\n"


def specification(folder: Path, name: str, cap: str = "5%") -> Path:
    path = folder / f"{name}.md"
    path.write_text(TEXT.format(cap))
    return path


def content(profile: Path) -> dict[Path, bytes]:
    """What the files hold; locks hold nothing."""
    return {path: path.read_bytes() for path in profile.rglob("*") if path.is_file() and path.suffix != ".lock"}


def listed(docsense: Terminal) -> list[str]:
    return [line.split("\t")[0] for line in docsense("documents").splitlines()]


def test_a_backup_brings_back_what_was_there_and_keeps_what_is_replaced(docsense: Terminal, tmp_path: Path) -> None:
    first = docsense.review(specification(tmp_path, "first"))["document"]["id"]
    head = docsense("backup", tmp_path / "one.docsense").strip()
    second = docsense.review(specification(tmp_path, "second", "6%"))["document"]["id"]
    assert listed(docsense) == [second, first]
    assert docsense("restore", tmp_path / "one.docsense").strip() == head
    assert listed(docsense) == [first]
    docsense("log", "verify", "--head", head)
    docsense.review(specification(tmp_path, "third", "7%"))
    docsense("log", "verify")
    (former,) = tmp_path.glob("profile.before-*")
    assert listed(Terminal(former)) == [second, first]


def test_a_backup_opens_on_a_machine_that_has_only_its_key(docsense: Terminal, tmp_path: Path) -> None:
    id = docsense.review(specification(tmp_path, "first"))["document"]["id"]
    docsense("backup", tmp_path / "one.docsense")
    shutil.rmtree(docsense.profile)
    docsense("restore", tmp_path / "one.docsense")
    assert listed(docsense) == [id]
    assert "reasonable" in docsense("review", tmp_path / "first.md")


def test_what_was_forgotten_stays_so_in_whatever_is_put_back(docsense: Terminal, tmp_path: Path) -> None:
    file = specification(tmp_path, "secret")
    secret, other = (docsense.review(f)["document"]["id"] for f in (file, specification(tmp_path, "other", "6%")))
    docsense("backup", tmp_path / "before.docsense")
    assert "--yes" in docsense.refuses("forget", secret)
    assert listed(docsense) == [other, secret]
    docsense("forget", file, "--yes")
    docsense("log", "verify")
    assert listed(docsense) == [other]
    docsense.refuses("log", "show", secret)
    docsense("restore", tmp_path / "before.docsense")
    docsense("log", "verify")
    assert listed(docsense) == [other]
    with closing(raw(docsense.profile / "keys.db")) as keys:
        assert [key for (key,) in keys.execute("SELECT key FROM document_keys WHERE document = ?", [secret])] == [None]
    # The same file may come back, as another document.
    assert docsense.review(file)["document"]["id"] not in (secret, other)


def test_a_drill_proves_the_newest_backup_and_leaves_everything_alone(docsense: Terminal, tmp_path: Path) -> None:
    docsense.review(specification(tmp_path, "first"))
    assert "no backup" in docsense.refuses("restore", "--drill")
    keys = profile_keys(docsense.profile)
    keys.unlock()
    with closing(open_store(docsense.profile, keys, lambda: utc_now() + timedelta(days=2))) as store:
        made = store.back_up_when_due()
    assert made
    before = {path: path.read_bytes() for path in docsense.profile.glob("*") if path.is_file()}
    done = docsense.run("restore", "--drill")
    assert done.stdout.strip() == made.head
    assert "1 documents" in done.stderr
    assert {path: path.read_bytes() for path in docsense.profile.glob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["profile"]


def test_a_scheduled_backup_is_put_back_with_a_copy_of_the_keys(docsense: Terminal, tmp_path: Path) -> None:
    id = docsense.review(specification(tmp_path, "first"))["document"]["id"]
    keys = profile_keys(docsense.profile)
    keys.unlock()
    with closing(open_store(docsense.profile, keys, lambda: utc_now() + timedelta(days=2))) as store:
        assert store.back_up_when_due()
    (docsense.profile / "log.db").write_bytes(b"\0" * 9000)
    (docsense.profile / "keys.db").unlink()
    assert "file header of log.db" in docsense("log", "verify", expect=2)
    docsense("restore")
    docsense("log", "verify")
    assert listed(docsense) == [id]
    assert list((docsense.profile / "backups").glob("2*.docsense"))


def test_a_scheduled_backup_older_than_a_forgetting_keeps_it_forgotten(docsense: Terminal, tmp_path: Path) -> None:
    """Also where the process that made it was killed, and left a copy of the keys."""
    secret, other = (
        docsense.review(f)["document"]["id"]
        for f in (specification(tmp_path, "secret"), specification(tmp_path, "other", "6%"))
    )
    keys = profile_keys(docsense.profile)
    keys.unlock()
    with closing(open_store(docsense.profile, keys, lambda: utc_now() + timedelta(days=2))) as store:
        assert store.back_up_when_due()
    left = docsense.profile / "backups" / ".docsense-copy-killed"
    left.mkdir()
    shutil.copy(docsense.profile / "keys.db", left)
    docsense("forget", secret, "--yes")
    assert not left.exists()
    docsense("restore", "--drill")
    docsense("restore")
    docsense("log", "verify")
    assert listed(docsense) == [other]


def test_a_restore_that_was_cut_off_makes_no_new_profile(docsense: Terminal, tmp_path: Path) -> None:
    file = specification(tmp_path, "first")
    id = docsense.review(file)["document"]["id"]
    former = tmp_path / "profile.before-2026-11-24-120000"
    docsense.profile.rename(former)
    assert str(former) in docsense.refuses("review", file)
    former.rename(docsense.profile)
    assert listed(docsense) == [id]


@pytest.mark.parametrize("gone", [["log.db", "head"], ["log.db", "head", "views-1.db"], ["log.db", "head", "keys.db"]])
def test_a_log_that_is_gone_is_not_replaced_by_an_empty_one(
    docsense: Terminal, tmp_path: Path, gone: list[str]
) -> None:
    file = specification(tmp_path, "first")
    docsense.review(file)
    for name in gone:
        (docsense.profile / name).unlink()
    before = {path.name for path in docsense.profile.iterdir()}
    assert "missing" in docsense.refuses("review", file)
    assert {path.name for path in docsense.profile.iterdir()} == before


@pytest.mark.parametrize("gone", [["profile.json"], ["profile.json", "log.db"], ["profile.json", "log.db", "head"]])
def test_remnants_of_a_profile_are_given_no_new_key(docsense: Terminal, tmp_path: Path, gone: list[str]) -> None:
    file = specification(tmp_path, "first")
    docsense.review(file)
    for name in gone:
        (docsense.profile / name).unlink()
    before = content(docsense.profile)
    assert "profile.json is gone" in docsense.refuses("review", file)
    assert content(docsense.profile) == before


def test_a_profile_that_cannot_be_looked_at_is_not_called_damaged(docsense: Terminal, tmp_path: Path) -> None:
    docsense.review(specification(tmp_path, "first"))
    (docsense.profile / "log.db-wal").mkdir()  # as little can be opened as in a folder nobody may write to
    assert "cannot be opened" in docsense.refuses("log", "verify")
    (docsense.profile / "log.db-wal").rmdir()
    docsense("log", "verify")


def test_one_backup_is_put_back_at_a_time(docsense: Terminal, tmp_path: Path) -> None:
    docsense.review(specification(tmp_path, "first"))
    docsense("backup", tmp_path / "one.docsense")
    with Leases(docsense.profile / "leases").hold(RESTORING) as held:
        assert held
        assert "is restoring" in docsense.refuses("restore", tmp_path / "one.docsense")
    docsense("restore", tmp_path / "one.docsense")


@pytest.mark.parametrize(
    "damage",
    ["no zip", "cut", "flipped", "another profile's", "of another kind", "other members", "inflated", "no keys"],
)
def test_what_is_no_whole_backup_is_refused(docsense: Terminal, tmp_path: Path, damage: str) -> None:
    docsense.review(specification(tmp_path, "first"))
    backup = tmp_path / "one.docsense"
    docsense("backup", backup)
    data = bytearray(backup.read_bytes())
    match damage:
        case "no zip":
            data = bytearray(b"not a backup")
        case "cut":
            del data[len(data) // 2 :]
        case "flipped":
            data[len(data) // 2] ^= 1
        case "another profile's":
            other = Terminal(tmp_path / "other")
            other.review(tmp_path / "first.md")
            other("backup", tmp_path / "two.docsense")
            shutil.rmtree(tmp_path / "other")
            # Its key is somewhere else: what cannot be opened is not put back.
            for key in profile_keys(docsense.profile).key_file().parent.iterdir():
                if key != profile_keys(docsense.profile).key_file():
                    key.unlink()
            data = bytearray((tmp_path / "two.docsense").read_bytes())
        case "other members" | "inflated" | "no keys":
            with zipfile.ZipFile(backup) as packed:
                members = {name: packed.read(name) for name in packed.namelist()}
            members |= {"other members": {"../evil": b"x"}, "no keys": {"profile.json": b"[" * 99_999}}.get(damage, {})
            kind = zipfile.ZIP_DEFLATED if damage == "inflated" else zipfile.ZIP_STORED
            with zipfile.ZipFile(backup, "w", kind) as packed:
                for name, member in members.items():
                    packed.writestr(name, member)
            data = bytearray(backup.read_bytes())
        case _:
            data = bytearray((docsense.profile / "log.db").read_bytes())
    backup.write_bytes(data)
    before = content(docsense.profile)
    docsense.refuses("restore", backup)
    assert content(docsense.profile) == before
    assert not list(tmp_path.glob("profile.before-*"))


def test_a_profile_that_is_open_is_not_replaced(docsense: Terminal, tmp_path: Path) -> None:
    docsense.review(specification(tmp_path, "first"))
    docsense("backup", tmp_path / "one.docsense")
    with open_services(docsense.profile):
        assert "open in another" in docsense.refuses("restore", tmp_path / "one.docsense")
    docsense("restore", tmp_path / "one.docsense")


def test_a_head_noted_elsewhere_shows_an_older_copy(docsense: Terminal, tmp_path: Path) -> None:
    docsense.review(specification(tmp_path, "first"))
    shutil.copytree(docsense.profile, tmp_path / "older")
    docsense.review(specification(tmp_path, "second", "6%"))
    head = docsense("backup", tmp_path / "one.docsense").strip()
    shutil.rmtree(docsense.profile)
    shutil.move(tmp_path / "older", docsense.profile)
    docsense("log", "verify")
    assert "are missing" in docsense("log", "verify", "--head", head, expect=2)
    assert "is no head" in docsense.refuses("log", "verify", "--head", "12")


def test_an_export_says_where_the_log_ends(docsense: Terminal, tmp_path: Path) -> None:
    review = docsense.review(specification(tmp_path, "first"))
    decisions = tmp_path / "decisions.json"
    decisions.write_text(
        json.dumps([{"finding": f["id"], "decision": "reject", "reason": "no"} for f in review["findings"]])
    )
    docsense("decide", review["document"]["id"], "--decisions", decisions)
    docsense("approve", review["document"]["id"])
    done = docsense.run("export", review["document"]["id"], "--out", tmp_path / "out.docx")
    head = next(line.split()[-1] for line in done.stderr.splitlines() if line.startswith("The log ends at"))
    docsense("log", "verify", "--head", head)


def test_the_retention_keeps_the_last_of_each_day_and_week() -> None:
    names = [f"2026-11-{day:02}T{hour:02}0000Z.docsense" for day in range(1, 31) for hour in (8, 20)]
    backups = sorted(map(Path, names), reverse=True)
    kept = [path.name[8:13] for path in backups if path not in superfluous(backups)]
    assert kept == ["30T20", "29T20", "28T20", "27T20", "26T20", "25T20", "24T20", "22T20", "15T20"]
