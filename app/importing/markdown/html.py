"""The words of HTML inside Markdown; nothing in it is run, loaded or kept as markup."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from app.importing.text import Text
from domain.documents.text import ATOM, AtomKind, Concealment, How

ACTIVE = {"script", "style", "iframe", "object", "embed", "template", "noscript"}
"""Elements whose content is no text."""
_LINES = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "details", "table"}
_CELLS = {"td", "th"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_STYLES = (
    (re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])"), Concealment.HIDDEN),
    (re.compile(r"font-size\s*:\s*(?:0|0?\.\d+|1)\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)"), Concealment.TINY),
    (re.compile(r"(?<!-)color\s*:\s*(?:white|#fff(?:fff)?|transparent)\b(?!.*background)"), Concealment.INVISIBLE),
)
_STRENGTH = {"": 0, " ": 1, "\t": 2, "\n": 3}
_LONGEST_STYLE = 1_000

Attributes = list[tuple[str, str | None]]


@dataclass
class Hiding:
    """Whether the words at hand stand in an element that is not shown; it is told of all tags, in order."""

    how: Concealment | None = None
    _tag: str = ""
    _depth: int = 0

    def open(self, tag: str, attributes: Attributes) -> None:
        if self.how:
            self._depth += tag == self._tag
        elif tag not in _VOID and (how := _concealment(attributes)):
            self.how, self._tag, self._depth = how, tag, 1

    def close(self, tag: str) -> None:
        if self.how and tag == self._tag:
            self._depth -= 1
            self.how = self.how if self._depth else None


def _concealment(attributes: Attributes) -> Concealment | None:
    named = dict(attributes)
    if "hidden" in named:
        return Concealment.HIDDEN
    style = (named.get("style") or "")[:_LONGEST_STYLE].lower()
    return next((how for pattern, how in _STYLES if pattern.search(style)), None)


def anchors_of(attributes: Attributes) -> list[str]:
    """The names that a tag gives to where it stands."""
    return [value for name, value in attributes if name in ("id", "name") and value]


class Words(HTMLParser):
    """Adds to a text what HTML says: a line for each paragraph, row or comment, tabs between the cells of a row.

    What no reader sees of it is added as concealed; `active` is whether anything was left out that is no text.
    """

    def __init__(self, hiding: Hiding) -> None:
        super().__init__()
        self.text = Text()
        self.active = False
        self._hiding = hiding
        self._unseen = False
        self._before = ""  # what parts the words added so far from the next ones

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._hiding.open(tag, attrs)
        self.text.anchors += anchors_of(attrs)
        self._unseen = tag in ACTIVE
        self.active |= self._unseen
        if tag in _LINES:
            self._part("\n")
        if tag == "img":
            self._say(ATOM, self._hiding.how, dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._hiding.close(tag)
        self._unseen = False
        if tag in _LINES:
            self._part("\n")
        elif tag in _CELLS:
            self._part("\t")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if data[:1].isspace():
            self._part(" ")
        if words := " ".join(data.split()):
            self._say(words, self._hiding.how)
            if data[-1].isspace():
                self._part(" ")

    def handle_comment(self, data: str) -> None:
        if words := " ".join(data.split()):
            self._part("\n")
            self._say(words, Concealment.HIDDEN)
            self._part("\n")

    def _part(self, mark: str) -> None:
        """The strongest mark between two words stands: a line end, a tab, a space. There is none before the first."""
        if mark == "\t" == self._before[:1]:
            self._before += mark  # an empty cell
        elif _STRENGTH[mark] > _STRENGTH[self._before[:1]]:
            self._before = mark

    def _say(self, words: str, how: Concealment | None, alternative: str = "") -> None:
        if self.text.length:
            self.text.add(self._before, How.COMPUTED)
        start, self._before = self.text.length, ""
        if words == ATOM:
            self.text.add_atom(AtomKind.IMAGE, alternative)
        else:
            self.text.add(words, How.COMPUTED)
        if how:
            self.text.conceal(start, how)


class Tag(HTMLParser):
    """One tag or comment as it stands between words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.name, self.closes, self.attributes, self.comment = "", False, Attributes(), ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.name, self.attributes = tag, attrs

    @property
    def anchors(self) -> list[str]:
        return anchors_of(self.attributes)

    def handle_endtag(self, tag: str) -> None:
        self.name, self.closes = tag, True

    def handle_comment(self, data: str) -> None:
        self.comment = data
