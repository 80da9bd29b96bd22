"""Conditions told by a verb or an adjective, held against the events and states that anybody can look up."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.vague.conditions import is_told
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
_EXACT_VERBS = word_set(
    "expire mature arrive fail close open trade end start begin stop occur happen apply fill execute exist cross"
    " default settle resign retire merge tie match lapse vote meet convene publish report respond reply answer"
    " disconnect connect reconnect restart resume halt suspend return elapse pass differ conflict object sign pay call"
    " convert split redeem list delist leave join enter exit quote roll rebalance repeat disappear change"
    " follow precede stand lie stay print tick sell buy win lose breach trigger run crash log leave die fire fall rise"
    " drop increase decrease qualify hold say show remain allow permit agree exceed decide concern require need"
    " want deliver contain include cease terminate commence deal complete finish reach hit send approve confirm"
    " accept reject cancel consent state provide go accrue detach correspond cover accept refuse coincide clear overlap"
    " prevail consist belong improve divide fork give take know refer"
)
"""Of a thing it can be looked up, at a moment, whether it did this."""
_THINGS = (
    "costs conditions prices markets spreads volumes fills quotes flows rates yields correlations rumours signals"
    " trends returns results traders clients users investors buyers sellers bids offers risks"
)
_PLURAL = word_set(_THINGS)
_EXACT_STATES = word_set(
    "available unavailable open closed equal unequal empty zero nil positive negative missing absent new due true false"
    " odd even long short flat complete incomplete final eligible ineligible present back online offline live"
    " up down on off in out blank null untradable tradable executable insolvent bankrupt public private valid invalid"
    " effective different identical other available earlier later first last next known unknown free"
    " alive active inactive solvent idle full partial finite infinite singular non-zero non-positive non-negative"
    " nonzero ready pending whole enough so such possible impossible applicable inapplicable responsible required"
    " sell buy domestic foreign senior junior subordinate subordinated secured perpetual callable puttable convertible"
    " ex-dividend cum-dividend in-the-money out-of-the-money above below higher lower greater smaller larger older"
    " younger wider narrower bigger fewer less more later earlier over under equal theirs its his ours one two both"
    " none gone done met set lit cut put shut hit won lost left sent paid sold bought held made found overdue late"
    " alone responsive silent independent manual automatic binding compulsory mandatory optional void subject here"
    " there opposite yes limit-up limit-down unconditional better worse redundant a trading business working constant"
)
"""States that are so or are not, or that another check asks the number of."""
_PARTICIPLE = re.compile(r"(?:ed|en|wn|ing|ught|ood|ound|lt|pt|nt|unt|day|session|date)$")
_IS = word_set(
    "is are was were be becomes become gets get grows turns turn remains remain stays stay goes go went looks"
)
_ADVERB = re.compile(
    r"(?:\w+ly|still|very|too|quite|not|no|longer|again|just|simply|rather|really|already|all|also|a|bit)$"
)
_PARTICLES = word_set("out off on up down back away over around through apart together about")
_EXACT_PHRASALS = word_set(
    "catch drop pay time log come trade run close sell buy carry roll take start fill be is step"
)
"""Drops out, pays out, times out: what can be seen."""
_LOOSE_STATES = word_set(
    "explained justified warranted proven understood restored trusted indicated advised impaired disturbed compromised"
    " distorted stretched strained stressed overwhelmed threatened endangered unbalanced imbalanced depressed"
    " inflated agitated subdued muted congested clogged saturated"
    ""
)
"""Participles of what nobody can look up."""
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
        return denied["verb"] in _EXACT_VERBS or (denied["particle"] and denied["verb"]) in _EXACT_PHRASALS
    while len(words) > 2 and words[-1].endswith("ly") and words[-2] not in _IS:
        words.pop()
    if _PHRASES.search(what) or words[-1] in _LOOSE_STATES:
        return False
    if len(words) == 1:
        return what in _EXACT_STATES or what in _NAMES_NO_THING or _PARTICIPLE.search(what) is not None
    if words[0] == "there":
        return _THERE.match(what) is None
    if _VAGUE_VERBS_OF_A_THING.match(what) and not _LAWFUL.search(what):
        return False
    state = len(words) - 1
    before = state - 1
    while before > 0 and _ADVERB.match(words[before]):
        before -= 1
    if before > 0 and words[before] in _IS:
        last = words[state]
        return last in _EXACT_STATES or _PARTICIPLE.search(last) is not None or last in _NAMES_NO_THING
    verb = words[state - 1] if words[state] in _PARTICLES and state > 1 else words[state]
    thing = words[state - 2 if verb is not words[state] else state - 1]
    if "not" in words or len(words) > 5 or thing in _NAMES_NO_THING - {"it", "this", "that", "one"}:
        return True
    if verb is not words[state]:
        return not verb.endswith("s") or verb.endswith("ss") or _stem(verb) in _EXACT_PHRASALS or thing.endswith("s")
    if thing in _PLURAL and len(words) <= 3:
        return verb in _EXACT_VERBS or verb.endswith(("s", "ed", "ly")) or verb in _NAMES_NO_THING
    if (
        verb.endswith("s")
        and not verb.endswith(("ss", "us", "is", "'s"))
        and not thing.endswith("s")
        and len(words) > 1
    ):
        return _stem(verb) in _EXACT_VERBS or verb in _NAMES_NO_THING or len(words) > 4
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
        ),
        good=(
            "Quotes are renewed when the market moves by 2 ticks.",
            "When the order expires, its rest is cancelled.",
            "Where the exchange requires it, orders are marked.",
            "If the book is empty, no quote is sent.",
            "If there is no bid, the order is withdrawn.",
            "Once the contract drops out, its weight is set to zero.",
            "# 1. Background\n\nWhen the market moves, prices change.",
        ),
        confidence=0.7,
    ),
)
