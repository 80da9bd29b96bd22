"""The command line: the use cases from a terminal. Data goes to standard output, messages to standard error."""

from app.cli.main import cli

__all__ = ["cli"]
