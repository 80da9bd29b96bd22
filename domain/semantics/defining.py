"""Defining passages: the sentences, labels and table rows by which a document says what a name stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.semantics.placing import is_title
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import expansion, forms, in_glossary, is_acronym, is_name


@dataclass(frozen=True)
class Passage:
    """A name, the other names given with it, and what it is said to be, in characters start..end of a segment.

    A `borrowed` meaning stands elsewhere: an abbreviation that is written out, "has the meaning set forth in".
    `end` 0 stands for the segment's end. `named` is the cell or line that holds the name, where that is another one.
    """

    segment: Segment
    start: int
    name: str
    meaning: str
    aliases: tuple[str, ...] = ()
    quoted: bool = False
    borrowed: bool = False
    end: int = 0
    named: Segment | None = None


_MEANS = (
    r"(?:shall |will )?(?:means?|have the (?:same )?meanings?|has the (?:same )?meaning|(?:is|are"
    r"|be) (?:hereby )?defined"
    r" (?:as|to be)|refers? to|denotes?|stands? for|designates?|shall apply to|shall be construed as"
    r"|shall be understood as)"
)


_QUOTED = re.compile(
    r"\"(?P<name>[^\"]{1,80})\"(?P<more>(?:(?:,| or| and|,? also|,? each|, together,?| \((?:or|the"
    r"|each)?)* ?\"[^\"]{1,60}\"\)?){0,3})"
    rf"(?: \([^()]{{1,80}}\))?(?:,[^,\"]{{1,60}},)?,?(?: each| both| all)? {_MEANS}\b(?! that\b)[:,]? ?(?P<meaning>.+)"
)


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


_TITLED = r"[A-Z][\w&'/-]*(?:(?: (?:of|and|for|the|to|in|on|per|or))? [A-Z0-9][\w&'/-]*){0,6}"


_ALSO = (
    r"(?: \((?:(?:also (?:known|referred to) as|also called|a\.?k\.?a\.?|or simply|or|abbreviated(?: as)?"
    r"|hereinafter|hereafter|in short|short)"
    r"[ :,]+)?(?:the )?\"?(?P<alias>[A-Z][\w&/-]*(?: [A-Z][\w&-]*){0,3})\"?\)|,? (?:or simply|also called"
    r"|also known as|hereinafter|hereafter) (?:the )?\"?(?P<also>[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3})\"?,?)?"
)


_UNQUOTED = re.compile(
    r"^(?:[Tt]he term |[Ff]or (?:the )?purposes? of this \w+, |[Ii]n this \w+, "
    r"|\([a-z0-9]{1,3}\) )?(?:[Tt]he |[Aa]n? |[Ee]ach )?"
    rf"(?P<name>{_TITLED}|[\w-]+(?: [\w-]+){{0,4}}){_ALSO}(?:,[^,\"]{{1,60}},)? {_MEANS}\b(?! that\b)[:,]?"
    r" ?(?P<meaning>.+)"
)


_BORROWED = re.compile(
    r"(?:set (?:forth|out)|given|ascribed|assigned|specified|defined|described|provided|stated|in"
    r"|the (?:same )?meaning)\b"
)


_PARENTHESIS = re.compile(
    r"\((?:(?:the|each|an?|any|all|both|together|collectively|hereinafter|hereafter|referred to|as|being|such|singly|"
    r"individually|or|and|simply|also|in short|for short|i\.e\.|every|its|our|this)[ ,:]+){0,9}"
    r"\"(?P<name>[^\"]{1,60})\"(?P<more>[^()]{0,120})\)"
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
    rf"^(?:(?:The|An?|Each) )?(?:\"(?P<quoted>[^\"]{{1,60}})\"|(?P<name>{_TITLED}|[\w-]+(?: [\w-]+){{0,3}}))"
    rf"{_ALSO} (?:is|are|shall be|equals?) (?P<meaning>(?:the|an?|any|each|those|that) (?P<head>\w.*))"
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
    rf"(?P<mark>[\"'`]?)(?P<name>\w[^:=;?!\"]{{0,60}}?)(?P=mark){_ALSO}(?P<how>:| - | = | := |\. )\s*"
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


_PARTED = re.compile(r"[;,](?: and)? (?:the |an? |each )?$")
"""What parts one definition of a sentence from the next: "A" means this; and "B" means that."""


def quoted_names(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The definitions of a sentence that have their name in quotes, each with the end of its meaning."""
    match = _QUOTED.search(text)
    while match:
        following = _QUOTED.search(text, match.start("meaning"))
        parted = _PARTED.search(text, match.start("meaning"), following.start()) if following else None
        yield match, parted.start() if parted else len(text)
        match = following if parted else None


