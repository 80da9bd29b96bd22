"""Outside: the documents, laws, standards and addresses that a text names and does not contain."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import word_set

ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+|\b[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}\b"
    r"|(?<![\w/.@])(?:\.{0,2}/)?(?:[\w.-]{1,60}/){1,12}[\w.*-]{1,80}\.[a-z]{1,5}\b"
    r"|(?<![\w/.])(?:[\w.-]{1,60}/){2,12}\*{1,2}|(?<![\w/.)])/(?:[a-z][\w.-]{1,60}/){1,12}[\w.-]{2,80}(?![\w(])"
    r"|(?<![\w/.])\w[\w-]{1,80}\.(?:py|md|mdx|rst|ya?ml|json|csv|xlsx?|docx?|pdf|txt|toml|sql|ipynb|html?)\b"
)
_FILE = re.compile(r"\.(?:py|md|rst|ya?ml|json|csv|xls|doc|pdf|txt|toml|sql|ipynb|html?)")
_W = r"(?:[A-Z][\w.'&-]*|\d{1,4}|&|II|III)"
_TITLE = rf"{_W}(?:(?: (?:of|for|on|in|to|against)(?: the)?|,? and|,| the)? {_W}){{0,9}}"
_NOUNS = (
    r"(?:Methodolog(?:y|ies)|Prospectus(?:es)?|Booklets?|Protocols?|Bulletins?|Catalogues?|Compendium|Primer|Instructions|Conditions|Polic(?:y|ies)|Guides?|Guidelines?|Handbook|Rulebooks?"
    r"|Rule ?[Bb]ook|Manual|Memorandum"
    r"|Agreement|White ?[Pp]aper|Standards?|Code of Conduct|Framework|Definitions|Procedures?"
    r"|Specifications?|Rules|Term ?[Ss]heet"
    r"|Supplement|Circular|Factsheet|Documentation|Principles|Terms of Use|Charter|Act|Code|Ordinance"
    r"|Regulations?|Directive|Treaty|Convention|Compact|Accord|Playbook|Runbook"
    r"|(?<=Benchmark )Statements?)"
)
_LAW = re.compile(
    r"\b(?:(?:Commission |Council |Delegated |Implementing )*(?:Regulation|Directive|Decision) (?:\((?:EU"
    r"|EC|EEC|UK)\) )?(?:No\.? ?)?\d{2,4}/\d{2,4}(?:/(?:EU|EC|EEC))?|(?:SEC |FINRA |CFTC |Exchange Act |NYSE "
    r"|FCA )?Rules? \d{1,4}[a-z]?\d{0,2}(?:-\d{1,3})?(?:\([a-z0-9]{1,4}\))*|Regulation (?:NMS|SHO|SCI|ATS"
    r"|AT|FD|S-?[XK]?)|\d{1,2} (?:C\.F\.R\.|CFR|U\.S\.C\.)(?: §{1,2} ?[\d.,;() a-z-]{1,30}\d)?|MiFID(?: II| I)?|MiFIR"
    r"|UCITS(?: [IV]+)?|EMIR|GDPR|BMR|SFDR|Basel I{1,3}V?|Dodd-Frank(?: Act)?|RTS \d{1,2}"
    r"|ISO(?:/IEC)?[ -]\d{3,5}(?:[:-]\d{1,4})*|IEEE[ -]\d{2,4}|RFC ?\d{3,5}|FIX ?\d\.\d|IFRS \d{1,2}"
    r"|FASB ASC \d{3}|IOSCO Principles(?: for Financial Benchmarks)?"
    r"|(?:\d{4} )?ISDA (?:\d{4} )?(?:[A-Z]\w+ ){0,4}(?:Definitions|Master Agreement))(?!\w)"
)
_NAMED = re.compile(
    r"(?<![\w-])(?!(?:Refer|According|Pursuant|Subject|Compare) )"
    rf"(?P<name>{_TITLE} {_NOUNS}(?: (?:of )?(?:18|19|20)\d\d"
    rf"| \(?[Vv](?:ersion )?\d+(?:\.\d+)*\)?)?)(?![\w-])"
)
_ALONE = re.compile(
    r"\b(?:the|a|its|relevant|applicable|our) (?P<name>(?:Offering |Base )?(?:Prospectus(?:es)?|Rulebook"
    r"|Memorandum|Term ?[Ss]heet|White ?[Pp]aper|Code of (?:Conduct|Ethics|Practice)))\b(?! [A-Z])"
)
_COMMON = re.compile(
    r"\b(?:the|a|an|its|their|our|applicable|relevant|current|latest|each|any|with|to|under"
    r"|in) (?P<what>(?:(?!(?:the|an?|our|its|their) )[a-z][a-z&/'-]{1,20} ){0,2}?"
    r"(?:methodology (?:document|guide|book)|(?:calculation|corporate actions?|user|operations?|policy"
    r"|implementation|index|exchange|equity"
    r"|house|internal|separate|firm|company|risk|investment|trading|compliance|esg|valuation|governance"
    r"|classification) (?:guide|guidelines?|manual|handbook|guidebook|rulebook|polic(?:y|ies)|procedures?|documents?"
    r"|documentation|standards?|agreement|spreadsheet)"
    r"|(?!(?:the|an?|our|its|their|this|such) )[a-z][a-z&-]{1,15} (?:handbook|guidebook|playbook|runbook)"
    r"|(?:sponsor|administrator|provider|firm|company|exchange|bank|manager|custodian|group|issuer|vendor|broker)'s"
    r" (?:[a-z-]+ ){0,3}(?:polic(?:y|ies)|procedures?|guidelines?|manual|handbook|methodology)"
    r"|prospectus|offering (?:memorandum|document|circular)|rulebook|term ?sheet|white ?paper|service"
    r" agreement|side letter|(?:provider's|official|index|company) website|governance forum))\b"
)
_CITED = re.compile(
    r"\b(?:described|set (?:out|forth)|defined|specified|detailed|published|documented|outlined|contained"
    r"|explained|[Ss]ee|[Rr]efer to|available|paper|article|book)"
    r"(?: also)?(?: in| at| by| on)?(?: the)? (?P<name>\"[A-Z][^\"]{3,100}\"|[A-Z][\w&'-]+(?: (?:(?:of"
    r"|and|the|for|on|in|to|a) ){0,3}[A-Z][\w&'-]+){2,9})"
)
PROCEDURE = re.compile(
    r"\b(?:emergency|escalation|incident|contingency|fallback|recovery|break-?glass|exception|override) "
    r"(?:[a-z][a-z-]{1,20} ){0,2}(?:procedures?|process|runbook|playbook|plan)\b"
)
"""Something that is laid down somewhere, under a name that leads nowhere unless a section has it."""
_BIBLIOGRAPHY = re.compile(
    r"\b(?:references|bibliography|related documents?|further reading|see also|more resources|literature)\b"
)
_OWN = word_set("this that such its our these")
_STARTS = word_set(
    "the a an any each all if in on for see under when where while both no per by from with as and or please also"
)


def addresses(segment: Segment) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of every web or e-mail address and file path."""
    text = segment.text
    if "/" in text or "@" in text or "www." in text or _FILE.search(text):
        for match in ADDRESS.finditer(text):
            found = match.group().rstrip(".,;:")
            if "//" in found or "@" in found or not re.fullmatch(r"[\d./-]+|[A-Z./]+", found):
                yield match.start(), match.start() + len(found), found


