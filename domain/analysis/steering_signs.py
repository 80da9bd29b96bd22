"""What is told of a sentence that steers: who is addressed, what is spoken of, what the review is to be blind to.

No sign says enough by itself; a rule names those that must all be in one sentence, in whatever order and words.
"""

from typing import NamedTuple

from domain.analysis.steering_english import START


class Sign(NamedTuple):
    """Pieces of words, of which one of each group stands in every text that has the sign, and what the sign is."""

    words: str
    pattern: str


_BEGIN = r"(?:^|\n|[.!?][\"')\]]? )"
_WITHIN = r"(?:[^.!?\n]|[.!?](?=[^\s])){0,300}?"
"""On within a sentence, whose end is where the next one begins: a text is read once for each sign."""


class Phrase(NamedTuple):
    """What a sentence that steers has: groups of pieces of words, of each of which one stands in every such text, the
    pattern of it, and patterns without each of which that pattern matches nowhere in a text."""

    words: tuple[str, ...]
    pattern: str
    signs: tuple[str, ...] = ()


def says(*signs: Sign) -> Phrase:
    """The phrase of a sentence that has all of these signs."""
    words = tuple(group for sign in signs for group in sign.words.split("&"))
    if len(signs) == 1:
        return Phrase(words, signs[0].pattern)
    ahead = "".join(f"(?={_WITHIN}(?:{sign.pattern}))" for sign in signs)
    return Phrase(words, rf"{_BEGIN}{ahead}\W{{0,20}}\w", tuple(sign.pattern for sign in signs))


def either(*signs: Sign) -> Sign:
    return Sign("|".join(sign.words for sign in signs), "|".join(sign.pattern for sign in signs))


# who is addressed
AI_NAME = (
    r"(?:(?:reviewing |reviewer |any |generative )?(?:ais?|a\.i\.|llms?|(?:large )?language models?"
    r"|artificial intelligence|chat ?bots?|(?:chat ?)?gpt(?:-?\d\w*)?|claude|copilot|machine[- ]learning models?"
    "|foundation models?|neural networks?|reviewer models?))"
)
PROGRAM = "(?:reviewers?|assistants?|models?|tools?|software|agents?|engines?|bots?|programs?|systems?|checkers?)"
REVIEWERS = (
    "(?:(?:automat(?:ed|ic) |machine )?(?:reviewers?(?:[- ]bots?)?|checkers?|graders?|evaluators?|assessors?"
    "|assistants?)|(?:automat(?:ed|ic) )?(?:automat(?:ed|ic)|machine|review(?:er|ing)?|check(?:ing)?"
    "|evaluat(?:ion|ing)|grading|compliance-checking) (?:tools?|models?|software|agents?|engines?|bots?|programs?"
    "|assistants?|systems?|pipelines?))"
)
AI_WORDS = (
    " ai|ai |ai:|ai,|ai-|a.i.|llm|language model|artificial int|chatbot|chat bot|gpt|claude|copilot"
    "|learning model|learning-model|foundation model|neural net|reviewer model"
)
REVIEWER_WORDS = "automat|machine|review|check|evaluat|grad|assess|assistant"
MUST = (
    "(?:must|should|shall|will|may|can|need(?:s|ed)?|ha(?:s|ve) to|(?:is|are) (?:hereby |kindly )?(?:instructed"
    r"|required|asked|told|requested|directed|ordered|advised|expected|encouraged|invited|to))\b"
)
CALL = (
    "(?:(?:note|notice|attention|attn|message|instructions?|information|hint|reminder|guidance|dear|hello|hi|hey"
    "|to|for) ?(?:to|for|of|,|:)? ?(?:(?:all|any|the|an?|every|each|our|dear) ){0,3})"
)
CALLED = rf"(?: {PROGRAM})?(?: notes?| notice| instructions?| hint)? ?[:,!-]"
AI = Sign(AI_WORDS, rf"\b{AI_NAME}\b")
AI_CALLED = Sign(AI_WORDS, rf"(?:{START}|[\[<] ?){CALL}?{AI_NAME}{CALLED}")
AI_IS_TOLD = Sign(AI_WORDS, rf"\b{AI_NAME}(?: {PROGRAM})?(?: \w+){{0,4}}? {MUST}")
REVIEWER_CALLED = Sign(REVIEWER_WORDS, rf"(?:{START}|[\[<] ?){CALL}?{REVIEWERS}{CALLED}")
REVIEWER_IS_TOLD = Sign(
    REVIEWER_WORDS, rf"\b{REVIEWERS}(?: (?:that|which|who|reading|reviewing|of|this|document))*,? (?:\w+ )?{MUST}"
)
YOU = Sign("you", r"\b(?:you|your|yourself)\b")
WE_ASK = Sign(
    "ask|request|please|kindly|urge|beg|wish|invite|appreciat|grateful",
    r"\b(?:we|the (?:\w+ )?(?:authors?|issuer|sponsor|undersigned)|i|it is|kindly|please) (?:\w+ )?(?:ask|request"
    r"|urge|beg|wish|invite|appreciate|hope|prefer)\w*\b",
)
ORDERED = either(
    Sign("must|should|shall|asked|told|instructed|request|require|expect|to|please|kindly", rf"\b{MUST}"),
    Sign("please|kindly|you|:|,", r"\b(?:please|kindly|you|your)\b"),
)

