"""Pointing: the words of a passage that lead elsewhere, and where they lead."""

import re
from collections.abc import Iterator

from domain.documents.text import AtomKind, Span
from domain.semantics.expectations import wanted
from domain.semantics.outside import addresses, documents, procedures
from domain.semantics.places import Places, canonical
from domain.semantics.segments import Segment
from domain.semantics.understanding import Reference, Resolution
from domain.semantics.words import word_set

Found = tuple[int, int, Reference]
"""Start and end in the segment of the words that point, and what they say."""
_KINDS = {
    "app": "appendix",
    "ann": "annex",
    "sch": "schedule",
    "exh": "exhibit",
    "att": "attachment",
    "tab": "table",
    "fig": "figure",
    "equ": "equation",
    "eq.": "equation",
    "eqs": "equation",
    "eqn": "equation",
    "for": "equation",
    "not": "note",
    "foo": "note",
    "end": "note",
}
_LABEL = (
    r"(?:\d{1,3}(?:\.\d{1,3}){0,5}[a-z]?(?:\([a-zA-Z0-9]{1,4}\)){0,4}|\([a-z0-9]{1,4}\)(?:\([a-z0-9]{1,4}\)){0,3}"
    r"|[IVXL]{2,6}|[A-Z](?:[.-]?\d{1,3}){0,3}(?:\([a-z0-9]{1,4}\)){0,3})"
)
_JOINED = r"(?:,? and |,? or |, | ?- ?| to | through | & )"
_POINTS = re.compile(
    r"(?<![\w-])(?P<kind>(?:[Ss]ub-?)?[Ss]ections?|[Ss]ecs?\.|§{1,2}|[Aa]rticles?|[Aa]rts?\.|[Cc]hapters?"
    r"|[Cc]lauses?|(?:[Ss]ub-?)?[Pp]aragraphs?"
    r"|[Pp]aras?\.?|[Pp]arts?|[Aa]ppendi(?:x|ces)|[Aa]nnex(?:es|ures?|ure)?|[Ss]chedules?|[Ee]xhibits?"
    r"|[Aa]ttachments?|[Tt]ables?|[Ff]igures?"
    r"|[Ff]igs?\.|[Ee]quations?|[Ee]q(?:n?s?)\.|[Ff]ormula[es]?|[Ff]ootnotes?|[Ee]ndnotes?|[Nn]otes?)\s{1,2}"
    rf"(?P<labels>{_LABEL}(?:{_JOINED}{_LABEL}){{0,6}})(?![\w]|[.-]\d)"
)
_POINTERS = (
    "sec",
    "§",
    "art",
    "chapter",
    "clause",
    "para",
    "append",
    "annex",
    "schedule",
    "exhibit",
    "attachment",
    "tab",
    "fig",
    "eq",
    "formul",
    "note",
)
"""One of these is in every passage that names a part; looking for them first is many times faster."""
_SIGN = re.compile(rf"(?P<kind>§{{1,2}})(?P<labels>{_LABEL}(?:{_JOINED}{_LABEL}){{0,6}})(?![\w]|[.-]\d)")
_BARE_EQUATION = re.compile(
    r"(?:\b(?:in|by|from|to|with|using|see|of|per|under|and|or|via|into) |[;.:] )"
    r"(?P<number>\((?P<label>\d{1,3}(?:\.\d{1,3})?[a-z]?)\))(?! ?[\w(]+\))(?!\w)"
)
_WHOSE = re.compile(
    r"(?:\([a-zA-Z0-9]{1,4}\))*,? (?:(?:of|to|in|under) (?:the |that |its |our |this "
    r"|any )?(?P<whose>[A-Z][\w&.'-]+(?: [A-Z][\w&.'-]+){0,6}"
    r"|\w+ (?:act|regulation|rules?|directive|prospectus|agreement|code)\b|prospectus\b)"
    r"|(?P<law>(?:MiFI[DR]|BMR|GDPR|EMIR|UCITS|MAR|CRR|CRD|SFDR|DORA|MiCA|ERISA|WpHG|KAGB|HGB|BGB)\b(?: [IV]+)?"
    r"|(?:[A-Z][a-z]+ ){1,4}(?:Act|Regulation|Directive|Code|Rules)\b))(?: \((?:EU|EC|EEC|UK)\)(?: No\.?)? [\d/]+)?"
)
_LAW_BEFORE = re.compile(
    r"(?:(?P<name>(?:[A-Z][\w.&'-]* ){0,5}(?:Code|Regulations?|Act|Directive|C\.F\.R\.|CFR|U\.S\.C\.|GDPR"
    r"|MiFID II|MiFIR|BMR|Rules?|Prospectus|Rulebook|Memorandum|MAR|CRR|EMIR|UCITS|ERISA))(?:'s)?,? "
    r"|\d (?:C\.F\.R\.|CFR|U\.S\.C\.) )$"
)
_OWN = word_set(
    "document methodology specification index strategy guide section annex appendix rulebook policy"
    " agreement article schedule table"
)
_ELSEWHERE = re.compile(
    r"\b(?:act|regulations?|directive|code|law|prospectus|rulebook|agreement|rules?|convention|treaty"
    r"|memorandum|manual|handbook)\b"
)


