"""One requirement in full: its verdict with the evidence, what is known of it, and what the reviewer thinks."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.desktop.forms import scrolled
from app.desktop.parts import push_button, say, text_label
from app.desktop.policies.entries import VERDICT_SIGNS, VERDICT_WORDS, Entry, opinion_words, verdict_ink
from app.desktop.policies.judgement_form import JudgementForm
from app.desktop.positions import spelled_quote
from app.desktop.review.diff import line_html
from app.desktop.review.words import shortened
from app.desktop.theme import Look, scaled
from app.policy_words import remarks
from domain.analysis.request import Verdict
from domain.documents.text import Block, Span
from domain.feedback.events import Judgement

_LONGEST_QUOTE = 600


class RequirementDetail(QFrame):
    """`passage_chosen` carries a Span; `judged` Judgement, Span of evidence or None, Verdict instead or None, reason.

    Without `judges` it shows, and asks nothing.
    """

    passage_chosen = Signal(object)
    judged = Signal(object, object, object, str)
    stepped = Signal(int)

    def __init__(self, look: Look, block_of: Callable[[str], Block | None], *, judges: bool) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._look, self._block_of, self._judges = look, block_of, judges
        self._entry: Entry | None = None
        self._passages: list[QWidget] = []
        em = self.fontMetrics().height()
        self._meta, self._title, self._source = text_label(rich=True), text_label(), text_label("muted")
        self._title.setFont(scaled(self.font(), 1.15))
        self._verify, self._opinion, self._searched = text_label("hint"), text_label(), text_label("muted")
        self._lacking = text_label()
        self._remarks = text_label(rich=True)
        self.form = JudgementForm()
        self.form.hide()
        self.form.left.connect(self._close_form)
        self.form.done.connect(self._disagree)
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(em // 2)
        body = QFrame()
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em * 2 // 3)
        for part in (self._meta, self._title, self._opinion, self.form, self._lacking, self._searched):
            column.addWidget(part)
        column.addLayout(self._evidence)
        for part in (self._source, self._verify, self._remarks):
            column.addWidget(part)
        column.addStretch(1)
        self._body = body
        self._scroll = scrolled(body, "The requirement in full")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        if judges:
            outer.addWidget(self._foot(em))
        look.changed.connect(self._paint)
        self.show_entry(None)

    def _foot(self, em: int) -> QFrame:
        foot = QFrame()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.setSpacing(em // 2)
        self.agree, self.disagree, self.withdraw = (
            push_button(words, tip, do)
            for words, tip, do in (
                ("Agree", "Record that this verdict is right", lambda: self._judge(Judgement.AGREE)),
                ("Disagree…", "Record that this verdict is wrong, and which one is right", self._open_form),
                ("Take back", "Take back what you said of this verdict", lambda: self._judge(Judgement.WITHDRAWN)),
            )
        )
        for button in (self.agree, self.disagree, self.withdraw):
            row.addWidget(button)
        row.addStretch(1)
        for arrow, words, by in (
            (Qt.ArrowType.UpArrow, "Previous requirement", -1),
            (Qt.ArrowType.DownArrow, "Next requirement", 1),
        ):
            walk = QToolButton()
            walk.setArrowType(arrow)
            walk.setAccessibleName(words)
            walk.setToolTip(words)
            walk.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            walk.setProperty("role", "plain")
            walk.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
            row.addWidget(walk)
        return foot

    def show_entry(self, entry: Entry | None) -> None:
        """Show a requirement; what is shown already stays untouched, as a button may be pressed at this moment."""
        if entry == self._entry and entry is not None:
            return
        another = (entry and entry.key) != (self._entry and self._entry.key)
        self._entry = entry
        if another:
            self.form.hide()
        self._paint()
        if another:
            self._scroll.verticalScrollBar().setValue(0)

    def _paint(self) -> None:
        self._body.setVisible(self._entry is not None)
        verdict = self._entry.verdict if self._entry else None
        opinion = self._entry.opinion if self._entry else None
        if self._judges:
            self.agree.setEnabled(verdict is not None and not (opinion and opinion.judgement is Judgement.AGREE))
            self.disagree.setEnabled(verdict is not None)
            self.withdraw.setEnabled(opinion is not None)
        if (entry := self._entry) is None:
            return
        theme, requirement = self._look.theme, entry.requirement
        level = f'<span style="color:{theme.muted}">{escape(requirement.level)}  ·  {escape(requirement.id)}</span>'
        stands = (
            f'<span style="color:{verdict_ink(verdict.status, theme)}"><b>{VERDICT_SIGNS[verdict.status]}&nbsp; '
            f"{VERDICT_WORDS[verdict.status]}</b></span>&nbsp;&nbsp;·&nbsp; "
            if verdict
            else ""
        )
        self._meta.setText(stands + level)
        self._title.setText(requirement.requirement)
        cited = f"{requirement.citation}\n" if requirement.citation else ""
        self._source.setText(f"{cited}{entry.pack.title}, version {entry.pack.pack_version}")
        known = dict(remarks(requirement))
        say(self._verify, known.pop("To be verified", ""))
        reason = f"\n{opinion.reason}" if opinion and opinion.reason else ""
        say(self._opinion, f"{opinion_words(opinion)}{reason}" if opinion else "")
        say(self._searched, _searched(entry))
        lacking = verdict.lacking if verdict else ()
        say(self._lacking, f"What is missing: {'; '.join(lacking)}" if lacking else "")
        self._remarks.setText(
            "".join(
                f'<p style="margin:0 0 6px 0"><span style="color:{theme.muted}">{escape(word)}:</span>&nbsp; '
                f"{escape(text)}</p>"
                for word, text in known.items()
            )
        )
        self._remarks.setVisible(bool(known))
        self._list_passages(entry)

    def _list_passages(self, entry: Entry) -> None:
        focus = self.focusWidget()
        before = focus.accessibleName() if focus else ""
        for passage in self._passages:
            self._evidence.removeWidget(passage)
            passage.hide()
            passage.deleteLater()
        spans = entry.verdict.evidence if entry.verdict else ()
        self._passages = [self._passage(entry, number, span) for number, span in enumerate(spans, 1)]
        for passage in self._passages:
            self._evidence.addWidget(passage)
            passage.show()  # now, for what is not shown takes no focus
            for button in passage.findChildren(QToolButton):
                if button.accessibleName() == before:
                    button.setFocus()

    def _passage(self, entry: Entry, number: int, span: Span) -> QWidget:
        """A passage as a link to its place, and two buttons for what the reviewer thinks of it."""
        theme, em = self._look.theme, self.fontMetrics().height()
        said = line_html(shortened(spelled_quote(span, self._block_of(span.block)), _LONGEST_QUOTE))
        quote = text_label("quote", rich=True)
        quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        quote.setText(f'<a href="#" style="color:{theme.text}; text-decoration:none">{said}</a>')
        quote.setToolTip("Click the passage to see it in the document")
        quote.setAccessibleName(f"Passage {number}: {span.quote}")
        quote.linkActivated.connect(lambda _: self.passage_chosen.emit(span))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(em // 4)
        line.addWidget(quote, 1)
        if self._judges:
            opinion = next((each.judgement for each in entry.judged if each.evidence == span), None)
            for judgement, sign, words in (
                (Judgement.AGREE, "✓", f"Passage {number} is evidence"),
                (Judgement.DISAGREE, "✕", f"Passage {number} is no evidence"),
            ):
                button = QToolButton()
                button.setText(sign)
                button.setCheckable(True)
                button.setChecked(opinion is judgement)
                button.setAccessibleName(words)
                button.setToolTip(f"{words}; press again to take that back")
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                button.setProperty("role", "tile")
                button.clicked.connect(lambda on=False, what=judgement: self._judge_passage(what, span, pressed=on))
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # --- what the reviewer thinks ------------------------------------------------------------------------------

    def _judge(self, judgement: Judgement) -> None:
        self.judged.emit(judgement, None, None, "")

    def _judge_passage(self, judgement: Judgement, span: Span, *, pressed: bool) -> None:
        self.judged.emit(judgement if pressed else Judgement.WITHDRAWN, span, None, "")

    def _open_form(self) -> None:
        if self._entry and self._entry.verdict:
            self.form.begin(self._entry.verdict.status)
            QTimer.singleShot(0, self.form, lambda: self._scroll.ensureWidgetVisible(self.form))

    def _close_form(self) -> None:
        self.form.hide()
        self.disagree.setFocus()

    def _disagree(self, instead: Verdict | None, reason: str) -> None:
        self._close_form()
        self.judged.emit(Judgement.DISAGREE, None, instead, reason)


def _searched(entry: Entry) -> str:
    """How much was looked through, and how much of it is evidence; what comes closest to an answer is none."""
    if (verdict := entry.verdict) is None:
        return ""
    count = len(verdict.evidence)
    if count and verdict.status is Verdict.MISSING:
        return f"{verdict.searched:,} passages searched, none answers; {count} come{'s' * (count == 1)} closest"
    found = "no evidence" if not count else "1 passage of evidence" if count == 1 else f"{count} passages of evidence"
    return f"{verdict.searched:,} passages searched, {found}"
