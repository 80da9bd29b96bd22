"""The secret open in a file of the user's own, outside the profile: for machines with no keyring and nobody to ask."""

import os
import stat
from pathlib import Path

from app.folders import make_folder, sync_folder
from app.keys.secret import SIZE, Secret
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import DamagedFile, MissingKey

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


class KeyFile:
    """A file only its owner may read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Secret:
        """Raises MissingKey, DamagedFile, StoreUnavailable."""
        try:
            with open(self.path, "rb", opener=_own) as file:
                mode = os.fstat(file.fileno()).st_mode
                value = file.read(SIZE + 1)
        except FileNotFoundError:
            raise MissingKey(
                f"The key of the profile was in {self.path}, which is gone. "
                "Put it back, or use the recovery code: docsense key recover"
            ) from None
        except OSError as error:
            raise StoreUnavailable(f"The key file {self.path} cannot be read ({error.strerror}).") from error
        if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise StoreUnavailable(
                f"Others may read the key file {self.path}, so it is not used. Take it from them: chmod 600"
            )
        if len(value) != SIZE:
            raise DamagedFile(f"The key file {self.path} is damaged. Use the recovery code: docsense key recover")
        return Secret(value)

    def write(self, secret: Secret) -> None:
        """Put the secret in a new file, unless it is in a good one already; raises StoreUnavailable."""
        if self._holds(secret):
            return
        try:
            self.path.unlink(missing_ok=True)  # named for one profile: it is a damaged copy of the same secret
            make_folder(self.path.parent)
            self.path.parent.chmod(0o700)
            with open(self.path, "xb", opener=_own) as file:
                file.write(secret.exposed())
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self.path.parent)
        except OSError as error:
            raise StoreUnavailable(f"The key file {self.path} cannot be written ({error.strerror}).") from error

    def remove(self) -> None:
        """Overwrite and delete the file, if it is there; raises StoreUnavailable."""
        try:
            with open(self.path, "r+b", opener=_own) as file:
                file.write(bytes(SIZE))
                file.flush()
                os.fsync(file.fileno())
            self.path.unlink()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise StoreUnavailable(
                f"The key file {self.path} cannot be deleted ({error.strerror}). Delete it yourself."
            ) from error

    def _holds(self, secret: Secret) -> bool:
        try:
            return self.read().exposed() == secret.exposed()
        except StoreUnavailable:
            return False


def _own(path: str, flags: int) -> int:
    """Open the file itself, never what a symbolic link at its place points to."""
    return os.open(path, flags | _NOFOLLOW, 0o600)