def pointing(segment: Segment, places: Places, title: str) -> Iterator[Found]:
    """Everything in the segment that points elsewhere; where two overlap the first counts."""
    for start, end, words in addresses(segment):
        yield start, end, _outside(segment, start, end, "url", words)
    low = segment.low
    for pattern in (_POINTS, _SIGN) if any(word in low for word in _POINTERS) else ():
        for match in pattern.finditer(segment.text):
            if not _is_caption(segment, match):
                yield from _parts(segment, match, places)
    yield from _notes(segment, places)
    for match in _BARE_EQUATION.finditer(segment.text):
        start, end, label = match.start("number"), match.end(), match["label"]
        target = places.part("equation", label)
        # a number in brackets may be anything where no equation goes by such numbers
        if target or ("." in label and places.part("equation", label.split(".")[0] + ".1")):
            yield start, end, _reference(segment, start, end, "equation", label, target)
    yield from _by_title(segment, places)
    for start, end, name in documents(segment, title):
        yield start, end, _outside(segment, start, end, "document", name)
    for start, end, name in procedures(segment):
        yield start, end, _reference(segment, start, end, "section", name, _with_words(name, places))


def _outside(segment: Segment, start: int, end: int, kind: str, label: str) -> Reference:
    expects = wanted(segment.text, start, end)
    return Reference(
        kind=kind, label=label, span=segment.span(start, end), resolution=Resolution.EXTERNAL, expects=expects
    )


def _reference(
    segment: Segment, start: int, end: int, kind: str, label: str, target: Span | None, of: int = -1
) -> Reference:
    """`of` is where the sentence begins to point, for the second label of several."""
    return Reference(
        kind=kind,
        label=label,
        span=segment.span(start, end),
        resolution=Resolution.RESOLVED if target else Resolution.DANGLING,
        target=target,
        expects="" if target else wanted(segment.text, start if of < 0 else of, end),
    )


def _is_caption(segment: Segment, match: re.Match[str]) -> bool:
    """ "Table 3: Weights", or an entry of a table of contents."""
    after = segment.text[match.end() : match.end() + 60]
    return match.start() == 0 and (
        after.strip()[:1] in (":", "-", ".", "", "|") or re.search(r"(?:\.{3,}|\s)\d{1,3}$", segment.text) is not None
    )


