"""Terms of the trade used as if everybody drew them alike: stablecoins, block trades, penny stocks, the arrival"
" price."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_THINGS = (
    r"(?:stocks|shares|companies|names|issuers|securities|equities|firms|bonds|tokens|coins|assets|sectors|industries)"
)
_CLASSED = re.compile(
    r"\b(?P<what>(?:algorithmic |fiat-backed )?stable-?coins?|(?:wrapped|bridged|pegged|synthetic|staked|rebasing"
    r"|privacy"
    r"|meme|utility|exchange|leveraged|layer[- ](?:one|two|1|2)|defi|liquid staking) (?:tokens?|coins?|assets?)"
    r"|(?:utilities|banks|financials|insurers|miners|reits|spacs|trusts|conglomerates)(?= (?:(?:and"
    r"|or) [a-z]+ )?(?:is|are)"
    r" (?:left out|excluded|not|ineligible|removed|screened))|memecoins|altcoins|shit-?coins|derivative tokens"
    r"|(?:cyclical|defensive|technology|tech|esg"
    r"|green|brown|sin|fossil fuel|tobacco|weapons|gambling|clean energy|renewable"
    r"|state-owned|government-related|quasi-government|high-yield|junk"
    rf"|sub-?investment[- ]grade) {_THINGS}|state-owned enterprises|shell companies|holding companies"
    r"|closed-end funds|investment trusts|leveraged (?:etfs|funds|products)|complex products|fallen angels"
    r"|rising stars)\b"
)
_BOUNDED = re.compile(
    r"\b(?P<what>block (?:trades?|orders?|deals?|prints?)|blocks? of shares|odd[- ]lots?(?: trades?)?|round[- ]lots?"
    r"|off-exchange (?:trades|prints)|negotiated trades|late trades|special trades|penny (?:stocks|shares)"
    r"|blue[- ]chips?(?: [a-z]+)?"
    r"|(?:small|mid|large|mega|micro)[- ]?caps?(?! (?:index|segment|value|growth|gems))(?: (?:stocks|shares|companies"
    r"|names))?"
    rf"|(?:benchmark|on-the-run|off-the-run|seasoned|distressed|speculative|crowded|high-beta|low-beta|heavily shorted"
    rf"|thinly traded|closely held|newly listed|recently listed|hard-to-borrow|special situation) {_THINGS}"
    r"|(?:esg |sector |market |momentum )?(?:laggards|leaders|winners|losers|outperformers|underperformers)|(?:new"
    r"|recent) listings|toxic (?:flow|fills|venues)|informed flow|retail flow|whales|large holders|insiders"
    r"|related parties"
    r"|fat[- ]finger (?:orders|errors)|stub quotes|(?:large|small|big) (?:orders|trades|prints|clients))\b"
)
_PRICE = re.compile(
    r"\b(?:the|its|their|an?|from|to|against|at|with|by|using) (?P<what>(?:arrival|decision|reference|theoretical"
    r"|mark|marking|micro"
    r"|model"
    r"|reservation|indicative|implementation|pre-trade|post-trade|equilibrium|consensus|composite|representative|unwind"
    r"|liquidation|takeover|recovery|intrinsic|matrix|evaluated) (?:price|mid))s?\b(?! (?:of|per) (?:\d|eur|usd|gbp"
    r"|chf|the [a-z]+'s))(?! [^.;]{0,40}\([`a-z]+_[a-z_]+`?\))"
)
_ADMITS = re.compile(
    r"\b(?:exclu\w+|left out|leaves? out|eligible|ineligible|removed?|included?|admitted|barred|omitted|dropped|only"
    r"|never|no|not"
    r"|ignored|screened|held|bought|qualify|cut|overweighted|underweighted|reduced|limited|capped|sold|shorted)\b"
)
"""What a sentence says of members, rather than of the trades that prices are made from."""
_SAYS_WHICH = re.compile(
    r",? (?:(?:is|are) (?:an?|the|those|any|all|every|defined|classified)|means?|counts? as|of \d+|pegged|backed|linked"
    r"|tied|that|which|who|whose|with|below|above|under|over|of (?:at least|more|less)|having|as (?:defined"
    r"|classified|listed|reported|flagged|set out)|according to|listed in|in the (?:list|category|class|segment)"
    r"|classified|identified"
    r"|issued|traded (?:at|below|above)|flagged|named|marked|on the list|rated)\b|\s*[(:=]|, (?:meaning|that is|i\.e\."
    r"|namely|being)(?!\w)"
)
_TELLS = re.compile(
    r"\b(?:means?|(?:is|are) (?:the|an?|those|any|all|every|each|defined|classified|computed|calculated|taken|set|given"
    r"|equal|made|[a-z]+ (?:with"
    r"|whose|of|below|above|from))|counts? as|categor(?:y|ies)|classification|list of|defined|classified|equals?"
    r"|refers? to|mid-?point|mid price|best bid|last trade|closing price|average)\b|[:=(]|\d"
)


@dataclass(frozen=True)
class _Terms:
    """Finds terms of a kind that no passage explains; each is told once."""

    pattern: re.Pattern[str]
    title: str
    why: str
    specify: str
    needs: re.Pattern[str] | None = None
    everywhere: bool = False
    """Whether introductions are read as well as rules."""

    def __call__(self, ir: DocumentIR) -> Iterator[Hit]:
        told = set[frozenset[str]]()
        for segment in (ir.prose if self.everywhere else ir.rules).having(self.pattern):
            if self.needs and not self.needs.search(segment.low):
                continue
            for match in self.pattern.finditer(segment.low):
                words = content_words(match["what"])
                if words in told or _is_explained(ir, segment, match):
                    continue
                told.add(words)
                name, end = segment.text[match.start("what") : match.end("what")], match.end("what")
                yield Hit(
                    title=f"{capital(name)}: {self.title}",
                    why=self.why.format(name=name),
                    spans=(segment.span(match.start("what"), end),),
                    suggestion=add_after(segment, end, f" ({to_specify(self.specify)})"),
                )
                break  # whoever defines the first of a sentence sees the others


_NOT_ASKED_FOR = re.compile(r" (?:[a-z]+ )?(?:is|are) not (?:requested|queried|asked for|downloaded|collected|read)\b")
"""What nobody asks the source for needs no class: the pairs that are asked for are told."""
_OF_THE_TAPE = re.compile(r"^(?:block|late|special|negotiated|odd[- ]lot|off-exchange) (?:trades?|deals?|prints?)$")
_FLAGGED = re.compile(
    r"\b(?:flag(?:s|ged)?|trade (?:types?|conditions?)|condition codes?|marked (?:as such|by)|(?:engine|trade|order)s? "
    r"log|reported (?:as|off))\b"
)
"""The venue says of each trade what it is."""
_JOURNAL = re.compile(r"\b(?:exchange|engine|venue)(?:'s)? (?:[a-z]+ ){0,4}(?:log|journal)\b")
"""A log of the venue itself, in which that stands."""


def _is_explained(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    if ir.refers(segment) or ir.meaning(match["what"]):
        return True
    name = match["what"].removesuffix("s")
    if _NOT_ASKED_FOR.match(segment.low, match.end()):
        return True
    if _OF_THE_TAPE.search(match["what"]) and (ir.says_in(segment.section, _FLAGGED) or ir.prose.say(_JOURNAL)):
        return True
    said = re.compile(rf"\b{re.escape(name)}s?(?:{_SAYS_WHICH.pattern})|\((?:the |an? )?{re.escape(name)}s?\)")
    return any(
        said.search(other.low)
        or (
            other is not segment and (other.kind in (SegmentKind.HEADING, SegmentKind.CELL) or _TELLS.search(other.low))
        )
        for other in ir.segments
        if name in other.low
    )


CHECKS = (
    Check(
        id="DS-NAM-30",
        title="A class of assets without its classification",
        matters="Providers sort one asset into different classes, and move it on different days.",
        fix="Name the classification with its publisher and date, or give the criteria of the class.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.MEDIUM,
        find=_Terms(
            _CLASSED,
            "the classification is not named",
            "Which assets count as “{name}” is decided by whoever keeps the list; the document names no list and no"
            " criteria, so members differ.",
            "the classification with its publisher, or the criteria",
            needs=_ADMITS,
        ),
        bad=("Stablecoins and wrapped tokens are left out.", "Cyclical sectors are cut by half."),
        good=(
            "Stablecoins (category Stablecoins of CoinGecko) are left out.",
            "Stablecoins pegged to a fiat currency are left out.",
            'Cyclical sectors are cut by half. "Cyclical sectors" means GICS sectors 15 and 25.',
            "USDC or other stablecoin pairs are not requested.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-NAM-31",
        title="A term of the trade without its bounds",
        matters="A block is 10,000 shares on one market and EUR 1 million on another.",
        fix="Define the term by a figure: the size, price or age from which on it holds, and where that is read.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_Terms(
            _BOUNDED,
            "where it begins is not specified",
            "“{name}” is drawn differently by each market and data provider, and the document gives no bound. Two"
            " readers count different ones.",
            "the size, price or other figure from which on it holds",
        ),
        bad=(
            "Market volume is the traded volume without block trades.",
            "Odd lots are not counted.",
            "Penny stocks are excluded.",
        ),
        good=(
            "Odd lots (below 100 shares) are not counted.",
            "Block trades are not counted. A block trade is a trade above EUR 1 million.",
            "Block trades do not count, as flagged by the venue.",
            "Block trades and auction trades, being those so flagged by the venue, are not relevant.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-NAM-32",
        title="A price that only has a name",
        matters="The mid, the last trade and the next fill are three arrival prices.",
        fix="Say which price it is (bid, ask, mid, last, average), of which market, and at which moment it is taken.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_Terms(
            _PRICE,
            "which price, taken when, is not specified",
            "“{name}” can be the mid, the last trade or an average, taken at several moments, and the document does not"
            " say which.",
            "which price, of which market, taken at which moment",
            everywhere=True,
        ),
        bad=(
            "Slippage is measured against the arrival price.",
            "Trading stops if the price leaves the reference price by 2%.",
        ),
        good=(
            "Slippage is measured against the arrival price. The arrival price is the mid price when the order"
            " arrives.",
            "Slippage is measured against the arrival price (mid of the book at receipt).",
        ),
        confidence=0.7,
    ),
)
