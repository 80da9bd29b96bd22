"""Words that grade without a measure: roots by what they grade, with their forms, and verbs of more and less."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.vague.degree import NUMBER
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_ROOTS = {
    "size": "chunky bulky beefy meaty massive gigantic immense giant jumbo minuscule puny slim slender lean plump"
    " generous lavish copious abundant meagre measly paltry hulking bite-sized pint-sized outsize roomy stingy",
    "distance": "distant remote far-flung far-off faraway",
    "speed": "snappy speedy swift hasty hurried leisurely unhurried gentle frantic feverish sluggish",
    "frequency": "frequent infrequent occasional sporadic incessant",
    "quality": "juicy costly pricy lopsided messy ragged spotty flaky wobbly jittery skittish dodgy fishy dirty sloppy"
    " respectable lucrative rewarding punitive ruinous toxic overstretched top-heavy handsome squeezed",
    "certainty": "unsure dubious tentative odd weird strange peculiar funny curious odd-looking suspicious-looking",
}
"""Adjectives by what they grade; none of them has a bound that readers share."""
_SHORT = (
    "big small large wide tight thin thick deep shallow fast slow strict loose soft hard strong weak calm busy quiet"
    " heavy light cheap risky safe rich steep gentle bold keen narrow sharp smart cautious aggressive"
)
"""Adjectives whose comparative, with nothing to compare, leaves the amount open; high and low are those of two."""


def _comparative(root: str) -> str:
    """The form in -er: "wider", "bigger", "busier"; with "more" for what is long."""
    if len(root) > 6:
        return rf"(?:more|less) {root}"
    if root.endswith("y"):
        return f"{root.removesuffix('y')}ier"
    if root.endswith("e"):
        return f"{root}r"
    if re.search(r"[^aeiou][aeiou][gnt]$", root):
        return f"{root}{root[-1]}er"
    return f"{root}er"


_ADJECTIVE = "|".join(re.escape(root) for roots in _ROOTS.values() for root in roots.split())
_POSITIVE = "|".join(_SHORT.split())
_COMPARATIVE = "|".join(_comparative(root) for root in _SHORT.split())
_TRADED = (
    r"(?:orders?|clips?|trades?|sizes?|slices?|positions?|prints?|quotes?|spreads?|premi(?:ums?|a)|discounts?|margins?"
    r"|fees?|buffers?|reserves?|cushions?|moves?|gaps?|swings?|fills?|volumes?|names|stocks|shares|bonds|contracts?"
    r"|issues?|lines?|loans?|holdings?|stakes?|bets?|lots|pieces|children|parcels|blocks|tickets|levels?|markets?"
    r"|companies|tokens|coins|funds?|weights?|steps?|limits?|caps?|returns?|yields?|prices?|observations?"
    r"|outcomes?|results?|readings?|balances?|cash|collateral|inventory|liquidity|flow|depth|books?|venues?|pools?"
    r"|trading|rungs|bands|grids?|baskets?|windows?|intervals?)"
)
_IS = (
    r"(?:is|are|be|been|gets?|got|stays?|kept|keeps?|turns?|becomes?|remains?|grows?|runs?|held|made|seems?|looks?|goes"
    r"|go|priced|quoted|quotes?|shown|set|sits?|stands?|placed|cut|drawn|done|traded|trades?|bids?|offers?)"
)
_HOW = r"(?:very |too |so |quite |rather |fairly |a bit |a little |somewhat |still |even |much |slightly )?"
_BEHIND = r"(?=[.,;]|$| (?:when|if|as|in|while|during|at|on|for|near|once|after|outside|before|over)\b)"
_MUST_BE = r"(?:must|should|shall|has to|have to|needs? to|ought to) be"
_GIVEN = (
    r"(?:gets?|receives?|has|have|needs?|takes?|sends?|uses?|used|brings?|means?|allows?|given|quotes?|quoted|for"
    r"|into(?! (?:smaller|shorter|narrower))|by|in|with|mean|sees?|carry|carries|earns?)"
)
_GRADED = re.compile(
    rf"\b(?P<what>(?!dirty prices?\b)(?:{_ADJECTIVE})(?! lots?\b)(?: [a-z-]+)? {_TRADED}"
    rf"|{_IS} {_HOW}(?:{_ADJECTIVE}))\b(?! than|[ -]enough)|\b{_IS} (?P<what2>{_HOW}(?:{_COMPARATIVE})){_BEHIND}"
    rf"|\b{_MUST_BE} (?P<what3>{_HOW}(?:{_POSITIVE}|{_ADJECTIVE}))(?=[.,;]|$| (?:and|to|at|for|in)\b)"
    rf"|\b{_GIVEN} (?:an? )?(?P<what4>{_HOW}(?:{_COMPARATIVE}) {_TRADED})\b(?! than)"
)
_GREAT = r"(?:great |good |fair |decent |healthy |small |tiny |little |big |large |nice |solid )?"
_HEAP = (
    r"(?:deal|chunk|dollop|modicum|whiff|dash|pinch|scrap|sliver|shred|heap|pile|raft|swathe|smattering|sprinkling|slug"
    r"|mountain|flood|trickle|ton|tad|smidgen|trifle)"
)
_TOUCH = (
    r"(?:touch|notch|whisker|hair|shade|smidgen|tad|good bit|fair bit|good way|fair way|long way|great deal|good deal"
    r"|fair amount|good margin|wide margin|safe margin|whole lot|lot more|lot less|lot|little)"
)
_BEYOND = (
    r"(?:above|below|inside|outside|over|under|wider|tighter|higher|lower|more|less|better|worse|behind|ahead|away|from"
    r"|off|within|in|of|when|if|while|each|every|faster|slower|larger|smaller)"
)
_USUAL = r"(?:usual|normal|typical|expected|ordinary|average|customary|common)"
_FLOW = r"(?:outflows|needs|range|levels?|volumes?|redemptions|moves?|sizes?|activity|swings|fluctuations|demand)"
_TRAIT = r"(?:maturity|duration|size|quality|liquidity|tenor|term|rating|risk|grade|character|kind|nature|length|value)"
_WEIGHT = r"(?:consequence|importance|significance|relevance|size|weight|value)"
_LEVEL = r"(?:spot|par|market|mid|fair value|zero|strike|cost|consensus)"
_COMPARED = (
    rf"(?:(?:[a-z]+er|more [a-z]+|less [a-z]+) than {_USUAL}|(?:less|more) than proportional(?:ly)?"
    r"|(?!(?:is|are|has|have|be|not|old|long|soon)\b)[a-z]+ enough to [a-z]+"
    rf"|of (?:little|small|minor|no great|great|real) {_WEIGHT}"
    rf"|of (?:a |roughly |about )?(?:similar|comparable|like|suitable|matching) {_TRAIT}"
    rf"|(?:well|far|way|deep) (?:below|above|beyond) {_LEVEL}|counts? (?:for )?(?:less|more)(?! than)|weighs? (?:less"
    rf"|more)(?! than)"
    rf"|(?:covers?|within|beyond|above|below|over|outside) (?:the )?{_USUAL} (?:[a-z]+ )?{_FLOW})"
)
_NEXT_TO_NOTHING = (
    r"(?:(?:next to|close to|virtually|practically|almost|as good as) no(?:ne|thing)?(?: [a-z]+)?"
    r"|(?:barely|hardly|scarcely) [a-z]+(?: [a-z]+)?)"
)
_FAR_OFF = (
    r"(?:by far|(?:way|miles|worlds|leagues|some way) (?:off|out|away|above|below|beyond|over|under)"
    r"|(?:miles|worlds|leagues) from|(?<!not )far from (?:the |its |their |that )?[a-z]+"
    r"|out of (?:proportion|shape|kilter|whack|hand|balance|tune)|off balance)"
)
_ROUGHLY_SO = (
    r"(?:(?:equal|even|same|flat|balanced)(?: weights?)?, (?:give or take|more or less|roughly)|give or take(?! \d)"
    r"|(?:about|roughly|more or less|nearly|almost|broadly) (?:equal(?:ly)?|even(?:ly)?|in line|the same|neutral|flat"
    r"|balanced|matched))"
)
_GRADED_AMOUNT = re.compile(
    rf"\b(?:an?|some) (?P<what>{_GREAT}{_HEAP}(?: of (?:the |its |their )?[a-z-]+)?)\b"
    r"(?! (?:is|are) (?:closed|done|signed|agreed))"
    rf"|\b(?P<what2>(?:by )?a {_TOUCH})(?=[.,;]|$| {_BEYOND}\b)"
    rf"|\b(?P<what3>{_COMPARED})(?=[.,;]|$| (?:is|are|and|or|for|to|in|at|when|if)\b)"
    rf"|\b(?P<what4>{_NEXT_TO_NOTHING}|{_FAR_OFF}|{_ROUGHLY_SO})\b"
)
_UNTIL = (
    r"\d|\b(?:in proportion|proportional(?:ly)?|half|zero|nothing|third|quarter|fully|in full|completely|entirely"
    r"|pro[- ]?rata|one (?:tick|step|level|lot)"
    r"|formula|section|table|annex)\b"
)
_ALONE = (
    r"nudg(?:es?|ed)|shad(?:es?|ed)|inch(?:es|ed)|edg(?:es|ed)|bumps?|bumped|bled|drip-fed|dripped|taper(?:s|ed)?"
    r"|whittled|pared|feathered|leaned|leans"
)
"""Verbs of a little more or less, with a direction behind them or without one."""
_WITH_DIRECTION = (
    r"stepp?(?:s|ed)|ramp(?:s|ed)?|wound|winds|scaled?s?|work(?:s|ed)|runs?|ground|grinds|dial(?:s|led|ed)?|crank(?:s"
    r"|ed)?"
    r"|ratchet(?:s|ed)?|melt(?:s|ed)?|thinn?(?:s|ed)|beef(?:s|ed)?|pump(?:s|ed)?|built|builds|drawn|lets?|sold|sells"
    r"|cuts?|top(?:s|ped)"
)
_YIELDS = r"backs|backed|steps|stepped|pulls|pulled|holds|held|eases|eased|throttles|lets"
_LESS = (
    rf"(?:{_ALONE})(?: (?:up|down|out|off|back|in|away|wider|tighter))?|(?:{_WITH_DIRECTION}) (?:down|back|off|out|up)"
    rf"|phased (?:in|out)|fed in|(?:{_YIELDS}) (?:off|back|up)"
)
_MOVES = r"(?:widens?|narrows?|rises?|falls?|shrinks?|grows?|tightens?|loosens?|steepens?|flattens?|eases?)"
_AS = rf"{_MOVES} as (?:the |its )?(?:[a-z]+ ){{1,3}}?{_MOVES}"
"""One thing moves as another one does, by no stated function."""
_MORE_OR_LESS = Wording(
    re.compile(
        rf"\b(?:is|are|be|being|it|they|and|(?!to\b|not\b|the\b)[a-z]+) (?P<what>(?:{_LESS}))(?=[.,;]|$| (?:after"
        rf"|when|if|as"
        r"|over|once|with|while|before|during|in|at|on|and|whenever|until|towards?)\b)"
        rf"|\b(?P<what2>{_AS})(?=[.,;]|$)"
    ),
    "'{words}': by how much, at which pace and until when is not specified ({subject})",
    "“{words}” gives a direction. In one step or in many, by a tick or by half: each implementation of it holds another"
    " position the next moment.",
    "by how much at a time, how often, and down or up to what",
    settled=re.compile(_UNTIL),
    settled_next=re.compile(r"\b(?:by|to|each|every) (?:the |an? )?[^.;]{0,20}\d"),
)

CHECKS = (
    Check(
        id="DS-VAG-75",
        title="A word that grades, and no measure",
        matters="Chunky, costly or wider is a feeling until it has a unit.",
        fix="Name the measure and the number, or for a comparative the amount and what it is compared with.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _GRADED,
            "'{words}' is not quantified ({subject})",
            "“{words}” grades something without a unit, a base or a bound. What one desk calls so is ordinary to the"
            " next.",
            "the measure, its unit, and the value from which on it is so",
            settled_beside=NUMBER,
        ),
        bad=(
            "Chunky orders are routed to the block desk.",
            "The position is sold when its premium is juicy.",
            "Clips are kept bite-sized.",
            "The bot hedges when inventory gets lopsided.",
            "Quotes are tighter in the afternoon.",
            "Slow markets get larger clips.",
        ),
        good=(
            "Orders above 5 lots are chunky orders.",
            "Quotes are 2 ticks tighter in the afternoon.",
            "Of two bids the larger is filled first.",
            "Orders are larger than one lot.",
            "The Dirty Price excludes the coming coupon.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-VAG-76",
        title="A great deal, a touch, hardly any: amounts that are none",
        matters="A touch to one trader is three ticks to another.",
        fix="Give the number with its unit, or the share and what it is taken of.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _GRADED_AMOUNT,
            "'{words}': how much that is is not specified ({subject})",
            "“{words}” stands where a number belongs; whoever writes the code has to choose one, and no two choose the"
            " same.",
            "number and unit",
            settled_beside=NUMBER,
        ),
        bad=(
            "Should gold have moved a great deal, the hedge is resized.",
            "Orders are priced a touch inside the best bid.",
            "A dollop of cash is kept.",
            "Bonds with next to no turnover are dropped.",
            "Stocks that barely trade are excluded.",
            "Prints miles away from the mid are dropped.",
            "Members have equal weight, give or take.",
        ),
        good=(
            "Orders are priced a touch inside the best bid, by one tick.",
            "The deal is closed on the next day.",
            "A bid joins the near touch.",
            "Trades that are not far from each other in time, by 2 ms, count once.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-77",
        title="Run down, stepped up, nudged: a direction and no amount",
        matters="More and less are ways, not places.",
        fix="Say by how much at a time, how often, from when on, and down or up to what.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_MORE_OR_LESS,
        bad=(
            "The limit is nudged up after each fill.",
            "Old positions are bled out.",
            "The inventory is worked down over the session.",
            "The call level starts at par and steps down over time.",
            "The engine steps back when a fill hurts.",
        ),
        good=(
            "The limit is nudged up by 1% after each fill.",
            "The inventory is worked down to zero before the close.",
            "The call level steps down by 5 points a year.",
            "The file is backed up daily.",
            "Open orders are pulled, and the system is brought down.",
        ),
        confidence=0.7,
    ),
)
