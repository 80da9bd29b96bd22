"""Office math as LaTeX."""

import pytest
from lxml import etree

from app.importing.docx.omml import latex
from app.wordml import M


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def sign(name: str, value: str) -> str:
    return f'<m:{name}><m:chr m:val="{value}"/></m:{name}>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (r("a") + r("+b"), "a+b"),
        (f"<m:f><m:num>{r('a')}</m:num><m:den>{r('b+c')}</m:den></m:f>", r"\frac{a}{b+c}"),
        (f"<m:sSub><m:e>{r('P')}</m:e><m:sub>{r('t')}</m:sub></m:sSub>", "P_{t}"),
        (f"<m:sSup><m:e>{r('a+b')}</m:e><m:sup>{r('2')}</m:sup></m:sSup>", "{a+b}^{2}"),
        (f"<m:sSubSup><m:e>{r('x')}</m:e><m:sub>{r('i')}</m:sub><m:sup>{r('2')}</m:sup></m:sSubSup>", "x_{i}^{2}"),
        (f"<m:rad><m:deg/><m:e>{r('x')}</m:e></m:rad>", r"\sqrt{x}"),
        (f"<m:rad><m:deg>{r('3')}</m:deg><m:e>{r('x')}</m:e></m:rad>", r"\sqrt[3]{x}"),
        (
            f"<m:nary>{sign('naryPr', '∑')}<m:sub>{r('i')}</m:sub><m:sup>{r('N')}</m:sup><m:e>{r('w')}</m:e></m:nary>",
            r"\sum_{i}^{N} w",
        ),
        (f"<m:nary><m:sub/><m:sup/><m:e>{r('x')}</m:e></m:nary>", r"\int x"),
        (f"<m:d><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:d>", r"\left(a|b\right)"),
        (
            f'<m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr><m:e>{r("a")}</m:e></m:d>',
            r"\left\{a\right.",
        ),
        (f"<m:func><m:fName>{r('max')}</m:fName><m:e>{r('x')}</m:e></m:func>", r"\max x"),
        (f"<m:acc>{sign('accPr', '̅')}<m:e>{r('x')}</m:e></m:acc>", r"\bar{x}"),
        (
            f"<m:m><m:mr><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:mr><m:mr><m:e>{r('c')}</m:e></m:mr></m:m>",
            r"\begin{matrix}a & b \\ c\end{matrix}",
        ),
        (f"<m:box><m:e>{r('x')}</m:e></m:box>", "x"),
    ],
)
def test_structures(xml: str, expected: str) -> None:
    assert latex(etree.fromstring(f'<m:oMath xmlns:m="{M}">{xml}</m:oMath>')) == expected
