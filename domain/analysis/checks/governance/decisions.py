"""Decisions: where somebody decides, who it is, by which criteria and how it is made known; and what is assumed."""

import re
from collections.abc import Iterator
from functools import cache, partial

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.vague.often import PUT_RIGHT
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER, SPELLED
from domain.semantics.segments import SegmentKind
from domain.semantics.words import content_words

_DISCRETION = re.compile(
    r"\b(?:(?:at|in|within|use|uses|using|exercise|exercises|exercising) (?:the |its |their |his |our )?(?:sole |own "
    r"|absolute |full )?discretion"
    r"(?: of (?:the )?[a-z ]{3,30}?(?=[.,;]|$| and| or| to))?|has (?:the |sole |full )?discretion"
    r"|discretionary(?! (?:account|mandate|client|portfolio|manage))"
    r"|decides? (?:how|whether|which|what|when|on|about)|votes? on"
    r"|(?:determined|decided|set|chosen|selected|fixed|assessed|judged|estimated"
    r"|approved) by our (?:[a-z]+ )?(?:analysts|traders|teams?|experts|staff|managers"
    r"|committee|desk|people|specialists)|(?:may|can) deviate from (?:the|this|these|its) (?:methodology|rules"
    r"|policy|guidelines|procedure|index rules)"
    r"|(?:may|can) at any time[^.;]{0,40}?without (?:prior )?notice|in the determination of the [a-z]+(?: [a-z]+)?"
    r"|(?:use|uses|using|exercises?) (?:(?:its|their|his|her|own|good|best|sound) )*judge?ment"
    r"|subjective|expert judg\w+|professional judg\w+|qualitative (?:judg\w+|overlay|review|assessment)|manual"
    r"(?:ly)? (?:overrid\w+|adjust\w*|interven\w*|review\w*)|reserves the right|as (?:it|they) sees? fit|(?:deems?"
    r"|considers?|thinks?|finds?|judges?) "
    r"(?:(?:it|this|that|them|to|be|as) ){0,4}(?:in the|appropriate|necessary|fit|sound|safe|risky|wrong|doubtful"
    r"|weak|unfit"
    r"|(?:un|in|im|ir)?(?:suitable|relevant|reasonable|desirable|advisable|acceptable|adequate|reliable"
    r"|representative|eligible|sufficient|attractive)|problematic|questionable|dubious|dangerous)|in (?:the|its|their)"
    r" (?:reasonable |sole |own |professional )?(?:opinion|judge?ment|view|assessment|estimation)\b|in good faith"
    r"|such (?:other )?(?:factors|matters|circumstances|information|criteria|considerations) as|to (?:its|their"
    r"|the [a-z ]{3,30}) satisfaction|(?:handled|decided|treated|set|processed|managed|priced|corrected"
    r"|resolved) (?:manually|by hand)|(?:acceptable|satisfactory|agreeable) to (?:the )?[a-z]+|ad[- ]hoc (?:basis"
    r"|changes|review|rebalanc\w+|adjustments?)"
    r"|as (?:determined|decided|agreed|instructed|directed|seen fit) (?:by|with|between) (?:the |its |your |our "
    r"|each )?[a-z]+(?: [a-z]+)?|overrid\w+(?! (?:is|are) (?:noted|logged|recorded|documented))"
    r"|(?:left|up|entrusted|delegated) to (?:the |its |an? )?(?:[a-z]+ ){0,2}?(?:traders?|desk|team|manager"
    r"|committee|board"
    r"|sponsor|administrator|agent|operator|dealer|staff|officer)|common sense|(?:may|can) veto|own view|gut feel\w*"
    r"|(?:on|by|from) (?:his |her |their |its |past |market |practical )*(?:experience|intuition|instinct)|loses?"
    r" confidence"
    r"|(?:deviations?|departures?) (?:from (?:these|the|this) [a-z]+ )?(?:may be|can be|are|is) (?:possible|permitted"
    r"|allowed|granted|made)|exceptions? (?:to (?:these|the|this) [a-z]+ )?(?:may|can|are|is)|waive[ds]?)\b"
)
_BODY = re.compile(
    r"\b(?P<who>(?:risk|compliance|trading|operations|research)(?= (?:may|can|decides?)\b)|(?:index |investment "
    r"|oversight |risk |advisory |governance |steering |methodology |pricing "
    r"|esg )?(?:committee|board|panel)|portfolio managers?|fund managers?|(?:risk |senior |treasury "
    r"|product )?management|treasury|sponsor|administrator"
    r"|index provider|investment team|trading desk|traders?|senior management|risk (?:team|manager|officer)"
    r"|calculation agent|(?:(?!(?:the|an?|its|our) )[a-z]+ )?desk(?: heads?)?|crew|analysts|head of [a-z]+"
    r"|(?:index|research|product"
    r"|methodology|operations|data|quant\w*|trading|pricing) team|senior staff|operators?)\b"
)
_DECIDES = re.compile(
    r"\b(?:may|can|will|shall|must|might) (?:\w+ )?(?:decide|determine|approve|adjust|change|override|amend|modify"
    r"|remove|add|exclude|include|suspend|intervene|review|select|consult|delay|postpone|deviate|elect|choose|replace"
    r"|waive|widen|lower|raise|relax|loosen|lift|bypass|disable|terminate|discontinue)\w*\b|\b(?:decides|elects"
    r"|judges|determines (?:an?|the|which|whether)|sets (?:an?|the) [a-z]+|fixes (?:an?|the))\b"
)
_AT_WILL = re.compile(
    r"\b(?:may|can|reserves the right to)\b[^.;]{0,60}\b(?:at any time|without notice|sees? fit)\b"
    r"|\b(?:deviations?|departures?) (?:from (?:these|the|this) [a-z]+ )?(?:may|can|are|is)\b"
)
"""A right that holds wherever it is stated, in an introduction as well."""
_SETTLED = re.compile(
    r"\b(?:majority|unanimous\w*|quorum|(?:two|three|four|five|six|all|both|\d+) (?:of (?:them|whom|the [a-z]+)"
    r" )?must (?:agree"
    r"|approve|consent|sign)|until (?:it|they) ha(?:s|ve) decided|(?:failing|without|until) a decision|vot(?:e"
    r"|es|ing)|minutes|published|announced|announcement|documented"
    r"|(?<!without )(?<!without prior )notice|recorded|logged|approved by"
    r"|criteria|according to section|charter|terms of reference|\d+ (?:business |trading |calendar )?days)\b"
)


