"""Makes the bundled sample: an index rulebook with the faults a reviewer meets, as a Word file.

Usage: python packaging/make_sample.py resources/samples/volatility-target-index.docx
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def main(out: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    core = document.core_properties
    core.title = "European Equity Volatility Target Index"
    core.author = "Index Desk"
    core.created = core.modified = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    document.add_heading("European Equity Volatility Target Index", 0)
    document.add_paragraph("Index rulebook, version 2.3")

    document.add_heading("1. Introduction", 1)
    document.add_paragraph(
        "The European Equity Volatility Target Index (the “Index”) offers exposure to large European companies while "
        "keeping realised volatility near a fixed target. The Index is calculated in EUR. The Index Administrator is "
        "Example Index Services Ltd."
    )

    document.add_heading("2. Definitions", 1)
    for term, meaning in (
        ("Business Day", "a day on which Euronext Paris is open for regular trading."),
        ("Underlying", "the EURO STOXX 50 Net Return Index, as published by STOXX Ltd."),
        ("Target Volatility", "10% per annum."),
    ):
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"“{term}”").bold = True
        paragraph.add_run(f" means {meaning}")

    document.add_heading("3. Calculation of the Index", 1)
    document.add_paragraph("The Index Level on each Business Day t is:")
    equation = document.add_paragraph()
    equation._p.append(parse_xml(_INDEX_LEVEL))
    document.add_paragraph("The exposure for Business Day t is calculated as:")
    document.add_paragraph("Exposure = min(MaxExposure, TargetVol / RealisedVol)")
    document.add_paragraph(
        "where:\nTargetVol is the Target Volatility; and\n"
        "RealisedVol is the annualised standard deviation of the returns of the Underlying over the past 60 days."
    )
    document.add_paragraph("The exposure is adjusted for financing costs as described in Appendix C.")

    document.add_heading("4. Parameters", 1)
    table = document.add_table(rows=1, cols=3)
    table.style = "Light Grid Accent 1"
    for cell, text in zip(table.rows[0].cells, ("Parameter", "Value", "Remark"), strict=True):
        cell.text = text
    for row in (
        ("Target Volatility", "12%", "per annum"),
        ("Maximum exposure", "150%", "of the Index Level"),
        ("Base date", "2 January 2015", "Base level 1,000"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text

    document.add_heading("5. Rebalancing", 1)
    rebalancing = document.add_paragraph("The exposure is reviewed daily and rebalanced ")
    rebalancing._p.append(_revision("del", "1", "monthly", "Legal Counsel"))
    rebalancing._p.append(_revision("ins", "2", "quarterly", "Legal Counsel"))
    rebalancing.add_run(
        ". Rebalancing takes place when the difference from the current exposure exceeds the threshold. "
        "Maximum turnover per rebalancing is limited to a reasonable level."
    )
    document.add_paragraph(
        "If a rebalancing date is not a Business Day, the rebalancing takes place on the next available day. "
        "Closing prices are taken at 17:30."
    )

    document.add_heading("6. Data and Disruptions", 1)
    document.add_paragraph(
        "Prices and foreign exchange rates are obtained from a recognised data provider. Where a price is unavailable, "
        "the Index Administrator uses appropriate alternative data."
    )
    document.add_paragraph("Changes to this rulebook are made as set out in Section 9.")

    document.save(str(out))
    print(f"wrote {out}")


def _revision(kind: str, id: str, text: str, author: str):  # type: ignore[no-untyped-def]
    tag = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="{id}" w:author="{author}" w:date="2026-01-05T09:00:00Z">'
        f"<w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>"
    )


def _run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def _sub(base: str, index: str) -> str:
    return f"<m:sSub><m:e>{_run(base)}</m:e><m:sub>{_run(index)}</m:sub></m:sSub>"


_INDEX_LEVEL = (
    f"<m:oMathPara {MATH}><m:oMath>{_sub('I', 't')}{_run('=')}{_sub('I', 't-1')}{_run('×(1+')}{_sub('E', 't-1')}"
    f"{_run('×(')}<m:f><m:num>{_sub('U', 't')}</m:num><m:den>{_sub('U', 't-1')}</m:den></m:f>{_run('-1))')}"
    "</m:oMath></m:oMathPara>"
)

if __name__ == "__main__":
    main(Path(sys.argv[1]))
