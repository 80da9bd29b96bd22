"""The errors of the ports, each with one plain sentence for the reviewer."""

from domain.kernel import DomainError


class Refused(DomainError):
    """A file cannot be read or written; the sentence says what is wrong and what to do."""


class EditRefused(Refused):
    """One edit stands in the way of writing a file right; `finding` is the one it belongs to."""

    def __init__(self, sentence: str, finding: str) -> None:
        super().__init__(sentence)
        self.finding = finding


class EngineFailed(Exception):
    """An engine gave no answer; the sentence says why, without document text."""


class Conflict(Exception):
    """Somebody else wrote to the stream in the meantime; decide again on what is there now."""


class StoreUnavailable(Exception):
    """The profile cannot be opened, read or written; the sentence says why and what to do. Nothing was changed."""
