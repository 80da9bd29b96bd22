"""The commands on backups: backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.common import in_plain_words, profile_open, say, unlocked_keys
from app.settings import load_settings
from app.usecases.ports.keys import ProfileKeys

commands = typer.Typer()


@commands.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; nothing is replaced.")],
) -> None:
    """Write an encrypted backup of the profile, while it is in use, and prove it by opening and walking it.

    It holds the documents' keys and opens with the profile's own key. Prints the head of the log in it.
    """
    with profile_open(context, changes=False) as (s, _):
        made = s.store.back_up(file)
    say(f"{made.path}: {made.size} bytes, opened and walked. Note the head elsewhere: it shows later what was cut off.")
    typer.echo(made.head)


@commands.command()
def restore(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A backup; without one the newest scheduled backup.")
    ] = None,
    drill: Annotated[
        bool, typer.Option("--drill", help="Only prove that it could be restored; the profile is left alone.")
    ] = False,
) -> None:
    """Put a backup in the place of the profile, which is kept under another name; what was forgotten stays so."""
    from app import restoring

    with in_plain_words():
        settings = load_settings(context.obj)

        def unlock(folder: Path) -> ProfileKeys:
            return unlocked_keys(settings, folder)

        done = (restoring.drill if drill else restoring.restore)(settings.profile, file, unlock)
    say(f"{done.backup}: {done.events} events, {done.documents} documents, proved in {done.seconds:.1f} s.")
    if done.forgotten is None:
        say("What the former profile had forgotten cannot be read: forget again what must not come back.")
    elif done.forgotten:
        say(f"Of what was forgotten nothing came back: {done.forgotten}.")
    if done.former:
        say(f"The former profile is kept in {done.former}; what is forgotten later stays in it until you delete it.")
    typer.echo(done.head)