Named = tuple[int, int, str]
"""Start, end and name of a document in a segment."""
FindNames = Callable[[Segment, str], Iterator[Named]]
"""Finds the names of other documents in a segment of one with this title."""


def listed(segment: Segment, title: str) -> Iterator[Named]:
    """The document that an entry of a bibliography is about."""
    if is_entry(segment):
        text = segment.text
        end = min((at for mark in (" - ", ": ", " (") if (at := text.find(mark)) > 8), default=len(text))
        yield 0, end, text[:end].rstrip(".")


def is_entry(segment: Segment) -> bool:
    return segment.kind is SegmentKind.ITEM and _BIBLIOGRAPHY.search(segment.section.title.lower()) is not None


def _laws(segment: Segment, title: str) -> Iterator[Named]:
    yield from ((m.start(), m.end(), m.group()) for m in _LAW.finditer(segment.text))


def _named(pattern: re.Pattern[str], segment: Segment, title: str) -> Iterator[Named]:
    text, own = segment.text, title.lower()
    for match in pattern.finditer(text):
        start, name = _without_start(match.start("name"), match["name"])
        before = text[:start].split()
        if (
            not name
            or name.count(",") > 1
            or name.split()[0].lower() in _OWN
            or (before and before[-1].lower() in _OWN)
            or name.lower() in own
            or own in name.lower()
        ):
            continue
        if len(name.split()) > 1 or pattern is _ALONE:
            yield start, start + len(name), name


def _common(segment: Segment, title: str) -> Iterator[Named]:
    yield from ((m.start("what"), m.end("what"), m["what"]) for m in _COMMON.finditer(segment.low))


def _cited(segment: Segment, title: str) -> Iterator[Named]:
    yield from ((m.start("name"), m.end("name"), m["name"].strip('"')) for m in _CITED.finditer(segment.text))


DOCUMENTS: tuple[tuple[re.Pattern[str], FindNames], ...] = (
    (_LAW, _laws),
    (_NAMED, partial(_named, _NAMED)),
    (_ALONE, partial(_named, _ALONE)),
    (_COMMON, _common),
    (_CITED, _cited),
)
"""What finds other documents, laws and standards by their names, and the pattern that is in every segment with one."""


def _without_start(start: int, name: str) -> tuple[int, str]:
    """Without a little word that is only capitalised because the sentence starts with it."""
    while " " in name and name.split(" ", 1)[0].lower() in _STARTS:
        first, name = name.split(" ", 1)
        start += len(first) + 1
    return start, name
