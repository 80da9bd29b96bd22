"""The door of a profile through its real pages: making, opening, recovering, protecting and locking it."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from reviewer_desk import REVIEWER, TEXT, Desk

from app.bootstrap import open_services
from app.desktop.keys.asking import KeepingPages, PassphrasePage
from app.desktop.keys.code import CodePage
from app.desktop.keys.door import Door
from app.desktop.keys.idle import IdleWatch
from app.desktop.keys.protect import ProtectDialog, kept
from app.desktop.theme import Look
from app.keys.profile_keys import FolderKeys
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.keys import Keeping, Locked, WrongKey
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled, Report, TaskCancelled
from app.usecases.raise_finding import raise_finding
from domain.analysis.finding import Category, Severity
from domain.analysis.request import AnalysisRequest, AnalysisResult, EngineInfo
from domain.analysis.run import RunState
from domain.documents.text import Span

LONG_TEXT = TEXT + "".join(f"\nThis is rule {number}.\n" for number in range(61))
PASSPHRASE = "correct horse battery"


class PatientEngine:
    """Finds nothing, and that only once it is told to or cancelled."""

    def __init__(self, info: EngineInfo) -> None:
        self.info = info
        self.goes_on = threading.Event()

    def analyse(self, request: AnalysisRequest, report: Report, cancelled: Cancelled) -> AnalysisResult:
        while not self.goes_on.wait(0.01):
            if cancelled():
                raise TaskCancelled
        return AnalysisResult(observations=())


class Visitor:
    """Somebody at the door of the profile in this folder."""

    def __init__(self, folder: Path, look: Look, qtbot: QtBot, minutes: int = 15) -> None:
        self.folder, self.bot = folder, qtbot
        self.keys = self.other_keys()
        self.engine: PatientEngine | None = None
        self.services: Services | None = None
        self.door = Door(self.keys, self._open_profile, REVIEWER, look, minutes)
        self.door.resize(740, 700)  # smaller than the screen, so that it can stand anywhere on it

    def other_keys(self) -> FolderKeys:
        """The keys of the same profile as another process has them."""
        return FolderKeys(self.folder / "profile", key_files=self.folder / "key files")

    @contextmanager
    def _open_profile(self) -> Iterator[Services]:
        with open_services(self.folder / "profile", keys=self.keys) as s:
            self.services = replace(s, engine=self.engine) if self.engine else s
            yield self.services

    def until(self, holds: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(holds()), timeout=60_000)

    def sees(self, words: str) -> bool:
        return any(words in label.text() for label in self.door.findChildren(QLabel) if label.isVisible())

    def fields(self) -> list[QLineEdit]:
        return [f for f in self.door.findChildren(QLineEdit) if f.isVisible() and f.isEnabled()]

    def fill(self, *texts: str) -> None:
        """Type into the fields as they come; Enter in the last is the main button."""
        self.until(lambda: len(self.fields()) == len(texts))
        for field, text in zip(self.fields(), texts, strict=True):
            field.selectAll()
            self.bot.keyClicks(field, text)
        self.bot.keyClick(self.fields()[-1], Qt.Key.Key_Return)

    def press(self, text: str, where: QWidget | None = None) -> None:
        def buttons() -> list[QAbstractButton]:
            found = (where or self.door).findChildren(QAbstractButton)
            return [b for b in found if b.text() == text and b.isVisible() and b.isEnabled()]

        self.until(buttons)
        self.bot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)

    def desk(self) -> Desk:
        """The window, once it is open."""
        self.until(lambda: self.door.window_ and self.door.window_.isVisible())
        assert self.door.window_
        assert self.services
        assert not self.door.isVisible()
        return Desk(self.door.window_, self.services, self.bot)

    def is_locked(self) -> bool:
        """Whether the door stands in the window's place and its keys are wiped."""
        try:
            self.keys.derive("log")
        except Locked:
            return self.door.isVisible() and self.door.window_ is None
        return False


@pytest.fixture
def visit(tmp_path: Path, look: Look, qtbot: QtBot) -> Iterator[Callable[..., Visitor]]:
    with ExitStack() as stack:

        def make(minutes: int = 15) -> Visitor:
            visitor = Visitor(tmp_path, look, qtbot, minutes)
            stack.callback(lambda: _go(visitor))
            visitor.door.open()
            return visitor

        yield make


