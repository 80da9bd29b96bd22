"""Which text of a Word file its readers do not see: hidden, in the colour behind it, or too small (ECMA-376 17.3.2)."""

from typing import NamedTuple

from lxml import etree

from app.importing.docx.styles import Styles, integer
from app.wordml import WP, val, w
from domain.documents.text import Concealment

TINY = 2
"""Half-points: text of 1 pt is a line to the eye."""
SAME = 10
"""How far the red, green and blue of two colours may differ (of 255) for them to look the same."""

UNKNOWN = "unknown"
"""A colour that cannot be told, such as that of a picture behind the text."""
_AUTOMATIC = {None, "", "auto"}
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}


class Look(NamedTuple):
    """What run properties say of how text looks; None for what they leave open. Sizes are in half-points."""

    vanish: bool | None = None
    always_hidden: bool | None = None
    colour: str | None = None
    shade: str | None = None
    size: int | None = None
    style: str = ""

    def over(self, base: "Look") -> "Look":
        """What this says, and for the rest what `base` says."""
        return Look._make(mine if mine is not None else theirs for mine, theirs in zip(self, base, strict=True))


class Setting(NamedTuple):
    """What surrounds the runs of a paragraph: its style, and the colour behind it (None for the page's)."""

    style: str
    shade: str | None


class Looks:
    """Knows how text in a style looks; every combination of styles and properties is worked out once."""

    def __init__(self, styles: Styles, page: str) -> None:
        self._styles = styles
        self._page = page
        self._defaults = _read(styles.default_run_properties)
        self._of_style: dict[str, Look] = {}
        self._shade_of_style: dict[str, str | None] = {}
        self._known: dict[tuple[Setting, Look], Concealment | None] = {}

    def setting(self, paragraph: etree._Element, style: str, behind: str | None) -> Setting:
        """What surrounds the runs of a paragraph in a style, with this colour behind it."""
        own = paragraph.find(_P_SHADE)
        if own is not None:
            return Setting(style, shade(own) or behind)
        if style not in self._shade_of_style:
            found = (shade(p.find(w("shd"))) for p in self._styles.paragraph_properties(style))
            self._shade_of_style[style] = next(filter(None, found), None)
        return Setting(style, self._shade_of_style[style] or behind)

    def concealment(self, properties: etree._Element | None, setting: Setting) -> Concealment | None:
        """Why the text of a run with this w:rPr is not seen; None where it is."""
        look = _read(properties)
        key = setting, look
        if key not in self._known:
            self._known[key] = self._concealment(look, setting)
        return self._known[key]

    def shades(self, table_style: str) -> bool:
        """Whether a table style colours cells, in whichever part of a table."""
        return any(next(style.iter(w("shd")), None) is not None for style in self._styles.all_of(table_style))

    def _concealment(self, look: Look, setting: Setting) -> Concealment | None:
        of_paragraph, of_run = self._in_style(setting.style), self._in_style(look.style)
        shown = look.over(of_run).over(of_paragraph).over(self._defaults)
        # A toggle property that both styles turn on is off again (17.7.3).
        toggled = self._defaults.vanish or (bool(of_paragraph.vanish) != bool(of_run.vanish))
        if shown.always_hidden or (toggled if look.vanish is None else look.vanish):
            return Concealment.HIDDEN
        if shown.size is not None and shown.size <= TINY:
            return Concealment.TINY
        if shown.colour not in _AUTOMATIC and _alike(shown.colour, shown.shade or setting.shade or self._page):
            return Concealment.INVISIBLE
        return None

    def _in_style(self, style: str) -> Look:
        if style not in self._of_style:
            look = Look()
            for properties in self._styles.run_properties(style):
                look = look.over(_read(properties))
            self._of_style[style] = look._replace(style="")
        return self._of_style[style]


def page_colour(root: etree._Element, settings: etree._Element | None) -> str:
    """The colour of the pages of a document."""
    background = root.find(w("background"))
    if background is None or settings is None or settings.find(w("displayBackgroundShape")) is None:
        return "FFFFFF"
    return background.get(w("color"), UNKNOWN)


def has_picture_behind(root: etree._Element) -> bool:
    """Whether something in a part is drawn behind its text."""
    return any(anchor.get("behindDoc") in _ON for anchor in root.iter(f"{{{WP}}}anchor"))


def shade(element: etree._Element | None) -> str | None:
    """The colour a w:shd lays behind text; None where it lays none."""
    if element is None:
        return None
    pattern = element.get(w("val"), "clear")
    if pattern not in ("clear", "nil", "solid"):
        return UNKNOWN
    colour = element.get(w("color" if pattern == "solid" else "fill"))
    return None if colour in _AUTOMATIC else colour


_P_SHADE = f"{w('pPr')}/{w('shd')}"
_VANISH, _SPEC_VANISH, _COLOUR, _SHADE, _HIGHLIGHT, _SIZE, _STYLE = (
    w(name) for name in ("vanish", "specVanish", "color", "shd", "highlight", "sz", "rStyle")
)
_TAGS = {_VANISH, _SPEC_VANISH, _COLOUR, _SHADE, _HIGHLIGHT, _SIZE, _STYLE}
_ON = ("1", "true", "on", None)
_PLAIN = Look()


def _read(properties: etree._Element | None) -> Look:
    if properties is None:
        return _PLAIN
    found = {element.tag: element for element in properties}
    if _TAGS.isdisjoint(found):
        return _PLAIN
    return Look(
        vanish=_is_on(found.get(_VANISH)),
        always_hidden=_is_on(found.get(_SPEC_VANISH)),
        colour=val(found.get(_COLOUR)),
        shade=_HIGHLIGHTS.get(val(found.get(_HIGHLIGHT)) or "") or shade(found.get(_SHADE)),
        size=integer(val(found.get(_SIZE)), TINY + 1) if _SIZE in found else None,
        style=val(found.get(_STYLE)) or "",
    )


def _is_on(element: etree._Element | None) -> bool | None:
    return None if element is None else val(element) in _ON


def _alike(one: str | None, other: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one or ""), bytes.fromhex(other), strict=True)
        return all(abs(a - b) <= SAME for a, b in pairs)
    except ValueError:
        return False
