"""Which text of a Word file its readers do not see: hidden, off the page, in no colour of its own, or too small.

ECMA-376 17.3.2 says how runs look, 17.3.1.11 where frames lie, 17.4.80 how high rows are.
"""

from typing import NamedTuple

from lxml import etree

from app.importing.docx.colours import AUTOMATIC, HIGHLIGHTS, NOTHING, UNKNOWN, Colours, alike
from app.importing.docx.styles import Styles, integer
from app.wordml import W14, WP, Properties, val, w
from domain.documents.text import Concealment

TINY = 2
"""Half-points: text of 1 pt is a line to the eye."""
NARROW = 10
"""Per cent of a letter's width: what is left of a line of text is a mark."""
FLAT = 40
"""Twentieths of a point: lines held that low show a stroke of their text."""
FAR = 400
"""Half-points: text raised or lowered by a quarter of a page is not beside its line."""
AWAY = 2_880
"""Twentieths of a point: what a frame of text lies two inches beyond, it does not lie on the page."""
WIDEST = 31_680
"""Twentieths of a point: no page is longer or wider."""


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
    """What surrounds the runs of a paragraph: its style, the colour behind it (None for the page's), how it hides."""

    style: str
    shade: str | None
    unseen: Concealment | None


class Looks:
    """Knows how text in a style looks; every combination of styles and properties is worked out once."""

    def __init__(self, styles: Styles, colours: Colours, page: str) -> None:
        self._styles = styles
        self._page = page
        self.colours = colours
        self._defaults = self._read(styles.default_run_properties)
        self._of_style: dict[str, Look] = {}
        self._setting_of_style: dict[str, Setting] = {}
        self._known: dict[tuple[Setting, Look], Concealment | None] = {}

    def setting(
        self, properties: Properties, style: str, behind: str | None, unseen: Concealment | None = None
    ) -> Setting:
        """What surrounds the runs of a paragraph with these properties, this colour behind, in something `unseen`."""
        if style not in self._setting_of_style:
            stated = self._styles.paragraph_properties(style)
            shades = (self.colours.shade(of_one.get(_SHADE)) for of_one in stated)
            flats = (_is_flat(of_one.get(_SPACING)) for of_one in stated)
            frames = (_of_frame(of_one.get(_FRAME)) for of_one in stated)
            flat = next(filter(lambda stated: stated is not None, flats), None)
            concealed = Concealment.TINY if flat else next(filter(None, frames), None)
            self._setting_of_style[style] = Setting(style, next(filter(None, shades), None), concealed)
        of_style = self._setting_of_style[style]
        own, own_flat, frame = properties.get(_SHADE), _is_flat(properties.get(_SPACING)), properties.get(_FRAME)
        shaded = self.colours.shade(own) if own is not None else of_style.shade
        concealed = of_style.unseen
        if own_flat is not None and concealed in (None, Concealment.TINY):
            concealed = Concealment.TINY if own_flat else None
        if frame is not None:
            concealed = _of_frame(frame) or (None if concealed is Concealment.HIDDEN else concealed)
        return Setting(style, shaded or behind, unseen or concealed)

    def concealment(self, properties: etree._Element | None, setting: Setting) -> Concealment | None:
        """Why the text of a run with this w:rPr is not seen; None where it is."""
        look = self._read(properties)
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
        if setting.unseen or _is_tiny(shown):
            return setting.unseen or Concealment.TINY
        if abs(shown.raised or 0) >= FAR:
            return Concealment.HIDDEN
        colour = shown.fill or shown.colour
        behind = shown.shade or setting.shade or self._page
        if colour == NOTHING or (colour not in AUTOMATIC and alike(colour, behind)):
            return Concealment.INVISIBLE
        return None

    def _in_style(self, style: str) -> Look:
        if style not in self._of_style:
            look = Look()
            for properties in self._styles.run_properties(style):
                look = look.over(self._read(properties))
            self._of_style[style] = look._replace(style="")
        return self._of_style[style]

    def _read(self, properties: etree._Element | None) -> Look:
        if properties is None:
            return _PLAIN
        found = {element.tag: element for element in properties}
        if _TAGS.isdisjoint(found):
            return _PLAIN
        return Look(
            vanish=_is_on(found.get(_VANISH)),
            always_hidden=_is_on(found.get(_SPEC_VANISH)),
            colour=self.colours.stated(found[_COLOUR], "val") if _COLOUR in found else None,
            fill=self.colours.fill(found[_FILL], found.get(_OUTLINE)) if _FILL in found else None,
            shade=HIGHLIGHTS.get(val(found.get(_HIGHLIGHT)) or "") or self.colours.shade(found.get(_SHADE)),
            size=integer(val(found.get(_SIZE)), TINY + 1) if _SIZE in found else None,
            scale=integer((val(found.get(_SCALE)) or "").removesuffix("%"), 100) if _SCALE in found else None,
            raised=integer(val(found.get(_RAISED)), 0) if _RAISED in found else None,
            spacing=integer(val(found.get(_SPACING)), 0) if _SPACING in found else None,
            style=val(found.get(_STYLE)) or "",
        )