def _go(visitor: Visitor) -> None:
    if visitor.door.window_:
        visitor.door.window_.close()
        visitor.door.window_.deleteLater()
    visitor.door.close()
    visitor.door.leave()
    visitor.door.deleteLater()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A profile whose key lies in a file, with a document and two findings, and its recovery code."""
    folder = tmp_path_factory.mktemp("made")
    keys = FolderKeys(folder / "profile", key_files=folder / "key files")
    code = keys.make(Keeping.FILE)
    with open_services(folder / "profile", keys=keys) as s:
        document = import_document(s, LONG_TEXT.encode(), "rules.md", "/specs/rules.md", REVIEWER).document
        for quote, severity in (("timely", Severity.CRITICAL), ("rule 60", Severity.LOW)):
            block = next(b for b in open_review(s, document).blocks if quote in b.text)
            at = block.text.index(quote)
            raise_finding(
                s,
                document,
                Span.of(block, at, at + len(quote)),
                title=f"Vague: {quote}",
                why="Two readers differ.",
                severity=severity,
                category=Category.AMBIGUOUS_METHODOLOGY,
                replacement="exact",
                actor=REVIEWER,
            )
    return folder, code


@pytest.fixture
def code(made: tuple[Path, str], tmp_path: Path) -> str:
    """A copy of that profile; the answer is its recovery code."""
    folder, code = made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return code


def open_first(visitor: Visitor) -> Desk:
    desk = visitor.desk()
    desk.until(desk.window.library.entries)
    desk.open(desk.window.library.entries()[0].document)
    return desk


def text_of(desk: Desk, block: str) -> str:
    return next(b.text for b in desk.review.review.blocks if b.id == block)


def live_texts() -> str:
    """Every text any widget of this process holds, seen or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    texts: list[str] = []
    for widget in QApplication.allWidgets():
        texts += [widget.windowTitle(), widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            texts.append(widget.text())
        if isinstance(widget, QTextEdit | QPlainTextEdit):
            texts.append(widget.toPlainText())
        if isinstance(widget, QAbstractItemView) and widget.model():
            texts += _cells(widget.model())
    return "\n".join(texts)


def _moved() -> QMouseEvent:
    at, no_button = QPointF(1, 1), Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, at, at, no_button, no_button, Qt.KeyboardModifier.NoModifier)


def _cells(model: QAbstractItemModel) -> list[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    indexes = (model.index(row, column) for row in range(model.rowCount()) for column in range(columns))
    return [str(model.data(index)) for index in indexes]


# --- making ----------------------------------------------------------------------------------------------------


def test_a_new_profile_without_a_keyring_takes_a_passphrase_and_shows_its_code_once(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit()
    visitor.until(lambda: visitor.sees("all of it is encrypted"))
    assert visitor.sees("nothing but the recovery code opens the profile")
    visitor.fill(PASSPHRASE, "something else")
    assert visitor.sees("The two are not the same.")
    visitor.fill("short", "short")
    visitor.until(lambda: visitor.sees("at least 8 characters."))
    assert not (tmp_path / "profile" / "profile.json").exists()
    visitor.fill(PASSPHRASE, PASSPHRASE)
    visitor.until(lambda: visitor.sees("Your recovery code"))
    page = visitor.door.page
    assert isinstance(page, CodePage)
    shown = next(label.text() for label in page.findChildren(QLabel) if label.accessibleName() == "Recovery code")
    visitor.press("Copy")
    assert QGuiApplication.clipboard().text() == shown
    page.save_to(tmp_path / "code.txt")
    assert shown in (tmp_path / "code.txt").read_text()
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "code.txt").stat().st_mode) == 0o600
    go_on = next(b for b in page.findChildren(QPushButton) if b.text() == "Continue")
    assert not go_on.isEnabled()
    visitor.bot.keyClick(page.findChild(QCheckBox), Qt.Key.Key_Space)
    visitor.press("Continue")
    visitor.desk()
    assert shown not in live_texts()
    visitor.other_keys().unlock(PASSPHRASE)
    visitor.other_keys().recover(shown)


