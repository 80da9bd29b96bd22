"""Changing the rules: what goes live, who approves it, who is consulted, and how often it is reviewed."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

APPROVED = re.compile(
    r"\b(?:approv\w+(?! ?(?:[.;,]|$))|sign(?:ed)?[- ]?off|signatures?|authori[sz]ations?|authori[sz]ed by|consent"
    r"|four[- ]eyes|dual"
    r" control|countersign\w*|second (?:person|pair|trader)|two (?:people|persons|members|signatures)|jointly"
    r"|agreement of|confirmation (?:of|by|from)|committee|board|panel|only the (?:head|chief)|validat\w+ (?:by"
    r"|against)|majority"
    r"|cannot|may not|must not|no one)\b"
)
_NEW_ONES = (
    r"(?:(?:new|updated|revised|changed|fresh|recalibrated|re-?estimated|retrained|refitted|retuned|latest"
    r"|resulting) (?:[a-z]+ ){0,2}?(?:parameters?|models?|coefficients?|weights|versions?|settings|code|thresholds?"
    r"|releases?|configurations?|values|builds?|logic|calibrations?))"
)
_GOES_LIVE = Wording(
    re.compile(
        rf"\b(?P<what>(?:loads?|loaded|deploys?|deployed|releases?|released|pushe[sd]|push|puts?|installs?|installed"
        rf"|promotes?|promoted|moves?|moved|activates?|activated|copie[sd]|uploads?|uploaded|transfers?|transferred"
        rf"|enters?|entered|goes|go|brought|brings?|taken|takes?|switche[sd]|rolls?|rolled) (?:[a-z-]+"
        rf" ){{0,5}}?(?:(?:in ?to|in|to) (?:the )?(?:production|live(?: (?:system|trading|environment|model))?|use"
        rf"|operation)|live|out))\b(?! of\b)|\b(?P<what3>(?:(?:bug ?|hot ?)?fixes|patches|code changes|new"
        rf" (?:versions|releases|models)|releases) (?:is|are) (?:[a-z]+ly )?(?:deployed|released|installed|applied"
        rf"|pushed)|(?:configuration|parameters?|code|settings|script) (?:is|are) edited directly)\b"
        rf"|\b(?P<what2>{_NEW_ONES} (?:is|are|will be) (?:[a-z]+ly |then |at once )?(?:used|applied|activated"
        rf"|adopted|installed|taken over|in force|in use))\b"
    ),
    "'{words}': the change control is not specified",
    "What is estimated anew changes every later result. The document does not say who tests and approves it, under"
    " which version it runs, from when on, and how it is taken back.",
    "who tests and approves it, by which criteria, the version, the effective date, and how it is rolled back",
    settled=APPROVED,
    settled_elsewhere=re.compile(
        r"\b(?:change (?:control|management|log)|release (?:process|procedure|notes)|version control|model"
        r" validation|roll(?:ed)? back)\b|\b(?:version|release|parameters?|models?)\b[^.;]{0,80}\b(?:approv\w+"
        r"|sign-?off)|\bapprov\w+[^.;]{0,60}\b(?:version|release|parameter|model)"
    ),
    needs=re.compile(
        r"\b(?:parameters?|models?|coefficients?|weights|versions?|settings|code|thresholds?|releases?|software"
        r"|logic|configurations?|calibration\w*|algorithms?|signals?|surfaces?|curves?|scripts?|spreadsheets?"
        r"|calculators?|factors?|formulas?|rules?|fixes|patches|configuration)\b"
    ),
    once=True,
    everywhere=True,
)
_SUPPLIER = (
    r"(?:vendor|provider|supplier|partner|third part(?:y|ies)|broker|bank|licensor|administrator of the model|data"
    r" house|consultant|affiliate|contractor|developer|university|start-?up|external [a-z]+)s?"
)
_NEW_VERSION = Wording(
    re.compile(
        rf"\b(?P<what>{_SUPPLIER} (?:may|can|could|might|will|is free to|has the right to|reserves the right to"
        rf"|regularly|from time to time|periodically|occasionally)? ?(?:also |then |at any time )?(?:retrains?"
        rf"|re-?fits?|updates?|changes?|modif(?:y|ies)|upgrades?|replaces?|recalibrates?|alters?|revises?|amends?"
        rf"|re-?estimates?|adjusts?) (?:its|their|the|this|that) (?:[a-z-]+ ){{0,3}}?(?:model|method\w*|algorithms?"
        rf"|software|formula|signal|engine|classification|scores?|rules|parameters|tool|service|weights))\b"
        rf"|\b(?P<what2>(?:model|algorithm|software|engine|tool|signal) (?:is|may be|can be|will be|gets)"
        rf" (?:[a-z]+ly )?(?:retrained|re-?fitted|updated|changed|modified|upgraded|replaced|revised) by (?:the |its"
        rf" |an? )?(?:[a-z-]+ )?{_SUPPLIER})\b"
    ),
    "'{words}': who approves a new version is not specified",
    "The results follow what others change. The document does not say whether a new version is announced, who tests"
    " and approves it before it is used, and what is used until then.",
    "notice of a change, who tests and approves a new version, and which version is used until then",
    settled=APPROVED,
    settled_next=APPROVED,
    everywhere=True,
)
_HOW_ASKED = re.compile(
    r"\d|\b(?:days?|weeks?|months?|comment period|deadline|website|published|consultation (?:policy|procedure)"
    r"|section|appendix|annex)\b"
)
_CONSULTED = Wording(
    re.compile(
        r"\b(?P<what>(?:preceded by|subject to|after|following|upon|conducts?|holds?|launche?s?|requires?|involves?"
        r"|based on|prior|without) (?:an? |the |prior |public |formal |market |broad |stakeholder |user"
        r" )*consultations?(?: (?:with|of) (?:the |its |all )?(?:[a-z]+ )?[a-z]+)?)\b|\b(?P<what4>(?:parties|users"
        r"|clients|stakeholders|investors|licensees|participants|members|public) (?:may|can) comment on [a-z]+"
        r"|comments (?:are|may be|will be) (?:invited|welcome|considered|taken into account))\b|\b(?P<what2>(?:is"
        r"|are|been|be) (?:[a-z]+ly |first |also |then )?consulted)\b(?! by)|\b(?P<what3>(?:consults?|seeks?"
        r" (?:feedback|comments|the views?) (?:from|of)|asks? for (?:feedback|comments) (?:from|of)) (?:with"
        r" )?(?:the |its |all |our )?(?:[a-z]+ )?(?:stakeholders|users|licensees|clients|investors|participants"
        r"|members|subscribers|customers|public))\b"
    ),
    "'{words}': how the consultation is held is not specified",
    "“{words}” promises to ask those concerned. Who is asked, by which means, for how long, and what becomes of the"
    " answers decides whether it binds anybody.",
    "who is consulted, by which means, for how long, who decides on the answers, and where the outcome is published",
    settled=_HOW_ASKED,
    settled_next=_HOW_ASKED,
    everywhere=True,
)
_TEXTS = (
    r"(?:methodology|rules|rulebook|document|guide(?:lines?|book)?|model|strategy|specification|policy|parameters"
    r"|framework|algorithm|procedures?|manual|methods?|limits|thresholds|settings|assumptions)"
)
_REVIEW_CYCLE = Wording(
    re.compile(
        rf"\b(?P<what>{_TEXTS} (?:is|are|will be|shall be|should be|gets?|may be) (?:[a-z]+ly |from time to time "
        rf"|also )?"
        r"(?:reviewed|looked at|revisited|re-?examined|re-?assessed|re-?visited|re-?validated|evaluated|audited"
        r"|assessed|checked|kept under review|examined|re-?considered|subject to (?:regular |periodic |ongoing "
        r"|continuous )?review|kept up to date)(?: (?:occasionally|regularly|periodically|now and then|from time to"
        r" time|as needed|when needed|as required))?)\b"
    ),
    "'{words}': how often and by whom is not specified",
    "A review that has no date and nobody who answers for it may never take place. The text does not give the cycle,"
    " the person responsible, what is looked at and what follows.",
    "how often and in which month, who is responsible, what is looked at, and what follows",
    settled=re.compile(
        r"\d|\b(?:annual(?:ly)?|yearly|quarterly|monthly|semi-?annual(?:ly)?|every|each|once (?:a|per)|twice|january"
        r"|february|march|april|june|july|august|september|october|november|december|against|before|on whether|if"
        r"|when(?![a-z ]{0,40} (?:time|possible|convenient|resources|needed|required)\b)|whether)\b"
    ),
    settled_next=re.compile(r"\b(?:every|each|annual\w*|yearly|quarterly|once a|at least)\b"),
    everywhere=True,
)
_TOLD = Wording(
    re.compile(
        r"\b(?P<what>(?:clients?|users?|licensees|investors|stakeholders|subscribers|holders|customers|participants)"
        r" (?:is|are|will be|shall be|must be) (?:[a-z]+ly |then |also )?(?:told|informed|notified|given notice|made"
        r" aware|advised)(?: (?:of|about) (?:the |any |all |such )?[a-z]+)?)\b"
    ),
    "'{words}': when and by which means is not specified",
    "Who is told of a change after it holds cannot prepare for it. The text gives neither the notice nor the place"
    " where it is published.",
    "how many days before, by which means, and from when on the change holds",
    settled=re.compile(
        r"\d|\b(?:days?|weeks?|months?|website|immediately|before the|e-?mail|section|same day|within)\b"
    ),
    settled_next=re.compile(r"\d"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-GOV-12",
        title="Put into production without change control",
        matters="Untested parameters trade real money.",
        fix="Say who tests and approves the change, by which criteria, under which version, from when on, and how it is"
        " taken back.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_GOES_LIVE,
        bad=(
            "The quants refit the model each quarter and put the new coefficients live.",
            "The updated thresholds are then used.",
        ),
        good=(
            "The quants refit the model each quarter; the new coefficients go live after sign-off by model validation.",
            "Revised weights are applied. Parameters need the approval of the model board.",
            "The position goes live on the next day.",
        ),
    ),
    Check(
        id="DS-GOV-13",
        title="Others change the model, and nobody approves the new version",
        matters="What was tested is not what runs.",
        fix="Require notice of each new version, a test and an approval before it is used, and say what runs until"
        " then.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_NEW_VERSION,
        bad=(
            "The provider may update its classification without notice.",
            "The engine is upgraded by the supplier.",
        ),
        good=(
            "The provider may update its classification. A new version is used once the index board has approved it.",
        ),
    ),
    Check(
        id="DS-GOV-15",
        title="A consultation without a procedure",
        matters="Who was not asked in time has not been consulted.",
        fix="Say who is consulted, by which means, for how many days, who decides on the answers, and where the outcome"
        " is published.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_CONSULTED,
        bad=(
            "Major amendments are made after a public consultation.",
            "Before the rules change, users are consulted.",
        ),
        good=("Major amendments are made after a public consultation of 30 days on the website of the sponsor.",),
        confidence=0.75,
    ),
    Check(
        id="DS-GOV-16",
        title="A review without a cycle",
        matters="What is reviewed at no date is reviewed after the damage.",
        fix="State how often and in which month the review takes place, who answers for it, and what it covers.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_REVIEW_CYCLE,
        bad=("The rulebook is revisited now and then by the sponsor.", "The model is regularly reviewed."),
        good=("The rulebook is reviewed by the sponsor every June.", "The limits are checked before each order."),
        confidence=0.75,
    ),
    Check(
        id="DS-GOV-22",
        title="Users are told, and nothing says when",
        matters="Who is told too late implements too late.",
        fix="Give the notice in days of a named calendar, the means, and the day from which the change holds.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_TOLD,
        bad=("Licensees are told of changes.",),
        good=("Licensees are told of changes 30 days before they take effect.",),
        confidence=0.75,
    ),
)
