"""Papers that hold what the rules need, by their name only: notes, sheets, manuals, agreements."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import SegmentKind
from domain.semantics.words import content_words

_PAPERS = (
    r"(?:(?:calibration|methodology|technical|product|research|policy|risk|desk|working|guidance|tuning|parameter"
    r"|explanatory|internal|model|pricing|release|implementation|background|design|validation|fitting|estimation|set-up"
    r"|hand-?over|trading|valuation|settings) (?:note|paper|memo|report|study|file|notebook|deck|book)s?"
    r"|(?:tuning|limit|parameter|data|fee|spec|settings|conditions|margin|limits|rate|price|strike|risk"
    r"|calibration|instruction|set-up|roll|haircut|threshold|control) sheets?"
    r"|(?:onboarding|client|account|mandate|instruction|set-up|request|limit) forms?"
    r"|(?:contract|house|desk|clearing|pool|warehouse|delivery) rules"
    r"|(?:house|desk|office|dealing|in-house) (?:calendar|list|scale|table)"
    r"|(?:(?!the |this |same |our |an? )[a-z-]+ )(?:manuals?|handbooks?|guides?|annex(?:es)?|side letters?"
    r"|playbooks?|runbooks?|catalogues?|term sheets?|mandates?|briefs?|prospectus|(?:appetite|policy|position|strategy"
    r"|mission) statements?)|(?:appendix|annex|tables?|chapters?) (?:of|to|in) the (?:[a-z-]+ )?(?:paper|report|study"
    r"|thesis|book|manual|agreement)|(?:client|customer|master|service|licen[cs]e|custody|clearing|brokerage|partner"
    r"|lending|hosting|supply|framework|distribution|agency|staking|pledge|collateral|swap|outsourcing|advisory"
    r"|placement) (?:agreements?|contracts?))"
)
_HOLDS = (
    r"(?:comes?|come|found|(?:is|are) (?:those|the ones?|that|as|set|given|listed|named|laid down|found|defined|taken"
    r"|fixed|stated|described|specified|agreed|read|contained|explained|documented|shown|settled|limited|governed|in)"
    r"|stands?|follows?|see|refer to|taken|as (?:agreed|set|laid down|defined|given|specified|described|stated)"
    r"|according to|in line with|governed by|details (?:are|stand)|subject to)"
)
_PAPER = re.compile(
    rf"\b(?:{_HOLDS}|per) (?:out |down |up |of |from |in |by |to |with |under |as (?:agreed |set )?in "
    rf"|agreed in )*(?:the|our|its|each|an?|their) (?P<what>{_PAPERS})(?![\w-])"
    rf"|\b(?:the|our|its) (?:[a-z]+'s )?(?P<what2>{_PAPERS}|circular|bulletin|order form|fee letter) (?:lists|governs"
    rf"|sets out|contains|names|says"
    r"|states|prescribes|defines|applies|prevails|decides|gives|specifies|rules)\b"
)
_IDENTIFIED = re.compile(
    r"\b(?:version|dated|v\d+|available at|isbn|20\d\d|reference number|of \d{1,2} [a-z]+)\b|https?:|www\.|\b(?:section"
    r"|annex|appendix|table) [\da-z]\b"
)


def _paper(ir: DocumentIR) -> Iterator[Hit]:
    """A paper that holds what the rule needs, and that is neither here nor identified."""
    told = set[str]()
    for segment in ir.prose.having(_PAPER):
        for match in _PAPER.finditer(segment.low):
            start, end = match.span("what") if match["what"] else match.span("what2")
            what = segment.low[start:end]
            if what in told or _IDENTIFIED.search(segment.low) or ir.meaning(what) or _A_NAME.match(segment.text, end):
                continue
            words = content_words(what)
            if any(s.kind is SegmentKind.HEADING or _CAPTION.match(s.low) for s in ir.with_all(words)):
                continue
            told.add(what)
            yield Hit(
                title=f"The '{segment.text[start:end]}' is referred to and not included",
                why=f"What the rule needs stands in the “{what}”, which is not part of this document and is named"
                " without a version, a date or a place. Whoever has another copy, or none, implements something else.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" {to_specify('the content that is needed, or title, version, date and place')}"
                ),
            )


_A_NAME = re.compile(r" ?(?:\(|of (?:the )?[A-Z])")
_CAPTION = re.compile(r"(?:table|figure|schedule|annex)\b|[^.]{0,60}:$")


_ANY_PAPER = (
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
        rf" ?(?:the |our |its |their |an? |that |this |(?=[a-z]+ ?[a-z]*'s ))(?:{_OWN} ){{1,3}}{_ANY_PAPER})(?![\w-])"
        rf"(?! (?:of (?:section|table|appendix)|below|above))"
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


def _papers(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for hit in (*_paper(ir), *_ELSEWHERE(ir)):
        block = hit.spans[0].block
        if block not in told:
            told.add(block)
            yield hit


CHECKS = (
    Check(
        id="DS-REF-90",
        title="A paper by its name only",
        matters="What is in another paper is not in this one.",
        fix="Put what is needed into the document, or give title, version, date and place of the paper.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.CRITICAL,
        find=_papers,
        bad=(
            "Alpha and beta come from the calibration note.",
            "Limits stand in the desk manual.",
            "Fees are those of the client agreement.",
            "Step sizes are taken from the tuning sheet.",
            "For the details the order form governs.",
            "What counts as a default is in the master agreement.",
            "Alpha can be found in the appendix of the research paper.",
            "The risk limits are kept in the desk's risk workbook and the thresholds are listed in the model wiki.",
            "The thresholds are those in the risk deck.",
            "Reversion speed and threshold are in the parameter sheet.",
            "All constants are those of last year's study.",
            "Coefficients: see the latest research deck.",
            "All weights are as per the strategy team's internal memo.",
        ),
        good=(
            "Alpha and beta come from the calibration note, version 3 of 2 May 2025.",
            "Limits stand in the desk manual (DM-12, May 2025).",
            "Each start is recorded in the desk book.",
            "The client agreement is signed before the first order.",
            "The redemption follows the final valuation of the note.",
            "K and GAMMA come from the calibration note of 3 March 2025, attached.",
            "K is 0.4 and GAMMA 0.02.",
            "The coefficients are listed in the table below.",
            "Incidents are recorded in the operations log.",
        ),
        confidence=0.8,
    ),
)
