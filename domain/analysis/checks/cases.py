"""Cases: what says that a rule holds for one case or kind alone, so that another may hold for the next."""

import re

from domain.semantics.words import content_words

IN_A_CASE = re.compile(
    r"\b(?:if|when|where|unless|otherwise|fallback|instead|except|initial\w*|first|then|after|before|until|between"
    r"|intraday|soft|hard|warning|temporar\w+|provisional\w*|preliminary|final|previous\w*|former\w*|for (?:the )?"
    r"(?:purposes?|example))\b"
)
"""What says that a rule holds in one case, so that another may hold in the next."""
_KINDS = content_words(  # as the stems that it is compared with
    "new existing gross net long short large small emerging developed government corporate daily annual buffer"
    " europe asia america turnover volume spread cash acknowledged confirmed draft proposed"
)


_OF_THE_FIRM = re.compile(
    r"\b(?:limits?|polic(?:y|ies)|controls?|lists?|access|suppliers?|vendors?|models?|risks?|procedures?|methodolog(?:y|ies)"
    r"|backups?|code|staff|conflicts?)\b"
)


def tasks_apart(one: str, other: str) -> bool:
    """Whether one text alone is on the firm's own business: a review of limits is none of the index."""
    return bool(_OF_THE_FIRM.search(one)) is not bool(_OF_THE_FIRM.search(other))


def kinds_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two passages, by their telling words, are of two kinds of a thing: new and existing ones."""
    return bool((one ^ other) & _KINDS)


_REST_DAYS = re.compile(r"\b(?:saturdays?|sundays?|weekends?|holidays?|non-(?:trading|business) days?)\b")


def of_other_days(one: str, other: str) -> bool:
    """Whether one text alone is on days of rest: no fee on Sundays, and a fee on each business day."""
    return bool(_REST_DAYS.search(one)) is not bool(_REST_DAYS.search(other))
