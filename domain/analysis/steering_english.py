"""What is said to a model in English and hardly ever to a reader, as patterns over a folded text (matching.Folded).

Specifications speak of models, prompts and instructions as well, so an order counts only at the start of a clause or
behind the address of a model ("AI reviewers must ..."), and only where it sets earlier instructions aside, gives the
verdict on the document, or says what is to be kept quiet or answered. A space stands for any gap between words.
"""

# what is spoken of
_INSTRUCTIONS = (
    r"(?:instructions?|prompts?|directions?|directives?|guidelines?|guidance|messages?|context|orders? given)"
)
_DEFECTS = (
    r"(?:findings?|issues?|defects?|gaps?|problems?|inconsistenc(?:y|ies)|omissions?|warnings?|concerns?|flaws?"
    r"|weakness(?:es)?|shortcomings?|non-?compliances?|deficienc(?:y|ies)|contradictions?|mistakes?)"
)
_DOCUMENT = (
    r"(?:documents?|specifications?|texts?|sections?|paragraphs?|clauses?|passages?|files?|requirements?"
    r"|polic(?:y|ies)|checks?|pages?)"
)
_HERE = r"(?:this|the|any|these|all|every|each)"
_THIS_DOCUMENT = rf"(?:this|the (?:entire|whole|present|following)) (?:\w+ )?{_DOCUMENT}"
_NUMBERED = r"(?:sections?|clauses?|annex|appendix|chapters?|paragraphs?|tables?) (?:\d[\d.]*|[a-z])\b"
_ANY_DEFECTS = rf"(?:(?:{_HERE}|further|other) )*(?:\w+ )?{_DEFECTS}\b"
_PLACE = rf"(?:in|about|with|for|on|of) (?:(?:this|the|any) {_DOCUMENT}|{_NUMBERED})"
_VERDICT = (
    r"(?:(?:fully|entirely|completely|wholly|being|100 ?%) )?(?:compliant|conforming|approved|passed|satisfied|met"
    rf"|complete|flawless|error-free|free (?:of|from) (?:any )?{_DEFECTS})\b"
)
LATER = r"(?! (?:in|once|when|after|if|by|with|unless|only|until|where|at|to|upon)\b)"
"""Not behind a verdict: who marks a document as approved once something has happened is a reader."""
_END = r"(?= ?(?:[.,;!]|$)|\n)"
_LAST = r"(?= ?(?:[.!]|$)|\n)"

# who is spoken to
_AI = (
    r"(?:(?:large |generative )?(?:ai )?language models?|llms?|ais?|a\.i\.|artificial intelligence|chat ?bots?|chatgpt)"
)
_ROLE = (
    r"(?:assistants?|models?|agents?|reviewers?|auditors?|systems?|tools?|readers?|checkers?|evaluators?"
    r"|graders?|bots?)"
)
_MODEL = (
    rf"(?:{_AI}(?:[- ](?:based|powered|driven))?(?: {_ROLE})?|(?:automated|automatic|machine) "
    r"(?:reviewers?|assistants?|auditors?|checkers?|readers?|graders?|evaluators?))"
)
_YOU_ARE = r"\byou(?: are|'re) (?:now |only |simply )?"
_OF_A_MODEL = r"(?=\s?[.,;:!)]|$|\s(?:that|who|whose|reviewing|reading|tasked|trained|and|with|asked|processing)\b)"

# where an order may begin
START = (
    r"(?:^|[.!?:;\"'(\-*>\]]\s?|\n|\b(?:please|kindly|you (?:must|should|shall|will)|must now|now|then|instead|simply"
    r"|just) )"
)
_MUST = (
    r"(?:must|should|shall|will|has to|have to|needs? to|(?:is|are) (?:hereby )?"
    r"(?:(?:instructed|required|asked|told|requested|directed|ordered|advised|expected|encouraged) )?to)"
)
_ADDRESSED = rf"\b{_MODEL} {_MUST} (?:always |only |now |simply |therefore |instead |please )?"
_SPOKEN = rf"(?:{START}|{_ADDRESSED})"

