"""A profile folder with keys, outside which its key file lies, and what the files hold at a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.keys.description import Description, read, write
from app.keys.profile_keys import FolderKeys
from app.usecases.ports.keys import Keeping

PASSPHRASE = "correct horse battery"


@dataclass(frozen=True)
class Keyed:
    """A place for a profile; nothing is in it until something is made."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "profile"

    @property
    def description_file(self) -> Path:
        return self.folder / "profile.json"

    @property
    def key_files(self) -> list[Path]:
        return sorted((self.root / "keys").glob("*"))

    def keys(self) -> FolderKeys:
        """Locked keys, as another process would begin with."""
        return FolderKeys(self.folder, key_files=self.root / "keys")

    def made(self, keeping: Keeping = Keeping.FILE, passphrase: str | None = PASSPHRASE) -> FolderKeys:
        keys = self.keys()
        keys.start(keeping, passphrase)
        return keys

    def opened(self, passphrase: str | None = None) -> FolderKeys:
        keys = self.keys()
        keys.unlock(passphrase)
        return keys

    def rewrite(self, **changes: object) -> None:
        """Change the description as somebody would who has no secret but can compute a digest."""
        members = {**dict(read(self.description_file)), **changes}
        write(self.description_file, Description.model_construct(**members))

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """Inside no file is made, changed or deleted, in the profile or beside it."""
        before = self._files()
        yield
        assert self._files() == before

    def _files(self) -> dict[Path, tuple[int, bytes]]:
        return {p: (p.stat().st_mode, p.read_bytes()) for p in self.root.rglob("*") if p.is_file()}
