"""Keys that live in memory only, for a profile that is thrown away with its process."""

from app.keys.secret import Secret
from app.usecases.ports.keys import Purpose, StoreKeys


class _MemoryKeys:
    def __init__(self) -> None:
        self._secret = Secret.new()

    def derive(self, purpose: Purpose) -> bytes:
        return self._secret.derive(purpose)

    def noted_head(self) -> str | None:
        return None

    def note_head(self, head: str) -> None:
        pass


def throw_away_keys() -> StoreKeys:
    """The keys of a new profile that nobody opens again."""
    return _MemoryKeys()
