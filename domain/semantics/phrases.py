"""Phrases: which words of a sentence a rule is about, told from the little words around them."""

import re

from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import word_set

_BREAK = re.compile(
    r"[,;:()]|\.\s|\b(?:if|when|whenever|where|unless|until|and|or|that|which|while|only|then|as|in case|provided|with"
    r"|whose|for|than|but|on|after|before|by)\b"
)
_LITTLE = word_set(
    "the a an its their his our any each every all this that these those is are was were be been being has have"
    " had will"
    " shall must may can could should would not no it they we also further such of to in at from must either both"
    " drops drop falls fall rises rise goes moves remains stays becomes ensure ensures require requires required"
    " company companies"
)
_AFTER = word_set(
    "the a an is are was were be been being will shall must may can could should would has have had and or but if when"
    " where while unless until of to in on at by for from with without within into onto than that which who whose"
    " as per"
    " using based because due during after before between under over above below through via via against about are"
    " relative according indicate indicates indicated determine determines apply applies applied exceeds exceed"
    " removed excluded included selected reviewed used not so it they this these those each any all only then"
    " trigger triggers triggered required permitted allowed take takes receive receives remain remains means mean"
    " exists exist occurs occur"
)
_TOKEN = re.compile(r"[\w&%/.+'-]+|[^\w\s]")


def phrase_before(text: str, end: int, longest: int = 5) -> str:
    """The noun phrase that ends before `end`, such as the subject of a comparison; "" where there is none."""
    clause = text[max(0, end - 160) : end]
    cut = max((match.end() for match in _BREAK.finditer(clause.lower())), default=0)
    words = re.sub(r" (?:is|are|be) (?:\w+ly )?[\w-]+ed$", "", clause[cut:].strip(" \"'-*")).split()
    while words and words[-1].lower() in _LITTLE:
        words.pop()
    while words and words[0].lower() in _LITTLE:
        words.pop(0)
    return " ".join(words[-longest:]).strip("\"'.")


def phrase_end(text: str, start: int, longest: int = 4) -> int:
    """Where the noun phrase ends that starts at `start`: at a mark, a little word, or after `longest` words."""
    end = start
    for count, token in enumerate(_TOKEN.finditer(text, start, min(len(text), start + 160))):
        word = token.group().rstrip(".")
        if count == longest or not (word and (word[0].isalnum())) or word.lower() in _AFTER:
            break
        end = token.start() + len(word)
        if token.group() != word:
            break
    return end


_MODAL = re.compile(
    r"\b(?:must|shall|will|may|can|might|should|cannot|does not|do not|required|subject to|if|when|whenever|unless|only"
    r"|minimum|maximum|at (?:most|least)|no (?:longer|more than|fewer than)|not more than)\b"
)
_PARTICIPLE = (
    r"(?:[\w-]+(?:ed|en|wn|pt|it|ut|et|id|lt|un)|sent|spent|held|sold|bought|sought|left|made|found|bound|done|spread"
    r"|read|shown)"
)
_DONE = re.compile(
    rf"\b(?:is|are|be|being)\s+(?:\w+ly\s+|(?:not|only|then|also|either|always|never|first|again|both)\s+)?{_PARTICIPLE}\b"
)
_ORDERS = word_set(
    "add adjust align allocate apply assess assign avoid buy calculate cap choose classify close compute consult"
    " construct"
    " convert determine divide ensure enter estimate exclude execute exit favor favour hedge hold identify include"
    " increase invest limit maintain measure monitor normalize normalise overweight position pick prefer rank rebalance"
    " reduce reject remove replace require restrict review sample scale score screen select sell set size sort stop"
    " take tilt trade trim underweight update use weight"
)
_DOES = re.compile(
    r"\b(?:uses|appl(?:y|ies)|employs?|follows?|selects?|ranks|targets|holds|weights|rebalances?|adjusts?|excludes?"
    r"|includes?|requires?|occurs?|takes? place|combines?|depends?|receives?|sums? to|equals?|starts|ends"
    r"|trades|buys|sells|hedges|rolls|quotes|routes|sends?|places|cancels?|rejects?|blocks|halts|stops|pauses|resumes"
    r"|skips?|splits?|votes?|lapses?|expires?|ha(?:s|ve) priority"
    r"|crosses|scales|caps|limits|rounds|converts?|interpolates?|ignores?|skips|computes?|calculates?|determines?"
    r"|measures|ingests?|accrues?|earns?|pays?|deducts?|covers|charges|reinvests?|liquidates?|triggers|stays?|remains?"
    r"|decides?|consists?|comprises?|widens?|shrinks?|tightens?|narrows|becomes?|enters?|participates?|posts|closes"
    r"|makes?|sets?|takes?|gives?|adds?|opens?|tests?|treats?|handles?|maps?|comes? from|drops?|keeps?|prevails?"
    r"|works? with"
    r"|charges?|applies|stands|leaves?|borrows?|regress(?:es)?|smooths?|waits?|slows?|retries|meets|convenes"
    r"|we (?!are|were|have|had|believe|think|note|expect|hope|aim|thank)[a-z]+|(?:is|are) the (?:average"
    r"|mean|median|sum|ratio|product|difference|number|percentage|share"
    r"|standard deviation|variance|correlation))\b|(?:is|are) an? function of\b|^(?:[\w,-]+ ){0,4}\w+ed\b"
)
_ACTS = re.compile(
    r"^(?:the|an?|each|every|its|our) (?:[\w&-]+ ){1,5}?(?:reviews|monitors|checks|assesses|evaluates|validates"
    r"|verifies|reconciles|inspects|supervises|oversees|approves|informs|notifies|alerts|escalates|reports|records|logs|documents"
    r"|archives|recalibrates|calibrates|tests|compares|investigates|examines|allocates)"
    r"(?! (?:is|are|was|were|of|in|on|by|for|and|or|that|which|have|has|must|may|will|shall|can)\b)(?= [a-z])"
)
"""What somebody does: "The desk reviews fills"."""
_LISTED_RULES = re.compile(
    r"\b(?:criteria|criterion|if|must|require\w*|eligib\w*|exclu\w*|inclu\w*|select\w*|scored?|weight\w*|rank\w*"
    r"|where|following|steps|calculat\w*|screen\w*|rules?|conditions?|limits?|constraints?|disrupt\w*|fallbacks?|contingenc\w+|corrections?"
    r"|termination|schedul\w+|handling|treatment|quoting|sizing|roll(?:ing)?|execution)\b"
)
_IS_REQUIRED = re.compile(
    r"(?:has|holds|operates|maintains|offers|provides|supports|publishes|trades|meets|passes|complies|demonstrates|shows"
    r"|exhibits|appropriate|suitable|adequate|sufficient|commensurate|proportionate|reasonable)\b(?! \w+$)"
)
"""What an entry of a list of criteria says of whom it admits."""
_LISTS_NAMES = re.compile(
    r"\b(?:data|sources?|inputs?|definitions?|glossary|terms|symbols?|notation|abbreviations?|description)\b"
)
"""Sections whose entries say what something is, rather than what is done."""
_EXAMPLE = re.compile(r"\s*(?:for example|for instance|e\.g\.|example|note that|historically)(?!\w)")


