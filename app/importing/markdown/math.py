r"""Rules for \(formulas\) and \[formulas\], for the parser of Markdown; those in dollar signs have a plug-in."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_LONGEST = 1_000
"""Characters within which a formula must end."""
_ENDS = {r"\(": r"\)", r"\[": r"\]"}


def bracket_math_plugin(md: MarkdownIt) -> None:
    """Adds the tokens math_inline and math_block."""
    md.inline.ruler.before("escape", "bracket_math", _inline)
    md.block.ruler.before("fence", "bracket_math_block", _block, {"alt": ["paragraph", "blockquote", "list"]})


def _inline(state: StateInline, silent: bool) -> bool:
    start = state.src[state.pos : state.pos + 2]
    if start not in _ENDS:
        return False
    end = state.src.find(_ENDS[start], state.pos + 2, state.pos + _LONGEST)
    content = state.src[state.pos + 2 : end]
    if end < 0 or not content.strip():
        return False
    if not silent:
        state.push("math_inline", "", 0).content = content
    state.pos = end + 2
    return True


def _block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    r"""A line that starts with \[, up to the one that ends with \], over any blank lines and list marks."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(r"\[", start) or state.sCount[first] - state.blkIndent >= 4:
        return False
    end = state.src.find(r"\]", start + 2, start + _LONGEST)
    if end < 0:
        return False
    line = first
    while line < last and state.eMarks[line] < end:
        line += 1
    if line == last or state.src[end + 2 : state.eMarks[line]].strip(" \t.,;"):
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.content = "\n".join(
            state.src[max(start + 2, state.bMarks[at]) : min(end, state.eMarks[at])] for at in range(first, line + 1)
        )
        token.map = [first, line + 1]
    state.line = line + 1
    return True
