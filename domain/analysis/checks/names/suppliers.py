"""What others supply: vendors without a name, their freedom to change it, their tariffs and their feeds."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.names.named import SOMEBODY
from domain.analysis.checks.names.whose import TOOL, is_named_for
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import SOURCE
from domain.semantics.sections import Role
from domain.semantics.segments import Segment

_KINDS = (
    r"(?:vendor|provider|supplier|publisher|broker|partner|affiliate|custodian|specialist|contractor|consultancy"
    r"|boutique|laboratory|lab|university|licensor|counterparty|clearer|start-?up|aggregator|data house|research"
    r" house|(?:third|external|outside) party|agency|data owner|clearing house|registry|sister company|group company"
    r"|technology firm|data firm|software house|prime broker|lender|bank)"
)
_WHAT_KIND = (
    r"(?:usual|regular|preferred|chosen|trusted|data|esg|rating|credit|sustainability|carbon|weather|news|survey"
    r"|polling|satellite|market data|index|score|model|pricing|software|technology|research|academic|commercial"
    r"|external|outside|third-party|specialist|specialised|specialized|independent|well-known|leading|affiliated"
    r"|strategic|liquidity|news|analytics|local|large|small|global|friendly|another|different|futures|options|bond"
    r"|equity|fx|currency|metal|energy|swap|repo|securities lending|lending)"
)
SUPPLIER = re.compile(
    rf"\b(?:from|by|via|through|with|to|of|on) (?:an?|the|its|our|one|some) (?P<what>(?:{_WHAT_KIND} ){{0,3}}"
    rf"(?P<kind>{_KINDS}|custodians|administrators|brokers|vendors|banks)(?: firm| company| house)?)(?:'s)?(?![\w-])"
    rf"|\b(?:an?|the|its|our) (?P<what2>(?:{_WHAT_KIND} ){{0,3}}(?P<kind2>{_KINDS}))'s "
    r"|(?<!'s )\b(?P<what3>(?:third[- ]party|external|outside|commercial|public|free|cloud|remote|hosted|internal"
    r"|in-house|exchange|venue|broker) (?:[a-z-]+ ){0,2}?(?P<kind3>api|service|feed|database|data set|dataset"
    r"|platform|library|endpoint|web service|data lake|spreadsheet|warehouse|web ?site|portal|web page|score)"
    r"|[a-z]+\'s (?:own )?(?P<kind4>database|spreadsheet|warehouse))\b"
)
_IN_USE = re.compile(
    r"\b(?:data|prices?|scores?|models?|figures?|counts?|values?|estimates?|rates?|quotes?|signals?|forecasts?|news"
    r"|headlines|orders?|trades?|executed|routed|algorithms?|ratings?|files?|commissions?|fees?|charges?|costs?"
    r"|tariffs?|lists?|classif\w+|classifier|imagery|balances|weights?|factors?|tone|sentiment|spending|supply"
    r"|indicators?|measures?|statistics|readings|feeds?|api|information|reports?|histor\w+|borrow\w*|margins?"
    r"|collateral|positions?|probabilit\w+|curves?|surfaces?|volatilit\w+|dividends?|series|universe|inputs?|software"
    r"|engine|trained|supplied|delivered|bought|obtained|provided|scoring|service|results?|queried|downloaded)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:clients?|customers?|investors?|licensees?|their|his|her|whose|each|any|every|no|another) (?:[a-z-]+ )?$"
)
_AN_EXAMPLE = re.compile(
    r"\b(?:agreement|contract|due diligence|outsourc\w+|replac\w+|change|selection|approv\w+) (?:of|with) $"
)


def _is_told_elsewhere(ir: DocumentIR, kind: str) -> bool:
    """Whether another check asks for the same party by another of its names."""
    head = kind.split()[-1]
    return any(
        head in match.group()
        for pattern in (SOMEBODY, TOOL.pattern)
        for segment in ir.prose.having(pattern)
        for match in pattern.finditer(segment.low)
    )


_NAME_BESIDE = re.compile(r"(?<=[a-z,] )(?!(?:The|An?|If|When|Where)\b)[A-Z][\w&]{2,}|\([A-Z]")


_WHOSE = re.compile(r"(?:venue|exchange|market|vendor|provider|publisher|supplier|platform|broker)s?")


def _is_of_named(ir: DocumentIR, segment: Segment) -> bool:
    """Whether it stands in the row of who supplies it, in a table whose first column names them: "Venue | Feed"."""
    cell = segment.block.cell
    return cell is not None and any(
        other.block.part == segment.block.part
        and (head.table, head.row, head.column) == (cell.table, 0, 0)
        and _WHOSE.fullmatch(other.low.strip()) is not None
        for other in ir.segments
        if (head := other.block.cell)
    )


def _suppliers(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for segment in ir.prose.having(SUPPLIER):
        if segment.section.role is not Role.RULES:
            continue
        for match in SUPPLIER.finditer(segment.low):
            group = next(number for number in ("", "2", "3") if match[f"what{number}"])
            what, kind = match[f"what{group}"], match[f"kind{group}"] or match["kind4"]
            start, end = match.span(f"what{group}")
            if kind in told or not _IN_USE.search(segment.low) or SOURCE.search(segment.text):
                continue
            if _NOT_OURS.search(segment.low, 0, start) or _AN_EXAMPLE.search(
                segment.low, 0, match.start(f"what{group}")
            ):
                continue
            if _NAME_BESIDE.search(segment.text[max(0, start - 40) : start]) or re.match(
                r"(?:'s)?,? (?:\(|[A-Z])", segment.text[end : end + 5]
            ):
                told.add(kind)
                continue
            if (
                _is_of_named(ir, segment)
                or is_named_for(ir, what)
                or is_named_for(ir, kind)
                or _is_told_elsewhere(ir, kind)
            ):
                continue
            told.add(kind)
            yield Hit(
                title=f"{capital(what)} is not identified",
                why=f"The result depends on what a “{what}” supplies, and nobody is named. Another one collects, models"
                " and corrects otherwise, so nobody outside can repeat the calculation.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('name, product and version, and what holds when it is missing')})"
                ),
            )


_OTHERS = (
    r"(?:vendors?|providers?|suppliers?|publishers?|partners?|brokers?|licensors?|third part(?:y|ies)|affiliates?"
    r"|lenders?|exchanges?|venues?|agenc(?:y|ies)|custodians?|laborator(?:y|ies)|university|bank|owners? of the"
    r" [a-z]+|platforms?)"
)
_CHANGES = (
    r"(?:re-?train|re-?fit|chang|revis|updat|amend|modif|alter|replac|withdr|discontinu|re-?calibrat|restat|upgrad"
    r"|retir|tweak|rework|re-?estimat|re-?design|re-?class|re-?build|re-?tun|re-?pric|rais|improv|stop|ceas|switch"
    r" off|restrict)"
)
_FREE_TO_CHANGE = Wording(
    re.compile(
        rf"\b{_OTHERS} (?P<what>(?:may|can|could|might|will|is (?:free|entitled|allowed) to|are (?:free|entitled"
        rf"|allowed) to|reserves? the right to|has the right to|have the right to|regularly|periodically|sometimes"
        rf"|occasionally|continuously|constantly|often) (?:also |itself |freely |unilaterally |at any"
        rf" time )*{_CHANGES}\w*[^.;]{{0,60}})|\b{_OTHERS} (?P<what4>{_CHANGES}e?s (?:its|their|the)"
        rf" (?:[a-z]+ ){{0,2}}[a-z]+)|\b(?P<what2>(?:is|are|gets|may be|can be) (?:\w+ly |sometimes "
        rf"|often )?{_CHANGES}\w*(?: [a-z]+){{0,3}}?) by (?:the|its|our|an?) (?:[a-z]+ )?{_OTHERS}\b"
        r"|\b(?P<what3>(?:depends?|dependent|relies|rely|reliant|contingent|conditional) (?:up)?on (?:an? |the "
        r"|our )?(?:[a-z]+ ){0,2}(?:licen[cs]e|contract|agreement|subscription|connection|permission|goodwill|service"
        r"|support) (?:with|of|from|by) (?:an? |the |our )[a-z]+)\b"
    ),
    "'{words}': outside the control of the rules, and what follows is not specified",
    "Others change what goes into the result, whenever they like. The document says neither which version holds nor"
    " what is done on a change, so results before and after it cannot be compared.",
    "the version that holds, the notice of a change, how it is tested and approved, and what is done until then",
    settled=re.compile(
        r"\b(?:if|when|whenever|where|should|once) (?:an?|the|any|one|our|its) (?:[a-z]+ )?(?:vendor|provider"
        r"|supplier|exchange|agency|publisher|venue|broker)s? |\b(?:version|frozen|freeze|notice|days?' notice|tested"
        r"|approv\w+|fallback|terminat\w+|committee|restated prices|section \d|reject\w*|cancel\w*|halts?)\b"
    ),
    settled_next=re.compile(r"\b(?:version|frozen|test(?:s|ed)?|approv\w+|is not used|fallback|until)\b"),
    everywhere=True,
)
_TARIFF = Wording(
    re.compile(
        r"\b(?P<what>(?:commissions?|fees?|charges?|costs?|spreads?|margins?|rebates?|haircuts?|borrow(?:ing)?"
        r" (?:fees?|costs?|rates?)|financing|interest|prices?):? (?:[a-z]+ ){0,5}?(?:the |its |our |their "
        r"|an? )?(?:[a-z]+'s? |[a-z]+ ){0,2}(?:tariffs?|price lists?|fee schedules?|rate cards?|schedule of (?:fees"
        r"|charges)|fee scales?|pricing schedules?|(?:usual|standard|normal|customary|current|applicable|published"
        r"|going) (?:charges?|fees?|rates?|terms|conditions|costs?|commissions?)|schedule of the [a-z -]{3,30})"
        r"|(?:pay|pays|paid|charged|charges) (?:the |an? )?(?:[a-z]+ ){0,2}(?:[a-z]+'s )(?:usual|standard|normal"
        r"|customary|current) (?:charges?|fees?|rates?|terms))\b"
    ),
    "'{words}': the tariff is not in the document",
    "What is charged stands in a list of somebody else, who may change it on any day. Net results cannot be computed"
    " from this document.",
    "the rates and the date as of which they hold, or title, publisher and version of the tariff",
    settled=re.compile(r"\d|\b(?:section|table|appendix|annex|schedule) [\da-z]\b"),
    everywhere=True,
)

_FEED = Wording(
    re.compile(
        r"\b(?P<what>(?:main|primary|principal|secondary|back-?up|fall-?back|spare|reserve|redundant|standby|stand-by"
        r"|failover)(?: and (?:the )?(?:secondary|back-?up|spare|alternative|fall-?back))? (?:(?:data|price|market"
        r"|market data|pricing|quote|rate) )?(?:feeds?|sources?|lines?|data sources?|streams?|channels?|connections?"
        r"|suppl(?:y|ier|iers)|vendors?|providers?|tickers?)|(?:first|usual|normal|regular|live|second|alternative"
        r"|alternate|other) (?:(?:data|price|market|market data|pricing|quote|rate) )?(?:feeds?|sources?|data"
        r" sources?|streams?))\b"
    ),
    "'{words}': not identified",
    "Main and back-up source are kinds of sources. Their prices, times and corrections differ, and the document names"
    " neither of them.",
    "provider, product and field of the main and of the back-up source, and when one takes over",
    settled_elsewhere=re.compile(SOURCE.pattern),
    settled=re.compile(r"\([A-Z]|:\s*[A-Z]|\b(?:is|are|from|by|of) (?:the )?[A-Z][\w&]+"),
    once=True,
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-NAM-13",
        title="A supplier who is not named",
        matters="Whose data, models or executions are used decides the result.",
        fix="Name the firm, the product and its version, and say what holds when it is missing or replaced.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_suppliers,
        bad=(
            "A classifier trained by an academic partner flags filings.",
            "Parking-lot counts are bought from a specialist.",
            "- Headlines: polled from an external API",
            "Each share gets a score from the vendor's neural network.",
        ),
        good=(
            "Counts are bought from the vendor Orbital Insight. Files of the vendor are read each hour.",
            "Scores come from the vendor's API. The vendor is Acme Analytics Ltd.",
            "Client orders are sent to the client's broker.",
            "| Exchange | Pair | Feed |\n| Kraken | ETH/EUR | public web service |",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-NAM-14",
        title="Others may change it at will",
        matters="What others may change on any day has no history that holds.",
        fix="Fix the version, ask for notice of changes, say how a new version is tested and who approves it.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_FREE_TO_CHANGE,
        bad=(
            "The supplier may change its scoring method without telling us.",
            "The universe is revised now and then by the data provider.",
        ),
        good=(
            "The supplier may change its method; until the new version is approved the old one is used.",
            "The vendor may change its method. The version in force is frozen in this document.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-NAM-15",
        title="Costs follow somebody's tariff",
        matters="Net of an unknown tariff is an unknown number.",
        fix="Give the rates with the date as of which they hold, or the tariff by title, publisher and version.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.MEDIUM,
        find=_TARIFF,
        bad=(
            "Commissions follow the price list of the clearer.",
            "Short positions pay the lending desk's usual charge.",
        ),
        good=("Commissions follow the price list of the clearer: 2 bps of the value traded.",),
        confidence=0.75,
    ),
    Check(
        id="DS-DAT-08",
        title="Main and back-up source are not named",
        matters="A source is a name, a product and a field.",
        fix="Name provider, product and field of each source, and say when the second one takes over and until when.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_FEED,
        bad=("On an outage of the primary feed the spare feed takes over.", "A second source is used on failure."),
        good=("On an outage of the primary feed (Refinitiv) the Bloomberg feed takes over.",),
        confidence=0.85,
    ),
)
