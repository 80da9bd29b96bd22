"""The command on a Word file and a list of edits: redline. It touches no profile."""

import codecs
import contextlib
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from app.bootstrap import file_reader, word_exporter
from app.cli.common import FileArgument, JsonOption, in_plain_words, moment, print_json
from app.printing import visible
from app.usecases.files import load_file, must_be_free, write_file
from app.usecases.ports.errors import Refused
from app.usecases.redline import AskedEdit, Redlined, redline
from domain.documents.export import signs, word_suffix

commands = typer.Typer()

_MODIFIED = "{http://purl.org/dc/terms/}modified"
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)
"""The time of what has none, as for the parts of a package."""


@commands.command("redline")
def redline_(
    file: FileArgument,
    edits: Annotated[Path, typer.Option(metavar="EDITS.json", help="Edits in the coordinates of `blocks --json`.")],
    author: Annotated[str, typer.Option(metavar="NAME", help="The name the changes carry.")],
    out: Annotated[Path, typer.Option(metavar="OUT.docx", help="A new file; nothing is replaced.")],
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When the changes were made; else when FILE was last saved.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write a list of edits into a Word file as tracked changes; no profile is touched.

    An edit that cannot be made in place goes as a comment; one that does not fit the text, or changes what an earlier
    one of the list changes, is refused; the others are applied all the same. Where all are refused it ends with 1.
    """
    with in_plain_words():
        if not signs(author):
            raise Refused("The author needs a name of 1 to 200 letters, without control characters.")
        if out.suffix.lower() != word_suffix(file.name):
            raise Refused(f"A Word file is written: give --out a name that ends in {word_suffix(file.name)}.")
        made = moment(at) if at else None
        must_be_free(out)
        source = load_file(file)
        asked = _edits_in(edits)
        read = file_reader().read(source, file.name, lambda: False)
        if read.format != "docx":
            raise Refused(f"{file} is no Word file: tracked changes can be written into a .docx alone.")
        done = redline(word_exporter(), source, read.blocks, asked, author.strip(), made or _last_saved(source))
        write_file(out, done.data)
    _tell(done, out, as_json)
    if done.outcomes and all(outcome.status == "refused" for outcome in done.outcomes):
        raise typer.Exit(1)


def _edits_in(path: Path) -> list[AskedEdit]:
    try:
        return TypeAdapter(list[AskedEdit]).validate_json(load_file(path).removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        raise Refused(f"{path} is not a list of edits: {_fault(error.errors(include_input=False)[0])}.") from None


def _fault(error: ErrorDetails) -> str:
    """What is wrong with the list, in its own words: the number of the edit and the key."""
    if not error["loc"]:
        return error["msg"]
    index, *inside = error["loc"]
    key = inside[-1] if len(inside) > 1 else ""  # the first is the form of the edit
    if error["type"] == "extra_forbidden":
        return f"edit {index}: “{key}” does not belong in such an edit"
    return f"edit {index}: {f'“{key}”: ' if key else ''}{error['msg']}"


def _last_saved(source: bytes) -> datetime:
    """When a Word file says it was last saved: nothing from outside, so that the same file and list give the same."""
    from app.wordml import Package  # lxml is heavy, and most commands do without

    package = Package(source)
    for part in package.related("", "core-properties"):
        with contextlib.suppress(ValueError):
            saved = datetime.fromisoformat(package.parse(part).findtext(_MODIFIED, ""))
            return saved if saved.tzinfo else saved.replace(tzinfo=UTC)
    return _NEVER


def _tell(done: Redlined, out: Path, as_json: bool) -> None:
    sha256 = hashlib.sha256(done.data).hexdigest()
    if as_json:
        outcomes = [outcome.model_dump() for outcome in done.outcomes]
        print_json({"edits": outcomes, "out": str(out), "sha256": sha256})
        return
    for outcome in done.outcomes:
        if outcome.status != "applied":
            typer.echo(visible(f"Edit {outcome.index} was {outcome.status}: {outcome.reason}"), err=True)
    typer.echo(f"{out}\t{sha256}")