def _discretion(ir: DocumentIR) -> Iterator[Hit]:
    is_governed = cache(partial(_has_governance, ir))
    rules = set(ir.rules)
    for segment in ir.prose.having(_DISCRETION, _DECIDES):
        match, decides = _DISCRETION.search(segment.low), _DECIDES.search(segment.low)
        if not (match or decides) or _SETTLED.search(segment.low):
            continue
        if segment not in rules and not _AT_WILL.search(segment.low):
            continue
        body = _BODY.search(segment.low)
        if not match and not (body and decides and body.start() < decides.start()):
            continue
        on_a_figure = match and match.group().startswith("decide") and _ON_A_FIGURE.search(segment.low)
        if on_a_figure and body and is_governed(body["who"]):
            continue
        if not match and ((body and decides and is_governed(body["who"])) or ir.refers(segment)):
            continue
        found = match or decides
        if not found:
            continue
        start = body.start() if body and body.start() < found.start() <= body.end() + 30 else found.start()
        who = f" of the {body['who']}" if body else ""
        yield Hit(
            title=f"The decision{who} ('{segment.text[start : found.end()]}') has no stated criteria or procedure",
            why="A person decides here, and the text does not say by which criteria, with whose approval and how the"
            " decision is recorded and announced. It cannot be foreseen or repeated by anybody else.",
            spans=(segment.span(start, found.end()),),
            suggestion=add_after(
                segment,
                found.end(),
                f" ({to_specify('who decides, by which criteria, with whose approval, and how it is announced')})",
            ),
        )


_ON_A_FIGURE = re.compile(rf"(?:\d|{SPELLED} )(?:[a-z]+ ){{0,4}}(?:days?|hours?|in a row)\b|\d ?%")
"""What brings the question before them is counted, so that they decide in one case alone."""


def _has_governance(ir: DocumentIR, who: str) -> bool:
    """Whether a procedure is given: in a passage that speaks of who decides, or in a section on the decisions."""
    return any(_SETTLED.search(segment.low) for segment in ir.with_all(content_words(who.split()[-1]))) or any(
        any(_OF_DECISIONS.search(title.lower()) for title in segment.section.path)
        for segment in ir.segments.having(_SETTLED)
        if segment.kind is not SegmentKind.HEADING and _SETTLED.search(segment.low)
    )


_OF_DECISIONS = re.compile(r"\bgovernance|committee|oversight")


