"""Flaws of formulas: brackets that do not match, sides that are empty, signs with nothing to stand for."""

import re

_CLOSES = {")": "(", "]": "[", "}": "{"}
_BETWEEN = re.compile(r"[-+*/×÷]\s*[*×÷/)]")


def flaw(left: str, right: str, source: str, is_latex: bool) -> str:
    """What is malformed about a formula, in one sentence; "" where nothing is."""
    if not left:
        return "Nothing stands to the left of the relation."
    if not right:
        return "Nothing stands to the right of the relation."
    if is_latex and (said := _unbalanced(re.sub(r"[^{}]", "", re.sub(r"\\[{}]", "", source)))):
        return said
    if said := _unbalanced(right) or _unbalanced(left):
        return said
    if dangling := re.search(r"[-+*/×÷·^]$", right):
        return f"The formula ends with “{dangling.group()}”, and nothing follows it."
    if dangling := re.match(r"[*/×÷^]", right):
        return f"The right side begins with “{dangling.group()}”, and nothing stands before it."
    if twice := _BETWEEN.search(right.replace("**", "^").replace("//", "/").replace("+/-", "+")):
        return f"Between the signs in “{' '.join(twice.group().split())}” a quantity is missing."
    return ""


def _unbalanced(text: str) -> str:
    """A bracket without its other half, or with that of another kind, unless two ends stand there: [0, 1)."""
    opened = list[int]()
    for at, char in enumerate(text):
        if char in _CLOSES.values():
            opened.append(at)
        elif char in _CLOSES:
            if not opened:
                return f"The formula closes a bracket “{char}” that it does not open."
            first = opened.pop()
            if text[first] != _CLOSES[char] and not re.search("[,;:]", text[first:at]):
                return f"The formula opens a bracket “{text[first]}” and closes it with “{char}”."
    return f"The formula opens a bracket “{text[opened[-1]]}” that it does not close." if opened else ""
