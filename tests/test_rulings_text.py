"""What a run left out, in one sentence."""

import pytest

from app.rulings_text import left_out
from domain.analysis.finding import Severity
from domain.analysis.rulings import RulingUsed
from domain.semantics.understanding import SectionKind


def off(check: str, *sections: SectionKind) -> RulingUsed:
    return RulingUsed(check=check, severity=None, sections=sections)


def low(check: str) -> RulingUsed:
    return RulingUsed(check=check, severity=Severity.LOW)


@pytest.mark.parametrize(
    ("rulings", "text"),
    [
        ((), ""),
        ((off("DS-CAL-03"),), "1 check is switched off."),
        ((off("DS-CAL-03"), off("DS-REF-01"), off("DS-REF-02")), "3 checks are switched off."),
        ((off("DS-CAL"), off("DS-REF-01")), "1 family of checks and 1 check are switched off."),
        ((low("DS-CAL-03"),), "1 is graded differently or off in some sections."),
        ((off("DS-CAL-03", SectionKind.EXAMPLE),), "1 is graded differently or off in some sections."),
        (
            (off("DS-CAL"), low("DS-REF-01"), low("DS-REF-02")),
            "1 family of checks is switched off, 2 are graded differently or off in some sections.",
        ),
        ((off("DS-CAL-03"), low("DS-CAL-03")), "1 is graded differently or off in some sections."),
    ],
)
def test_what_was_left_out(rulings: tuple[RulingUsed, ...], text: str) -> None:
    assert left_out(rulings) == text
