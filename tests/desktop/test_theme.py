"""Both themes are readable: WCAG AA, 4.5 to 1 for text."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.desktop.theme import Look, Theme, load_theme, style_sheet


def _luminance(colour: str) -> float:
    channels = [c / 255 for c in QColor(colour).getRgb()[:3]]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _pairs(theme: Theme) -> list[tuple[str, str, str]]:
    grounds = ("window", "surface", "hover", "selection", "code", "decided", "info_ground", "warning_ground",
               "error_ground", "inserted_ground")  # fmt: skip
    pairs = [(f"text on {g}", theme.text, getattr(theme, g)) for g in grounds]
    pairs += [(f"muted on {g}", theme.muted, getattr(theme, g)) for g in ("window", "surface", "hover", "selection")]
    pairs += [
        ("on_accent on accent", theme.on_accent, theme.accent),
        ("accent on surface", theme.accent, theme.surface),
        ("inserted on its ground", theme.inserted, theme.inserted_ground),
        ("deleted on its ground", theme.deleted, theme.deleted_ground),
    ]
    for ground in ("surface", "selection"):
        pairs += [
            (f"{name} on {ground}", getattr(theme, name), getattr(theme, ground)) for name in ("inserted", "deleted")
        ]
    for severity, shade in theme.severity.items():
        pairs += [
            (f"{severity} word", shade.ink, theme.surface),
            (f"{severity} word chosen", shade.ink, theme.selection),
            (f"{severity} mark", theme.text, shade.mark),
            (f"{severity} strong mark", theme.text, shade.strong),
        ]
    return pairs


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_can_be_read_on_every_ground(name: str) -> None:
    poor = [(what, round(contrast(a, b), 2)) for what, a, b in _pairs(load_theme(name)) if contrast(a, b) < 4.5]  # type: ignore[arg-type]
    assert poor == []


def test_the_strong_mark_stands_out_from_the_light_one() -> None:
    for name in ("light", "dark"):
        for shade in load_theme(name).severity.values():  # type: ignore[arg-type]
            assert contrast(shade.mark, shade.strong) > 1.25


def test_the_style_sheet_has_no_open_names() -> None:
    assert "$" not in style_sheet(load_theme("light"))


def test_the_chosen_theme_is_kept(qapp: QApplication, look: Look) -> None:
    look.choose("dark")
    assert look.theme == load_theme("dark")
    assert qapp.palette().window().color() == QColor(load_theme("dark").window)
    assert Look(qapp).scheme == "dark"
    look.choose("light")
    assert look.theme == load_theme("light")
