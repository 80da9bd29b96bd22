"""The commands on what follows the log: projections, projections rebuild, projections dead-letters."""

from enum import StrEnum
from typing import Annotated

import typer

from app.cli.common import JsonOption, print_json, profile_open
from app.printing import health_data, health_text, letters_text
from app.usecases.health import health, rebuild, skip, try_again
from app.usecases.ports.errors import Refused

commands = typer.Typer(name="projections", help="What follows the log: how far it is, and what failed.")


class Action(StrEnum):
    RETRY = "retry"
    SKIP = "skip"


@commands.callback(invoke_without_command=True)
def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show how far each reaction and projection has followed the log, and what failed."""
    if context.invoked_subcommand is None:
        with profile_open(context) as (s, _):
            found = health(s)
        if as_json:
            print_json(health_data(found))
        else:
            typer.echo(health_text(found))


@commands.command("rebuild")
def rebuild_(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Of one projection; without it, all.")] = None,
) -> None:
    """Make projections anew from the log, while others go on reading the old ones."""
    with profile_open(context) as (s, _):
        names = rebuild(s, name)
    typer.echo(f"Made anew: {', '.join(names)}.", err=True)


@commands.command()
def dead_letters(
    context: typer.Context,
    action: Annotated[Action | None, typer.Argument(help="Without it they are listed.")] = None,
    position: Annotated[
        int | None, typer.Argument(metavar="POSITION", help="Of the event; without it, retry takes all.")
    ] = None,
) -> None:
    """List the events that failed, try them again, or go on without one for good."""
    with profile_open(context) as (s, _):
        match action:
            case None:
                found = health(s)
            case Action.RETRY:
                found = try_again(s, position)
            case Action.SKIP if position is not None:
                found = skip(s, position)
            case _:
                raise Refused("Say which event to skip: give its position, as dead-letters lists it.")
    typer.echo(letters_text(found), nl=False)
