"""Runs of a Word paragraph: cutting them at offsets of their text, and the characters a new one is made of."""

import re
from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from app.wordml import MC, TEXT, XML, chosen, shown, visible_text, w

_SPACE = f"{{{XML}}}space"
_LAYOUT = w("lastRenderedPageBreak")
"""What Word noted about its last layout: it means nothing, and stays with the text around it."""
_ELEMENTS = {"\n": "br", "\t": "tab"}

Renumber = Callable[[etree._Element], None]
"""Gives the revisions within a copied element ids of their own."""


@dataclass(frozen=True)
class Cut:
    """A run that shows characters start..end of the run it was cut from, and nothing but them."""

    start: int
    end: int
    run: etree._Element


def cut(run: etree._Element, at: Collection[int], renumber: Renumber) -> list[Cut]:
    """Cut a run at these offsets of its visible text, and around everything in it that shows no text.

    The answer is the runs that show text. Together with those that show none they stand where the one run stood,
    each with its properties.
    """
    groups: list[tuple[int, int, list[etree._Element]]] = []
    position = 0
    for child in list(run.iterchildren()):
        if child.tag == w("rPr"):
            continue
        for element, width in _divided(child, [offset - position for offset in at]):
            joins = groups and (
                child.tag == _LAYOUT
                or ((groups[-1][1] > groups[-1][0]) == (width > 0) and not (width and position in at))
            )
            if joins:
                start, end, elements = groups.pop()
                groups.append((start, end + width, [*elements, element]))
            else:
                groups.append((position, position + width, [element]))
            position += width
    found, last = [], run
    for index, (start, end, elements) in enumerate(groups):
        if index:
            following = shell_of(run)
            following.extend([*_properties(run, renumber), *elements])
            last.addnext(following)
            last = following
        if end > start:
            found.append(Cut(start, end, last))
    return found


def shell_of(element: etree._Element) -> etree._Element:
    """A new empty element with the name and the attributes of this one."""
    return etree.Element(element.tag, {str(name): str(value) for name, value in element.attrib.items()})


def text_run(text: str, properties: etree._Element | None) -> etree._Element:
    """A new run that shows this text, with these w:rPr."""
    run = etree.Element(w("r"))
    if properties is not None:
        run.append(properties)
    for part in re.split(r"([\n\t])", text):
        if part in _ELEMENTS:
            etree.SubElement(run, w(_ELEMENTS[part]))
        elif part:
            set_text(etree.SubElement(run, w("t")), part)
    return run


def properties_like(run: etree._Element | None) -> etree._Element | None:
    """A copy of a run's w:rPr for a run that never looked different."""
    found = None if run is None else run.find(w("rPr"))
    if found is None:
        return None
    copy = deepcopy(found)
    for change in copy.findall(w("rPrChange")):
        copy.remove(change)
    copy.tail = None
    return copy


def set_text(element: etree._Element, text: str) -> None:
    """Let a w:t or w:delText say exactly this, the spaces around it too."""
    for child in list(element):
        element.remove(child)  # a comment that parted the text
    element.text = text
    element.set(_SPACE, "preserve")


def _properties(run: etree._Element, renumber: Renumber) -> Iterator[etree._Element]:
    for found in run.findall(w("rPr")):
        copy = deepcopy(found)
        renumber(copy)
        yield copy


def _divided(child: etree._Element, at: Collection[int]) -> Iterator[tuple[etree._Element, int]]:
    """A child of a run in pieces, each with the number of characters it shows."""
    if child.tag == f"{{{MC}}}AlternateContent":
        branch = chosen(child)
        yield child, 0 if branch is None else len(visible_text(branch))
        return
    text = shown(child)
    ends = sorted({offset for offset in at if 0 < offset < len(text)} | {len(text)})
    if child.tag not in TEXT or len(ends) == 1:
        yield child, len(text)
        return
    start = 0
    for end in ends:
        piece = child if start == 0 else shell_of(child)
        set_text(piece, text[start:end])
        yield piece, end - start
        start = end
