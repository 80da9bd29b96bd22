"""Whether an exported file is right, as the checkers beside this checkout see it; our own reader has no say."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from domain.documents.changes import Comment, Edit, approved_text
from domain.documents.text import ATOM, Block, Story
from tests.exporting.judges import W, checker, complaints

OURS = "Ada Reviewer"
_REVISIONS = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")}
_ALWAYS_TOUCHED = re.compile(r"\[Content_Types\]\.xml|.*\.rels|.*/comments\w*\.xml|.*/people\d*\.xml")


@dataclass(frozen=True)
class Stories:
    """What a checker reads in a file, story by story."""

    texts: Mapping[str, list[str]]
    looks: Mapping[str, object]


def stories(data: bytes, mode: str) -> Stories:
    """All texts but the comments, with all changes accepted or rejected."""
    resolver = checker("docx_resolve")
    texts, looks = resolver.resolve(io.BytesIO(data), mode), resolver.fmt(io.BytesIO(data), mode)
    return Stories(
        {k: v for k, v in texts.items() if k != "comments"}, {k: v for k, v in looks.items() if k != "comments"}
    )


def faults(source: bytes, written: bytes, blocks: Sequence[Block], made: Sequence[Edit]) -> Iterator[str]:
    """What is wrong with a file in which these edits were made in place, a sentence each."""
    before, after = stories(source, "reject"), stories(written, "reject")
    if before.looks != after.looks:
        yield "rejecting all does not give the original text and formatting back"
    yield from _wrong_words(stories(source, "accept").texts, stories(written, "accept").texts, blocks, made)
    for complaint in complaints(written, source):
        if complaint[0] != "W-rev-nodate":  # an undated insertion stays undated when it is parted
            yield f"the validator finds {complaint}"
    yield from _changed_revisions(source, written)
    yield from _changed_parts(source, written, {b.part for b in blocks if any(_touches(e, b.id) for e in made)})


def _touches(edit: Edit, block: str) -> bool:
    change = edit.change
    span = getattr(change, "span", None)
    ids = getattr(change, "blocks", (getattr(change, "block", span.block if span else ""),))
    return not isinstance(change, Comment) and block in ids


# --- words -------------------------------------------------------------------------------------------------------


def _wrong_words(
    before: Mapping[str, list[str]], after: Mapping[str, list[str]], blocks: Sequence[Block], made: Sequence[Edit]
) -> Iterator[str]:
    """Paragraph by paragraph; blank ones are left out, since one that has to stay is emptied."""
    for story, texts in before.items():
        of_story = list(_blocks_of(story, blocks))
        shown = _as_shown(of_story, texts)
        if shown is None:
            continue
        approved = [shown(paragraph.block, paragraph.text) for paragraph in approved_text(of_story, made)]
        found = list(after.get(story, ()))
        if story == "textbox":  # collected in an order of its own
            approved, found = sorted(approved), sorted(found)
        if list(filter(str.strip, approved)) != list(filter(str.strip, found)):
            wrong = next(
                (
                    pair
                    for pair in zip(filter(str.strip, approved), filter(str.strip, found), strict=False)
                    if len(set(pair)) > 1
                ),
                (len(approved), len(found)),
            )
            yield f"accepting all gives other words in {story}: {wrong!r}"


def _blocks_of(story: str, blocks: Sequence[Block]) -> Iterator[Block]:
    kind, _, file = story.partition(":")
    wanted = {"footnotes": Story.FOOTNOTE, "endnotes": Story.ENDNOTE, "textbox": Story.TEXT_BOX}
    kept = (
        b for b in blocks if b.story is (wanted.get(kind) or Story(kind)) and (not file or b.part.endswith(f"/{file}"))
    )
    yield from kept if kind in ("textbox", "body") else sorted(kept, key=lambda block: block.paragraph)


def _as_shown(blocks: Sequence[Block], texts: Sequence[str]) -> Callable[[str | None, str], str] | None:
    """How the checker shows a text of a block, where it spells atoms out in its own way; None where it reads another
    text altogether."""
    if not any(block.atoms for block in blocks):
        same = sorted(b.text for b in blocks if b.text.strip()) == sorted(filter(str.strip, texts))
        return (lambda _, text: text) if same else None
    if len(blocks) != len(texts):
        return None
    spelled: dict[str, list[str]] = {}
    for block, text in zip(blocks, texts, strict=True):
        pattern = "(.*?)".join(map(re.escape, block.text.split(ATOM)))
        found = re.fullmatch(pattern, text, re.DOTALL)
        if not found:
            return None
        spelled[block.id] = list(found.groups())

    def shown(block: str | None, text: str) -> str:
        parts = iter(spelled.get(block or "", ()))
        return re.sub(ATOM, lambda _: next(parts, ATOM), text)

    return shown


# --- what others wrote ---------------------------------------------------------------------------------------------


def _changed_revisions(source: bytes, written: bytes) -> Iterator[str]:
    """Earlier authors' revisions keep their ids, dates, names and words."""
    before, after = _revisions(source), _revisions(written)
    for key, (ids, words) in before.items():
        kept_ids, kept_words = after.get(key, (Counter(), ""))
        if ids - kept_ids:
            yield f"the revisions {sorted(ids - kept_ids)} of {key} are gone"
        if words != kept_words:
            yield f"the revisions of {key} hold other words: {words[:60]!r} became {kept_words[:60]!r}"
    if set(after) - set(before):
        yield f"there are revisions of {sorted(set(after) - set(before))} that nobody made"


def _revisions(data: bytes) -> dict[tuple[str, str, str, str], tuple[Counter[str], str]]:
    """The revisions of each kind, author and date in each part but ours: their ids, and the words within."""
    found: dict[tuple[str, str, str, str], tuple[Counter[str], str]] = {}
    for name, content in parts_of(data).items():
        if not name.endswith(".xml") or b"wordprocessingml" not in content:
            continue
        for element in etree.fromstring(content).iter(*_REVISIONS):
            if element.get(f"{W}author") == OURS:
                continue
            key = name, etree.QName(element).localname, element.get(f"{W}author", ""), element.get(f"{W}date", "")
            ids, words = found.get(key, (Counter(), ""))
            found[key] = ids + Counter([element.get(f"{W}id", "")]), words + _words(element)
    return found


def _words(element: etree._Element) -> str:
    return "".join(
        e.text or ""
        for e in element.iter(f"{W}t", f"{W}delText")
        if not any(a.tag == f"{W}ins" and a.get(f"{W}author") == OURS for a in e.iterancestors())
    )


def _changed_parts(source: bytes, written: bytes, touched: set[str]) -> Iterator[str]:
    before, after = parts_of(source), parts_of(written)
    if list(after)[: len(before)] != list(before):
        yield "the parts stand in another order"
    main = next((name for name in before if name.endswith("document.xml")), "word/document.xml")
    for name, content in before.items():
        allowed = name in touched or name == main or _ALWAYS_TOUCHED.fullmatch(name)
        if after.get(name) != content and not allowed:
            yield f"the part {name} was changed though nothing in it was edited"


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
