"""The demonstration: the bundled sample reviewed in a throw-away profile."""

import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from app.bootstrap import expect_tasks, open_services
from app.display import has_display
from app.keys.throw_away import throw_away_keys
from app.printing import review_text
from app.usecases.analyse_document import analyse
from app.usecases.approve_session import approve
from app.usecases.decide_finding import Decision, decide
from app.usecases.export_document import export
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services
from domain.feedback.session import OverlappingEdit

SAMPLE = "volatility-target-index.docx"
REVIEWER = "Demo Reviewer"


def run_demo() -> int:
    """Open the window on the reviewed sample; without a display print the findings and write the Word file."""
    expect_tasks()
    with (
        tempfile.TemporaryDirectory(prefix="docsense-profile-") as profile,
        open_services(Path(profile), keys=throw_away_keys()) as s,
    ):
        document = import_sample(s)
        if has_display():
            from app.desktop.main import run_opened

            return run_opened(s, reviewer=REVIEWER, document=document)
        review = open_review(s, document)
        print(review_text(review))
        accepted = _accept_all(s, document, [r.finding.id for r in review.findings if r.finding.suggestion])
        approve(s, document, REVIEWER)
        out = Path(tempfile.mkdtemp(prefix="docsense-demo-")) / f"{Path(SAMPLE).stem} - reviewed.docx"
        export(s, document, "tracked", out, REVIEWER)
        print(f"\nAccepted {accepted} suggestions; the Word file with tracked changes is {out}")
    return 0


def import_sample(s: Services) -> str:
    """The id of the bundled sample, imported and analysed."""
    with as_file(files("resources") / "samples" / SAMPLE) as path:
        imported = import_document(s, path.read_bytes(), SAMPLE, str(path), REVIEWER)
    analyse(s, imported.document, REVIEWER)
    return imported.document


def _accept_all(s: Services, document: str, findings: list[str]) -> int:
    """Accept what can be accepted together; of two that change the same text the graver one came first."""
    accepted = 0
    for finding in findings:
        try:
            decide(s, document, [Decision(finding=finding, decision="accept")], REVIEWER)
            accepted += 1
        except OverlappingEdit:
            continue
    return accepted
