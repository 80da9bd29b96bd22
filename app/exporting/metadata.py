"""What a Word file says about its makers taken out, and the tracking of the recipient's changes turned on."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from app.exporting.package import NewParts, of_office, serialised
from app.wordml import Package, W, parse_xml, w
from domain.documents.export import ExportOptions

_SETTINGS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"

_ANY_TEMPLATE = "Normal.dotm"
"""Named in place of the template a file was made from, whose path tells of a person's or a firm's computers."""

_OF_CORE = ("creator", "lastModifiedBy", "keywords", "description", "category")
_OF_PROGRAM = ("Company", "Manager", "Template", "HyperlinkBase")
_NAMES = {"core-properties": _OF_CORE, "extended-properties": _OF_PROGRAM, "extendedProperties": _OF_PROGRAM}
"""The properties that name people, a firm or a place, by the kind of part they stand in, a strict file's too. The title
stays."""
_CUSTOM = ("custom-properties", "customProperties")
_EMPTIED = ("classificationlabels", "recipientData")
"""The parts that name the tenant of a firm ([MS-OFFCRYPTO] 2.6), and those a letter is sent to."""
_OF_OTHERS = (w("mailMerge"), w("docVars"))
"""Settings that say where a firm keeps its data, and what its programs noted."""
_SOURCES = ("mailMergeSource", "mailMergeHeaderSource", "recipientData")

_BEFORE_TRACKING = frozenset(
    w(name)
    for name in [
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "hideSpellingErrors",
        "hideGrammaticalErrors",
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
    ]
)
"""What stands before w:trackRevisions in CT_Settings (ECMA-376 part 1, 17.15.1.78)."""


def changed_parts(package: Package, options: ExportOptions, new: NewParts) -> dict[str, bytes]:
    """The parts these options change; one they need anew is added to the `new` ones.

    The names of earlier revisions and comments stay, and so does the flag that would make Word anonymise them.
    """
    changed = dict(_stripped(package)) if options.strip_metadata else {}
    return changed | _settings(package, options, new)


def _stripped(package: Package) -> Iterator[tuple[str, bytes]]:
    for kind, names in _NAMES.items():
        for part in package.related("", kind):
            root = package.parse(part)
            for element in root.iterchildren("*"):
                if etree.QName(element).localname in names:
                    element.text = None
            yield part, serialised(root, package.read(part))
    for part in (part for kind in _CUSTOM for part in package.related("", kind)):
        root = package.parse(part)
        for value in root.iterchildren("*"):
            held = value.find("*")
            if held is not None:  # a number or a date could not be empty
                value[:] = [etree.Element(etree.QName(etree.QName(held).namespace, "lpwstr"))]
        yield part, serialised(root, package.read(part))
    for settings in package.related(package.main, "settings"):
        folder, name = posixpath.split(settings)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part in package:
            links = parse_xml(package.read(part), part)
            for link in list(links.iterchildren("*")):
                kind = posixpath.basename(link.get("Type", ""))
                if kind == "attachedTemplate":
                    link.set("Target", _ANY_TEMPLATE)
                elif kind in _SOURCES:
                    links.remove(link)
            yield part, serialised(links, package.read(part))
    sources = ["", *package.related(package.main, "settings")]
    named = [target for source in sources for target in package.targets(source)]
    for part in dict.fromkeys(target.part for target in named if target.kind in _EMPTIED):
        root = package.parse(part)
        root[:] = []
        yield part, serialised(root, package.read(part))


def _settings(package: Package, options: ExportOptions, new: NewParts) -> dict[str, bytes]:
    """The settings without what names others, and with tracking; where there are none they are new."""
    part = next(iter(package.related(package.main, "settings")), "")
    root = package.parse(part) if part else etree.Element(w("settings"), nsmap={"w": W})
    told = [element for name in _OF_OTHERS for element in root.findall(name)] if options.strip_metadata else []
    for element in told:
        root.remove(element)
    if options.track_changes:
        _track(root)
    elif not told:
        return {}
    if part:
        return {part: serialised(root, package.read(part))}
    new.add("settings.xml", serialised(root, package.read(package.main)), _SETTINGS_TYPE, of_office("settings"))
    return {}


def _track(root: etree._Element) -> None:
    for old in root.findall(w("trackRevisions")):
        root.remove(old)
    before = [i for i, element in enumerate(root) if element.tag in _BEFORE_TRACKING]
    root.insert(before[-1] + 1 if before else 0, etree.Element(w("trackRevisions")))
