"""Names without a thing and things without a name: undefined terms, the benchmark, the provider, the rate."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.names.whose import is_named_for
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_BENCHMARK = re.compile(
    r"(?<!used as )(?<!use as )(?<!serve as )(?<!as )\b(?:the|its|a|their) (?P<what>(?:(?:cash|equity|composite"
    r"|peer|customi[sz]ed|passive|interval|arrival"
    r"|execution|slippage|performance) )?benchmark(?: index)?"
    r"|reference (?:index|benchmark)|policy benchmark|market (?:portfolio|returns?|index)|(?<=return of the )market)\b"
    r"(?! (?:administrator|regulation))"
)
_UNIVERSE = re.compile(
    r"\b(?:the|its|a|their) (?P<what>(?:parent|underlying|base) index(?! of (?:the|each|a) bond)|parent universe|"
    r"(?:starting|investment|selection|eligible|stock|initial|security) universe)\b"
)
_OPENS_SENTENCE = r"(?!(?:The|An?|Its?|Our|Each|Every|Any|All|No|This|Against|From|If|When|Where) )"


def _named(what: str) -> re.Pattern[str]:
    """The ways to name a thing in passing: "the benchmark is the MSCI World", "the S&P 500 benchmark"."""
    thing = re.escape(what)
    return re.compile(
        rf"(?i:{thing})(?: index)?(?:'s)?"
        r"(?: is| are|:| -|,| \(| being| consists? of| comprises?| includes?| contains?| means)+ "
        r"(?:the |all |of |a |constituents |members |companies )*[A-Z0-9\"]"
        rf"|[A-Z0-9][\w&]* \((?:the )?\"(?i:{thing})\""
        rf"|(?i:{thing}) for [^.;:]{{1,40}}? is (?:the |an? )?[A-Za-z]"
        rf"|(?i:{thing})(?: is| are) (?:then )?(?:interpolated|calculated|computed|determined|derived|obtained"
        rf"|the (?:mean|average|ratio))\b|\b{_OPENS_SENTENCE}[A-Z][\w&.]*(?: [A-Z0-9][\w&.]*){{0,4}} (?i:{thing})"
    )


def _is_named(ir: DocumentIR, what: str) -> bool:
    if any(ir.meaning(name) for name in (what, what.removesuffix(" index"), re.sub(" index$", " universe", what))):
        return True
    in_passing = _named(what)
    return any(
        in_passing.search(segment.text) or (segment.kind is SegmentKind.HEADING and what in segment.low)
        for segment in ir.segments
    )


def _occurrences(ir: DocumentIR, pattern: re.Pattern[str]) -> dict[str, list[tuple[Segment, re.Match[str]]]]:
    found: dict[str, list[tuple[Segment, re.Match[str]]]] = {}
    for segment in ir.prose.having(pattern):
        for match in pattern.finditer(segment.low):
            found.setdefault(match["what"].removesuffix("s"), []).append((segment, match))
    return found


def _once(ir: DocumentIR, pattern: re.Pattern[str], title: str, why: str, hint: str) -> Iterator[Hit]:
    """One hit for each thing that is never named, with its passages."""
    for what, places in _occurrences(ir, pattern).items():
        if _is_named(ir, what):
            continue
        segment, match = places[0]
        yield Hit(
            title=title.format(what=what),
            why=why.format(what=what),
            spans=tuple(s.span(m.start(), m.end()) for s, m in places[:8]),
            suggestion=add_after(segment, match.end(), f" ({to_specify(hint)})"),
        )


def _benchmark(ir: DocumentIR) -> Iterator[Hit]:
    return _once(
        ir,
        _BENCHMARK,
        "The {what} is not identified",
        "“The {what}” is never named. Measured against the S&P 500 or against the MSCI World, the same portfolio"
        " passes or fails.",
        "name of the index, its variant (price, net or gross return) and currency",
    )


_SOME_INDEX = Wording(
    re.compile(
        r"\b(?:derived from|selected from|drawn from|chosen from|taken from|(?:a )?subset of|(?:constituents"
        r"|members) of|(?:is|are) based on|replicates?|measured against|relative to|compared (?:to|with)) (?P<what>an?"
        r" (?:[a-z-]+ ){1,5}(?:index|benchmark|universe))\b(?! (?:of|provider|level|fund|future|option|committee))"
    ),
    "'{words}' is not identified",
    "“{words}” fits several indices, whose members, weights and dates differ; the document names none of them.",
    "name of the index, its provider and its variant",
    settled=re.compile(
        r"\b(?:msci|ftse|s&p|stoxx|russell|bloomberg|ice|iboxx|nasdaq|topix|nikkei|dax|crsp|solactive|jp ?morgan)\b"
        r"|[(:]"
    ),
    everywhere=True,
)


def _universe(ir: DocumentIR) -> Iterator[Hit]:
    yield from _SOME_INDEX(ir)
    yield from _once(
        ir,
        _UNIVERSE,
        "The {what} is not identified",
        "“The {what}” is never named, so it is unknown which securities the selection starts from and where its"
        " constituents are published.",
        "name of the index or list, its publisher and the date as of which it is taken",
    )


_KINDS = (
    r"managers?|providers?|vendors?|advis[eo]rs?|agents?|sources?|part(?:y|ies)|consultants?|rating agenc(?:y|ies)"
    r"|experts?|files?|agenc(?:y|ies)"
    r"|administrators?|brokers?|systems?|services?|suppliers?|firms?|exchanges|venues|oracles?|custodians?|dealers"
    r"|banks|pools?|networks?"
)
SOMEBODY = re.compile(
    rf"\b(?P<what>(?:external|third[- ]party|leading|reliable|trusted|major|independent|outside|reputable|recogni[sz]ed"
    rf"|selected|approved|specialist|specialised|specialized|designated|external data|appointed|partner|panel"
    rf"|affiliated|whatever|whichever|(?:any|some) (?:suitable|available|other|convenient))(?! (?:of"
    rf"|from) ) (?:[a-z-]+ ){{0,2}}?"
    rf"(?:{_KINDS})|(?:panel|group|consortium|set|pool|selection|range|(?<=\ba )number) of (?:[a-z-]+ "
    rf"){{0,2}}?(?:{_KINDS})"
    rf"|(?:several|various|multiple|(?<=from )(?:other|alternative)|(?<=on )other) (?:[a-z-]+ )?(?:exchanges|venues"
    rf"|brokers|dealers|banks|sources|providers"
    r"|vendors|oracles)|(?:market |price |index )?data (?:vendor|provider|supplier)s?"
    r"|(?:(?<!while )(?<!if )(?<!when )another"
    r"|a second|an alternative|a backup|a different) (?:[a-z-]+ )?(?:exchange|venue|broker|vendor|provider"
    r"|source|feed)|(?<=our )(?:[a-z-]+ )?(?:providers?|vendors?|partners?|suppliers?)"
    r"|(?<=the )(?:prime broker|ratings? partner"
    r"|pricing (?:vendor|source)|swap (?:counterparty|provider)|hedg(?:e|ing) (?:venue|market|exchange|counterparty"
    r"|provider)"
    r"|custodian|depositary|clearing (?:broker|member|bank)|executing broker|(?:lead|leading|reference) (?:market|"
    r"venue|exchange|feed)|settlement (?:bank|agent)|fund administrator|data partner|transfer agent|paying agent"
    r"|risk (?:vendor|provider|model)))\b"
)
_KNOWN = re.compile(
    r"\s*(?:\(|:|, (?:such as |namely |currently |i\.e\. )?[A-Z]|such as [A-Z]|named|[A-Z][a-z]"
    r"|(?:'s [a-z]+ )?(?:is|from) [A-Z][a-z])"
)


_COUNTED = re.compile(rf"\b(?:\d+|{SPELLED}) $")


_OTHERS = ("other", "another", "several", "various", "multiple", "selected", "approved", "a second", "a different")


def _is_listed(ir: DocumentIR, what: str) -> bool:
    """Whether a section or the first column of a table is named for the kind: other venues are those of the list."""
    kind = content_words(what.split()[-1])
    heads = (
        s
        for s in ir.segments
        if s.kind is SegmentKind.HEADING or (s.block.cell and (s.block.cell.row, s.block.cell.column) == (0, 0))
    )
    return any(content_words(head.low) == kind for head in heads)


def _somebody(ir: DocumentIR) -> Iterator[Hit]:
    for what, places in _occurrences(ir, SOMEBODY).items():
        segment, match = places[0]
        named_before = re.search(
            r"(?:[a-z,] |\()[A-Z][\w&]+(?: [A-Z][\w&]+)*,? (?:an?|the|as) $", segment.text[: match.start()]
        )
        if what.startswith(_OTHERS) and _is_listed(ir, what):
            continue
        if _COUNTED.search(segment.low, 0, match.start()) and match["what"].endswith("experts"):
            continue  # persons of a body
        if not what.startswith(_OTHERS) and is_named_for(ir, what):
            continue
        if ir.meaning(what) or any(_KNOWN.match(s.text, m.end()) for s, m in places) or named_before:
            continue
        yield Hit(
            title=f"{capital(what)} is not identified",
            why=f"The result depends on a “{what}” that is not named. Another one would give other data or another"
            " decision, and nobody outside can repeat the calculation.",
            spans=tuple(s.span(m.start(), m.end()) for s, m in places[:8]),
            suggestion=add_after(segment, match.end(), f" ({to_specify('name, product and version')})"),
        )


_SCHEME = Wording(
    re.compile(
        r"\b(?P<what>(?:(?:each|per|same|any|single|every|by|into|across|within) (?:the |their )?(?:sectors?"
        r"|industr(?:y|ies))(?! (?:classification|etf|fund))|sector-neutral)|(?:(?:sector|industry|country|economic"
        r"|issuer|esg)[a-z ]{0,12} )?classification(?: (?:scheme|system|standard|framework))?(?: of the"
        r" [a-z ]{3,30})?|(?:sector|industry) (?:definitions?|groupings?|memberships?))\b"
    ),
    "Which {words} is used is not specified",
    "GICS, ICB and other schemes put the same company into different groups, and each of them is revised every year.",
    "name of the scheme, its level, its publisher and the date as of which it is taken",
    settled=re.compile(
        r"\b(?!(?:The|An?|Its|Each|Sector|Industry) )[A-Z][\w&]+ (?:[A-Z]\w+ )?(?:sector|industry|issuer"
        r"|country) classification|\b(?:gics|icb|trbc|nace|naics|sic|bics|rbics|iso|mica|moody|fitch|s&p|msci|ftse)\b"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:industry classification (?:benchmark|standard)|gics|icb|trbc|nace|naics|bics|rbics)\b"
    ),
    once=True,
)

CHECKS = (
    Check(
        id="DS-NAM-01",
        title="The benchmark is not named",
        matters="What is measured against it cannot be measured.",
        fix="Name the benchmark in full, with its ticker, its currency and whether it is a price or a total "
        "return series.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_benchmark,
        bad=("The strategy keeps its tracking error to the benchmark below 2%.",),
        good=(
            "Slippage against the benchmark is reported. The benchmark for TWAP orders is the interval mean price.",
            "The benchmark is the MSCI World Index.\n\nTracking error to the benchmark is kept below 2%.",
            'The MSCI World Index (the "Benchmark") is published daily.\n\nThe error to the Benchmark stays below 2%.',
            "The index may not be used as a benchmark without a licence.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-NAM-02",
        title="The parent index or universe is not named",
        matters="The selection starts from a set nobody knows.",
        fix="Name the parent index or universe in full, with its provider and the date on which its members are read.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_universe,
        bad=(
            "Select the 50 highest yielding stocks from the parent index.",
            "Stocks from the investment universe are ranked.",
            "Members are drawn from a liquid large-cap index.",
        ),
        good=(
            "The parent index is the STOXX Europe 600.\n\nSelect the 50 highest yielding stocks from the parent index.",
            "# Investment universe\n\nAll common stocks listed on the NYSE.\n\n# Selection\n\nStocks from the"
            " investment universe are ranked.",
            'The Dividend Index follows the Albion 100 Index (the "Parent Index", published by Albion).'
            " The sum runs over the members of the Parent Index.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-NAM-03",
        title="Somebody the rule depends on is not named",
        matters="Another provider or manager would give another result.",
        fix="Name the party, or say who appoints it, by which criteria, and what happens when it is replaced.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_somebody,
        bad=(
            "The excess is hedged on the hedge venue.",
            "Scores come from a leading third-party provider.",
            "Consult the external manager for block trades.",
            "If the feed is lost, the algorithm uses another source of volume.",
        ),
        good=(
            "The coin is the one that the greater number of exchanges lists.",
            "The panel has two employees and two external experts appointed for three years.",
            "Two members are independent of the administrator.",
            "Locates come from the prime broker. Cash is that of the prime broker's file from Delta Bank.",
            "| Exchange | Fee |\n| Cboe | 1 bp |\n| Aquis | 2 bps |\n\nOrders on other exchanges are pulled.",
            "A feed is stale if another exchange has traded for 3 seconds.",
            "Scores come from a third-party provider (MSCI ESG Research, ESG Ratings).",
            "The Issuer has appointed Citibank N.A., London Branch as paying agent. The paying agent is paid daily.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-NAM-07",
        title="A classification without its scheme",
        matters="Schemes put one company into different sectors.",
        fix="Name the scheme of the classification with its version, and the level of it that is used.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.MEDIUM,
        find=_SCHEME,
        bad=("Sector membership follows the industry classification of the vendor.",),
        good=(
            "Each sector is that of level 1 of the Industry Classification Benchmark.",
            "Sector membership follows the industry classification of GICS, level 2.",
        ),
    ),
)