def is_rule(segment: Segment, brief: bool = False) -> bool:
    """Whether a passage tells an implementer what to do, rather than describing or giving an example.

    In a `brief` document, which has no room for background, every sentence does.
    """
    if segment.section.role is not Role.RULES or segment.kind in (SegmentKind.HEADING, SegmentKind.CODE):
        return False
    low = segment.low
    if _EXAMPLE.match(low):
        return False
    if brief and segment.kind is SegmentKind.SENTENCE:
        return True
    first = re.match(r"[a-z]*", low)
    return (
        (first is not None and first.group() in _ORDERS)
        or _MODAL.search(low) is not None
        or _DONE.search(low) is not None
        or _DOES.search(low) is not None
        or _ACTS.match(low) is not None
        or (segment.kind in (SegmentKind.CELL, SegmentKind.ITEM) and _IS_REQUIRED.match(low) is not None)
        or (
            segment.kind is SegmentKind.ITEM
            and len(segment.words) >= 3
            and not _LISTS_NAMES.search(segment.section.name)
        )
        or _LISTED_RULES.search((segment.section.title + " " + segment.lead).lower()) is not None
    )


_PURPOSE = re.compile(
    r"\b(?:to|helps?|in order to|aims? to|designed to|intended to|seeks? to)\s+(?:\w+ly\s+)?(?:ensure|maintain"
    r"|give an? (?:broad|fair|true|simple|clear|good)|prevent|avoid|provide|achieve|reflect|reduce|preserve|support"
    r"|promote|allow|enable|facilitate|minimi[sz]e|maximi[sz]e|improve|protect|deliver|capture|offer|control"
    r"|manage|keep|make|represent|measure|track|mitigate"
    r"|address|rapidly|help|generate|increase|produce)\b[^,.;:]{0,60}$"
    r"|\b(?:aims?|aimed|seeks?|designed|intended|meant) (?:to|at) (?:trade|execute|work|fill|follow|stay|earn|profit"
    r"|benefit|exploit)\w*\b[^,.;:]{0,60}$"
    r"|\bso (?:that no (?:single|one)|as not to)\b[^,.;:]{0,60}$"
)


_DESCRIBED = re.compile(
    r"^(?:the|this) (?:[\w&-]+ ){0,8}(?:index|strategy|portfolio|benchmark)(?: \([^()]*\))? (?:measures|reflects"
    r"|represents|tracks|follows) (?:the )?[^.;:]*$"
    r"|^(?:it|(?:the|this) (?:[\w&-]+ ){0,4}(?:algorithm|strategy|engine|model|product|system)) "
    r"(?:balances|trades off|weighs)(?: [^.;:]*)? $"
    r"|^[^.;:]* (?:while|by) (?:balancing|trading off|weighing)(?: [^.;:]*)? $",
    re.IGNORECASE,
)
"""A sentence that tells what the whole of it shows or is for: "The Index measures shares with a high dividend yield",
"It balances market impact against risk"."""


def is_purpose(text: str, at: int) -> bool:
    """Whether the words at `at` only say what a rule is for: "to maintain meaningful exposure"."""
    return _PURPOSE.search(text, max(0, at - 120), at) is not None or _DESCRIBED.match(text, 0, at) is not None
