"""Manners in -ly that decide how something is done, held against the ones that any machine carries out alike."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.vague.degree import NUMBER
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import is_purpose, phrase_before
from domain.semantics.words import word_set

_EXACT = word_set(
    # how often and when
    "daily weekly monthly quarterly yearly hourly nightly annually fortnightly biweekly bimonthly semiannually"
    " semi-annually half-yearly bi-weekly bi-monthly previously currently initially finally originally simultaneously"
    " concurrently consecutively successively subsequently early newly lastly firstly secondly thirdly immediately"
    " instantly formerly presently temporarily permanently indefinitely perpetually continuously constantly"
    # by which arithmetic
    " linearly equally evenly proportionally proportionately respectively exponentially geometrically arithmetically"
    " logarithmically numerically uniformly additively multiplicatively cumulatively inversely quadratically"
    " algebraically analytically recursively iteratively sequentially alphabetically chronologically lexicographically"
    " randomly exactly precisely strictly identically mutually symmetrically notionally"
    " hypothetically separately jointly independently individually collectively singly doubly"
    " centrally vertically horizontally directionally upwardly downwardly inclusively"
    # by whom and through what
    " automatically manually electronically physically programmatically systematically internally externally"
    " bilaterally"
    " unilaterally unanimously publicly privately confidentially anonymously officially formally contractually legally"
    " statutorily duly orally verbally directly indirectly remotely locally globally digitally cryptographically"
    " synthetically passively actively naturally"
    # whether at all, how far
    " only solely merely purely fully wholly entirely completely totally actually effectively otherwise exclusively"
    " invariably always conversely accordingly similarly likewise namely specifically explicitly expressly implicitly"
    " unexpectedly necessarily irrevocably unconditionally conditionally provisionally definitively normally usually"
    " generally typically possibly probably potentially additionally alternatively consequently hereby really simply"
    " partly partially wrongly erroneously incorrectly correctly validly successfully mechanically absolutely"
    # those whose degree or pace other checks ask for
    " materially significantly substantially sharply considerably slightly marginally strongly highly closely slowly"
    " quickly swiftly speedily patiently cautiously carefully sparingly conservatively prudently sensibly flexibly"
    " smoothly discreetly generously loosely lightly thoroughly properly cleverly smartly thoughtfully hastily calmly"
    " briefly momentarily shortly gradually progressively dynamically opportunistically intelligently optimally"
    " aggressively rarely poorly badly regularly periodically frequently occasionally promptly appropriately"
    # no manners at all
    " apply supply reply multiply rely comply family assembly anomaly imply fly july ally rally tally likely unlikely"
    " timely orderly friendly costly monopoly italy ply bully folly assumedly reportedly allegedly"
    " lowly elderly homely lively lonely lovely silly ugly"
)
_TECHNICAL = re.compile(r"(?:ally|chronously|antly)$")
"""How statisticians, programmers and lawyers say by which method: cross-sectionally, atomically, redundantly."""
_GRADED = word_set(
    "rationally practically basically realistically optimistically pessimistically dramatically drastically erratically"
    " sporadically economically strategically tactically logically exceptionally minimally ideally critically radically"
    " liberally frugally especially artistically enthusiastically sympathetically diplomatically pragmatically"
    " fundamentally unusually abnormally organically commercially energetically sceptically"
    " elegantly brilliantly vigilantly reluctantly importantly pleasantly"
)
"""Manners with a more and a less, though they end like those."""
_LITTLE = (
    r"(?:to|at|in|on|by|from|into|over|across|among|between|with|for|when|if|while|until|and|or|but|after|before|as"
    r"|once|through|towards?)"
)
_ADVERB = r"[a-z][a-z-]{2,}ly"
_ENDS = rf"(?=[.,;:]|$| {_LITTLE}\b)"
_WAY = r"(?: (?:up|down|out|off|back|in|away|it|them))?"
_PARTICIPLE = r"[a-z]+(?:ed|en|wn|ld|lt|nt|pt|ut|it|et|un|id)"
_IS_DONE = rf"(?:is|are|be|being|was|were)(?: [a-z]+)? {_PARTICIPLE}{_WAY}"
_DOES = rf"(?!(?:its|this|thus|is|was|has|does|as|less|plus|always|across)\b)[a-z]{{3,}}(?<!s)s{_WAY}"
_TO_DO = rf"(?:to|must|will|shall|may|can) [a-z]+{_WAY}"
_THEY_DO = (
    r"(?!(?:is|was|has|does|its|this|less|always)\b)[a-z]{3,}s"
    rf" (?!(?:are|have|do|may|can|will|must|shall|not|{_LITTLE})\b)[a-z]{{3,}}"
)
_OF_A_STATE = (
    r"available|higher|lower|in|at|responsible|held|traded|correlated|liquid|illiquid|owned|listed|rated|known|used"
    r"|called|published|due|to|the|an?|different|equal|identical|zero|by|on|of|for|from"
)
_BEHIND_VERB = re.compile(
    rf"\b(?:{_IS_DONE}|{_DOES}|{_TO_DO}|{_THEY_DO}) (?P<what>{_ADVERB}){_ENDS}"
    rf"|\b[a-z]{{3,}} (?P<what2>{_ADVERB})(?=[.;]|$)"
    rf"|\b(?:is|are|be|being) (?P<what3>{_ADVERB}) (?!(?:{_OF_A_STATE})\b)[a-z]+(?:ed|en|wn|lt|pt|ut)\b"
)
_NO_RULE = re.compile(r"\b(?:usually|often|typically|may|might|could|generally|tends? to)\b")
_SETTLED = re.compile(rf"{NUMBER.pattern}|[=×:]|\b(?:formula|according to|in accordance)\b")


def _is_exact(word: str) -> bool:
    """Whether any machine carries it out alike: "equally", "atomically"."""
    return word in _EXACT or (_TECHNICAL.search(word) is not None and word not in _GRADED)


def _manners(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for segment in ir.rules.having(_BEHIND_VERB):
        if _NO_RULE.search(segment.low):
            continue
        for match in _BEHIND_VERB.finditer(segment.low):
            start, end = match.span(next(name for name in match.re.groupindex if match[name]))
            word = segment.low[start:end]
            if word in told or _is_exact(word) or is_purpose(segment.low, start) or _SETTLED.search(segment.low):
                continue
            told.add(word)
            subject = phrase_before(segment.text, match.start())
            yield Hit(
                title=f"'{segment.text[match.start() : match.end()].strip()}': what that is in figures is not specified"
                + (f" ({subject})" if subject else ""),
                why=f"“{word.capitalize()}” says in which spirit it is done, not what is done: neither an amount, nor a"
                " time, nor the rule between them. Every implementation of it differs.",
                spans=(segment.span(start, end),),
                suggestion=add_after(segment, end, f" ({to_specify('the amounts, times or rule that make it so')})"),
            )


CHECKS = (
    Check(
        id="DS-VAG-78",
        title="A manner in -ly that no machine can carry out",
        matters="Sensibly, fairly and smoothly are virtues, not methods.",
        fix="Replace the adverb by what is to be done: the amount, the time, the order or the formula.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_manners,
        bad=(
            "Slashing losses are split fairly.",
            "Correlations are chosen judiciously.",
            "The orders join the queue cunningly.",
            "Orders are craftily timed.",
            "Venues are added pragmatically.",
        ),
        good=(
            "Slashing losses are split equally.",
            "Positions are marked daily at the close.",
            "The weights migrate seamlessly, by 20% a day.",
            "Such orders are automatically cancelled.",
            "The exchanges supply prices.",
            "Both legs are executed atomically and updated asynchronously.",
            "Shares are ranked cross-sectionally; copies are stored redundantly.",
        ),
        confidence=0.7,
    ),
)
