"""Writing a Word package: changed parts anew, every other one with the very bytes it had."""

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Mapping
from copy import copy
from itertools import count

from lxml import etree

from app.namespaces import declared, renamed
from app.usecases.ports.errors import Refused
from app.wordml import STRICT, TRANSITIONAL, Package, R, parse_xml

_DECLARATION = re.compile(rb"<\?xml[^>]*\?>\s*")
_STANDARD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT_R = next(strict.decode() for strict, transitional in TRANSITIONAL.items() if transitional == R.encode())
_LENGTHS = struct.Struct("<26x2H")
"""The header before a member ends in the lengths of its name and of what else is noted there (APPNOTE.TXT, 4.3.7)."""
_HAS_TRAILER = 0x08
"""The flag of a member whose size is noted behind it."""


def serialised(root: etree._Element, like: bytes = b"") -> bytes:
    """A part as UTF-8, under the XML declaration of a part `like` it and in the strict namespaces where that is.

    Raises Refused where that is written in both kinds of namespaces, which cannot be told apart any more.
    """
    found = _DECLARATION.match(like)
    declaration = found[0] if found and b"utf-8" in found[0].lower() else _STANDARD
    data = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    there = declared(like) if STRICT in like else frozenset()
    own = {transitional: strict for strict, transitional in TRANSITIONAL.items() if strict in there}
    if not there.isdisjoint(own):
        raise Refused("The file is a “Strict Open XML” document only in part: save it anew and import that.")
    return declaration + (renamed(data, own) if own else data)


class NewParts:
    """Parts that a package gets beside those it has, and what has to be said of them elsewhere in it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._folder, main = posixpath.split(package.main)
        self._links = posixpath.join(self._folder, "_rels", f"{main}.rels")
        self._data: dict[str, bytes] = {}
        self._stated: list[tuple[str, str, str, str]] = []

    def add(self, name: str, data: bytes, content_type: str, relationship: str) -> None:
        """A part beside the main one, which refers to it by a relationship of this type."""
        stem, ending = posixpath.splitext(name)
        free = (f"{stem}{n or ''}{ending}" for n in count())
        name = next(n for n in free if posixpath.join(self._folder, n) not in self._package)
        part = posixpath.join(self._folder, name)
        self._data[part] = data
        self._stated.append((part, name, content_type, relationship))

    def changed_parts(self) -> dict[str, bytes]:
        """The new parts, and the lists of types and of relationships that name them."""
        if not self._stated:
            return {}
        listed = self._package.read(_TYPES)
        types = parse_xml(listed, _TYPES)
        data = self._package.read(self._links) if self._links in self._package else b""
        links = parse_xml(data, self._links) if data else etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        # What is said of such parts already is of some that are not there; said twice, the file counts as damaged.
        names = {f"/{part}".lower() for part, _, _, _ in self._stated}
        kinds = {posixpath.basename(relationship) for _, _, _, relationship in self._stated}
        for item in [item for item in types if item.get("PartName", "").lower() in names]:
            types.remove(item)
        for item in [item for item in links if posixpath.basename(item.get("Type", "")) in kinds]:
            links.remove(item)
        is_strict = any(item.get("Type", "").startswith(STRICT.decode()) for item in links)
        taken = {item.get("Id") for item in links}
        ids = (id for n in count(1) if (id := f"rId{n}") not in taken)
        for part, name, content_type, relationship in self._stated:
            override = etree.SubElement(types, types.tag.replace("Types", "Override"))
            override.set("PartName", f"/{part}")
            override.set("ContentType", content_type)
            item = etree.SubElement(links, f"{{{_RELATIONSHIPS}}}Relationship")
            item.set("Id", next(ids))
            item.set("Type", relationship.replace(R, _STRICT_R) if is_strict else relationship)
            item.set("Target", name)
        return {_TYPES: serialised(types, listed), self._links: serialised(links, data)} | self._data


def of_office(kind: str) -> str:
    """The type of a relationship that ECMA-376 names."""
    return f"{R}/{kind}"


def repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts; new ones stand at its end, without a date: the same input gives the same bytes.

    Every other part is copied as it is stored, without being unpacked.
    """
    left = {part.lower(): (part, data) for part, data in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for old in package.archive.infolist():
            _, data = left.pop(old.filename.lower(), ("", None))
            if data is None:
                _copy(package.archive, old, archive)
                continue
            entry = zipfile.ZipInfo(old.filename, old.date_time)
            entry.compress_type, entry.external_attr = old.compress_type, old.external_attr
            entry.create_system = old.create_system
            archive.writestr(entry, data)
        for part, data in left.values():
            archive.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _copy(source: zipfile.ZipFile, old: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Write a member with the bytes it is stored in; the standard library only copies what it has inflated."""
    entry = copy(old)
    entry.flag_bits &= ~_HAS_TRAILER
    entry.extra = b""
    entry.header_offset = target.start_dir
    assert source.fp
    assert target.fp
    source.fp.seek(old.header_offset)
    name, extra = _LENGTHS.unpack(source.fp.read(_LENGTHS.size))
    source.fp.seek(name + extra, io.SEEK_CUR)
    target.fp.seek(target.start_dir)
    target.fp.write(entry.FileHeader())
    target.fp.write(source.fp.read(entry.compress_size))
    target.start_dir = target.fp.tell()
    target.filelist.append(entry)
    target.NameToInfo[entry.filename] = entry
