"""How a passage says what it says: as a duty, as a wish, as what is not done, or as what is still open."""

import re
from enum import IntEnum


class Saying(IntEnum):
    """From what denies a requirement to what meets it."""

    DENIED = 0
    OPEN = 1
    WEAK = 2
    FIRM = 3


_OPEN = re.compile(
    r"\b(?:tbd|tbc|tba|todo|to be (?:defined|determined|decided|specified|confirmed|agreed|documented|added|provided)"
    r"|not yet|(?:is|are) planned|planned for|will be added|in (?:a )?future|future (?:work|release|version)s?|roadmap"
    r"|under (?:discussion|consideration)|placeholder|coming soon)\b|\[(?:to be|insert|…|\.\.\.|tbd)"
)
_DUTIES = (
    r"(?:required|needed|necessary|foreseen|provided|supported|implemented|included|covered|available|defined|specified"
    r"|documented|kept|recorded|stored|logged|monitored|tested|reviewed|checked|limited|addressed|enforced|used|set"
    r"|published|disclosed|retained|maintained|performed|assessed|approved|notified|told|applied|in place"
    r"|cancel|reconcil|reject|block|validat|stop|appl(?:y|ied)|exist|have|provide|keep|check|record|cover|include"
    r"|monitor|test|maintain|require|support|specify|define)"
)
_VERBS = r"(?:is|are|was|were|be|been|does|do|did|has|have|can|could|needs?|will|would|shall)"
_NOT = rf"(?:{_VERBS}(?:n't| not)|cannot)"
_DENIED = re.compile(
    rf"\b{_NOT} (?:[a-z-]+ ){{0,3}}?{_DUTIES}\w*|\bthere (?:is|are|exists?) no\b|\bno [a-z-]+(?: [a-z-]+){{0,3}}? "
    rf"(?:is|are|exists?|applies|apply|has|have)\b|\bout(?:side)? (?:of |the )*scope\b|\bunlimited\b|\bno limits?\b"
    rf"|\bnever {_DUTIES}\w*|\bdisabled by default\b"
)
_CONDITION = re.compile(r"\b(?:if|when|where|whenever|until|unless|while|once|in case)\b[^,;.]*")
_WEAK = re.compile(
    r"\b(?:may|might|can|could|should|optional(?:ly)?|recommend(?:ed|s)?|suggested|encouraged|ideally"
    r"|where (?:possible|practicable|feasible|appropriate)|if (?:possible|needed)|as (?:appropriate|needed)"
    r"|best efforts?|endeavou?rs?|intends?|aims?|typically|usually|generally|normally|from time to time)\b"
)
_DUTY = re.compile(r"\b(?:only|never|must|shall|will|required|requires|always|mandatory)\b")


def how_said(low: str) -> Saying:
    """How a sentence in small letters says it.

    A condition denies nothing ("if the price is not available"): only the main clause does.
    """
    if _OPEN.search(low):
        return Saying.OPEN
    if _DENIED.search(_CONDITION.sub(" ", low)):
        return Saying.DENIED
    return Saying.WEAK if _WEAK.search(low) and not _DUTY.search(low) else Saying.FIRM
