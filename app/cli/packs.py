"""The commands on policy packs: packs, and packs show, schema, install, retire, assign, unassign, test, judge."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import engine, file_reader, profile_keys
from app.cli.common import DocumentArgument, JsonOption, ReviewerOption, in_plain_words, print_json, profile_open, say
from app.packs import BuiltinPacks, pack_text, read_pack
from app.policy_words import entry_line, pack_lines, verdict_lines
from app.printing import visible
from app.settings import load_settings
from app.usecases import policies
from app.usecases.files import load_file
from app.usecases.import_document import blocks_of
from app.usecases.judge_verdict import judge as judge_verdict
from app.usecases.library import find_document
from app.usecases.open_review import open_review
from app.usecases.policies import PackEntry, find_pack, known_packs, pack_entries
from app.usecases.ports.errors import Refused
from app.usecases.ports.services import Services
from app.usecases.try_requirement import try_requirement
from domain.analysis.request import PolicyVerdict, Verdict
from domain.documents.document import Document
from domain.documents.text import Block
from domain.feedback.events import Judgement
from domain.kernel import NotFound, utc_now
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY, PolicyRepository

commands = typer.Typer(name="packs", help="The policy packs documents are checked against.")

PackArgument = Annotated[str, typer.Argument(metavar="PACK", help="The name of a policy pack.")]
RequirementArgument = Annotated[str, typer.Argument(metavar="REQUIREMENT", help="The id of a requirement.")]
SinceOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="From which day on, like 2027-01-31; today if not said.")
]


@commands.callback(invoke_without_command=True)
def list_packs(context: typer.Context) -> None:
    """List the policy packs there are: name, number of requirements, title, version, how it stands."""
    if context.invoked_subcommand is None:
        with _entries(context) as entries:
            for entry in entries:
                typer.echo(visible(entry_line(entry)))


@commands.command()
def show(
    context: typer.Context,
    pack: PackArgument,
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="Print its YAML, as to make a pack of your own of it.")
    ] = False,
) -> None:
    """Print a policy pack: what it is based on, and its requirements with their notes."""
    with _entries(context) as entries:
        entry = find_pack(entries, pack)
        typer.echo(visible(pack_text(entry.pack) if as_yaml else "\n".join(pack_lines(entry))))


@commands.command()
def schema() -> None:
    """Print the JSON schema of a policy pack, for editors of YAML."""
    typer.echo(json.dumps(Pack.model_json_schema(), indent=2))


@commands.command()
def install(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.yaml", help="Your pack; or the name of one that was retired.")],
    since: SinceOption = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Put a pack of your own, or its next version, in force; or a retired one that comes with DocSense back."""
    with in_plain_words():
        builtin = BuiltinPacks()
        pack = builtin[file] if file in builtin else _pack_in(Path(file))
        day = _day(since)
    with profile_open(context, reviewer, new=True) as (s, actor):
        policies.install(s, pack, actor, day)
    say(f"{pack.pack} {pack.pack_version} is in force from {day or 'today'} on.")


@commands.command()
def retire(
    context: typer.Context, pack: PackArgument, since: SinceOption = None, reviewer: ReviewerOption = None
) -> None:
    """Take a pack out of force; what was checked against it stays as it is."""
    with in_plain_words():
        day = _day(since)
    with profile_open(context, reviewer) as (s, actor):
        policies.retire(s, pack, actor, day)
    say(f"{pack} is retired from {day or 'today'} on.")


@commands.command()
def assign(
    context: typer.Context,
    document: DocumentArgument,
    packs: Annotated[list[str], typer.Argument(metavar="PACK...", help="The names of policy packs.")],
    reviewer: ReviewerOption = None,
) -> None:
    """Let packs apply whenever a document is analysed, besides those that do; prints all that apply."""
    with profile_open(context, reviewer) as (s, actor):
        id = find_document(s, document)
        _assign(s, id, (*policies.assigned_packs(s, id), *packs), actor)