def _parts(segment: Segment, match: re.Match[str], places: Places) -> Iterator[Found]:
    word, text = match["kind"].lower(), segment.text
    kind = _KINDS.get(word.removeprefix("sub")[:3], "section")
    start, end = match.span()
    other = _WHOSE.match(text, end)
    law = _LAW_BEFORE.search(text, max(0, start - 80), start) if kind == "section" else None
    if other and _is_other(other):
        end = other.start() + len(other.group().rstrip(" .,;"))
        yield start, end, _outside(segment, start, end, "document", text[start:end])
    elif law:
        yield law.start(), end, _outside(segment, law.start(), end, "document", text[law.start() : end])
    elif word.startswith("art") and not places.has_articles and places.part("section", match["labels"]) is None:
        yield start, end, _outside(segment, start, end, "document", text[start:end])
    elif not word.startswith(("part", "note")) or places.part(kind, match["labels"]):
        yield from _labels(segment, match, kind, places)


def _is_other(match: re.Match[str]) -> bool:
    """Whether "of the Prospectus" and the like name another document than this one."""
    if match["law"]:
        return True
    whose = match["whose"].lower().rstrip(".,'")
    return whose.split()[0] not in _OWN and (_ELSEWHERE.search(whose) is not None or match["whose"][0].isupper())


def _labels(segment: Segment, match: re.Match[str], kind: str, places: Places) -> Iterator[Found]:
    base = match.start("labels")
    labels = list(re.finditer(_LABEL, match["labels"]))
    for count, label in enumerate(labels):
        words = label.group()
        if words[0].isdigit() is not labels[0].group()[0].isdigit():
            return  # a name that follows, not a label: "of Section 2, and V is"
        start = match.start() if count == 0 else base + label.start()
        end = base + label.end()
        printed = words.strip("()") if words.startswith("(") and words.count("(") == 1 else words
        if kind == "equation":
            printed = words.strip("()")
        if kind not in ("section", "equation") and words.startswith("("):
            return  # a count or an item of a list: "Disclosure Schedule (1)"
        if kind == "section" and re.search(r"\d{3}", words):  # of a code of law
            yield start, end, _outside(segment, start, end, "document", segment.text[start:end])
            continue
        target = target_of(segment, kind, words, places) or _titled_behind(segment.text, end, places)
        yield start, end, _reference(segment, start, end, kind, printed, target, match.start())
        between = match["labels"][label.end() : labels[count + 1].start()] if count + 1 < len(labels) else ""
        if between.strip() in ("-", "to", "through", "\u2013"):
            yield from _between(segment, match, end, kind, (words, labels[count + 1].group()), places)


def _titled_behind(text: str, at: int, places: Places) -> Span | None:
    """The part whose title stands in brackets behind its number: "Section 2.9 (Alternative Vehicles)"."""
    match = re.compile(r" ?\((?P<title>[A-Z][^()]{2,80})\)").match(text, at)
    return places.titles.get(match["title"].lower()) if match else None


def _between(
    segment: Segment, match: re.Match[str], at: int, kind: str, ends: tuple[str, str], places: Places
) -> Iterator[Found]:
    """The parts of a range that are missing between its ends: "Sections 3 to 6" without Section 5."""
    low, high = ends
    if low.isdigit() and high.isdigit() and int(high) - int(low) <= 30:
        for number in range(int(low) + 1, int(high)):
            if places.part(kind, str(number)) is None:
                yield at, at, _reference(segment, match.start(), match.end(), kind, str(number), None)


def target_of(segment: Segment, kind: str, label: str, places: Places) -> Span | None:
    """What a label leads to; "4.2(b)" to item (b) of 4.2, or to 4.2 where that has no items of this sort."""
    if kind != "section":
        found = places.part(kind, label.strip("()"))
        return found or (places.part(kind, label.split("(")[0]) if "(" in label[1:] else None)
    head, *items = [step.lower() for step in re.split(r"[()]+", label.rstrip(")"))]
    if not head:  # "paragraph (c)" of wherever this stands
        here = places.items.get((segment.section, items[0]))
        return here or next((span for (_, item), span in places.items.items() if item == items[0]), None)
    whole = places.part("section", head)
    if not items:
        return whole or places.items.get((segment.section, canonical(head)))
    for step in items:
        deeper = f"{canonical(head)}.{step}"
        if found := places.parts.get(("section", deeper)):
            head, whole = deeper, found
        else:
            return None if any(_beside(deeper, other) for kind, other in places.parts if kind == "section") else whole
    return whole


