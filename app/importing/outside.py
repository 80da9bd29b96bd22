"""What a Word file points to outside of itself: nothing of it is ever followed, and the reviewer is told."""

import contextlib
import posixpath
import re
from collections.abc import Iterator

from app.importing.text import POINTS
from app.usecases.ports.errors import Refused
from app.wordml import Package

_KINDS = {
    "attachedTemplate": "a template",
    "image": "a picture",
    "oleObject": "an embedded object",
    "subDocument": "a document",
    "frame": "a frame",
}
_SCHEMES = ("javascript", "vbscript", "data", "file")
"""Those that a note names; what stands before the colon of another address may be the document's own words."""
_STARTING = re.compile(rb"HYPERLINK\s{1,8}(?:&quot;|\")?\s{0,8}(" + "|".join(_SCHEMES).encode() + rb"):", re.IGNORECASE)
_FETCHING = re.compile(
    rb"(?:instr=[\"']|instrText[^>]{0,80}>)\s*(?:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|IMPORT|DATABASE)\b"
)
_LARGE = 10 << 20
"""Bytes of parts that nothing uses, which a reviewer is told of."""
_LONGEST_LIST = 3


def outside_notes(data: bytes) -> Iterator[str]:
    """A sentence for each kind of thing a Word file would have a program fetch, run, miss or unpack for nothing."""
    package = Package(data)
    names = package.archive.namelist()
    outside, schemes, missing = dict[str, None](), dict[str, None](), dict[str, None]()
    used = {"[content_types].xml"}
    for name in names:
        if not name.lower().endswith(".rels"):
            continue
        with contextlib.suppress(Refused):  # a part that is not needed to read the text may be as damaged as it likes
            for relationship in package.parse(name).iterchildren("{*}Relationship"):
                kind = relationship.get("Type", "").rpartition("/")[2]
                target = relationship.get("Target", "").strip()
                if relationship.get("TargetMode") != "External":
                    part = _part(name, target)
                    used.add(part.lower())
                    if part and part not in package:
                        missing[part] = None
                elif kind != "hyperlink":
                    outside[_KINDS.get(kind, "another file")] = None
                elif not POINTS.match(target):
                    scheme = target.partition(":")[0].lower()
                    schemes[f"{scheme}:" if scheme in _SCHEMES else "of an unknown kind"] = None
    fetches = False
    for name in names:
        if name.lower().endswith(".xml"):
            with contextlib.suppress(Refused):
                data = package.read(name)
                fetches = fetches or _FETCHING.search(data) is not None
                schemes |= {f"{scheme.decode().lower()}:": None for scheme in _STARTING.findall(data)}
    if outside:
        yield f"The file points to {_listed(outside)} outside of it; nothing was fetched."
    if schemes:
        yield f"Links that could start something ({_listed(schemes)}) were dropped; their words were read."
    if fetches:
        yield "Fields in the file would fetch text from elsewhere; what they last showed was read."
    if missing:
        yield f"The file lacks parts it refers to ({_listed(missing)}); it was read without them."
    unused = sum(
        member.file_size
        for member in package.archive.infolist()
        if member.filename.lower() not in used and not member.filename.lower().endswith(".rels")
    )
    if unused > _LARGE:
        yield f"The file holds {unused >> 20} MB, unpacked, that nothing in it uses; they were left alone."
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        yield "Parts of the file have names that lead out of its folder; they were left alone."


def _part(relationships: str, target: str) -> str:
    """The part that a target named in a part of relationships is; "" for the place within a part."""
    folder = posixpath.dirname(posixpath.dirname(relationships))
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else ""


def _listed(words: dict[str, None]) -> str:
    shown = list(words)[:_LONGEST_LIST]
    return ", ".join(shown) + (" and others" if len(words) > len(shown) else "")
