"""The command itself: its options, and what it does that touches no profile of the reviewer's."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from app.bootstrap import expect_tasks, file_reader, open_services, profile_keys, understander
from app.cli import backup, checks, key, log, packs, projections, redlining, reviewing
from app.cli.common import FileArgument, JsonOption, fail, in_plain_words, print_json
from app.printing import blocks_data, visible
from app.settings import Settings, load_settings
from app.understanding_text import graph_text, model_text, summary_text
from app.usecases.files import load_file
from app.usecases.ports.errors import Refused
from domain.analysis.withheld import withhold
from domain.semantics.understanding import Understanding


class _Commands(TyperGroup):
    """Says in one sentence what is wrong with the value of an argument or an option."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            said = error.format_message().replace("Value error, ", "")
            command = error.ctx.command_path if error.ctx else "docsense"
            fail(f"{said} See `{command} --help`.")


cli = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Review a specification offline. Without a command, DocSense opens its window.",
)
cli.add_typer(reviewing.commands)
cli.add_typer(checks.alone)
cli.add_typer(checks.commands)
cli.add_typer(backup.commands)
cli.add_typer(key.commands)
cli.add_typer(log.commands)
cli.add_typer(packs.commands)
cli.add_typer(projections.commands)
cli.add_typer(redlining.commands)


@cli.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="DIR", help="The folder of the profile (or DOCSENSE_PROFILE).")
    ] = None,
) -> None:
    context.obj = profile
    if context.invoked_subcommand is None:
        with in_plain_words():
            settings = load_settings(profile)
            raise typer.Exit(_window(settings))


def _window(settings: Settings) -> int:
    from app.display import has_display

    if not os.environ.get("QT_QPA_PLATFORM") and not has_display():
        fail("There is no display to open the window on; `docsense --help` lists the commands.")
    from app.desktop.main import run

    expect_tasks()
    keys = profile_keys(settings.profile)
    return run(
        keys,
        lambda: open_services(settings.profile, keys=keys),
        reviewer=settings.reviewer,
        lock_after_minutes=settings.lock_after_minutes,
    )


@cli.command()
def blocks(file: FileArgument, as_json: JsonOption = False) -> None:
    """Print a file's text in reading order; no profile is touched."""
    with in_plain_words():
        read = file_reader().read(load_file(file), file.name, lambda: False)
    if as_json:
        print_json(blocks_data(read.blocks))
    else:
        for block in read.blocks:
            typer.echo(f"{block.id}\t{block.kind}\t{visible(block.printed)}")


@cli.command()
def ir(
    file: FileArgument,
    as_json: JsonOption = False,
    for_model: Annotated[bool, typer.Option("--llm", help="Print the text for a language model.")] = False,
    as_graph: Annotated[bool, typer.Option("--graph", help="Print what depends on what, for Graphviz.")] = False,
) -> None:
    """Print what a file says: terms, parameters, formulas, references, times; no profile is touched."""
    with in_plain_words():
        if as_json + for_model + as_graph > 1:
            raise Refused("Give only one of --json, --llm and --graph.")
        read = file_reader().read(load_file(file), file.name, lambda: False)
        understood = Understanding.model_validate_json(
            understander().understand(read.title, read.blocks, lambda: False)
        )
    if as_json:
        print_json(understood.model_dump(mode="json"))
    elif for_model:
        typer.echo(visible(model_text(understood, withhold(read.blocks)[0])))
    elif as_graph:
        typer.echo(visible(graph_text(understood)))
    else:
        typer.echo(visible(summary_text(understood)))


@cli.command()
def demo() -> None:
    """Review the bundled sample in a throw-away profile: in the window where there is a display."""
    from app.demo import run_demo

    with in_plain_words():
        raise typer.Exit(run_demo())
