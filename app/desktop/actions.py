"""Everything a reviewer can do, once: menus, buttons, keys and the help on keys are made from this list."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

Menu = Literal["File", "Edit", "Review", "View", "Help"]
Name = Literal[
    "import", "export", "close", "lock", "protect", "quit", "undo", "copy", "find", "find_next",
    "accept", "reject", "edit", "reopen_finding", "next", "previous", "raise",
    "about_check", "silence", "analyse", "choose_packs", "approve", "reopen",
    "outline", "findings", "understanding", "policies", "scores", "earlier",
    "packs", "zoom_in", "zoom_out", "zoom_reset", "keys", "checks", "health", "about",
]  # fmt: skip


@dataclass(frozen=True)
class Command:
    """Something to do: its words, its key in Qt's portable notation, its menu, and a button's own words."""

    name: Name
    text: str
    tip: str
    key: str
    menu: Menu
    begins_group: bool = False
    button: str = ""
    checkable: bool = False
    """Whether it is on or off; it is on at first."""


COMMANDS = (
    Command("import", "Import…", "Import Word or Markdown files", "Ctrl+O", "File"),
    Command("export", "Export…", "Save the approved changes, or a report on the review", "Ctrl+E", "File"),
    Command(
        "close", "Close document", "Go back to the library", "Ctrl+W", "File", begins_group=True, button="‹  Library"
    ),
    Command("packs", "Policy packs…", "Read the policy packs, and edit your own", "", "File", begins_group=True),
    Command("lock", "Lock", "Close the profile until it is unlocked again", "Ctrl+L", "File", begins_group=True),
    Command("protect", "Protect profile…", "Choose how the key of this profile is kept", "", "File"),
    Command("quit", "Quit", "Leave DocSense", "Ctrl+Q", "File"),
    Command("undo", "Undo last decision", "Take back the decision made last", "Ctrl+Z", "Edit"),
    Command("copy", "Copy", "Copy the selected text", "Ctrl+C", "Edit", begins_group=True),
    Command("find", "Find…", "Find words in the document, or in all documents from the library", "Ctrl+F", "Edit"),
    Command("find_next", "Find next", "Go to the next place the words are at", "F3", "Edit"),
    Command("accept", "Accept", "Take the suggested change", "A", "Review", button="Accept (A)"),
    Command("edit", "Edit", "Take the finding with your own text", "E", "Review", button="Edit (E)"),
    Command("reject", "Reject", "Set the finding aside, with a reason", "R", "Review", button="Reject (R)"),
    Command(
        "reopen_finding",
        "Take back decision",
        "Take back the decision shown",
        "U",
        "Review",
        button="Take back (U)",
    ),
    Command("next", "Next finding", "Go to the next finding", "J", "Review", begins_group=True),
    Command("previous", "Previous finding", "Go to the previous finding", "K", "Review"),
    Command("raise", "New finding…", "Raise a finding on the selected text", "N", "Review", button="New finding"),
    Command("about_check", "About this check", "See what the check behind this finding looks for", "", "Review"),
    Command("silence", "Do not raise this check again…", "Switch the check off, or grade it differently", "", "Review"),
    Command("analyse", "Analyse", "Run the checks on this document again", "Ctrl+R", "Review", begins_group=True),
    Command(
        "choose_packs",
        "Choose packs…",
        "Choose the policy packs this document is checked against",
        "",
        "Review",
    ),
    Command("approve", "Approve…", "Sign off the decisions", "Ctrl+Return", "Review"),
    Command("reopen", "Reopen review", "Take the approval back and go on deciding", "", "Review"),
    Command("outline", "Outline", "Show or hide the outline", "Ctrl+3", "View", checkable=True),
    Command("findings", "Findings", "Show the findings", "Ctrl+1", "View"),
    Command("understanding", "Understanding", "Show what is understood of the document", "Ctrl+2", "View"),
    Command("policies", "Policies", "Show how the document stands by its policy packs", "Ctrl+5", "View"),
    Command("scores", "Scores", "Show what each score is made of", "Ctrl+4", "View"),
    Command("earlier", "Earlier changes…", "Show earlier authors' marked changes and comments", "", "View"),
    Command("zoom_in", "Larger text", "Show the document larger", "Ctrl++", "View", begins_group=True),
    Command("zoom_out", "Smaller text", "Show the document smaller", "Ctrl+-", "View"),
    Command("zoom_reset", "Normal text size", "Show the document at its normal size", "Ctrl+0", "View"),
    Command("keys", "Keyboard shortcuts", "Show every key", "F1", "Help"),
    Command("checks", "Checks", "See what is looked for, and switch checks off", "", "Help"),
    Command("health", "Health", "See whether everything is up to date", "", "Help"),
    Command("about", "About DocSense", "What DocSense is, and its version", "", "Help"),
)

Actions = dict[Name, QAction]


def make_actions(parent: QWidget) -> Actions:
    """One QAction for each command."""
    made: Actions = {}
    for command in COMMANDS:
        action = QAction(command.text, parent)
        action.setObjectName(command.name)
        action.setIconText(command.button or command.text.removesuffix("…"))
        action.setShortcut(QKeySequence(command.key))
        action.setToolTip(tip(command))
        action.setStatusTip(command.tip)
        action.setCheckable(command.checkable)
        action.setChecked(command.checkable)
        # A key that is held down must not decide on one finding after the other.
        action.setAutoRepeat(command.name in ("next", "previous", "zoom_in", "zoom_out", "find_next"))
        made[command.name] = action
    return made


def tip(command: Command) -> str:
    """What a command does and by which key."""
    return f"{command.tip} ({shown_key(command)})" if command.key else command.tip


def shown_key(command: Command) -> str:
    """The key as this system writes it."""
    return QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)


def action_button(action: QAction, role: Literal["", "main", "plain"] = "") -> QToolButton:
    """A button that does what the action does, under the same words and while it may."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if role:
        button.setProperty("role", role)
    return button