_CHANGED = re.compile(
    r"\b(?P<what>(?:methodology|index|rules?|model|parameters?|algorithm|strategy|criteria|thresholds?|limits?"
    r"|specification|formula|weights|universe|settings|defaults?|configuration|rulebook|guidelines|bounds|caps?"
    r"|schedule|composition|policy)) (?:may|can|could|might|is|are|will) "
    r"(?:also |be )*(?:be )?(?P<how>changed|amended|modified|revised|altered|subject to change|discontinued"
    r"|terminated|recalibrated|retrained|overridden|adjusted)\b"
)
_AT_ANY_TIME = re.compile(
    r"\b(?:changes|amendments|modifications|updates)(?: (?:to|of) (?:the )?(?P<what>methodology|index|rules?|model"
    r"|parameters?|criteria|formula))? (?:are|may be|can be) (?P<how>possible|made|introduced)\b"
)


_CONDITION = re.compile(r"\b(?:if|where|when|whenever|should|in case|in the event that|after|once) [^,;]*$")
"""What happens when the rules were changed, not that they may be."""
_MADE_BY = re.compile(
    r"\s*by (?:the |an? )?[a-z]+\b[^.;]{0,60}\b(?:logged|recorded|documented|reviewed|announced|published)\b"
)


def _changed(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_CHANGED, _AT_ANY_TIME):
        match = _CHANGED.search(segment.low) or _AT_ANY_TIME.search(segment.low)
        if (
            not match
            or _SETTLED.search(segment.low)
            or _MADE_BY.search(segment.low, match.end())
            or re.search(r"\b(?:approv\w+|consult\w+|committee|board|notif\w+|by (?:the )?[a-z]+ing)\b", segment.low)
            or GIVES_NUMBER.search(segment.low)
            or _CONDITION.search(segment.low, 0, match.start())
            or (match["how"] in ("adjusted", "retrained", "recalibrated") and not re.search(r"\bmay\b", match.group()))
        ):
            continue
        yield Hit(
            title=f"Who may change the {match['what'] or 'rules'}, and how, is not specified",
            why="A change of rules needs an owner, an approval, a notice and a date from which it holds; otherwise"
            " two implementers run different versions.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('by whom, with which approval, notice and effective date')})"
            ),
        )


_ALLOWED = Wording(
    re.compile(
        r"\b(?P<what>may be (?:granted|waived|permitted|extended|lifted|relaxed)|(?:re-?started|resumed|re-?enabled"
        r"|released"
        r"|overridden|lifted|reset|authori[sz]ed) (?:manually )?by (?:an?|any) (?:[a-z]+ )?(?:operator|administrator"
        r"|supervisor|trader|manager|person|user|member of staff)|if (?:they are |it is )?not (?:resolved|remedied"
        r"|cured|acknowledged|answered|confirmed))\b(?! by the)"
    ),
    "'{words}': by whom, after what and for how long is not specified",
    "“{words}” opens a way around a rule, and the text does not say who may take it, what has to be checked before and"
    " when it ends.",
    "who, after which checks, within which time and for how long",
    settled=re.compile(r"\d|\b(?:committee|board|head of|chief|majority)\b"),
)
_MADE_KNOWN = Wording(
    PUT_RIGHT,
    "'{words}': when and by which means is not specified",
    "“{words}” promises something to those who depend on it and names neither the time by which nor the place where it"
    " happens; a change that is found out late is implemented late.",
    "how long before or after, and by which means",
    settled=re.compile(
        r"\d|\b(?:days?|hours?|weeks? (?:ahead|before|in advance)"
        r"|website|web site|press release|e-?mail|portal|notice period|within|same day|next (?:business"
        r"|trading)|(?:in|at|on|with|from|by) the (?:next|following) (?!way|manner|cases?|form)[a-z]+|going forward"
        r"|prospectively|policy|section"
        r"|appendix|if (?:they|it) (?:are|is))\b"
    ),
)
_CONSULT = re.compile(
    r"(?:^|\b(?:must|shall|should|will|may|to|then|and) )(?P<what>consult|escalate|refer) "
    r"(?:to |with )?(?:an? |the |our )?(?P<whom>(?:[a-z]+ ){0,2}"
    r"(?:managers?|management|committee|board|advis[eo]rs?|team|compliance|experts?|counsel|officer|desk))\b|\b"
    r"(?P<what2>(?:requires?|needs?|subject to|upon|after|with(?:out)?) "
    r"(?:the |prior |written |formal |management |internal )*(?:approval|sign-?off|authori[sz]ation|consent"
    r"|permission|clearance|consultation))\b"
)


def _consult(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_CONSULT):
        match = _CONSULT.search(segment.low)
        if not match or _SETTLED.search(segment.low) or (match["what2"] and ir.refers(segment)):
            continue
        if match["what2"] and re.search(r"\b(?:by|of|from) (?:the )?\w+", segment.low[match.end() : match.end() + 30]):
            continue
        start = match.start("what") if match["what"] else match.start()
        words = segment.text[start : match.end()]
        yield Hit(
            title=f"'{words}': the approval process is not specified",
            why="Somebody is asked, and it is not said who decides in the end, by when, on which criteria, and what"
            " happens if there is no answer.",
            spans=(segment.span(start, match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('who approves, by when, and how it is recorded')})"
            ),
        )


