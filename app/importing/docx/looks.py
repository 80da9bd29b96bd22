"""Which text of a Word file its readers do not see: hidden, in no colour of its own, or too small (ECMA-376 17.3.2)."""

from typing import NamedTuple

from lxml import etree

from app.importing.docx.styles import Styles, integer
from app.wordml import W14, WP, val, w
from domain.documents.text import Concealment

TINY = 2
"""Half-points: text of 1 pt is a line to the eye."""
NARROW = 10
"""Per cent of a letter's width: what is left of a line of text is a mark."""
FLAT = 40
"""Twentieths of a point: lines held that low show a stroke of their text."""
FAR = 400
"""Half-points: text raised or lowered by a quarter of a page is not beside its line."""
CLEAR = 90_000
"""Thousandths of a per cent of transparency."""
SAME = 10
"""How far the red, green and blue of two colours may differ (of 255) for them to look the same."""

NOTHING = "nothing"
"""The colour of text that is not filled in."""
UNKNOWN = "unknown"
"""A colour that cannot be told, such as that of a picture behind the text."""
_AUTOMATIC = {None, "", "auto"}
_OF_THEME = dict.fromkeys(("background1", "light1", "bg1", "lt1"), "FFFFFF") | dict.fromkeys(
    ("text1", "dark1", "tx1", "dk1"), "000000"
)
"""The colours of a theme that all but every theme has: the page's and the text's."""
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
    """What run properties say of how text looks; None for what they leave open.

    `size` and `raised` are in half-points, `scale` in per cent of a letter's width, `spacing` in twentieths of a point.
    """

    vanish: bool | None = None
    always_hidden: bool | None = None
    colour: str | None = None
    fill: str | None = None
    shade: str | None = None
    size: int | None = None
    scale: int | None = None
    raised: int | None = None
    spacing: int | None = None
    style: str = ""

    def over(self, base: "Look") -> "Look":
        """What this says, and for the rest what `base` says."""
        return Look._make(mine if mine is not None else theirs for mine, theirs in zip(self, base, strict=True))


class Setting(NamedTuple):
    """What surrounds the runs of a paragraph: its style, the colour behind it (None for the page's), too low a line."""

    style: str
    shade: str | None
    flat: bool


class Looks:
    """Knows how text in a style looks; every combination of styles and properties is worked out once."""

    def __init__(self, styles: Styles, page: str) -> None:
        self._styles = styles
        self._page = page
        self._defaults = _read(styles.default_run_properties)
        self._of_style: dict[str, Look] = {}
        self._setting_of_style: dict[str, Setting] = {}
        self._known: dict[tuple[Setting, Look], Concealment | None] = {}

    def setting(self, paragraph: etree._Element, style: str, behind: str | None) -> Setting:
        """What surrounds the runs of a paragraph in a style, with this colour behind it."""
        if style not in self._setting_of_style:
            stated = self._styles.paragraph_properties(style)
            shades = (shade(properties.find(w("shd"))) for properties in stated)
            flats = (_is_flat(properties.find(w("spacing"))) for properties in stated)
            flat = next(filter(lambda stated: stated is not None, flats), None)
            self._setting_of_style[style] = Setting(style, next(filter(None, shades), None), bool(flat))
        of_style = self._setting_of_style[style]
        own, own_flat = paragraph.find(_P_SHADE), _is_flat(paragraph.find(_P_SPACING))
        shaded = shade(own) if own is not None else of_style.shade
        return Setting(style, shaded or behind, of_style.flat if own_flat is None else own_flat)

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
        if setting.flat or _is_tiny(shown):
            return Concealment.TINY
        if abs(shown.raised or 0) >= FAR:
            return Concealment.HIDDEN
        colour = shown.fill or shown.colour
        behind = shown.shade or setting.shade or self._page
        if colour == NOTHING or (colour not in _AUTOMATIC and _alike(colour, behind)):
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
    colour = _colour(element, "color" if pattern == "solid" else "fill")
    return None if colour in _AUTOMATIC else colour


