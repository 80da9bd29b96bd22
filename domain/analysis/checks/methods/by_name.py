"""By name only: features, mechanisms and conventions that are named and not described."""

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
)
