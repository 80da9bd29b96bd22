"""profile.json: how the secret of a profile is kept, guarded against bit rot, wrong keys and exchanged slots."""

import hashlib
import hmac
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from app.folders import sync_folder
from app.keys.secret import Secret
from app.keys.slots import PassphraseSlot, RecoverySlot
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import DamagedFile, Keeping, WrongKey
from domain.kernel import Value

_MOST_BYTES = 64 * 1024
_DIGEST = "sha256"


class Description(Value):
    """What profile.json says; a profile's id never changes.

    `check` tells the right secret from a wrong one, `seal` shows to whoever has the secret that nothing was exchanged
    by somebody without it.
    """

    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")

    format: Literal[1] = 1
    id: str = Field(pattern="^[0-9a-f]{32}$")
    created: datetime
    keeping: Keeping
    kept_since: datetime
    passphrase: PassphraseSlot | None = None
    recovery: RecoverySlot | None = None
    check: bytes = b""
    seal: bytes = b""

    @model_validator(mode="after")
    def _one_keeping(self) -> Self:
        if (self.keeping is Keeping.PASSPHRASE) != (self.passphrase is not None):
            raise ValueError("a passphrase slot is there if and only if the secret is kept in it")
        return self

    def sealed(self, secret: Secret) -> "Description":
        """The same with the check and the seal of this secret."""
        checked = self.model_copy(update={"check": _check(secret)})
        return checked.model_copy(update={"seal": checked._seal(secret)})

    def prove(self, secret: Secret) -> None:
        """Raises WrongKey where the secret belongs to another profile, DamagedFile where this is not as sealed."""
        if not hmac.compare_digest(self.check, _check(secret)):
            raise WrongKey("The key that was found belongs to another profile. Use the recovery code of this one.")
        if not hmac.compare_digest(self.seal, self._seal(secret)):
            raise DamagedFile(
                "profile.json was changed by something other than DocSense. Put it back from a backup of the profile."
            )

    def _seal(self, secret: Secret) -> bytes:
        content = _json(self.model_dump(mode="json", exclude={"seal"}))
        return hmac.digest(secret.derive("profile"), content, hashlib.sha256)


def read(path: Path) -> Description:
    """The description in the file, not yet proved; raises DamagedFile, StoreUnavailable, FileNotFoundError."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read ({error.strerror}). Check who may read it.") from error
    members = _members(data)
    if members is None:
        raise _damaged(path)
    if members.get("format") != 1:
        raise StoreUnavailable(f"{path} was written by a newer DocSense. Open the profile with that one.")
    try:
        return Description.model_validate_json(_json(members))
    except ValidationError:
        raise _damaged(path) from None


def write(path: Path, description: Description) -> None:
    """Put the description in the file's place, all of it or nothing; it is on the disk when this returns.

    Raises StoreUnavailable.
    """
    members = description.model_dump(mode="json")
    data = _json({**members, _DIGEST: hashlib.sha256(_json(members)).hexdigest()})
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        with open(fresh, "xb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        sync_folder(path.parent)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be written ({error.strerror}). Check its folder.") from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _members(data: bytes) -> dict[str, Any] | None:
    """The members without the digest; None unless every byte of the file is as some DocSense wrote it."""
    try:
        members = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(members, dict) or _json(members) != data:
        return None
    digest = members.pop(_DIGEST, None)
    return members if digest == hashlib.sha256(_json(members)).hexdigest() else None


def _json(members: dict[str, Any]) -> bytes:
    return json.dumps(members, indent=1).encode() + b"\n"


def _check(secret: Secret) -> bytes:
    return hmac.digest(secret.derive("check"), b"docsense profile", hashlib.sha256)


def _damaged(path: Path) -> DamagedFile:
    return DamagedFile(f"{path} is damaged. Put it back from a backup of the profile.")
