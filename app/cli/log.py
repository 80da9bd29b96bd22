"""The commands on the log: log verify, log dump, log show."""

from datetime import datetime
from typing import Annotated

import typer

from app.cli.common import DocumentArgument, JsonOption, fail, print_json, profile_open
from app.printing import past_text, visible
from app.usecases.library import find_document
from app.usecases.log_show import show as past
from app.usecases.ports import Refused

commands = typer.Typer(name="log", no_args_is_help=True, help="The tamper-evident log of the profile.")


@commands.command()
def verify(context: typer.Context) -> None:
    """Check that every event and every source is as it was written; exit status 2 where one is not."""
    with profile_open(context, changes=False) as (s, _):
        problems = list(s.store.verify())
        head = s.store.head()
    for problem in problems:
        typer.echo(f"{problem.position or '-'}\t{problem.problem}")
    if problems:
        fail(f"The log is damaged: {len(problems)} problems.")
    typer.echo(f"The log is whole: {head} events.", err=True)


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
        found = past(s, find_document(s, document), _moment(at) if at else None)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        typer.echo(visible(past_text(found)))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise Refused(f"{text} is no time: write it like 2026-11-24T16:30 or 2026-11-24T16:30:00+01:00.") from None
