"""Data that are read, bought or collected, and nothing says from where."""

import re
from collections.abc import Iterator
from itertools import chain

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.names.named import SOMEBODY
from domain.analysis.checks.names.suppliers import SUPPLIER
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.names import CALENDAR_DAY, MARKET, SOURCE
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
    r"|captured|loaded|observed|received|updated|built from (?:[a-z]+ )?(?:quotes|prices|rates"
    r"|yields)|taken (?:at|on|as of|after|before)(?! (?:section |step |rule )?\d+\.\d)))\b"
)
_PLACE = re.compile(
    r"\b(?:exchange|venues?|listing|primary market|order book|published by|reported by|of the (?:exchange|venue"
    r"|issuer|listing|same|index)|tape|clients?|own|internal|section|table|annex|appendix|between|oracle|blockchain"
    r"|administrator's|positions?|loss(?:es)?|profit|(?:public|official|various|different|several|other) sources)\b"
)
_OWN_QUOTES = re.compile(
    r"\b(?:both|our|all|its|these|own) quotes (?:are|is) (?:\w+ly |then )?(?:pulled|updated)\b(?! (?:from|into))"
)
"""What a market maker does with quotes of its own."""
_TRADED = re.compile(r"\bsold(?: short)?\b|\bshorted\b|\bexposure\b|\bweight")
"""What is bought as one buys shares: "the three best forecasts are bought, the three worst sold short"."""
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
        if _OWN_QUOTES.search(segment.low) or ("bought" in match["what"] and _TRADED.search(segment.low)):
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


_VALUED = Wording(
    re.compile(
        r"\b(?P<what>(?:valued|priced|marked|measured|appraised|revalued) (?:daily |monthly |always |again )?(?:at|to"
        r"|with|using|by|on|against) (?:the |its |their )?(?:current |prevailing |latest |actual |fair |live |today's"
        r" |daily |available )*(?:market(?: prices?| values?| quotes?| levels?)?|(?:fair|mark[- ]to[- ]market)"
        r" values?|quotes?|prices?)|marked[- ]to[- ]market|(?:valued|priced|marked|measured|converted|taken|quoted"
        r"|fixed)"
        r" (?:[a-z]+ ){0,3}?(?:at|with|using|by|on|to) (?:the |its |that |each )*(?:daily |day's |noon |evening "
        r"|morning"
        r" |afternoon |usual |market |official )*fixing(?: prices?| rates?| values?)?|(?:uses?|taken?|taking"
        r"|at) (?:the )?(?:current|prevailing"
        r"|latest|actual|live|today's) (?:market )?(?:prices?|quotes?))(?=[.,;)]|$| (?:and|each|every|daily|at the|on"
        r" the|when|by)\b)"
    ),
    "'{words}': which price, from which source and of which time, is not specified",
    "Bid, mid, last trade and settlement are market prices, on each venue and at each hour others.",
    "kind of price, venue or provider, time with its zone, and fallback",
    settled=re.compile(
        r"\d|\([A-Z]|\b(?:clos(?:e|ing)|settlement|bid|ask|mid|last (?:trade|traded|price)|(?:london|new york|ecb"
        r"|wm|lbma|bfix|frankfurt|tokyo) [^.;]{0,20}fixing|official (?:clos|settl)|vwap"
        r"|opening|of the (?:exchange|primary|listing|venue)|section|table)\b"
    ),
    settled_elsewhere=re.compile(
        rf"{SOURCE.pattern}|\b(?:prices? (?:is|are|means) (?:the|those)|market price is|fair value is|(?:mark|market)"
        rf" prices? (?:of|from) the)\b"
    ),
    once=True,
)
_FIXED = Wording(
    re.compile(
        r"\b(?:valued|priced|marked|converted|taken|quoted|struck|settled"
        r"|translated) (?:[a-z]+ ){0,4}?(?P<what>(?:at|with"
        r"|using|by|on|to) (?:the |its |that |each )*(?:daily |day's |noon |evening |morning |afternoon |usual |market"
        r" |official )*fixing(?: prices?| rates?| values?)?)(?=[.,;)]|$| (?:and|each|every|when)\b)"
    ),
    "'{words}': whose fixing, and of which time, is not specified",
    "Banks, exchanges and administrators fix prices at different hours, from different trades and quotes.",
    "name and administrator of the fixing, time with its zone, and fallback",
    settled=re.compile(r"\d|\([A-Z]|\b(?:london|new york|frankfurt|tokyo|ecb|wm|wmr|lbma|bfix|section)\b"),
    settled_elsewhere=re.compile(r"\bfixing (?:is|means|of|by|published|price is)\b|\bfixing:"),
    once=True,
)
_EXCHANGE = re.compile(
    r"\b(?:the|its|our) (?P<what>(?:stock |futures |options |derivatives |crypto |commodity )?(?:exchange"
    r"|trading venue|trading platform|clearing house|marketplace|matching engine))(?:'s)?\b(?! (?:rate|traded|of the"
    r"|on which|where|whose|that|is |means|listed))"
)
_TOLD_EXCHANGE = re.compile(
    r"\b(?:primary|listing|home|relevant|respective|each|every|any|main|reference) (?:stock )?(?:exchanges?|venues?"
    r"|markets?|listing)\b|\bexchange (?:is|means|:)|\bvenues? (?:is|are|means|:)"
)


