"""Only a kind: suppliers that are told by what they do, and groups that are told by their number."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.names.whose import is_named_for
from domain.analysis.finding import Category, Severity
from domain.documents.text import BlockKind
from domain.semantics.ir import DocumentIR
from domain.semantics.names import SOURCE
from domain.semantics.numbers import SPELLED
from domain.semantics.segments import LONGEST, Segment

_BUSINESS = (
    r"(?:weather|wind|satellite|shipping|freight|tanker|commodity|energy|power|gas|carbon|property|real estate"
    r"|housing|crop|mobility|card|payments?|credit card|social media|news|survey|polling|blockchain|crypto|staking"
    r"|on-chain|off-chain|index|price reporting|pricing|benchmark|rating|statistics|macro|research|esg|valuation"
    r"|technology|market research|job|traffic|port|data|analytics|options|volatility|consensus|earnings|sentiment)"
)
_FIRM = (
    r"(?:service|company|firm|house|bureau|institute|consultancy|consultants|agency|website|feed|office|specialist"
    r"|tracker|desk of another bank|aggregator|start-?up|network|operator)"
)
_KIND = (
    rf"(?:(?:[a-z-]+ ){{0,2}}?oracles?(?! (?:price|database))|{_BUSINESS} {_FIRM}|(?:collateral|escrow|paying|transfer"
    r"|security|fiscal|settlement) agent|trustee|(?:grid|node|system|warehouse|terminal|pipeline|pool) operators?|node"
    r" runner|registrar|(?:cross-chain )?bridge(?! (?:between|loan))|(?:fund|lending|trading|staking) platform"
    r"|(?:[a-z]+ )?validator(?! set)|clearer|(?:assay|testing|outside|external|independent) laborator(?:y|ies)"
    r"|(?:usual|regular|preferred|normal|customary|chosen|favou?rite) (?:venue|exchange|clearer|dealer|bank|broker"
    r"|market|source|counterparty|custodian|vendor|supplier)|warehouse keeper|storage company|appraiser|surveyor"
    r"|inspector|auditor|actuary|fund house|index house|pricing house)"
)
_ONLY_KIND = re.compile(
    rf"\b(?:an?|the|our|its|some|one|another|(?:to|from|by|via|through)(?! (?:an?|the|our"
    rf"|its) )) (?P<what>(?:(?:leading|well-known|large|local|external|independent|second|trusted|reputable|spare"
    rf"|back-?up|reserve) )?{_KIND})(?![\w-])"
)
_NOBODY_OUTSIDE = (
    r"(?:table|formula|section|rule|function|script|program|committee|client|user|member|constituent|issuer|job|signal"
    r"|model|filter|counter|timer|clock|parameter|order|price|value|index|fund|basket|strategy|algorithm|engine|file"
    r"|list|note|message|report|number|limit|system|trader|desk|team|person|officer|employee|company|share|bond|stock"
    r"|trade|fill|quote|day|date|contract|option|future|market|venue|exchange|board|panel|majority|period|window)"
)
_SUPPLIES = re.compile(
    rf"(?:^|[.;,] (?:and |then )?)(?:an?|another|some|one) (?P<what>(?:(?!{_NOBODY_OUTSIDE} )[a-z-]+ ){{0,2}}?"
    rf"(?!{_NOBODY_OUTSIDE} )[a-z-]{{4,}}) (?:supplies|provides|delivers|publishes|hosts|operates|runs|sets|certifies"
    rf"|signs"
    r"|appraises|assays|values|estimates|computes|calculates|collects|measures|monitors|verifies|guarantees|lends|holds"
    r"|keeps|stores|executes|clears|settles|hedges) (?:the|its|our|all|these|them|data|prices|cash|metal|collateral)\b"
    r"|\b(?:kept|held|deposited|stored|parked|pledged|placed|lodged|invested|cleared|settled|hosted|executed|measured"
    r"|assayed) (?:at|with|by|through|in) (?:an?|some|another|one of the) (?P<what2>(?:[a-z-]+ ){0,3}?(?:agent|agency"
    r"|bank|host|station|depot|vault|warehouse|clearer|house|institute|institution|laborator(?:y|ies)|company|firm|fund"
    r"|exchange|wallet|escrow|trust|utility|facility|cloud|provider|dealer|lender|custodian|depositary|party))(?![\w-])"
    r"|\b(?:those|the ones?|what|whatever|as|prices|rates|figures|values) (?:shown|quoted|given|published|supplied"
    r"|stated|sent|reported|posted|displayed|computed|calculated|provided) by (?:the|an?|our) (?P<what4>(?:[a-z-]+"
    r" )?(?:dealer|bank|platform|house|terminal|app|website|screen|consultant|expert|association|institute|agency"
    r"|registry|broker))(?![\w-])|\b(?:comes?|taken|read|from|of) (?:the|a|an) (?P<what3>(?:nearest|closest|local"
    r"|well-known|leading|neutral|popular|respected|specialised|specialist) (?:[a-z-]+ )?(?:station|expert|newsletter"
    r"|institute|website|house|paper|blog|bureau|gauge|meter|sensor|forecaster|economist|agency|exchange"
    r"|bank))(?![\w-])"
)
_DEPENDED_ON = re.compile(
    r"\b(?:prices?|spreads?|curves?|haircuts?|values?|levels?|rates?|figures?|data|counts?|readings?|scores?"
    r"|positions?|weights?|tokens?|coins?|rewards?|balances?|cash|orders?|trades?|futures|units|subscriptions"
    r"|assessments?|quotes?|schedules?|indices|index|stake[ds]?|delegated|delivered|collateral|bonds|metal|metal bars"
    r"|blocks|read|supplied|bought|taken|fees?|calculates?|confirms?|sentiment|steps in|takes over)\b"
)


_A_NAME = re.compile(r"(?:'s)?,? ?(?:\(|:|[A-Z][\w&]|(?:called|named|such as|namely|is) [A-Z])")


def _by_kind(ir: DocumentIR) -> Iterator[Hit]:
    """A supplier that is told by its trade alone, once for each way it is called."""
    told, is_named = set[str](), cache(partial(is_named_for, ir))
    for segment in ir.prose.having(_ONLY_KIND, _SUPPLIES):
        named = (match.group()[0].isupper() for match in SOURCE.finditer(segment.text))
        if any(named) or not _DEPENDED_ON.search(segment.low):
            continue
        for start, end in _called_by_kind(segment.low):
            what = segment.low[start:end]
            if what in told or _A_NAME.match(segment.text, end) or _is_known(is_named, segment, what, start):
                continue
            told.add(what)
            yield Hit(
                title=f"{capital(what)} is not identified",
                why=f"The result depends on what “{what}” supplies, does or confirms, and nobody is named. Another one"
                " does it at another time, by another method and with other failures.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('name and service, and what holds when it fails or is replaced')})"
                ),
            )


def _called_by_kind(low: str) -> Iterator[tuple[int, int]]:
    """Where a supplier is called by its trade, or by what it does."""
    yield from (match.span("what") for match in _ONLY_KIND.finditer(low))
    for match in _SUPPLIES.finditer(low):
        yield next(match.span(name) for name in ("what", "what2", "what3", "what4") if match[name])


_READ_FROM = re.compile(
    r"\b(?:read|taken|sourced|obtained|fetched|supplied|published|provided|bought|comes?) (?:from|by|through|via) "
    r"[A-Z][\w&]+"
)
"""What the next sentence calls by its kind: "Prices are read from Chainlink. The oracle ..."."""
_NAMED_BEFORE = re.compile(r"(?<=[a-z,] )[A-Z][\w&]+(?: [A-Z][\w&]+)*,? (?:an?|the|as the|as|is the|is an?) $")


def _is_known(is_named: Callable[[str], bool], segment: Segment, what: str, start: int) -> bool:
    """Whether a name stands before it, or beside its head word anywhere."""
    head = what.split()[-1]
    begin = max(0, segment.start - LONGEST)
    said_before = segment.block.text[begin : segment.start] if segment.low.startswith("the ", start - 4) else ""
    if _NAMED_BEFORE.search(segment.text, 0, start) or _READ_FROM.search(said_before):
        return True
    return any(is_named(name) for name in {what, " ".join(what.split()[-2:]), head})


_MEMBERS = (
    r"(?:lines|carriers|airlines|operators|banks|insurers|utilities|miners|refiners|producers|retailers|shipowners"
    r"|carmakers|manufacturers|developers|reits|issuers|names|majors|exchanges|venues|platforms|pools|brokers|dealers"
    r"|currencies|currency pairs|crosses|commodities|metals|grains|grades|crudes|hubs|ports|routes|lanes|terminals"
    r"|regions|countries|cities|sectors|industries|tokens|coins|stablecoins|protocols|chains|benchmarks|providers"
    r"|vendors|newspapers|keywords|indicators)"
)
_THINGS = (
    r"(?:companies|firms|markets|factors|contracts|etfs|funds|indices|stocks|shares|bonds|sources|websites|words"
    r"|topics|features|signals|models|strategies|sleeves|futures|currencies|lots)"
)
"""Members that a bare number counts without meaning any: "50 contracts", "two companies with the same score"."""
_COUNT = rf"(?:(?!one\b|1\b)(?:{SPELLED}|\d{{1,3}}))"
_MEANT_OF_ANY = (
    r"(?:business|trading|calendar|most|least|largest|smallest|highest|lowest|best|worst|top|bottom|nearest|next|last"
    r"|first|longest|cheapest|biggest|such|these|those|other|eligible|selected|consecutive|remaining|new|further|more"
    r"|or|and|different|of|same)"
)
_ADJECTIVE = rf"(?:(?!{_MEANT_OF_ANY} )[a-z-]+ )"
_GROUP = re.compile(
    rf"(?<![\d.,] )\b(?P<what>(?:the )?{_COUNT} (?:{_ADJECTIVE}{{0,3}}?{_MEMBERS}|{_ADJECTIVE}{{1,3}}?{_THINGS}))"
    r"(?![\w-])"
    r"|\b(?P<what2>(?:the|our|its|this|a) (?:peer group|usual suspects|(?:main|principal|usual|core|key|chief|classic"
    r"|leading|big|large|well-known|famous|established)"
    rf" (?:[a-z-]+ ){{0,2}}?(?:{_MEMBERS}|{_THINGS})))(?![\w-])"
)
_SEVERAL = re.compile(
    r"\b(?:holds?|trades?|buys?|held|traded|bought|made(?: up)? of|consists? of|comprises?|invests? in|covers?"
    r"|contains?|across|watch(?:es)?|follows?|reads?|runs? on|spread over|is|are) (?P<what>(?:a (?:dozen|handful"
    r"|half-dozen|couple of|handful of|dozen of|few|score of|group of|set of|range of|mix of|bunch of|clutch of"
    r"|selection of|number of)|several"
    rf"|various|some) {_ADJECTIVE}{{0,2}}?(?:{_MEMBERS}|{_ADJECTIVE}{_THINGS}|[a-z-]+ (?:{_THINGS}|names)))(?![\w-])"
    r"|^(?P<what2>(?:a (?:dozen|handful of|half-dozen|couple of|few|group of|selection of)|several|various)"
    rf" {_ADJECTIVE}{{1,2}}?(?:{_MEMBERS}|{_THINGS}))(?= (?:is|are|make|makes|form|forms) )"
)
_GIVES_THEM = re.compile(
    r":|\((?!\[)|\b(?:ranked|ranking|largest|smallest|highest|lowest|most|least|best|worst|listed in|named in|table"
    r"|section|annex|appendix|following|below|above|namely|such as|each with|by (?:market|volume|turnover|size|weight"
    r"|float|assets)|at least|at most|fewer|more than|no more|up to|maximum|minimum|selected|selects|chosen|members"
    r" of|constituents of|after|before|if|when|unless|every|per|eligible|that|which|whose|who|between|within|over"
    r"|against|than|equal|quorum|missing|fails?|agree|days?)\b|\b[A-Z][\w&./]+(?:,| and) [A-Z][\w&./]+"
)
"""What says of a group which ones they are, or speaks of any so many of them."""
_A_LIST = re.compile(
    r":|\((?!\[)|\b(?:listed|named|table|section|annex|appendix|namely|such as|consists? of|means)\b|\b[A-Z][\w&./]+"
    r"(?:,| and) [A-Z][\w&./]+"
)
_MANY_NAMES = re.compile(r"\b[A-Z][\w&./]*(?: [A-Z][\w&./]*)?(?:(?:,? and|,) [A-Z][\w&./]*(?: [A-Z][\w&./]*)?){2}")


def _groups(ir: DocumentIR) -> Iterator[Hit]:
    """A group of which only the number is said, in a document that does not list it: told once for each kind."""
    if any(segment.block.cell for segment in ir.segments):
        return
    told = set[str]()
    listings = [segment for segment in ir.segments if _MANY_NAMES.search(segment.text)]
    for segment in ir.prose.having(_GROUP, _SEVERAL):
        for match in (*_GROUP.finditer(segment.low), *_SEVERAL.finditer(segment.low)):
            group = "what" if match["what"] else "what2"
            what, (start, end) = match[group], match.span(group)
            kind = what.split()[-1]
            given = _GIVES_THEM if group == "what" else _A_LIST
            if kind in told or given.search(segment.text) or ir.meaning(what) or _is_list(ir, kind):
                continue
            if any(listing.section is segment.section or kind in listing.words for listing in listings):
                continue
            told.add(kind)
            yield Hit(
                title=f"'{segment.text[start:end]}': which ones is not specified",
                why="The text gives a number or a kind and no names, nor the rule by which the members are found. Two"
                " readers hold two different groups.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('the names with their codes, or the rule that selects them')})"
                ),
            )


def _is_list(ir: DocumentIR, kind: str) -> bool:
    """Whether a list of them stands under words that name the kind."""
    return any(segment.low.endswith(":") and kind.rstrip("s") in segment.low for segment in ir.naming(kind)) or any(
        block.kind is BlockKind.HEADING and kind in block.text.lower() for block in ir.blocks
    )


CHECKS = (
    Check(
        id="DS-NAM-90",
        title="A supplier who is only a kind",
        matters="Another of the kind does it otherwise.",
        fix="Name the firm or the service with its version, and say what holds when it fails or is replaced.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_by_kind,
        bad=(
            "Prices are read from an on-chain oracle.",
            "Wind data are bought from a weather service.",
            "The collateral agent values the pledged bonds.",
            "Orders go to the usual venue.",
            "A back-up oracle takes over with its own values.",
            "An actuary supplies the mortality table of the bonds.",
            "Collateral is kept at a tri-party agent.",
            "Spreads are those shown by the dealer.",
            "Rainfall data are those of the nearest station.",
        ),
        good=(
            "Prices are read from the Chainlink oracle (ETH/USD, version 3).",
            "The collateral agent is Delta Trust AG. The collateral agent values the pledged bonds.",
            "Wind data are bought from Meteoblue, a weather service.",
            "A table holds the weights. A signal sets the positions.",
            "Prices are read from Chainlink. The oracle updates its prices every minute.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-PAR-94",
        title="A group of which only the number is given",
        matters="Eight of a kind can be any eight.",
        fix="List the members with their codes, or state the rule by which they are selected.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_groups,
        bad=(
            "The index holds twelve wind farm operators.",
            "The peer group is ranked by margin.",
            "Five regional banks make up the basket.",
            "The main soft commodities are held.",
            "Positions are taken in the leading miners.",
            "The basket is made of a dozen biotech firms.",
            "The strategy trades several agricultural markets.",
        ),
        good=(
            "The index holds the twelve largest wind farm operators.",
            "Prices come from three exchanges: Kraken, Bitstamp and Coinbase.",
            "Bitstamp, Kraken and LMAX are read. The three exchanges have equal weight.",
            "The price is missing at two exchanges or more.",
            "Two companies with the same score are told apart by their size; orders hold 50 contracts.",
        ),
        confidence=0.75,
    ),
)
