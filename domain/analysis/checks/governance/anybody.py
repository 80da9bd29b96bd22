"""Anybody: who acts where nobody in particular is named, and whose word is final though it has an interest."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.governance.changing import APPROVED
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_ANYBODY = (
    r"(?:any(?:one|body)|every(?:one|body)|some(?:one|body)|whoever|(?:any|every|each) (?:[a-z]+ )?(?:employee"
    r"|colleague|user|trader|operator|member of (?:the )?(?:staff|team|desk)|person)|staff|(?:the )?(?:[a-z]+"
    r" )?(?:shift|crew)|an? colleague|colleagues|people|employees|personnel|(?:one|any|two|some) of (?:us|them"
    r"|our [a-z]+|the (?:team|traders|desk|staff|developers))|(?:an?|the|any|one) (?:intern|trainee|developer|student"
    r"|contractor|assistant|temp|junior|programmer|analyst|technician|secretary)"
    r"|(?:support|operations|trading|desk|floor|night|back office|middle office) (?:staff|people|crew|team)|the floor)"
)
_WHERE_THEY_ARE = (
    r"(?: (?:on|in|at|from|with|of|who|that|is|are|has|have|happens? to be|sits?|sees?|notices?|present|nearby"
    r")(?: (?!may\b|can\b|could\b)[a-z-]+){0,5}?)?"
)
_ACTS = (
    r"(?:put(?:s|ting)?|enter(?:s)?|insert(?:s)?|replac(?:e|es)|overwrit(?:e|es)|overrid(?:e|es)|chang(?:e|es)"
    r"|amend(?:s)?|edit(?:s)?|correct(?:s)?|alter(?:s)?|adjust(?:s)?|set(?:s)?|switch(?:es)?|turn(?:s)?|stop(?:s)?"
    r"|halt(?:s)?|pull(?:s)?|shut(?:s)?|paus(?:e|es)|disabl(?:e|es)|suspend(?:s)?|cancel(?:s)?|kill(?:s)?"
    r"|press(?:es)?|hit(?:s)?|lift(?:s)?|rais(?:e|es)|widen(?:s)?|approv(?:e|es)|sign(?:s)?|releas(?:e|es)"
    r"|waiv(?:e|es)|skip(?:s)?|restart(?:s)?|resum(?:e|es)|pick(?:s)?|choos(?:e|es)|decid(?:e|es)|remov(?:e|es)"
    r"|drop(?:s)?|tak(?:e|es) (?:over|out|off)|step(?:s)? in|interven(?:e|es)|mark(?:s)?|overrul(?:e|es)"
    r"|disconnect(?:s)?|unplug(?:s)?|clos(?:e|es)|flatten(?:s)?|typ(?:e|es)|key(?:s)?|fix(?:es)?|estimat(?:e|es))"
)
_NOT_HIS_OWN = (
    r"(?! (?:its|their|his|her) (?:own )?(?:licen[cs]e|account|subscription|agreement|membership|contract)\b)"
)
_MAY = (
    r"(?:may|can|could|is (?:free|allowed|able|entitled) to|are (?:free|allowed|able|entitled) to|(?:is"
    r"|are) (?:expected|supposed|asked|invited|trusted) to|ha(?:s|ve) the right to)"
)
_CONTROLLED = (
    r"(?:the |a |any )?(?:model|engine|router|algorithm|strategy|bot|system|quoter|hedger|slicer|programme|limits?"
    r"|caps?|controls?|filters?|stops?|kill switch|schedule|parameters?|settings|signals?|prices?|fixings?|weights?"
    r"|trading)"
)
_NOT_ANYBODY = re.compile(
    r"\b(?:no|not|never|nobody|none|only|head of|chief|officer|journal|log(?:ged|s)?|recorded|reports? to|trained"
    r"|named in|listed|roster|section|annex|appendix"
    r"|staff of (?:the|an?) (?:exchange|venue|market|clearing house|depositary))\b"
)
_BY_ANYBODY = Wording(
    re.compile(
        rf"\b(?P<what>{_ANYBODY}{_WHERE_THEY_ARE} (?:{_MAY} )?(?:also |then |simply |manually |always )?{_ACTS})"
        rf"\b{_NOT_HIS_OWN}"
        rf"|\b(?P<what3>{_CONTROLLED} (?:can|may) (?:also |always |simply )?be (?:paused|stopped|switched off"
        rf"|turned off"
        r"|restarted|overridden|overwritten|edited|changed by hand|shut down|disabled|unlocked|raised by hand"
        r"|set by hand|overruled|corrected by hand)(?! (?:by|if|when|only|with|within|in) )(?: at any time"
        r"| by pressing [a-z ]{3,20}| from [a-z ]{3,20})?)"
        r"|\b(?P<what4>(?:manual|hand-set|hand-made|ad hoc) (?:marks?|prices?|entr(?:y|ies)|values?|overrides?"
        r"|corrections?|interventions?|changes|adjustments?|orders) (?:is|are|remains?) (?:always |also "
        r"|still )?(?:possible|allowed|permitted|accepted|in order|fine|an option))\b"
        rf"|\b(?P<what5>(?:traders|they|those present|the desk|the team|colleagues|the [a-z]+s) (?:agree|decide|settle"
        rf"|sort out)s? among(?:st)? themselves)\b|\b(?P<what2>{_MAY} (?:also )?be [a-z]+(?: (?:off|out|down|on"
        rf"|by hand))? by (?:{_ANYBODY}))\b"
    ),
    "'{words}': who exactly may do so, and with whose approval, is not specified",
    "“{words}” gives a power to nobody in particular. The text does not say who holds it, in which cases, who approves"
    " and who checks it afterwards, and where reason and time are recorded.",
    "the role that may do so, in which cases, who approves it, and where it is recorded",
    settled=APPROVED,
    settled_beside=_NOT_ANYBODY,
    settled_next=APPROVED,
    needs=re.compile(
        r"\b(?:prices?|fixings?|figures?|values?|numbers?|prints?|levels?|weights?|caps?|limits?|parameters?|models?"
        r"|engine|routers?|algorithms?|strateg(?:y|ies)|orders?|quot(?:es?|er|ing)|positions?|rates?|schedule|roll"
        r"|index|basket|plug|button|switch(?:es)?|bot|system|feeds?|trading|settings|controls?|thresholds?|hedg\w+"
        r"|signals?|marks?|constituents?|members?|settlement|trades?|slicer|programme|curves?)\b"
    ),
    everywhere=True,
)
_DEPENDENT = (
    r"(?:(?:belongs? to|is (?:an? )?(?:part|member|subsidiary|affiliate|division|unit|branch|arm) of|is (?:owned"
    r"|controlled|employed) by|is affiliated with|sits (?:in|with|at)|are employees of|works?"
    r" for|is (?:the same|itself) )(?: [a-z]+){0,2}?)"
)
_DECIDER = (
    r"(?:(?:calculation|determination|valuation|paying|fiscal|index|issuing|settlement) agents?|agents?|sponsor"
    r"|administrator|valuers?|index (?:provider|calculator|owner)|determining party|adjudicator)"
)
_INTERESTED = (
    r"(?:issuers?(?:'s?)?|issuing bank|seller|hedg(?:e|ing) (?:counterparty|desk|provider)|trading desk|swap"
    r" counterparty|lead manager|arranger|product team|dealer|broker|bank that issues(?: [a-z]+){0,3})"
)
_OWN_CAUSE = Wording(
    re.compile(
        rf"\b(?P<what>{_DECIDER}, (?:which |who |itself |being )?(?:{_DEPENDENT} |an? (?:affiliate|subsidiary|unit"
        rf"|member|part|division) of )(?:the (?:same group as the )?|its |an? )?{_INTERESTED})"
        rf"|\b(?P<what2>{_DECIDER} {_DEPENDENT} (?:the (?:same group as the )?|its |an? )?{_INTERESTED})"
        rf"|\b(?P<what4>(?:bank|desk|dealer|issuer|broker|market maker|trader|team|group|company|firm|fund"
        rf"|house)s? (?:that|which|who) (?:hedges?|issues?|trades?|sells?|sponsors?|holds?|quotes?|markets?"
        rf"|structures?|distributes?)(?: [a-z]+){{1,5}}? (?:also |itself |themselves )?(?:calculates?|sets?|supplies"
        rf"|supply|determines?|computes?|publish(?:es)?|fixes|fix|decides?|rates?) (?:its|the|their|all) [a-z]+)\b"
        rf"|\b(?P<what3>(?:the )?{_INTERESTED} (?:also )?(?:acts?|serves?) (?:itself )?as (?:the )?{_DECIDER})\b"
    ),
    "'{words}': the conflict of interest has no oversight",
    "Who decides here gains or loses by the decision. The text names nobody independent who reviews it, no standard it"
    " is held to and no way to object.",
    "the standard it is held to, who independent reviews its determinations, and how holders can object",
    settled_elsewhere=re.compile(
        r"\bconflicts? of interests?\b|\bindependent (?:review|expert|committee|oversight|valuation|third"
        r" party)\b|\boversight committee\b|\bdispute (?:procedure|resolution)\b"
    ),
    once=True,
    everywhere=True,
)
_SAID = (
    r"(?:determinations?|decisions?|rulings?|calculations?|valuations?|estimates?|choices?|adjustments?|opinion"
    r"|findings|word|judge?ments?|views?)"
)
_IS_FINAL = (
    rf"(?:{_SAID} (?:made |taken )?(?:of|by|from) (?:the |its |our )?[^.;]{{3,70}}? (?:is|are|shall be"
    rf"|will be) (?:always"
    r" |also )?(?:final|binding|conclusive|beyond (?:dispute|challenge)|not open to (?:dispute|challenge|review))"
    rf"|(?:whose|its|their|his) {_SAID} (?:is|are|shall be) (?:final|binding|conclusive)"
    rf"|(?:{_SAID}|outcome) (?:cannot|may not|must not|is not to|are not to) be (?:challenged|questioned|disputed"
    r"|contested|appealed|doubted))"
)
_PREVAILS = (
    r"(?:what(?:ever)? (?:the |our )?(?:[a-z]+ ){1,3}?(?:says?|decides?|determines?|finds?) (?:is (?:final|binding|law)"
    r"|holds|counts|goes|stands)|(?:has|have) the (?:last|final) (?:word|say)|(?:interpretation|reading|view|opinion"
    r"|estimate|version|understanding) (?:always )?(?:prevails|governs|is decisive|counts|wins|decides)(?: in (?:all"
    r"|any|every) cases?)?)"
)
_NO_WAY_OUT = (
    rf"(?:(?:must|shall|have to|has to|will) accept (?:the |its |their |any )(?:[a-z]+'s )?(?:{_SAID}|prices?)"
    r"|no (?:appeal|objection|recourse|complaint) (?:lies|is possible|can be|may be|against)(?: [a-z']+){0,5})"
)
_FINAL = Wording(
    re.compile(rf"\b(?P<what>{_IS_FINAL}|{_PREVAILS}|{_NO_WAY_OUT})\b"),
    "'{words}': no review and no oversight of the decision",
    "A decision that nobody may question can contain any error. The text gives no standard for it, nobody who reviews"
    " it, and no way to have it corrected.",
    "the standard (such as good faith and commercial reason), who reviews the decision, and how it can be disputed",
    settled=re.compile(
        r"\b(?:absent|manifest error|manifestly|save for|except|unless|good faith|commercially reasonable|dispute"
        r"|review(?:ed)?|objections? (?:within|may)|subject to)\b"
    ),
    settled_next=re.compile(r"\b(?:disput\w+|object\w*|review\w*|appeal\w*|manifest\w*)\b"),
    settled_elsewhere=re.compile(
        r"\bmanifest error\b|\bdispute (?:procedure|resolution)\b|\b(?:challenge|appeals?) (?:process|procedure)\b"
    ),
    needs=re.compile(
        r"\b(?:agent|sponsor|administrator|issuer|desk|team|committee|board|panel|chair\w*|manager|head|officer"
        r"|arranger|seller|valuers?|provider|calculator|broker|bank|company|firm|operator|we|trader)\b"
    ),
    once=True,
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-GOV-90",
        title="Nobody in particular acts",
        matters="A power that all hold is answered for by none.",
        fix="Name the role that may do so, in which cases, who approves it, and where it is recorded.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_BY_ANYBODY,
        bad=(
            "If the auction price looks strange, staff enter another figure.",
            "Whoever is on duty can stop the engine.",
            "Anyone with a login may edit the roll schedule.",
            "The hedger can be switched off by anybody.",
            "The night crew overwrites the fixing.",
            "The intern may restart the engine.",
            "Traders agree among themselves who presses the button.",
            "The model can be paused from the cockpit.",
            "Manual marks are possible at any time.",
        ),
        good=(
            "Only the head of trading can stop the engine; no one else may change a limit.",
            "Anyone may buy the units on the exchange at the price of the day.",
            "Staff enter another figure with the written approval of the head of risk.",
            "Whoever holds the note on the record date receives the coupon.",
            "Any user of the index may close its licence with 30 days' notice.",
            "The staff of the exchange may cancel the order under its own rules.",
        ),
    ),
    Check(
        id="DS-GOV-91",
        title="Who decides has an interest in it",
        matters="Nobody decides well in a cause of their own.",
        fix="State the standard that the decision is held to, who independent reviews it, and how it can be disputed.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_OWN_CAUSE,
        bad=(
            "The calculation agent, a subsidiary of the issuer, sets the substitute.",
            "The valuation agent, which belongs to the issuer, fixes the early price.",
            "The bank that hedges the note also calculates its value.",
        ),
        good=(
            "The calculation agent, a subsidiary of the issuer, sets the substitute under the policy on conflicts of"
            " interest.",
            "The calculation agent is independent of the issuer.",
        ),
    ),
    Check(
        id="DS-GOV-92",
        title="A decision that nobody may question",
        matters="An error that cannot be disputed stays.",
        fix="State the standard of the decision, who reviews it, and by when and how it can be disputed.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_FINAL,
        bad=(
            "All determinations of the agent are final.",
            "Whatever the valuation team says is final.",
            "In case of doubt the product desk has the last word.",
            "The provider's interpretation prevails.",
            "The outcome is fixed by the arranger, whose word cannot be challenged.",
            "Holders must accept the agent's estimate.",
        ),
        good=(
            "All determinations of the agent are final in the absence of manifest error.",
            "The decisions of the board are final. Holders may object within 10 days.",
            "The final calculation of the agent uses the close.",
        ),
        confidence=0.75,
    ),
)
