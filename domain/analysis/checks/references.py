"""References that lead nowhere: parts that are not in the document, and other documents that cannot be found."""

import re
from collections import defaultdict
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, takes_paragraph, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.changes import InsertAfter, Suggestion
from domain.semantics.ir import DocumentIR
from domain.semantics.references import Pointer
from domain.semantics.segments import SegmentKind

_KEPT_WITH_HEADINGS = {"section", "equation"}


def _dangling(ir: DocumentIR) -> Iterator[Hit]:
    missing = defaultdict[tuple[str, str], list[Pointer]](list)
    numbered = {kind for kind, _ in ir.targets}
    for reference in ir.pointers:
        # without any numbered heading (or equation) the numbers may have been lost on the way here
        if reference.kind in _KEPT_WITH_HEADINGS and reference.kind not in numbered:
            continue
        if (reference.kind, reference.label) not in ir.targets:
            missing[reference.kind, reference.label].append(reference)
    for (kind, label), references in missing.items():
        first = references[0]
        name = f"{capital(kind)} {label.upper()}"
        clause = first.segment.text[max(0, first.start - 60) : first.end].split(", ")[-1]
        yield Hit(
            title=f"{name} is referred to but not included",
            why=f"The text relies on {name} ({_around(clause)}), and the document has no {name}. Whoever implements"
            " it has"
            " to guess what stands there.",
            spans=tuple(reference.segment.span(reference.start, reference.end) for reference in references[:8]),
            suggestion=_supplied(ir, name, first),
            severity=Severity.CRITICAL if kind not in ("section", "figure", "equation") else Severity.HIGH,
        )


def _supplied(ir: DocumentIR, name: str, reference: Pointer) -> Suggestion:
    """The missing part at the end of the document, or words at the reference where a list or a table ends it."""
    if takes_paragraph(ir.blocks[-1]):
        text = f"{name} {to_specify(f'the content of {name} that the text relies on')}"
        return InsertAfter(block=ir.blocks[-1].id, text=text)
    what = to_specify(f"the content of {name}, or where it is to be found")
    return add_after(reference.segment, reference.end, f" {what}")


def _around(clause: str) -> str:
    words = clause.split()
    return "“" + ("… " if len(words) > 8 else "") + " ".join(words[-8:]) + "”"


_DOCUMENT = re.compile(
    r"\b(?:as (?:described|defined|detailed|set out|specified|outlined|provided|stated|published|disclosed)|"
    r"(?:is|are) (?:described|defined|detailed|set out|specified|outlined|provided|documented|available|contained)"
    r"|detailed|described|defined|available|contained|see|refer to|in accordance with|according to|in line with"
    r"|pursuant to|under|per|governed by|follows?|following|subject to)"
    r"(?: in| on| by| from| with| at)?(?: (?:the|our|its|their|a|an|applicable|relevant|current|latest))* "
    r"(?P<what>(?:[a-z&/'-]+ ){0,3}?(?:methodology (?:document|guide|book)|"
    r"(?:calculation|corporate actions?|user|operations?|policy|implementation|index) "
    r"(?:guide|guidelines?|manual|handbook|guidebook|policy|procedures?)|prospectus|offering (?:memorandum|document)|"
    r"(?:internal|separate|house|firm|company|risk|investment|trading|compliance|esg|valuation|governance"
    r"|emergency \w+) (?:guidelines?|polic(?:y|ies)|procedures?|manual|documents?|documentation|framework|standards?)"
    r"|separate (?:document|file|agreement|spreadsheet)|(?:company|provider's|our|index|official) website|term ?sheet"
    r"|service agreement|side letter))\b"
)
_IDENTIFIED = re.compile(r"\b(?:(?:version|dated|v\d+|available at|isbn|20\d\d|reference number)\b|https?:|www\.)|\"")


def _elsewhere(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose:
        for match in _DOCUMENT.finditer(segment.low):
            if _IDENTIFIED.search(segment.low, match.end()):
                continue
            what = match["what"].strip()
            yield Hit(
                title=f"The rule stands in another document: '{what}'",
                why=f"“{segment.text[match.start() : match.end()]}” sends the reader to a document that is not part of"
                " this one and is named without a version or place. Two teams may work from different versions of"
                " it, or from none.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" {to_specify('title, version, date and where it can be had')}"
                ),
            )


_POINTER = re.compile(
    r"\b(?:exclusion|restricted|approved|watch|eligible|country|countries|block|black|white|negative|permitted"
    r"|banned)[\s-]?(?:securities |countries |country |exchanges? |issuers? |counterparties |brokers? )?list\b"
)


def _list(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules:
        match = _POINTER.search(segment.low)
        if not match or ir.meaning(match.group()) or any(r.segment is segment for r in ir.pointers):
            continue
        if any(s.kind is SegmentKind.HEADING and match.group() in s.low for s in ir.segments) or _IDENTIFIED.search(
            segment.low
        ):
            continue
        yield Hit(
            title=f"The '{match.group()}' is not given",
            why=f"Membership depends on the “{match.group()}”, and the document neither holds that list nor says"
            " where and as of which date it is to be had.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" {to_specify('the list, or its publisher, version and date')}"
            ),
        )


CHECKS = (
    Check(
        id="DS-REF-01",
        title="A part of this document is referred to but is not there",
        matters="What the missing part says cannot be implemented; every reader fills the hole differently.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.CRITICAL,
        find=_dangling,
        bad=(
            "# 1. Selection\n\nThe score is computed as set out in Appendix A.",
            "# 1. Selection\n\nStocks are ranked as in Section 4.2.\n\n# 2. Weights\n\nEqual weights.",
            "Fees are given in Table 3.",
        ),
        good=(
            "# 1. Selection\n\nThe score is computed as set out in Appendix A.\n\n# Appendix A: Scores\n\nThe"
            " score is 1.",
            "# 1. Selection\n\nSee Section 2.\n\n# 2. Weights\n\nEqual weights.",
            "The order is an exempt one under Section 15 of the Exchange Act.",
            "Table 3: Fees\n\nFees are given in Table 3.",
        ),
        confidence=0.95,
    ),
    Check(
        id="DS-REF-02",
        title="A rule is left to another document",
        matters="A specification that needs another document is only complete together with that very version of it.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_elsewhere,
        bad=(
            "Corporate actions are handled in accordance with the index provider's corporate actions policy.",
            "The scoring model is described in a separate document.",
        ),
        good=(
            "Corporate actions are handled in accordance with the Corporate Actions Guide, version 3.1, dated 1"
            " March 2024.",
            "The split factor is applied on the ex-date.",
        ),
    ),
    Check(
        id="DS-REF-03",
        title="A list that decides membership is not given",
        matters="Without the list and its date two teams admit different members.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_list,
        bad=("Companies must not be on the exclusion list.",),
        good=(
            "Companies must not be on the exclusion list.\n\n# Exclusion list\n\nAcme Corp.",
            "Companies must not be on the Norges Bank exclusion list as of 30 June 2024.",
        ),
    ),
)
