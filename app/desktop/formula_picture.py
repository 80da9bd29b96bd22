"""Formulas as pictures: LaTeX set by ziamath and painted through Qt's SVG renderer.

None of this needs the main thread.
"""

import re
from functools import lru_cache
from html import escape
from threading import Lock
from typing import NamedTuple
from xml.etree import ElementTree

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_LONGEST = 2_000
"""Characters of LaTeX that are set."""
_COSTLIEST = 2_500
"""Characters and empty elements of a formula, each counted as often as it is set: about half a millisecond."""
_LARGEST = 8_000
"""Pixels of a picture's side."""
_REFUSED = re.compile(r"\\(?:def|newcommand|newenvironment|DeclareMathOperator)(?![A-Za-z])")
"""What defines a macro, as macros of macros grow without end."""
_TEXT = re.compile(r"(\\(?:text[a-z]*|[fhm]box)\s*\{)((?:\\.|[^{}\\])*)\}")
_ESCAPE = re.compile(r"\\(?=[%&#_$])")
_UNKNOWN = re.compile(r"\\[A-Za-z]")
_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_NO_ROWS = {_MATHML + name for name in ("msub", "msup", "msubsup", "mfrac", "mover", "munder", "mtable", "mtr")}
_setting = Lock()  # ziamath's fonts are shared and remember what was drawn last


class FormulaPicture(NamedTuple):
    """A formula on nothing; it reaches `descent` logical pixels below the line that letters stand on.

    The image is shared: paint it, do not paint on it.
    """

    image: QImage
    descent: float


def formula_picture(latex: str, colour: QColor, size: float, ratio: float) -> FormulaPicture | None:
    """A formula in letters of `size` logical pixels, for a screen of this device pixel ratio.

    None where it cannot be set: show its source.
    """
    if len(latex) > _LONGEST or _REFUSED.search(latex):
        return None
    return _picture(latex, colour.rgb(), size, ratio)


@lru_cache(maxsize=512)
def _picture(latex: str, colour: int, size: float, ratio: float) -> FormulaPicture | None:
    svg = _svg(latex, size)
    if svg is None:
        return None
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    box = renderer.viewBoxF()
    pixels = QSize(round(box.width() * ratio), round(box.height() * ratio))
    if pixels.isEmpty() or max(pixels.width(), pixels.height()) > _LARGEST:
        return None
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    # tinted afterwards, as the library draws some bars in black whatever colour it is told
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor.fromRgb(colour))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return FormulaPicture(image, box.bottom())


def _svg(latex: str, size: float) -> str | None:
    from ziamath.config import config
    from ziamath.escapes import unescape
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    with _setting:
        config.svg2 = False  # Qt draws no glyphs that are referred to in the manner of SVG 2
        try:
            markup = ElementTree.fromstring(unescape(tex2mml(_fitted(latex))))
            if any(_UNKNOWN.match(element.text or "") for element in markup.iter()) or not _is_affordable(markup):
                return None
            for table in markup.iter(_MATHML + "mtable"):
                table.set("rowspacing", "0.4em")
            formula = Math(markup, size=size)
            lacks = any(formula.font.glyphindex(character) == 0 for character in set(latex) if character > "~")
            return None if lacks else formula.svg()
        except Exception:  # the library has no errors of its own: whatever it meets, the source is shown instead
            return None


def _is_affordable(markup: ElementTree.Element) -> bool:
    """Whether a formula is set in a fraction of a second: the library sets a row twice, a row in it four times..."""
    cost = 0
    elements = [(markup, 1)]
    while elements and cost <= _COSTLIEST:
        element, times = elements.pop()
        cost += times * max(1, len(element.text or ""))
        inside = times if element.tag in _NO_ROWS else times * 2
        elements.extend((child, inside) for child in element)
    return cost <= _COSTLIEST


_WORDS = {
    r"\mathbb{1}": "𝟙",
    r"\tag{": r"\qquad\tag{",
    r"\begin{gathered}": r"\begin{array}{c}",
    r"\end{gathered}": r"\end{array}",
}


def _fitted(latex: str) -> str:
    """The LaTeX in the words of the library, which knows no escapes in text and no blackboard digits."""
    latex = _TEXT.sub(lambda text: text[1] + escape(_ESCAPE.sub("", text[2])) + "}", latex)
    for ours, theirs in _WORDS.items():
        latex = latex.replace(ours, theirs)
    return latex
