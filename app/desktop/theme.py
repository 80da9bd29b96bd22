"""The look of the window: colours from resources/theme, as a palette, a style sheet and colours to paint with."""

import tomllib
from importlib.resources import files
from string import Template
from typing import Literal, get_args

from PySide6.QtCore import QByteArray, QObject, QRectF, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from domain.analysis.finding import Severity
from domain.kernel import Value

Scheme = Literal["system", "light", "dark"]

_RESOURCES = files("resources")


class Shade(Value):
    """Colours of a severity: its word, the mark of its passages, and the mark of the passage that is looked at."""

    ink: str
    mark: str
    strong: str


class Theme(Value):
    """A theme file, as resources/theme/light.toml explains it."""

    window: str
    surface: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    hover: str
    selection: str
    code: str
    inserted: str
    inserted_ground: str
    deleted: str
    deleted_ground: str
    decided: str
    info_ground: str
    warning_ground: str
    error_ground: str
    severity: dict[Severity, Shade]


def load_theme(name: Literal["light", "dark"]) -> Theme:
    """The theme of this name."""
    return Theme.model_validate(tomllib.loads((_RESOURCES / "theme" / f"{name}.toml").read_text("utf-8")))


def palette(theme: Theme) -> QPalette:
    """The colours Qt's own widgets paint with."""
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.deleted,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.surface,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Light: theme.surface,
        QPalette.ColorRole.Midlight: theme.hover,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Dark: theme.border,
        QPalette.ColorRole.Shadow: theme.border,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return made


def style_sheet(theme: Theme) -> str:
    """What a palette cannot say."""
    return Template((_RESOURCES / "theme" / "window.qss").read_text("utf-8")).substitute(
        theme.model_dump(exclude={"severity"}), icons=str(_RESOURCES / "icons").replace("\\", "/")
    )


def scaled(font: QFont, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font at a multiple of its size."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    made.setWeight(weight)
    return made


def icon(name: str, colour: str) -> QIcon:
    """The drawing resources/icons/<name>.svg in one colour."""
    source = (_RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    drawing = QPixmap(128, 128)
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, 128, 128))
    painter.end()
    return QIcon(drawing)


class Look(QObject):
    """The theme in force: the system's, unless the reviewer chose one."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        kept = QSettings().value("scheme")
        self.scheme: Scheme = kept if kept in get_args(Scheme) else "system"
        self.theme = self._theme()
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, scheme: Scheme) -> None:
        """Follow the system, or one theme whatever the system says; kept for the next start."""
        self.scheme = scheme
        QSettings().setValue("scheme", scheme)
        self._apply()

    def _theme(self) -> Theme:
        dark = self.scheme == "dark" or (
            self.scheme == "system" and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        return load_theme("dark" if dark else "light")

    def _apply(self) -> None:
        self.theme = self._theme()
        self._app.setPalette(palette(self.theme))
        self._app.setStyleSheet(style_sheet(self.theme))
        self.changed.emit()
