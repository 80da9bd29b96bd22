"""Office math as LaTeX."""

import re
import zipfile
from pathlib import Path

import pytest
from equations_omml import EQUATIONS, fence, formula, frac, normal, r, sub
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PySide6.QtGui import QColor

from app.desktop.formula_picture import formula_picture
from app.importing.docx.omml import latex
from app.wordml import STRICT, M, W

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
_MARK = re.compile(r"\\(?:left|right)(?![A-Za-z])|\\(?:begin|end)\{\w+\}|\\.|[{}]", re.DOTALL)


def is_balanced(source: str) -> bool:
    """Whether braces, \\left and \\right, \\begin and \\end are properly nested."""
    pairs = {"}": "{", r"\right": r"\left"}
    still_open: list[str] = []
    for found in _MARK.finditer(source):
        mark = found[0].replace(r"\end", r"\begin")
        if found[0] in ("{", r"\left") or found[0].startswith(r"\begin"):
            still_open.append(mark)
        elif (found[0] in pairs or found[0].startswith(r"\end{")) and (
            not still_open or still_open.pop() != pairs.get(mark, mark)
        ):
            return False
    return not still_open


def is_drawn(source: str) -> bool:
    return formula_picture(source, QColor("black"), 16, 1) is not None


@pytest.mark.parametrize(("omml", "expected"), EQUATIONS.values(), ids=EQUATIONS)
def test_equations(omml: str, expected: str) -> None:
    assert normal(latex(formula(omml))) == normal(expected)


def test_every_equation_can_be_drawn() -> None:
    foreign = {"letters LaTeX has no command for"}  # nor has the font of formulas
    assert {name for name, (omml, _) in EQUATIONS.items() if not is_drawn(latex(formula(omml)))} == foreign


def test_the_formulas_of_a_display_stand_below_one_another() -> None:
    display = etree.Element(f"{{{M}}}oMathPara")
    display.extend([formula("a=b"), formula("c=d")])
    assert latex(display) == r"\begin{aligned}&a=b\\&c=d\end{aligned}"


def test_a_structure_that_was_deleted_leaves_what_was_kept_of_it() -> None:
    kept = "<m:fPr><m:ctrlPr><w:del w:id='1' w:author='A'/></m:ctrlPr></m:fPr>"
    assert latex(formula(frac("a", "b").replace("<m:f>", f"<m:f>{kept}"))) == "ab"


def test_text_of_word_in_a_formula_is_normal_text() -> None:
    assert latex(formula("a=", "<w:r><w:t>price</w:t></w:r>")) == r"a=\text{price}"


