"""Writing a Word package: changed parts anew, every other one as it was."""

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from app.wordml import Package

_DECLARATION = re.compile(rb"<\?xml[^>]*\?>\s*")
_STANDARD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def serialised(root: etree._Element, original: bytes = b"") -> bytes:
    """A part as UTF-8, under the XML declaration it had."""
    found = _DECLARATION.match(original)
    declaration = found[0] if found and b"utf-8" in found[0].lower() else _STANDARD
    return declaration + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts; new ones stand at its end, without a date: the same input gives the same bytes."""
    left = {part.lower(): (part, data) for part, data in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for old in package.archive.infolist():
            entry = zipfile.ZipInfo(old.filename, old.date_time)
            entry.compress_type, entry.external_attr = old.compress_type, old.external_attr
            entry.create_system = old.create_system
            _, data = left.pop(old.filename.lower(), ("", None))
            archive.writestr(entry, package.read(old.filename) if data is None else data)
        for part, data in left.values():
            archive.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
