"""Conditions told by a verb or an adjective, held against the events and states that anybody can look up."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.vague.conditions import is_told
from domain.analysis.checks.vague.deeds import LOOSE_STATES, is_exact_deed, is_exact_state
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment
from domain.semantics.words import word_set

_CONDITION = re.compile(
    r"\b(?P<when>if|when|whenever|once|unless|until|till|as soon as|as long as|so long as|while|should|(?<=, )where"
    r"|^where) (?P<what>(?!than\b)[a-z][a-z' -]{3,60}?)(?=[,.;:()]|$| (?:and|or) (?:the|it|they|all|is|are|if|when)\b)"
)
_NAMES_NO_THING = word_set(
    "a an the this that these those its their our his no any each every some all both such is are was were be been has"
    " have had does do did not to of in on at by for from with and or as than more less so too very can could may might"
    " will would shall should must which who whose"
)
_IS = word_set(
    "is are was were be becomes become gets get grows turns turn remains remain stays stay goes go went looks"
)
_ADVERB = re.compile(
    r"(?:\w+ly|still|very|too|quite|not|no|longer|again|just|simply|rather|really|already|all|also|a|bit)$"
)
_PARTICLES = word_set("out off on up down back away over around through apart together about")
_PHRASES = re.compile(
    r"\b(?:prov(?:es?|en) (?:itself|themselves)|los(?:es?|t) (?:its|their) (?:way|footing|touch|grip|bearings)|gives?"
    r" (?:cause"
    r"|rise to concern|reason)|(?:falls?|fallen) out of favour|takes? hold|gain(?:s|ed)? ground|holds? water|runs?"
    r" (?:its|their)"
    r" course|come into play|shows? (?:promise|weakness|strength|strain|cracks|signs of [a-z]+)|(?:trades?|runs?"
    r"|quotes?|prints?|moves?|goes)"
    r" (?:rich|cheap|wide|tight|high|low|heavy|soft|firm|strong|weak|thin|well|badly)|no longer (?:belongs?"
    r"|fits?|suits?|convinces?|helps?|works?))$"
)
_DENIED = re.compile(
    r" (?:do|does|did) not (?P<verb>[a-z]+)(?: (?P<particle>out|off|up|down|back|away|over|through))?$"
)
_VAGUE_VERBS_OF_A_THING = re.compile(
    r"(?:[a-z]+ ){1,3}?(?:calls?|requires?|demands?|suggests?|justif(?:y|ies)|warrants?|merits?|dictates?|speaks?"
    r"|argues?|asks?|begs?|invites?|commands?)(?: for)?(?: (?:it|this|so|that|action|caution|otherwise|them))?$"
)
_LAWFUL = re.compile(
    r"\b(?:laws?|regulat\w+|rules?|exchanges?|contracts?|authorit\w+|courts?|clients?|statutes?|section|licen[cs]e"
    r"|agreement|mandate|policy|provision|act|issuer|venue|broker|officer|committee|board|table|terms|formula)\b"
)
_THERE = re.compile(
    r"there (?:is|are|was|remains?|seems?) (?:still |really |clearly )?(?:no |any |an? |only |more |some |little "
    r"|great )*"
    r"(?:better |good |strong |real |clear |obvious |big |bigger |other )*(?:appetite|opportunit(?:y|ies)|room|need"
    r"|reasons?|cause|signs?|hints?|liquidity|interest|pressure|danger|chance|hope|evidence|consensus|noise|stress"
    r"|trouble|momentum|conviction|doubts?|confusion|panic|fear|turmoil|scope|value|edge|upside|support|competition"
    r"|congestion|toxicity|activity|two-way flow|flow|movement|action|excitement|uncertainty|ideas?|bargains?"
    r"|alternatives?|crowding|imbalance|strain|tension|volatility|urgency)$"
)


def _stem(verb: str) -> str:
    """The verb that a form in -s is of."""
    for ending, base in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o")):
        if verb.endswith(ending):
            return verb.removesuffix(ending) + base
    return verb.removesuffix("s")


def _is_event_or_state(what: str) -> bool:
    """Whether what a condition says can be looked up; True of all whose grammar is not that of one thing and a verb."""
    words = what.split()
    if denied := _DENIED.search(what):
        return is_exact_deed(words[words.index("not") - 2], denied["verb"], denied["particle"])
    while len(words) > 2 and words[-1].endswith("ly") and words[-2] not in _IS:
        words.pop()
    if _PHRASES.search(what) or words[-1] in LOOSE_STATES:
        return False
    if len(words) == 1:
        return what in _NAMES_NO_THING or is_exact_state(what)
    if words[0] == "there":
        return _THERE.match(what) is None
    if _VAGUE_VERBS_OF_A_THING.match(what) and not _LAWFUL.search(what):
        return False
    state = len(words) - 1
    before = state - 1
    while before > 0 and _ADVERB.match(words[before]):
        before -= 1
    if before > 0 and words[before] in _IS:
        return words[state] in _NAMES_NO_THING or is_exact_state(words[state])
    particle = words[state] if words[state] in _PARTICLES and state > 1 else None
    verb = words[state - 1] if particle else words[state]
    thing = words[state - 2 if particle else state - 1]
    if "not" in words or len(words) > 5 or thing in _NAMES_NO_THING - {"it", "this", "that", "one"}:
        return True
    plural = thing.endswith("s")
    if particle:
        return not verb.endswith("s") or verb.endswith("ss") or plural or is_exact_deed(thing, _stem(verb), particle)
    if plural and len(words) <= 3:
        return verb.endswith(("s", "ed", "ly")) or verb in _NAMES_NO_THING or is_exact_deed(thing, verb)
    if verb.endswith("s") and not verb.endswith(("ss", "us", "is", "'s")) and not plural:
        return verb in _NAMES_NO_THING or len(words) > 4 or is_exact_deed(thing, _stem(verb))
    return True


def _happens(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_CONDITION):
        for match in _CONDITION.finditer(segment.low):
            alone = match.start() == 0 and match.end() >= len(segment.low) - 1  # a title: "When things go wrong"
            if alone or _is_event_or_state(match["what"]) or is_told(ir, segment, *match.span()):
                continue
            yield _hit(segment, *match.span())


def _hit(segment: Segment, start: int, end: int) -> Hit:
    words = segment.text[start:end]
    return Hit(
        title=f"'{words}': from which figure on is not specified",
        why=f"“{words}” is neither an event that can be looked up nor a comparison with a number. Two readers see it"
        " happen at different moments, and code sees it never.",
        spans=(segment.span(start, end),),
        suggestion=add_after(segment, end, f" ({to_specify('the measure, its value and over which time')})"),
    )


CHECKS = (
    Check(
        id="DS-VAG-74",
        title="Something happens or is so, and no number says when",
        matters="A market moves all the time; a rule needs the move from which on it acts.",
        fix="Replace the verb or adjective by a comparison: which figure, from which source, above or below which"
        " value, over which time.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_happens,
        bad=(
            "Quotes are renewed when the market moves.",
            "Where the model is unsure, no trade is made.",
            "The order is slowed down when costs bite.",
            "If the flow is one-way, quotes are withdrawn.",
            "The procedure is altered whenever the market calls for it.",
            "If there is no appetite, the order is withdrawn.",
            "The position is held as long as the story is intact.",
            "If the connection plays up, orders are pulled.",
            "The order is cancelled if it does not work out.",
            "When the server behaves, quotes are sent.",
            "If the outcome is unrealistic, it is discarded.",
        ),
        good=(
            "Quotes are renewed when the market moves by 2 ticks.",
            "When the order expires, its rest is cancelled.",
            "Where the exchange requires it, orders are marked.",
            "If the book is empty, no quote is sent.",
            "If there is no bid, the order is withdrawn.",
            "Once the contract drops out, its weight is set to zero.",
            "# 1. Background\n\nWhen the market moves, prices change.",
            "When the auction uncrosses or the option knocks out, the position is closed.",
            "If the checksum mismatches, the file is rejected.",
            "If the order is marketable, it is sent; if it is dark, it is kept.",
            "When the committee adjourns, the next meeting decides.",
            "If the heartbeat does not come, the session is closed.",
        ),
        confidence=0.7,
    ),
)