def test_a_code_that_cannot_be_saved_is_said(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    page = CodePage("ABCDE")
    qtbot.addWidget(page)
    page.save_to(tmp_path / "nowhere" / "code.txt")
    assert any("cannot be written" in label.text() for label in page.findChildren(QLabel))


def test_where_there_is_a_keyring_it_is_named_and_offered_first(qtbot: QtBot, look: Look) -> None:
    pages = KeepingPages("Welcome", "All of it is encrypted.", "Create profile", "KWallet")
    qtbot.addWidget(pages)
    pages.show()
    chosen: list[tuple[Keeping, str | None]] = []
    pages.chosen.connect(lambda *choice: chosen.append(choice))
    qtbot.waitUntil(lambda: isinstance(pages.focusWidget(), QPushButton))
    assert any("KWallet" in label.text() for label in pages.findChildren(QLabel))
    qtbot.keyClick(pages.focusWidget(), Qt.Key.Key_Return)
    assert chosen == [(Keeping.KEYRING, None)]
    press = {b.text(): b.click for b in pages.findChildren(QPushButton)}
    press["Use a passphrase instead…"]()
    assert [f.isVisible() for f in pages.findChildren(QLineEdit)] == [True, True]
    press["Back"]()
    assert not any(f.isVisible() for f in pages.findChildren(QLineEdit))


# --- opening ---------------------------------------------------------------------------------------------------


def test_a_passphrase_is_asked_for_until_it_is_right_and_again_after_a_lock(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    FolderKeys(tmp_path / "profile").start(Keeping.PASSPHRASE, PASSPHRASE)
    visitor = visit()
    visitor.fill("wrong horse battery")
    visitor.until(lambda: visitor.sees("The passphrase is wrong."))
    (field,) = visitor.fields()
    assert field.selectedText() == "wrong horse battery"
    visitor.fill(PASSPHRASE)
    visitor.desk().window.actions_["lock"].trigger()
    visitor.until(visitor.is_locked)
    visitor.until(lambda: visitor.sees("Type the passphrase"))
    assert [field.text() for field in visitor.fields()] == [""]


def test_a_forgotten_passphrase_can_be_left_for_the_code_and_taken_up_again(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    FolderKeys(tmp_path / "profile").start(Keeping.PASSPHRASE, PASSPHRASE)
    visitor = visit()
    visitor.press("Use the recovery code…")
    visitor.fill("no code")
    visitor.until(lambda: visitor.sees("No recovery code was made"))
    visitor.press("Back")
    visitor.until(lambda: visitor.sees("Type the passphrase"))


def test_a_lost_key_is_recovered_by_the_code_and_kept_anew(
    visit: Callable[..., Visitor], code: str, tmp_path: Path
) -> None:
    (key_file,) = (tmp_path / "key files").iterdir()
    key_file.unlink()
    visitor = visit()
    visitor.until(lambda: visitor.sees("Open with the recovery code"))
    assert visitor.sees("docsense key recover")
    visitor.fill(code.replace(code[0], "Z" if code[0] != "Z" else "Y", 1))
    visitor.until(lambda: visitor.sees("mistyped"))
    visitor.fill(code.lower().replace("-", " "))
    visitor.until(lambda: visitor.sees("The recovery code is right"))
    visitor.fill(PASSPHRASE, PASSPHRASE)
    desk = open_first(visitor)
    assert len(desk.review.review.findings) == 2
    assert visitor.keys.keeping() is Keeping.PASSPHRASE
    assert not desk.said("unprotected")


@pytest.mark.parametrize(
    ("file", "data", "words"),
    [
        ("log.db", b"SQLite format 3\0 and more", "not encrypted"),
        ("profile.json", b"{", "damaged"),
        ("log.db", b"\x8f" * 4096, "profile.json is gone"),
    ],
)
def test_what_is_no_usable_profile_is_said_and_left_alone(
    visit: Callable[..., Visitor], tmp_path: Path, file: str, data: bytes, words: str
) -> None:
    folder = tmp_path / "profile"
    folder.mkdir()
    (folder / file).write_bytes(data)
    visitor = visit()
    visitor.until(lambda: visitor.sees("This profile cannot be opened"))
    assert visitor.sees(words)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {file: data}
    visitor.press("Quit")
    assert not visitor.door.isVisible()


def test_a_profile_whose_log_is_damaged_stays_locked(visit: Callable[..., Visitor], code: str, tmp_path: Path) -> None:
    log = tmp_path / "profile" / "log.db"
    whole = log.read_bytes()
    log.write_bytes(b"\x8f" * len(whole))
    visitor = visit()
    visitor.until(lambda: visitor.sees("damaged"))
    assert visitor.is_locked()
    log.write_bytes(whole)
    visitor.press("Try again")
    open_first(visitor)


def test_the_program_opens_a_profile_whose_key_is_at_hand(code: str, tmp_path: Path, qtbot: QtBot) -> None:
    shutil.move(tmp_path / "key files", tmp_path / "data" / "docsense-keys")
    program = subprocess.Popen(
        [sys.executable, "-m", "app", "--profile", str(tmp_path / "profile")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path / "data")},
    )
    try:
        leases = tmp_path / "profile" / "leases"
        qtbot.waitUntil(lambda: any(leases.glob("open-*")) or program.poll() is not None, timeout=60_000)
        assert program.poll() is None
    finally:
        program.kill()
        program.wait()


# --- locking ---------------------------------------------------------------------------------------------------


def test_a_locked_review_leaves_no_text_behind_and_goes_on_where_it_was(
    visit: Callable[..., Visitor], code: str
) -> None:
    visitor = visit()
    desk = open_first(visitor)
    first = desk.review.findings.chosen
    desk.press(Qt.Key.Key_J)
    second = desk.review.findings.chosen
    assert first != second
    desk.press(Qt.Key.Key_R)
    desk.type("half a rea")
    desk.window.move(40, 30)
    desk.review.document.verticalScrollBar().setValue(0)  # away from the finding
    block = desk.review.document.block_in_sight()
    place, document = desk.window.geometry(), desk.review.review.document
    assert "timely" in live_texts()
    visitor.bot.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    visitor.until(visitor.is_locked)
    visitor.until(lambda: visitor.sees("DocSense is locked"))
    texts = live_texts()
    assert [words for words in ("timely", "rule 60", "Index rules", "rules.md", "half a rea") if words in texts] == []
    assert visitor.door.geometry() == place
    assert visitor.door.windowTitle() == "DocSense"
    other = visitor.other_keys()
    other.unlock()
    with open_services(visitor.folder / "profile", keys=other) as s:
        assert list(s.store.verify()) == []
    visitor.press("Unlock")
    desk = visitor.desk()
    desk.until(lambda: desk.window.workspace)
    assert desk.review.review.document == document
    assert desk.review.findings.chosen == second
    assert desk.window.geometry() == place
    desk.until(desk.review.document.is_filled)
    first_seen, last_seen = desk.review.document.visible_range()
    at = desk.review.document.document().find(text_of(desk, str(block))).position()
    assert first_seen < at < last_seen
    assert desk.review.findings.detail.reject_form.text.text() == "half a rea"
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.state(str(second)) == "rejected")


def test_a_lock_does_not_wait_for_an_open_dialog(visit: Callable[..., Visitor], code: str) -> None:
    visitor = visit()
    desk = visitor.desk()
    QTimer.singleShot(0, visitor.door, visitor.door.lock_now)
    desk.window.choose_files()  # comes back once its dialog is closed
    visitor.until(visitor.is_locked)
    visitor.press("Unlock")
    visitor.desk().window.actions_["protect"].trigger()
    visitor.until(lambda: isinstance(QApplication.activeModalWidget(), ProtectDialog))
    visitor.door.lock_now()
    visitor.until(visitor.is_locked)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("offer", "state"), [("Lock when it is done", RunState.COMPLETED), ("Stop it and lock", RunState.CANCELLED)]
)
def test_a_lock_asks_what_becomes_of_an_analysis(
    visit: Callable[..., Visitor], code: str, offer: str, state: RunState
) -> None:
    visitor = visit()
    visitor.engine = engine = PatientEngine(EngineInfo(name="patient", version="1"))
    desk = open_first(visitor)
    desk.window.actions_["analyse"].trigger()
    desk.until(lambda: desk.services.store.views.runs(unfinished=True))
    visitor.door.idle.idle.emit()
    QApplication.processEvents()
    assert desk.window.isVisible()
    desk.window.actions_["lock"].trigger()
    assert desk.said("An import or an analysis is running.")
    desk.offer(offer)
    if state is RunState.COMPLETED:
        assert desk.window.isVisible()
        engine.goes_on.set()
    visitor.until(visitor.is_locked)
    engine.goes_on.set()
    visitor.press("Unlock")
    again = visitor.desk()
    assert [run.state for run in again.services.store.views.runs()] == [state]


