"""Text that speaks to a model instead of a reader: it tells whoever reads by program what to say or to leave out.

Specifications speak of models, prompts and instructions as well, so a phrase counts only where it commands ("Ignore all
previous instructions", at the start of a clause) or addresses a model ("You are an AI assistant"), or where it is a
mark of a model's own input.
"""

import re

from domain.documents.matching import plain
from domain.semantics.segments import LONGEST, sentences

UNSEEN = "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f\U000e0100-\U000e01ef"
"""Characters that show nothing, as a regular expression's class has them."""

_START = r"(?:^|[.!?:;\n\"'(\-*>\]]\s*|\b(?:please|you must|you should|you shall|you will|must now|now|then)\s+)"
_OBJECTS = r"(?:findings?|issues?|defects?|gaps?|problems?|inconsistenc(?:y|ies)|omissions?|warnings?|concerns?)"
_HERE = r"(?:this|the|any|these|all|every|each)"
_DOCUMENT = (
    r"(?:document|specification|text|section|paragraph|clause|passage|file|requirements?|polic(?:y|ies)|checks?)"
)
_MODEL = r"(?:(?:AI )?(?:large )?language model|AI|LLM|artificial intelligence|chat ?bot)"
_ROLE = r"(?:assistants?|models?|agents?|reviewers?|auditors?|systems?|tools?)"

_PHRASES = {
    ("ignore", "disregard", "forget", "override"): rf"{_START}(?:ignore|disregard|forget|override)\s+"
    r"(?:(?:all|any|every|the|your|of|these|those)\s+){0,3}"
    r"(?:(?:previous|prior|above|earlier|preceding|foregoing|other|existing|system|original)\s+){1,2}"
    r"(?:instructions?|prompts?|directions?|directives?|guidelines?|guidance|messages?|context)\b"
    r"(?!\s+(?:from|of|by|received|given|issued|sent|for|once|when|on|if|until|after|in)\b)",
    (
        "your instructions",
        "your prompt",
        "your guidelines",
    ): rf"{_START}(?:ignore|disregard|forget|override|reveal"
    r"|print|repeat|disclose|show)\s+(?:all\s+(?:of\s+)?)?your\s+(?:\w+\s+)?(?:instructions|prompts?|guidelines)\b",
    ("you are ", "you're "): rf"\byou(?:\s+are|'re)\s+(?:now\s+)?(?:(?:an?|the|acting as an?)\s+)(?:\w+\s+)?{_MODEL}\b"
    rf"(?=\s*(?:[.,;:!]|$|\n|{_ROLE}\b(?!\s+(?:provider|deployer|vendor|user|operator)))"
    r"|\s+(?:that|who|reviewing|tasked|trained|and)\b)"
    r"|\byou(?:\s+are|'re)\s+(?:now\s+)?an?\s+(?:helpful|unrestricted|obedient)\s+(?:assistant|model|chatbot)\b",
    ("as an ai", "as a language", "as a large language", "as an llm"): rf"\bas\s+an?\s+{_MODEL}(?:\s+{_ROLE})?\s*,"
    r"\s*(?:you|your|i|please|do\s+not|always|never|ignore|report|mark|treat)\b",
    ("note to", "attention", "message to", "instruction"): rf"{_START}(?:note|attention|message|instructions?)\s*"
    rf"(?:to|for|,|:)?\s*(?:(?:all|any|the|an?|every)\s+)*(?:automated\s+|reviewing\s+)?{_MODEL}\b(?:\s+{_ROLE})?\s*"
    r"(?:[:,.!\-]|\breviewing\b|\breading\b)",
    ("report", "flag", "raise", "mention", "list"): rf"{_START}(?:do\s+not|don't|never|avoid)\s+"
    rf"(?:report|flag|raise|mention|list)(?:ing)?\s+(?:(?:{_HERE}\s+{_DOCUMENT}\b(?=\s*(?:[.,;!]|$|\n|as\b|or\b|and\b)))"
    rf"|(?:(?:{_HERE}|further|other)\s+)*(?:\w+\s+)?{_OBJECTS}\b(?=\s*(?:[.!]|$|\n"
    rf"|(?:in|about|with|for|on|of)\s+(?:this|the|any)\s+{_DOCUMENT}\b)))",
    (
        "system prompt",
        "hidden instructions",
    ): rf"{_START}(?:reveal|ignore|override|leak|repeat|forget|disregard"
    r"|print)\s+(?:the|your|any)\s+(?:\w+\s+)?(?:system\s+prompt|hidden\s+instructions)\b"
    r"|\byour\s+(?:\w+\s+)?system\s+prompt\b|(?:^|\n)\s*(?:new\s+)?system\s+prompt\s*:",
    (
        "repl",
        "respond",
        "answer",
        "output",
        "say",
    ): rf"{_START}(?:reply|respond|answer|output|say)\s+(?:only|just"
    r"|simply)(?:\s+with)?\s+(?:with\s+)?(?:[\"'`{\[]|(?:that|the\s+(?:word|phrase|text)|an?\s+empty|no\b|nothing|yes|compliant"
    r"|approved|pass(?:ed)?|json)\b)"
    rf"|{_START}(?:reply|respond|answer)\s+with\s+(?:only|just|nothing but)\b\s*(?:[\"'`{{\[]|the\s+(?:word|phrase)\b)"
    rf"|{_START}(?:reply|respond|answer|say|state|output|conclude)\s+(?:with\s+|that\s+)?[\"'`]?(?:there\s+are\s+)?no\s+"
    rf"(?:\w+\s+)?{_OBJECTS}\b",
    ("complian", "approved", "passed", "satisfied", "met", "complete"): rf"(?:{_START}|\band\s+)(?:mark|rate|classify"
    rf"|treat|consider|label|score|declare|report|evaluate|assess|judge)\s+{_HERE}\s+(?:\w+\s+)?{_DOCUMENT}"
    r"(?:\s+(?:below|above|here|in\s+(?:this|the)\s+document))?\s+(?:as|to\s+be)\s+(?:fully\s+|entirely\s+|being\s+)?"
    r"(?:compliant|approved|passed|satisfied|met|complete)\b"
    r"(?!\s+(?:in|once|when|after|if|by|with|unless|only|until|where)\b)",
    ("pretend", "act as", "roleplay", "role-play"): rf"{_START}(?:pretend|act|role-?play)\s+"
    rf"(?:as|to\s+be|(?:that\s+)?you\s+are)\s+(?:if\s+you\s+(?:are|were)\s+)?(?:an?|the)\s+(?:\w+\s+)?"
    rf"(?:{_MODEL}|assistant|chatbot|(?:lenient|friendly)\s+reviewer)\b",
    ("from now on",): rf"{_START}from\s+now\s+on\s*,?\s+you\s+(?:are|must|will|shall)\s+"
    r"(?:(?:only|always|never|an?)\s+)?(?:answer|respond|reply|act|approve|ignore|assistant|AI)\b",
    ("<|",): r"<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|begin_of_text|start_header_id|end_header_id"
    r"|eot_id)\|>(?:\s*(?:system|user|assistant)\b)?",
    ("inst]",): r"\[INST\].{0,900}?\[/INST\]|\[/INST\]"
    r"|\[INST\](?=\s*(?:<<SYS|you\b|ignore\b|please\b|do\s+not\b|mark\b|approve\b|always\b|never\b|reply\b|respond\b))",
    ("<<sys", "<</sys"): r"<</?SYS>>",
    ("system", "instruction", "assistant"): r"(?:^|\n)\s*#{2,}\s*(?:system|instructions?|assistant)\s*:"
    r"|(?:^|\n)\s*(?:system|assistant)\s*:\s*(?:you\s+(?:are|must|will|should)|ignore|disregard|do\s+not\s+report)\b",
}
"""Words in small letters, one of which a text must hold, and what is looked for where it does."""

