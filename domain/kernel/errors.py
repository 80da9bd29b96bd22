"""Errors of the domain. Their text is one plain sentence for the reviewer and holds no document text."""


class DomainError(Exception):
    """A rule said no; nothing was changed."""


class NotFound(DomainError):
    """What was asked for does not exist."""


class IllegalTransition(DomainError):
    """The thing is not in a state in which this may happen."""
