"""The colours a Word file gives its text and what lies behind it, those of its theme included (ECMA-376 17.3.2.6)."""

from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls

from lxml import etree

from app.importing.docx.styles import integer
from app.wordml import W14, w

CLEAR = 90_000
"""Thousandths of a per cent of transparency."""
SAME = 10
"""How far the red, green and blue of two colours may differ (of 255) for them to look the same."""

NOTHING = "nothing"
"""The colour of text that is not filled in."""
UNKNOWN = "unknown"
"""A colour that cannot be told, such as that of a picture behind the text."""
AUTOMATIC = {None, "", "auto"}
HIGHLIGHTS = {
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
_USUAL = {"lt1": "FFFFFF", "dk1": "000000"}
"""The colours that all but every theme has: the page's and the text's."""
_MAPPED = {"bg1": "light1", "tx1": "dark1", "bg2": "light2", "tx2": "dark2"}
_SHORT = {
    "light1": "lt1",
    "dark1": "dk1",
    "light2": "lt2",
    "dark2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_LONG = {"background1": "bg1", "text1": "tx1", "background2": "bg2", "text2": "tx2"}
_NO_FILL, _SOLID, _TRANSPARENCY, _W14_VAL = (f"{{{W14}}}{name}" for name in ("noFill", "solidFill", "alpha", "val"))
_WHOLE = 100_000
"""What the changes of a drawing's colour count in: thousandths of a per cent."""


class Colours:
    """Knows what the colours of a theme are, and what is made of them by tints and shades."""

    def __init__(self, theme: etree._Element | None, settings: etree._Element | None) -> None:
        self._of_theme = _USUAL | dict(_scheme(theme))
        mapping = None if settings is None else settings.find(w("clrSchemeMapping"))
        stated = {name: mapping.get(w(name.replace("tx", "t"))) for name in _MAPPED} if mapping is not None else {}
        self._mapped = {name: stated.get(name) or usual for name, usual in _MAPPED.items()}

    def stated(self, element: etree._Element, attribute: str) -> str | None:
        """The colour an attribute states; one of the theme counts before it."""
        theme, change = ("themeFill", "themeFill") if attribute == "fill" else ("themeColor", "theme")
        colour = self._named(element.get(w(theme), ""))
        if not colour:
            return element.get(w(attribute))
        tint, shade = (_share(element.get(w(f"{change}{kind}"))) for kind in ("Tint", "Shade"))
        return _relit(colour, shade * tint, 1 - tint)

    def shade(self, element: etree._Element | None) -> str | None:
        """The colour a w:shd lays behind text; None where it lays none."""
        if element is None:
            return None
        pattern = element.get(w("val"), "clear")
        if pattern not in ("clear", "nil", "solid"):
            return UNKNOWN
        colour = self.stated(element, "color" if pattern == "solid" else "fill")
        return None if colour in AUTOMATIC else colour

    def fill(self, fill: etree._Element, outline: etree._Element | None) -> str:
        """The colour a w14:textFill gives text, whatever its w:color ([MS-DOCX] 2.6.1)."""
        if fill.find(_NO_FILL) is not None:
            is_drawn = outline is not None and len(outline) > 0 and outline.find(_NO_FILL) is None
            return UNKNOWN if is_drawn else NOTHING
        solid = fill.find(_SOLID)
        if solid is None or not len(solid):
            return UNKNOWN
        changes = {change.tag: integer(change.get(_W14_VAL), _WHOLE) for change in solid[0]}
        if changes.pop(_TRANSPARENCY, 0) >= CLEAR:
            return NOTHING
        name = solid[0].get(_W14_VAL, UNKNOWN)
        colour = self._named(name) or name
        for change, value in changes.items():
            share = value / _WHOLE
            match str(change).removeprefix(f"{{{W14}}}"):
                case "lumMod" | "shade":
                    colour = _relit(colour, share, 0)
                case "lumOff":
                    colour = _relit(colour, 1, share)
                case "tint":
                    colour = _relit(colour, share, 1 - share)
                case _:
                    return UNKNOWN
        return colour

    def _named(self, name: str) -> str | None:
        """A colour of the theme, by either of its names."""
        name = _LONG.get(name, name)
        name = self._mapped.get(name, name)
        return self._of_theme.get(_SHORT.get(name, name))


def alike(one: str | None, other: str) -> bool:
    """Whether two colours look the same."""
    try:
        pairs = zip(bytes.fromhex(one or ""), bytes.fromhex(other), strict=True)
        return all(abs(a - b) <= SAME for a, b in pairs)
    except ValueError:
        return False


def _scheme(theme: etree._Element | None) -> Iterator[tuple[str, str]]:
    """The names and values of a theme's colours; those of the system have the value they had last."""
    scheme = None if theme is None else next(theme.iter("{*}clrScheme"), None)
    for colour in () if scheme is None else scheme.iterchildren("*"):
        for value in colour.iterchildren("*"):
            if stated := value.get("lastClr") or value.get("val"):
                yield etree.QName(colour).localname, stated


def _share(byte: str | None) -> float:
    """What part of 255 two hexadecimal digits state; all of it where there are none."""
    try:
        return min(max(int(byte or "FF", 16), 0), 255) / 255
    except ValueError:
        return 1


def _relit(colour: str, factor: float, more: float) -> str:
    """A colour with its luminance multiplied, then raised."""
    if (factor, more) == (1, 0):
        return colour
    try:
        red, green, blue = (part / 255 for part in bytes.fromhex(colour))
    except ValueError:
        return UNKNOWN
    hue, light, saturation = rgb_to_hls(red, green, blue)
    parts = hls_to_rgb(hue, min(max(light * factor + more, 0), 1), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)
