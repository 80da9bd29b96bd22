"""By name only: features, mechanisms and conventions that are named and not described, and papers not included."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import is_purpose
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_MECHANISM = (
    r"(?:features?|mechanisms?|mechanics|conventions?|procedures?|schemes?|waterfalls?|approach(?:es)?|ratchets?"
    r"|methods?|routines?|protocols?|logic|techniques?|principles?|practices?|arrangements?|process(?:es)?|options?"
    r" clause|clauses?|provisions?|style|treatment)"
)
_POINTED_AT = (
    r"(?:same|following|above|below|described|first|second|third|other|next|previous|latter|former|new|old|current"
    r"|whole|entire|said|such|relevant|respective|applicable|chosen|selected|proposed|revised|calculation|two|three"
    r"|business day|day[- ]count|fallback|index|this|that|these|those|corresponding|modified|preceding|actual|full"
    r"|error|correction|complaints?|policy|change|review|approval|published|stated|exception|formal|own|in|on|of|to|for"
    r"|and|or|is|are|by|at|as|with|from)"
)
_RESTS_ON = (
    r"(?:according to|under|by(?: way of)?|per|as per|through|via|in line with|in accordance with|following|follows?"
    r"|using|uses?|applying|appl(?:y|ies)|subject to|depends? on|works? (?:by|like|under)|governed by|pursuant to"
    r"|thanks to|on the basis of)"
)
_BY_NAME = re.compile(
    rf"\b{_RESTS_ON} (?:the|an?|our|its|their) (?P<what>(?:(?:usual|standard|normal|customary|well-known|common|house"
    rf"|classic|so-called|familiar) )?(?:(?!{_POINTED_AT} )[a-z][a-z-]+ ){{1,2}}{_MECHANISM})(?![\w-])"
    rf"|\b(?:the|an?) (?P<what2>(?:(?!{_POINTED_AT} )[a-z][a-z-]+ ){{1,2}}(?:features?|mechanisms?|ratchets?"
    r"|waterfalls?|schemes?)) (?:appl(?:y|ies)|operates?|works?|is (?:active|used|applied)|holds|kicks in|sets in)\b"
    r"|\bin (?:the|a) (?P<what5>(?:usual|customary|normal|standard|traditional|habitual|ordinary|accustomed|well-known"
    r"|familiar) (?:way|manner|fashion|style|form))(?=[.,;]|$| (?:of|by|for|and) )"
    r"|\b(?:an?|the) (?P<what4>(?:usual |standard |normal )?(?:cliquet|ratchet|snowball|waterfall|look-?back|lock-in"
    r"|claw-?back|glide path|throttle|cool-?(?:off|down)(?: period)?|grace period|step-up|kick-?in|knock-?in"
    r"|knock-?out|buffer rule|memory effect|smoothing rule|brake|speed bump|catch-up|true-up|equali[sz]ation|gate"
    r"|swing factor|turbo|accelerator|stabili[sz]er)) (?:sets|appl(?:y|ies)|governs|decides|limits|protects|kicks in"
    r"|holds|adjusts|evens out|determines|is (?:applied|used|active|built in))\b"
    r"|\b(?:by|under|through) (?:the|a) (?P<what3>(?:usual )?(?:ratchets?|waterfalls?|snowball|convention|memory))"
    r"(?=[.,;]|$)"
)
_TOLD = re.compile(
    r"[:=(]|\bi\.e\.|\b(?:section|table|annex|appendix|schedule|formula|as follows|that is|which means|namely|known as"
    r"|called|such as|isda|icma|iso)\b"
)
_DOES = re.compile(
    r"\b(?:paid|pays?|coupons?|missed|losses|cash|weights?|barriers?|levels?|prices?|dates?|days|contracts?|roll\w*"
    r"|auctions?|funding|notes?|redeem\w*|calls?|called|rates?|fees?|orders?|positions?|allocat\w+|calculat\w+"
    r"|comput\w+|determin\w+|adjust\w*|rebalanc\w+|exchanged|values?|valued|applies|apply|counted|settled?|dividends?"
    r"|interest|index|select\w+|rank\w*)\b"
)


def _named_only(ir: DocumentIR) -> Iterator[Hit]:
    """A way of doing things that has a name here, and that no other passage speaks of."""
    told = set[str]()
    for segment in ir.prose.having(_BY_NAME):
        if segment.section.role is not Role.RULES or not _DOES.search(segment.low):
            continue
        for match in _BY_NAME.finditer(segment.even):
            group = next(name for name in ("what", "what2", "what3", "what4", "what5") if match[name])
            what = match[group]
            start, end = segment.place(match.start(group)), segment.place(match.end(group))
            if what in told or is_purpose(segment.even, match.start()):
                continue
            if _TOLD.search(segment.low, end) or ir.refers(segment) or _is_told(ir, segment, what):
                continue
            told.add(what)
            yield Hit(
                title=f"{capital(what)}: how it works is not described",
                why=f"“{what}” is a name. Contracts and houses do several things under it, and the document says"
                " neither the steps nor the formula.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('the steps or the formula, with their inputs and limits')})"
                ),
            )


_PLAIN = content_words("usual standard normal customary common house classic")


def _is_told(ir: DocumentIR, segment: Segment, what: str) -> bool:
    """Whether another passage or heading has its words, or words behind it say what it is."""
    words = content_words(what) - _PLAIN
    head = content_words(what.split()[-1])
    names = words - head or words
    return (
        ir.meaning(what) is not None
        or (names != head and any(other is not segment for other in ir.with_all(words)))
        or any(s.kind is SegmentKind.HEADING and names <= content_words(s.low) for s in ir.with_all(names))
    )


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

CHECKS = (
    Check(
        id="DS-MET-90",
        title="A mechanism by its name only",
        matters="One name stands for several ways.",
        fix="Describe the mechanism in steps or by a formula, with its inputs and limits.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_named_only,
        bad=(
            "Coupons missed earlier are made up according to the memory feature.",
            "Cash is paid out under the usual waterfall.",
            "The barrier works by the snowball mechanism.",
            "The lock-in feature applies to the coupon.",
            "Contracts roll by the house method.",
            "A cliquet sets the coupon.",
            "Interest is compounded in the customary manner.",
        ),
        good=(
            "Missed coupons are paid by the memory feature: all coupons missed so far are added to the next one paid.",
            "Cash is paid under the priority waterfall.\n\n# Priority waterfall\n\nFirst come fees, then coupons.",
            "Weights are set according to the same method.",
            "# Background\n\nThe index seeks to earn more through a multi-factor approach.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-REF-90",
        title="A paper by its name only",
        matters="What is in another paper is not in this one.",
        fix="Put what is needed into the document, or give title, version, date and place of the paper.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.HIGH,
        find=_paper,
        bad=(
            "Alpha and beta come from the calibration note.",
            "Limits stand in the desk manual.",
            "Fees are those of the client agreement.",
            "Step sizes are taken from the tuning sheet.",
            "For the details the order form governs.",
            "What counts as a default is in the master agreement.",
            "Alpha can be found in the appendix of the research paper.",
        ),
        good=(
            "Alpha and beta come from the calibration note, version 3 of 2 May 2025.",
            "Limits stand in the desk manual (DM-12, May 2025).",
            "Each start is recorded in the desk book.",
            "The client agreement is signed before the first order.",
            "The redemption follows the final valuation of the note.",
        ),
        confidence=0.8,
    ),
)
