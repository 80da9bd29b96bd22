"""English sentences about the review itself, of which no specification speaks: its findings and its verdict."""

from domain.analysis.steering_english import LATER, START

_NAME = r"(?:chat ?gpt|gpt(?:-\d\w?)?|copilot|claude|gemini|llama)"
_AI = rf"(?:ai|llms?|(?:ai |large )?language models?|{_NAME})"
_PROGRAM = r"(?:reviewers?|assistants?|software|tools?|programs?|engines?|systems?|bots?|agents?)"
_REVIEWER = rf"(?:{_AI}(?: {_PROGRAM})?|(?:reviewing|review|checking) {_PROGRAM}|(?:reviewer|assistant) bots?)"
_MUST = r"(?:must|should|shall|will|is to|are to|has to|have to|needs? to)"
_TEXT = r"(?:text|document|file|page|section|specification|paragraph|passage|content|methodology)"
_NUMBERED = r"(?:sections?|clauses?|annex|appendix|chapters?|paragraphs?|tables?) (?:\d[\d.]*|[a-z])\b"
_FINDINGS = r"(?:findings?|issues?|defects?|problems?|gaps?|errors?|warnings?|weakness(?:es)?)"
_REVIEW = r"(?:review|analysis|evaluation|assessment|report|summary|verdict|response|answer|output)"
_DO = (
    r"(?:ignore|skip|approve|accept|answer|respond|reply|output|return|say|mark|rate|treat|report|flag|mention|lower|stop"
    r"|do not|don't|never|you|your|from now on|no (?:findings|issues))"
)
_FLAG = r"(?:flag|report|raise|mention|question|criticise|criticize|comment on)"
_FLAGGING = r"(?:flagging|reporting|raising|mentioning|questioning|criticising|criticizing|commenting on)"
_OPEN = (
    r"(?:dangling references?|undefined (?:terms?|parameters?|variables?|symbols?)|missing (?:references?|definitions?)"
    r"|open points?|findings?)"
)

PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    # who reviews is told what to find
    (
        (" no | zero ", "report|flag|rais|list|find|return"),
        rf"\b{_REVIEWER} {_MUST} (?:report|flag|raise|list|find|return) (?:no|zero) (?:\w+ )?{_FINDINGS} "
        rf"(?:in|for|about|with|on) this {_TEXT}\b",
    ),
    (
        ("gpt|copilot|claude|gemini|llama",),
        rf"\b{_NAME} (?:{_MUST} (?:not )?|, |: )(?:please )?{_DO}\b",
    ),
    (
        ("ai|llm|gpt|copilot|claude|gemini|review|bot|language model", ":|,"),
        rf"{START}{_REVIEWER} ?[:,] ?(?:please )?{_DO}\b",
    ),
    (("assistant", ":"), rf"(?:^|\n)assistant ?: ?(?:i (?:have|'ve) (?:reviewed|checked|analy[sz]ed|read)|{_DO})\b"),
    (
        ("system", ":"),
        r"(?:^|\n)system ?: ?(?:you (?:are|must|will|should|now)|your (?:task|role|answer|output)|from now on)\b",
    ),
    (
        ("note |message |information ", "model|assistant|review"),
        rf"{START}(?:note|message|information) (?:to|for) the (?:model|assistant|reviewing {_PROGRAM}) ?[:,\-] ?"
        r"[^.\n]{0,80}\b(?:skip|ignore|approved?|you|do not|treat|mark|answer)\b",
    ),
    (("from now on",), r"\bfrom now on ?,? you (?:output|say|print|write|report|return)\b"),
    (
        ("asked",),
        rf"\bwhen (?:you are )?asked (?:about|to (?:review|check|summari[sz]e|analy[sz]e|assess)) this {_TEXT} ?,? "
        r"(?:please )?(?:say|answer|respond|reply|state|report|write|conclude)\b",
    ),
    (("as an ai|as a language|as a large|as an llm",), rf"\bas an? {_AI}(?: {_PROGRAM})? ?,? ?you\b"),
    # what is passed over
    (
        ("not |n't |never|refrain|avoid", "flag|report|rais|mention|question|critici|comment"),
        rf"{START}(?:(?:do not|don't|never) {_FLAG}|(?:refrain from|avoid) {_FLAGGING}) "
        rf"(?:anything (?:in|about) {_NUMBERED}|(?:{_NUMBERED}|anything|this \w+) in your {_REVIEW}\b)",
    ),
    (
        ("skip|omit|leave out", "your "),
        rf"\b(?:skip|omit|leave out) (?:the )?(?:verification|review|analysis|checking|checks?) of [^.\n]{{1,60}} "
        rf"(?:in|from|(?:when|while|for) (?:generating|writing|preparing|making)) your {_REVIEW}\b",
    ),
    (("say nothing about",), r"\b(?:and|but|please) say nothing about (?:it|them|this|these|that)\b"),
    (
        ("skip|omit|disabl|bypass|not needed|not required|unnecessary", "ai |llm "),
        r"\b(?:ai|llm) (?:checks?|reviews?|analys[ie]s|screening) (?:is|are|can|may|must|should) "
        r"(?:(?:to )?be )?(?:skipped|omitted|disabled|bypassed|not (?:needed|required)|unnecessary)\b",
    ),
    (
        ("treat|consider|regard|assum|count", "dangling|undefined|missing|open point|finding"),
        rf"{START}(?:treat|consider|regard|assume|count) (?:(?:all|every|each|any|the|of) )+{_OPEN} (?:\w+ ){{0,3}}?"
        rf"(?:as |is |are |to be )?(?:resolved|defined|complete|closed|answered|valid|acceptable|fine)\b{LATER}",
    ),
    # the severity, the score and the answer
    (
        ("severity",),
        rf"\b(?:lower|reduce|downgrade|set|change|cap) (?:the )?severity (?:level )?(?:of|for) "
        rf"(?:all|any|every|each|your) (?:\w+ )?{_FINDINGS}\b"
        r"|\bseverity ?(?:=|:|is) ?(?:info|low|none) for (?:each|every|all) (?:rules?|findings?|checks?|issues?)\b",
    ),
    (
        ("rate|score|grade", "100|10|perfect|highest|maximum|full|five|5"),
        rf"{START}(?:rate|score|grade) this {_TEXT} (?:(?:with|as|at|a|the) )*"
        r"(?:100|10|five|5|perfect|maximum|highest|full)\b",
    ),
    (
        ("nothing else",),
        rf"{START}(?:output|print|write|say|return|answer|reply|respond)(?: with)?(?: only)? "
        r"(?:the (?:single )?words?|just) [\"'`]?\w+[\"'`]? and nothing else\b",
    ),
    (
        ("your ", "conclude|state|say|find|report|show|confirm"),
        rf"\byour {_REVIEW} {_MUST} (?:conclude|state|say|find|report|show|confirm) that\b",
    ),
    # the task is another one, or over
    (("your ",), rf"\byour (?:task|job|work|{_REVIEW}) (?:is|has been) (?:now )?(?:completed?|finished|done|over)\b"),
    (("new task",), r"\bnew task for (?:the (?:assistant|ai|model|bot)|you)\b"),
    (
        ("your ", "prompt|system message|instructions"),
        rf"{START}(?:print|reveal|repeat|show|output|translate|disclose|summari[sz]e) (?:[^.\n]{{0,60}} )?your "
        r"(?:(?:\w+ )?(?:prompt|system message)|(?:hidden|initial|system|original) instructions)\b",
    ),
)
"""As in steering_english: words of which a text must hold one of each kind, and what is looked for where it does."""
