"""Picked by a word: the riskiest, blue chips, a broad set, from the top of the list, more weight for the bigger."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.numbers import SPELLED

_MEMBERS = (
    r"(?:stocks|shares|companies|names|issuers|bonds|notes|assets|coins|tokens|currencies|commodities|contracts|futures"
    r"|expiries|strikes|maturities|sectors|countries|markets|funds|pairs|firms|securities|constituents|members|holdings"
    r"|positions|candidates|equities|protocols|pools|banks|loans|borrowers|lenders|dealers|brokers|venues|exchanges"
    r"|validators|providers|strategies|signals|models|options|trades|newcomers|entrants|ones|lines|properties|farms"
    r"|routes|grades|regions)"
)
_GRADES = (
    "risky cheap dear slow fast calm volatile crowded clean dirty healthy sick young old thin deep"
    " heavy light rich poor tight loose fit steep hot cold bold bad"
)


def _superlative(root: str) -> str:
    """The form in -est: "riskiest", "hottest", "safest"."""
    if root.endswith("y"):
        return f"{root.removesuffix('y')}iest"
    if root.endswith("e"):
        return f"{root}st"
    if re.search(r"[^aeiou][aeiou][dnt]$", root):
        return f"{root}{root[-1]}est"
    return f"{root}est"


_MOST = "|".join(_superlative(root) for root in _GRADES.split())
_PICK = (
    r"(?:bought|sold|held|kept|excluded|dropped|removed|included|admitted|avoided|preferred|selected|picked|chosen|used"
    r"|quoted|traded|left out|replaced|shorted|taken|added|hedged|rolled|skipped|weeded out|culled|promoted|demoted"
    r"|eligible|accepted)"
)
_TAKES = (
    r"(?:buys?|sells?|holds?|keeps?|excludes?|drops?|removes?|includes?|admits?|avoids?|prefers?|selects?|picks?"
    r"|chooses?"
    r"|uses?|quotes?|trades?|replaces?|shorts?|takes?|adds?|consists? of|comprises?|contains?|covers?|delegated? to"
    r"|invests? in|from|into|among)"
)
_STANDING = (
    r"(?:quality|blue[- ]chip|top-quality|premium|well-run|well-managed|household|proper|serious|genuine|good-quality"
    r"|decent|sound|leading-edge|best-in-class|iconic|marquee|flagship|trusted|proven|promising|up-and-coming"
    r"|essential)"
)
_SET = (
    r"an? (?:broad|wide|diverse|diversified|representative|select|mixed|balanced|varied|compact|focused|concentrated"
    r"|suitable|sensible|good|handy|rich) (?:set|range|mix|selection|group|basket|universe|list|spread|sample|blend"
    r"|pool|collection|cross-section|array)(?: of (?:[a-z-]+ ){0,2}?[a-z]+)?"
)
_WEIGHT = r"(?:weight|capital|room|size|budget|allocation|money|cash|space|exposure)"
_EXTREME = rf"the (?:{_MOST}|(?:most|least) [a-z]+) (?:[a-z-]+ )?{_MEMBERS}"
_HAPPENS_TO = rf"(?:is|are|makes?|leaves?|go|goes|comes?) (?:{_PICK}|room|first|last|out|in)"
_REAL_USE = (
    r"(?:real|genuine|actual|true|proper) (?:usage|use|adoption|activity|demand|business|traction|liquidity|users"
    r"|revenues?)"
)
_OF_STANDING = rf"(?:only )?{_STANDING} {_MEMBERS}|blue[- ]chips|(?:the )?usual suspects|household names|{_REAL_USE}"
_PERFORMERS = (
    r"(?:best|worst|top|poorest|strongest|weakest) (?:performers|movers|earners|payers|growers|gainers|losers)"
)
_CLOSEST = rf"{_MEMBERS} (?:closest|nearest|most similar|best suited) to the [a-z]+"
_NOT_FITTING = rf"{_MEMBERS} (?:that|which) (?:no longer|do not) (?:belong|fit(?: in)?|suit|convince|work)"
_SMALLER = (
    r"(?<!of the )(?<!the )(?:smaller|bigger|larger|older|younger|weaker|riskier|safer|cheaper|thinner|lesser-known)"
    rf" {_MEMBERS} (?:is|are) {_PICK}"
)
_THE_LARGER = rf"(?:of|by|from|to|among) the (?:larger|bigger|smaller|major) {_MEMBERS}"
_TOP = (
    r"(?:from|at|near|towards?) the (?:very )?(?:top|bottom|head|tail|upper end|lower end) of (?:the|its|our|this)"
    r" (?:list|ranking|table|league|pile|queue|range)"
)
_MORE_WEIGHT = (
    r"(?:gets?|receives?|have|has|carry|carries|given|earns?|takes?) (?:a (?:bit|little) )?(?:more|less|extra"
    r"|additional"
    rf"|a (?:larger|smaller|bigger|higher|lower)) {_WEIGHT}"
)
_NEXT_BEST = rf"(?:the )?(?:next|second)[ -]best {_MEMBERS}|the front (?:contracts|expiries|maturities|months)"
_PICKED = re.compile(
    rf"\b(?P<what>{_EXTREME}) {_HAPPENS_TO}\b|\b{_TAKES} (?:only |mainly )?(?P<what2>{_EXTREME})\b"
    rf"|\b(?P<what3>{_OF_STANDING})\b(?! means)"
    rf"|\b(?:{_TAKES}|(?:is|are) (?:built|made|drawn|composed|chosen) (?:from|of|up of)) (?P<what4>{_SET})\b"
    rf"|\b(?P<what5>{_SET}) is (?:{_PICK})\b"
    rf"|\b(?P<what6>{_PERFORMERS}|{_CLOSEST}|{_NOT_FITTING}|{_SMALLER}|{_TOP}|{_MORE_WEIGHT}|{_NEXT_BEST})\b"
    rf"|\b(?P<what7>{_THE_LARGER})(?=[.,;]|$| (?:is|are|and|only)\b)"
)
_BY_A_FIGURE = re.compile(
    rf"\d|\b(?:by|according to|in terms of|measured|ranked|sorted|score[ds]?|defined|section|table|annex|than"
    rf"|{SPELLED})\b"
    r"|[=×]"
)

CHECKS = (
    Check(
        id="DS-SIG-74",
        title="Picked by a word, with no figure and no count",
        matters="The riskiest by volatility, by rating and by spread are three lists.",
        fix="Name the figure they are compared by, its source and date, how many are taken, and what holds at equal"
        " rank.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _PICKED,
            "'{words}': by which figure, and how many, is not specified",
            "“{words}” picks by a word. Which figure ranks them, from which source and day, how many are meant and what"
            " holds at equal rank is open, and each answer picks others.",
            "the figure, its source and date, the number taken, and the rule for ties",
            settled=_BY_A_FIGURE,
        ),
        bad=(
            "The riskiest loans are excluded.",
            "The most traded expiries are quoted.",
            "Only quality names are held.",
            "A broad set of stocks is held.",
            "Bigger companies get more weight.",
            "Members are picked from the top of the list.",
            "Tokens with real usage are admitted.",
        ),
        good=(
            "The riskiest loans, by volatility, are excluded.",
            "The 5 most traded expiries are quoted.",
            "Ties go to the member at the top of the list in section 3.",
            "A set of 40 stocks is held.",
        ),
        confidence=0.7,
    ),
)
