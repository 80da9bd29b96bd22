"""The report as a Word file."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from app.exporting.characters import NOT_XML
from app.exporting.report import words
from domain.analysis.finding import Severity
from domain.feedback.report import ReportedChange, ReportedFinding, ReviewReport

_INK, _MUTED, _ACCENT = "1B2330", "56606E", "1D5BB8"
_GONE, _NEW = "A01F2A", "0A6135"
_SEVERITY = {
    Severity.CRITICAL: "A11226",
    Severity.HIGH: "A04106",
    Severity.MEDIUM: "7D5700",
    Severity.LOW: _ACCENT,
    Severity.INFO: _MUTED,
}
_TEXT, _HEADS = "Cambria", "Calibri"


def word_report(report: ReviewReport) -> bytes:
    """The whole file; the same report gives the same bytes."""
    import docx  # slow to import, and needed for few exports

    document = docx.Document()
    core = document.core_properties
    core.author, core.comments, core.title = "", "", _clean(f"Review report: {report.title}")
    core.created = core.modified = report.written
    _set_up(document)
    _line(document, "Review report".upper(), size=9, colour=_ACCENT, bold=True, after=2, heads=True)
    _line(document, report.title, style="Title")
    _table(document, [], words.facts(report), (2.6, 13.4), bold_first=True)
    document.add_heading("Outcome", 1)
    _line(document, words.summary(report))
    head, rows = words.counts(report)
    if rows:
        _table(document, head, rows, (3.4, 2.4, 3.6, 2.4, 2.4, 1.8))
    for note in report.notes:
        _line(document, note, colour=_MUTED)
    if report.findings:
        document.add_heading("Findings", 1)
        for number, finding in enumerate(report.findings, 1):
            _finding(document, number, finding)
    if report.requirements:
        document.add_heading("Policies", 1)
        _line(document, words.LIMITS, colour=_MUTED)
    for pack, requirements in words.packs(report):
        document.add_heading(_clean(pack), 2)
        body = [
            (r.citation or r.requirement, r.text, words.VERDICTS[r.status], "\n".join(f"“{q}”" for q in r.evidence))
            for r in requirements
        ]
        _table(document, ["Citation", "Requirement", "Verdict", "Evidence"], body, (2.6, 5.4, 2.2, 5.8))
    if report.exports:
        document.add_heading("Files sent before", 1)
        files = [(words.KINDS[e.kind], e.file_name, e.sha256, words.deed(e)) for e in report.exports]
        _table(document, ["What", "File", "SHA-256", "By"], files, (2.6, 4.0, 5.4, 4.0))
    _line(document, f"Written by DocSense on {words.moment(report.written)}. {words.CHECK}", size=8, colour=_MUTED)
    return _packed(document)


def _set_up(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    looks = {
        "Normal": (_TEXT, 10.5, _INK, False),
        "Title": (_HEADS, 20, _INK, True),
        "Heading 1": (_HEADS, 14, _ACCENT, True),
        "Heading 2": (_HEADS, 11.5, _INK, True),
    }
    for name, (font, size, colour, bold) in looks.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)  # a theme's font would win over the one that is named
        fonts.set(qn("w:hAnsi"), font)
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(4), 1.12
    title = document.styles["Title"]
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    title.paragraph_format.space_after = Pt(10)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(20)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(6)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(14)


def _finding(document: Any, number: int, finding: ReportedFinding) -> None:
    from docx.shared import Cm, Pt

    heading = document.add_heading(_clean(f"{number}. {finding.title}"), 2)
    _bar(heading, _SEVERITY[finding.severity])
    about = _line(document, words.about(finding), size=8.5, colour=_SEVERITY[finding.severity], heads=True)
    about.paragraph_format.keep_with_next = True
    for quote in finding.evidence:
        paragraph = _line(document, quote)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Cm(0.5), Pt(4)
        _shade(paragraph)
    _labelled(document, "Why it matters", finding.why)
    if finding.change:
        _change(document, finding.change)
    _labelled(document, "Decision", words.decision(finding))
    _labelled(document, "Reason", finding.reason)
    _line(document, words.found(finding), size=8, colour=_MUTED, heads=True)


def _change(document: Any, change: ReportedChange) -> None:
    from docx.shared import RGBColor

    _label(document, words.change_title(change))
    paragraph = document.add_paragraph()
    for what, text in words.stretches(change):
        run = paragraph.add_run(_clean(text))
        if what == "gone":
            run.font.strike, run.font.color.rgb = True, RGBColor.from_string(_GONE)
        elif what == "new":
            run.font.underline, run.font.color.rgb = True, RGBColor.from_string(_NEW)
    if why_not := words.obstacle(change):
        _line(document, why_not, colour=_SEVERITY[Severity.MEDIUM])


def _labelled(document: Any, label: str, text: str) -> None:
    if text:
        _label(document, label)
        _line(document, text)


def _label(document: Any, label: str) -> None:
    _line(
        document, label, size=8.5, colour=_MUTED, bold=True, after=0, heads=True
    ).paragraph_format.keep_with_next = True


def _line(
    document: Any,
    text: str,
    *,
    style: str | None = None,
    size: float | None = None,
    colour: str = "",
    bold: bool = False,
    after: float | None = None,
    heads: bool = False,
) -> Any:
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(_clean(text))
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if bold:
        run.font.bold = True
    if heads:
        run.font.name = _HEADS
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _table(
    document: Any,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    bold_first: bool = False,
) -> None:
    """A table with lines between its rows; widths in centimetres."""
    from docx.shared import Cm, Pt, RGBColor

    lines = [list(head), *map(list, rows)] if head else list(map(list, rows))
    table = document.add_table(len(lines), len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
        for column, (text, cell) in enumerate(zip(line, row.cells, strict=True)):
            cell.width = Cm(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(_clean(text))
            run.font.size = Pt(9)
            if (head and number == 0) or (bold_first and column == 0):
                run.font.bold, run.font.name = True, _HEADS
                run.font.color.rgb = RGBColor.from_string(_MUTED)
        _rule_under(row, is_head=bool(head) and number == 0)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _rule_under(row: Any, *, is_head: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        borders = OxmlElement("w:tcBorders")
        bottom = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "D3D9E1")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        cell._tc.get_or_add_tcPr().append(borders)


def _bar(paragraph: Any, colour: str) -> None:
    """A bar in the colour of the severity, at the left."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", colour)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_BEHIND_BORDERS)


def _shade(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F3F5F8")):
        shade.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(shade, *_BEHIND_BORDERS[1:])


_BEHIND_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""What may stand behind the borders in a w:pPr that is made here."""


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)


def _packed(document: Any) -> bytes:
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as written, zipfile.ZipFile(out, "w") as archive:
        for name in written.namelist():  # python-docx dates the parts with the present moment
            archive.writestr(zipfile.ZipInfo(name), written.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