# what is spoken of
TEXTS = (
    "(?:documents?|specifications?|texts?|sections?|subsections?|paragraphs?|clauses?|passages?|annex(?:es)?"
    "|appendi(?:x|ces)|chapters?|methodology|rulebook|requirements?|definitions?|sentences?|statements?|parts?)"
)
READ = r"(?:read|review|process|pars|analy[sz]|evaluat|summari[sz]|check|assess|grad|scor|examin|inspect|audit)\w*"
NUMBERED = r"(?:sections?|clauses?|annex|appendix|chapters?|paragraphs?|tables?|parts?) (?:\d[\d.]*|[a-z])\b"
THIS = (
    rf"(?:(?:this|these|the (?:present|entire|whole|following|above|preceding)) (?:\w+ ){{0,2}}(?:{TEXTS}|tables?"
    r"|file|page|line))\b"
)
HERE = Sign("this|these|the |section|clause|annex|append|chapter|paragraph|table|part", rf"\b(?:{THIS}|{NUMBERED})")
READS_THIS = Sign(
    "this|the present|these|the following",
    rf"\b(?:{READ} (?:\w+ ){{0,2}}?(?:this|the present|these|the following) (?:{TEXTS}|lines|words|pages)"
    rf"|this {TEXTS}(?: \w+){{1,3}}? {READ} (?:by|with)|{READ} this(?=[ ,.;:]*(?:{MUST}|$|[,.;:])))",
)
DEFECT_NOUNS = (
    "(?:findings?|issues?|defects?|gaps?|problems?|inconsistenc(?:y|ies)|omissions?|concerns?|flaws?"
    "|weakness(?:es)?|shortcomings?|non-?compliances?|deficienc(?:y|ies)|contradictions?|mistakes?|ambiguit(?:y"
    "|ies)|discrepanc(?:y|ies)|objections?|criticism|remarks?|comments?)"
)
LACKING = "(?:missing|absent|undefined|dangling|unresolved|inconsistent|contradictory|ambiguous|unspecified|incomplete)"
SAID = (
    "(?:calendars?|rules?|definitions?|terms?|(?:data )?sources?|references?|fallbacks?|parameters?|units?"
    "|formulas?|examples?|sections?|chapters?|annex(?:es)?|rounding|variables?|symbols?|tables?|totals?"
    "|time ?zones?|conventions?|procedures?|weights?)"
)
FLAWED = rf"(?:{LACKING} (?:\w+ ){{0,2}}?{SAID}\b|(?:do|does|did) not (?:add|sum) up\b)"
LACK = Sign(
    "missing|absent|undefined|dangling|unresolved|inconsistent|contradict|ambiguous|unspecif|incompl|up", rf"\b{FLAWED}"
)
DEFECTS = Sign(
    "finding|issue|defect|gap|problem|inconsist|omission|concern|flaw|weakness|shortcoming|complian|deficien"
    "|contradict|mistake|ambigu|discrepan|objection|critici|remark|comment",
    rf"\b{DEFECT_NOUNS}\b",
)
REVIEW = Sign(
    "review|evaluat|assess|finding|check|verdict|grading|audit|analy|valid",
    r"\b(?:reviews?|evaluations?|assessments?|findings?|checks?|verdicts?|grading|audits?|analysis|validation)\b",
)

