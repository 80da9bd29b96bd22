"""The keyring of the operating system: only back ends that keep their entries encrypted for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.usecases.ports.errors import StoreUnavailable

SERVICE = "DocSense"

_SECURE = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
}


class SystemKeyring:
    """The entries of DocSense in one keyring. Every method raises StoreUnavailable where it is locked or fails."""

    def __init__(self, name: str, backend: KeyringBackend) -> None:
        self.name = name
        self._backend = backend

    def read(self, entry: str) -> str | None:
        with self._plain_errors():
            return self._backend.get_password(SERVICE, entry)

    def write(self, entry: str, value: str) -> None:
        """Put an entry in, and see that it is there."""
        with self._plain_errors():
            self._backend.set_password(SERVICE, entry, value)
        if self.read(entry) != value:
            raise StoreUnavailable(f"The keyring ({self.name}) does not keep what is put into it. Use a passphrase.")

    def remove(self, entry: str) -> None:
        """Take an entry out, if it is there."""
        with self._plain_errors():
            try:
                self._backend.delete_password(SERVICE, entry)
            except PasswordDeleteError:
                if self._backend.get_password(SERVICE, entry) is not None:
                    raise

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except KeyringLocked as error:
            raise StoreUnavailable(f"The keyring ({self.name}) is locked. Unlock it and try again.") from error
        except Exception as error:  # each back end lets out what the library below it raises
            raise StoreUnavailable(
                f"The keyring ({self.name}) does not answer ({type(error).__name__}). "
                "Check that it runs and is unlocked, and try again."
            ) from error


def usable_keyring() -> SystemKeyring | None:
    """The first keyring of this machine that can be trusted; None where there is none."""
    try:
        chosen = keyring.get_keyring()
        backends = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    except Exception:  # whatever a back end that cannot be loaded raises
        return None
    for backend in backends:
        if name := _SECURE.get(f"{type(backend).__module__}.{type(backend).__qualname__}"):
            return SystemKeyring(name, backend)
    return None