_AN_EXCHANGE = re.compile(
    r"(?<!\w)(?!(?:The|An?|Each|Any|This|Stock|Primary|Listing|Relevant) )[A-Z][a-z]+ (?:[A-Z][a-z]+ )?Exchange\b"
)
"""An exchange by its name, which is the one meant wherever the text says "the exchange"."""


def _the_exchange(ir: DocumentIR) -> Iterator[Hit]:
    """An exchange that everything happens on, in a document that names none."""
    if ir.kind is DocumentKind.POLICY or ir.segments.say(_TOLD_EXCHANGE):
        return
    named = MARKET, SOURCE, CALENDAR_DAY, _AN_EXCHANGE
    if any(pattern.search(s.text) for s in ir.segments for pattern in named):
        return
    for segment in ir.prose.having(_EXCHANGE):
        match = _EXCHANGE.search(segment.low)
        if match and segment.section.role is Role.RULES and not _NAME.search(segment.text):
            yield Hit(
                title=f"{capital(match['what'])}: which one is not specified",
                why=f"Prices, hours, holidays and rules are those of “the {match['what']}”, and the document names"
                f" none.",
                spans=(segment.span(*match.span("what")),),
                suggestion=add_after(
                    segment, match.end("what"), f" ({to_specify('name of the exchange and its segment')})"
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-DAT-14",
        title="At market prices, and nothing says which",
        matters="Bid, mid and settlement are all market prices.",
        fix="Name the kind of price, the venue or provider, the time with its zone, and the fallback.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=lambda ir: chain(_VALUED(ir), _FIXED(ir)),
        bad=("Positions are valued at market prices.", "The book is marked to market daily."),
        good=(
            "Positions are valued at the closing prices of Xetra.",
            "Positions are valued at market prices. The market price is the last trade on the listing exchange.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-DAT-15",
        title="The exchange, and none is named",
        matters="Each exchange has its prices, hours and rules.",
        fix="Name the exchange and the segment or product, where needed with its code.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.MEDIUM,
        find=_the_exchange,
        bad=("Orders are sent to the exchange in lots of 100.",),
        good=(
            "Orders are sent to the exchange in lots of 100. The exchange is Borsa Italiana.",
            "Orders are sent to the primary exchange of each share.",
        ),
        confidence=0.7,
    ),
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
            "Beyond 3 index points of spread all quotes are pulled for a minute.",
            "Yields: Tradeweb\n\nBond yields are observed at noon.",
            "Its price is taken after 4.1 and before 4.2.",
            "The three best forecasts are bought, the three worst sold short.",
        ),
        confidence=0.75,
    ),
)
