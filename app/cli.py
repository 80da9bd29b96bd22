"""The command line: the use cases from a terminal. Data goes to standard output, messages to standard error."""

import codecs
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import TypeAdapter, ValidationError

from app.bootstrap import file_reader, open_services
from app.packs import bundled_pack, bundled_packs
from app.printing import blocks_data, review_data, review_text, visible
from app.settings import Settings, load_settings
from app.usecases import approve_session, decide_finding, export_document, raise_finding
from app.usecases.analyse_document import analyse
from app.usecases.files import load_file
from app.usecases.import_document import import_document
from app.usecases.library import find_document, library
from app.usecases.open_review import open_review
from app.usecases.ports import EngineFailed, Refused, Services, StoreUnavailable, TaskCancelled
from app.usecases.recover_runs import recover
from domain.analysis.finding import Category, Severity
from domain.analysis.request import Progress
from domain.feedback.session import ItemState
from domain.kernel import DomainError

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Review a specification offline. Without a command, DocSense opens its window.",
)
log = typer.Typer(no_args_is_help=True, help="The tamper-evident log of the profile.")
cli.add_typer(log, name="log")

DocumentArgument = Annotated[
    str, typer.Argument(help="An id, the beginning of one, or the path of an imported file.", metavar="DOCUMENT")
]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A .docx or Markdown file.")]
ReviewerOption = Annotated[str | None, typer.Option("--reviewer", help="Your name, as decisions and changes carry it.")]


