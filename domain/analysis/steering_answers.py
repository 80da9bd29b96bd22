"""Sentences that dictate what is answered about a document, or with which grade."""

from domain.analysis.steering_english import START
from domain.analysis.steering_signs import (
    AI_NAME,
    ASSUME,
    CLAIM,
    DEFECT_NOUNS,
    DEFECTS,
    GOOD,
    GRADE,
    HERE,
    LENIENT,
    QUIET,
    REVIEWERS,
    TEXTS,
    THIS,
    Phrase,
    Sign,
    either,
    says,
)

_WHILE_YOU = Sign(
    "you ",
    r"\b(?:when|while|as|if|before|whenever) you (?:describe|review|summari[sz]e|evaluate|assess|grade|rate|score"
    rf"|judge|report on|write about)(?: about)? (?:it\b|{THIS}|the {TEXTS})",
)
_ALL_WELL = Sign(
    "all |everything&say|state|answer|reply|respond|report|conclude|confirm|write|tell ",
    r"\b(?:say|state|answer|reply|respond|report|conclude|confirm|write|tell \w+)(?: (?:simply|only"
    r"|just))?(?: with)?(?: that)? [\"']?(?:all|everything|it all) (?:is|was|looks|seems) (?:well|fine|ok(?:ay)?"
    r"|good|in order|correct|clear|complete)\b",
)
_EMPTY_RIGHT = Sign(
    "empty|blank|clean",
    r"\b(?:empty|blank|clean) (?:report|review|list(?: of \w+)?|result|answer|output) is (?:the |an? )?(?:right"
    r"|correct|expected|appropriate|desired|proper|good|best)\b",
)
_EACH_FINDING = Sign(
    "severity|confidence|priority",
    r"(?:\b(?:severity|confidence|priority) ?(?:=|:|is|of|to|at|as)? ?[\"']?(?:\w+|\d+)[\"']? (?:for|of|on"
    r"|to) (?:all|any|every|each|your) (?:\w+ )?(?:findings?|issues?)\b|\b(?:correct|right|expected|appropriate"
    r"|only) severity (?:for|of) (?:anything|everything|all|every|any)\b)",
)
_ECHO = Sign(
    "repeat|complete the|finish the",
    f"{START}(?:please |now )?(?:repeat (?:after me|(?:this|the) (?:conclusion|sentence|verdict|phrase|statement))"
    "|(?:complete|finish) (?:the following|this) sentence ?:)",
)
_GREEN = Sign(
    "your ",
    r"\b(?:configure|set|adjust|tune|adapt|shape) your (?:output|answer|response|verdict|settings?|behaviou?r"
    r"|tone)\b",
)
_YOUR_ANSWER = Sign(
    "your ",
    r"\byour (?:\w+ )?(?:reviews?|assessments?|evaluations?|verdicts?|analysis|critique|responses?|answers?|reply"
    r"|replies|outputs?|reports?|summary|summaries|conclusions?)\b",
)
_DICTATED = Sign(
    "leave out|omit|skip|drop|sentence|word|phrase|statement|no |without|ready|complian|complete|approv|generous"
    "|lenient|kind|forgiv|favo|positive|brief",
    rf"(?:\b(?:include|contain|write|add|say|finish|end|close|conclude|open|with)\b (?:\w+ ){{0,4}}?the (?:sentence"
    rf"|words?|phrase|statement)\b|\b(?:contain|include|list|have|make|raise|mention)s? no (?:\w+ )?{DEFECT_NOUNS}"
    r"|\bbe (?:very |more )?(?:generous|lenient|kind|forgiving|favou?rable|positive|brief about)\b|\b(?:leave out"
    r"|omit|skip|drop)\b)",
)
_WHEN_ASKED = Sign(
    "when|if |should|in case",
    r"\b(?:when|whenever|if|should|in case) (?:you (?:are )?|anyone |someone |the user )?(?:(?:is |be )?asked|asks"
    r"|summari[sz]\w+|reviewing|evaluating|assessing|answering|grading|questioned)\b",
)
_PURPOSE = Sign(
    "purpose",
    r"\bfor (?:the )?purposes? of (?:this|your|the|any) (?:\w+ )?(?:review|check|evaluation|assessment|analysis"
    r"|audit)\b",
)
_GRADED_HERE = Sign(
    "give|award|assign|grant",
    rf"{START}(?:please |simply |just )?(?:give|award|assign|grant) (?:it|{THIS}|this (?:\w+ ){{0,3}}?{TEXTS}"
    f"|the {TEXTS}|the author) (?:an? |the )?(?:(?:full|top|highest|maximum|max|perfect|best|good|passing|positive"
    rf"|clean|favou?rable|five|ten|100) (?:possible )?(?:{GRADE}|stars?|points?)|pass\b|approval)",
)
_ONE_WORD = Sign(
    "the word",
    rf"(?:{START}|\bto |\byou )(?:output|print|write|say|return|answer|reply"
    r"|respond)(?: only)?(?: with)? (?:only )?(?:the (?:single )?words?) [\"'`]?(?:pass|ok|yes|compliant|approved"
    r"|complete|none|no|done)\b",
)
_EMPTY_ANSWER = Sign(
    "findings|issues|defects|problems|violations",
    f"(?:{START}(?:please |simply |just |only )?(?:return|respond|output|reply|answer|print|write"
    rf"|produce)\b[^\n]{{0,60}}?[\"'](?:findings|issues|defects|problems|violations)[\"'] ?: ?(?:\[ ?\]|0\b|null"
    r"|none|\"none\"|\"\"))",
)
_JUDGED_GOOD = (
    Sign(
        "mark|rate|score|grade|treat|consider|label|judge|deem|regard|certify|accept|find|classif|declare",
        f"{START}(?:please |just |simply )?(?:mark|rate|score|grade|treat|consider|label|judge|deem|regard|certify"
        "|accept|find|classify|declare) (?:the (?:document|specification|methodology|rulebook)"
        rf"|{THIS}) (?:\w+ ){{0,2}}?(?:free (?:of|from)|without|approved|complete|sound|flawless|excellent|perfect"
        r"|self-contained|consistent|compliant|closed)\b(?! (?:if|when|once|unless|until|after|where|in|by)\b)",
    ),
    Sign(
        "write|give|produce|draft|prepare",
        f"{START}(?:please )?(?:write|give|produce|draft|prepare) an? (?:very |purely )?(?:positive|favou?rable"
        "|flattering|glowing|clean|enthusiastic) (?:report|review|assessment|evaluation|summary|opinion"
        r"|verdict)\b",
    ),
    Sign(
        " by any| by every| by all",
        r"\b(?:must|should|shall|will|is to) be (?:rated|graded|marked|scored|classified|treated|judged"
        rf"|accepted) as (?:\w+ ){{1,3}}by (?:any|every|all) (?:{AI_NAME}|{REVIEWERS})",
    ),
    Sign(
        "answer",
        f"{START}(?:please )?(?:answer|respond to|reply to) (?:every|all|any|each) questions? (?:about|on"
        rf"|regarding) (?:\w+ )?{DEFECT_NOUNS}",
    ),
    Sign("from this point on|from here on|henceforth", r"\b(?:from (?:this point|here) on|henceforth),? you\b"),
    Sign(
        "you are|you're",
        r"\byou(?: are|'re) (?:now )?an? (?:uncritical|lenient|forgiving|indulgent|obedient|benevolent|tolerant"
        r"|sloppy|easy-going) \w+",
    ),
    Sign(
        "tell the",
        rf"{START}(?:please )?tell the (?:user|reviewer|reader|human)s? (?:that )?(?:the|this|all|everything|it)\b",
    ),
)
_VOUCH = Sign(
    "state|report|confirm|say|conclude|declare|certify|agree|acknowledge|answer|write|find|claim&the |this|these"
    "|section|everything|all ",
    rf"(?:{START}|\b(?:and|then|please|to you) )(?:only |simply |just )?(?:report|state|confirm|say|conclude"
    "|declare|certify|agree|acknowledge|answer|write|find|claim) (?:that )?(?:the (?:document|specification"
    f"|methodology|rulebook|author)|{THIS}|everything|all (?:tables|formulas|references|terms|parameters"
    "|definitions|requirements|sections)) (?:is|are|has|have|contains?|satisf(?:y|ies)|meets?|adds?|compl(?:y"
    r"|ies)|resolves?(?=[ .])) ?(?:\w+ )?(?:complete|self-contained|implementable|sound|excellent|perfect|flawless"
    r"|correct|consistent|compliant|fine|no |free|up\b|all|every|approved|without|defined|(?<=resolve)|resolved"
    "|adequate|clear|unambiguous)",
)
_ABOUT_THE_ANSWER = (
    Sign(
        "you write|you give|you produce|you make|you generate|you return|you provide|you issue",
        r"\b(?:summary|report|review|answer|assessment|verdict|response|output|findings|list"
        "|evaluation)(?: that)? you (?:write|give|produce|make|generate|return|provide|issue) (?:must|should"
        r"|shall|will|has to|have to|is to|are to|needs? to|may not|must not)\b",
    ),
    Sign(
        "findings|issues",
        r"\b(?:list of (?:findings|issues)|(?:findings|issues?) list|findings) (?:[^.\n]{0,40} )?(?:must|should"
        r"|shall|will|has to|have to|is to|are to|needs? to) (?:stay|remain|be|stay) (?:left )?(?:empty|blank)\b",
    ),
    Sign(
        "findings|your ",
        r"\b(?:when|while|in|before) (?:generating|listing|writing|producing|preparing|compiling) (?:the "
        r"|your )?(?:findings|(?<=your )\w+),? (?:please )?(?:leave|omit|skip|ignore|do not|don't|exclude|never"
        r"|drop)\b",
    ),
    Sign(
        "score|rating|grade|verdict|severity",
        rf"{START}(?:please )?(?:set|put|fix|make|raise|lift|keep|leave) the (?:\w+ )?(?:scores?|rating|grade"
        rf"|verdict|severity)(?: level)? (?:of|for) (?:{THIS}|this \w+)",
    ),
    Sign(
        "strengths|positives|advantages",
        f"{START}(?:please )?(?:only|just) (?:list|mention|report|name|describe) (?:the |its )?(?:strengths"
        r"|positives|advantages|good points)\b",
    ),
    Sign("affirmative", rf"{START}(?:please )?(?:respond|answer|reply) in the affirmative\b"),
    Sign(
        "of the author",
        r"\b(?:in favou?r of|benefit of the doubt to|side with) the (?:author|drafter|writer)s?\b"
        r"|\bfavou?r the author\b",
    ),
    Sign("glowing|flattering|rave", r"\b(?:in )?(?:glowing|flattering) (?:terms|words)\b|\brave review\b"),
    Sign(
        "no human", r"\bno (?:human|person|one) (?:will|is going to|ever) (?:ever )?(?:read|see|check|look at)s? this\b"
    ),
)

PHRASES: tuple[Phrase, ...] = (
    *map(says, (*_JUDGED_GOOD, *_ABOUT_THE_ANSWER)),
    *map(says, (_VOUCH, _GRADED_HERE, _ONE_WORD, _EMPTY_ANSWER, _ALL_WELL, _EMPTY_RIGHT, _EACH_FINDING, _ECHO, _GREEN)),
    says(_YOUR_ANSWER, _DICTATED),
    says(_WHEN_ASKED, CLAIM, either(HERE, DEFECTS), either(GOOD, QUIET)),
    says(_WHILE_YOU, either(LENIENT, Sign("only", r"\bonly\b"))),
    says(_PURPOSE, ASSUME),
)
"""As in steering_english: words of which a text must hold one of each kind, and what is looked for where it does."""
