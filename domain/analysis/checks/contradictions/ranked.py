"""Ranked: sections of further rules of which nothing says whether they go before the others."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role

_FURTHER = re.compile(
    r"\b(?:supplement(?:ary|al)|additional|special|further|other|overriding|deviating|miscellaneous|complementary"
    r"|side|amending|transitional)"
    r" (?:[a-z]+ )?(?:rules?|provisions?|terms|arrangements|conditions|regulations|requirements)\b"
)
_RANK = re.compile(
    r"\b(?:prevails?|prevailing|precedence|priority|overrid\w+|supersed\w+|in (?:the )?(?:case|event) of (?:any"
    r" )?(?:conflict|contradiction"
    r"|inconsistenc\w+|discrepanc\w+)|notwithstanding|(?:apply|applies) in addition|without prejudice|takes? (?:first"
    r" )?rank|instead of"
    r" sections?|replaces? section)\b"
)


def _unranked(ir: DocumentIR) -> Iterator[Hit]:
    if ir.segments.say(_RANK):
        return
    for section in ir.sections:
        heading = section.heading
        if heading is None or section.role is not Role.RULES or not _FURTHER.search(section.title.lower()):
            continue
        within = [segment for segment in ir.rules if segment.section is section]
        before = any(segment.section is not section for segment in ir.rules)
        if within and before:
            yield Hit(
                title=f"Rank of {section.title} against the other sections is not specified",
                why=f"“{section.title}” are rules beside those of the other sections, and nothing says which hold"
                f" where the"
                " two differ: some read them as exceptions, others as a summary.",
                spans=(Span.of(heading, 0, len(heading.text)),),
                suggestion=add_sentence(
                    within[-1],
                    f"Where {section.title} differ from another section, {to_specify('which of the two prevails')}.",
                ),
            )


CHECKS = (
    Check(
        id="DS-CON-40",
        title="Supplementary rules without a rank",
        matters="Two rules on one thing need an order.",
        fix="Say that the section prevails, or that the others do; better, move each rule to the section it is about.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_unranked,
        bad=(
            "# 1. Members\n\nBonds must be rated BBB or better.\n\n# 2. Supplementary Rules\n\nDowngraded bonds must"
            " be sold.",
            "# 1. Members\n\nShares must be liquid.\n\n# 2. Additional Provisions\n\nShares must be listed in Paris.",
        ),
        good=(
            "# 1. Members\n\nBonds must be rated BBB or better.\n\n# 2. Supplementary Rules\n\nThese rules prevail"
            " over Section"
            " 1. Downgraded bonds must be sold.",
            "# 1. Members\n\nShares must be liquid.\n\n# 2. Calculation\n\nShares must be priced in Paris.",
        ),
        confidence=0.7,
    ),
)