def test_nobody_at_the_window_locks_it(visit: Callable[..., Visitor], code: str) -> None:
    visitor = visit()
    visitor.desk()
    visitor.door.idle.idle.emit()
    visitor.until(visitor.is_locked)


def test_what_counts_as_idle(qtbot: QtBot, look: Look) -> None:
    now = [0.0]
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = IdleWatch(field, 2, lambda: now[0])
    said: list[float] = []
    watch.idle.connect(lambda: said.append(now[0]))
    for touch_at, touch in (
        (110, lambda: qtbot.keyClick(field, Qt.Key.Key_A)),
        (220, lambda: QApplication.sendEvent(field, _moved())),
        (330, lambda: qtbot.mouseClick(field, Qt.MouseButton.LeftButton)),
    ):
        now[0] = touch_at
        touch()
        watch.look()
    assert said == []
    now[0] = 449
    watch.look()
    assert said == []
    now[0] = 450
    watch.look()
    assert said == [450]
    now[0] = 9000  # the computer slept, and is touched before anything was looked at
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert said == [450, 9000]
    watch.look()
    assert said == [450, 9000]


def test_without_a_time_nothing_is_locked_by_itself(visit: Callable[..., Visitor], code: str) -> None:
    assert visit(minutes=0).door.findChildren(IdleWatch) == []


