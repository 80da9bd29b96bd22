"""The fields that are open at a place of a Word document: which text is an instruction, which a result."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from app.importing.text import Text
from app.wordml import w


@dataclass
class _Field:
    """`address` is where its result leads, `shown` the texts that this stands in and where it begins in each."""

    instruction: list[str] = field(default_factory=list)
    has_result: bool = False
    is_computed: bool = False
    address: str = ""
    shown: list[tuple[Text, int]] = field(default_factory=list)


@dataclass
class Fields:
    """Follows w:fldChar through a document; a field may span paragraphs and hold other fields."""

    _stack: list[_Field] = field(default_factory=list)
    _leading: list[_Field] = field(default_factory=list)
    _instructions: int = 0
    _computed: int = 0

    @property
    def hidden(self) -> bool:
        """Whether this place is part of an instruction, which is never text."""
        return self._instructions > 0

    @property
    def computed(self) -> bool:
        """Whether this place is part of a result that Word computes again."""
        return self._computed > 0

    def go_on(self, text: Text) -> None:
        """A paragraph begins: the link that is open, of several the innermost, goes on in its text."""
        if self._leading and self._leading[-1].shown[-1][0] is not text:
            self._leading[-1].shown.append((text, text.length))

    def see(self, element: etree._Element, text: Text | None = None) -> None:
        """Follow one element of a run, in document order; a result that leads somewhere is a link of the `text`."""
        if element.tag == w("instrText") and self._stack:
            self._stack[-1].instruction.append(element.text or "")
        elif element.tag == w("fldChar"):
            match element.get(w("fldCharType")):
                case "begin":
                    self._stack.append(_Field())
                    self._instructions += 1
                case "separate" if self._stack and not self._stack[-1].has_result:
                    top = self._stack[-1]
                    top.has_result = True
                    instruction = "".join(top.instruction)
                    top.is_computed = not is_written(instruction)
                    top.address = address_in(instruction)
                    if text is not None and top.address:
                        top.shown.append((text, text.length))
                        self._leading.append(top)
                    self._instructions -= 1
                    self._computed += top.is_computed
                case "end" if self._stack:
                    top = self._stack.pop()
                    if top.shown:
                        self._leading.pop()
                    for where, start in top.shown:
                        where.link(start, top.address)
                    self._instructions -= not top.has_result
                    self._computed -= top.is_computed

    def enter_simple(self, instruction: str) -> None:
        """The start of a w:fldSimple, whose content is its result."""
        self._computed += not is_written(instruction)

    def leave_simple(self, instruction: str) -> None:
        """The end of a w:fldSimple."""
        self._computed -= not is_written(instruction)


_ARGUMENT = re.compile(r"\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+)")


def address_in(instruction: str) -> str:
    """Where a link or a cross-reference leads: an address, or "#" and the name of a bookmark; "" for other fields."""
    kind, *arguments = [match["quoted"] or match["bare"] or "" for match in _ARGUMENT.finditer(instruction)] or [""]
    given = {switch: word for switch, word in pairwise(["", *arguments]) if not word.startswith("\\")}
    match kind.upper():
        case "HYPERLINK":
            return joined(given.get("", ""), given.get("\\l", ""))
        case "REF" | "NOTEREF":
            return joined("", given.get("", ""))
        case _:
            return ""


_IN_CONTENTS = "_Toc"
"""Begins the bookmarks that Word sets for the table of contents, whose lines point to nothing but themselves."""


def joined(address: str, place: str) -> str:
    """An address and a place in what is there, or in this document."""
    return address if not place or place.startswith(_IN_CONTENTS) else f"{address}#{place}"


def is_written(instruction: str) -> bool:
    """Whether a field's result is what somebody wrote: the text of a link, or what was filled into a form."""
    return instruction.upper().split(maxsplit=1)[:1] in (["HYPERLINK"], ["FORMTEXT"])
