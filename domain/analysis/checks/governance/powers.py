"""Powers: who may set a rule, a price or a control aside, who confirms, and what a breach leads to."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.governance.changing import APPROVED
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_MAY = (
    r"(?:may|can|could|might|is (?:free|allowed|able|entitled|permitted|authori[sz]ed|empowered) to|ha(?:s|ve)"
    r" (?:the )?(?:right|authority|power) to)"
)
_SOMEBODY = (
    r"(?:desks?(?: heads?)?|heads?(?: of (?:[a-z]+ ){0,2}?[a-z]+)?|teams?|groups?|traders?|dealers?|managers?"
    r"|officers?|operators?|analysts?|quants?|researchers?|engineers?|developers?|administrators?|supervisors?"
    r"|directors?|sponsors?|operations|staff|users?|agents?|people|specialists?|economists?|administration|anybody"
    r"|anyone|everybody|somebody)"
)
_SETS_ASIDE = (
    r"(?:unwind|unwound|exceed(?:ed)?|use (?:an? |his |her |its |their )?(?:own |other |different )?(?:proxy"
    r"|estimate|substitute|figure|price)|(?:amend|edit|alter|adjust|modif|tweak|tune|revise|retune|rewrite|update"
    r"|change)(?:y|d|ed|ied)? (?:the |its |any |all )?(?:[a-z]+ ){0,4}?(?:coefficients|parameters|weights|limits"
    r"|thresholds|settings|sizes?|strikes?|bounds|caps|windows|inputs|formulas?|code|models?)|(?:allow|grant|permit"
    r"|accept|approve|authori[sz]e|admit|tolerate)(?:d|ed)? (?:an? |any |some |temporary |further "
    r"|individual )?(?:[a-z]+"
    r" ){0,2}?(?:exceptions?|deviations?|departures?|breach(?:es)?|excess(?:es)?|overruns?|exemptions?|waivers?"
    r"|overrides?)|wave(?:d)? (?:[a-z]+ ){0,3}?through|let (?:[a-z]+ ){1,4}?(?:through|pass|stand|run on)|go(?:ne)?"
    r" (?:beyond|over|above)|step (?:outside|over|beyond)|depart(?:ed)? from|deviat(?:e|ed) from|enlarg(?:e|ed)"
    r"|doubl(?:e|ed)|halv(?:e|ed)|overrid(?:e|es|den)|overrul(?:e|ed)|disregard(?:ed)?|ignor(?:e|ed)"
    r"|replac(?:e|ed)|deactivat(?:e|ed)|disabl(?:e|ed)|bypass(?:ed)?|circumvent(?:ed)?|mut(?:e|ed)|silenc(?:e|ed)"
    r"|skip(?:ped)?|suspend(?:ed)?|lift(?:ed)?|relax(?:ed)?|loosen(?:ed)?|waiv(?:e|ed)|unlock(?:ed)?|reset"
    r"|veto(?:ed)?|revers(?:e|ed)|(?:switch(?:ed)?|turn(?:ed)?|take|taken) (?:[a-z]+ ){0,4}?off|switch(?:ed)? out"
    r"|(?:key|type|enter|punch|put|feed|book)(?:ed)? (?:in )?(?:[a-z]+ ){0,2}?(?:manual|own|different|other"
    r"|corrected) (?:[a-z]+ )?(?:price|value|level|weight|position|rate|figure|quote|mark)s?|(?:set|mark|chang(?:e"
    r"|ed)|adjust(?:ed)?|correct(?:ed)?|amend(?:ed)?|edit(?:ed)?|alter(?:ed)?)(?: [a-z]+){1,4}? (?:by hand|manually))"
)
_OVERRIDE = Wording(
    re.compile(
        rf"\b(?P<what>{_SOMEBODY}(?: on duty| in charge)? {_MAY} (?:also |then |manually |temporarily"
        rf" )?{_SETS_ASIDE})\b|\b(?P<what2>{_MAY} be (?:manually |temporarily |also )?{_SETS_ASIDE}(?: (?:manually"
        rf"|at any time|temporarily))? by (?:an? |the |any |its |our )?(?:[a-z-]+ ){{0,2}}?{_SOMEBODY})\b"
    ),
    "'{words}': with whose approval is not specified",
    "“{words}” sets a rule, a price or a control aside by the will of one person. The text names nobody who approves"
    " it, no bounds and no record, so the results of the document are those of that person.",
    "with whose approval, within which bounds and for how long, and where it is recorded",
    settled=APPROVED,
    settled_next=APPROVED,
    everywhere=True,
)
_RECORDED = Wording(
    re.compile(
        r"\b(?P<what>(?:overrides?|(?:manual )?(?:interventions?|adjustments?|corrections?)|exceptions|deviations"
        r"|breaches|waivers?|discretionary decisions|decisions of the desk|(?:model |manual |parameter )changes)"
        r" (?:is|are|will be|must be|shall be|should be|get) (?:[a-z]+ly |then |also |all )?(?:noted|recorded|logged"
        r"|documented|written down|registered|filed|kept|tracked))\b"
    ),
    "'{words}': what is recorded, where and for how long is not specified",
    "A record serves whoever has to explain a result later. “{words}” names neither the place nor what it holds nor"
    " who looks at it.",
    "where, with which particulars such as time, name, reason and approval, who reviews it, and how long it is kept",
    settled=re.compile(
        r"\d|\b(?:in (?:the|an?|its) (?:[a-z-]+ )*(?:log|register|journal|book|database|system|file|minutes"
        r"|repository|record|report)|reasons?|time|dates?|timestamps?|old and (?:the )?new|name|version|section"
        r"|appendix|published|reviewed|audit\w*)\b"
    ),
    settled_next=re.compile(r"\b(?:log|register|records?|entry|entries)\b"),
    everywhere=True,
)
_WHEN_PASSED = re.compile(
    r"\b(?:limits?|exce(?:ed|ss)\w*|breach\w*|violat\w+|above|over|more than|goes beyond|falls? (?:below|short)"
    r"|below|under|errors?|fail\w*|outages?|late|missing|losse?s?|draw-?downs?|discrepanc\w+|deviat\w+|incidents?"
    r"|thresholds?|caps?|mismatch\w*|differ\w*|reache[sd]|(?:sur)?pass(?:es|ed)|tops|hits?|crosse[sd]|malfunction\w*"
    r"|anomal\w+|unusual)\b"
)
_ACTS = re.compile(
    r"\b(?:reduc\w+|sell\w*|sold|cut|stop\w*|halt\w*|reject\w*|cancel\w*|clos(?:e|es|ed)|liquidat\w+|suspend\w*"
    r"|unw\w+|decid\w*|approv\w+|restor\w+|within|by \d|escalat\w+ (?:to|after|if)|us(?:e|es|ed)|replac\w+|repeat\w*"
    r"|resum\w+|brought back|correct\w*|remov\w+|re-?balanc\w+|capped|remed\w+|cured|no (?:new )?orders?"
    r"|investigat\w+|act(?:s|ion)?|publish\w*|announc\w+|at least|section|paus\w+|block\w*|flatten\w*|prevent\w*"
    r"|held back|takes? over|re-?calculat\w+|re-?sent|switch\w*|fall\w* back|hedg\w+|pull\w*)\b"
)
_INFORMED = Wording(
    re.compile(
        r"\b(?P<what>(?:[a-z]+ )?(?:[a-z]+) (?:is|are|gets?|must be|will be|shall be|has to be|have to be|should be)"
        r" (?:[a-z]+ly |then |also )?(?:informed|notified|alerted|told|warned|made aware|advised|contacted|called"
        r"|paged|e-?mailed))\b(?! (?:of|that|when|about|to|by) (?:the )?(?:result|outcome|decision|change)s?)"
        r"|\b(?P<what2>(?:an? |the )?(?:alert|alarm|warning|notification|e-?mail|message|report) (?:is|are|will be)"
        r" (?:sent|raised|issued|triggered|generated|shown|displayed)(?: to (?:the )?[a-z]+(?: [a-z]+)?)?)\b"
        r"|\b(?P<what4>(?:(?:limit )?(?:excess(?:es)?|exceedances?|overshoots?|breach(?:es)?|violations?)|errors?"
        r"|incidents?|failures?|deviations?|outliers?|discrepanc(?:y|ies))(?: of (?:the |an? )?(?:[a-z-]+"
        r" ){0,2}[a-z-]+)? (?:is|are) (?:[a-z]+ly )?(?:escalated(?=[.,;]|$)|(?:(?:reported|flagged|passed on"
        r"|forwarded|shown|highlighted) to|(?:brought|drawn) to the attention of) (?:the )?[a-z]+(?: [a-z]+)?))\b"
        r"|\b(?P<what5>[a-z]+ (?:gets?|receives?) an? (?:message|alert|e-?mail|notification|notice|call|warning))\b"
        r"|\b(?P<what3>(?:informs|notifies|alerts|warns|tells|contacts|calls|reports (?:it|this) to) (?:the |its "
        r"|an? )?(?:[a-z]+ ){0,2}(?:desk|management|officer|traders?|team|committee|managers?|clients?|sponsor"
        r"|administrator|risk|compliance|operations|head|board|operator|support))\b"
    ),
    "'{words}': what follows, by when and who decides is not specified",
    "To know of it cures nothing. The text does not say who has to act, within which time, what is done until then,"
    " and to whom it goes if nothing happens.",
    "who acts, within which time, what is done until then, and to whom it is escalated",
    settled=_ACTS,
    settled_next=_ACTS,
    needs=_WHEN_PASSED,
    everywhere=True,
)
_CONFIRMED = Wording(
    re.compile(
        r"\b(?P<what>(?:must|shall|should|need(?:s)? to|ha(?:s|ve) to|require(?:s|d)? to|(?:is|are) to) (?:[a-z]+"
        r" )?be (?:manually |first |separately |explicitly |always |double[- ]?)*(?:confirmed|approved|authori[sz]ed"
        r"|signed off|cleared|released|acknowledged|verified|validated|double-?checked))\b(?! (?:manually |in"
        r" writing |in advance |beforehand |first )*(?:by|with|against|from|through|via)\b)|\b(?P<what3>(?:approval"
        r"|permission|sign-?off|consent|clearance|confirmation) (?:is|must be|has to be|will be) (?:first |always"
        r" )?(?:obtained|sought|required|needed|requested|asked for))\b(?! (?:from|by|of)\b)"
        r"|\b(?P<what2>(?:requires?|needs?) (?:an? |the |manual |explicit |additional |separate |further |prior "
        r"|second )*(?:confirmation|release|validation|verification|clearance))\b(?! (?:by|of|from)\b)"
    ),
    "'{words}': by whom, by when and on which grounds is not specified",
    "“{words}” puts a person between the rule and its effect. The text does not name that person, what is looked at,"
    " how long it may take, and what holds if there is no answer.",
    "by whom, on which grounds, within which time, and what happens without it",
    settled=re.compile(
        r"\b(?:by|from) (?:the |an? |its |our )?(?:[a-z]+ ){0,3}?(?:desk|trader|head|officer|manager|committee|board"
        r"|team|client|user|broker|compliance|risk|operations|operator|supervisor|custodian|sponsor|administrator"
        r"|agent|venue|exchange|gateway|person|people|director|panel|analyst|counterparty)\b|\b(?:section|appendix"
        r"|before)\b|\botherwise\b"
    ),
    settled_next=re.compile(r"\b(?:confirm|approv|releas|authori[sz]|validat|clear)\w*\b"),
    everywhere=True,
)
_BELIEVES = Wording(
    re.compile(
        r"\b(?P<what>(?:if|when|whenever|where|once|as soon as|should|in case|because|unless) (?:it|he|she|they|the"
        r" (?:[a-z]+ ){0,3}?(?:committee|board|panel|desk|team|trader|manager|sponsor|administrator|agent|officer"
        r"|head|provider|management|operator|analysts?|dealer|house)) (?:feels?|believes?|thinks?|suspects?|senses?"
        r"|fears?|expects?|sees?|doubts?|(?:is|are) (?:convinced|satisfied|of the (?:opinion|view)|confident"
        r"|persuaded|worried|unsure|sure|uncomfortable|comfortable)|has (?:doubts|concerns|reason to|the impression)"
        r"|judges?|regards?|takes? the view)(?: (?:that|in|about|it|with|as|them|to))*)\b(?! (?:appropriate"
        r"|necessary|fit))"
    ),
    "'{words}': a belief is no criterion",
    "What somebody feels or believes cannot be computed, foreseen or checked afterwards. The text gives no test on"
    " data by which another would come to the same decision.",
    "the criterion on named data by which it is decided",
    settled=re.compile(r"\d|\b(?:criteria|section|appendix|annex|table|defined|following)\b|:$"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-GOV-20",
        title="A belief as a criterion",
        matters="What somebody feels cannot be repeated.",
        fix="Replace the belief by a test on named data, with its threshold and its time.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_BELIEVES,
        bad=(
            "Members are removed whenever the panel feels that they harm the benchmark.",
            "The desk stops quoting if it suspects that the feed is wrong.",
        ),
        good=("Members are removed whenever the panel finds that their float is below 10%.",),
    ),
    Check(
        id="DS-GOV-10",
        title="One person sets a rule or a control aside",
        matters="A control that one person can lift is that person's view of it.",
        fix="Name who approves it, in which cases, within which bounds, for how long, and where it is recorded.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_OVERRIDE,
        bad=(
            "The chief trader is allowed to disregard the signal on days of central bank meetings.",
            "The drawdown brake can be switched off by the portfolio manager.",
            "Operations can type in a corrected price where the feed looks odd.",
        ),
        good=(
            "The drawdown brake can be switched off by the portfolio manager with the written approval of the chief"
            " risk officer.",
            "The signal may be overridden by the desk. Each case is approved in writing by the head of risk.",
        ),
    ),
    Check(
        id="DS-GOV-11",
        title="Recorded, and nothing says where or what",
        matters="A record without reason, time and name explains nothing.",
        fix="Name the log, what each entry holds, who reviews it and how often, and how long it is kept.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_RECORDED,
        bad=("Manual interventions are logged.", "Exceptions are noted."),
        good=(
            "Manual interventions are logged with time, name and reason.",
            "Exceptions are recorded in the trading journal.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-GOV-14",
        title="Somebody is told, and nothing follows",
        matters="A breach that everybody knows of is still a breach.",
        fix="Say who has to act, within which time, what is done until then, and to whom it is escalated.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_INFORMED,
        bad=(
            "If the country weight exceeds its limit, the portfolio manager is notified.",
            "An alert is sent to the desk when the loss passes 2%.",
        ),
        good=(
            "If the country weight exceeds its limit, the portfolio manager is notified and sells the excess within"
            " 3 days.",
            "An alert is sent to the desk when the loss passes 2%. The desk closes the position by the next open.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-GOV-17",
        title="To be confirmed, by nobody",
        matters="An order that waits for somebody waits for nobody.",
        fix="Name who confirms, on which grounds, within which time, and what happens without a confirmation.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_CONFIRMED,
        bad=("Trades above the size limit must be approved.", "A change of weights requires manual confirmation."),
        good=(
            "Trades above the size limit must be approved by the head of trading.",
            "Trades above the size limit must be approved. The head of trading approves them within 5 minutes.",
        ),
        confidence=0.75,
    ),
)
