"""Office math as LaTeX, as far as its structure goes; symbols stay the characters they are."""

from collections.abc import Callable

from lxml import etree

from app.wordml import DELETED, M

_FUNCTIONS = {"sin", "cos", "tan", "cot", "log", "ln", "exp", "max", "min", "lim", "sup", "inf", "det", "gcd", "arg"}


def _m(name: str) -> str:
    return f"{{{M}}}{name}"


def latex(element: etree._Element) -> str:
    """A formula, or a part of one, as LaTeX on one line."""
    return "".join(_one(child) for child in element.iterchildren("*")).strip()


def _one(element: etree._Element) -> str:
    if element.tag in DELETED:
        return ""
    if element.tag == _m("t"):
        return element.text or ""
    render = _STRUCTURES.get(str(element.tag))
    return render(element) if render else latex(element)


def _part(element: etree._Element, name: str) -> str:
    found = element.find(_m(name))
    return "" if found is None else latex(found)


def _group(element: etree._Element, name: str) -> str:
    return f"{{{_part(element, name)}}}"


def _base(element: etree._Element) -> str:
    base = _part(element, "e")
    return base if len(base) == 1 or base.isalpha() or base.startswith("\\") else f"{{{base}}}"


def _property(element: etree._Element, path: str, default: str) -> str:
    found = element.find("/".join(_m(step) for step in path.split("/")))
    return default if found is None else found.get(_m("val"), "")


def _fraction(element: etree._Element) -> str:
    return rf"\frac{_group(element, 'num')}{_group(element, 'den')}"


def _radical(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return rf"\sqrt[{degree}]{_group(element, 'e')}" if degree else rf"\sqrt{_group(element, 'e')}"


def _n_ary(element: etree._Element) -> str:
    sign = _property(element, "naryPr/chr", "∫")
    operator = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int"}.get(sign, sign)
    lower, upper = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{{{lower}}}" if lower else "") + (f"^{{{upper}}}" if upper else "")
    return f"{operator}{limits} {_part(element, 'e')}"


def _delimiters(element: etree._Element) -> str:
    begin, end = _property(element, "dPr/begChr", "("), _property(element, "dPr/endChr", ")")
    separator = _property(element, "dPr/sepChr", "|")
    escape = {"{": r"\{", "}": r"\}", "": "."}
    inside = separator.join(latex(part) for part in element.iterchildren(_m("e")))
    return rf"\left{escape.get(begin, begin)}{inside}\right{escape.get(end, end)}"


def _function(element: etree._Element) -> str:
    name = _part(element, "fName")
    return (rf"\{name}" if name in _FUNCTIONS else name) + f" {_part(element, 'e')}"


def _accent(element: etree._Element) -> str:
    accents = {"̂": "hat", "̃": "tilde", "̅": "bar", "⃗": "vec", "̇": "dot", "̈": "ddot"}
    name = accents.get(_property(element, "accPr/chr", "̂"))
    return rf"\{name}{_group(element, 'e')}" if name else _part(element, "e")


def _matrix(element: etree._Element) -> str:
    rows = (" & ".join(latex(e) for e in row.iterchildren(_m("e"))) for row in element.iterchildren(_m("mr")))
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _array(element: etree._Element) -> str:
    return r"\begin{aligned}" + r" \\ ".join(latex(e) for e in element.iterchildren(_m("e"))) + r"\end{aligned}"


_STRUCTURES: dict[str, Callable[[etree._Element], str]] = {
    _m("f"): _fraction,
    _m("rad"): _radical,
    _m("nary"): _n_ary,
    _m("d"): _delimiters,
    _m("func"): _function,
    _m("acc"): _accent,
    _m("bar"): lambda e: rf"\overline{_group(e, 'e')}",
    _m("m"): _matrix,
    _m("eqArr"): _array,
    _m("sSub"): lambda e: f"{_base(e)}_{_group(e, 'sub')}",
    _m("sSup"): lambda e: f"{_base(e)}^{_group(e, 'sup')}",
    _m("sSubSup"): lambda e: f"{_base(e)}_{_group(e, 'sub')}^{_group(e, 'sup')}",
    _m("limLow"): lambda e: f"{_base(e)}_{_group(e, 'lim')}",
    _m("limUpp"): lambda e: f"{_base(e)}^{_group(e, 'lim')}",
}
