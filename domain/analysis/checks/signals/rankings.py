"""Chosen and forecast: the best by no measure, alike by no measure, expected over no horizon, picked from anywhere."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.sections import Role
from domain.semantics.segments import SegmentKind

_MEMBERS = (
    r"(?:stocks|shares|companies|names|issuers|bonds|assets|coins|tokens|currencies|commodities|contracts|futures"
    r"|sectors|countries|markets|funds|etfs|pairs|couples|firms|securities|constituents|members|candidates|equities"
    r"|protocols|banks|lenders|borrowers|industries|spreads|signals|strategies|managers|options|notes|brokers|venues"
    r"|dealers|trades|ideas|opportunities|combinations|baskets)"
)
_BEST = (
    r"(?:best|finest|worst|strongest|weakest|soundest|safest|healthiest|top|leading|bottom|poorest|favou?rite"
    r"|most (?:attractive|promising|suitable|interesting|favou?rable|reliable|robust|stable|solid|compelling|relevant"
    r"|representative|important|efficient|profitable|liquid|volatile|active)"
    r"|least (?:attractive|promising|risky|stable|suitable|favou?rable|liquid|volatile))"
)
_SO_MANY = rf"(?:\d+|{SPELLED}|half|third|quarter|decile|quintile|quartile|few|handful of)"
_BY_A_MEASURE = re.compile(
    r"\b(?:by|with the|according to|in terms of|measured|score[ds]?|rank(?:ed|ing|s)?|sorted|ordered|highest|lowest"
    r"|largest|smallest|on (?:the basis|momentum|yield|value)|section|table)\b|[=×]"
)
_RANKED = re.compile(
    r"\b(?:rank(?:ed|s|ing)?|sort(?:ed|s)|order(?:ed|s)|scored?|graded) (?:[a-z]+ ){0,4}?(?:by|on|according|from|in"
    r" (?:de|a)scending)\b|\branking (?:is|by|of)\b|\b(?:the|its|their|each) [a-z]*\s?scores? (?:is|are|equals?)\b"
)
_BY_NO_MEASURE = Wording(
    re.compile(
        rf"\b(?P<what>(?:the )?(?:{_SO_MANY} )?{_BEST}(?! (?:bid|ask|offer|price)s?\b)(?: {_SO_MANY})?(?: of)? "
        rf"(?:the )?(?:[a-z-]+ "
        rf"){{0,2}}?{_MEMBERS})\b"
        r"|\b(?P<what2>with the (?:best|greatest|highest|strongest|lowest|least|worst) (?:chances?|odds|prospects?"
        r"|potential"
        r"|outlook|fit|quality|terms|results?|outcome|execution|trade-off|record|reputation|fundamentals)|(?:fell"
        r"|rose|gained"
        r"|lost|moved|dropped|climbed|performed|did|lagged|grew|suffered|declined|fallen|risen|done|advanced) (?:the"
        r" )?(?:hardest|most|best|worst|least|fastest|furthest|furthest))\b"
    ),
    "'{words}': by which measure is not specified",
    "Best needs a figure to be compared by, and the document gives none: the highest return, the lowest risk and the"
    " closest fit choose others. Nor is it said what holds at equal rank.",
    "the measure they are ranked by, its window and data, and what holds at equal rank",
    settled=_BY_A_MEASURE,
    settled_elsewhere=_RANKED,
    needs=re.compile(
        r"\b(?:keep|kept|keeps|tak(?:e|en|es)|buys?|bought|sells?|sold|shorts?|shorted|hold(?:s)?|held|select(?:s|ed)?"
        r"|choose[s]?|chosen|picks?|picked|retain(?:s|ed)?|trades?|traded|uses?|used|consists?|contains?|includes?"
        r"|goes?"
        r"|enters?|goes?|go|sent|routed|first|invest\w*|added|replac\w+|favou?rs?|prefer\w*)\b"
    ),
    once=True,
)

_ALIKE = Wording(
    re.compile(
        rf"\b(?P<what>(?:{_MEMBERS}|prices|shares|returns|legs|they|that|which|whose [a-z]+|markets"
        rf"|series) (?:(?:usually"
        r" |historically |tend to |normally |closely |always |have |has |are |is |been )*)(?:mov(?:e|es|ed|ing)"
        r" (?:together|in (?:step|tandem|line|parallel|sync|unison|concert|the same direction)|alike|closely)"
        r"|behav(?:e|es"
        r"|ed|ing) (?:alike|similarly|the same(?: way)?|in the same way)|track(?:s|ed|ing)? (?:one another|each"
        r" other)|(?:co-?move|go together|belong together|run in parallel|go hand in hand)s?|follow(?:s|ed)? (?:one"
        r" another|each other)|(?:are |is )?(?:similar|alike|comparable|related|linked|connected|close substitutes"
        r"|interchangeable|economically linked|fundamentally related)(?: to (?:one another|each other))?))(?=[.,;)]|$"
        r"| (?:and|or|over|in|during|from|for|but|are|is|most|enough)\b)"
    ),
    "'{words}': by which measure is not specified",
    "Correlation of returns, cointegration of prices and distance of normalised prices call different ones alike; the"
    " document names no measure, no window and no bound.",
    "the measure (correlation, cointegration, distance), its window, data and the bound",
    settled=re.compile(r"\d\.\d|\b(?:correlation|cointegrat\w+|distance|r-squared|beta|section|table)\b|[=<>≥]"),
    settled_elsewhere=re.compile(r"\b(?:correlation|cointegrat\w+|distance|similarity)\b[^.;]{0,60}\d"),
    everywhere=True,
)

_LOOKS_AHEAD = re.compile(
    r"\b(?:horizon|ahead|next|following|over the (?:coming|next|following)|one-(?:day|week|month|year)"
    r"|\d+[- ](?:[a-z]+[- "
    r"])?(?:day|week|month|year|minute|hour|step|bar|period)|(?:daily|weekly|monthly|annual|intraday"
    r"|overnight) (?:return"
    r"|returns|forecast|prediction|volatility|move)|until (?:the )?(?:expiry|maturity|close|end)|to (?:maturity|expiry)"
    r"|forward return)\b|[_(\[{]t ?\+"
)
_FORECAST = Wording(
    re.compile(
        r"\b(?P<what>(?:expected|predicted|forecast(?:ed)?|projected|anticipated|estimated future"
        r"|future) (?:[a-z]+ )?(?:"
        r"returns?|performance|price moves?|moves?|prices?|out-?performance|gains?|alphas?|drawdowns?|direction"
        r"|volatility|excess returns?|growth|earnings)|(?:predicts?|forecasts?"
        r"|anticipates?) (?:the )?(?:[a-z]+ ){0,2}?(?:"
        r"returns?|performance|price moves?|moves?|prices?|out-?performance|direction|volatility|demand|volume|rates?"
        r"|spreads?|winners|losers)|(?:return|price|volatility|demand|volume) (?:forecasts?|predictions?))\b"
    ),
    "'{words}': over which horizon is not specified",
    "A forecast for tomorrow and one for the next quarter rank the same securities differently, and are traded"
    " differently; the document gives no horizon.",
    "the horizon with its unit, and from which moment it counts",
    settled=_LOOKS_AHEAD,
    settled_elsewhere=re.compile(
        r"\b(?:forecast|prediction|investment|model|holding) horizon\b|\b(?:predict|forecast)\w*[^.;]{0,60}\b(?:next"
        r"|ahead|following|coming|horizon|\d+[- ](?:day|week|month|hour|minute))"
    ),
    once=True,
)

_FROM_ANYWHERE = re.compile(
    r"(?:^|[.;:] )(?:then |we |first,? )?(?P<what>(?:find|pick|select|choose|search(?: for)?|look for|identify"
    r"|screen|rank"
    r"|take|buy|consider) (?:all |only |the |those |any )?(?:[a-z-]+ )?(?:stocks|shares|companies|equities|bonds|coins"
    r"|tokens|currencies|commodities|futures|etfs|funds|securities|issuers|options))\b"
)
_NAMES_A_MARKET = re.compile(
    r"\b(?:S&P|MSCI|FTSE|STOXX|Russell|Nasdaq|NASDAQ|NYSE|DAX|TOPIX|Nikkei|SMI|CAC|IBEX|CRSP|LSE|Xetra|Euronext"
    r"|Eurex|CME"
    r"|ICE|Binance|Coinbase|Kraken|TSE|JPX|SIX|Solactive|Bloomberg|iBoxx|US|U\.S|UK|EU|[A-Z][a-z]+(?:ese|ean|ian"
    r"|ish)|Europe|Japan|China|Germany|France|Switzerland|America|Asia|Canada|Australia|Treasur(?:y|ies))\b"
)
_SET_OUT = re.compile(
    r"\b(?:universe|eligible|eligibility|constituents of|members of|components of|listed on|domiciled|incorporated"
    r"|parent"
    r" index|market capitali[sz]ation (?:of|above|over)|investable|traded on|appendix|annex|table \d|list of)\b"
)


def _from_anywhere(ir: DocumentIR) -> Iterator[Hit]:
    """A choice among all stocks or coins there are, in a document that names no market, index or criteria."""
    said = [segment for segment in ir.segments if segment.kind is not SegmentKind.HEADING]
    if _NAMES_A_MARKET.search(ir.title) or any(
        _SET_OUT.search(segment.low) or _NAMES_A_MARKET.search(segment.text) for segment in said
    ):
        return
    for segment in ir.prose.having(_FROM_ANYWHERE):
        match = _FROM_ANYWHERE.search(segment.low)
        if match and segment.section.role is Role.RULES:
            start, end = match.span("what")
            words = segment.text[start:end]
            yield Hit(
                title=f"'{words}': the universe they are taken from is not specified",
                why="No market, index, country or list is named from which they are chosen, and no size or liquidity"
                " that they must have. Everybody starts from another universe.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('index, exchange or list, and minimum size and liquidity')})"
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-SIG-60",
        title="The best, by no measure",
        matters="The best by return and the best by risk are two lists.",
        fix="Name the measure, its window and data, the direction of the ranking, and what holds at equal rank.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_BY_NO_MEASURE,
        bad=(
            "Keep the best 15 couples.",
            "Shares that fell hardest are bought.",
            "The 40 soundest lenders are bought.",
        ),
        good=(
            "Keep the best 15 pairs by Sharpe ratio.",
            "Companies are ranked by dividend yield. The top 30 companies are selected.",
            "Best bid, best ask and trades come from the feed of the exchange.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-SIG-61",
        title="Alike, by no measure",
        matters="Correlated, cointegrated and close are three tests.",
        fix="Name the test with its statistic, window, data and the value from which on it is passed.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_ALIKE,
        bad=("Companies are matched whose shares behave alike.", "Pairs consist of futures that move in tandem."),
        good=(
            "Pairs consist of futures whose prices move together, with a correlation of daily returns above 0.8.",
            "Orders and trades are linked by an identifier.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-SIG-62",
        title="A forecast without a horizon",
        matters="Tomorrow's winners are not those of next year.",
        fix="Give the horizon of the forecast with its unit, and the moment from which it counts.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_FORECAST,
        bad=("A regression predicts the price of each metal.", "Countries are ordered by expected growth."),
        good=(
            "A regression predicts the return of each metal over the next 5 days.",
            "Countries are ordered by expected growth. The forecast horizon is one year.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-NAM-60",
        title="Chosen from anywhere",
        matters="Whoever starts from another list ends at another portfolio.",
        fix="Name the index, exchange or list with its date, and the size and liquidity that members must have.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_from_anywhere,
        bad=("Pick companies of the same branch.", "Buy coins that rise."),
        good=(
            "Pick members of the STOXX Europe 600 of the same supersector.",
            "Pick companies of the same branch. Eligible companies have a market value of at least EUR 1 billion.",
        ),
        confidence=0.75,
    ),
)
