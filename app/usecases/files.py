"""Files the reviewer names: read whole, or written whole, or refused in one sentence."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.usecases.ports.errors import Refused

MAX_BYTES = 64 << 20
"""The largest file that is read; a 1,000-page specification with pictures is well below it."""


def load_file(path: Path) -> bytes:
    """The bytes of a file; raises Refused where there is none, or it is too large or not readable."""
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder: name a file.")
        if path.exists() and not path.is_file():
            raise Refused(f"{path} is not an ordinary file: name one.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Refused(f"{path.name} is too large: DocSense reads files up to {MAX_BYTES >> 20} MB.")
        return data
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {getattr(error, 'strerror', '') or type(error).__name__}.") from None


def must_be_free(out: Path, *, replaces: bool = False) -> None:
    """Raise Refused where something has this name, a broken link too; but for a file that may be replaced."""
    if not os.path.lexists(out):
        return
    if not replaces:
        raise Refused(f"{out} is there already: choose another name, nothing is replaced.")
    if not out.is_file():
        raise Refused(f"{out} is not an ordinary file: choose another name.")


def write_file(out: Path, data: bytes, *, tell: Callable[[], object] = lambda: None, replaces: bool = False) -> None:
    """Write a file so that it is never seen half-written; raises Refused where the name is not free (`must_be_free`).

    `tell` is called once the bytes are on the disk and before the file appears under its name.
    """
    must_be_free(out, replaces=replaces)
    try:
        descriptor, waiting = tempfile.mkstemp(prefix=".docsense-", suffix=".part", dir=out.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(waiting, _mode_for(out))
            tell()
            if replaces:
                os.replace(waiting, out)
            else:
                _appear(waiting, out)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(waiting)
    except OSError as error:
        raise Refused(f"{out} could not be written: {error.strerror or type(error).__name__}.") from error


def _appear(waiting: str, out: Path) -> None:
    """Give a file its name unless there is one of that name, also one that came a moment ago."""
    try:
        os.link(waiting, out)
    except OSError:  # there is one, or the file system has no links
        must_be_free(out)
        os.replace(waiting, out)


def _mode_for(out: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file: mkstemp lets nobody else read."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(out.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
