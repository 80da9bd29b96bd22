"""What a Word file says about its makers taken out, and the tracking of the recipient's changes turned on."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from app.exporting.package import NewParts, of_office, serialised
from app.wordml import Package, W, parse_xml, w
from domain.documents.export import ExportOptions

_SETTINGS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"

_ANY_TEMPLATE = "Normal.dotm"
"""Named in place of the template a file was made from, whose path tells of a person's or a firm's computers."""

_NAMES = {"core-properties": ("creator", "lastModifiedBy"), "extended-properties": ("Company", "Manager", "Template")}
"""The properties that name people, a firm or a place, by the kind of part they stand in. The title stays."""

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
    stripped = dict(_stripped(package)) if options.strip_metadata else {}
    return stripped | (_tracking(package, new) if options.track_changes else {})


def _stripped(package: Package) -> Iterator[tuple[str, bytes]]:
    for kind, names in _NAMES.items():
        for part in package.related("", kind):
            root = package.parse(part)
            for element in root.iterchildren("*"):
                if etree.QName(element).localname in names:
                    element.text = None
            yield part, serialised(root, package.read(part))
    for part in package.related("", "custom-properties"):
        root = package.parse(part)
        for value in root.iterchildren("*"):
            value[:] = [etree.Element(f"{{{_VALUES}}}lpwstr")]  # a number or a date could not be empty
        yield part, serialised(root, package.read(part))
    for settings in package.related(package.main, "settings"):
        folder, name = posixpath.split(settings)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part in package:
            links = parse_xml(package.read(part), part)
            for link in links.iterchildren("*"):
                if posixpath.basename(link.get("Type", "")) == "attachedTemplate":
                    link.set("Target", _ANY_TEMPLATE)
            yield part, serialised(links, package.read(part))


def _tracking(package: Package, new: NewParts) -> dict[str, bytes]:
    part = next(iter(package.related(package.main, "settings")), "")
    root = package.parse(part) if part else etree.Element(w("settings"), nsmap={"w": W})
    for old in root.findall(w("trackRevisions")):
        root.remove(old)
    before = [i for i, element in enumerate(root) if element.tag in _BEFORE_TRACKING]
    root.insert(before[-1] + 1 if before else 0, etree.Element(w("trackRevisions")))
    if part:
        return {part: serialised(root, package.read(part))}
    like = package.read(package.main)
    new.add("settings.xml", serialised(root, like), _SETTINGS_TYPE, of_office("settings"))
    return {}
