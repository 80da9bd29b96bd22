"""The keys of the profile in one folder: made, unlocked, and their secret kept in one way or another."""

import base64
import binascii
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import platformdirs
from filelock import FileLock, Timeout

from app.folders import make_folder
from app.keys.codes import new_code, printed, typed
from app.keys.description import Description, read, write
from app.keys.key_file import KeyFile
from app.keys.secret import Secret, locked
from app.keys.slots import PassphraseSlot, by_code, by_passphrase, good_passphrase, under_code, under_passphrase
from app.keys.system_keyring import SystemKeyring, usable_keyring
from app.store.files import DESCRIPTION, FORMER, LOG, remnants
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import Keeping, MissingKey, PassphraseNeeded, PlainFile, Purpose, WrongKey
from domain.kernel import utc_now

_PLAIN = b"SQLite format 3\0"
_LOCK_SECONDS = 10.0
_RECOVER = "Use the recovery code: docsense key recover"

_logger = logging.getLogger(__name__)


class AlreadyMade(StoreUnavailable):
    """There is a profile in the folder, so none is made there."""


class FolderKeys:
    """Locked until made, unlocked or recovered. Nothing that raises an error here changes a file of the profile."""

    def __init__(self, folder: Path, *, key_files: Path | None = None) -> None:
        self._folder = folder
        self._key_files = key_files or platformdirs.user_data_path("docsense-keys", appauthor=False)
        self._secret: Secret | None = None
        self._known: Description | None = None
        """The description as it was when the secret was unlocked or last kept in another way."""

    def exists(self) -> bool:
        """Whether the folder holds a profile, or something that stands in its place."""
        return bool(remnants(self._folder))

    def description(self) -> Description:
        """How the secret is kept, unproved; raises MissingKey, PlainFile, DamagedFile, StoreUnavailable."""
        log = self._folder / LOG
        if log.exists() and _begins(log, _PLAIN):
            raise PlainFile(f"{log} is not encrypted, so it is no profile of this DocSense. Name another folder.")
        try:
            return read(self._path)
        except FileNotFoundError:
            if self.exists():
                raise MissingKey(
                    f"{self._path} is gone, without which the profile cannot be opened. Put it back from a backup; "
                    "then, should its key be gone as well, use the recovery code: docsense key recover"
                ) from None
            raise StoreUnavailable(
                f"There is no profile in {self._folder}. Name the folder of one; reviewing a file makes it."
            ) from None

    def keeping(self) -> Keeping:
        """How the secret of the profile is kept; raises what `description` does."""
        return self.description().keeping

    def keyring(self) -> str | None:
        """The name of this machine's usable keyring; None where there is none."""
        ring = usable_keyring()
        return ring.name if ring else None

    def key_file(self) -> Path:
        """Where the secret of the profile lies if it is kept in a file; raises what `description` does."""
        return self._file(self.description().id).path

    def make(self, keeping: Keeping, passphrase: str | None = None) -> str:
        """As `start`, with a recovery code, which is the answer."""
        self.start(keeping, passphrase)
        return self.new_recovery_code()

    def start(self, keeping: Keeping, passphrase: str | None = None) -> None:
        """Make the keys of a new profile, unlocked, with no recovery code; raises AlreadyMade, StoreUnavailable."""
        self._refuse_existing()
        id, secret, now = uuid4().hex, Secret.new(), utc_now()
        slot = self._put(secret, id, keeping, passphrase)
        made = Description(id=id, created=now, keeping=keeping, kept_since=now, passphrase=slot)
        try:
            with self._changing():
                self._refuse_existing()
                self._save(made, secret)
        except StoreUnavailable:
            self._remove(id, keeping)
            raise
        self._secret = secret

    def unlock(self, passphrase: str | None = None) -> None:
        """Raises WrongKey, MissingKey, PlainFile, DamagedFile, PassphraseNeeded, StoreUnavailable."""
        description = self.description()
        self._accept(self._take(description, passphrase), description)

    def recover(self, code: str) -> None:
        """Unlock with the recovery code; raises what `unlock` does."""
        description = self.description()
        if description.recovery is None:
            raise WrongKey("No recovery code was made for this profile.")
        self._accept(by_code(description.recovery, typed(code), description.id), description)

    def keep(self, keeping: Keeping, passphrase: str | None = None) -> None:
        """Keep the secret in this way and no other; raises Locked, StoreUnavailable."""
        secret = self._unlocked()
        with self._changing():
            before = self.description()
            before.prove(secret)
            slot = self._put(secret, before.id, keeping, passphrase)
            now = {"keeping": keeping, "kept_since": utc_now(), "passphrase": slot}
            try:
                self._save(before.model_copy(update=now), secret)
            except StoreUnavailable:
                if keeping is not before.keeping:
                    self._remove(before.id, keeping)
                raise
        try:
            for other in set(Keeping) - {keeping}:  # of an earlier move that was cut off, too
                self._remove(before.id, other)
        except StoreUnavailable as error:
            raise StoreUnavailable(f"The key is kept anew, but lies in its old place as well. {error}") from error

    def new_recovery_code(self) -> str:
        """A recovery code; the one before it opens nothing any more. Raises Locked, StoreUnavailable."""
        secret, code = self._unlocked(), new_code()
        with self._changing():
            before = self.description()
            before.prove(secret)
            slot = under_code(secret, code, before.id, utc_now())
            self._save(before.model_copy(update={"recovery": slot}), secret)
        return printed(code)

    def lock(self) -> None:
        """Wipe the secret from memory."""
        if self._secret:
            self._secret.wipe()
        self._secret = self._known = None

    def derive(self, purpose: Purpose) -> bytes:
        """32 bytes; raises Locked."""
        return self._unlocked().derive(purpose)

    def noted_head(self) -> str | None:
        """The log's signed head as last noted in the keyring; None where none is, or the keyring does not answer."""
        with _unless_it_fails():
            if found := self._place_of_head():
                ring, entry = found
                return ring.read(entry)
        return None

    def note_head(self, head: str) -> None:
        """Note the log's signed head in the keyring, where the secret is kept there and the keyring answers."""
        with _unless_it_fails():
            if found := self._place_of_head():
                ring, entry = found
                ring.write(entry, head)

    @property
    def _path(self) -> Path:
        return self._folder / DESCRIPTION

    def _refuse_existing(self) -> None:
        former = max(self._folder.parent.glob(f"{self._folder.name}{FORMER}*"), default=None)
        if former and not self._folder.exists():
            raise StoreUnavailable(
                f"Restoring was cut off: the profile is in {former}. Rename it back to {self._folder} and try again."
            )
        if self.exists():
            raise AlreadyMade(f"There is a profile in {self._folder} already. Nothing was changed.")

    def _place_of_head(self) -> tuple[SystemKeyring, str] | None:
        if self._known and self._known.keeping is Keeping.KEYRING and (ring := usable_keyring()):
            return ring, _head(self._known.id)
        return None

    def _unlocked(self) -> Secret:
        if self._secret is None:
            raise locked()
        return self._secret

    def _accept(self, secret: Secret, description: Description) -> None:
        description.prove(secret)
        self._secret, self._known = secret, description

    def _save(self, description: Description, secret: Secret) -> None:
        sealed = description.sealed(secret)
        write(self._path, sealed)
        self._known = sealed

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One process at a time changes the description; the folder is made where it is not there."""
        leases = self._folder / "leases"
        lock = FileLock(leases / f"{DESCRIPTION}.lock", thread_local=False)
        try:
            make_folder(self._folder)
            leases.mkdir(mode=0o700, exist_ok=True)
            lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout as error:
            raise StoreUnavailable("Another DocSense is changing the keys of this profile. Try again.") from error
        except OSError as error:
            raise StoreUnavailable(
                f"The profile folder {self._folder} cannot be written to ({error.strerror}). Choose another folder."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _file(self, id: str) -> KeyFile:
        return KeyFile(self._key_files / f"{id}.key")

    def _put(self, secret: Secret, id: str, keeping: Keeping, passphrase: str | None) -> PassphraseSlot | None:
        """Put the secret where it is to be kept; the answer is the slot, where it is kept under the passphrase."""
        match keeping:
            case Keeping.PASSPHRASE:
                if passphrase is None:
                    _ask_for_passphrase()
                return under_passphrase(secret, good_passphrase(passphrase), id)
            case Keeping.KEYRING:
                ring = usable_keyring()
                if ring is None:
                    raise StoreUnavailable("This machine has no keyring that can be used. Use a passphrase.")
                ring.write(id, base64.b64encode(secret.exposed()).decode())
            case Keeping.FILE:
                self._file(id).write(secret)
        return None

    def _take(self, description: Description, passphrase: str | None) -> Secret:
        if description.passphrase:
            if passphrase is None:
                _ask_for_passphrase()
            return by_passphrase(description.passphrase, passphrase, description.id)
        if description.keeping is Keeping.FILE:
            return self._file(description.id).read()
        ring = usable_keyring()
        if ring is None:
            raise MissingKey(
                f"The key of the profile is in a keyring, and none can be used here. Start the keyring. {_RECOVER}"
            )
        entry = ring.read(description.id)
        if entry is None:
            raise MissingKey(f"The key of the profile is not in the keyring ({ring.name}) any more. {_RECOVER}")
        try:
            return Secret(base64.b64decode(entry, validate=True))
        except (binascii.Error, ValueError):
            raise WrongKey(f"What the keyring ({ring.name}) holds is not the key of this profile. {_RECOVER}") from None

    def _remove(self, id: str, keeping: Keeping) -> None:
        """Take the secret out of where it was kept; a keyring that is not there any more holds nothing to take out."""
        match keeping:
            case Keeping.KEYRING:
                if ring := usable_keyring():
                    ring.remove(id)
                    ring.remove(_head(id))
            case Keeping.FILE:
                self._file(id).remove()


def _ask_for_passphrase() -> NoReturn:
    raise PassphraseNeeded("The profile needs a passphrase: give it at a terminal, or set DOCSENSE_PASSPHRASE.")


def _head(id: str) -> str:
    """The name of the second entry in the keyring."""
    return f"{id} head"


def _begins(path: Path, start: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read ({error.strerror}). Check who may read it.") from error


@contextmanager
def _unless_it_fails() -> Iterator[None]:
    """The note in the keyring is a second safeguard: nothing waits for it, and nothing fails for its sake."""
    try:
        yield
    except StoreUnavailable as error:
        _logger.warning("The keyring did not take part: %s", type(error.__cause__ or error).__name__)
