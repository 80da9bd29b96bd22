"""Values that stand in a note, a sheet or a ticket that is not part of the document."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_PAPER = (
    r"(?:notes?|memos?|memorandums?|decks?|slides?|presentations?|sheets?|workbooks?|spreadsheets?|tickets?|wikis?"
    r"|wiki pages?"
    r"|run ?books?|playbooks?|handbooks?|manuals?|papers?|reports?|stud(?:y|ies)|files?|e-?mails?|notebooks?|letters?"
    r"|minutes|cookbooks?|appendices|write-?ups?|research|analysis|repository|repo|confluence(?: page)?|channel|chat"
    r"|dashboard"
    r"|guides?|fact ?sheets?|term ?sheets?|logs?|binder|folder|share ?point|intranet|page|documents?|pdf)"
)
_OWN = (
    r"(?:calibration|model|research|parameter|parameters|risk|pricing|desk|quant|quantitative|internal|technical|design"
    r"|methodology|strategy|trading|config(?:uration)?|settings?|tuning|estimation|back-?test|validation|project|team"
    r"|onboarding|latest|current|last|most recent|separate|companion|accompanying|monthly|weekly|quarterly|annual"
    r"|limit|limits"
    r"|committee|board|launch|release|implementation|operations?|ops|product|fee|cost|curve|data|signal|shared|jira"
    r"|excel"
    r"|our|[a-z]+'s)"
)
_QUANTITY = (
    r"(?:[b-hj-z]|[\u03b1-\u03c9]|[a-z]+_[a-z_]+|alpha|beta|gamma|delta|kappa|lambda|sigma|theta|eta|values?"
    r"|parameters?|figures?|numbers?|coefficients?|levels?|limits?|thresholds?"
    r"|settings?|weights?|rates?|factors?|bounds|caps?|multipliers?|constants?|sizes?|loadings|inputs?|tables?"
    r"|schedules?"
    r"|curves?|assumptions?|estimates?|ranges?|spreads?|budgets?|intensit(?:y|ies)|windows?|widths?|ratios?|fees?"
    r"|costs?"
    r"|steps?|triggers?|targets?|buckets?|bands?)"
)
_ELSEWHERE = Wording(
    re.compile(
        rf"\b(?:(?:is|are|was|were|as|be|been|all|values|figures|parameters|both|currently) )?(?P<what>(?:(?<=is )in"
        rf"|(?<=are )in|comes?|came"
        rf"|taken|read"
        r"|drawn|set(?: out| down)?|given|found|kept|stated|listed|maintained|documented|recorded|described|explained"
        r"|specified|laid down|published|copied|lifted|quoted|stored|held|stand|stands|sit|sits|live|lives|specified"
        r"|agreed|those|ones"
        r"|follows?|tabulated|according|agreed|as|per|defined|fixed|derived|see|shown|contained|available) (?:from|in"
        r"|on|of|by|to|per)?"
        rf" ?(?:the |our |its |their |an? |that |this |(?=[a-z]+ ?[a-z]*'s ))(?:{_OWN} ){{1,3}}{_PAPER})(?![\w-])(?!"
        rf" (?:of (?:section|table"
        rf"|appendix)|below|above))"
    ),
    "'{words}': that paper is not part of this document",
    "The values stand somewhere else, in a paper named without version, date or place. Whoever has only this document"
    " cannot compute anything with them, and nobody notices when they change.",
    "the values themselves, or title, version and date of the paper, attached",
    settled=re.compile(
        r"\b(?:version|dated|v\d+|of (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september"
        r"|october"
        r"|november|december)|20\d\d|section|appendix|annex|attached|enclosed|below|available at)\b|https?:|www\."
    ),
    needs=re.compile(rf"(?<![\w-]){_QUANTITY}(?![\w-])"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-REF-80",
        title="Values that stand in a paper of somebody's",
        matters="Without the paper there is no value.",
        fix="Write the values into a table of this document, or attach the paper and name its version and date.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.CRITICAL,
        find=_ELSEWHERE,
        bad=(
            "K and GAMMA come from the calibration note.",
            "The risk limits are kept in the desk's risk workbook and the thresholds are listed in the model wiki.",
            "The thresholds are those in the risk deck.",
            "Reversion speed and threshold are in the parameter sheet.",
            "All constants are those of last year's study.",
            "Coefficients: see the latest research deck.",
            "All weights are as per the strategy team's internal memo.",
        ),
        good=(
            "K and GAMMA come from the calibration note of 3 March 2025, attached.",
            "K is 0.4 and GAMMA 0.02.",
            "The coefficients are listed in the table below.",
            "Incidents are recorded in the operations log.",
        ),
        confidence=0.85,
    ),
)