_LONGEST_GAP = 8
"""Spaces and line ends in a row that are looked at: longer runs are read as this many."""


def _bounded(phrase: str) -> str:
    """The phrase with every gap bounded, so that a text of nothing but line ends is read in one pass."""
    return phrase.replace(r"\s*", rf"\s{{0,{_LONGEST_GAP}}}").replace(r"\s+", rf"\s{{1,{_LONGEST_GAP}}}")


_PATTERNS = tuple(
    (words, re.compile(_bounded(phrase), re.IGNORECASE | re.DOTALL)) for words, phrase in _PHRASES.items()
)
_UNREAD = re.compile(rf"[{UNSEEN}]|(?<=\s{{{_LONGEST_GAP}}})\s")
"""What shows nothing, and what a gap has too much of: neither may part what a model still reads."""


def steering(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence that instructs a model, from left to right; they do not overlap."""
    if _UNREAD.search(text):
        unread = {match.start() for match in _UNREAD.finditer(text)}
        places = [at for at in range(len(text)) if at not in unread]
        seen = _steering("".join(text[at] for at in places))
        return [(places[start], places[end - 1] + 1) for start, end in seen]
    return _steering(text)


def _steering(text: str) -> list[tuple[int, int]]:
    simple = "\n".join(map(plain, text.split("\n")))
    low = simple.lower()
    found: list[tuple[int, int]] = []
    for words, pattern in _PATTERNS:
        if any(word in low for word in words):
            found += (_sentence(simple, match) for match in pattern.finditer(simple))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The sentence around what was found, within its lines."""
    first, last = match.end() - len(match.group().lstrip(" \t\n.!?:;\"'(-*>]")), match.end()
    low = max(text.rfind("\n", 0, first) + 1, first - LONGEST)
    line_end = text.find("\n", last)
    high = min(line_end if line_end >= 0 else len(text), last + LONGEST)
    start, end = low, high
    for a, b in sentences(text, low, high):
        if a <= first < b:
            start = a
        if a < last <= b:
            end = b
    return start, max(end, last)
