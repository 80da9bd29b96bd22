"""What is derived from the secret, which every encrypted file depends on for ever."""

import hashlib
import hmac
from typing import get_args

import pytest

from app.keys.secret import Secret
from app.keys.throw_away import throw_away_keys
from app.usecases.ports.keys import Locked, Purpose

VALUE = bytes(range(32))
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


def hkdf(secret: bytes, info: bytes) -> bytes:
    """RFC 5869 for one block of SHA-256 and no salt."""
    extracted = hmac.digest(bytes(32), secret, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_keys_are_derived_by_hkdf(purpose: Purpose) -> None:
    assert Secret(VALUE).derive(purpose) == hkdf(VALUE, b"docsense " + purpose.encode())


def test_every_purpose_has_a_key_of_its_own() -> None:
    assert len({Secret(VALUE).derive(purpose) for purpose in PURPOSES}) == len(PURPOSES)


def test_a_wiped_secret_derives_nothing() -> None:
    secret = Secret(VALUE)
    held = secret.exposed()
    secret.wipe()
    assert held == bytes(32)
    with pytest.raises(Locked):
        secret.derive("log")
    with pytest.raises(Locked):
        secret.exposed()


def test_a_secret_does_not_show_itself() -> None:
    assert repr(Secret(VALUE)) == str(Secret(VALUE)) == "Secret(...)"


def test_secrets_are_random_and_whole() -> None:
    assert Secret.new().exposed() != Secret.new().exposed()
    with pytest.raises(ValueError, match="32 bytes"):
        Secret(VALUE[:31])


def test_throw_away_keys_are_others_each_time_and_keep_nothing() -> None:
    keys = throw_away_keys()
    assert keys.derive("log") == keys.derive("log") != throw_away_keys().derive("log")
    keys.note_head("7:ab")
    assert keys.noted_head() is None
