"""Which kinds of document a requirement speaks to: nobody looks for a kill switch in the rules of an index."""

import re
from collections import Counter

from domain.policies.pack import Pack, Requirement
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR

_ABOUT = (
    # what its wording is about, and the documents that say such a thing
    (
        re.compile(r"\b(?:corporate actions?|divisor|rebalanc\w*|constituents?)\b"),
        frozenset({DocumentKind.INDEX_RULEBOOK, DocumentKind.STRATEGY}),
    ),
    (
        re.compile(r"\b(?:benchmarks?|administrators?|calculation agents?)\b"),
        frozenset({DocumentKind.INDEX_RULEBOOK, DocumentKind.POLICY}),
    ),
    (
        re.compile(
            r"\b(?:orders?|trading(?! days?)|traders?|trades?|algorithm(?:s|ic)?|venues?|market access|kill|pre-trade"
            r"|post-trade|executions?|surveillance|dea)\b"
        ),
        frozenset({DocumentKind.EXECUTION_ALGORITHM, DocumentKind.STRATEGY, DocumentKind.POLICY}),
    ),
)
_MOST = 0.6
"""The share of a pack's requirements that are about one thing, from which on all of them are."""
_EVERY = frozenset(DocumentKind)

_DAYS = re.compile(r"\b(?:business|trading) days?\b|\bholidays?\b")
_NEVER_CLOSES = re.compile(r"\b24/7\b|\baround the clock\b|\bon-?chain\b|\bblockchain\b|\bsmart contracts?\b")


def speaks_to(requirement: Requirement, pack: Pack, ir: DocumentIR) -> bool:
    """Whether a document of this kind is where the requirement is to be met."""
    if _DAYS.search(requirement.requirement.lower()) and not ir.day_of_market and _never_closes(ir):
        return False
    if ir.kind is DocumentKind.OTHER:
        return True
    return ir.kind in (_kinds(requirement) or _kinds_of_most(pack))


def _never_closes(ir: DocumentIR) -> bool:
    return ir.segments.say(_NEVER_CLOSES)


def _kinds(requirement: Requirement) -> frozenset[DocumentKind] | None:
    low = f"{requirement.requirement} {requirement.citation}".lower()
    return next((kinds for about, kinds in _ABOUT if about.search(low)), None)


def _kinds_of_most(pack: Pack) -> frozenset[DocumentKind]:
    counts = Counter(kinds for requirement in pack.requirements if (kinds := _kinds(requirement)))
    kinds, count = max(counts.items(), key=lambda item: item[1], default=(_EVERY, 0))
    return kinds if count >= _MOST * len(pack.requirements) else _EVERY
