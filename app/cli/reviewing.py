"""The commands of a review: review, decide, raise, approve, reopen, export, documents."""

import codecs
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from app.bootstrap import expect_tasks
from app.cli.common import (
    FINDING,
    DocumentArgument,
    FileArgument,
    JsonOption,
    ReviewerOption,
    finding_named,
    in_plain_words,
    print_json,
    profile_open,
    say,
)
from app.printing import review_data, review_text, visible
from app.usecases import approve_session, decide_finding, export_document, forget_document, raise_finding
from app.usecases.analyse_document import analyse
from app.usecases.files import load_file
from app.usecases.import_document import blocks_of, import_document
from app.usecases.library import find_document, library
from app.usecases.open_review import open_review
from app.usecases.ports.errors import EngineFailed, Refused
from app.usecases.refine_verdicts import refine_verdicts
from domain.analysis.finding import Category, Severity
from domain.analysis.request import Progress
from domain.documents.export import ExportOptions
from domain.feedback.session import ItemState

commands = typer.Typer()


class Choice(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    MODIFY = "modify"
    REOPEN = "reopen"


class Format(StrEnum):
    TRACKED = "tracked"
    CLEAN = "clean"
    SOURCE = "source"
    REPORT = "report"


@commands.command()
def review(
    context: typer.Context,
    file: FileArgument,
    policy: Annotated[
        list[str] | None, typer.Option("--policy", metavar="PACK", help="A policy pack to check against.")
    ] = None,
    as_json: JsonOption = False,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit with 1 where a finding is at least this severe.")
    ] = None,
    revises: Annotated[
        str | None, typer.Option("--revises", metavar="DOCUMENT", help="Import as the next revision of a document.")
    ] = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Import a file, analyse it and print what was found. The same bytes again are the same document."""
    with in_plain_words():
        data = load_file(file)  # first, so that a mistyped name makes no profile
    expect_tasks()
    with profile_open(context, reviewer, new=True) as (s, actor):
        previous = find_document(s, revises) if revises else None
        imported = import_document(s, data, file.name, str(file.absolute()), actor, revises=previous)
        document, revision = imported.document, imported.revision
        read = {revision: blocks_of(s, document, revision)}
        packs = tuple(policy or ())
        run = analyse(s, document, actor, revision=revision, packs=packs, read=read, report=_show_progress)
        try:
            refine_verdicts(s, run, actor, read=read, report=_show_progress)
        except EngineFailed as failure:  # the findings and the first verdicts are there
            say(str(failure))
        found = open_review(s, document, revision=revision, read=read)
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


@commands.command()
def decide(
    context: typer.Context,
    document: DocumentArgument,
    finding: Annotated[str | None, FINDING] = None,
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
        id = find_document(s, document)
        if decisions and not finding:
            chosen = _decisions_in(decisions)
        elif finding and decision and not decisions:
            named = finding_named(s, id, finding)
            chosen = [decide_finding.Decision(finding=named, decision=decision.value, text=text, reason=reason)]
        else:
            raise Refused("Give either FINDING and a decision, or --decisions FILE.json.")
        decide_finding.decide(s, id, chosen, actor)
    typer.echo(f"{len(chosen)} decided.", err=True)


def _decisions_in(path: Path) -> list[decide_finding.Decision]:
    try:
        return TypeAdapter(list[decide_finding.Decision]).validate_json(load_file(path).removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refused(f"{path} is not a list of decisions: {place or 'the file'}: {first['msg']}.") from None


@commands.command("raise")
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


@commands.command()
def approve(context: typer.Context, document: DocumentArgument, reviewer: ReviewerOption = None) -> None:
    """Sign off the decisions; what is undecided stays out of the approved text."""
    with profile_open(context, reviewer) as (s, actor):
        changes = approve_session.approve(s, find_document(s, document), actor)
    typer.echo(f"Approved as version {changes.number}.", err=True)
    _say_incomplete([edit.finding for edit in changes.edits if edit.is_incomplete])


@commands.command()
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


@commands.command()
def export(
    context: typer.Context,
    document: DocumentArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write; never over the original.")],
    format: Annotated[
        Format,
        typer.Option("--format", help="Tracked changes, the clean text, patched Markdown, or a report on the review."),
    ] = Format.TRACKED,
    author: Annotated[str, typer.Option(help="The name the changes leave under; else whoever decided each.")] = "",
    initials: Annotated[str, typer.Option(help="The initials of the comments; else those of the name.")] = "",
    strip_metadata: Annotated[
        bool, typer.Option("--strip-metadata", help="Empty the properties that name people, firms and templates.")
    ] = False,
    track_changes: Annotated[
        bool, typer.Option("--track-changes", help="Have Word track what the recipient changes.")
    ] = False,
    reasons: Annotated[
        str,
        typer.Option(
            metavar="all|none|ID,ID", help="The findings whose reason travels; one without an edit always does."
        ),
    ] = "all",
    reviewer: ReviewerOption = None,
) -> None:
    """Write the approved changes as a Word file or into the original Markdown, or a report on the review.

    The report is a Word file, a page or JSON, by the ending of its name: .docx, .html or .json.
    """
    options = ExportOptions(
        author=author,
        initials=initials,
        strip_metadata=strip_metadata,
        track_changes=track_changes,
        reasons=_reasons(reasons),
    )
    with profile_open(context, reviewer) as (s, actor):
        exported = export_document.export(s, find_document(s, document), format.value, out, actor, options=options)
        head = s.store.signed_head()
    for finding, why in exported.commented.items():
        went = "went as a comment" if format is Format.TRACKED else "was not made"
        typer.echo(f"Finding {finding} {went}: {why}", err=True)
    _say_incomplete(exported.incomplete)
    say(f"The log ends at {head}")
    typer.echo(f"{exported.path}\t{exported.sha256}")


def _reasons(chosen: str) -> frozenset[str] | None:
    if chosen == "all":
        return None
    return frozenset() if chosen == "none" else frozenset(filter(None, map(str.strip, chosen.split(","))))


def _say_incomplete(findings: Sequence[str]) -> None:
    if findings:
        typer.echo(f"A place is still to be specified in the text of: {', '.join(findings)}.", err=True)


@commands.command()
def forget(
    context: typer.Context,
    document: DocumentArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    reviewer: ReviewerOption = None,
) -> None:
    """Destroy all that the profile keeps of a document's text, for good; the log still proves what happened."""
    with profile_open(context, reviewer) as (s, actor):
        id = find_document(s, document)
        if not yes:
            if not sys.stdin.isatty():
                raise Refused("Forgetting cannot be taken back: say --yes where nobody can be asked.")
            title = next(entry.title for entry in library(s) if entry.document == id)
            typer.confirm(f"Forget {visible(title)} for good?", abort=True, err=True)
        forget_document.forget(s, id, actor)
    say(
        "Forgotten. Not reached: the imported file, exported files, backups that were copied elsewhere with their "
        "keys, and a former profile that a restore kept."
    )


@commands.command()
def documents(context: typer.Context) -> None:
    """List the documents of the profile: id, version, open or approved, undecided/findings, title."""
    with profile_open(context) as (s, _):
        for e in library(s):
            typer.echo(f"{e.document}\t{e.number}\t{e.session}\t{e.pending}/{e.findings}\t{visible(e.title)}")
