"""Defining passages: the sentences, labels and table rows by which a document says what a name stands for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.semantics.bracketed import abbreviated, in_parentheses, said_before
from domain.semantics.meanings import ALSO, GLOSSED, TITLED, UNQUOTED, Passage, bare, quoted_in, quoted_names
from domain.semantics.placing import is_title
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import in_glossary, is_name

_LISTED = re.compile(
    r"^(?:\([a-z0-9]{1,3}\) )?\"(?P<name>[A-Z][^\"]{1,60})\""
    r"(?P<more>(?:(?:,| or| and| \((?:or|also|abbreviated(?: as| to)?|in short|short)?)* ?\"[^\"]{1,60}\"\)?){0,3})"
    r",? (?P<meaning>(?:an?|the|any|each|every|all|those|such|in (?:respect of|relation to)|with respect to)\b.+)"
)
"""A line of a list of definitions that leaves "means" out: "Business Day" a day on which banks are open."""

_QUOTED_IS = re.compile(
    r"(?:^|, )(?:[Aa]n? |[Tt]he |[Ee]ach )?\"(?P<name>[A-Z][^\"]{1,60})\" (?:is|are|shall be) "
    r"(?P<meaning>(?:any|each|every|all|those)\b.+)"
)

_BORROWED = re.compile(
    r"(?:set (?:forth|out)|given|ascribed|assigned|specified|defined|described|provided|stated|in"
    r"|the (?:same )?meaning)\b"
)

_INTRODUCED = re.compile(
    r"(?:\b(?:called|termed|named|(?:acts?|acting|serves?|appointed) as|known as|"
    r"referred to(?: in this \w+| herein| below)? as|defined as"
    r"|labell?ed|dubbed|so-called|resulting in|yields|gives"
    r"|hereinafter|is|are) (?:the |an? |our |its )?)(?P<mark>[\"'])(?P<name>[A-Za-z][^\"']{2,50}?)(?P=mark)(?!\w)"
)

_OFFICE = re.compile(r"act|serv|appoint")

_REPRESENTS = re.compile(
    r"\b(?:represents|constitutes|yields|gives|forms) (?:the|an?) (?P<name>[A-Z][\w'-]*(?: (?:of )?[A-Z][\w'-]*){1,5})"
)

_RUN_IN = re.compile(r"^(?P<name>(?:[A-Z][a-z]+){2,5}|[a-z]+(?:_[a-z]+)+) (?P<meaning>[A-Z][a-z].+)")
"""A code name in bold before what it is, the bold being lost: "StoplossGuard Stop trading if"."""

_WE_DEFINE = re.compile(
    r"\b(?:[Ww]e|[Ll]et us) (?:further |also )?(?:define|call) (?:the "
    r"|an? )?\"?(?P<name>[\w'-]+(?: [\w'-]+){0,4}?)\"? (?:as|to be) (?P<meaning>.+)"
)

_WE_MEAN = re.compile(
    r"\b[Bb]y (?:the |an? )?\"?(?P<name>[\w'-]+(?: [\w'-]+){0,4}?)\"?,? we (?:mean|understand) (?P<meaning>.+)"
)

_APPOSED = re.compile(
    r"(?:^|[ (])(?P<name>[a-zA-Z][\w-]*(?: [\w-]+){0,3}), (?:which is )?(?:defined as|(?:calculated"
    r"|computed) as (?=the |an? )) ?(?P<meaning>.+)"
)

_IS = re.compile(
    rf"^(?:(?:The|An?|Each) )?(?:\"(?P<quoted>[^\"]{{1,60}})\"|(?P<name>{TITLED}|[\w-]+(?: [\w-]+){{0,3}}))"
    rf"{ALSO} (?:is|are|shall be|equals?) (?P<meaning>(?:the|an?|any|each|those|that) (?P<head>\w.*))"
)

_QUANTITY = re.compile(
    r"(?:[\w'-]+ ){0,3}?(?:averages?|mean|median|ratio|sum|number|difference|product|percentage"
    r"|proportion|price|rate|amount|total|minimum"
    r"|maximum|value|level|deviation|variance|logarithm|date|day|time|period|share|quotient|fraction"
    r"|range|volume|return|cost|process|set|list|party|person|entity|market|measure|weight|moment|point"
    r"|instruction|order|quantity|contract|portfolio|basket|fee|currency|body|window|signal|multiplier|curve)s?"
    r"(?= (?:of|at|on|in|between|by|for|over|from|that|which|whose|as|per|and|to|when|where|after|before"
    r"|during|with|within|used|held|sent|made|paid|set|given|taken|drawn|kept|\w{3,}ed)\b|[.,;]| ?\(|$)"
)

_LABEL = re.compile(
    r"^(?:\d{1,3}(?:\.\d{1,3}){0,5}[.)]? )?"
    rf"(?P<mark>[\"'`]?)(?P<name>\w[^:=;?!\"]{{0,60}}?)(?P=mark){ALSO}(?P<how>:| - | = | := |\. )\s*"
    r"(?P<meaning>\S.*)$"
)

_LEADS = re.compile(
    r"\b(?:where|whereby|wherein|with|following (?:terms|definitions|meanings?|expressions?|arguments?|fields?|inputs?)"
    r"|(?:arguments?|definitions?) (?:include|are)|defined (?:as|as follows|below)|terms?|values? that"
    r" are calculated[^.:]{0,80})\s?:$",
    re.IGNORECASE,
)

_WORDED = re.compile(
    r"(?:an?|the|any|each|all|every|those|one|number of|average|total|sum of|ratio of|percentage of|price (?:of|at)"
    r"|value of|date (?:on|of)|day on|time at|amount of|duration of|addresses? of|list of|(?:first|second"
    r"|third|fourth|last) \w+"
    r"|close of business|maximum|minimum|\d+ \w+ ?\w* (?:days?|months?) (?:prior|before|after))\b",
    re.IGNORECASE,
)

_ORDER = re.compile(
    r"(?:must|should|shall|may|can|will|is|are|if|when|set|use|see|true|false|remove|none|n/a|\W*\d[\d.,% ]*\W*$"
    r"|smaller|larger|higher|lower|more|less|greater|align|no\b)\b",
    re.IGNORECASE,
)

_CLAUSAL = re.compile(
    r"^(?:(?!\b(?:that|which|where|when|whose|at|on|by|for|in|with)\b)[^,;.]){0,80}?\b(?:is|are|never|always|must"
    r"|shall|will|should|may|can|cannot)\b"
)
"""A whole sentence behind the label, which is a rule and not a definition: "Decision: All switches are ..."."""

_DATED = re.compile(
    r"(?:[A-Z][\w-]+ ){1,4}(?:Date|Day|Level|Value|Currency|Time|Price|Index|Universe|Administrator"
    r"|Sponsor|Agent|Calculator|Provider|Period|Rate)"
)
"""Names of what a specification sets out in a line of its own: "Base Date: 2 January 2020"."""


def passages_of(segments: tuple[Segment, ...]) -> Iterator[Passage]:
    """Every defining passage of the running text and its lists."""
    for segment in segments:
        if segment.kind is SegmentKind.CODE or is_title(segment):
            continue
        yield from _in_sentence(segment)


def _in_sentence(segment: Segment) -> Iterator[Passage]:
    text = segment.text
    if '"' in text and (quoted := list(quoted_names(text))):
        for at, (said, end) in enumerate(quoted):
            meaning, borrowed = text[said.start("meaning") : end], _BORROWED.match(said["meaning"]) is not None
            name, others, start = bare(said["name"]), quoted_in(said["more"]), said.start() if at else 0
            until = 0 if end == len(text) else end
            yield Passage(segment, start, name, meaning, others, True, borrowed, until)
    elif (match := UNQUOTED.match(text)) and is_name(match["name"]):
        borrowed = _BORROWED.match(match["meaning"]) is not None
        yield Passage(segment, 0, match["name"], match["meaning"], _alias(match), borrowed=borrowed)
    elif (match := GLOSSED.match(text)) and is_name(match["name"]) and in_glossary(segment.section.path):
        yield Passage(segment, 0, match["name"], match["meaning"])
    elif (match := _IS.match(text)) and (found := _being(segment, match)):
        yield from _one_by_one(found)
    elif '"' in text and (match := _LISTED.match(text) or _QUOTED_IS.search(text)):
        names = bare(match["name"]), *quoted_in(match.groupdict().get("more"))
        yield Passage(segment, 0, names[0], match["meaning"], names[1:], True)
    elif segment.kind is SegmentKind.ITEM and (match := _RUN_IN.match(text)):
        yield Passage(segment, 0, match["name"], match["meaning"])
    elif match := _LABEL.match(text):
        yield from _labelled(segment, match)
    if match := _REPRESENTS.search(text):
        yield Passage(segment, 0, match["name"], text)
    given = list(in_parentheses(segment)) if "(" in text else []
    yield from given
    yield from abbreviated(segment) if "(" in text else ()
    if "'" in text or '"' in text:
        for match in _INTRODUCED.finditer(text):
            name = bare(match["name"])
            if is_name(name) and all(name not in (passage.name, *passage.aliases) for passage in given):
                office = _OFFICE.match(match.group())
                meaning = said_before(text[: match.start()].rstrip()) if office else text
                yield Passage(segment, 0, name, meaning, quoted=True, end=match.end() if office else 0)
    if (match := _WE_DEFINE.search(text) or _WE_MEAN.search(text)) and is_name(match["name"]):
        yield Passage(segment, 0, match["name"], match["meaning"])
    elif " as " in text and (match := _APPOSED.search(text)) and (name := _last_words(match["name"])):
        yield Passage(segment, match.end("name") - len(name), name, match["meaning"])


def _last_words(words: str) -> str:
    """The noun at the end of these words: "by its liquidity score" names the liquidity score."""
    cut = re.split(
        r"\b(?:by|with|the|an?|its|their|of|and|or|on|in|at|to|for|from|is|are|using|where|each)\b ?", words
    )[-1].strip()
    return cut if cut and is_name(cut) else ""


def _alias(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(name for name in (match["alias"], match["also"]) if name)


def _being(segment: Segment, match: re.Match[str]) -> Passage | None:
    name = match["quoted"] or match["name"]
    kind = re.match(
        r"(?:[\w-]+ )??(?P<noun>[\w-]+) (?:that|which|who|whose|for|on|in|with|sent|held|\w+ed)\b", match["head"]
    )
    of_kind = kind is not None and name[0].isupper() and f" {name}".lower().endswith(f" {kind['noun']}")
    worded = of_kind or _QUANTITY.match(match["head"]) is not None
    titled = match["quoted"] or (name[0].isupper() and (" " in name or match.start("name") > 0))
    lengthy = len(name.split()) > 3 and not titled
    if not is_name(name) or lengthy or not worded or re.search(r"\b(?:of|this)\b", name.lower()):
        return None
    return Passage(segment, 0, name, match["meaning"], _alias(match), bool(match["quoted"]))


_NEXT = re.compile(r"; (?:and )?(?=(?:the|an?|each) [A-Z])")


def _one_by_one(passage: Passage) -> Iterator[Passage]:
    """A definition and those that follow it in the same sentence: "A Lot is the ...; a Round is the ..."."""
    segment, start = passage.segment, passage.start
    while following := _NEXT.search(passage.meaning):
        at = segment.text.index(passage.meaning, start) + following.end()
        match = _IS.match(segment.text[at].upper() + segment.text[at + 1 :])
        after = _being(segment, match) if match else None
        if not after:
            break
        yield replace(passage, start=start, meaning=passage.meaning[: following.start()], end=at)
        passage, start = after, at
    yield replace(passage, start=start)


def _labelled(segment: Segment, match: re.Match[str]) -> Iterator[Passage]:
    """ "Name: what it is" where that is a definition: in a glossary, below "where:", or in words that define."""
    meaning, how = match["meaning"], match["how"].strip()
    name = re.sub(r"\([a-z](?:[+-]\d)?\)$", "", match["name"]).strip(" *`")
    if not is_name(name) or segment.kind is SegmentKind.CELL:
        return
    glossary, led = in_glossary(segment.section.path), _LEADS.search(segment.lead) is not None
    if how == ".":
        fits = glossary and name[0].isupper() and len(name.split()) <= 5
    elif how in ("=", ":="):
        fits = (
            name[0].isalpha()
            and (led or segment.kind is SegmentKind.ITEM)
            and not _ORDER.match(meaning)
            and re.search("[a-z]{3}", meaning) is not None
        )
    elif how == "-":
        option = segment.lead and name.islower() and " " not in name and len(meaning.split()) > 3
        fits = option or (
            (glossary or led or "_" in name or _WORDED.match(meaning) is not None) and not _ORDER.match(meaning)
        )
    else:
        named = _DATED.fullmatch(name) is not None
        worded = led or (_WORDED.match(meaning) is not None and not _CLAUSAL.search(meaning))
        fits = glossary or named or (not _ORDER.match(meaning) and worded and " " in meaning)
    if fits:
        yield Passage(segment, 0, name, meaning, _alias(match), bool(match["mark"]))
