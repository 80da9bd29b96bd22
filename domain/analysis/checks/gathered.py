"""Data that are read, bought or collected, and nothing says from where."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.named import SOMEBODY
from domain.analysis.checks.suppliers import SUPPLIER
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import MARKET, SOURCE
from domain.semantics.phrases import phrase_before
from domain.semantics.sections import Role
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_DATA = (
    r"(?:prices?|quotes?|rates?|volumes?|shares (?:in issue|outstanding)|(?:share|unit|token) counts?|figures"
    r"|factors?|estimates|forecasts|notices|dividends|data|ratings?|capitali[sz]ations?|caps|earnings|fundamentals"
    r"|statistics|counts|open interest|yields?|curves?|surfaces?|prints|news|headlines|classifications?|codes"
    r"|suppl(?:y|ies)|flows|navs?|net asset values?|volatilit(?:y|ies)|actions|fixings?|transactions|filings"
    r"|revenues?|accounts|indicators|tenors|spreads)"
)
_GOT = re.compile(
    rf"\b{_DATA} (?:[a-z]+ ){{0,2}}?(?P<what>(?:is|are) (?:\w+ly |then |first |each day )?(?:read(?! (?:as|by))"
    rf"|obtained|retrieved"
    r"|downloaded|collected|gathered|looked up|fetched|queried|imported|bought(?: in)?|sourced|scraped|polled|pulled"
    r"|captured|loaded|observed|received|updated|refreshed|revised|built from (?:[a-z]+ )?(?:quotes|prices|rates"
    r"|yields)|taken (?:at|on|as of|after|before)))\b"
)
_PLACE = re.compile(
    r"\b(?:exchange|venues?|listing|primary market|order book|published by|reported by|of the (?:exchange|venue"
    r"|issuer|listing|same|index)|tape|clients?|own|internal|section|table|annex|appendix|between|oracle|blockchain"
    r"|administrator's|positions?|loss(?:es)?|profit|(?:public|official|various|different|several|other) sources)\b"
)
_NAME = re.compile(r"(?<=[a-z,] )(?!(?:The|A|An|If|When|On|In|At|Day|Date|Index|US|UK|EU|USD|EUR|GBP)\b)[A-Z][\w&]+")


def _sourced(ir: DocumentIR, noun: str) -> bool:
    """Whether some passage names a source beside the same data."""
    return any(
        SOURCE.search(other.text) or MARKET.search(other.text) or _FROM_A_NAME.search(other.text)
        for other in ir.with_all(content_words(noun))
    )


_FROM_A_NAME = re.compile(r"\b(?:from|by|of|via) (?:the )?[A-Z][A-Za-z&]+")


def _is_placed(segment: Segment) -> bool:
    return bool(
        _PLACE.search(segment.low)
        or _NAME.search(segment.text)
        or SUPPLIER.search(segment.low)
        or SOMEBODY.search(segment.low)
    )


def _gathered(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for segment in ir.prose.having(_GOT):
        match = _GOT.search(segment.low)
        if not match or segment.section.role is not Role.RULES or _is_placed(segment):
            continue
        noun = match.group().split(" is ")[0].split(" are ")[0]
        if noun in told or _sourced(ir, noun):
            continue
        told.add(noun)
        subject = phrase_before(segment.text, match.start("what")) or noun
        yield Hit(
            title=f"{capital(subject)}: the source is not named",
            why=f"The text says that {subject.lower()} {match['what']} and not from whom. Vendors differ in coverage,"
            f" in corrections"
            " and in the time of the snapshot.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" from {to_specify('source, field, time of observation and fallback')}"
            ),
        )


CHECKS = (
    Check(
        id="DS-DAT-13",
        title="Data are read, and nothing says from where",
        matters="Only the same data give the same number.",
        fix="Name the provider, the field and the time at which the value is taken, and what is used without it.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_gathered,
        bad=(
            "Shares outstanding are looked up at each review.",
            "The discount curve is built from swap quotes. Bond yields are observed at noon.",
        ),
        good=(
            "Shares outstanding are looked up at each review in the file of FactSet.",
            "Dividends are read from the notices of the exchange.",
            "Yields: Tradeweb\n\nBond yields are observed at noon.",
        ),
        confidence=0.75,
    ),
)
