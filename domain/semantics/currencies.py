"""Currencies: the marks and codes before and behind an amount, and which currency they are."""

import re

CODES = ("usd", "eur", "gbp", "jpy", "chf", "sek", "nok", "dkk", "pln", "aud", "cad", "hkd", "sgd", "cny", "inr")
_SIGNS = {
    "us$": "USD",
    "hk$": "HKD",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
}
_NAMES = {
    "us dollar": "USD",
    "dollar": "USD",
    "euro": "EUR",
    "swiss franc": "CHF",
    "pound sterling": "GBP",
    "yen": "JPY",
}
MARK = rf"(?:{'|'.join(map(re.escape, _SIGNS))}|{'|'.join(CODES)})"
"""What stands before an amount, in small letters."""
CODE = rf"(?:(?:{'|'.join(CODES)})\b|[€£]|(?:{'|'.join(_NAMES)})s?\b)"
"""What stands behind an amount, in small letters."""
_CURRENCIES = frozenset((*map(str.upper, CODES), "money"))


def currency_of(mark: str) -> str:
    """The currency that a mark, a code or a name in small letters means: "EUR" for "€"."""
    bare = mark.strip()
    return _SIGNS.get(bare) or _NAMES.get(bare.removesuffix("s")) or bare.upper()


def are_money(*units: str) -> bool:
    """Whether these are units of amounts of money; "money" is a currency that is not said."""
    return _CURRENCIES.issuperset(units)
