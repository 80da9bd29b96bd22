"""The menus, made from the list of commands."""

from typing import get_args

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow

from app.desktop.actions import COMMANDS, Actions, Menu
from app.desktop.theme import Look, Scheme

_SCHEMES: dict[Scheme, str] = {"system": "As the system", "light": "Light", "dark": "Dark"}


def build_menus(window: QMainWindow, actions: Actions, look: Look) -> None:
    """Fill the window's menu bar."""
    menus = {name: window.menuBar().addMenu(f"&{name}") for name in get_args(Menu)}
    for command in COMMANDS:
        if command.begins_group:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(actions[command.name])
    theme = menus["View"].addMenu("Theme")
    group = QActionGroup(window)
    for scheme, words in _SCHEMES.items():
        choice = QAction(words, window, checkable=True, checked=scheme == look.scheme)
        choice.triggered.connect(lambda _=False, scheme=scheme: look.choose(scheme))
        group.addAction(choice)
        theme.addAction(choice)