def _in_sentence(segment: Segment) -> Iterator[Passage]:
    text = segment.text
    if '"' in text and (quoted := list(quoted_names(text))):
        for at, (said, end) in enumerate(quoted):
            meaning, borrowed = text[said.start("meaning") : end], _BORROWED.match(said["meaning"]) is not None
            name, others, start = _bare(said["name"]), _quoted(said["more"]), said.start() if at else 0
            until = 0 if end == len(text) else end
            yield Passage(segment, start, name, meaning, others, True, borrowed, until)
    elif (match := _UNQUOTED.match(text)) and is_name(match["name"]):
        borrowed = _BORROWED.match(match["meaning"]) is not None
        yield Passage(segment, 0, match["name"], match["meaning"], _alias(match), borrowed=borrowed)
    elif (match := _IS.match(text)) and (found := _being(segment, match)):
        yield from _one_by_one(found)
    elif '"' in text and (match := _LISTED.match(text) or _QUOTED_IS.search(text)):
        names = _bare(match["name"]), *_quoted(match.groupdict().get("more"))
        yield Passage(segment, 0, names[0], match["meaning"], names[1:], True)
    elif segment.kind is SegmentKind.ITEM and (match := _RUN_IN.match(text)):
        yield Passage(segment, 0, match["name"], match["meaning"])
    elif match := _LABEL.match(text):
        yield from _labelled(segment, match)
    if match := _REPRESENTS.search(text):
        yield Passage(segment, 0, match["name"], text)
    given = list(_in_parentheses(segment)) if "(" in text else []
    yield from given
    yield from _abbreviated(segment) if "(" in text else ()
    if "'" in text or '"' in text:
        for match in _INTRODUCED.finditer(text):
            name = _bare(match["name"])
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


def _bare(name: str) -> str:
    """A name as quoted, without an article or a comma within the quotes."""
    return re.sub(r"^(?:[Tt]he|[Aa]n?) (?=\w)", "", name.strip(" ,."))


