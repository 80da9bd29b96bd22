"""What the commands share: their arguments, the open profile, and errors in one plain sentence."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from app.bootstrap import open_services
from app.printing import visible
from app.settings import load_settings
from app.usecases.ports import EngineFailed, Services, StoreUnavailable, TaskCancelled
from app.usecases.recover_runs import recover
from domain.kernel import DomainError

DocumentArgument = Annotated[
    str, typer.Argument(help="An id, the beginning of one, or the path of an imported file.", metavar="DOCUMENT")
]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A .docx or Markdown file.")]
ReviewerOption = Annotated[str | None, typer.Option("--reviewer", help="Your name, as decisions and changes carry it.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the documented JSON.")]


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and end with exit status 2."""
    typer.echo(" ".join(visible(sentence).split()), err=True)
    raise typer.Exit(2)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Whatever goes wrong is said in one sentence, with exit status 2."""
    try:
        yield
    except (DomainError, StoreUnavailable, EngineFailed) as error:
        fail(str(error))
    except TaskCancelled:
        fail("Cancelled.")
    except UnicodeError:
        fail("A name or a text holds characters that cannot be stored or shown: use a name without them.")
    except OSError as error:
        fail(f"The system refused: {error.strerror or type(error).__name__}.")


@contextmanager
def profile_open(
    context: typer.Context, reviewer: str | None = None, *, new: bool = False, changes: bool = True
) -> Iterator[tuple[Services, str]]:
    """The services on the profile and the reviewer's name.

    With `new` the profile is made where there is none. What `changes` something first marks the runs that were cut off.
    """
    with in_plain_words():
        settings = load_settings(context.obj, reviewer)
        with open_services(settings.profile, new=new) as services:
            if changes:
                recover(services)
            yield services, settings.reviewer


def print_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False))
