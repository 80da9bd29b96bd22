"""What stands in an element of Office math, in a row, with earlier authors' changes accepted."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from lxml import etree

from app.importing.docx.omml.text import APART, NORMAL, Style
from app.wordml import DELETED, MC, M, chosen, contents, shown, w
from domain.documents.text import ATOM


@cache
def m(path: str) -> str:
    """The name of an element or attribute of Office math, or a path of such names, as lxml writes it."""
    return "/".join(f"{{{M}}}{name}" for name in path.split("/"))


@dataclass(frozen=True)
class Run:
    """Characters in one style; a literal & or # is no mark of an array."""

    text: str
    style: Style
    literal: bool = False


@dataclass(frozen=True)
class Break:
    """The end of a line within a formula."""


Item = Run | Break | etree._Element
"""An element is a structure."""

_RUNS = (m("r"), w("r"))
_ALTERNATIVES = f"{{{MC}}}AlternateContent"
_IS_DELETED = f"{m('ctrlPr')}/{w('del')}"
_ALPHABETS = {
    "double-struck": "mathbb",
    "script": "mathcal",
    "fraktur": "mathfrak",
    "sans-serif": "mathsf",
    "monospace": "mathtt",
}
_WEIGHTS: dict[str, Style] = {"p": ("mathrm",), "b": ("mathbf",), "bi": ("boldsymbol",)}


def items(element: etree._Element, structures: Container[str]) -> Iterator[Item]:
    """The runs, line ends and structures (elements of these names) in an element.

    Neighbouring runs of one style are one, since Word parts a word wherever somebody edited it; but letters that each
    have a run of their own were written as variables and stay apart.
    """
    return _merged(_found(element, structures))


def _found(element: etree._Element, structures: Container[str]) -> Iterator[Item]:
    formulas = 0
    for child in element.iterchildren("*"):
        tag = str(child.tag)
        if tag in DELETED or tag.endswith("Pr"):
            continue
        if tag in _RUNS:
            yield from _run(child)
        elif tag == _ALTERNATIVES:
            branch = chosen(child)
            if branch is not None:
                yield from _found(branch, structures)
        elif tag in structures and ((stated := child.find(f"{tag}Pr")) is None or stated.find(_IS_DELETED) is None):
            if stated is not None and stated.find(m("brk")) is not None:
                yield Break()
            yield child
        else:
            if tag == m("oMath"):
                formulas += 1
                if formulas > 1:
                    yield Break()
            yield from _found(child, structures)


def _run(run: etree._Element) -> Iterator[Item]:
    stated = run.find(m("rPr"))
    style = NORMAL if run.tag == w("r") else () if stated is None else _style(stated)
    literal = stated is not None and switch(stated, "lit")
    if stated is not None and stated.find(m("brk")) is not None:
        yield Break()
    for element in contents(run):
        if element.tag == m("t"):
            text = "".join([element.text or "", *(child.tail or "" for child in element)])
        else:
            text = shown(element).replace(ATOM, "")
        if element.tag in (w("br"), w("cr")):
            yield Break()
        elif text:
            yield Run(text, style, literal)


def _style(stated: etree._Element) -> Style:
    if switch(stated, "nor"):
        return NORMAL
    alphabet = _ALPHABETS.get(value(stated, "scr"))
    weight = value(stated, "sty")
    if alphabet:
        return ("boldsymbol", alphabet) if weight in ("b", "bi") else (alphabet,)
    return _WEIGHTS.get(weight, ())


def _merged(found: Iterator[Item]) -> Iterator[Item]:
    for style, group in groupby(found, key=lambda item: (item.style, item.literal) if isinstance(item, Run) else None):
        if style is None:
            yield from group
        else:
            yield Run(_joined([item.text for item in group if isinstance(item, Run)]), *style)


def _joined(texts: list[str]) -> str:
    pairs = zip(["", *texts], texts, strict=False)
    return "".join(APART + text if len(before) == len(text) == 1 else text for before, text in pairs)


def value(element: etree._Element, path: str, default: str = "", without_value: str = "") -> str:
    """The m:val of a property; `default` where the property is missing."""
    found = element.find(m(path))
    return default if found is None else found.get(m("val"), without_value)


def switch(element: etree._Element, path: str, default: str = "0") -> bool:
    """Whether a property is on; it is where it is there and has no value."""
    return value(element, path, default, without_value="1") in ("1", "on", "true")
