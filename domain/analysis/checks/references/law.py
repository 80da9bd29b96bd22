"""References to parts of a law, which everybody can look up."""

import re

from domain.semantics.ir import DocumentIR
from domain.semantics.understanding import Reference

_OF_LAW = re.compile(
    r"(?:\bu\.s\.c\.|\bc\.f\.r\.|\bcfr|\busc|\bcode|\bact|\bregulations?|\bdirective|\blaw|\bstatute|\bforms? "
    r"\d+\w*|\bforms?),? ?(?:§+ ?)?(?:sections?"
    r"|schedule|appendix|part)? ?$"
)
_BY_LAW = re.compile(
    r"[\w().-]* ?(?:et seq|(?:of|to|under) (?:the )?(?:\d+ [cu]\.|[A-Z][\w-]*(?: [A-Z][\w-]*){0,4} (?:Act|Code"
    r"|Law|Regulations?|Directive)"
    r"\b|Code\b|Act\b|Treasury Regulations))"
)
_HIGHEST_OF_OWN = 100
"""Numbers of sections from which on they are those of a law."""


def _first_number(label: str) -> int:
    """The number a label begins with, 0 where it is a letter."""
    digits = re.match(r"\d{1,6}", label)
    return int(digits.group()) if digits else 0


def is_of_law(ir: DocumentIR, reference: Reference) -> bool:
    """Whether it is a part of a law: "26 U.S.C. Section 1202", "Appendix A to 31 C.F.R."."""
    text = next(block.text for block in ir.blocks if block.id == reference.span.block)
    before, after = text[max(0, reference.span.start - 40) : reference.span.start], text[reference.span.end :][:80]
    tall = _first_number(reference.label) >= _HIGHEST_OF_OWN > max(_first_number(s.number) for s in ir.sections)
    return (
        _OF_LAW.search(before.lower()) is not None
        or _BY_LAW.match(after) is not None
        or tall
        or before.lower().endswith("this ")
        or (not before and after.startswith(" to the "))  # the document says which part of another it is
    )
