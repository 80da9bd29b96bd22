"""LibreOffice as a judge: it opens Word files, accepts or rejects all changes with its own code, and says the text."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

_MACRO = """
Sub Resolve(folder As String)
    Dim name As String, document As Object, dispatcher As Object, how As Variant, command As String
    Dim hidden(0) As New com.sun.star.beans.PropertyValue, text(1) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden" : hidden(0).Value = True
    text(0).Name = "FilterName" : text(0).Value = "Text (encoded)"
    text(1).Name = "FilterOptions" : text(1).Value = "UTF8,LF,,,false"
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
            document.storeToURL(ConvertToURL(folder & "/" & names(i) & "." & how & ".txt"), text())
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


def program() -> str:
    """LibreOffice's program; the test is skipped where it is not installed."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def resolved(files: Mapping[str, bytes], folder: Path) -> dict[str, tuple[str, str]]:
    """The main text of each file with all changes accepted, and with all rejected."""
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
    return {name: (_text(work / f"{name}.docx.Accept.txt"), _text(work / f"{name}.docx.Reject.txt")) for name in files}


def _run(*command: str) -> None:
    subprocess.run(command, check=False, timeout=100, capture_output=True)


def _text(path: Path) -> str:
    assert path.exists(), f"LibreOffice did not open {path.stem}"
    return path.read_text("utf-8-sig")
