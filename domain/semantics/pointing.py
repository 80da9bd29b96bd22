"""Pointing: the words of a passage that lead elsewhere, and where they lead."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from domain.documents.text import AtomKind, Span
from domain.semantics.expectations import wanted
from domain.semantics.links import links
from domain.semantics.outside import ADDRESS, DOCUMENTS, PROCEDURE, FindNames, addresses, is_entry, listed
from domain.semantics.passages import ANY, Finder
from domain.semantics.places import Places, canonical
from domain.semantics.placing import is_entry_of_row
from domain.semantics.pointers import LABEL, LISTED, POINTERS, between, kind_of, pointers, within
from domain.semantics.segments import Segment
from domain.semantics.titled import TITLES, by_title
from domain.semantics.understanding import Reference, Resolution
from domain.semantics.usage import DETERMINERS
from domain.semantics.words import word_set

Found = tuple[int, int, Reference]
"""Start and end in the segment of the words that point, and what they say."""
_BARE_EQUATION = re.compile(
    r"(?:\b(?:in|by|from|to|with|using|see|of|per|under|and|or|via|into) |[;.:] )"
    r"(?P<number>\((?P<label>\d{1,3}(?:\.\d{1,3})?[a-z]?)\))(?! ?[\w(]+\))(?!\w)"
)
_OTHERS = (
    r"(?:MiFI[DR]|BMR|GDPR|EMIR|UCITS|MAR|CRR|CRD|SFDR|DORA|MiCA|ERISA|WpHG|KAGB|HGB|BGB)\b(?: [IV]+)?"
    r"|(?:[A-Z][a-z]+ ){1,4}(?:Act|Regulation|Directive|Code|Rules)\b"
)
_WHOSE = re.compile(
    r"(?:\([a-zA-Z0-9]{1,4}\))*,? (?:(?:of|to|in|under) (?P<which>the |that |its |our |this |any )?"
    r"(?P<whose>[A-Z][\w&.'-]+(?: (?:(?:of|for|on) (?:the )?)?[A-Z0-9][\w&.'-]+){0,6}"
    r"|\w+ (?:act|regulation|rules?|directive|prospectus|agreement|code)\b|prospectus\b)"
    rf"|(?P<law>{_OTHERS}))(?: \((?:EU|EC|EEC|UK)\)(?: No\.?)? [\d/]+)?"
)
_BOOK = (
    r"(?:Code|Regulations?|Act|Directive|C\.F\.R\.|CFR|U\.S\.C\.|GDPR|MiFID II|MiFIR|BMR|Rules?|Prospectus|Rulebook"
    r"|Memorandum|MAR|CRR|EMIR|UCITS|ERISA)"
)
_GUIDE = r"(?:[A-Z][\w.&'-]* ){1,5}(?:Guide|Manual|Handbook|Methodology|Agreement|Policy)"
_BOOK_BEFORE = re.compile(
    rf"(?:(?:(?:[A-Z][\w.&'-]* ){{0,5}}{_BOOK})(?:'s)?,? |(?P<guide>{_GUIDE})(?:'s)?,? "
    r"|\d (?:C\.F\.R\.|CFR|U\.S\.C\.) )$"
)
_TITLE_BEFORE = re.compile(
    r"\"[A-Z][^\"\n]{3,80}\",? (?:in |see )?$"
    r"|\b(?:rulebook|rules|manual|guide|handbook|methodology|regulations?|conditions) of (?:the )?[A-Z][\w& ]{1,40}"
    r" \([^()]{0,40}$"
)
"""Somebody else's work: 'the "Monthly Statement", Table III', "the rulebook of Eurex (version 3, section 2.4)"."""
_OF_INSOLVENCY = re.compile(r"\b(?:bankrupt|insolven|creditor|debtor|petition|reorgani[sz]ation)")
"""Beside these a chapter is one of a code of law: "a bankruptcy filing (Chapter 7 or 11)"."""
_PARTS_OF_THIS = word_set(
    "section sections annex appendix article schedule table exhibit chapter clause paragraph part"
)
_ELSEWHERE = re.compile(
    r"\b(?:act|regulations?|directive|code|law|prospectus|rulebook|agreement|rules?|convention|treaty"
    r"|memorandum|manual|handbook)\b"
)
_RULE = re.compile(r"Rules? (?P<label>\d{1,3})")
_NAME_BEFORE = re.compile(r"(?P<name>[A-Z][\w&.]*) $")
_RANGE = ("-", "to", "through", "\u2013")


