"""What is promised without its content: monitored, recorded, in line with the rules, governed by something."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED

_FIGURE = re.compile(
    r"\d|\b(?:section|table|appendix|annex|schedule) [\da-z]\b|:\s*\S|\b(?:if|when|unless|exceed\w*)\b"
)
_WATCHED = re.compile(
    r"\b(?P<what>(?:is|are|shall be|will be|must be) (?:closely |constantly |permanently |regularly )?(?:monitored"
    r"|watched|tracked|supervised|surveyed|followed up|kept under review|(?:kept|borne|held) in (?:mind|view)"
    r"|paid attention to))(?= (?:by|and|for)\b|[.,;]|$)"
)
_RECORDS = (
    r"(?:records?|logs?|log files?|audit trails?|documentation|evidence|recordings|files|journals|order histories"
    r"|protocols|minutes)"
)
_EVENTS = (
    r"(?:(?:order|trade|quote|market|execution|message) (?:data|events|messages|traffic|flow)|(?:order )?messages"
    r"|communications|chats|(?:tele)?phone calls|calls|conversations|e-?mails|parameters|parameter files|settings"
    r"|configurations|(?:old |earlier |previous )?versions|inputs|input data|fills|executions|transactions"
    r"|cancellations|quotes|events|alerts|signals|instructions|client orders|decisions|calculations|snapshots)"
)
_PUT_AWAY = (
    r"(?:retained|stored|archived|preserved|saved|filed|logged|taped|recorded|put away|backed up|written to (?:disk"
    r"|file|a file|a log|the log|a database|the database)|entered in (?:a|the) (?:log|journal|database))"
)
_RECORDED = re.compile(
    rf"\b(?P<what>(?:{_RECORDS} (?:of [a-z ]{{3,40}})?(?:is|are|shall be|will be|must be) (?:[a-z]+ly )?(?:kept"
    rf"|maintained|{_PUT_AWAY})|(?:all |the |any )?{_EVENTS} (?:is|are|shall be|will be|must be|gets?) (?:[a-z]+ly |all"
    rf" )?{_PUT_AWAY}|(?:keeps?|stores?|archives?|saves?|maintains?) (?:an? |the |all |its |full )*(?:{_RECORDS}(?! of"
    rf" (?:the )?(?:index|securities|constituents))|{_EVENTS})|{_EVENTS} (?:goes?|go) (?:in)?to (?:the |a )?(?:log"
    rf"|database|archive|journal)|audit trail exists|there is (?:an? )(?:journal|log ?book|log|audit trail|register"
    rf"|diary)(?=[.,;]|$)|(?:tickets|logs|records|messages|orders|recordings|chats|files) (?:is|are) (?:thrown away"
    rf"|deleted|destroyed|wiped)|(?:everything|all) [a-z ]{{3,30}}? can be (?:looked up|traced|reconstructed|reviewed)"
    rf"|(?:[a-z]+ )?(?:reasons|snapshots|screenshots|notes|traces|histor(?:y|ies)|reports|tapes|proofs|confirmations"
    rf"|overrides|changes) (?:is|are) (?:saved|stored|filed|archived|put on file|backed up|kept on file)"
    rf"|traces? of [a-z ]{{3,25}}? remains? in the [a-z]+|logs? (?:rotates?|(?:is|are) (?:overwritten|deleted"
    rf"|purged))))\b(?! (?:for (?!as long|the record|each|every)|until ))"
)
_HOW_LONG = re.compile(r"\d|\byears?\b|\bmonths?\b|\bfor (?:two|three|five|six|seven|ten)\b|\bretention\b")
_RULES = r"(?:regulations?|rules|requirements|laws?|legislation|obligations|standards|provisions)"
_LAWFUL = re.compile(
    rf"\b(?P<what>(?:all |any |the )?(?:applicable|relevant|regulatory|legal|prevailing|statutory|local)"
    rf"(?: (?:and )?[a-z]+){{0,2}}? {_RULES}|(?<!amendments )(?<!changes )(?<!unless )"
    rf"(?:required|prescribed|permitted|allowed) by (?:the )?(?:applicable )?(?:law"
    r"|regulations?|regulators?|rules))\b(?! (?:of|under|in) (?:the )?[a-z]+)"
)
_COMPLIES = re.compile(
    r"\b(?:compl(?:y|ies|iance|iant)|conform\w*|adher\w*|in (?:line|accordance) with|meets?|satisf\w+|observ\w+"
    r"|subject to|required|prescribed|permitted|allowed)\b"
)
_LAW_NAMED = re.compile(
    r"\d|\b(?:mifid|mifir|rts|bmr|mar|ucits|sec|finra|reg nms|emir|esma|fca|cftc|basel|crr|dora|sfdr|iosco)\b"
)
_TURNED = (
    r"(?:aggressiveness|aggression|speed|pace|urgency|sizes?|spreads?|participation|intensity|exposures?|weights?"
    r"|positions?|leverage|quotes?|skew|schedule|volume|risk|allocations?)"
)
_GOVERNS = re.compile(
    rf"\b(?P<what>(?:scales?|modulates?|influences?|affects?|steers?|tunes?|governs?|shapes?) (?:the |its |their )?"
    rf"(?:[a-z-]+ )?{_TURNED}|(?:increases?|decreases?|rises?|falls?|grows?|declines?|shrinks?|var(?:y|ies)|differs?)"
    r" (?:for|with|by) (?!two|three|four|five|half|more|less|at|any|each)(?:[a-z-]+ )?[a-z-]+(?=[.,;]|$))(?![\w-])"
)
_FORMULA = re.compile(
    r"[=×%]|\b(?:formula|table|section|appendix|annex) ?[\da-z(]|\bas follows\b|\bproportion\w*|:\s*\S"
)
_CLEANED = re.compile(
    r"\b(?P<what>(?:filtered|cleaned|cleansed|scrubbed|smoothed|corrected|controlled|screened|checked|compensated"
    r"|allowed"
    rf"|adjusted|neutrali[sz]ed|tested) for (?:(?!{SPELLED}\b|the\b|each\b|this\b|all\b|any\b|every\b)[a-z-]+)"
    r"(?: (?:and|or)? ?[a-z-]+)?)(?=[.,;:)]|$| (?:before|after|and|by|in|on|at|with)\b)"
)
_DAYS = re.compile(
    r"\b(?P<what>(?:special|early[- ]clos(?:e|ing)|shortened|half|unusual|exceptional|event|expiry|high-volume"
    r"|low-volume|illiquid|quiet|busy)(?: trading| market)? (?:days|sessions))\b"
    r"(?! (?:are )?(?:included|excluded|count))"
)
_DAYS_TOLD = re.compile(
    r"\d|\b(?:calendar|published by|as announced by|listed|table|section|appendix|namely|such as)\b|[:(]"
)


_CLEANED_SOMEHOW = Wording(
    _CLEANED,
    "'{words}': the method is not specified ({subject})",
    "“{words}” changes what comes out, and the text gives neither rule nor parameter for it.",
    "the rule with its parameters",
    settled=re.compile(
        rf"{_FORMULA.pattern}|\b(?:multiplied|multiplying|divided|dividing) by\b|\bby the (?:ratio|factor)\b"
    ),
    settled_beside=re.compile(r"\d"),
)
_OF_EVENTS = re.compile(r"\bfor (?:corporate (?:actions|events)|(?:stock )?splits)")
_EX_DATE = re.compile(r"\bex[- ]?(?:date|day)\b")


def _cleaned(ir: DocumentIR) -> Iterator[Hit]:
    """What is corrected somehow; for corporate actions the rules on them say how, where there are any."""
    for hit in _CLEANED_SOMEHOW(ir):
        if not (_OF_EVENTS.search(hit.spans[0].quote.lower()) and ir.segments.say(_EX_DATE)):
            yield hit


CHECKS = (
    Check(
        id="DS-LIM-06",
        title="Something is watched, and no level is given",
        matters="What is only watched stops nothing.",
        fix="Give the measure, the level at which something happens, what happens then, and who is told.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=Wording(
            _WATCHED,
            "'{words}': at which level something happens is not specified ({subject})",
            "Somebody looks at {subject}, and the text names neither a level nor what follows when it is passed.",
            "the measure, its level, and what follows when it is passed",
            settled=_FIGURE,
        ),
        bad=("Market data latency is monitored.",),
        good=("Market data latency is monitored; above 50 ms quoting stops.",),
        confidence=0.7,
    ),
    Check(
        id="DS-COM-10",
        title="Records are kept, and nothing says how long",
        matters="A record that is gone proves nothing.",
        fix="Say what is recorded, for how long, where, and who may read it.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=Wording(
            _RECORDED,
            "'{words}': for how long and where is not specified",
            "Retention has a length in every regime, and the text gives none, nor what the records hold.",
            "what is recorded, for how long and where",
            settled=_HOW_LONG,
            settled_next=_HOW_LONG,
            settled_elsewhere=re.compile(
                r"\b(?:kept|retained|stored|archived|preserved|retention)\b[^.;]{0,60}\b(?:years?|months?)\b"
            ),
            once=True,
            everywhere=True,
        ),
        bad=(
            "Records are kept.",
            "All order messages are archived.",
            "Telephone calls are taped.",
            "The engine keeps a log of its quotes.",
            "Trade data go into the database.",
            "The reasons are put on file.",
            "There is a journal.",
            "Trade tickets are thrown away after settlement.",
            "Logs rotate when the disk is full.",
        ),
        good=(
            "Records are kept for five years.",
            "Fills are logged. The log is kept for seven years.",
            "The parameters are kept.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-COM-11",
        title="In line with rules that are not named",
        matters="Nobody can test against all that may apply.",
        fix="Name the laws and rules with their articles, and say by which part of the document each is met.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=Wording(
            _LAWFUL,
            "Which {words} are meant is not specified",
            "“{words}” differ by country, by client and over the years; the text names none, so nobody can check that"
            " they are kept.",
            "the laws and rules by name, with their articles",
            needs=_COMPLIES,
            settled=_LAW_NAMED,
            everywhere=True,
        ),
        bad=("The algorithm complies with all applicable regulations.",),
        good=(
            "The algorithm complies with all applicable regulations (MiFID II, RTS 6).",
            "Changes required by law are made without the notice of 30 days.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-MET-16",
        title="One thing governs another, and nothing says how",
        matters="That it matters is said, not by how much.",
        fix="Give the formula or the table by which the one follows from the other.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _GOVERNS,
            "'{words}': by which formula is not specified ({subject})",
            "The text says that {subject} counts and not how: no formula and no table leads from the one to the other.",
            "the formula or the table",
            settled=_FORMULA,
        ),
        bad=("Urgency scales the aggressiveness of each step.",),
        good=("Urgency scales the participation rate as in table 2.",),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-17",
        title="Something is filtered or corrected, and nothing says how",
        matters="A filter decides which data there are.",
        fix="Describe the filter: its rule, its parameters, and what is done with what it takes out.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_cleaned,
        bad=("Signals are filtered for noise.", "Prices are checked for errors."),
        good=(
            "Prices are checked for errors: moves above 10% against the last price are discarded.",
            "Weights use prices adjusted for corporate actions.\n\n| Event | Treatment |\n| Split | on the ex-date |",
            "A release is tested for three weeks on stored data.",
            "Earlier prices are adjusted for splits by dividing by the ratio of new to old shares.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-19",
        title="Days of a kind, and nothing says which",
        matters="A day that is special for one is a day like any other for the next.",
        fix="Name the calendar that lists these days, and say what is done on them.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _DAYS,
            "Which days '{words}' are is not specified",
            "Something else is done on “{words}”, and neither a calendar nor a rule says which days they are.",
            "the calendar or rule by which the days are told, and what is done on them",
            settled=_DAYS_TOLD,
        ),
        bad=("The curve is adjusted for special days.", "On early-close days the schedule is compressed."),
        good=(
            "On early-close days (NYSE calendar) the schedule ends at 12:55.",
            "The window holds the sessions of the exchange, shortened sessions are included.",
        ),
        confidence=0.75,
    ),
)