def test_a_window_on_a_profile_that_is_thrown_away_offers_no_lock(desk: Desk) -> None:
    assert not desk.window.actions_["lock"].isVisible()
    assert not desk.window.actions_["protect"].isVisible()


# --- protecting ------------------------------------------------------------------------------------------------


def test_a_key_in_a_file_is_said_and_can_be_protected(visit: Callable[..., Visitor], code: str, tmp_path: Path) -> None:
    visitor = visit()
    desk = visitor.desk()
    assert desk.said("unprotected in a file")
    desk.offer("Protect…")
    dialog = desk.window.findChild(ProtectDialog)
    visitor.press("Use a passphrase…", dialog)
    first, second = dialog.page.findChildren(QLineEdit)
    visitor.until(lambda: dialog.focusWidget() is first)
    visitor.bot.keyClicks(first, PASSPHRASE)
    visitor.bot.keyClick(first, Qt.Key.Key_Return)
    assert dialog.focusWidget() is second
    assert [label for label in dialog.page.findChildren(QLabel) if "not the same" in label.text()] == []
    visitor.bot.keyClicks(second, PASSPHRASE)
    visitor.bot.keyClick(second, Qt.Key.Key_Return)
    visitor.until(lambda: any("under a passphrase" in label.text() for label in dialog.findChildren(QLabel)))
    assert visitor.keys.keeping() is Keeping.PASSPHRASE
    assert list((tmp_path / "key files").iterdir()) == []
    visitor.press("New recovery code…", dialog)
    visitor.until(lambda: isinstance(dialog.page, CodePage))
    with pytest.raises(WrongKey):
        visitor.other_keys().recover(code)
    shown = next(label.text() for label in dialog.page.findChildren(QLabel) if label.accessibleName())
    visitor.other_keys().recover(shown)
    dialog.page.findChild(QCheckBox).setChecked(True)
    visitor.press("Continue", dialog)
    visitor.press("Close", dialog)
    visitor.until(lambda: QApplication.activeModalWidget() is None)


def test_how_the_key_is_kept_is_said_in_plain_words() -> None:
    assert kept(Keeping.KEYRING, "KWallet") == "The key of this profile is in this computer's keyring (KWallet)."
    assert "under a passphrase" in kept(Keeping.PASSPHRASE, None)
    assert "unprotected" in kept(Keeping.FILE, None)


# --- for everybody ---------------------------------------------------------------------------------------------


def test_every_control_of_the_pages_can_be_reached_and_says_what_it_is(qtbot: QtBot, look: Look) -> None:
    for page in (
        KeepingPages("Welcome", "All of it is encrypted.", "Create profile", "KWallet"),
        PassphrasePage(),
        CodePage("ABCDE"),
    ):
        qtbot.addWidget(page)
        for button in page.findChildren(QAbstractButton):
            assert button.toolTip()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        for field in page.findChildren(QLineEdit):
            assert field.accessibleName()