def finders(places: Places) -> Iterator[Finder[Found]]:
    """What finds the words that point elsewhere; where those of two overlap the first counts."""

    def at(find: Callable[[Segment, Places], Iterator[Found]]) -> Callable[[Segment], Iterator[Found]]:
        return lambda segment: find(segment, places)

    yield (ANY,), at(_linked)
    yield (ADDRESS,), at(_addressed)
    yield POINTERS, at(_numbered)
    yield (ANY,), at(_notes)
    yield (_BARE_EQUATION,), at(_equations)
    yield TITLES, at(_titled)
    yield (ANY,), at(partial(_document, listed))
    for pattern, find in DOCUMENTS:
        yield (pattern,), at(partial(_document, find))
    yield (PROCEDURE,), at(_procedures)
    yield (ANY,), at(_linked_outside)


def _linked(segment: Segment, places: Places) -> Iterator[Found]:
    """Links into the document; where only the number of a part is one, the words before it point as well.

    A number in Word's own reference is only what it showed last, and counts for nothing where its bookmark is gone.
    """
    for start, end, address, target in links(segment, places.anchors):
        if target or (segment.block.part and address.startswith("#")):
            pointer = next((p for p in pointers(segment.text) if p.start() <= start and end <= p.end()), None)
            kind, label = kind_of(pointer) if pointer else "section", segment.text[start:end]
            if pointer and LABEL.fullmatch(pointer["labels"]):
                (start, end), label = pointer.span(), pointer["labels"]
            yield start, end, _reference(segment, start, end, kind, label, target)


def _linked_outside(segment: Segment, places: Places) -> Iterator[Found]:
    for start, end, address, target in links(segment, places.anchors):
        if not target and address.startswith("#"):
            yield start, end, _reference(segment, start, end, "section", segment.text[start:end], None)
        elif not target:
            yield start, end, _outside(segment, start, end, "url", address)


def _addressed(segment: Segment, places: Places) -> Iterator[Found]:
    for start, end, words in addresses(segment):
        yield start, end, _outside(segment, start, end, "url", words)


def _numbered(segment: Segment, places: Places) -> Iterator[Found]:
    for pointer in pointers(segment.text):
        if is_entry_of_row(segment) or not _is_caption(segment, pointer):
            yield from _parts(segment, pointer, places)


def _equations(segment: Segment, places: Places) -> Iterator[Found]:
    for match in _BARE_EQUATION.finditer(segment.text):
        start, end, label = match.start("number"), match.end(), match["label"]
        target = places.part("equation", label)
        # a number in brackets may be anything where no equation goes by such numbers
        if target or ("." in label and places.part("equation", label.split(".")[0] + ".1")):
            yield start, end, _reference(segment, start, end, "equation", label, target)


def _titled(segment: Segment, places: Places) -> Iterator[Found]:
    for start, end, title, target in by_title(segment, places):
        yield start, end, _reference(segment, start, end, "section", title, target)


def _document(find: FindNames, segment: Segment, places: Places) -> Iterator[Found]:
    """An entry of a bibliography is about one document, whatever other names stand in it."""
    for start, end, name in find(segment, places.title) if find is listed or not is_entry(segment) else ():
        rule = _RULE.fullmatch(name)
        if not places.is_own(name) and not (rule and places.part("rule", rule["label"])):
            yield start, end, _outside(segment, start, end, "document", name)


def _procedures(segment: Segment, places: Places) -> Iterator[Found]:
    for match in PROCEDURE.finditer(segment.low):
        start, end, name = match.start(), match.end(), match.group()
        yield start, end, _reference(segment, start, end, "section", name, places.titled(name))


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


