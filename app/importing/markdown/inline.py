"""The text inside a Markdown block: markers gone, each character's place in the source known."""

import re
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.importing.markdown.source import NOWHERE, Source
from app.importing.text import Text
from domain.documents.text import AtomKind, How

_UNSEEN = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


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


def read_inline(md: MarkdownIt, content: str, where: list[int], source: Source, references: dict[str, Any]) -> Text:
    """The text of an inline token's content, whose characters stand at these places of the source."""
    state = _State(content, md, references, [])
    md.inline.tokenize(state)
    if state.pending:
        state.pushPending()
    for rule in md.inline.ruler2.getRules(""):
        rule(state)
    into, unseen = Text(), False
    for token in state.tokens:
        if token.type == "html_inline" and (match := _UNSEEN.match(token.content)):
            unseen = not match[1]
        elif not unseen:
            _add(into, token, content, where, source)
    return into


def _add(into: Text, token: Token, content: str, where: list[int], source: Source) -> None:
    at: int = token.meta["at"]
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
        case "html_inline" if _BREAK.match(token.content):
            _add_meaning(into, "\n", at, len(token.content), where, source)
        case "math_inline" | "math_inline_double":
            into.add_atom(AtomKind.EQUATION, token.content.strip())
        case "image":
            into.add_atom(AtomKind.IMAGE, "".join(child.content for child in token.children or ()))


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
