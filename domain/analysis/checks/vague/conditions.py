"""Conditions that nobody can test: what somebody feels, what seems so, what fades or calms down, what may help."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.checks.vague.degree import MOVES_MUCH, STATE
from domain.analysis.checks.vague.open_rules import IN_CASE
from domain.analysis.checks.vague.states import COUNT, PREDICATE
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.phrases import is_purpose, phrase_before
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_IF = (
    r"(?:if|when|whenever|where|wherever|unless|until|once|as soon as|as long as|so long as|while|provided(?: that)?"
    r"|in case|because|should|after|before)"
)
_WHAT = r"(?:[a-z][a-z'-]* ){1,6}?"
_ADVERB = r"(?:[a-z]+ly |still |very |too |so |quite |not |no longer |again |once more |simply |just )*"

_MINDS = (
    r"(?:feels?|felt|believes?|thinks?|considers?|deems?|judges?|suspects?|fears?|reckons?|senses?|wish(?:es)?|prefers?"
    r"|likes?|wants?|doubts?|concludes?|regards?|finds? (?:it|that|the|this|them)|sees? (?:fit|reason|need|cause"
    r"|an? [a-z]+)"
    r"|(?:is|are) (?:satisfied|convinced|confident|sure|concerned|worried|uneasy|uncomfortable|comfortable|unhappy"
    r"|happy|of the (?:view|opinion)|in doubt)|so (?:decides?|wish(?:es)?|chooses?))"
)
_IN_A_MIND = re.compile(
    rf"\b(?P<what>{_IF} {_WHAT}{_ADVERB}{_MINDS}\b(?: that| so)?(?: [^.;:,]{{1,60}})?)"
    r"|\b(?P<what2>(?:at|in|by) (?:its|their|his|her) (?:own |sole |best |reasonable )*(?:opinion|view|judge?ment|eyes"
    r"|estimation|feeling|discretion))\b"
)
_PLAINLY = r"obviously|clearly|evidently|plainly|visibly|manifestly|apparently|seemingly|genuinely|really|truly"
_SEEMS = re.compile(
    rf"\b(?P<what2>(?:is|are|was|were|be) (?:not )?(?:{_PLAINLY}) (?!(?:marked|stated|shown|labelled|defined"
    rf"|identified)\b)[a-z]+)|"
    r"\b(?P<what3>(?:behaves?|acts?|performs?|works?|trades?|moves?|runs?|fills?|responds?) (?:oddly|strangely|badly"
    r"|poorly|well|abnormally"
    r"|erratically|unusually|properly|suspiciously|weirdly|unexpectedly|as (?:expected|intended|usual|hoped)))\b|"
    r"(?<!will )\b(?P<what>(?:appears?|seems?|looks?|feels?|sounds?) (?!at (?!risk\b)|in\b|on\b|up\b|back\b|for\b"
    r"|ahead\b|after\b"
    r"|under\b|there\b"
    r"|twice\b|once\b|only\b|again\b|above\b|below\b|through\b|into\b|with\b|between\b|as\b(?! if)|or\b|and\b)"
    r"(?:to (?:be|have) |like |as if |at |too |very |un)?[a-z]+(?:ly [a-z]+)?)"
)
_FADES = (
    r"(?:fades?|faded|disappoints?|disappointed|deteriorat(?:es?|ed|ing)|worsens?|worsened|weakens?|weakened"
    r"|strengthens?"
    r"|settles? down|settled down|calms?(?: down)?|calmed(?: down)?|cools? (?:down|off)|normali[sz](?:es?|ed)"
    r"|stabili[sz](?:es?|ed)|recovers?|recovered|subsides?|subsided|eases?|eased|suffers?|suffered|struggles?"
    r"|misbehaves?|misbehaved|underperforms?|underperformed|outperforms?|degrades?|degraded|dr(?:y|ies|ied) up"
    r"|thins? out"
    r"|picks? up|heats? up|overheats?|escalates?|breaks? down|runs? (?:away|hot|too far)|gets? (?:out of hand|rough"
    r"|worse|better"
    r"|tricky|difficult)|(?:stops?|ceases?) (?:working|adding value|paying(?: off)?|making (?:money|sense)|helping"
    r"|performing|delivering)|loses? (?:its|their) (?:edge|power|grip|value|appeal)|gains? traction"
    r"|makes? (?:economic |commercial )?sense|pays? off|comes? under (?:pressure|stress)|goes? (?:wrong|quiet|bad)"
    r"|(?:has|have) (?:moved|shifted|migrated|switched|dried|gone|faded|settled|improved|matured"
    r"|abated|blown over|run (?:its|their) course|run out of steam|played out|been exhausted|lost (?:steam|momentum)"
    r"|worn off"
    r"|died down|passed|turned|eroded|decayed)(?: (?:there|over|away|on|elsewhere|down|across|back|up|to the (?:next"
    r"|new"
    r"|following) [a-z]+))?"
    r"|changes? (?:character|regime|for the (?:better|worse))|turns? (?:sour|nasty|ugly|rough|difficult|against [a-z]+)"
    r"|(?:falls?|slips?|drifts?|drops?|lags?|(?:has|have) (?:fallen|slipped|drifted|dropped|lagged|got)"
    r"|(?:is|are) (?:too )?(?:far|badly|well))(?: (?:too|so|far|well|badly|further|much))* behind"
    r"|abates?|(?:becomes?|gets?|grows?|turns?) (?:more|less|too) [a-z]+(?! than)|improves?(?! (?:on|by|to|the (?:best"
    r"|bid|ask|offer|price|quote)))|allows?(?: it)?|permits?(?: it)?)"
)
_CHANGES = re.compile(
    rf"\b(?P<what>(?:if|when|whenever|until|unless|once|as soon as|as long as|while|after|should|where) (?!the (?:best "
    rf"|new )?"
    rf"(?:bid|ask|offer|quote|price|exchange|venue|user|client|trader|regulator|law)\b){_WHAT}{_ADVERB}{_FADES})"
    r"(?=[,.;]|$| (?:and|or|it|the|all|again|there|in|on|they|positions|orders|trading|quoting|which)\b)"
)
_CLEARED_UP = (
    r"(?:the |its |all |any |every )?(?:causes?|problems?|issues?|matters?|faults?|errors?|situation|questions?|dust"
    r"|reasons?"
    r"|anomal(?:y|ies)|concerns?|doubts?|incidents?|failures?|disputes?) (?:is|are|has been|have been"
    r"|gets?) (?:clear(?:ed)?(?: up)?"
    r"|understood|found|known|resolved|fixed|solved|sorted(?: out)?|settled|dealt with|gone|over|explained|removed"
    r"|remedied"
    r"|under control|handled|addressed)"
)
_PROMISING = (
    r"(?:un)?(?:attractive|likely|certain|favou?rable|clear|healthy|satisfactory|safe|competitive|comfortable"
    r"|interesting"
    r"|orderly|sound|credible|popular|promising|worthwhile|sensible)|doubtful|good|bad|poor|calm|quiet|nervous|hectic"
    r"|disorderly|urgent|risky|obvious|evident|tight|loose|wild|choppy|fair|right|ripe|at risk|under (?:pressure|stress"
    r"|threat|strain)|in (?:doubt|question|trouble|good shape|bad shape|danger)|imminent|foreseeable|established|mature"
    r"|trustworthy|reputable|solid|robust|deep|shallow|rich|uncertain|of (?:importance|concern|interest|relevance"
    r"|consequence|use|good quality)|compelling|convincing|dominant|relevant|manageable|bearable|justified|warranted"
    r"|toxic|wrong|broken|strange|odd|one-sided|unprofitable|dangerous|harmful|trending|bullish|bearish|irrational"
    r"|mispriced|overpriced|underpriced|out of line|suspect|suspicious|restored|regained|worth [a-z]+ing|worth (?:it"
    r"|while|the [a-z]+)|advantageous|beneficial|wanted|desired|called for|welcome|helpful|useful|necessary|needed"
)
_IS = r"(?:is|are|remains?|stays?|becomes?|gets?|grows?|proves?|was|were|has become|have become|would be)"
_VERDICT = re.compile(
    rf"\b(?P<what2>(?:when|once|until|after|as soon as|only if) {_CLEARED_UP})(?=[,.;]|$)"
    rf"|\b(?P<what>{_IF} {_WHAT}{_IS} {_ADVERB}(?:{_PROMISING})(?: to [a-z]+)?)\b(?! (?:than|by|enough|price|value)\b)"
)
_HELPS = (
    r"(?:improves?|helps?|benefits?|enhances?|favou?rs?|serves?|suits?|supports?|adds? (?:value|alpha)"
    r"|lowers? (?:the )?costs?|saves? (?:on )?(?:the )?costs?|protects?|matters?|makes? (?:a|any) (?:[a-z]+ "
    r")?difference|hurts?|harms?|damages?|endangers?"
    r"|threatens?|jeopardi[sz]es?|misleads?|interferes?|disturbs?|distorts?"
    r"|ha(?:s|ve) (?:an? )?(?:real |noticeable |big |strong |negative |positive |adverse |material |significant )?"
    r"(?:impact|effect|influence|bearing|consequences)|affects? (?:users|investors|clients|holders|licensees|the market"
    r"|performance|results))"
)
_USEFUL = re.compile(
    r"\b(?P<what2>(?:if|when|and|unless|once|provided) (?:the )?(?:volumes?|prices?|trend|momentum|breadth|market"
    r"|flow|fundamentals"
    r"|sentiment|(?:other|more|further) (?:indicators|signals|markets)) (?:confirms?|agrees?|concurs?|corroborates?"
    r"|validates?"
    r"|plays along|cooperates?))(?=[.,;]|$| (?:it|this|the|them)\b)|"
    rf"\b(?P<what>(?:if|where|when|whenever|wherever|unless|provided(?: that)?|as long as) {_WHAT}{_ADVERB}{_HELPS}\b"
    rf"(?! (?:exceeds?|is|are|was|of|from|falls?|rises?|has|have|reaches)\b)(?: (?:to |for |the |its "
    rf"|their )*[a-z-]+)?)"
)
_SAID_OTHERWISE = (PREDICATE, COUNT, MOVES_MUCH, STATE, IN_CASE)
"""What the checks of degree, state and circumstance tell, each by its own words."""
_TEST = re.compile(r"(?:as (?:defined|follows)|section|table|appendix|annex|namely|i\.e\.|that is|means)(?!\w)|[:(=]")


@dataclass(frozen=True)
class _Untestable:
    """Finds conditions of a kind; `why` says of their {words} what keeps them from being tested."""

    pattern: re.Pattern[str]
    title: str
    why: str

    def __call__(self, ir: DocumentIR) -> Iterator[Hit]:
        for segment in ir.rules.having(self.pattern):
            for match in self.pattern.finditer(segment.low):
                start, end = match.span(next(name for name in match.re.groupindex if match[name]))
                if not is_told(ir, segment, start, end):
                    yield self._hit(segment, start, end)

    def _hit(self, segment: Segment, start: int, end: int) -> Hit:
        words = segment.text[start:end]
        subject = phrase_before(segment.text, start) or " ".join(segment.text[:start].split()[-4:])
        return Hit(
            title=self.title.format(words=words) + (f" ({subject})" if subject else ""),
            why=self.why.format(words=words),
            spans=(segment.span(start, end),),
            suggestion=replace(segment, start, end, to_specify("the condition, as a test on named data with a number")),
        )


def is_told(ir: DocumentIR, segment: Segment, start: int, end: int) -> bool:
    """Whether the sentence itself, or another passage on the same, gives a test, or another check asks for one."""
    low = segment.low
    if (
        GIVES_NUMBER.search(low, start, min(len(low), end + 60))
        or _TEST.match(low[end:].lstrip())
        or is_purpose(low, start)
    ):
        return True
    if any(m.start() < end and start < m.end() for pattern in _SAID_OTHERWISE for m in pattern.finditer(low)):
        return True
    if _BY_RULE.search(low, start, end) or (_UNTIL.match(low, start) and _FAILED.search(low, 0, start)):
        return True
    last = content_words(" ".join(low[start:end].split()[-2:]))
    return any(other is not segment for other in _giving(ir, last))


@lru_cache(maxsize=256)  # the same condition may be met a thousand times
def _giving(ir: DocumentIR, words: frozenset[str]) -> tuple[Segment, ...]:
    """The first two passages that have these words and give a figure or a meaning."""
    given = (s for s in ir.with_all(words) if GIVES_NUMBER.search(s.low) or _DEFINES.search(s.low))
    return tuple(islice(given, 2))


_BY_RULE = re.compile(r"\b(?:limits?|rules?|sections?|terms|tests?|law)\b[a-z ]* (?:allows?|permits?)(?: it)?$")
"""What a rule of the document allows is told there."""
_UNTIL = re.compile(r"until (?:it|they|either|both|one|the (?:feed|system|source|file)s?)\b")
_FAILED = re.compile(r"\b(?:fail(?:s|ed)?|down|unavailable|missing|not delivered|interrupted)\b")
"""Something is back when it no longer fails."""
_DEFINES = re.compile(
    r"\b(?:means?|(?:is|are) (?:considered|deemed|regarded|taken|said|held)|counts? as|(?:is|are) [a-z]+ (?:if|when))\b"
)

CHECKS = (
    Check(
        id="DS-VAG-20",
        title="A condition in somebody's mind",
        matters="Nobody can test afterwards, or in code, what somebody felt.",
        fix="Replace the belief by what can be seen: a figure, its source, and the value from which on the rule holds.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_Untestable(
            _IN_A_MIND,
            "'{words}' leaves open when the rule applies",
            "“{words}” rests on what somebody thinks, not on what can be looked up: the same facts lead to different"
            " results, and nobody can check which was right.",
        ),
        bad=(
            "The committee may drop a share whenever it feels that this protects the index.",
            "The desk closes the position if the trader is uneasy about it.",
        ),
        good=(
            "# 1. Questions\n\nWhere can I see whether the desk believes in the trade?",
            "The committee drops a share if it had no trade on 10 days.",
            "It is believed that prices carry news.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-VAG-21",
        title="It seems so, and nothing says to whom",
        matters="Code compares numbers; nothing seems anything to it.",
        fix="Give the test: which figure, above or below which value, for how long.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_Untestable(
            _SEEMS,
            "'{words}' has no test",
            "“{words}” decides here, and no figure does. One reader sees it, another does not.",
        ),
        bad=(
            "Companies whose dividend appears at risk are dropped.",
            "A merger is reflected as soon as it looks certain.",
        ),
        good=(
            "Companies whose dividend looks weak (cover below 1.2) are dropped.",
            "A share that appears in two lists counts once.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-22",
        title="It fades, calms down, makes sense: from when on",
        matters="A turn is seen on a chart afterwards; a rule needs the number at which it turns.",
        fix="Give the measure, the value at which the rule starts or ends, and over which time it is taken.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_Untestable(
            _CHANGES,
            "'{words}' leaves open when the rule applies",
            "“{words}” names a change without its measure: no figure, no period and no value say when it has happened.",
        ),
        bad=(
            "The model is refitted when its performance fades.",
            "Contracts are rolled once liquidity has moved to the next expiry.",
            "The position is halved until the strategy recovers.",
            "Child orders cross the spread when the algorithm has fallen behind.",
        ),
        good=(
            "Trading restarts only when every limit reached allows it.",
            "The model is refitted when its performance fades below a Sharpe ratio of 0.5.",
            "Orders are moved if the best bid improves.",
            "Child orders cross the spread when the algorithm has fallen behind by 2% of the order.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-23",
        title="Good, likely, attractive: a verdict in place of a test",
        matters="Whether it is so depends on who is asked.",
        fix="Name the figure that decides, its source, and the value from which on it counts.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_Untestable(
            _VERDICT,
            "'{words}' leaves open when the rule applies",
            "“{words}” is a verdict, and the text does not say on which facts it is reached.",
        ),
        bad=(
            "The target leaves the index once the offer is likely to succeed.",
            "New venues are added as soon as they are established.",
        ),
        good=("The target leaves the index once the offer is unconditional.",),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-24",
        title="If it helps or matters, and nothing says what counts as that",
        matters="Helping and harming are measured against something, or not at all.",
        fix="Name the measure that has to become better or worse, by how much, and over which time it is looked at.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_Untestable(
            _USEFUL,
            "'{words}' leaves open when the rule applies",
            "“{words}” asks for a comparison, and the text gives neither its measure nor the amount from which on it"
            " counts.",
        ),
        bad=(
            "Dark pools may be added if they improve the result.",
            "Wrong levels are recalculated if the deviation matters to users.",
        ),
        good=("Dark pools are added if they improve the average fill by 0.5 bp over 20 trading days.",),
        confidence=0.75,
    ),
)
