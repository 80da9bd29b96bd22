"""Pieces of LaTeX put together."""

import re
from collections.abc import Iterable

from app.importing.docx.omml.symbols import LIMITS


def join(parts: Iterable[str]) -> str:
    """LaTeX after LaTeX: a command keeps its end, and a script that has no base of its own takes an empty one."""
    whole: list[str] = []
    for part in filter(None, parts):
        last = whole[-1] if whole else ""
        if part[0] in "^_'" and last[-1:] in ("", "}"):
            whole.append("{}")
        elif part[0].isalpha() and re.search(r"\\[A-Za-z]+$", last):
            whole.append(" ")
        whole.append(part)
    return "".join(whole)


def escaped(text: str) -> str:
    r"""The text as it is written inside \text{}, where only these characters have a meaning."""
    return re.sub(r"[%&#_$]", r"\\\g<0>", re.sub(r"[{}\\~^]", "", text))


def scripts(lower: str, upper: str) -> str:
    """A subscript and a superscript, each where there is one."""
    return (f"_{{{lower}}}" if lower else "") + (f"^{{{upper}}}" if upper else "")


def grouped(latex: str) -> str:
    """What a script is set on: braces around all that is more than one thing."""
    return latex if is_one(latex) else f"{{{latex}}}"


def is_one(latex: str) -> bool:
    """Whether this is one thing: a letter, a number, a command with its argument, a pair of brackets."""
    if len(latex) == 1 or latex.isdecimal():
        return latex not in "^_'&"
    if latex in LIMITS or re.fullmatch(r"\\(?:[A-Za-z]+|[^A-Za-z])", latex):
        return True
    if re.match(r"(?:\\[a-z]+\{)+", latex):
        return _first_closed(latex, r"(?<!\\)[{}]", "{") == len(latex)
    if latex.startswith(r"\left"):
        closed = _first_closed(latex, r"\\(?:left|right)(?![a-z])", r"\left")
        return re.fullmatch(r"\\[a-zA-Z]+|\\.|.", latex[closed:]) is not None
    return False


def _first_closed(latex: str, pattern: str, opening: str) -> int:
    """Where the first pair is closed."""
    depth = 0
    for mark in re.finditer(pattern, latex):
        depth += 1 if mark[0] == opening else -1
        if depth == 0:
            return mark.end()
    return len(latex)


def stacked(environment: str, rows: list[list[str]]) -> str:
    """Rows of cells, one below the other."""
    lines = ["&".join(row) for row in rows]
    # a bracket at the start of a line would be read as an argument of the \\ before it
    guarded = [f"{{}}{line}" if line.startswith(("[", "*")) else line for line in lines]
    return rf"\begin{{{environment}}}" + r"\\".join(guarded) + rf"\end{{{environment}}}"
