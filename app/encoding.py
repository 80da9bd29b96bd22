"""The characters of a text file: by byte order mark, as UTF-8, by the pattern of UTF-16, else by an open guess."""

import codecs
from dataclasses import dataclass

from app.usecases.ports.errors import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ORDINARY_CONTROLS = frozenset("\t\n\v\f\r\x1b")
_STATEFUL = ("iso2022", "hz", "utf_7", "utf_16", "utf_32")


@dataclass(frozen=True)
class Decoded:
    """The characters behind the byte order mark, which is `mark` bytes long; encoding them gives the bytes back."""

    text: str
    encoding: str
    mark: int = 0
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """The characters of a text; None where the bytes are no text. Raises Refused where its encoding is broken."""
    decoded = _decode(data)
    controls = {c for c in set(decoded.text) if c < " " and c not in _ORDINARY_CONTROLS}
    return decoded if len(controls) <= 3 else None


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, len(mark))
            except UnicodeDecodeError as error:
                broken = f"The file says it is {encoding.upper()} but is not, from byte {error.start:,} on"
                raise Refused(f"{broken}: save it as UTF-8.") from error
    if encoding := _utf_16_without_mark(data):
        try:
            return Decoded(data.decode(encoding), encoding, 0, (f"The file was read as {encoding.upper()}.",))
        except UnicodeDecodeError:
            pass
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def _utf_16_without_mark(data: bytes) -> str:
    """The byte order of what looks like western text in UTF-16: every other byte is NUL."""
    even, odd = data[:4096:2], data[1:4096:2]
    if len(data) % 2 or not data:
        return ""
    for nul, other, encoding in ((even, odd, "utf-16-be"), (odd, even, "utf-16-le")):
        if nul.count(0) > 0.4 * len(nul) and other.count(0) < 0.05 * len(other):
            return encoding
    return ""


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 16]).best()
    guessed = [best.encoding] if best and not best.encoding.startswith(_STATEFUL) else []
    for encoding in (*guessed, "cp1252", "latin-1"):  # the last one reads all bytes
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.encode(encoding) == data:
            break
    note = f"The file is not UTF-8; it was read as {encoding}, which is a guess: check accents and symbols."
    return Decoded(text, encoding, 0, (note,))