@commands.command()
def unassign(
    context: typer.Context,
    document: DocumentArgument,
    packs: Annotated[list[str] | None, typer.Argument(metavar="[PACK]...", help="All packs if not said.")] = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Let packs apply to a document no more; prints those that still do."""
    with profile_open(context, reviewer) as (s, actor):
        id = find_document(s, document)
        before = policies.assigned_packs(s, id)
        for pack in packs or ():
            if pack not in before:
                raise NotFound(f"The policy pack {pack} is not assigned to this document.")
        _assign(s, id, tuple(pack for pack in before if packs and pack not in packs), actor)


def _assign(s: Services, document: str, packs: tuple[str, ...], actor: str) -> None:
    policies.assign(s, document, packs, actor)
    for name in policies.assigned_packs(s, document):
        typer.echo(name)


@commands.command("test")
def run_one(
    context: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="PACK", help="The name of a policy pack, or a YAML file.")],
    requirement: RequirementArgument,
    text: Annotated[str, typer.Argument(metavar="FILE|DOCUMENT", help="A .docx or Markdown file, or a document.")],
    as_json: JsonOption = False,
) -> None:
    """Run one requirement on a text and print verdict and evidence; nothing is kept of it."""
    with _entries(context) as entries:
        chosen = _pack_in(Path(pack)) if Path(pack).is_file() else find_pack(entries, pack).pack
        title, blocks = _text(context, text)
        verdict = try_requirement(engine(), chosen, requirement, title, blocks)
    if as_json:
        print_json(verdict.model_dump(mode="json"))
    else:
        typer.echo(visible("\n".join(verdict_lines(verdict, chosen.find(requirement), blocks))))


@commands.command()
def judge(
    context: typer.Context,
    document: DocumentArgument,
    pack: PackArgument,
    requirement: RequirementArgument,
    judgement: Annotated[Judgement, typer.Argument(help="What you think of the verdict.")],
    evidence: Annotated[
        int | None, typer.Option("--evidence", metavar="N", help="Of its passage with this number instead.")
    ] = None,
    instead: Annotated[Verdict | None, typer.Option("--instead", help="The verdict you would give.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept in the log.")] = "",
    reviewer: ReviewerOption = None,
) -> None:
    """Agree or disagree with the verdict of the last analysis, or with a passage of its evidence."""
    with profile_open(context, reviewer) as (s, actor):
        id = find_document(s, document)
        review = open_review(s, id)
        verdict = _verdict(review.policies, pack, requirement)
        if evidence is not None and not 0 < evidence <= len(verdict.evidence):
            raise NotFound(f"The verdict has {len(verdict.evidence)} passages of evidence.")
        passage = verdict.evidence[evidence - 1] if evidence else None
        run = review.verdicts_of or ""
        judge_verdict(s, id, run, verdict, judgement, actor, evidence=passage, instead=instead, reason=reason)
    say("Kept.")


def _verdict(verdicts: tuple[PolicyVerdict, ...], pack: str, requirement: str) -> PolicyVerdict:
    for verdict in verdicts:
        if (verdict.pack, verdict.requirement) == (pack, requirement):
            return verdict
    raise NotFound(f"The last analysis of this document gave no verdict on {requirement} of {pack}.")


@contextmanager
def _entries(context: typer.Context) -> Iterator[tuple[PackEntry, ...]]:
    """The packs of the profile; without one, which is not made, those that come with DocSense."""
    with in_plain_words():
        if profile_keys(load_settings(context.obj).profile).exists():
            with profile_open(context, changes=False) as (s, _):
                entries = known_packs(s)
        else:
            today = utc_now().astimezone().date()
            entries = pack_entries(BuiltinPacks(), PolicyRepository(id=THE_REPOSITORY), today)
        yield entries


def _pack_in(file: Path) -> Pack:
    try:
        return read_pack(load_file(file).decode("utf-8-sig"), str(file))
    except UnicodeDecodeError:
        raise Refused(f"{file} is not UTF-8 text: save it so.") from None


def _text(context: typer.Context, name: str) -> tuple[str, tuple[Block, ...]]:
    """Title and text of a file, without a profile, or of a document."""
    if (file := Path(name)).is_file():
        read = file_reader().read(load_file(file), file.name, lambda: False)
        return read.title, read.blocks
    with profile_open(context, changes=False) as (s, _):
        id = find_document(s, name)
        latest = s.store.load(Document, id).latest
        return latest.title, blocks_of(s, id, latest.id)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"{text} is no day: write it like 2027-01-31.") from None