def _alias(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(name for name in (match["alias"], match["also"]) if name)


def _quoted(text: str | None) -> tuple[str, ...]:
    return tuple(_bare(found) for found in re.findall(r"\"([^\"]{1,60})\"", text or ""))


def _being(segment: Segment, match: re.Match[str]) -> Passage | None:
    name = match["quoted"] or match["name"]
    kind = re.match(
        r"(?:[\w-]+ )??(?P<noun>[\w-]+) (?:that|which|who|whose|for|on|in|with|sent|held|\w+ed)\b", match["head"]
    )
    of_kind = kind is not None and name[0].isupper() and name.lower().endswith(f" {kind['noun']}")
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


_CLAUSE = re.compile(
    r"[,;:(]|\) |\b(?:in (?:line|accordance) with|pursuant to) "
    r"|\b(?:is|are|was|were|be|been|will|shall|must|may|can|has|have|had)\b(?: (?:not|also|then|only))?"
    r"(?: (?:\w+(?:ed|en|wn|pt|it|ut)|set|held|made|paid|kept)\b)?(?: (?:and|or) \w+ed\b)?(?: (?:by|on"
    r"|in(?! line| accordance)|at|from|to|as|with|under|using))?(?: the)?"
)


_OF_EACH = re.compile(r"\((?:each|every)\b")
_NAMED_BEFORE = re.compile(
    r"(?:^|(?P<joint>\b(?:and|or|of|by|for|on|in|at|from|under) (?:the )?|, )|(?P<each>\b[Ee](?:ach|very) )"
    rf"|[ (](?:[Tt]he )?)(?P<mark>\"?)(?P<name>{_TITLED})(?P=mark)$"
)
_ONE = re.compile(r"(?:an?|one|each)\b")
_LONGEST_NAME = 80


def _of_each(segment: Segment) -> Iterator[Passage]:
    """Other names for each thing of a named kind, and for all of them: Eligible Securities (each, an "ES").

    The kind is named before the brackets, or it is what the sentence defines: "Component" means a share (each an "ES").
    """
    text = segment.text
    for match in _PARENTHESIS.finditer(text):
        if not _OF_EACH.match(match.group()):
            continue
        names = tuple(
            name for name in (_bare(match["name"]), *_quoted(match["more"])) if is_name(name) or is_acronym(name)
        )
        before = text[: match.start()].rstrip(" ,;")
        found = _NAMED_BEFORE.search(before, max(0, len(before) - _LONGEST_NAME))
        kind = ""
        if found and not found["joint"] and (found["each"] or found["name"].endswith("s")):
            kind = _bare(found["name"])
        elif not text[match.end() :].strip(" .;") and (said := _QUOTED.search(text) or _UNQUOTED.match(text)):
            kind = _bare(said["name"]) if _ONE.match(said["meaning"]) and said.end("name") < match.start() else ""
        others = tuple(name for name in names if forms(name).isdisjoint(forms(kind)))
        if kind and others and not re.search(r"\b(?:and|or)\b", kind):
            start = found.start("name") if found and kind == _bare(found["name"]) else match.start()
            yield Passage(segment, start, kind, "", others, True, True, match.end())


def _in_parentheses(segment: Segment) -> Iterator[Passage]:
    of_each = {passage.end: passage for passage in _of_each(segment)}
    yield from of_each.values()
    for match in _PARENTHESIS.finditer(segment.text):
        if match.end() in of_each:
            continue
        before = segment.text[: match.start()].rstrip(" ,;")
        meaning = said_before(before)
        names = tuple(
            name for name in (_bare(match["name"]), *_quoted(match["more"])) if is_name(name) or is_acronym(name)
        )
        if not names:
            continue
        first = names[0]
        if written := expansion(before, first):
            yield Passage(segment, len(before) - len(written), written, "", (first,), True, True, match.end())
            names = names[1:]
        start = before.rfind(meaning)
        either = re.search(r"^ ?,? or (?:simply |also |just )?(?:the )?\"", match["more"]) is not None
        for group in (names,) if either else [(name,) for name in names]:
            if group and (group[0] == first or forms(group[0]).isdisjoint(forms(first))):
                yield Passage(segment, start, group[0], meaning, group[1:], True, end=match.end())
    for match in _NAMED_INSIDE.finditer(segment.text):
        if is_name(match["name"]) and not _PARENTHESIS.match(match.group()):
            yield Passage(segment, match.start(), match["name"], match["meaning"], quoted=True, end=match.end())


_NAMED_INSIDE = re.compile(
    r"\((?P<meaning>[^()\"]{10,160}?),? (?<!of )(?<!in )(?<!by )(?<!under )(?:the|an?) \"(?P<name>[^\"]{2,60})\"\)"
)
"""The thing and its name in one pair of brackets: (each such closing, a "Subsequent Closing")."""
_PERIOD = re.compile(r"\b(?:the )?(?:last|previous|preceding|past|prior|most recent) (?:\d+|[a-z-]+) [^,;:()]{1,40}$")
_SOMEBODY = re.compile(r"\b(?:to|by|with) (?P<name>[A-Z][\w.&'-]*(?: (?:of |and |for |& )?[A-Z][\w.&'-]*){0,6})$")


_AMENDS = re.compile(r"(?:as|including|or|and|such|to|each as|together|\d+\b)\b")


def said_before(before: str) -> str:
    """The words that the parenthesis behind them gives a name to: back to where their clause begins."""
    if named := _SOMEBODY.search(before):
        return named["name"]
    if period := _PERIOD.search(before):
        return period.group()
    cuts = [0, *(found.end() for found in _CLAUSE.finditer(before))]
    said = ""
    for cut in reversed(cuts):
        said = re.sub(r"^\(?\w{1,3}\)+ ", "", before[cut:].strip(" -"))
        if re.search("[A-Za-z]{2,}.*[A-Za-z]{2,}", said) and not _AMENDS.match(said):
            break
    return said


_SHORT = re.compile(r"\((?:the |or )?(?P<short>[A-Za-z][A-Za-z0-9&/-]{1,9})(?:[;,] [^()]{1,60})?\)")


_SHORT_FIRST = re.compile(r"(?<![\w$/-])(?P<short>[A-Z][A-Z0-9&]{1,8}) \((?:or )?(?P<long>[A-Z][^()\"]{3,80})\)")


def _abbreviated(segment: Segment) -> Iterator[Passage]:
    text = segment.text
    for match in _SHORT.finditer(text):
        short = match["short"].removesuffix("s") if is_acronym(match["short"].removesuffix("s")) else match["short"]
        before = text[: match.start()].rstrip()
        if is_acronym(short) and (written := expansion(before, short)):
            start = len(before) - len(written)
            yield Passage(segment, start, written, "", (short,), borrowed=True, end=match.end())
    for match in _SHORT_FIRST.finditer(text):
        if expansion(match["long"], match["short"]) == match["long"]:
            yield Passage(segment, match.start(), match["long"], "", (match["short"],), borrowed=True, end=match.end())
