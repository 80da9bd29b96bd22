"""The text inside a Markdown block: markers gone, each character's place in the source known."""

from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.importing.markdown.html import ACTIVE, Hiding, Tag
from app.importing.markdown.source import NOWHERE, Source
from app.importing.text import Text
from domain.documents.text import AtomKind, Concealment, How

_SCRIPTS = {"sub": "_", "sup": "^"}
_ORDINALS = {"st", "nd", "rd", "th"}


class _State(StateInline):
    """Notes in each token at which character of the content it was read (`meta["at"]`)."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        at = self._pending_at
        token = super().pushPending()
        token.meta["at"] = at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        before = self.tokens[-2] if len(self.tokens) > 1 else None
        # a run of emphasis markers is pushed marker by marker before the position moves on
        in_run = ttype == "text" and before and before.type == "text" and before.meta["at"] >= self.pos
        token.meta["at"] = before.meta["at"] + 1 if in_run and before else self.pos
        return token


@dataclass
class Inline:
    """Reads what is inside of blocks. `active` is whether something was left out that is no text."""

    md: MarkdownIt
    source: Source
    references: dict[str, Any]
    active: bool = False

    def read(self, content: str, where: list[int], hiding: Hiding) -> Text:
        """The text of an inline token's content, whose characters stand at these places of the source."""
        into, hiding, unseen = Text(), replace(hiding), False
        tokens, opened = self._tokens(content), list[tuple[int, str]]()
        for number, token in enumerate(tokens):
            start = into.length
            how = hiding.how
            if token.type == "html_inline":
                tag = Tag(token.content)
                if tag.name in ACTIVE:
                    unseen, self.active = not tag.closes, True
                elif not unseen and tag.comment:
                    at = token.meta["at"] + token.content.index(tag.comment)
                    _add_literal(into, tag.comment, at, content, where, self.source)
                    how = Concealment.HIDDEN
                elif not unseen:
                    _add_tag(into, tag, tokens, number, where, self.source)
                if tag.closes:
                    hiding.close(tag.name)
                else:
                    hiding.open(tag.name, tag.attributes)
                    into.anchors += tag.anchors
            elif token.type == "link_open":
                opened.append((start, unquote(str(token.attrGet("href") or ""))))
            elif token.type == "link_close":
                if opened:
                    into.link(*opened.pop())
            elif not unseen:
                _add(into, token, content, where, self.source)
            if how and into.length > start:
                into.conceal(start, how)
        return into

    def _tokens(self, content: str) -> list[Token]:
        state = _State(content, self.md, self.references, [])
        self.md.inline.tokenize(state)
        if state.pending:
            state.pushPending()
        for rule in self.md.inline.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _add(into: Text, token: Token, content: str, where: list[int], source: Source) -> None:
    at: int = token.meta.get("at", 0)  # the rule for notes puts its own meta in place of ours
    match token.type:
        case "text":
            _add_literal(into, token.content, at, content, where, source)
        case "code_inline":
            start = content.find(token.content, at + len(token.markup))
            near = 0 <= start - at - len(token.markup) <= 1  # one space on each side is stripped
            _add_literal(into, token.content, start if near else len(content), content, where, source)
        case "text_special":
            _add_meaning(into, token.content, at, len(token.markup), where, source)
        case "softbreak" | "hardbreak":
            newline = content.find("\n", at)
            source.add(into, "\n", [where[newline] if newline >= 0 else NOWHERE])
        case "math_inline" | "math_inline_double":
            into.add_atom(AtomKind.EQUATION, token.content.strip().strip("`").strip())
        case "footnote_ref":
            into.add_atom(AtomKind.NOTE, note_mark(token.meta["id"]))
        case "image":
            into.add_atom(AtomKind.IMAGE, "".join(child.content for child in token.children or ()))


def note_mark(id: int) -> str:
    """What is printed for a note: they are numbered as they are first referred to."""
    return str(id + 1)


def _add_tag(into: Text, tag: Tag, tokens: list[Token], number: int, where: list[int], source: Source) -> None:
    """A tag's own words: a line end, a picture, the mark of an index or a power."""
    at, length = tokens[number].meta["at"], len(tokens[number].content)
    if tag.name == "br":
        _add_meaning(into, "\n", at, length, where, source)
    elif tag.name == "img":
        into.add_atom(AtomKind.IMAGE, dict(tag.attributes).get("alt") or "")
    elif tag.name in _SCRIPTS:
        first = number - 1 if tag.closes else number + 1
        content = "".join(token.content for token in tokens[first : first + 1] if token.type == "text")
        braces = content and not content.isalnum()
        mark = ("}" if tag.closes else "{") if braces else ""
        if not tag.closes and content not in _ORDINALS:
            mark = _SCRIPTS[tag.name] + mark
        if mark:
            _add_meaning(into, mark, at, length, where, source)


def _add_literal(into: Text, text: str, at: int, content: str, where: list[int], source: Source) -> None:
    """Add text that should stand in the content just as it is; where it does not, its place is not known."""
    if content.startswith(text, at):
        source.add(into, text, where[at : at + len(text)])
    else:
        into.add(text, How.COMPUTED)


def _add_meaning(into: Text, text: str, at: int, length: int, where: list[int], source: Source) -> None:
    """Add what a stretch of the content stands for."""
    first, last = where[at], where[at + length - 1]
    if first != NOWHERE and last - first == length - 1:
        source.add_decoded(into, text, first, last + 1)
    else:
        into.add(text, How.COMPUTED)
