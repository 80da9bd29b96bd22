"""Members: the kinds of things that an index or a portfolio is made of, and which of their names may mean the same."""

import re

_MEMBER = r"constituents?|components?|members?|securit(?:y|ies)|positions?|holdings?|names?|assets?|instruments?"
_KINDS = {
    "member": _MEMBER,
    "share": r"shares?|stocks?|reits?|equit(?:y|ies)|compan(?:y|ies)",
    "bond": r"bonds?|notes?|gilts?|loans?",
    "coin": r"coins?|tokens?|crypto-?assets?|cryptocurrenc(?:y|ies)",
    "contract": r"futures|contracts?|commodit(?:y|ies)",
    "issuer": r"issuers?|borrowers?|obligors?",
    "sector": r"sectors?|industr(?:y|ies)",
    "country": r"countr(?:y|ies)",
    "region": r"regions?",
    "currency": r"currenc(?:y|ies)",
    "counterparty": r"counterpart(?:y|ies)",
    "pair": r"pairs?",
    "fund": r"etfs?|funds",
    "derivative": r"swaps?|forwards?|options?|warrants?|derivatives?",
    "sleeve": r"sleeves?|rungs?|buckets?|baskets?|legs?|tranches?",
    "strategy": r"strategies",
    "factor": r"factors?",
    "group": r"groups?",
    "venue": r"venues?|exchanges?",
}
CLASS = "|".join(_KINDS.values())
"""A name of such a thing, in small letters."""
MEMBER = "|".join(_KINDS[kind] for kind in ("member", "share", "bond", "coin", "contract", "pair", "fund", "currency"))
"""A name of what is bought and sold."""
_EACH = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_HELD = frozenset(("share", "bond", "coin", "contract", "fund"))


def class_of(name: str) -> str:
    """Which kind of thing a name in small letters is of; "" where it is none."""
    return next((kind for kind, pattern in _EACH.items() if pattern.fullmatch(name)), "")


def may_be_one(kind: str, other: str) -> bool:
    """Whether two kinds may be names for one: a constituent of an index of shares is a share."""
    return kind == other or ("member" in (kind, other) and bool(_HELD & {kind, other}))