def _is_caption(segment: Segment, pointer: re.Match[str]) -> bool:
    """ "Table 3: Weights", or an entry of a table of contents."""
    after = segment.text[pointer.end() : pointer.end() + 60]
    return pointer.start() == 0 and (
        after.strip()[:1] in (":", "-", ".", "", "|") or re.search(r"(?:\.{3,}|\s)\d{1,3}$", segment.text) is not None
    )


def _parts(segment: Segment, pointer: re.Match[str], places: Places) -> Iterator[Found]:
    word, text, kind = pointer["kind"].lower(), segment.text, kind_of(pointer)
    start, end = pointer.span()
    if kind in LISTED and (name := _NAME_BEFORE.search(text, max(0, start - 30), start)) and _is_owner(name):
        return
    outer = within(text, end)
    other = _WHOSE.match(text, outer.end() if outer else end)
    book = _BOOK_BEFORE.search(text, max(0, start - 80), start) if kind == "section" else None
    if _TITLE_BEFORE.search(text, max(0, start - 90), start) or (
        word.startswith("chapter") and _OF_INSOLVENCY.search(segment.low)
    ):
        yield start, end, _outside(segment, start, end, "document", text[start:end])
        return
    if other and _is_other(other, places):
        end = other.start() + len(other.group().rstrip(" .,;"))
        yield start, end, _outside(segment, start, end, "document", text[start:end])
    elif book and not (book["guide"] and places.is_own(book["guide"])):
        end = _end(pointer)
        yield book.start(), end, _outside(segment, book.start(), end, "document", text[book.start() : end])
    elif outer:
        yield from _held(segment, pointer, outer, places)
    elif word.startswith("art") and not places.has_articles and places.part("section", pointer["labels"]) is None:
        yield start, end, _outside(segment, start, end, "document", text[start:end])
    elif kind in LISTED or not word.startswith(("part", "note")) or places.part(kind, pointer["labels"]):
        yield from _labels(segment, pointer, kind, places)


def _end(pointer: re.Match[str]) -> int:
    """Where its labels end, without the item of a list that follows: "Section 1.2, and (iii) ..."."""
    first, *others = LABEL.finditer(pointer["labels"])
    end = first.end()
    for label in others:
        if label.group()[0].isdigit() is not first.group()[0].isdigit():
            break
        end = label.end()
    return pointer.start("labels") + end


def _is_owner(name: re.Match[str]) -> bool:
    """Whether a capitalised word makes what follows somebody else's: "NYSE Rule 7", but not "In Step 5"."""
    return name["name"].lower() not in DETERMINERS and (name.start() > 0 or name["name"].isupper())


def _is_other(match: re.Match[str], places: Places) -> bool:
    """Whether "of the Prospectus" and the like name another document than this one."""
    if match["law"]:
        return True
    whose = match["whose"].rstrip(".,'")
    if match["which"] == "this " or whose.split()[0].lower() in _PARTS_OF_THIS or places.is_own(whose):
        return False
    return _ELSEWHERE.search(whose.lower()) is not None or whose[0].isupper()


def _held(segment: Segment, pointer: re.Match[str], outer: re.Match[str], places: Places) -> Iterator[Found]:
    """Parts within a part: "items (a) and (b) of section 2", "paragraph 2 of Annex A"."""
    label, kind = next(LABEL.finditer(outer["labels"])), kind_of(outer)
    holder = target_of(segment, kind, label.group(), places)
    labels = list(LABEL.finditer(pointer["labels"]))
    for count, inner in enumerate(labels):
        start = pointer.start() if count == 0 else pointer.start("labels") + inner.start()
        last = count + 1 == len(labels)
        end = outer.start("labels") + label.end() if last else pointer.start("labels") + inner.end()
        words = inner.group().strip("()")
        target = places.held(holder, words.lower()) if holder else None
        if holder and target is None and not places.lists(holder, words.lower()):
            target = holder  # what is not numbered there
        printed = f"{label.group()}({words})" if kind == "section" else label.group()
        yield start, end, _reference(segment, start, end, kind, printed, target, pointer.start())


