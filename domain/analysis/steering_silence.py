"""Sentences that ask for silence on what a document lacks, or for the checks to be left out."""

from domain.analysis.steering_english import START
from domain.analysis.steering_signs import (
    DEFECT_NOUNS,
    DEFECTS,
    FLAWED,
    HERE,
    LACK,
    NUMBERED,
    SAID,
    TELL,
    THIS,
    Phrase,
    Sign,
    either,
    says,
)

_REMARK = Sign("warning|note|notice|message|instruction", r"\b(?:warning|note|notice|message|instruction)s?\b")
_SILENCE = (
    f"(?:(?:do not|don't|never|no need to) (?:bother )?(?:to )?{TELL}|(?:refrain from|avoid) {TELL}|(?:omit|drop"
    "|leave out) (?:any |all )?(?:mention of )?)"
)
_YOU_NEED_NOT = Sign(
    "you ",
    r"\byou (?:do not|don't|need not|never|will not|should not|must not|are not) (?:(?:need|have|required|asked"
    rf"|supposed) )?(?:to )?{TELL} (?:\w+ ){{0,2}}?(?:totals?|formulas?|tables?|references?|definitions?|weights"
    rf"|sums|equations?|sections?|annex(?:es)?|calendars?|{DEFECT_NOUNS})\b",
)
_YOU_MAY_ASSUME = Sign(
    "you ",
    r"\byou (?:may|can|should|must|are to) (?:safely )?(?:assume|presume|take it|suppose"
    r"|accept)\b[^.\n]{0,80}?\b(?:defined|resolved|complete|present|specified|stated|correct|documented"
    r"|given elsewhere|compliant)\b",
)
_HIDE_FROM = Sign(
    "hide|conceal|withhold|show|tell|reveal",
    rf"{START}(?:please )?(?:(?:hide|conceal|withhold|keep) (?:\w+ ){{1,6}}?from|(?:do not|don't|never) (?:show"
    r"|tell|reveal|disclose|inform|alert|warn)(?: to)?) the (?:user|reader|reviewer|human)s?\b",
)
_REVIEW_ENDED = Sign(
    "review",
    f"(?:{START}(?:please |you (?:may|can|should) )?(?:close|end|cancel|abort|terminate|stop|skip"
    r"|conclude) (?:this|the|your) (?:entire )?review\b(?! (?:if|when|once|process|meeting|period))"
    r"|\bthe review is (?:now )?(?:cancelled|over|finished|called off))",
)
_HIDE_LACK = Sign(
    "not |n't |never|no need|refrain|avoid|omit|drop|leave out|ignor|overlook|disregard&missing|absent|undefined"
    "|dangling|unresolved|inconsistent|contradictory|ambiguous|unspecified|incomplete|not add|not sum",
    rf"(?:{START}(?:please |kindly )?(?:{_SILENCE}|(?:ignore|overlook|disregard))|\bif (?:you|the \w+) (?:did|do"
    rf"|would|could) not {TELL}|\byou (?:not|do not|did not) {TELL}) ?(?:\w+ ){{0,4}}?{FLAWED}",
)
_HIDE_THAT = Sign(
    "not |n't |never|refrain|avoid|no need&that|whether|if ",
    rf"{START}(?:please |kindly )?{_SILENCE} (?:(?:the fact )?that|whether|if) (?:[^.\n]{{1,60}}?) (?:is|are|was"
    "|were|has|have) (?:not (?:been )?)?(?:specified|defined|given|stated|missing|undefined|absent|unclear"
    r"|ambiguous|inconsistent|contradictory|incomplete|there|documented|explained)\b",
)
_HIDE_HERE = Sign(
    "not |n't |never|no need|refrain|avoid|omit|drop|leave out&finding|issue|defect|problem|concern|flaw|weakness"
    "|complian|deficien|mistake|objection|critici|remark|comment|inconsist|contradict|omission|ambigu|discrepan"
    "|shortcoming|gap",
    rf"(?:{START}(?:please |kindly )?{_SILENCE}|\bif (?:you|the \w+) (?:did|do|would"
    rf"|could) not {TELL}) ?(?:\w+ ){{0,4}}?{DEFECT_NOUNS} (?:in|of|about|with|within) (?:{THIS}|{NUMBERED})",
)
_ALLOWED = Sign(
    "you may|you can|you are|you to|you need|you should",
    r"\b(?:you (?:may|can|should|must|are (?:authori[sz]ed|allowed|permitted|cleared|free|entitled) to|need not)"
    r"|(?:authori[sz]ed?|allows?|permits?|wants?|asks?|told) you to) (?:\w+ )?(?:skip|ignore|omit|bypass|waive"
    r"|relax|suspend|stop|drop|disable)\b (?:(?:all|any|the|these|this|further|your|remaining|compliance|policy"
    r"|formula) ){0,3}(?:checks|review|checking|validation|analysis|verification|findings?|warnings?)\b(?! (?:in"
    r"|listed|of the (?:exchange|broker|client)|if|when|once|unless|until)\b)",
)
_NONE_ASKED = Sign(
    "no |nothing",
    rf"\b(?:no (?:\w+ )?{DEFECT_NOUNS} (?:(?:should|must|shall|need|needs|may|can|are|is) (?:to )?(?:be )?(?:raised"
    "|reported|required|needed|necessary|expected|flagged|listed|mentioned|noted))"
    r"|nothing (?:\w+ ){0,3}?(?:should|must|shall|needs?|is) (?:to )?(?:be )?(?:raised|reported|flagged|criticised"
    r"|criticized|questioned))\b",
)
_CHECKS_SKIPPED = Sign(
    "check|validation|verification|review|polic",
    f"{START}(?:please )?(?:ignore|skip|omit|disregard|forget|drop|suppress|bypass|waive) (?:(?:the|all|any|every"
    rf"|your) ){{0,2}}(?:\w+ )?(?:checks?|validations?|verification|review|policies|checklist)(?: (?:for|of|in"
    f"|on) (?:{THIS}|{NUMBERED})|[;,]? (?:and )?(?:just |simply )?(?:mark|say|tell|approve|report|confirm|output"
    r"|answer|accept)\b|[^.\n]{0,30} given to you\b)",
)
_PERMITTED = Sign(
    "you ",
    r"\byou (?:have permission|are free|are allowed|are permitted|may|can) (?:to )?(?:ignore|skip|overlook"
    r"|disregard|omit|pass over)\b",
)
_CHECKS_OFF = Sign(
    "check|review|analys|verification|validation",
    r"\b(?:checks?|reviews?|analysis|checking|reviewing|verification|validation) (?:on|of|in"
    r"|for) (?:[^.\n]{1,40}?) (?:is|are|has been|have been) (?:switched off|turned off|disabled|waived|skipped"
    r"|suspended|unnecessary|superfluous|not (?:needed|wanted|necessary))\b",
)
_NO_BOTHER = Sign(
    "bother|trouble|waste|worry",
    rf"{START}(?:please )?(?:(?:do not|don't|never) (?:bother|trouble|worry|waste)\b[^.\n]{{0,20}}?) (?:to |about "
    f"|with |on )?(?:{TELL} )?(?:the |any |all )?(?:{SAID}|{THIS}|{NUMBERED}|{DEFECT_NOUNS})",
)

PHRASES: tuple[Phrase, ...] = (
    *map(says, (_HIDE_LACK, _HIDE_THAT, _HIDE_HERE, _YOU_NEED_NOT, _YOU_MAY_ASSUME, _NO_BOTHER)),
    *map(says, (_CHECKS_SKIPPED, _ALLOWED, _REVIEW_ENDED)),
    says(_HIDE_FROM, either(DEFECTS, LACK, _REMARK)),
    says(_NONE_ASKED, HERE),
    says(_CHECKS_OFF, HERE),
    says(_PERMITTED, LACK),
)
"""As in steering_english: words of which a text must hold one of each kind, and what is looked for where it does."""