class Choice(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    MODIFY = "modify"
    REOPEN = "reopen"


class Format(StrEnum):
    TRACKED = "tracked"
    CLEAN = "clean"


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

    with open_services(settings.profile) as services:
        return run(services, reviewer=settings.reviewer)


@cli.command()
def review(
    context: typer.Context,
    file: FileArgument,
    policy: Annotated[
        list[str] | None, typer.Option("--policy", metavar="PACK", help="A policy pack to check against.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the documented JSON.")] = False,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit with 1 where a finding is at least this severe.")
    ] = None,
    revises: Annotated[
        str | None, typer.Option("--revises", metavar="DOCUMENT", help="Import as the next revision of a document.")
    ] = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Import a file, analyse it and print what was found. The same bytes again are the same document."""
    with profile_open(context, reviewer, new=True) as (s, actor):
        data = load_file(file)
        previous = find_document(s, revises) if revises else None
        imported = import_document(s, data, file.name, str(file.absolute()), actor, revises=previous)
        analyse(
            s, imported.document, actor, revision=imported.revision, packs=tuple(policy or ()), report=_show_progress
        )
        found = open_review(s, imported.document, revision=imported.revision)
    if as_json:
        print_json(review_data(found))
    else:
        typer.echo(visible(review_text(found)))
    standing = [r.finding.severity for r in found.findings if r.state is not ItemState.REJECTED]
    if fail_on and any(severity.rank <= fail_on.rank for severity in standing):
        raise typer.Exit(1)


def _show_progress(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        typer.echo(f"\r\033[K{progress.done}/{progress.total} {progress.step}{end}", err=True, nl=False)


@cli.command()
def decide(
    context: typer.Context,
    document: DocumentArgument,
    finding: Annotated[str | None, typer.Argument(metavar="FINDING", help="The id of a finding.")] = None,
    decision: Annotated[Choice | None, typer.Argument(help="What to decide.")] = None,
    text: Annotated[str | None, typer.Option(help="With modify: the text that is to stand there.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why; required with reject.")] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help='Many at once: [{"finding","decision","text"?,"reason"?}].'),
    ] = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Decide on a finding, or on many at once: all of them or none."""
    with profile_open(context, reviewer) as (s, actor):
        if decisions and not finding:
            chosen = _decisions_in(decisions)
        elif finding and decision and not decisions:
            chosen = [decide_finding.Decision(finding=finding, decision=decision.value, text=text, reason=reason)]
        else:
            raise Refused("Give either FINDING and a decision, or --decisions FILE.json.")
        decide_finding.decide(s, find_document(s, document), chosen, actor)
    typer.echo(f"{len(chosen)} decided.", err=True)


def _decisions_in(path: Path) -> list[decide_finding.Decision]:
    try:
        return TypeAdapter(list[decide_finding.Decision]).validate_json(load_file(path).removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refused(f"{path} is not a list of decisions: {place or 'the file'}: {first['msg']}.") from None


@cli.command("raise")
def raise_(
    context: typer.Context,
    document: DocumentArgument,
    quote: Annotated[str, typer.Option(help="The passage, exactly as it reads.")],
    title: Annotated[str, typer.Option(help="What is wrong, in a few words.")],
    why: Annotated[str, typer.Option(help="Why it matters.")] = "",
    severity: Annotated[Severity, typer.Option()] = Severity.MEDIUM,
    category: Annotated[Category, typer.Option()] = Category.AMBIGUOUS_METHODOLOGY,
    replacement: Annotated[str | None, typer.Option(help="The text to suggest for the passage.")] = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Raise a finding of your own on a passage; prints its id."""
    with profile_open(context, reviewer) as (s, actor):
        id = find_document(s, document)
        span = raise_finding.find_quote(s, id, quote)
        finding = raise_finding.raise_finding(
            s,
            id,
            span,
            title=title,
            why=why,
            severity=severity,
            category=category,
            replacement=replacement,
            actor=actor,
        )
    typer.echo(finding)


@cli.command()
def approve(context: typer.Context, document: DocumentArgument, reviewer: ReviewerOption = None) -> None:
    """Sign off the decisions; what is undecided stays out of the approved text."""
    with profile_open(context, reviewer) as (s, actor):
        changes = approve_session.approve(s, find_document(s, document), actor)
    typer.echo(f"Approved as version {changes.number}.", err=True)
    _say_incomplete([edit.finding for edit in changes.edits if edit.is_incomplete])


@cli.command()
def reopen(
    context: typer.Context,
    document: DocumentArgument,
    reason: Annotated[str, typer.Option(help="Why; kept in the log.")] = "",
    reviewer: ReviewerOption = None,
) -> None:
    """Take the approval back; the decisions stay."""
    with profile_open(context, reviewer) as (s, actor):
        approve_session.reopen(s, find_document(s, document), actor, reason=reason)
    typer.echo("The review is open again.", err=True)


@cli.command()
def export(
    context: typer.Context,
    document: DocumentArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write; never over the original.")],
    format: Annotated[Format, typer.Option("--format", help="Tracked changes, or the clean text.")] = Format.TRACKED,
    reviewer: ReviewerOption = None,
) -> None:
    """Write the approved changes as a Word file."""
    with profile_open(context, reviewer) as (s, actor):
        exported = export_document.export(s, find_document(s, document), format.value, out, actor)
    for finding, why in exported.commented.items():
        typer.echo(f"Finding {finding} went as a comment: {why}", err=True)
    _say_incomplete(exported.incomplete)
    typer.echo(f"{exported.path}\t{exported.sha256}")


def _say_incomplete(findings: Sequence[str]) -> None:
    if findings:
        typer.echo(f"A place is still to be specified in the text of: {', '.join(findings)}.", err=True)


@cli.command()
def documents(context: typer.Context) -> None:
    """List the documents of the profile: id, version, open or approved, undecided/findings, title."""
    with profile_open(context) as (s, _):
        for e in library(s):
            typer.echo(f"{e.document}\t{e.number}\t{e.session}\t{e.pending}/{e.findings}\t{visible(e.title)}")


@cli.command()
def packs() -> None:
    """List the policy packs there are: name, number of requirements, title."""
    with in_plain_words():
        for name in bundled_packs():
            pack = bundled_pack(name)
            typer.echo(f"{name}\t{len(pack.requirements)}\t{pack.title}")


@cli.command()
def blocks(file: FileArgument, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Print a file's text in reading order; no profile is touched."""
    with in_plain_words():
        read = file_reader().read(load_file(file), file.name, lambda: False)
    if as_json:
        print_json(blocks_data(read.blocks))
    else:
        for block in read.blocks:
            typer.echo(f"{block.id}\t{block.kind}\t{visible(block.printed)}")


@cli.command()
def demo() -> None:
    """Review the bundled sample in a throw-away profile: in the window where there is a display."""
    from app.demo import run_demo

    with in_plain_words():
        raise typer.Exit(run_demo())


@log.command()
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


@log.command()
def dump(context: typer.Context) -> None:
    """Print position, id, stream, version and hash of every event, tab-separated."""
    with profile_open(context, changes=False) as (s, _):
        for e in s.store.events():
            typer.echo(f"{e.position}\t{e.id}\t{e.stream}\t{e.version}\t{e.hash}")
