"""Slots: the secret encrypted under a passphrase or a recovery code, and bound to its profile."""

import os
import unicodedata
from datetime import datetime
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import ConfigDict, Field

from app.keys.secret import SIZE, Secret
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import WrongKey
from domain.kernel import Value

SHORTEST_PASSPHRASE = 8

_SALT, _NONCE, _TAG = 16, 12, 16

Salt = Annotated[bytes, Field(min_length=_SALT, max_length=_SALT)]
Nonce = Annotated[bytes, Field(min_length=_NONCE, max_length=_NONCE)]
Wrapped = Annotated[bytes, Field(min_length=SIZE + _TAG, max_length=SIZE + _TAG)]


class Slot(Value):
    """The secret under AES-256-GCM."""

    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")

    nonce: Nonce
    wrapped: Wrapped


class Cost(Value):
    """What Argon2id takes to try one passphrase, by default as RFC 9106 (section 4) recommends second.

    The upper bounds keep a hostile file from using up the machine.
    """

    memory_kib: int = Field(default=64 * 1024, ge=64 * 1024, le=1024 * 1024)
    iterations: int = Field(default=3, ge=1, le=16)
    lanes: int = Field(default=4, ge=1, le=16)


class PassphraseSlot(Slot):
    cost: Cost
    salt: Salt


class RecoverySlot(Slot):
    made: datetime


def good_passphrase(passphrase: str) -> str:
    """The passphrase, if it is long enough for a new one; raises StoreUnavailable."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise StoreUnavailable(f"The passphrase is too short: use at least {SHORTEST_PASSPHRASE} characters.")
    return passphrase


def under_passphrase(secret: Secret, passphrase: str, profile: str) -> PassphraseSlot:
    cost, salt, nonce = Cost(), os.urandom(_SALT), os.urandom(_NONCE)
    cipher = AESGCM(_stretched(passphrase, cost, salt))
    wrapped = cipher.encrypt(nonce, secret.exposed(), _of_passphrase(profile, cost, salt))
    return PassphraseSlot(cost=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def by_passphrase(slot: PassphraseSlot, passphrase: str, profile: str) -> Secret:
    """Raises WrongKey."""
    cipher = AESGCM(_stretched(passphrase, slot.cost, slot.salt))
    try:
        return Secret(cipher.decrypt(slot.nonce, slot.wrapped, _of_passphrase(profile, slot.cost, slot.salt)))
    except InvalidTag:
        raise WrongKey("The passphrase is wrong. Type it again, or use the recovery code.") from None


def under_code(secret: Secret, code: bytes, profile: str, made: datetime) -> RecoverySlot:
    nonce = os.urandom(_NONCE)
    wrapped = AESGCM(_expanded(code)).encrypt(nonce, secret.exposed(), _of_code(profile))
    return RecoverySlot(made=made, nonce=nonce, wrapped=wrapped)


def by_code(slot: RecoverySlot, code: bytes, profile: str) -> Secret:
    """Raises WrongKey."""
    try:
        return Secret(AESGCM(_expanded(code)).decrypt(slot.nonce, slot.wrapped, _of_code(profile)))
    except InvalidTag:
        raise WrongKey("The recovery code is that of another profile, or a newer code has replaced it.") from None


def _stretched(passphrase: str, cost: Cost, salt: bytes) -> bytes:
    # An environment that is no UTF-8 reaches us as surrogates, which is as good a passphrase as any.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    argon2 = Argon2id(salt=salt, length=SIZE, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return argon2.derive(typed)


def _expanded(code: bytes) -> bytes:
    """A code needs no stretching: nobody guesses 160 random bits."""
    return HKDF(SHA256(), SIZE, salt=None, info=b"docsense recovery").derive(code)


def _of_passphrase(profile: str, cost: Cost, salt: bytes) -> bytes:
    parameters = f"{cost.memory_kib} {cost.iterations} {cost.lanes} {salt.hex()}"
    return f"docsense {profile} passphrase {parameters}".encode()


def _of_code(profile: str) -> bytes:
    return f"docsense {profile} recovery".encode()
