"""The structures of Office math as LaTeX.

Whatever the tree is, braces and \\left and \\right come in pairs: each structure writes both sides of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from lxml import etree

from app.importing.docx.omml.source import escaped, grouped, is_one, join, scripts, stacked
from app.importing.docx.omml.symbols import ACCENTS, FENCES, FUNCTIONS, LIMITS, OPERATORS, WIDE
from app.importing.docx.omml.text import APART, NORMAL, accented, styled
from app.importing.docx.omml.tree import Break, Item, Run, items, m, switch, value


def latex(element: etree._Element) -> str:
    """A formula (m:oMath), a display of several (m:oMathPara) or a part of one, as LaTeX on one line."""
    try:
        return _inside(element)
    except RecursionError:  # nested as no formula is: its characters, at least
        return styled("".join(text.text or "" for text in element.iter(m("t"))), NORMAL)


def _inside(element: etree._Element) -> str:
    """The LaTeX of what an element holds; a formula of several lines has them one below the other."""
    parted = groupby(items(element, _STRUCTURES), key=lambda item: isinstance(item, Break))
    lines = [line for is_break, group in parted if not is_break and (line := _line(group))]
    return stacked("aligned", [["", line] for line in lines]) if len(lines) > 1 else "".join(lines)


def _line(row: Iterable[Item]) -> str:
    return join(map(_one, row))


def _one(item: Item) -> str:
    match item:
        case Run():
            return styled(item.text, item.style)
        case Break():
            return ""
        case _:
            return _STRUCTURES[str(item.tag)](item)


def _part(element: etree._Element, name: str) -> str:
    found = element.find(m(name))
    return "" if found is None else _inside(found)


def _group(element: etree._Element, name: str) -> str:
    return f"{{{_part(element, name)}}}"


def _fraction(element: etree._Element) -> str:
    top, bottom = _part(element, "num"), _part(element, "den")
    match value(element, "fPr/type"):
        case "lin" | "skw":
            return join([grouped(top), "/", grouped(bottom)])
        case "noBar":
            return rf"{{{{{top}}}\atop{{{bottom}}}}}"
        case _:
            return rf"\frac{{{top}}}{{{bottom}}}"


def _radical(element: etree._Element) -> str:
    degree = "" if switch(element, "radPr/degHide") else _part(element, "deg")
    if "]" in degree:
        degree = f"{{{degree}}}"
    return rf"\sqrt[{degree}]{_group(element, 'e')}" if degree else rf"\sqrt{_group(element, 'e')}"


def _n_ary(element: etree._Element) -> str:
    sign = value(element, "naryPr/chr", "∫")
    operator = OPERATORS.get(sign) or styled(sign, ())
    lower = "" if switch(element, "naryPr/subHide") else _part(element, "sub")
    upper = "" if switch(element, "naryPr/supHide") else _part(element, "sup")
    # in a display a sum has its limits below and above by itself, an integral only when told so
    is_told = operator.endswith("int") and value(element, "naryPr/limLoc") == "undOvr" and lower + upper
    above = r"\limits" if is_told else ""
    return join([operator + above + scripts(lower, upper), _part(element, "e")])


def _delimiters(element: etree._Element) -> str:
    begin, end = value(element, "dPr/begChr", "("), value(element, "dPr/endChr", ")")
    separator = value(element, "dPr/sepChr", "|")
    parts = list(element.iterchildren(m("e")))
    if len(parts) == 1 and (named := _named_pair(begin, end, parts[0])):
        return named
    inside = [_inside(part) for part in parts]
    left, right, middle = FENCES.get(begin), FENCES.get(end), FENCES.get(separator)
    if left is None or right is None or not switch(element, "dPr/grow", "1"):
        return join([styled(begin, ()), _separated(inside, styled(separator, ())), styled(end, ())])
    between = rf"\middle{middle}" if separator and middle else styled(separator, ())
    return join([rf"\left{left}", _separated(inside, between), rf"\right{right}"])


def _separated(parts: list[str], separator: str) -> str:
    return join(piece for at, part in enumerate(parts) for piece in ((separator, part) if at else (part,)))


_MATRICES = {"()": "pmatrix", "[]": "bmatrix", "{}": "Bmatrix", "||": "vmatrix", "‖‖": "Vmatrix"}


def _named_pair(begin: str, end: str, part: etree._Element) -> str:
    """What LaTeX has one name for together with its brackets: a matrix, cases, a binomial coefficient."""
    children = [child for child in part.iterchildren("*") if not str(child.tag).endswith("Pr")]
    if len(children) != 1:
        return ""
    child = children[0]
    if child.tag == m("f") and begin + end == "()" and value(child, "fPr/type") == "noBar":
        return rf"\binom{_group(child, 'num')}{_group(child, 'den')}"
    if child.tag == m("m"):
        rows = _matrix_rows(child)
    elif child.tag == m("eqArr"):
        rows = [_with_number(row) for row in _array_rows(child)]
    else:
        return ""
    if begin + end == "{" and all(len(row) <= 2 for row in rows):
        return stacked("cases", rows)
    return stacked(_MATRICES[begin + end], rows) if child.tag == m("m") and begin + end in _MATRICES else ""


def _matrix(element: etree._Element) -> str:
    return stacked("matrix", _matrix_rows(element))


def _matrix_rows(element: etree._Element) -> list[list[str]]:
    return [[_inside(e) for e in row.iterchildren(m("e"))] for row in element.iterchildren(m("mr"))]


def _array(element: etree._Element) -> str:
    rows = _array_rows(element)
    if len(rows) == 1:
        cells, number = rows[0]
        tag = re.sub(r"\\left|\\right|\\text|[(){}\s]", "", number)
        return join([*cells, rf"\tag{{{tag}}}"]) if re.fullmatch(r"[\w.-]+", tag) else join(_with_number(rows[0]))
    is_aligned = any(len(cells) > 1 for cells, _ in rows)
    return stacked("aligned" if is_aligned else "gathered", [_with_number(row) for row in rows])


def _array_rows(element: etree._Element) -> list[tuple[list[str], str]]:
    """For each equation of an array its cells, which & parts, and the number that stands behind #."""
    return [_array_row(e) for e in element.iterchildren(m("e"))]


