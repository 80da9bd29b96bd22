"""Runs of a Word paragraph: cutting them at offsets of their text, and the characters a new one is made of."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from app.symbol_fonts import is_symbol_font
from app.wordml import MC, TEXT, XML, chosen, shown, visible_text, w

_ALTERNATIVES = f"{{{MC}}}AlternateContent"
_SPACE = f"{{{XML}}}space"
_LAYOUT = w("lastRenderedPageBreak")
"""What Word noted about its last layout: it means nothing, and stays with the text around it."""
_OF_LINKS = (w("rStyle"), w("color"), w("u"))
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
                or all(map(_is_look, groups[-1][2]))
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


def _is_look(element: etree._Element) -> bool:
    """Whether it says how older programs show what follows, and nothing else."""
    return element.tag == _ALTERNATIVES and all(child.tag == w("rPr") for branch in element for child in branch)


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


def properties_like(run: etree._Element | None, *, is_link: bool = True) -> etree._Element | None:
    """A copy of a run's w:rPr for a run that never looked different and whose text is plain letters.

    Where it is not to look like a link it has neither a style nor a colour nor a line.
    """
    found = None if run is None else run.find(w("rPr"))
    if found is None:
        return None
    copy = deepcopy(found)
    unwanted = copy.findall(w("rPrChange")) + [font for font in copy.findall(w("rFonts")) if _numbers_signs(font)]
    unwanted += [] if is_link else [child for child in copy if child.tag in _OF_LINKS]
    for child in unwanted:
        copy.remove(child)
    copy.tail = None
    return copy


def is_readable(run: etree._Element) -> bool:
    """Whether letters in the look of this run are letters, and no signs of a font such as Wingdings."""
    return not any(map(_numbers_signs, run.iterfind(f"{w('rPr')}/{w('rFonts')}")))


def is_on_the_line(run: etree._Element) -> bool:
    """Whether its letters stand neither higher nor lower than those around them."""
    return run.find(f"{w('rPr')}/{w('position')}") is None and not any(
        level.get(w("val")) in ("superscript", "subscript") for level in run.iterfind(f"{w('rPr')}/{w('vertAlign')}")
    )


def _numbers_signs(fonts: etree._Element) -> bool:
    return any(is_symbol_font(fonts.get(w(name), "")) for name in ("ascii", "hAnsi"))


def look_of_most(runs: Iterable[tuple[etree._Element, int]]) -> etree._Element | None:
    """The first of some runs with the look that most of the characters have, of which each run has so many."""
    first: dict[bytes, etree._Element] = {}
    characters: Counter[bytes] = Counter()
    for run, number in runs:
        properties = properties_like(run)
        look = b"" if properties is None else etree.tostring(properties, method="c14n", exclusive=True)
        first.setdefault(look, run)
        characters[look] += number
    return first[max(characters, key=characters.__getitem__)] if first else None


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
    if child.tag == _ALTERNATIVES:
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
