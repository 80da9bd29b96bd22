"""The commands on the log: log verify, log dump, log show."""

from typing import Annotated

import typer

from app.bootstrap import open_services, verify_profile
from app.cli.common import (
    DocumentArgument,
    JsonOption,
    fail,
    in_plain_words,
    moment,
    print_json,
    profile_open,
    unlocked_keys,
)
from app.printing import past_text, visible
from app.settings import load_settings
from app.usecases.library import find_document
from app.usecases.log_show import show as past
from app.usecases.ports.errors import Refused

commands = typer.Typer(name="log", no_args_is_help=True, help="The tamper-evident log of the profile.")


@commands.command()
def verify(
    context: typer.Context,
    head: Annotated[
        str | None, typer.Option("--head", metavar="POSITION:HASH", help="A head that was noted elsewhere.")
    ] = None,
) -> None:
    """Check that everything in the profile is as it was written; exit status 2 where something is not.

    Prints a line for each problem: the position of the event (or -), and what is wrong with it.
    """
    with in_plain_words():
        settings = load_settings(context.obj)
        keys = unlocked_keys(settings)
        try:
            problems = list(verify_profile(settings.profile, keys, head))
        except ValueError:
            raise Refused(f"{head} is no head: give it as export and backup print it, position:hash.") from None
        for problem in problems:
            typer.echo(f"{problem.position or '-'}\t{problem.problem}")
        if problems:
            fail(f"The profile is damaged: {len(problems)} problem{'s' if len(problems) > 1 else ''}.")
        with open_services(settings.profile, keys=keys, new=False) as s:
            typer.echo(f"The log is whole: {s.store.head()} events. It ends at {s.store.signed_head()}", err=True)


@commands.command()
def dump(context: typer.Context) -> None:
    """Print position, id, stream, version and hash of every event, tab-separated."""
    with profile_open(context, changes=False) as (s, _):
        for e in s.store.events():
            typer.echo(f"{e.position}\t{e.id}\t{e.stream}\t{e.version}\t{e.hash}")


@commands.command()
def show(
    context: typer.Context,
    document: DocumentArgument,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="In ISO form, your own time zone unless it says another.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Print what stood for a document at a moment: revisions, runs, decisions, approvals and exports."""
    with profile_open(context, changes=False) as (s, _):
        found = past(s, find_document(s, document), moment(at) if at else None)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        typer.echo(visible(past_text(found)))