def _array_row(row: etree._Element) -> tuple[list[str], str]:
    cells: list[list[Item]] = [[]]
    number: list[Item] = []
    into = cells[0]
    for item in _marked(items(row, _STRUCTURES)):
        if isinstance(item, Run) and item.text == "#":
            into = number
        elif isinstance(item, Run) and item.text == "&" and into is not number:
            into = []
            cells.append(into)
        else:
            into.append(item)
    return [_line(cell) for cell in cells], _line(number)


def _marked(row: Iterator[Item]) -> Iterator[Item]:
    """The items of an equation of an array, each & and # of its own."""
    for item in row:
        if isinstance(item, Run) and not item.literal:
            yield from (Run(piece, item.style) for piece in re.split("([&#])", item.text) if piece)
        else:
            yield item


def _with_number(row: tuple[list[str], str]) -> list[str]:
    cells, number = row
    return [*cells[:-1], join([cells[-1], r"\qquad", number])] if number else cells


def _function(element: etree._Element) -> str:
    name = element.find(m("fName"))
    return join(["" if name is None else _name(name), _part(element, "e")])


def _name(element: etree._Element) -> str:
    """The name of a function, which may carry limits or scripts."""
    row = list(items(element, _STRUCTURES))
    if not all(isinstance(item, Run) for item in row):
        return _inside(element)
    name = " ".join("".join(item.text for item in row if isinstance(item, Run)).replace(APART, "").split())
    if re.fullmatch(r"arg ?(max|min)", name):
        return rf"\arg\{name[-3:]}"
    if name in FUNCTIONS:
        return rf"\{name}"
    return rf"\operatorname{{{escaped(name)}}}" if re.fullmatch(r"[^\W\d_][\w ]+", name) else _inside(element)


def _limit(element: etree._Element, script: str, command: str) -> str:
    base = element.find(m("e"))
    name = "" if base is None else _name(base)
    limit = _group(element, "lim")
    takes_limits = name in LIMITS or name in OPERATORS.values() or _braced(name, script)
    return f"{name}{script}{limit}" if takes_limits else rf"\{command}{limit}{{{name}}}"