_EXPLAINS = re.compile(r"\w,? (?:- )?assuming that\b|\bassumed by\b")
_ASSUMED = re.compile(
    r"\b(?P<what>(?:it is |is |are |we )?assum(?:e|es|ed|ing)(?: (?:that|to be|to|no|a|an|the))?(?: [a-z-]+){1,4})\b"
)


_ASSUMES_WHAT = re.compile(r"\d|[=×]|\bon the (?:same|next|following) (?:[a-z]+ )?day\b")


def _assumed(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_ASSUMED):
        match = _ASSUMED.search(segment.low)
        if not match or _ASSUMES_WHAT.search(segment.low) or _EXPLAINS.search(segment.low, 0, match.end()):
            continue
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"An assumption without its value: '{words}'",
            why="The result rests on this assumption, and the text gives neither its value nor what is done where it"
            " does not hold.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('the exact assumption, and the rule where it does not hold')})"
            ),
        )


CHECKS = (
    Check(
        id="DS-GOV-06",
        title="A way around a rule that nobody owns",
        matters="What anybody may lift holds nobody.",
        fix="Name who may set the rule aside, in which cases, for how long, and where it is recorded.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_ALLOWED,
        bad=("Temporary increases may be granted.", "The engine is restarted by an operator."),
        good=("Temporary increases may be granted by the risk committee for at most 5 days.",),
    ),
    Check(
        id="DS-GOV-05",
        title="Made known or put right, and nobody says when",
        matters="A change that is found out late is implemented late.",
        fix="Give the notice in days of a named calendar, where it is published, and from when on it holds.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_MADE_KNOWN,
        bad=(
            "Changes are communicated to stakeholders.",
            "Errors in the level will be corrected.",
            "Outages are reported without undue delay.",
        ),
        good=(
            "Small errors are corrected going forward.",
            "Amendments of the text are announced three weeks ahead.",
            "Changes are communicated to stakeholders 30 days before they take effect.",
            "Errors in the level will be corrected within two days of their discovery.",
            "Errors found later are corrected in the next calculation only.",
            "Later errors are corrected if they are material.",
        ),
    ),
    Check(
        id="DS-GOV-01",
        title="A decision without criteria",
        matters="What a person decides cannot be computed; it can only be bound by criteria and made known.",
        fix="Name who decides, by which criteria, within which bounds and time, and where the decision is published.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_discretion,
        bad=(
            "Contracts are admitted if, in the opinion of the administrator, they add to the index.",
            "Takeovers are handled manually.",
            "The committee may remove constituents.",
            "# Governance\n\nThe committee may remove constituents that harm the index.",
            "Constituents are replaced at the discretion of the sponsor.",
        ),
        good=(
            "The committee determines the caps in Table 1.\n\nTable 1. Caps\n\n| Class | Cap |\n| A | 5% |",
            "The committee may remove constituents by majority vote, announced 10 business days before.",
            "# Deletions\n\nThe panel may remove constituents.\n\n# Governance\n\nDecisions are taken by majority"
            " and published.",
            "The Review Board (four members; three must approve) changes parameters.",
        ),
    ),
    Check(
        id="DS-GOV-02",
        title="Rules may change, and nobody knows how",
        matters="Two implementers of two versions get two numbers.",
        fix="Say who may change the rules, after which notice, where the change is published, and from when it "
        "applies.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_changed,
        bad=("The methodology may be changed at any time.",),
        good=(
            "If the index is discontinued, notice is given on the website.",
            "Parameter changes are made by the desk and logged with the old and the new value.",
            "The methodology may be changed after approval of the oversight board with 30 days' notice.",
        ),
    ),
    Check(
        id="DS-GOV-03",
        title="Somebody is consulted, and nothing says what follows",
        matters="Consultation without a decision rule is a delay, not a control.",
        fix="Say what the consultation decides: who votes, by which majority, and what holds until then.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_consult,
        bad=("Consult the risk manager for block trades.",),
        good=("Block trades above 5% of volume are split over 3 days.",),
        confidence=0.75,
    ),
    Check(
        id="DS-GOV-04",
        title="An assumption without its value",
        matters="Others assume something else.",
        fix="State the assumed value, where it is taken from, and when it is set again.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.MEDIUM,
        find=_assumed,
        bad=("Execution is assumed to be immediate.",),
        good=("A slippage of 5 bps is assumed.", "Payment is assumed to be made on the next business day."),
        confidence=0.7,
    ),
)
