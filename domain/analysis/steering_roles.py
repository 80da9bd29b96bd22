"""Sentences that give whoever reads by program another role, another master or other instructions."""

from domain.analysis.steering_english import START
from domain.analysis.steering_signs import (
    AI_NAME,
    DEFECT_NOUNS,
    GOOD,
    LACK,
    TELL,
    TEXTS,
    YOU,
    Phrase,
    Sign,
    either,
    says,
)

_I_TELL_YOU = Sign(
    "you ",
    r"\b(?:i would|i'd) (?:like|love|prefer) you to\b|\bi (?:hereby |am |now |kindly |therefore |do )*(?:instruct"
    r"|order|command|authori[sz]e|ask|want|need|beg|direct|require|tell|asking|telling|instructing)(?:ing)? you\b",
)
_YOUR_USER = Sign(
    "your ",
    r"\byour (?:user|reward|developer|creator|maker|system message)s? (?:has|have|will|wants?|asks?|asked|is|are"
    r"|told)\b",
)
_IDEAL = Sign(
    "good|helpful|obedient|competent|fair|ideal|polite",
    r"\b(?:good|helpful|obedient|competent|fair|ideal|polite|professional) (?:assistants?|reviewers?|models?|ais?"
    r"|llms?|evaluators?|graders?|checkers?) (?:never|always|would|will|should|must|does|do)\b",
)
_IN_ROLE = Sign(
    "as the |as a|in your ",
    r"\b(?:as (?:the|an?)|in your (?:role|capacity|function) as (?:the |an? )?)(?: ?\w+){0,2}? ?(?:evaluator"
    "|reviewer|grader|assessor|checker|assistant|ai|llm|language model|judge),? (?:please |kindly |you (?:should"
    "|must|will|can|may) |simply |just )*(?:give|mark|approve|accept|award|grade|rate|score|pass|confirm|ignore"
    r"|skip|do not|don't|never|answer|say|respond|reply|find|agree)\b",
)
_RESET = Sign(
    "context|conversation|session|prompt",
    r"\b(?:begin|start|end)(?: of)?(?: the)?(?: new| this)? (?:context|conversation|prompt|chat"
    r"|instructions?)\b(?:[^\n]{0,80}?\b(?:task|ignored?|discarded|approve|you|forget)\b)",
)
_BOXED = Sign(
    "for=|prompt|instruction",
    r"(?:\bfor=[\"']?(?:ais?|llms?|assistants?|models?|reviewers?|bots?)\b|\bprompt ?: ?you (?:are|must|will"
    rf"|should)\b|{START}(?:model|assistant|reviewer|ai|llm|bot) instructions? ?: ?(?:summari|approve|ignore|do not"
    r"|don't|never|you|answer|say|skip|mark|rate|be )\w*)",
)
_TOLD_YOU = Sign(
    "you ",
    r"\byou (?:were|are|have been|had been|'ve been|may have been|got|received) (?:\w+ )?(?:told|given|asked"
    r"|instructed|taught|trained|programmed)\b(?! (?:notice|access|a copy|the opportunity))",
)
_UNDONE = Sign(
    "void|ignor|set aside|forget|disregard|obsolete|no longer|cancel|instead|stop|overrid|drop|discard|null|supersed",
    r"(?:\b(?:is|are|were|now) (?:now )?(?:void|obsolete|null|cancelled|superseded)|\bno longer (?:appl|hold|count"
    f"|valid|matter)|{START}(?:ignore|set aside|forget|disregard|drop|discard|override|stop (?:following|obeying"
    "|applying)))",
)
_MODE = Sign(
    " mode|override",
    r"\b(?:(?:developer|debug|maintenance|admin|god|testing|override|unrestricted|review(?:er)?|lenient"
    "|approval) mode ?(?:is |has been |=|:)?(?: ?now )?(?:on|off|enabled|disabled|active|activated|deactivated)"
    r"|(?:admin(?:istrator)?|system|security|manual|reviewer)? ?override(?: code)?(?: \w+)? ?:)",
)
_SWITCHED_OFF = Sign(
    "check|warning|review|finding|valid|polic",
    r"\b(?:(?:suppress|disable|skip|ignore|silence|mute|drop|stop|suspend)\w* (?:all |any |every |the "
    r"|further )?(?:\w+ )?(?:checks?|warnings?|reviews?|findings?|validation)|(?:checks?|warnings?|reviews?"
    "|findings|validation|(?:review(?:er)?|checking|validation) mode) (?:are|is|=)? ?(?:now )?(?:disabled"
    r"|suspended|suppressed|off|skipped))\b",
)
_PLAY = Sign(
    "pretend|imagine|play|act as|suppose|you are|you're",
    rf"(?:{START}(?:pretend (?:that|to|you|there|the|all|this)\b|imagine (?:that )?you\b|(?:let's|let us) play"
    r"|role-?play|act (?:as if|as though)|suppose you\b|behave (?:as if|like))|\byou(?: are|'re) (?:now )?(?:an?"
    r"|the) \w+)",
)
_PLAYED = either(
    LACK,
    Sign(
        "approv|agree|defend|prais|accept|ignor",
        r"\b(?:(?:who|that|which|and|never|always) (?:\w+ )?(?:approv|agree|defend|prais|accepts? every"
        r"|ignores? (?:all|every))\w*|(?:defend|approve|praise)\b)",
    ),
    Sign(
        "finding|issue|gap|defect|problem|objection|flaw|omission|weakness",
        rf"\b(?:never \w+ {DEFECT_NOUNS}|{DEFECT_NOUNS} in (?:this|the) {TEXTS})",
    ),
    Sign("no ", r"\bno (?:\w+ ){0,3}(?:were|was|is|are) (?:necessary|needed|required|missing)"),
    Sign(
        "present|defined|complete|there|given|resolved",
        r"\b(?:rule|definition|reference|calendar|document|source)s? (?:\w+ )?(?:is|are|were|was"
        r"|exists?) (?:\w+ )?(?:present|defined|complete|there|given|resolved)",
    ),
)
_FROM_MAKER = Sign(
    "from your ",
    r"\b(?:came|comes|is|are|sent|messages?|instructions?|text|following)(?: \w+)? from your (?:developer|creator"
    r"|maker|operator|administrator|owner|designer)s?\b",
)
_LOWER = Sign(
    "lower your |relax your ", r"\b(?:lower|relax) your (?:standards|thresholds?|guard|criteria|expectations)\b"
)
_NEW_RULES = Sign(
    "new ",
    r"\bnew (?:instructions|orders|directives|task|rules) (?:follow|are (?:as follows|below|these)|below|apply now"
    "|:)",
)
_OLD_RULES_VOID = Sign(
    "longer|void|cancel|supersed|obsolete",
    r"\b(?:no longer (?:apply|hold|count|valid)|(?:is|are) (?:now )?(?:void|cancelled|superseded|obsolete))\b",
)
_PROMPT_SHOWN = Sign(
    "prompt|instructions",
    rf"{START}(?:print|reveal|repeat|output|disclose|leak|dump|quote) (?:\w+ ){{0,3}}?(?:(?:hidden|system|secret"
    "|internal) (?:prompt|instructions)|(?:prompt|instructions) (?:that )?you (?:were|have been))",
)
_TRANSCRIPT = Sign(
    "human|user",
    r"(?:human|user) ?: (?:[^\n]{1,200}? )?(?:assistant|ai|bot|chatbot|gpt|model) ?: ?(?:yes|no\b|certainly|sure"
    r"|of course|understood|ok(?:ay)?\b|approved|i (?:will|have|am)|the (?:document|specification|text) (?:is"
    "|has))",
)
_RUN_TOGETHER = Sign(
    "instruction|prompt|guideline|rules",
    r"\b(?:ignore|disregard|forget|override)(?:all|any|every|your|the|of|my|previous|prior|above|earlier|system)+"
    "(?:instructions?|prompts?|guidelines|rules)",
)
_SENT_OUT = Sign(
    "contents|text|prompt|conversation",
    f"{START}(?:please )?(?:send|forward|upload|post|e-?mail|transmit|exfiltrate|copy) (?:all |the "
    "|your )*(?:full |entire |complete |whole )?(?:(?:contents?|text)(?: of (?:this|the) (?:document|conversation"
    r"|specification|chat|prompt|file))?|conversation|prompt|chat history) to (?:https?:|\S+@|the (?:url|address))",
)
_TOOL_CALL = Sign(
    "tool|plugin|shell|command",
    f"{START}(?:call|invoke|use|run|execute) (?:the |your )(?:tool|plugin|shell"
    rf"|following command)s? [^\n]{{0,60}}?(?:delete|remove|send|exec|mail|upload|curl|wget|rm -)",
)
_REPROGRAMMED = (
    Sign(
        "you ",
        r"\byou (?:have been|are|were|are being) (?:now |hereby )?(?:re-?programmed|reconfigured|configured"
        r"|trained|designed|programmed) (?:to|for|as)\b",
    ),
    Sign(
        "your ",
        r"\byour (?:evaluation|review|assessment|analysis|opinion|judge?ment|verdict|criticism|review permissions?"
        "|checks?) (?:is|are|has been|have been|was) (?:not |no longer )?(?:wanted|needed|required|revoked"
        r"|cancelled|suspended|over|unnecessary|disabled|unwelcome)\b",
    ),
    Sign("for you to", rf"\bno (?:need|reason|call) for you to {TELL}"),
    Sign(
        "answer|reply|response|review|output|verdict|summary",
        r"\b(?:finish|begin|end|start|close|open) (?:your|its|their) (?:answer|reply|response|review|output"
        r"|verdict|summary|analysis) with\b",
    ),
    Sign(
        "previous|prior|earlier",
        r"\b(?:previous|prior|earlier) (?:guidance|instructions|directions|prompts) (?:is"
        "|are) (?:now )?(?:cancelled|void|revoked|obsolete|superseded)[.;,:]? (?:now |instead |please )?(?:write"
        r"|say|answer|reply|respond|output|print|approve)\b",
    ),
)
_IF_A_BOT = Sign(
    "you are|you're",
    r"\b(?:if|since|because|as) you(?: are|'re) (?:an? )?(?:\w+ )?(?:bot|robot|machine|computer|program|script"
    rf"|{AI_NAME})(?=\s?[.,;:!)]|$|\s(?:and|or|you|please|that)\b)",
)
_RULES_CHANGED = Sign(
    "chang|replac|updat|revis",
    r"\b(?:grading|review|reviewing|evaluation|checking|scoring|your) (?:instructions?|criteria|rules|tasks?"
    r"|guidelines|scheme) (?:has|have|is|are|was|were) (?:now )?(?:been )?(?:changed|replaced|updated|revised)\b",
)
_AS_ANOTHER = Sign(
    "role|persona|identity|rubber",
    f"(?:{START}(?:please |now )?(?:assume|take(?: on)?|adopt|play|switch to|slip into) (?:the "
    r"|an? )(?:\w+ )?(?:role|persona|identity|part|mindset|viewpoint)\b|\b(?:as|be|like) a rubber[- ]stamp\b)",
)
_INSTRUCTED = Sign(
    "memory|polic|your |rule|constraint|restriction|criteri|override|new role|new persona|new identity",
    f"(?:{START}(?:please )?(?:drop|erase|clear|delete|wipe|reset|abandon|unlearn|forget|ignore|disregard|override"
    "|bypass|suspend|lift|relax) (?:(?:all|any|the|of|your) )*(?:(?:prior|previous|earlier|former"
    r"|existing) (?:rules|constraints|policies|criteria|restrictions|checks)\b(?! (?:from|of|by|for|on|in|before"
    r"|when|if)\b)|(?<=your )(?:\w+ )?(?:memory|polic(?:y|ies)(?: packs?)?|rules|criteria|constraints|guardrails"
    r"|training|checklists?))|\byour (?:policy packs?|guardrails|checklists?|system prompt|criteria) (?:is|are|was"
    r"|were) \w+|\bnew (?:role|persona|identity) ?:|\bit is not your (?:job|task|role|place)\b"
    r"|\bsystem override\b)",
)
_POSES = Sign(
    'review|auditor|check|evaluat|grad|assistant|assess|"role"',
    f"{START}(?:reviewers?|auditors?|checkers?|evaluators?|graders?|assistants?|assessors?) ?, ?(?:please "
    r"|kindly )?(?:you\b|do not|don't|approve|skip|ignore|mark|give|leave|accept|pass)|\b(?:machine|automated"
    r"|automatic|robotic) (?:reviewers?|graders?|checkers?|auditors?|readers?)\b,? (?:please|kindly"
    r"|are (?:kindly )?(?:asked|requested))|\bas an? (?:\w+ )?(?:auditor|reviewer|checker|evaluator|grader"
    r"|assessor),? you\b|\"role\" ?: ?\"(?:system|user|assistant)\" ?, ?\"content\"",
)

PHRASES: tuple[Phrase, ...] = (
    *map(
        says, (_INSTRUCTED, *_REPROGRAMMED, _IF_A_BOT, _AS_ANOTHER, _I_TELL_YOU, _YOUR_USER, _IDEAL, _IN_ROLE, _POSES)
    ),
    *map(says, (_RESET, _BOXED, _FROM_MAKER, _LOWER, _PROMPT_SHOWN, _TRANSCRIPT, _RUN_TOGETHER, _SENT_OUT, _TOOL_CALL)),
    says(_TOLD_YOU, _UNDONE),
    says(_NEW_RULES, _OLD_RULES_VOID),
    says(_RULES_CHANGED, either(YOU, GOOD, Sign("pass|everything", r"\b(?:pass|everything)\b"))),
    says(_MODE, _SWITCHED_OFF),
    says(_PLAY, _PLAYED),
)
"""As in steering_english: words of which a text must hold one of each kind, and what is looked for where it does."""
