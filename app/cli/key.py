"""The commands on the profile's key: key, key protect, key recovery-code, key recover."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from app.cli.common import fail, in_plain_words, passphrase_of, say, terminal, unlocked_keys
from app.settings import load_settings
from app.usecases.ports.keys import Keeping

commands = typer.Typer(name="key", help="How the key of the profile is kept.")


@commands.callback(invoke_without_command=True)
def status(context: typer.Context) -> None:
    """Show how the profile's key is kept, since when, and whether there is a recovery code."""
    if context.invoked_subcommand is not None:
        return
    from app.keys.profile_keys import FolderKeys

    with in_plain_words():
        keys = FolderKeys(load_settings(context.obj).profile)
        found = keys.description()
        match found.keeping:
            case Keeping.KEYRING:
                place = f"in the keyring of the system ({keys.keyring() or 'which cannot be used at present'})"
            case Keeping.PASSPHRASE:
                place = "under a passphrase"
            case Keeping.FILE:
                place = f"unprotected in {keys.key_file()}"
    typer.echo(f"The key of the profile is kept {place}, since {_day(found.kept_since)}.")
    if found.keeping is Keeping.FILE:
        typer.echo("Whoever reads your files can open the profile; this changes it: docsense key protect")
    if found.recovery:
        typer.echo(f"There is a recovery code, made on {_day(found.recovery.made)}.")
    else:
        typer.echo("There is no recovery code; this makes one: docsense key recovery-code")


@commands.command()
def protect(
    context: typer.Context,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Keep it under a passphrase.")] = False,
    keyring: Annotated[bool, typer.Option("--keyring", help="Keep it in the keyring of the system.")] = False,
) -> None:
    """Keep the profile's key in the system's keyring, or under a new passphrase where there is none."""
    from app.keys.opening import chosen_passphrase

    if passphrase and keyring:
        fail("The key is kept in one way only: give --passphrase or --keyring.")
    with in_plain_words():
        settings = load_settings(context.obj)
        keys = unlocked_keys(settings)
        if keyring or (keys.keyring() and not passphrase):
            keys.keep(Keeping.KEYRING)
            say(f"The key of the profile is in the keyring ({keys.keyring()}) now.")
        else:
            keys.keep(Keeping.PASSPHRASE, chosen_passphrase(passphrase_of(settings), terminal(), say))
            say("The key of the profile is under the passphrase now.")


@commands.command()
def recovery_code(context: typer.Context) -> None:
    """Print a new recovery code, which opens the profile when its key is lost; the old one stops working."""
    with in_plain_words():
        code = unlocked_keys(load_settings(context.obj)).new_recovery_code()
    typer.echo(code)
    say("Write it down and keep it away from here: it is shown this once. Older codes open only backups made before.")


@commands.command()
def recover(context: typer.Context) -> None:
    """Open the profile with its recovery code, asked for or read from standard input, and keep its key anew."""
    from app.keys.opening import recover_keys

    with in_plain_words():
        settings = load_settings(context.obj)
        ask = terminal()
        code = ask("Recovery code") if ask else sys.stdin.readline()
        keys = recover_keys(settings.profile, code, passphrase=passphrase_of(settings), ask=ask, tell=say)
        say(f"The profile is open again; its key is kept anew: {keys.keeping().value}. The recovery code still works.")


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()
