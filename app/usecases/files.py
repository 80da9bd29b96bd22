"""Files the reviewer names: read whole, or refused in one sentence."""

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
