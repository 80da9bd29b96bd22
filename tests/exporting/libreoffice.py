"""LibreOffice as a judge: it opens Word files, accepts or rejects all changes with its own code, and says the text."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree

_MACRO = """
Sub Resolve(folder As String)
    Dim name As String, document As Object, dispatcher As Object, how As Variant, command As String
    Dim hidden(0) As New com.sun.star.beans.PropertyValue, flat(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden" : hidden(0).Value = True
    flat(0).Name = "FilterName" : flat(0).Value = "OpenDocument Text Flat XML"
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    Dim names(999) As String, count As Integer, i As Integer
    name = Dir(folder & "/*.docx")
    Do While name <> ""
        names(count) = name : count = count + 1 : name = Dir()
    Loop
    For i = 0 To count - 1
        For Each how In Array("Accept", "Reject")
            document = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "/" & names(i)), "_blank", 0, hidden())
            command = ".uno:" & how & "AllTrackedChanges"
            dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
            document.storeToURL(ConvertToURL(folder & "/" & names(i) & "." & how & ".fodt"), flat())
            document.close(True)
        Next
    Next
End Sub
"""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
    '"{1}">\n'
)
_MODULE = _HEAD.format("script:module", "module.dtd") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Judge" script:language="StarBasic">'
    "{}</script:module>"
)
_LIBRARY = _HEAD.format("library:library", "library.dtd") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Judge"/>'
    "</library:library>"
)

_URI = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def _name(prefix: str, name: str) -> str:
    return f"{{{_URI.format(prefix)}}}{name}"


_PARAGRAPHS = {_name("text", "p"), _name("text", "h")}
_SIGNS = {_name("text", "s"): " ", _name("text", "tab"): "\t", _name("text", "line-break"): "\n"}
_APART = {
    *(_name("text", name) for name in ("note", "tracked-changes", "sequence-decls")),
    *(_name("office", name) for name in ("annotation", "forms")),
    _name("draw", "text-box"),
}
"""What stands in a text and is not of it."""
_BESIDES = (
    *(_name("style", f"{kind}{which}") for kind in ("header", "footer") for which in ("", "-first", "-left")),
    _name("text", "note-body"),
    _name("draw", "text-box"),
)

Stories = Mapping[str, list[str]]
"""The paragraphs of each kind of story, blank ones too."""


def program() -> str:
    """LibreOffice's program; the test is skipped where it is not installed."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def resolved(files: Mapping[str, bytes], folder: Path) -> dict[str, tuple[Stories, Stories]]:
    """What each file says with all changes accepted, and with all rejected."""
    soffice = program()
    program_with_profile = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    _run(*program_with_profile, "--terminate_after_init")  # makes the profile, in which macros stand
    basic = folder / "profile" / "user" / "basic" / "Standard"
    (basic / "Judge.xba").write_text(_MODULE.format(escape(_MACRO)), encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    work = folder / "work"
    work.mkdir()
    for name, data in files.items():
        (work / f"{name}.docx").write_bytes(data)
    _run(*program_with_profile, f'macro:///Standard.Judge.Resolve("{work}")')
    read = {name: tuple(_stories(work / f"{name}.docx.{how}.fodt") for how in ("Accept", "Reject")) for name in files}
    shutil.rmtree(folder / "profile")
    shutil.rmtree(work)
    return read


def _run(*command: str) -> None:
    subprocess.run(command, check=False, timeout=900, capture_output=True)


# --- what an OpenDocument file says --------------------------------------------------------------------------------


def _stories(path: Path) -> Stories:
    assert path.exists(), f"LibreOffice did not open {path.stem}"
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True))
    found: dict[str, list[str]] = {"body": []}
    for place in root.iter(_name("office", "text"), *_BESIDES):
        story = "body" if place.tag == _name("office", "text") else etree.QName(place).localname
        found.setdefault(story, []).extend(map(_said, _paragraphs(place)))
    return found


def _paragraphs(place: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a story, tables cell by cell, without those of the stories that hang on it."""
    for child in place.iterchildren("*"):
        if child.tag in _PARAGRAPHS:
            yield child
        elif child.tag not in _APART:
            yield from _paragraphs(child)


def _said(element: etree._Element) -> str:
    said = element.text or ""
    for child in element.iterchildren("*"):
        if child.tag in _SIGNS:
            said += _SIGNS[child.tag] * int(child.get(_name("text", "c"), "1"))
        elif child.tag not in _APART:
            said += _said(child)
        said += child.tail or ""
    return said
