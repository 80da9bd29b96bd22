"""The report as one self-contained page: nothing is fetched, nothing runs, every text is escaped."""

from collections.abc import Iterable
from html import escape

from app.exporting.report import words
from domain.feedback.report import ReportedChange, ReportedFinding, ReviewReport
from domain.feedback.session import ItemState

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 Georgia, "Times New Roman", serif; color: #1b2330; max-width: 46rem; margin: 3rem auto; padding: 0 1.5rem; }
h1, h2, h3, th, .about, .label, .kicker { font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1.5rem; }
h2 { font-size: 1.2rem; margin: 2.6rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid #1d5bb8; }
h3 { font-size: 1rem; margin: 0; }
.kicker { color: #1d5bb8; font-size: .8rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; margin: 0 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #d3d9e1; }
th { font-weight: 600; color: #56606e; }
.facts th { width: 7rem; white-space: nowrap; }
.facts td, .files td { overflow-wrap: anywhere; }
.counts td + td, .counts th + th { text-align: right; }
.finding { margin: 1.6rem 0; padding-left: 1rem; border-left: 4px solid #d3d9e1; break-inside: avoid; }
.critical { border-color: #a11226; } .high { border-color: #a04106; } .medium { border-color: #7d5700; } .low { border-color: #1d5bb8; }
.about { color: #56606e; font-size: .8rem; margin: .1rem 0 .6rem; }
.label { color: #56606e; font-size: .75rem; font-weight: 600; margin: .7rem 0 .1rem; }
p { margin: .3rem 0; }
blockquote { margin: .4rem 0; padding: .3rem .8rem; background: #f3f5f8; white-space: pre-wrap; }
.change { white-space: pre-wrap; margin: .1rem 0; }
del { color: #a01f2a; background: #fbe4e5; } ins { color: #0a6135; background: #def3e6; text-decoration: underline; }
.note { background: #fdf1d6; padding: .3rem .8rem; }
footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid #d3d9e1; color: #56606e; font-size: .8rem; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; } }
"""  # noqa: E501
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(report: ReviewReport) -> str:
    """The whole page."""
    title = escape(report.title)
    parts = [
        f'<p class="kicker">Review report</p><h1>{title}</h1>',
        _table("facts", [], ([label, value] for label, value in words.facts(report)), heads_rows=True),
        f"<h2>Outcome</h2><p>{escape(words.summary(report))}</p>",
    ]
    head, rows = words.counts(report)
    if rows:
        parts.append(_table("counts", head, rows))
    parts += [f'<p class="note">{escape(note)}</p>' for note in report.notes]
    if report.findings:
        parts.append("<h2>Findings</h2>")
        parts += [_finding(number, finding) for number, finding in enumerate(report.findings, 1)]
    if report.requirements:
        parts.append(f"<h2>Policies</h2><p>{escape(words.LIMITS)}</p>")
    for pack, requirements in words.packs(report):
        body = (
            [r.citation or r.requirement, r.text, words.VERDICTS[r.status], "\n".join(f"“{q}”" for q in r.evidence)]
            for r in requirements
        )
        parts.append(f"<h3>{escape(pack)}</h3>")
        parts.append(_table("policies", ["Citation", "Requirement", "Verdict", "Evidence"], body))
    if report.exports:
        files = ([words.KINDS[e.kind], e.file_name, e.sha256, words.deed(e)] for e in report.exports)
        parts.append("<h2>Files sent before</h2>" + _table("files", ["What", "File", "SHA-256", "By"], files))
    parts.append(f"<footer>Written by DocSense on {words.moment(report.written)}. {escape(words.CHECK)}</footer>")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Review report: {title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body>\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _finding(number: int, finding: ReportedFinding) -> str:
    parts = [f"<h3>{number}. {escape(finding.title)}</h3>", f'<p class="about">{escape(words.about(finding))}</p>']
    parts += [f"<blockquote>{escape(quote)}</blockquote>" for quote in finding.evidence]
    parts.append(_labelled("Why it matters", escape(finding.why)))
    if finding.change:
        parts.append(_change(finding.change))
    parts.append(_labelled("Decision", escape(words.decision(finding))))
    if finding.reason:
        parts.append(_labelled("Reason", escape(finding.reason)))
    parts.append(f'<p class="about">{escape(words.found(finding))}</p>')
    state = " open" if finding.decision is ItemState.PENDING else ""
    return f'<section class="finding {finding.severity}{state}">{"".join(parts)}</section>'


def _change(change: ReportedChange) -> str:
    tags = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    text = "".join(tags[what].format(escape(part)) for what, part in words.stretches(change))
    why_not = words.obstacle(change)
    shown = f'<div class="change">{text}</div>' + (f'<p class="note">{escape(why_not)}</p>' if why_not else "")
    return f'<p class="label">{words.change_title(change)}</p>{shown}'


def _labelled(label: str, html: str) -> str:
    return f'<p class="label">{label}</p><p>{html}</p>' if html else ""


def _table(name: str, head: list[str], rows: Iterable[list[str]], *, heads_rows: bool = False) -> str:
    first = f"<tr>{''.join(f'<th>{escape(cell)}</th>' for cell in head)}</tr>" if head else ""
    body = ""
    for row in rows:
        cells = [escape(cell).replace("\n", "<br>") for cell in row]
        opening = f"<th>{cells[0]}</th>" if heads_rows else f"<td>{cells[0]}</td>"
        body += f"<tr>{opening}{''.join(f'<td>{cell}</td>' for cell in cells[1:])}</tr>"
    return f'<table class="{name}">{first}{body}</table>'