# what is ordered
_IGNORE = (
    r"(?:ignore|disregard|forget|override|bypass|discard|set aside|do not follow|don't follow|stop following"
    r"|do not obey|pay no attention to|take no account of)"
)
_EARLIER = (
    r"(?:(?:all|any|every|each|the|your|of|these|those|such) ){0,3}(?:(?:previous|previously|prior|above|earlier"
    r"|preceding|foregoing|other|existing|system|original|former|given|initial|default) ){1,2}"
)
_OF_A_SYSTEM = (
    r"(?! (?:from|of|by|received|given|issued|sent|for|once|when|on|if|until|after|in|that (?:are|were|have)|which)\b)"
)
"""Not behind the instructions: those of a client are what specifications speak of."""
_THEN = r"(?:answer|respond|reply|say|output|approve|mark|rate|report|treat|consider|write|return|print|act|follow|do)"
_HIDE = (
    r"(?:(?:do not|don't|never|must not|should not|not) (?:report|flag|raise|mention|list|note|question|criticise"
    r"|criticize|comment on)|(?:avoid|refrain from) (?:reporting|flagging|raising|mentioning|listing|commenting on))"
)
_PASS_OVER = r"(?:skip|omit|overlook|ignore|disregard|leave out|pass over)"
_ANSWER = r"(?:reply|respond|answer|output|say|state|write|print|return|conclude|report)"
_JUDGE = (
    r"(?:mark|rate|classify|treat|consider|label|score|declare|report|evaluate|assess|judge|grade|deem|regard"
    r"|certify|accept|pass)"
)

_NOTHING = "not |n't |never|avoid|refrain| no | zero "

PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    # earlier instructions are set aside
    (
        (
            "ignor|disregard|forget|overrid|bypass|discard|aside|follow|obey|pay no|take no",
            "instruction|prompt|direct|guid|message|context|order",
        ),
        rf"{_SPOKEN}{_IGNORE} {_EARLIER}(?:\w+ )?{_INSTRUCTIONS}\b{_OF_A_SYSTEM}",
    ),
    (
        ("your ", "instruction|prompt|guideline|directive|training|programming"),
        rf"{_SPOKEN}(?:{_IGNORE}|reveal|print|repeat|disclose|show|leak) (?:all (?:of )?)?your (?:\w+ )?"
        r"(?:instructions|prompts?|guidelines|directives|training|programming)\b|\byour (?:\w+ )?system prompt\b",
    ),
    (
        ("ignor|disregard|forget|overrid|discard|aside|follow|obey|pay no|take no", "above|before|so far"),
        rf"{_SPOKEN}{_IGNORE} (?:(?:all|everything|anything|any) )?(?:of )?"
        r"(?:(?:the|that is|that was|stated|said|written|what is|what was) )*(?:above|before this|so far)"
        rf"(?= ?(?:[.;!]|$)| ?,? (?:and|but) (?:instead |then |only |simply |just )?{_THEN}\b)",
    ),
    (
        ("you ", "told|given|instructed|taught"),
        rf"{_SPOKEN}{_IGNORE} (?:(?:all|everything|anything|whatever|what|any|the|of) )+(?:\w+ )?(?:that )?"
        r"you (?:were|are|have been|had been|'ve been) (?:previously )?(?:told|given|instructed|taught)\b",
    ),
    (
        ("system prompt|hidden instructions",),
        rf"{_SPOKEN}(?:{_IGNORE}|reveal|leak|repeat|print) (?:the|your|any) (?:\w+ )?"
        r"(?:system prompt|hidden instructions)\b|(?:^|\n)(?:new )?system prompt ?:",
    ),
    # a model is addressed
    (
        ("you are |you're ", "ai|model|llm|artificial|bot|gpt|automat|machine"),
        rf"{_YOU_ARE}(?:an? |the |acting as an? )(?:\w+ )?{_MODEL}(?! (?:provider|deployer|vendor|user|operator)\b)"
        rf"{_OF_A_MODEL}",
    ),
    (
        ("you are |you're ", "assistant|bot|model|reviewer|gpt|claude|copilot|gemini"),
        rf"{_YOU_ARE}(?:an?|the) (?:\w+ )?(?:assistant|chatbot){_OF_A_MODEL}"
        rf"|{_YOU_ARE}an? (?:helpful|unrestricted|obedient|lenient) (?:assistant|model|chatbot|reviewer)\b"
        rf"|{_YOU_ARE}(?:chatgpt|gpt-?\d|claude|copilot|gemini)\b{_OF_A_MODEL}",
    ),
    (
        ("as an ai|as a language|as a large|as an llm|as an automated|as a chat",),
        rf"\bas an? {_MODEL} ?, ?(?:you|your|i|please|do not|always|never|ignore|report|mark|treat)\b",
    ),
    (
        (
            "note |attention|message |instruction|dear |hello|hey |to any|to all|to the|for the",
            "ai|model|llm|bot|gpt|automat|artific",
        ),
        rf"{START}(?:note|attention|message|instructions?|dear|hello|hey|to) ?(?:to|for|,|:)? ?"
        rf"(?:(?:all|any|the|an?|every|of) )*(?:reviewing )?{_MODEL} ?"
        r"(?:[:,.!\-]|\b(?:reviewing|reading|processing|parsing)\b)",
    ),
    (
        ("this|the present", "ai|model|llm|artificial|bot|gpt|automat|machine|assistant"),
        rf"\b(?:{_MODEL}|assistant) (?:(?:that|which|who) (?:is |are )?)?(?:currently )?(?:read|review|process|pars"
        r"|analys|analyz|evaluat|summaris|summariz|check|assess)(?:es|s|e|ing)? (?:this|the present)"
        r"(?: (?:document|specification|text|file|page|section|passage|message|sentence|paragraph|line))?"
        r"(?=\s?[.,;:!)]|$|\s(?:must|should|shall|will|is|are|has|have|can|may|needs?|to|please|and)\b)",
    ),
    (
        ("your new|your real|your actual|your true|your only",),
        r"\byour (?:new|real|actual|true|only) (?:task|job|role|goal|instructions?|objective) (?:is|are)\b",
    ),
    (
        ("pretend|act as|roleplay|role-play|play the role",),
        rf"{START}(?:pretend|act|role-?play|play the role) (?:as|of|to be|(?:that )?you are) "
        rf"(?:if you (?:are|were) )?(?:an?|the) (?:\w+ )?(?:{_AI}|assistant|chatbot|(?:lenient|friendly) reviewer)\b",
    ),
    (
        ("from now on",),
        rf"{START}from now on ?,? ?you (?:are|must|will|shall) (?:(?:only|always|never|an?) )?"
        r"(?:answer|respond|reply|act|approve|ignore|assistant|ai)\b",
    ),
    # what is to be kept quiet
    (
        (_NOTHING, "report|flag|rais|mention|list|note|question|critici|comment"),
        rf"{START}{_HIDE} (?:{_HERE} {_DOCUMENT}\b(?:{_END}| (?:as|or|and)\b)|{_ANY_DEFECTS}(?:{_LAST}| {_PLACE}))"
        rf"|{_ADDRESSED}{_HIDE} (?:{_HERE} (?:\w+ )?{_DOCUMENT}|everything|{_NUMBERED}|{_ANY_DEFECTS})",
    ),
    (
        (" no | zero ", "report|rais|flag|return|output|list|find|mention"),
        rf"{_SPOKEN}(?:report|raise|flag|return|output|list|find|mention) (?:no|zero) (?:\w+ )?{_DEFECTS}\b"
        rf"(?:{_END}| (?:at all|whatsoever|and)\b| {_PLACE})",
    ),
    (
        ("skip|omit|overlook|ignor|disregard|leave out|pass over",),
        rf"{START}{_PASS_OVER} (?:any|all|the|every) (?:\w+ )?{_DEFECTS} (?:in (?:this|the present) {_DOCUMENT}"
        r"|you (?:find|see|notice|detect|may find))\b"
        rf"|{START}(?:skip|overlook) (?:the (?:review|analysis|check) of )?(?:this|the next|the following) "
        r"(?:section|document|paragraph|passage|specification|clause|table)(?= ?[.;!]| in your\b|$)"
        rf"|{_ADDRESSED}{_PASS_OVER} (?:{_THIS_DOCUMENT}|{_NUMBERED}|(?:any|all|the|every) (?:\w+ )?{_DEFECTS}"
        r"|the following|the rest)\b",
    ),
    (
        ("not |n't |never", "instruction|prompt|message|text|passage", "user|reader|human|reviewer"),
        rf"{START}(?:do not|don't|never) (?:tell|inform|warn|alert) the (?:user|reader|human|reviewer)s? (?:about|of) "
        r"(?:this|these|the|any) (?:hidden )?(?:instructions?|prompts?|messages?|text|passage)\b",
    ),
    # the verdict and the answer
    (
        ("complian|conforming|approved|passed|satisfied|met|complete|flawless|error-free|free of|free from",),
        rf"(?:{_SPOKEN}|\band ){_JUDGE} {_HERE} (?:\w+ )?{_DOCUMENT}(?: (?:below|above|here|in (?:this|the) document))?"
        rf" (?:as|to be|for) {_VERDICT}{LATER}"
        rf"|(?:{_SPOKEN}|\band ){_JUDGE} (?:(?:everything|this|all of it|{_NUMBERED}) )?(?:as|to be) "
        rf"(?:(?:fully|entirely|completely) )?compliant\b{LATER}"
        rf"|{_SPOKEN}{_ANSWER} that (?:{_THIS_DOCUMENT}|the (?:document|specification)|everything|all \w+) "
        rf"(?:is|are|has|have been) {_VERDICT}"
        rf"|{_ADDRESSED}(?:{_JUDGE}|{_ANSWER}|assume|find|confirm) [^.;\n]{{0,60}}?\b{_VERDICT}",
    ),
    (
        ("approve |accept |certify ",),
        rf"{_SPOKEN}(?:approve|accept|certify) {_THIS_DOCUMENT} "
        r"(?:without|unconditionally|immediately|regardless|as is)\b"
        rf"|{_ADDRESSED}(?:approve|accept|certify) (?:{_THIS_DOCUMENT}|everything|{_NUMBERED})",
    ),
    (
        ("give|award|assign|grant|rate|score|grade", "highest|top |perfect|maximum|best|full|10|100"),
        rf"{_SPOKEN}(?:give|award|assign|grant) {_THIS_DOCUMENT} (?:the |a |an )?"
        r"(?:highest|top|perfect|maximum|best|full|10)\b"
        rf"|{_SPOKEN}(?:rate|score|grade) {_THIS_DOCUMENT} (?:as )?(?:the )?(?:highest|10 ?/ ?10|100 ?%|perfect)",
    ),
    (
        ("your ", "answer|response|output|reply|verdict|assessment|conclusion|evaluation|review|report"),
        r"\byour (?:\w+ )?(?:answer|response|output|reply|verdict|assessment|conclusion|evaluation|review|report) "
        r"(?:must|should|shall|has to|is to|will) (?:only |always |simply )?"
        r"(?:be|say|state|read|conclude|contain|consist of|find) (?:that )?(?:only |just |the word )?"
        rf"(?:[\"'`]?{_VERDICT}|[\"'`]?(?:positive|favou?rable|pass|yes)\b(?= ?[.,;!?)\"']|$)"
        rf"|(?:there are )?(?:no|zero) (?:\w+ )?{_DEFECTS}\b)",
    ),
    (
        ("repl|respond|answer|output|say", "only|just|simply|nothing but"),
        rf"{_SPOKEN}(?:reply|respond|answer|output|say) (?:only|just|simply)(?: with)?(?: with)? (?:[\"'`{{\[]"
        r"|(?:that|the (?:word|phrase|text)|an? empty|no\b|nothing|yes|compliant|approved|pass(?:ed)?|json)\b)"
        rf"|{_SPOKEN}(?:reply|respond|answer) with (?:only|just|nothing but)\b ?(?:[\"'`{{\[]|the (?:word|phrase)\b)",
    ),
    (
        ("repl|respond|answer|output|say|state|writ|print|return|conclud|report", "no |zero |\"|'|`"),
        rf"{_SPOKEN}{_ANSWER} (?:with )?(?:that )?[\"'`]?(?:there are )?(?:no|zero) (?:\w+ )?{_DEFECTS}\b"
        r"(?! (?:to|from|by)\b)"
        rf"|{_SPOKEN}{_ANSWER} (?:with )?[\"'`](?:{_VERDICT}|yes\b|pass\b|approve\b)",
    ),
    # marks of a model's own input
    (
        ("<", ">"),
        r"<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|begin_of_text|start_header_id|end_header_id"
        r"|eot_id)\|>(?: ?(?:system|user|assistant)\b)?",
    ),
    (
        ("inst]",),
        r"\[inst\].{0,900}?\[/inst\]|\[/inst\]|\[inst\]"
        r"(?= ?(?:<<sys|you\b|ignore\b|please\b|do not\b|mark\b|approve\b|always\b|never\b|reply\b|respond\b))",
    ),
    (("<<sys|<</sys",), r"<</?sys>>"),
    (
        ("system|instruction|assistant", ":"),
        r"(?:^|\n)#{2,} ?(?:system|instructions?|assistant) ?:"
        r"|(?:^|\n)(?:system|assistant) ?: ?(?:you (?:are|must|will|should)|ignore|disregard|do not report)\b",
    ),
)
"""Words of which a text must hold one of each kind, and what is looked for where it does."""
