"""Restoring: a backup is put into a profile of its own first, proved there, and only then takes the place of the other.

What the reviewer forgot stays forgotten: the profile's list is applied to whatever is put back.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from app.bootstrap import open_services
from app.store.backup import key_copies, newest_backup, unpack
from app.store.connection import copy_to
from app.store.document_keys import DocumentKeys
from app.store.files import BACKUPS, DESCRIPTION, HEAD, KEYS
from app.store.leases import Leases
from app.store.verification import verify
from app.usecases.forget_document import forget
from app.usecases.ports import ProfileKeys, Refused, StoreUnavailable
from domain.kernel import NotFound, Value

Unlock = Callable[[Path], ProfileKeys]
"""The unlocked keys of the profile in a folder; raises what opening one does."""

_ACTOR = "DocSense"
_BUSY_SECONDS = 10.0


class Restored(Value):
    """What a backup held, as proved: the events, the documents, and where its log ends (position and hash)."""

    backup: str
    events: int
    documents: int
    forgotten: int
    head: str
    seconds: float
    former: str | None = None
    """Where the profile that was there before is kept now."""


def restore(profile: Path, backup: Path | None, unlock: Unlock) -> Restored:
    """Put a backup (the newest scheduled one unless named) into the profile's place; raises Refused, StoreUnavailable.

    What was there is kept beside it under another name.
    """
    if Leases(profile / "leases").somebody_is_present():
        raise StoreUnavailable("The profile is open in another DocSense: close it first.")
    with _staged(profile, _chosen(profile, backup), unlock) as (folder, restored, keys):
        former = _free_name(profile) if profile.exists() else None
        if former:
            os.rename(profile, former)
        try:
            os.rename(folder, profile)
        except OSError:
            if former:
                os.rename(former, profile)
            raise
        if former and (former / BACKUPS).exists():
            os.rename(former / BACKUPS, profile / BACKUPS)
        keys.note_head((profile / HEAD).read_text())  # this one counts from now on, though it be older
        return restored.model_copy(update={"former": str(former) if former else None})


def drill(profile: Path, backup: Path | None, unlock: Unlock) -> Restored:
    """Put a backup into a passing folder and prove it there; the profile is left alone."""
    with _staged(profile, _chosen(profile, backup), unlock) as (_, restored, _):
        return restored


def _chosen(profile: Path, backup: Path | None) -> Path:
    chosen = backup or newest_backup(profile)
    if chosen is None:
        raise Refused("There is no backup in the profile yet: name the file of one.")
    return chosen


@contextmanager
def _staged(profile: Path, backup: Path, unlock: Unlock) -> Iterator[tuple[Path, Restored, ProfileKeys]]:
    """The backup as a profile beside the other, proved, with its views made and what was forgotten taken out."""
    began = time.monotonic()
    profile.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".docsense-", dir=profile.parent) as scratch:
        folder = Path(scratch) / "profile"
        unpack(backup, folder)
        _take_newer_description(profile, folder)
        keys = unlock(folder)
        if not (folder / KEYS).exists():
            _bring_document_keys(profile, folder, keys)
        if problems := list(verify(folder, keys, noted=None)):
            raise StoreUnavailable(f"{backup} is not whole; nothing was restored: {problems[0].problem}")
        forgotten = _forgotten(profile, keys)
        with open_services(folder, keys=keys, new=False) as s:
            for document in forgotten:
                try:
                    forget(s, document, _ACTOR)
                except NotFound:  # it came after the backup
                    s.store.forget(document)
            s.store.catch_up()
            restored = Restored(
                backup=str(backup),
                events=s.store.head(),
                documents=len(s.store.views.documents()),
                forgotten=len(forgotten),
                head=s.store.signed_head(),
                seconds=time.monotonic() - began,
            )
        yield folder, restored, keys


def _take_newer_description(profile: Path, folder: Path) -> None:
    """Let the profile's own description of its keys stand, which knows the passphrase of today."""
    theirs, ours = folder / DESCRIPTION, profile / DESCRIPTION
    try:
        same = json.loads(ours.read_bytes())["id"] == json.loads(theirs.read_bytes())["id"]
    except (OSError, ValueError, LookupError, TypeError):
        return
    if same:
        shutil.copyfile(ours, theirs)


def _bring_document_keys(profile: Path, folder: Path, keys: ProfileKeys) -> None:
    """Give a scheduled backup the documents' keys of the profile, or the newest copy of them that can be read."""
    for path in (profile / KEYS, *key_copies(profile)):
        if path.exists():
            with closing(DocumentKeys(path, keys.derive("document keys"), busy_seconds=_BUSY_SECONDS)) as found:
                try:
                    found.forgotten()
                    copy_to(found.engine, folder / KEYS)
                except StoreUnavailable:
                    (folder / KEYS).unlink(missing_ok=True)
                    continue
                return
    raise Refused("The backup holds no document keys, and the profile has none that can be read: name another backup.")


def _forgotten(profile: Path, keys: ProfileKeys) -> frozenset[str]:
    """The documents that the profile forgot, as far as its keys and their copies can be read."""
    found: set[str] = set()
    for path in (profile / KEYS, *key_copies(profile)):
        if path.exists():
            with closing(DocumentKeys(path, keys.derive("document keys"), busy_seconds=_BUSY_SECONDS)) as each:
                try:
                    found |= each.forgotten().keys()
                except StoreUnavailable:
                    continue
    return frozenset(found)


def _free_name(profile: Path) -> Path:
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    return profile.with_name(f"{profile.name}.before-{stamp}")