def _beside(label: str, other: str) -> bool:
    """Whether two labels are items of one list: "4.2.b" and "4.2.a"."""
    return (
        label.rpartition(".")[0] == other.rpartition(".")[0]
        and label.rpartition(".")[2].isalpha() is other.rpartition(".")[2].isalpha()
    )


def _notes(segment: Segment, places: Places) -> Iterator[Found]:
    for atom in segment.block.atoms:
        if atom.kind is AtomKind.NOTE and segment.start <= atom.at < segment.end:
            at = atom.at - segment.start
            mark = atom.text.strip("[]^ ")
            if mark:
                yield at, at + 1, _reference(segment, at, at + 1, "note", mark, places.part("note", mark))


_CUE = re.compile(
    r"\b(?:[Ss]ee|[Rr]efer to|described|set (?:out|forth)|defined|specified|detailed|outlined|given"
    r"|provided|explained|listed|laid down|stated"
    r"|contained|according to|in accordance with|pursuant to|subject to|[Ss]ections?|[Cc]hapters?"
    r"|headings?|[Uu]nder|[Pp]er)"
    r"(?: also)?(?: in| under| by)?(?: the)?(?: (?:section|chapter|heading|part))?(?: (?:on|titled"
    r"|entitled|called|named|headed))? (?=(?P<quote>\"?)[A-Z])"
)


_WORDS = re.compile(r"[A-Z][\w&/'-]*(?:[ ,-]{1,2}[\w&/'-]+){0,9}")


_NAMED_SECTION = re.compile(
    r"\b(?:the|our) \"?(?P<title>[A-Z][\w&/'-]*(?: (?:(?:and|of|for|the|to"
    r"|in) )?[A-Z][\w&/'-]*){0,6})\"? (?:sub-?)?(?:section|chapter|appendix|annex)\b(?! of)"
)


def _by_title(segment: Segment, places: Places) -> Iterator[Found]:
    text = segment.text
    for match in _CUE.finditer(text):
        start = match.end()
        if match["quote"]:
            close = text.find('"', start + 1)
            title = text[start + 1 : close].strip(" .,") if close > 0 else ""
            target = places.titles.get(title.lower())
            explicit = re.search(
                r"(?:section|chapter)s?(?: (?:on|titled|entitled|called|named|headed))? $",
                text[: match.end()],
                re.IGNORECASE,
            )
            if title and (target or explicit):
                yield start, close + 1, _reference(segment, start, close + 1, "section", title, target)
        elif (words := _WORDS.match(text, start)) and (found := _longest(words.group(), places)):
            yield (
                start,
                start + len(found),
                _reference(segment, start, start + len(found), "section", found, places.titles[found.lower()]),
            )
    for match in _NAMED_SECTION.finditer(text):
        title = match["title"]
        target = places.titles.get(title.lower()) or _with_words(title, places)
        if target or len(title.split()) > 1:
            yield (
                match.start("title"),
                match.end(),
                _reference(segment, match.start("title"), match.end(), "section", title, target),
            )


def _longest(words: str, places: Places) -> str:
    """The longest title of this document that the words begin with."""
    while words and words.lower() not in places.titles:
        words = words[: max(words.rfind(" "), words.rfind(","), 0)].rstrip(" ,")
    return words


def _with_words(title: str, places: Places) -> Span | None:
    wanted_words = set(title.lower().split())
    return next((span for known, span in places.titles.items() if wanted_words <= set(known.split())), None)