def _labels(segment: Segment, pointer: re.Match[str], kind: str, places: Places) -> Iterator[Found]:
    base, text = pointer.start("labels"), pointer["labels"]
    labels = list(LABEL.finditer(text))
    if kind == "section" and re.search(r"\d{3}", labels[0].group()) and not places.has_long_numbers:
        start, end = pointer.start(), _end(pointer)  # of a code of law
        yield start, end, _outside(segment, start, end, "document", segment.text[start:end])
        return
    before = ""
    for count, label in enumerate(labels):
        words = label.group()
        if before and words.startswith("(") and before.endswith(")"):  # "Section 2(a) and (c)"
            words = before[: before.rindex("(")] + words
        elif words[0].isdigit() is not labels[0].group()[0].isdigit():
            return  # a name that follows, not a label: "of Section 2, and V is"
        start = pointer.start() if count == 0 else base + label.start()
        end = base + label.end()
        if kind not in ("section", "equation", *LISTED) and words.startswith("("):
            return  # a count or an item of a list: "Disclosure Schedule (1)"
        joint = text[labels[count - 1].end() : label.start()].strip() if count else ""
        for skipped in between(before, words) if joint in _RANGE else ():
            yield from _labelled(segment, pointer, (start, start), kind, skipped, places)
        yield from _labelled(segment, pointer, (start, end), kind, words, places)
        before = words


def _labelled(
    segment: Segment, pointer: re.Match[str], at: tuple[int, int], kind: str, words: str, places: Places
) -> Iterator[Found]:
    """One label of a pointer; one that a range skips stands at no characters of its own."""
    start, end = at
    first, last = at if start < end else pointer.span()
    is_item = words.startswith("(") and words.count("(") == 1
    printed = words.strip("()") if is_item or kind == "equation" else words
    target = target_of(segment, kind, words, places) or _titled_behind(segment.text, end, places)
    if target and kind == "equation" and _covers(target, segment.span(first, last)):
        return  # its own number
    if target or kind not in LISTED or places.expects(segment, kind, printed):
        yield start, end, _reference(segment, first, last, kind, printed, target, pointer.start())


def _covers(target: Span, span: Span) -> bool:
    return target.block == span.block and target.start <= span.start and span.end <= target.end


def _titled_behind(text: str, at: int, places: Places) -> Span | None:
    """The part whose title stands in brackets behind its number: "Section 2.9 (Alternative Vehicles)"."""
    match = re.compile(r" ?\((?P<title>[A-Z][^()]{2,80})\)").match(text, at)
    return places.titles.get(match["title"].lower()) if match else None


def target_of(segment: Segment, kind: str, label: str, places: Places) -> Span | None:
    """What a label leads to; "4.2(b)" to item (b) of 4.2, or to 4.2 where that has no items of this sort."""
    if kind in LISTED:
        return places.part(kind, label.strip("()")) or places.item(segment, label.strip("()").lower())
    if kind != "section":
        found = places.part(kind, label.strip("()"))
        if found is None and kind == "table" and len(label) == 1 and label.isalpha():
            return places.part("section", label)  # the table of section D, where only sections have letters
        return found or (places.part(kind, label.split("(")[0]) if "(" in label[1:] else None)
    head, *items = [step.lower() for step in re.split(r"[()]+", label.rstrip(")"))]
    if not head:  # "paragraph (c)" of wherever this stands
        return places.item(segment, items[0])
    whole = places.part("section", head)
    if not items:
        return whole or places.items.get((segment.section, canonical(head)))
    for step in items:
        deeper = f"{canonical(head)}.{step}"
        if found := places.listed.get(deeper) or places.parts.get(("section", deeper)):
            head, whole = deeper, found
        else:
            return None if places.has_beside(deeper) else whole
    return whole


def _notes(segment: Segment, places: Places) -> Iterator[Found]:
    for atom in segment.block.atoms:
        if atom.kind is AtomKind.NOTE and segment.start <= atom.at < segment.end:
            at = atom.at - segment.start
            mark = atom.text.strip("[]^ ")
            if mark:
                yield at, at + 1, _reference(segment, at, at + 1, "note", mark, places.part("note", mark))
