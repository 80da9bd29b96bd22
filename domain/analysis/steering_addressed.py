"""Sentences to a model, a reviewer or a system: who is addressed is asked to be blind to something."""

from domain.analysis.steering_english import START
from domain.analysis.steering_signs import (
    AI,
    AI_CALLED,
    AI_IS_TOLD,
    AI_NAME,
    AMISS,
    BLIND,
    CALL,
    CALLED,
    CLAIM,
    DEFECTS,
    GOOD,
    HERE,
    IS_MISSING,
    JUDGED,
    LACK,
    LENIENT,
    ORDERED,
    PASS_OVER,
    PASSED_OVER,
    PROGRAM,
    QUIET,
    READS_THIS,
    REVIEW,
    REVIEWER_CALLED,
    REVIEWER_IS_TOLD,
    REVIEWER_WORDS,
    REVIEWERS,
    TELL,
    THIS,
    TOLD,
    WE_ASK,
    YOU,
    Phrase,
    Sign,
    either,
    says,
)

_ROLE = Sign(
    "system|assistant|developer|operator|admin",
    r"(?:(?:^|(?<=[\s>]))[\[<(|#{* ]{1,6}(?:system|assistant|developer|operator|admin)(?: \w+)?[\]>)|}*]{1,4})",
)
_SPEAKER = Sign("user|human", r"(?:^|(?<=[\s>]))[\[<(|#{* ]{1,4}(?:user|human)[\]>)|}*]{1,4}")
_ROLE_COLON = Sign(
    "system|assistant|developer|operator|admin",
    "(?:system|assistant|developer|operator|admin(?:istrator)?)(?: (?:message|note|notice|prompt|override))? ?:",
)
_READER = Sign(
    "model|tool|software|program|agent|assistant|engine|bot|machine",
    r"\b(?:models?|tools?|software|programs?|agents?|assistants?|engines?|bots?|machines?)\b",
)
_REVIEWER_CLAIMS_NOT = Sign(
    REVIEWER_WORDS,
    r"\bno (?:reason|need|call) for (?:the|any|an?) (?:reviewers?|assistants?|models?|checkers?|graders?"
    r"|evaluators?|tool|ai|llm)\b",
)
_REVIEWER_CALLED_TO = Sign(
    REVIEWER_WORDS,
    rf"(?:{START}|[\[<] ?){CALL}?{REVIEWERS}{CALLED} ?(?:please |kindly )?(?:award|approve|accept|pass"
    "|set (?:the )?severity|skip|ignore|overlook|do not|don't|never|leave|nothing|no (?:findings?|issues?"
    r"|comments?|remarks?)|give full)\b",
)
_ALL_OF_IT = Sign(
    "everything|every |all |each ",
    r"\b(?:everything|(?:every|all|each) (?:clause|section|requirement|paragraph|finding|issue)s?)\b",
)
_GRADED = Sign(
    "severity|grade|rate|score|mark",
    r"\b(?:severity|(?:grade|rate|score|mark) (?:everything|(?:every|all|each) \w+) (?:as|with))\b",
)
_ALREADY = Sign(
    "approved|already|signed off|pre-",
    r"\b(?:pre-?(?:approved|screened|checked|cleared)|already (?:been )?(?:approved|reviewed|checked|verified"
    r"|cleared|signed off)|signed off already|has (?:already )?(?:signed off|cleared))\b",
)
_THEREFORE = Sign(
    "no need|no further|simply|just|therefore|look|so ",
    r"(?:\bno (?:further )?need (?:to|for)\b|\bsimply (?:confirm|approve|state|accept|mark|report)"
    r"|\bjust (?:confirm|approve|accept)|\b(?:do not|don't|not) (?:look|check|review|dig|search)|\bclean (?:result"
    r"|report|bill)|\bno (?:further )?findings)",
)
_SAYS_IT_IS = Sign(
    "say|state|report|confirm|conclude|answer|claim|find",
    r"\b(?:say|state|report|confirm|conclude|answer|claim|find) (?:that )?(?:the (?:document|specification"
    rf"|methodology|rulebook)|{THIS}) (?:is|has)\b",
)
_FORBIDDEN = Sign(
    "forbid|no |not |never|prohibit",
    rf"(?:\b(?:forbidden|prohibited|not (?:allowed|permitted)|never)\b[^.\n]{{0,60}}?\b{TELL}"
    rf"|\bno {AI_NAME}(?: {PROGRAM})? (?:may|must|shall|should|can|will|is to) {TELL})",
)
_MEANT_FOR = Sign(
    "address|meant|intend|direct|written|attention",
    r"\b(?:addressed|meant|intended|directed|written|for the attention)(?: only| solely)? (?:to|for|at"
    f"|of) (?:(?:all|any|the|an?|every) ){{0,2}}(?:{AI_NAME}|{REVIEWERS}(?<!reviewers)(?<!assessors))(?=[ ,.;:)]"
    "|$)",
)
_QUOTES = Sign("\"|'", r"\b(?:answer|say|output|reply|respond|print|write)(?: with)? [\"']")

PHRASES: tuple[Phrase, ...] = (
    # in general: somebody is told what not to see of this document
    says(TOLD, AMISS, JUDGED, BLIND),
    says(TOLD, AMISS, REVIEW, BLIND),
    says(TOLD, IS_MISSING, either(QUIET, PASS_OVER)),
    # a model
    says(AI_CALLED, either(LENIENT, YOU)),
    says(AI, READS_THIS, either(ORDERED, LENIENT)),
    says(AI, YOU, either(HERE, REVIEW, DEFECTS), LENIENT),
    says(AI_IS_TOLD, LENIENT, either(HERE, LACK)),
    says(AI, WE_ASK, LENIENT),
    says(AI, _FORBIDDEN, either(HERE, DEFECTS)),
    says(_READER, READS_THIS, ORDERED, either(QUIET, PASS_OVER, GOOD)),
    says(_MEANT_FOR),
    # whoever reviews
    says(REVIEWER_CALLED, either(HERE, LACK), LENIENT),
    says(_REVIEWER_CALLED_TO),
    says(REVIEWER_IS_TOLD, _ALL_OF_IT, _GRADED, GOOD),
    says(REVIEWER_IS_TOLD, either(HERE, LACK), either(QUIET, PASSED_OVER)),
    says(REVIEWER_IS_TOLD, _SAYS_IT_IS, GOOD),
    says(REVIEWER_IS_TOLD, _QUOTES),
    says(_REVIEWER_CLAIMS_NOT, either(HERE, DEFECTS)),
    says(_ALREADY, either(HERE, REVIEW, Sign("complian", "compliance")), _THEREFORE),
    # as if a system spoke
    says(_ROLE, YOU),
    says(_ROLE, either(REVIEW, JUDGED), either(LENIENT, CLAIM)),
    says(_SPEAKER, JUDGED, LENIENT),
    says(_ROLE_COLON, YOU, either(REVIEW, HERE), either(LENIENT, CLAIM)),
)
"""As in steering_english: words of which a text must hold one of each kind, and what is looked for where it does."""