# what the review is asked to be blind to, and what it is to say
TELL = (
    "(?:report|flag|rais|mention|list|comment|critici[sz]|question|object|highlight|point out|challeng|penali[sz]"
    "|look(?:ing)? (?:at|for|further|into)|think(?:ing)? about|mind|worry about|check|review|analy[sz]|examin"
    r"|verif|inspect|scrutini[sz]|notic|record)\w*"
)
QUIET = either(
    Sign(
        "not |n't |never|no need|no reason|without|refrain|avoid|stop",
        r"\b(?:not|never|no need (?:for \w+ )?to|no reason (?:for (?:\w+ ){1,3})?to|without|refrain from|avoid"
        rf"|stop|[a-z]+n't) (?:\w+ ){{0,2}}?{TELL}\b",
    ),
    Sign("nothing", rf"\bnothing (?:\w+ ){{0,4}}?(?:needs?|has|is|should|must|requires?) (?:to )?(?:be )?{TELL}"),
    Sign("mention", r"\b(?:omit|leave out|drop|avoid) (?:any |all |every )?mention"),
    Sign("yourself|silent|quiet", r"\b(?:keep|stay|remain)\b[^.\n]{0,40}\b(?:yourself|silent|quiet)\b"),
    Sign(
        "no |zero|without|any",
        rf"\b(?:no|zero|without|free of|free from) (?:any |further |other |new |\w+ )?{DEFECT_NOUNS}\b",
    ),
)
PASS_OVER = Sign(
    "skip|ignor|overlook|exclu|exempt|disregard|omit|pass over|leave|suspend|suppress|disab|waive|dispense",
    r"\b(?:skip|ignor|overlook|exclud|exempt|disregard|omit|pass(?:ed|es)? over|leave (?:out|alone)|suspend"
    r"|suppress|disabl|waiv|dispense with)\w*\b",
)
PASSED_OVER = Sign(PASS_OVER.words, rf"(?<!not )(?<!never )(?:{PASS_OVER.pattern})")
GRADE = r"(?:scores?|grades?|marks?|ratings?|results?|verdict|assessment|evaluation|opinion|reviews?|feedback)"
GOOD = Sign(
    "complian|conform|approv|pass|satisf|met|complete|flawless|fine|ok|perfect|low|clean|defined|resolve"
    "|specified|valid|correct|accept|mark|highest|top|max|best|good|positive|success|100|full|ready|none|nothing",
    r"\b(?:(?:as|is|are|be|being|it|them|fully|already) (?:\w+ )?(?:complian\w+|conforming|approved|passed|passing"
    "|satisfied|met|complete|flawless|fine|ok|perfect|low[- ]risk|low|clean|defined|resolved|specified|valid"
    "|correct|acceptable|ready|there|present)|(?:full|top|highest|maximum|max|perfect|best|good|passing|positive"
    f"|clean|favou?rable) (?:possible )?{GRADE}|severity (?:is |of )?(?:low|info|none)|low(?:est)? severity"
    r"|approv(?:e|es|al)\b|confirm(?:s|ing)? (?:\w+ )?(?:compliance|that)|success|nothing (?:is|was) (?:missing"
    "|wrong)|(?:satisf|compl)(?:y|ies) (?:with )?all|there (?:is|are) (?:none|nothing)|100 ?(?:/|out of|%))",
)
ASSUME = Sign(
    "assum|presum|suppos|pretend|treat|consider|regard",
    r"\b(?:assume|presume|suppose|pretend|treat|consider|regard)\b",
)
KIND = Sign(
    "lenient|generous|kind|forgiv|positiv|prais|scope|favo|benevol|benefit of|contradict",
    r"\b(?:lenien(?:t|cy)|generous(?:ly)?|kind|forgiving|positive(?:ly)?|praise|out of scope|favou?rabl[ey]"
    r"|benevolent(?:ly)?|benefit of the doubt|contradict)\b",
)
LENIENT = either(QUIET, PASS_OVER, GOOD, ASSUME, KIND)
CLAIM = Sign(
    "state|say|answer|respond|reply|claim|write|conclude|confirm|report",
    r"\b(?:state|say|answer|respond|reply|claim|write|conclude|confirm)\b",
)
JUDGED = Sign(
    "document|specif|methodol|rulebook|text|author|section|annex|table|chapter|paragraph|line|file",
    rf"\b(?:the (?:document|specification|methodology|rulebook|author|text|file)s?|{THIS}|{NUMBERED}|these (?:lines"
    r"|words|pages|tables))\b",
)
IS_MISSING = Sign(
    "missing|absen|lack|undefined|wrong|unclear|not defined",
    rf"\b(?:{SAID} (?:\w+ )?(?:is|are|was|were) (?:missing|absent|undefined|lacking|not defined)|(?:absence"
    rf"|lack) of (?:an? |the |any )?(?:\w+ )?{SAID}|(?:something|anything|nothing|what) (?:is|was|may be"
    r"|seems) (?:missing|wrong|unclear|lacking))\b",
)
AMISS = either(
    LACK,
    IS_MISSING,
    Sign(
        "gap|issue|finding|problem|defect|omission|flaw|inconsist|contradict|shortcoming|weakness|ambigu"
        "|open point|discrepan|objection|critici",
        r"\b(?:gaps?|issues?|findings?|problems?|defects?|omissions?|flaws?|inconsisten\w+|contradict\w+"
        r"|shortcomings?|weakness(?:es)?|ambigu\w+|open points?|discrepanc\w+|objections?|criti\w+)\b",
    ),
)
TOLD = either(
    Sign("you", r"\b(?:you|your|yours|yourself)\b"),
    Sign("please|kindly|just|simply|bother", r"\b(?:please|kindly|simply|just|don't bother)\b"),
    Sign(AI_WORDS, rf"\b{AI_NAME}\b"),
)
BLIND = either(
    QUIET,
    PASS_OVER,
    ASSUME,
    KIND,
    Sign(
        "silent|bother|favo|intentional|closed|empty|sound|glowing|strength|tick|affirmative|erase|drop|approv"
        "|complet|perfect|fine|complian|confirm|agree",
        r"\b(?:stay silent|bother|in favou?r|intentional|closed|(?:stay|remain|be) empty|sound|glowing|strengths"
        r"|tick|affirmative|erase|drop|approve|complete|perfect|fine|compliant|confirm|agree)\b",
    ),
)
