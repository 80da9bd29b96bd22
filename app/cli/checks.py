"""The commands on the checks: checks, checks off, checks grade, checks restore; and explain, on a finding."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from app.bootstrap import profile_keys
from app.cli.common import FINDING, DocumentArgument, ReviewerOption, finding_named, in_plain_words, profile_open, say
from app.printing import explanation_text, visible
from app.rulings_text import ruling_text, state
from app.settings import load_settings
from app.usecases.checks import CheckEntry, ShownRuling, catalogue, find_check, restore, rule, rulings_shown
from app.usecases.explain_finding import explain
from app.usecases.library import find_document
from app.usecases.ports.errors import Refused
from domain.analysis.finding import Severity
from domain.semantics.understanding import SectionKind


class _Checks(TyperGroup):
    """What is no command is the id of a check to explain."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


commands = typer.Typer(cls=_Checks, name="checks", help="What is looked for, and what of it is switched off.")
alone = typer.Typer()

CheckArgument = Annotated[str, typer.Argument(metavar="ID", help="Of a check (DS-CAL-03), or of a family (DS-CAL).")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the log.")]
OneDocument = Annotated[
    str | None, typer.Option("--document", metavar="DOCUMENT", help="For this document alone, not for all.")
]
Sections = Annotated[
    list[SectionKind] | None, typer.Option("--section", help="In sections of this kind alone; may be given again.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day it holds on, as 2027-03-31.")]


@commands.callback(invoke_without_command=True)
def list_(context: typer.Context, document: OneDocument = None) -> None:
    """List the checks: id, severity, whether it is on, title. With an id, explain that check."""
    if context.invoked_subcommand is None:
        _list(catalogue(), _rulings(context, document))


@commands.command(hidden=True)
def show(context: typer.Context, check: CheckArgument) -> None:
    """Explain a check, with texts it is raised on and not raised on; of a family, list its checks."""
    if members := [entry for entry in catalogue() if entry.family == check.upper().rstrip("-")]:
        _list(members, _rulings(context))
        return
    with in_plain_words():
        entry = find_check(check)
        typer.echo(_plain(entry.page))
        for ruling in _rulings(context):
            if ruling.names(entry.id):
                say(visible(ruling_text(ruling)))


@commands.command()
def off(
    context: typer.Context,
    check: CheckArgument,
    reason: Reason,
    document: OneDocument = None,
    section: Sections = None,
    until: Until = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Switch a check, or a family of checks, off from the next run on."""
    _rule(context, check, None, reason, document, section, until, reviewer)


@commands.command()
def grade(
    context: typer.Context,
    check: CheckArgument,
    severity: Severity,
    reason: Reason,
    document: OneDocument = None,
    section: Sections = None,
    until: Until = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Give what a check finds another severity from the next run on."""
    _rule(context, check, severity, reason, document, section, until, reviewer)


@commands.command("restore")
def restore_(
    context: typer.Context, check: CheckArgument, document: OneDocument = None, reviewer: ReviewerOption = None
) -> None:
    """Let a check, or a family, be as it was made again."""
    with profile_open(context, reviewer) as (s, actor):
        restore(s, check, actor, document=find_document(s, document) if document else None)
    say("It holds from the next analysis on.")


@alone.command("explain")
def explain_(context: typer.Context, document: DocumentArgument, finding: Annotated[str, FINDING]) -> None:
    """Print why a finding was raised: rule, evidence, reasoning, suggestion, confidence, and what was decided on it."""
    with profile_open(context, changes=False) as (s, _):
        id = find_document(s, document)
        found = explain(s, id, finding_named(s, id, finding))
    typer.echo(visible(explanation_text(found)))


def _list(entries: Sequence[CheckEntry], rulings: tuple[ShownRuling, ...]) -> None:
    """These checks, a line each, and what is ruled on any of them."""
    for entry in entries:
        typer.echo(f"{entry.id}\t{entry.severity}\t{state(entry, _in_force(rulings))}\t{entry.title}")
    for ruling in rulings:
        if any(ruling.names(entry.id) for entry in entries):
            say(f"{ruling.check}: {visible(ruling_text(ruling))}")


def _plain(page: str) -> str:
    """A page without the marks of Markdown, its examples indented."""
    lines, example = [], False
    for line in page.splitlines():
        if line.startswith("```"):
            example = not example
        else:
            lines.append(f"    {line}".rstrip() if example else line.removeprefix("### ").replace("**", ""))
    return "\n".join(lines)


def _rule(
    context: typer.Context,
    check: str,
    severity: Severity | None,
    reason: str,
    document: str | None,
    sections: list[SectionKind] | None,
    until: str | None,
    reviewer: str | None,
) -> None:
    with profile_open(context, reviewer) as (s, actor):
        rule(
            s,
            check,
            severity,
            actor,
            reason=reason,
            document=find_document(s, document) if document else None,
            sections=sections or (),
            until=_day(until),
        )
    say("It holds from the next analysis on.")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"{text} is no date: write it like 2027-03-31.") from None


def _rulings(context: typer.Context, document: str | None = None) -> tuple[ShownRuling, ...]:
    """What is ruled in the profile; nothing where there is none yet, for the checks are the same without one."""
    with in_plain_words():
        if document is None and not profile_keys(load_settings(context.obj).profile).exists():
            return ()

    with profile_open(context, changes=False) as (s, _):
        return rulings_shown(s, find_document(s, document) if document else None)


def _in_force(rulings: tuple[ShownRuling, ...]) -> tuple[ShownRuling, ...]:
    return tuple(ruling for ruling in rulings if not ruling.ended)
