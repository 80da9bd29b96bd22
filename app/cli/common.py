"""What the commands share: their arguments, the open profile, and errors in one plain sentence."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from app.bootstrap import open_services
from app.printing import visible
from app.settings import Settings, load_settings
from app.usecases.open_review import open_review
from app.usecases.ports.errors import EngineFailed, Refused, StoreUnavailable
from app.usecases.ports.keys import ProfileKeys
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import TaskCancelled
from app.usecases.recover_runs import recover
from domain.kernel import DomainError

DocumentArgument = Annotated[
    str, typer.Argument(help="An id, the beginning of one, or the path of an imported file.", metavar="DOCUMENT")
]
FINDING = typer.Argument(metavar="FINDING", help="The id of a finding, or the beginning of it.")
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
        later: list[str] = []  # a script's refusal stays one sentence
        keys = unlocked_keys(settings, new=new, tell=say if terminal() else later.append)
        with open_services(settings.profile, keys=keys, new=new) as services:
            if changes:
                recover(services)
            yield services, settings.reviewer
            if changes:
                _back_up(services)
        for sentence in later:
            say(sentence)


def say(sentence: str) -> None:
    """Tell the person at the terminal something that is no data."""
    typer.echo(sentence, err=True)


def unlocked_keys(
    settings: Settings, profile: Path | None = None, *, new: bool = False, tell: Callable[[str], None] = say
) -> ProfileKeys:
    """The keys of the profile of the settings, or of another folder; asks at the terminal for what it needs."""
    from app.keys.opening import open_keys

    return open_keys(
        profile or settings.profile, new=new, passphrase=passphrase_of(settings), ask=terminal(), tell=tell
    )


def passphrase_of(settings: Settings) -> str | None:
    """The passphrase that was set for programs that cannot be asked."""
    return settings.passphrase.get_secret_value() if settings.passphrase else None


def terminal() -> Callable[[str], str] | None:
    """Asks the person at the terminal for what is not shown while it is typed; None where nobody sits at one."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None


def _ask(question: str) -> str:
    answer: str = typer.prompt(question, hide_input=True, err=True)
    return answer


def _back_up(s: Services) -> None:
    """The backup of the schedule; where it cannot be made the command has still done its work."""
    try:
        s.store.back_up_when_due()
    except (Refused, StoreUnavailable, OSError) as error:
        say(f"The scheduled backup was not made: {error}")


def finding_named(s: Services, document: str, name: str) -> str:
    """The id of the finding with this id or beginning of one; a name that begins none is left as it is."""
    begin_so = [id for r in open_review(s, document).findings if (id := r.finding.id).startswith(name.lower())]
    if name and len(begin_so) > 1:
        raise Refused(f"{name} is the beginning of {len(begin_so)} finding ids: give more of it.")
    return begin_so[0] if name and begin_so else name


def print_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False))


def moment(text: str) -> datetime:
    """The moment of this time in ISO form, in the machine's time zone unless it names another; raises Refused."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise Refused(f"{text} is no time: write it like 2026-11-24T16:30 or 2026-11-24T16:30:00+01:00.") from None