def page_colour(root: etree._Element, settings: etree._Element | None) -> str:
    """The colour of the pages of a document."""
    background = root.find(w("background"))
    if background is None or settings is None or settings.find(w("displayBackgroundShape")) is None:
        return "FFFFFF"
    return background.get(w("color"), UNKNOWN)


def has_picture_behind(root: etree._Element) -> bool:
    """Whether something in a part is drawn behind its text."""
    return any(anchor.get("behindDoc") in _ON for anchor in root.iter(f"{{{WP}}}anchor"))


_VANISH, _SPEC_VANISH, _COLOUR, _SHADE, _HIGHLIGHT, _SIZE, _STYLE, _SCALE, _RAISED, _SPACING = (
    w(name)
    for name in ["vanish", "specVanish", "color", "shd", "highlight", "sz", "rStyle", "w", "position", "spacing"]
)
_FILL, _OUTLINE = f"{{{W14}}}textFill", f"{{{W14}}}textOutline"
_FRAME = w("framePr")
_TAGS = {
    *(_VANISH, _SPEC_VANISH, _COLOUR, _SHADE, _HIGHLIGHT, _SIZE, _STYLE, _SCALE, _RAISED, _SPACING, _FILL),
}
_ON = ("1", "true", "on", None)
_PLAIN = Look()


def _is_on(element: etree._Element | None) -> bool | None:
    return None if element is None else val(element) in _ON


def _is_flat(spacing: etree._Element | None) -> bool | None:
    """Whether a paragraph's w:spacing holds its lines too low for text; None where it says nothing of lines."""
    if spacing is None or spacing.get(w("line")) is None:
        return None
    return spacing.get(w("lineRule")) == "exact" and integer(spacing.get(w("line")), FLAT + 1) <= FLAT


def is_flat_row(properties: Properties) -> bool:
    """Whether a row of a table with these properties is held too low for text."""
    height = properties.get(w("trHeight"))
    if height is None or height.get(w("hRule")) != "exact":
        return False
    return integer(height.get(w("val")), FLAT + 1) <= FLAT


def is_away(element: etree._Element | None, across: str, down: str, wide: int = 0, high: int = 0) -> bool:
    """Whether an element's attributes for its place `across` and `down` put something of this size off every page."""
    places = () if element is None else ((element.get(w(across)), wide), (element.get(w(down)), high))
    return any(integer(at, 0) + size <= -AWAY or integer(at, 0) >= WIDEST for at, size in places)


def _of_frame(frame: etree._Element | None) -> Concealment | None:
    """How a frame conceals its text."""
    if frame is None:
        return None
    wide, high = (max(integer(frame.get(w(size)), 0), 0) for size in ("w", "h"))
    if is_away(frame, "x", "y", wide, high):
        return Concealment.HIDDEN
    is_low = frame.get(w("hRule")) == "exact" and frame.get(w("h")) is not None and high <= FLAT
    return Concealment.TINY if is_low else None


def _is_tiny(look: Look) -> bool:
    """Whether letters are too small, too narrow, or drawn on top of each other: half of their size is their width."""
    size = 20 if look.size is None else look.size
    scale = 100 if look.scale is None else look.scale
    return size <= TINY or scale <= NARROW or (look.spacing or 0) <= -5 * size
