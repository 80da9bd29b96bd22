"""The words of HTML inside Markdown; nothing in it is run, loaded or kept as markup."""

import re
from html.parser import HTMLParser

_UNSEEN = {"script", "style"}
_LINES = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "details", "table"}
_CELLS = {"td", "th"}


def words(html: str) -> str:
    """What a reader sees of some HTML, a line for each paragraph or row, tabs between the cells of a row."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = re.split(r"\n", "".join(parser.out))
    seen = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip() for line in lines)
    return "\n".join(line for line in seen if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen = tag in _UNSEEN
        if tag in _LINES:
            self.out.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False
        if tag in _LINES:
            self.out.append("\n")
        elif tag in _CELLS:
            self.out.append("\t")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.out.append(data)
