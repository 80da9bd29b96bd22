"""The keys of a profile, as the store and the reviewer need them."""

from enum import StrEnum
from typing import Literal, Protocol

from app.usecases.ports.errors import StoreUnavailable


class WrongKey(StoreUnavailable):
    """The passphrase, code or keyring entry belongs to another profile or was mistyped."""


class MissingKey(StoreUnavailable):
    """The key is not where it is kept."""


class PlainFile(StoreUnavailable):
    """The profile's database is not encrypted, so DocSense did not write it."""


class DamagedFile(StoreUnavailable):
    """The description of the profile's keys is damaged."""


class PassphraseNeeded(StoreUnavailable):
    """The profile opens with a passphrase, and none was given."""


class Locked(StoreUnavailable):
    """The keys were wiped from memory."""


class Keeping(StrEnum):
    """How a profile's secret is kept: in the system's keyring, under a passphrase, or open in a file of the user's."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    FILE = "file"


Purpose = Literal["log", "views", "document keys", "head signature", "check", "profile"]
"""What a key is derived for."""


class StoreKeys(Protocol):
    """What the store needs of the keys."""

    def derive(self, purpose: Purpose) -> bytes:
        """32 bytes; raises Locked."""
        ...

    def noted_head(self) -> str | None:
        """The log's signed head as it was last noted in the keyring; None where nothing is kept there."""
        ...

    def note_head(self, head: str) -> None:
        """Note the log's signed head in the keyring, where the secret is kept there."""
        ...


class ProfileKeys(StoreKeys, Protocol):
    """The keys of one profile, all derived from its one secret; locked or unlocked."""

    def exists(self) -> bool:
        """Whether the folder holds a profile."""
        ...

    def keeping(self) -> Keeping:
        """How the secret of the profile is kept; raises MissingKey, PlainFile, DamagedFile."""
        ...

    def keyring(self) -> str | None:
        """The name of this machine's usable keyring; None where there is none."""
        ...

    def make(self, keeping: Keeping, passphrase: str | None = None) -> str:
        """Make the keys of a new profile, and unlock them; the answer is the recovery code."""
        ...

    def unlock(self, passphrase: str | None = None) -> None:
        """Raises WrongKey, MissingKey, PlainFile, DamagedFile, PassphraseNeeded."""
        ...

    def recover(self, code: str) -> None:
        """Unlock with the recovery code; raises WrongKey."""
        ...

    def keep(self, keeping: Keeping, passphrase: str | None = None) -> None:
        """Keep the secret in another way, and not in the old one any more."""
        ...

    def new_recovery_code(self) -> str:
        """A recovery code; the one before it opens nothing any more."""
        ...

    def lock(self) -> None:
        """Wipe the keys from memory."""
        ...