def _braced(latex: str, script: str) -> bool:
    """Whether this is all one brace, with the side for its own limit."""
    return latex.startswith(r"\underbrace{" if script == "_" else r"\overbrace{") and is_one(latex)


def _accent(element: etree._Element) -> str:
    mark = value(element, "accPr/chr", "\u0302")
    base = _part(element, "e")
    wide = WIDE.get(ACCENTS.get(mark, ""))
    return rf"\{wide}{{{base}}}" if wide and not _is_short(base) else accented(base, mark)


def _is_short(latex: str) -> bool:
    return len(latex) == 1 or re.fullmatch(r"\\[A-Za-z]+(?:\{(?:.|\\[a-zA-Z]+)\})?", latex) is not None


def _bar(element: etree._Element) -> str:
    return rf"\{'overline' if value(element, 'barPr/pos', 'bot') == 'top' else 'underline'}{_group(element, 'e')}"


_GROUPS = {
    ("⏟", "bot"): "underbrace",
    ("⏞", "top"): "overbrace",
    ("⎵", "bot"): "underbracket",
    ("⎴", "top"): "overbracket",
    ("⏝", "bot"): "underparen",
    ("⏜", "top"): "overparen",
}
_ARROWS = {"→": "rightarrow", "←": "leftarrow", "↔": "leftrightarrow", "⇒": "Rightarrow", "⇐": "Leftarrow"} | {
    "⇔": "Leftrightarrow",
    "↦": "mapsto",
}


def _grouped(element: etree._Element) -> str:
    """A character as wide as what it stands above or below: a brace, or an arrow with words on it."""
    mark, place = value(element, "groupChrPr/chr", "⏟"), value(element, "groupChrPr/pos", "bot")
    inner = _part(element, "e")
    if name := _GROUPS.get((mark, place)):
        return rf"\{name}{{{inner}}}"
    if mark in _ARROWS:
        return rf"\x{_ARROWS[mark]}{{{inner}}}" if place == "bot" else rf"\x{_ARROWS[mark]}[{{{inner}}}]{{}}"
    return rf"\{'overset' if place == 'top' else 'underset'}{{{styled(mark, ())}}}{{{inner}}}"


def _border(element: etree._Element) -> str:
    inner = _part(element, "e")
    rising, falling = (switch(element, f"borderBoxPr/strike{way}") for way in ("BLTR", "TLBR"))
    if rising or falling:
        inner = rf"\{'xcancel' if rising and falling else 'cancel' if rising else 'bcancel'}{{{inner}}}"
    if all(switch(element, f"borderBoxPr/hide{side}") for side in ("Top", "Bot", "Left", "Right")):
        return inner
    return rf"\boxed{{{inner}}}"


def _phantom(element: etree._Element) -> str:
    inner = _part(element, "e")
    if switch(element, "phantPr/show", "1"):
        return inner
    kind = "phantom"
    if switch(element, "phantPr/zeroWid"):
        kind = "vphantom"
    elif switch(element, "phantPr/zeroAsc") and switch(element, "phantPr/zeroDesc"):
        kind = "hphantom"
    return rf"\{kind}{{{inner}}}"


def _scripted(element: etree._Element) -> str:
    return grouped(_part(element, "e")) + scripts(_part(element, "sub"), _part(element, "sup"))


def _scripted_before(element: etree._Element) -> str:
    return "{}" + scripts(_part(element, "sub"), _part(element, "sup")) + grouped(_part(element, "e"))


_STRUCTURES: dict[str, Callable[[etree._Element], str]] = {
    m("f"): _fraction,
    m("rad"): _radical,
    m("nary"): _n_ary,
    m("d"): _delimiters,
    m("m"): _matrix,
    m("eqArr"): _array,
    m("func"): _function,
    m("limLow"): lambda e: _limit(e, "_", "underset"),
    m("limUpp"): lambda e: _limit(e, "^", "overset"),
    m("acc"): _accent,
    m("bar"): _bar,
    m("groupChr"): _grouped,
    m("box"): _inside,
    m("borderBox"): _border,
    m("phant"): _phantom,
    m("sSub"): _scripted,
    m("sSup"): _scripted,
    m("sSubSup"): _scripted,
    m("sPre"): _scripted_before,
}