_P_SHADE, _P_SPACING = f"{w('pPr')}/{w('shd')}", f"{w('pPr')}/{w('spacing')}"
_VANISH, _SPEC_VANISH, _COLOUR, _SHADE, _HIGHLIGHT, _SIZE, _STYLE, _SCALE, _RAISED, _SPACING = (
    w(name)
    for name in ["vanish", "specVanish", "color", "shd", "highlight", "sz", "rStyle", "w", "position", "spacing"]
)
_FILL, _OUTLINE, _NO_FILL, _SOLID, _TRANSPARENCY, _W14_VAL = (
    f"{{{W14}}}{name}" for name in ("textFill", "textOutline", "noFill", "solidFill", "alpha", "val")
)
_TAGS = {
    *(_VANISH, _SPEC_VANISH, _COLOUR, _SHADE, _HIGHLIGHT, _SIZE, _STYLE, _SCALE, _RAISED, _SPACING, _FILL),
}
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
        colour=_colour(found[_COLOUR], "val") if _COLOUR in found else None,
        fill=_fill(found[_FILL], found.get(_OUTLINE)) if _FILL in found else None,
        shade=_HIGHLIGHTS.get(val(found.get(_HIGHLIGHT)) or "") or shade(found.get(_SHADE)),
        size=integer(val(found.get(_SIZE)), TINY + 1) if _SIZE in found else None,
        scale=integer((val(found.get(_SCALE)) or "").removesuffix("%"), 100) if _SCALE in found else None,
        raised=integer(val(found.get(_RAISED)), 0) if _RAISED in found else None,
        spacing=integer(val(found.get(_SPACING)), 0) if _SPACING in found else None,
        style=val(found.get(_STYLE)) or "",
    )


def _is_on(element: etree._Element | None) -> bool | None:
    return None if element is None else val(element) in _ON


def _is_flat(spacing: etree._Element | None) -> bool | None:
    """Whether a paragraph's w:spacing holds its lines too low for text; None where it says nothing of lines."""
    if spacing is None or spacing.get(w("line")) is None:
        return None
    return spacing.get(w("lineRule")) == "exact" and integer(spacing.get(w("line")), FLAT + 1) <= FLAT


def _is_tiny(look: Look) -> bool:
    """Whether letters are too small, too narrow, or drawn on top of each other: half of their size is their width."""
    size = 20 if look.size is None else look.size
    scale = 100 if look.scale is None else look.scale
    return size <= TINY or scale <= NARROW or (look.spacing or 0) <= -5 * size


def _colour(element: etree._Element, attribute: str) -> str | None:
    """The colour an attribute states; one of the theme, unless made lighter or darker, counts before it (17.3.2.6)."""
    theme, changes = ("themeFill", "themeFill") if attribute == "fill" else ("themeColor", "theme")
    is_changed = any(element.get(w(f"{changes}{change}")) for change in ("Tint", "Shade"))
    of_theme = None if is_changed else _OF_THEME.get(element.get(w(theme), ""))
    return of_theme or element.get(w(attribute))


def _fill(fill: etree._Element, outline: etree._Element | None) -> str:
    """The colour a w14:textFill gives text, whatever its w:color ([MS-DOCX] 2.6.1)."""
    if fill.find(_NO_FILL) is not None:
        is_drawn = outline is not None and len(outline) > 0 and outline.find(_NO_FILL) is None
        return UNKNOWN if is_drawn else NOTHING
    solid = fill.find(_SOLID)
    if solid is None or not len(solid):
        return UNKNOWN
    colour = solid[0]
    changes = {change.tag: change.get(_W14_VAL) for change in colour}
    if integer(changes.pop(_TRANSPARENCY, None), 0) >= CLEAR:
        return NOTHING
    name = colour.get(_W14_VAL, UNKNOWN)
    return UNKNOWN if changes else _OF_THEME.get(name, name)


def _alike(one: str | None, other: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one or ""), bytes.fromhex(other), strict=True)
        return all(abs(a - b) <= SAME for a, b in pairs)
    except ValueError:
        return False