@pytest.mark.parametrize(
    ("omml", "expected"),
    [
        ("<m:f/>", r"\frac{}{}"),
        ("<m:f><m:num/></m:f>", r"\frac{}{}"),
        ("<m:rad/>", r"\sqrt{}"),
        ("<m:nary/>", r"\int"),
        ("<m:nary><m:naryPr><m:chr/></m:naryPr></m:nary>", ""),
        ("<m:d/>", r"\left(\right)"),
        ("<m:d><m:dPr><m:begChr/><m:endChr/></m:dPr><m:e/></m:d>", r"\left.\right."),
        (r("a}b{"), r"a\}b\{"),
        (fence(r"\left(", "{x", "y"), r"\backslash\mathit{left}(y\{x"),
        (sub("", ""), "{}"),
        ("<m:func/>", ""),
        ("<m:eqArr/>", r"\begin{gathered}\end{gathered}"),
        ("<m:m><m:mr/></m:m>", r"\begin{matrix}\end{matrix}"),
        ("<m:sSup><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "{}^{2}"),
        ("<m:unheardof><m:r><m:t>x</m:t></m:r></m:unheardof>", "x"),
        ("<m:r><m:t>a<!-- c -->b</m:t></m:r>", "ab"),
        ("<m:acc><m:accPr><m:chr m:val='xyz'/></m:accPr><m:e><m:r><m:t>x</m:t></m:r></m:e></m:acc>", "x"),
    ],
)
def test_malformed(omml: str, expected: str) -> None:
    assert latex(formula(omml)) == expected


@pytest.mark.parametrize("depth", [40, 120])
def test_what_is_nested_as_deeply_as_a_file_may_be_is_still_read(depth: int) -> None:
    deep = r("x")
    for _ in range(depth):
        deep = fence("[", "]", deep)
    source = latex(formula(deep))
    assert "x" in source
    assert is_balanced(source)


_TEXTS = st.text(
    st.sampled_from("aB1 _^{}\\%&#$~'²₁̂xαΣ≤日\u2062") | st.characters(codec="utf-8", categories=("L", "S", "P")),
    max_size=8,
)
_PARTS = st.sampled_from(["f", "rad", "nary", "d", "m", "mr", "eqArr", "func", "limLow", "limUpp", "acc", "bar"])
_MORE_PARTS = st.sampled_from(["groupChr", "box", "borderBox", "phant", "sSub", "sSup", "sSubSup", "sPre", "e", "num"])
_PLACES = st.sampled_from(["", "e", "num", "den", "sub", "sup", "deg", "lim", "fName", "mr", "oMath", "unheardof"])
_SETTINGS = st.sampled_from(
    ["chr", "begChr", "endChr", "sepChr", "type", "pos", "degHide", "subHide", "supHide", "limLoc", "grow", "show"]
)
_FLAGS = st.sampled_from(["nor", "scr", "sty", "lit", "brk"])
_VALUES = st.sampled_from(["", "0", "1", "{", "}", "|", "⏞", "top", "noBar", "lin", "script", "bi", "→", "∑"]) | _TEXTS


@st.composite
def properties(draw: st.DrawFn, name: str, settings: st.SearchStrategy[str]) -> etree._Element:
    held = etree.Element(f"{{{M}}}{name}Pr")
    for setting in draw(st.lists(settings, max_size=3)):
        etree.SubElement(held, f"{{{M}}}{setting}").set(f"{{{M}}}val", draw(_VALUES))
    return held


@st.composite
def runs(draw: st.DrawFn) -> etree._Element:
    run = etree.Element(f"{{{M}}}r")
    run.append(draw(properties("r", _FLAGS)))
    etree.SubElement(run, f"{{{M}}}t").text = draw(_TEXTS)
    if draw(st.booleans()):
        etree.SubElement(run, f"{{{W}}}br")
    return run


@st.composite
def nodes(draw: st.DrawFn, inside: st.SearchStrategy[etree._Element]) -> etree._Element:
    name = draw(_PARTS | _MORE_PARTS)
    node = etree.Element(f"{{{M}}}{name}")
    node.append(draw(properties(name, _SETTINGS)))
    for child in draw(st.lists(inside, max_size=4)):
        part = draw(_PLACES)
        (etree.SubElement(node, f"{{{M}}}{part}") if part else node).append(child)
    return node


@given(st.recursive(runs(), nodes, max_leaves=12))
def test_whatever_the_tree_is_the_latex_is_balanced_and_on_one_line(tree: etree._Element) -> None:
    root = etree.Element(f"{{{M}}}oMath")
    root.append(tree)
    source = latex(root)
    assert is_balanced(source)
    assert "\n" not in source


def _formulas_of_real_documents() -> list[etree._Element]:
    found: list[etree._Element] = []
    for file in sorted((*SHARED.glob("corpus/docx/*.docx"), *SHARED.glob("benchmark/specs/*.docx"))):
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as package:
                main = package.read("word/document.xml") if "word/document.xml" in package.namelist() else b""
            if b"oMath>" in main and b"<!DOCTYPE" not in main:
                main = main.replace(STRICT + b"officeDocument/math", M.encode())
                found += etree.fromstring(main).iter(f"{{{M}}}oMath")
    return found


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not beside the repository")
def test_the_formulas_of_real_documents_are_drawn() -> None:
    sources = [latex(found) for found in _formulas_of_real_documents()]
    assert sources
    assert all(map(is_balanced, sources))
    assert [source for source in sources if not is_drawn(source)] == []
