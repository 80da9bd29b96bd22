"""Every control has a name, every command a place in the menus, and every key one meaning."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from reviewer_desk import Desk

from app.desktop.actions import COMMANDS, shown_key

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar, QTextEdit)


def _controls(window: QWidget) -> list[QWidget]:
    inner = (QComboBox, QLineEdit)
    return [
        w
        for kind in CONTROLS
        for w in window.findChildren(kind)
        if not w.objectName().startswith(("qt_", "Scroll"))
        and not _within(w, inner)
        and type(w).__name__ not in _QT_INTERNAL
    ]


_QT_INTERNAL = {"QComboBoxListView", "QMenuBarExtension", "QHeaderView"}


def _within(widget: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    parent = widget.parentWidget()
    while parent:
        if isinstance(parent, kinds):
            return True
        parent = parent.parentWidget()
    return False


def _open_all(desk: Desk, document: str) -> None:
    """Open a document and look at everything that is built when it is first looked at."""
    desk.open(document)
    desk.select("timely")
    for name in ("understanding", "policies", "scores", "findings", "edit", "reject", "raise"):
        desk.window.actions_[name].trigger()


def test_every_control_has_a_name(desk: Desk, document: str, raise_on: Callable[..., str]) -> None:
    raise_on("timely")
    _open_all(desk, document)
    nameless = [
        f"{type(w).__name__} {w.objectName()}"
        for w in _controls(desk.window)
        if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
    ]
    assert nameless == []
    assert len(_controls(desk.window)) > 60


def test_every_button_says_what_it_does(desk: Desk, document: str, raise_on: Callable[..., str]) -> None:
    raise_on("timely")
    _open_all(desk, document)
    silent = [b.text() for b in _controls(desk.window) if isinstance(b, QAbstractButton) and not b.toolTip()]
    assert silent == []


def test_every_command_is_in_a_menu_with_its_key_in_the_tip(desk: Desk) -> None:
    in_menus: list[QAction] = []
    for top in desk.window.menuBar().actions():
        in_menus += top.menu().actions()
    for command in COMMANDS:
        action = desk.window.actions_[command.name]
        assert action in in_menus
        assert shown_key(command) in action.toolTip()


def test_a_key_means_one_thing() -> None:
    keys = Counter(command.key for command in COMMANDS if command.key)
    assert [key for key, count in keys.items() if count > 1] == []


def test_tab_reaches_everything_that_takes_the_keyboard(
    desk: Desk, document: str, raise_on: Callable[..., str]
) -> None:
    raise_on("timely")
    desk.open(document)
    reached: set[QWidget] = set()
    widget = desk.window.focusWidget()
    while widget and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    missing = [
        type(w).__name__
        for w in _controls(desk.window)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w not in reached
    ]
    assert missing == []
    unreachable = [
        w.accessibleName() or type(w).__name__
        for w in _controls(desk.window)
        if not isinstance(w, QProgressBar) and w.focusPolicy() == Qt.FocusPolicy.NoFocus
    ]
    assert unreachable == []


def test_the_help_shows_every_key(desk: Desk) -> None:
    desk.window.actions_["keys"].trigger()
    dialog = desk.window.findChild(QDialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {shown_key(c) for c in COMMANDS if c.key} <= texts
    dialog.close()
