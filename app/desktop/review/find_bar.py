"""A line above the document that finds words in it."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QTextBrowser, QWidget

from app.desktop.forms import Form
from app.desktop.positions import units
from domain.documents.matching import find_all


class FindBar(Form):
    """Hidden until it is asked for; Enter goes on, Shift+Enter back, Esc closes it."""

    def __init__(self, parent: QWidget, document: QTextBrowser) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self._document = document
        self.words = QLineEdit()
        self.words.setAccessibleName("Find in the document")
        self.words.setPlaceholderText("Find in the document")
        self.words.setToolTip("Enter: next place. Esc: close")
        self._missing = QLabel()
        self._missing.setObjectName("muted")
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(em, em // 3, em, em // 3)
        row.addWidget(self.words, 1)
        row.addWidget(self._missing)
        for text, tip, back in (("Previous", "Previous place", True), ("Next", "Next place (F3)", False)):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, back=back: self.find_next(back=back))
            row.addWidget(button)
        self.words.textChanged.connect(self._from_here)
        self.words.returnPressed.connect(self.find_next)
        self.left.connect(self._close)
        self.hide()

    def begin(self) -> None:
        """Open with the cursor in the field."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def find_next(self, *, back: bool = False) -> None:
        """Go to the next place the words are at, beginning again at the other end."""
        words = self.words.text()
        if not words:
            self.begin()
            return
        here = self._document.textCursor()
        at = here.selectionStart() if back else here.selectionEnd()
        end = self._document.document().characterCount() if back else 0
        if not (self._go_on(words, at, back) or self._go_on(words, end, back)):
            self._missing.setText("Not in the text")
            return
        self._missing.setText("")

    def _go_on(self, words: str, at: int, back: bool) -> bool:
        """Select the next place from a position on, as the library finds it; whether there is one."""
        document = self._document.document()
        block = document.lastBlock() if at >= document.characterCount() else document.findBlock(at)
        while block.isValid():
            text, begin = block.text(), block.position()
            places = [tuple(begin + units(text[:place]) for place in found) for found in find_all(text, words)]
            fitting = [(start, end) for start, end in places if (end <= at if back else start >= at)]
            if fitting:
                cursor = QTextCursor(document)
                cursor.setPosition(fitting[-1 if back else 0][0])
                cursor.setPosition(fitting[-1 if back else 0][1], QTextCursor.MoveMode.KeepAnchor)
                self._document.setTextCursor(cursor)
                return True
            block = block.previous() if back else block.next()
        return False

    def _from_here(self) -> None:
        self._missing.setText("")
        cursor = self._document.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._document.setTextCursor(cursor)
        if self.words.text():
            self.find_next()

    def _close(self) -> None:
        self.hide()
        self._document.setFocus()
