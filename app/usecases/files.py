"""Files the reviewer names: read whole, or refused in one sentence."""

from pathlib import Path

from app.usecases.ports import Refused

MAX_BYTES = 64 << 20
"""The largest file that is read; a 1,000-page specification with pictures is well below it."""


def load_file(path: Path) -> bytes:
    """The bytes of a file; raises Refused where there is none, or it is too large or not readable."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Refused(f"{path} is a folder: name a file.")
        if size > MAX_BYTES:
            raise Refused(
                f"{path.name} is too large: {size >> 20} MB, and DocSense reads files up to {MAX_BYTES >> 20} MB."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or type(error).__name__}.") from None
