"""Recovery codes: 160 random bits in Crockford's base 32, with a check that tells a mistyped code from a wrong one."""

import hashlib
import os

from app.usecases.ports.keys import WrongKey

SIZE = 20
"""Bytes in a code."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans("OILoil", "011011", " -\t\r\n")
_SYMBOLS = SIZE * 8 // 5
_CHECK_SYMBOLS = 3
_GROUP = 5


def new_code() -> bytes:
    return os.urandom(SIZE)


def printed(code: bytes) -> str:
    """The code as a person writes it down: seven groups of five, the last three characters being the check."""
    symbols = _symbols(int.from_bytes(code, "big"), _SYMBOLS) + _check(code)
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))


def typed(text: str) -> bytes:
    """The code a person typed, in any case, with O for 0, I or L for 1, and any spaces or dashes.

    Raises WrongKey where that is no code.
    """
    symbols = text.translate(_FORGIVEN).upper()
    if len(symbols) != _SYMBOLS + _CHECK_SYMBOLS:
        raise WrongKey(
            f"A recovery code has {_SYMBOLS + _CHECK_SYMBOLS} characters, and this has {len(symbols)}. Type all of it."
        )
    if not set(symbols) <= set(_ALPHABET):
        raise _mistyped()
    number = 0
    for symbol in symbols[:_SYMBOLS]:
        number = number * 32 + _ALPHABET.index(symbol)
    code = number.to_bytes(SIZE, "big")
    if symbols[_SYMBOLS:] != _check(code):
        raise _mistyped()
    return code


def _check(code: bytes) -> str:
    bits = 5 * _CHECK_SYMBOLS
    digest = hashlib.sha256(b"docsense recovery code " + code).digest()
    return _symbols(int.from_bytes(digest, "big") >> (8 * len(digest) - bits), _CHECK_SYMBOLS)


def _symbols(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _mistyped() -> WrongKey:
    return WrongKey("The recovery code is mistyped. Compare it with what was written down, and type it again.")
