"""Background: what describes, warns or hopes, and decides nothing, by its manner or by its own word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from domain.semantics.segments import Segment, SegmentKind

_PART = r"(?:preamble|foreword|remark|section|article|paragraph|clause|chapter|introduction|part|page|note|background)"
_DECIDES_NOTHING = re.compile(
    rf"\b(?:this|the present) (?P<part>{_PART})[^.;]{{0,30}}? (?:sets?|contains?|creates?|states?|decides?"
    rf"|imposes?|adds?"
    r"|makes?|lays down) (?:no|nothing)\b"
    rf"|\b(?:nothing|none|no (?:rule|sentence|statement|word)s?) (?:in|of|said in) (?:this|the present) (?P<of>{_PART})"
    r" (?:is|are|sets?|creates?|binds?)\b"
    rf"|\b(?:this|the present) (?P<only>{_PART}) is (?:by way of |for |an? )?(?:purely |merely |only |for )*"
    r"(?:descriptive|informative|information|introduction|introductory|background|illustrative|illustration"
    r"|non-binding|not (?:binding|normative|part of the rules))\b"
    r"|\bthe (?:preamble|foreword|introduction) (?:imposes?|sets?|creates?|contains?|makes?) no\b"
    r"|\b(?P<all>the (?:binding part|rules?)|what (?:binds|is binding|holds|counts)(?: [a-z]+)?) (?:begin|start"
    r"|follow)s? (?:only )?(?:with|in|at|below|after|from)\b"
)
"""A part of the text says of itself that it sets no rule."""
_NOTED = re.compile(
    r"\((?:this is )?(?:background|introduct(?:ion|ory)|explanatory|context|information|non-binding|not normative"
    r"|no rules?)(?: only| remarks?| notes?| text)?[.;,)]"
)
"""The same of a paragraph, in a bracket where it begins."""
_BEGINNING = 80
"""Characters in which a paragraph begins."""
_RUN_IN = re.compile(
    r"(?:(?:(?:Article|Section|Clause|Paragraph|§) ?)?\d{1,2}(?:\.\d{1,2})?[.)]? |\(\w\) )?"
    r"(?:Introduction|Background|Preamble|Foreword|Context|Motivation|Disclaimers?|Risk (?:note|warning|notice)"
    r"|Cautions?"
    r"|What (?:it|this) is about)(?: only)?[.:] "
)
"""The heading of a paragraph that is set in its first line."""
_OF_ALL = re.compile(r"section|article|chapter|introduction|part|page|background")

_READERS = (
    r"(?:prospective |potential |professional )?(?:users?|readers?|investors?|holders?|licensees|buyers|traders|nobody"
    r"|anyone|everyone|one)"
)
_RARELY = r"(?:rarely|seldom|hardly(?: ever)?|never|not always|often|sometimes|usually|generally|typically|perhaps)"
_CAN = r"(?:may|might|could|can|will|tends? to|(?:is|are) likely to|(?:is|are) bound to|has to|have to)"
_ALSO = (
    r"(?:(?:also|not|then|therefore|sometimes|often|usually|generally|typically|at times|on occasion|still|even|well"
    r"|nevertheless|from time to time|always|all|naturally|inevitably|of course)"
    r" )*"
)
_FARES = (
    r"(?:be (?:(?:highly|very|quite|extremely|unusually|rather|too) )?(?:late|sensitive|exposed|wrong|wide|thin|lumpy"
    r"|illiquid|volatile|fragmented|misleading|risky"
    r"|steadier|calmer|noisy"
    r"|costly|painful|poor|bad|worse|expensive|cheap|disappointing|unreliable|different"
    r"|mistaken|imperfect|difficult|hard)\b|lag\b|trail\b|lose\b|suffer|underperform|outperform|fail\b|break "
    r"down|erode|magnify"
    r"|amplify|disappoint|see (?:an? )?(?:larger|wider|higher|smaller|lower|worse|better|more|less)|vary\b"
    r"|(?:widen|narrow|spike|gap|diverge|dry up|collapse)(?=\.?$|[,;]| (?:abruptly|suddenly|sharply|quickly"
    r"|without|in|and)\b)"
    r"|vanish|disappear|weaken|break\b|(?:rise|fall|drop|jump|move)(?=\.?$|[,;]| (?:in steps|suddenly|sharply|and)\b)"
    r"|do (?:better|worse)|move the market|move (?:faster|against)|soften|catch every|surprise|be a guide|behave"
    r"|deviate from (?:past|earlier|historical)|be cut without|happen"
    r"|weigh (?:heavily )?on|look\b|come (?:before|after|without|at|in|too)|arrive)"
)
_OF_EXPERIENCE = (
    r"(?:(?:the|an?|its) )?(?:reali[sz]ed|actual|observed|experienced|future|market|results?|returns?|performance)"
)
_CAVEAT = re.compile(
    rf"\b(?:markets?|trading|trades?|prices?|crypto-?(?:assets?|currenc(?:y|ies))|coins?|tokens?|falls|rises|gaps"
    rf"|crashes|jumps|moves|swings|costs?|prices?|estimates?|(?:market )?conditions|liquidity|results?|returns?"
    rf"|performance"
    rf"|premiums?|losses|orders|relations?"
    rf"|leverage|contango|backwardation|volatility|correlations?|relationships?|hedges?|hedging|dividends?|carry|funding|exchanges|quotes"
    rf"|market makers?|names|strateg(?:y|ies)|index|levels?|fund|model|signals?|spreads|desk|gateway|it|they"
    rf"|{_READERS})"
    rf"(?: [a-z-]+){{0,4}}? {_CAN} {_ALSO}{_FARES}"
    rf"|\b(?:results?|returns?|performance|outcomes?|values?|levels?) {_CAN} {_ALSO}(?:vary|differ)\b"
    r"|^(?:the )?(?:[a-z]+ )?(?:results?|performance|outcomes?) (?:vary|varies|differs?)\b"
    rf"|\b(?:actual|reali[sz]ed|experienced|observed) (?:[a-z]+ )?(?:volatility|returns?|results?|costs?|risk|exposure"
    rf"|performance) {_CAN} {_ALSO}(?:be|differ|vary|deviate|depart)\b"
    rf"|\bhardly (?:helps?|matters?|hurts?|protects?)\b|\bdespite (?:every|all|our|the) (?:care|effort)"
    rf"|\b(?:is|are) {_RARELY} (?:perfect|exact|easy|certain|positive|negative|free|the case|what|thought|said"
    rf"|believed|held)\b"
    r"|^(?:(?!that|which|who)[a-z-]+ ){1,3}(?:is|are) (?:highly |very |extremely |often )?"
    r"(?:volatile|risky|speculative)"
    r"(?=\.?$|,? and (?:[a-z]+ )?(?:may|can|might|could)\b)"
    r"|^[a-z][a-z -]{2,40} (?:tends?|is known|are known|(?:is|are) (?:apt|prone|liable)) to (?:earn|suffer|lose"
    r"|lag|trail|fall|rise|move"
    r"|be|do|have|show|perform|under-?perform|out-?perform|widen|drift)\b"
    rf"|^[a-z]+ing\b(?: [\w-]+){{0,8}}? {_CAN} {_ALSO}(?:soften|reduce|lessen|dampen|ease|help|avoid)\b"
    r"|^like (?:any|every|all|most) [a-z -]+,? (?:it|this|they|the)\b"
    rf"|\bit is (?:always |quite |well )?(?:possible|conceivable|likely) that {_OF_EXPERIENCE}(?: [a-z-]+){{0,4}}?"
    r" (?:differs?|deviates?|lags?|exceeds?|falls? short|varies|vary|departs?|misses|miss)\b"
    r"|\bpast (?:levels?|performance|returns?|results)\b[^.;]{0,40}\b(?:guides?|guarantee|indicat\w+|predict\w*"
    r"|future)\b|\b(?:not|no) (?:investment )?(?:advice|recommendation)\b"
    r"|\b(?:difference|error|deviation|mismatch|inexactness|distortion)s?\b[^.;]{0,60} (?:is|are) (?:known|accepted"
    r"|tolerated|ignored|not adjusted)\b"
    r"|\b(?:without (?:much |any )?warning|in any given (?:year|decade|month)|(?:may|might) (?:have|hold) "
    r"(?:risks?|no place))\b"
)
_ADDRESSED = re.compile(
    rf"\b(?:members|clients|{_READERS})(?: with questions| who [a-z]+ [a-z]+)? (?:should|may|might|are "
    rf"(?:advised|encouraged|invited)"
    r"|would do well)(?: to)? (?:not )?(?:always |also |carefully |therefore )?(?:want|wish|find|hold|keep|form|be "
    r"prepared|judge|consider"
    r"|assume|expect|rely|seek"
    r"|take advice|read|bear|note|be aware|keep in mind|remember|understand)\b"
    r"|\b(?:back-?tests?|simulations?|(?:simulated|hypothetical|back-?tested|past|historical) [a-z]+)\b[^.;]{0,50}"
    r" (?:should|must|is to|are to) be (?:read|taken|treated|viewed|interpreted|regarded|used) with (?:[a-z]+ )?"
    r"(?:care|caution|reserve)\b"
    r"|\b(?:questions|comments|enquiries|feedback)\b[^.;]{0,20} (?:may|can|should|are|is) (?:be )?(?:sent"
    r"|addressed|directed|welcome)\b"
)
"""What is said to readers, who run nothing."""
_OF_THE_WORLD = (
    r"(?:markets?|prices?|spreads?|shares?|stocks?|bonds?|companies|issuers|dividends?|volumes?|liquidity|lines|feeds?"
    r"|connections?|systems|machines|exchanges|venues|banks|people|traders|premiums?|yields?|rates?|correlations?"
    r"|relationships?|conditions|weather|demand|supply|funding|carry|volatility|returns?|results?|losses|gaps?|moves?"
    r"|crop|harvests?|borrow|hedges?|clients?|counterparties|research|studies|history)"
)
_AT_TIMES = (
    r"(?:sometimes|occasionally|often|now and then|from time to time|at times|rarely|seldom|usually|generally|typically"
    r"|frequently|perhaps|once in a while)"
)
_DONE = (
    r"(?:[a-z]+(?:ed|en)|sent|sold|bought|held|made|set|put|cut|kept|taken|left|spread|shown|drawn|built|found|lent|paid)\b"
    r"(?! (?:by|to be) (?:others|nature|the market))"
)
_SO_IT_GOES = re.compile(
    rf"\b{_OF_THE_WORLD}(?: [a-z-]+){{0,3}}? (?:(?:is|are|can be|do|does|get|gets|has|have) (?:[a-z]+ and )?{_AT_TIMES}"
    rf" (?!{_DONE})[a-z]|{_AT_TIMES} (?!(?:is|are|be) )(?!{_DONE})[a-z]|(?:do|does) [a-z]+ {_AT_TIMES}"
    rf"|(?:can|may|might|could) (?:sometimes |at times |well |all )?be (?:extreme|negative|hard|difficult|rough|nervous"
    r"|expensive|cheap|scarce|sudden|violent|hectic|quiet|noisy|slow|unkind|cruel|erratic|unreliable|surprising|painful"
    r"|one-sided|crowded))"
)
"""How the world goes: "shares are sometimes hard to find", which asks nothing of anybody."""
_ACTS = re.compile(
    r"\b(?:discretion|judge?ment|override\w*|overrul\w+|replac\w+|decid\w+|determin\w+|approv\w+|stops?|halt\w*|smooth\w+"
    r"|(?:re-?)?balanc\w+|(?:re-?)?weight(?:s|ed|ing)?|adjust\w+|suitable|appropriate|sensible|reasonable|chosen|maximum"
    r"|minimum|limits?|then)\b"
)
"""Words of a rule: a sentence that has them does more than warn, whatever else it says."""
_BINDS = re.compile(r"^(?:if|when|where|once|unless)\b|\b(?:shall|must)\b|[=≥≤<>]")


_RISKS = re.compile(r"\brisks?\b")
"""A warning of risks is held against what it has to name."""


def is_caveat(low: str) -> bool:
    """Whether a sentence warns of what can come, or advises readers, and sets nothing: "Estimates may be late"."""
    if _ACTS.search(low):
        return False
    if _ADDRESSED.search(low) and not _RISKS.search(low):
        return True
    return not _BINDS.search(low) and any(pattern.search(low) for pattern in (_CAVEAT, _SO_IT_GOES))


def is_question(low: str) -> bool:
    """Whether a sentence only asks."""
    return low.endswith("?") and not _ACTS.search(low)


def background(segments: Sequence[Segment]) -> Iterator[Segment]:
    """The segments that decide nothing."""
    sections, blocks = set(), set()
    lengths = Counter(segment.section for segment in segments)
    for segment in segments:
        if match := _DECIDES_NOTHING.search(segment.low):
            part = match["part"] or match["of"] or match["only"] or (match["all"] and "section") or "paragraph"
            if _OF_ALL.fullmatch(part) and 2 * lengths[segment.section] < len(segments):
                sections.add(segment.section)
            blocks.add(segment.block.id)
    blocks |= {
        s.block.id for s in segments if s.start == 0 and _NOTED.search(s.low, 0, _BEGINNING) and not _ACTS.search(s.low)
    }
    run_in = {s.block.id for s in segments if s.block.cell is None and _RUN_IN.match(s.block.text)}
    blocks |= run_in - {s.block.id for s in segments if _ACTS.search(s.low)}
    for segment in segments:
        spoken = segment.kind is SegmentKind.SENTENCE or segment.kind is SegmentKind.ITEM
        if (
            segment.section in sections
            or segment.block.id in blocks
            or (spoken and (is_question(segment.low) or is_caveat(segment.low)))
        ):
            yield segment
