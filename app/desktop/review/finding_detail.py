"""One finding in full: why it matters, the passage, what would change, what was decided, and the keys to decide."""

from collections.abc import Callable
from functools import cached_property
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.actions import Actions, Name, action_button
from app.desktop.forms import Form, plain_text, scrolled
from app.desktop.parts import say, text_label
from app.desktop.positions import spelled_quote
from app.desktop.review.decision_forms import EditForm, RejectForm
from app.desktop.review.diff import change_html, line_html, part_of
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.words import CATEGORY_WORDS, SEVERITY_WORDS, STATE_WORDS, shortened, text_of
from app.desktop.theme import Look, scaled
from app.usecases.open_review import ReviewedFinding
from domain.analysis.families import is_check
from domain.documents.changes import TO_BE_SPECIFIED, Comment, InsertAfter, Replace
from domain.documents.text import Block, Span
from domain.feedback.decisions import OWN_RULE
from domain.feedback.session import ItemState

_LONGEST_QUOTE = 600
_LONGEST_PLACE = 60


class FindingDetail(QFrame):
    """Shows a finding. `passage_chosen` carries its id and a Span, `rejected` and `edited` the text that was typed.

    `check_wanted` carries the id of its check, and whether that is to be switched off.
    """

    passage_chosen = Signal(str, object)
    rejected = Signal(str, str)
    edited = Signal(str, str)
    check_wanted = Signal(str, bool)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        actions: Actions,
        drafts: DraftKeeper,
        block_of: Callable[[str], Block | None],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._look, self._actions, self._drafts, self._block_of = look, actions, drafts, block_of
        self._shown: ReviewedFinding | None = None
        em = self.fontMetrics().height()
        self._meta, self._title, self._place = text_label(rich=True), text_label(), text_label("muted")
        self._why, self._quote, self._hint = text_label(), text_label("quote", rich=True), text_label("hint")
        self._quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._quote.setToolTip("Click a passage to see it in the document")
        self._quote.linkActivated.connect(self._on_passage)
        self._locked = False
        self._change_heading, self._change = text_label("muted"), text_label("change", rich=True)
        self._source, self._decision = text_label("muted", rich=True), text_label()
        self._source.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._source.linkActivated.connect(self._on_check)
        self._gain = text_label("muted")
        self._title.setFont(scaled(self.font(), 1.3, QFont.Weight.DemiBold))
        self._made_forms: list[Form] = []
        self._forms = QVBoxLayout()
        body = QWidget(self)
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em * 2 // 3)
        for part in (self._meta, self._title, self._place, self._decision, self._why, self._quote,
                     self._change_heading, self._change, self._hint):  # fmt: skip
            column.addWidget(part)
        column.addLayout(self._forms)
        for part in (self._gain, self._source):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = scrolled(body, "The finding in full")
        self._empty = QWidget(self)
        self._foot = self._foot_bar(em)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self._scroll, self._empty):
            outer.addWidget(widget, 1)
        outer.addWidget(self._foot)
        look.changed.connect(self._paint)
        self.show_nothing()

    def _foot_bar(self, em: int) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.setSpacing(em // 2)
        decide: tuple[Name, ...] = ("accept", "edit", "reject", "reopen_finding")
        for name in decide:
            row.addWidget(action_button(self._actions[name], "main" if name == "accept" else ""))
        row.addStretch(1)
        walk: tuple[tuple[Name, Qt.ArrowType], ...] = (
            ("previous", Qt.ArrowType.UpArrow),
            ("next", Qt.ArrowType.DownArrow),
        )
        for name, arrow in walk:
            button = action_button(self._actions[name], "plain")
            button.setArrowType(arrow)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
        return foot

    # --- what is shown -----------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Show no finding; the list says why there is none."""
        self._shown = None
        self._empty.show()
        self._scroll.hide()

    def show_finding(self, reviewed: ReviewedFinding, *, locked: bool, gain: str = "") -> None:
        """Show a finding, of an approved review where it is `locked`; `gain` says what mending it adds.

        A form that was left open on it (in this window or one that crashed) opens again.
        """
        another = self._shown is None or self._shown.finding.id != reviewed.finding.id
        self._shown, self._locked = reviewed, locked
        say(self._gain, gain)
        self._empty.hide()
        self._scroll.show()
        self._paint()
        if not another:
            return
        self._scroll.verticalScrollBar().setValue(0)
        self._hide_forms()
        if reviewed.state is ItemState.PENDING:
            if self._drafts.is_open(self._draft("reject")):
                self.open_reject()
            elif self._drafts.is_open(self._draft("edit")):
                self.open_edit()

    def _paint(self) -> None:
        if self._shown is None:
            return
        finding, state, theme = self._shown.finding, self._shown.state, self._look.theme
        shade = theme.severity[finding.severity]
        self._meta.setText(
            f'<span style="color:{shade.ink}"><b>● {SEVERITY_WORDS[finding.severity]}</b></span>'
            f'<span style="color:{theme.muted}">&nbsp;&nbsp;·&nbsp; {escape(CATEGORY_WORDS[finding.category])}</span>'
        )
        self._title.setText(finding.title)
        self._place.setText(finding.section or "Whole document")
        say(self._decision, self._decision_line())
        say(self._why, finding.why)
        change = self._shown.edit.change if self._shown.edit else finding.suggestion
        replaces_it = isinstance(change, Replace) and finding.spans == (change.span,)
        say(self._quote, "" if replaces_it else self._passages())
        heading, html = change_html(change, self._block_of, theme) if change else ("", "")
        prefix = "Your text: " if state is ItemState.MODIFIED else "Suggestion: "
        say(
            self._change_heading,
            prefix + heading.lower() if change else "No change is suggested. Accepting records that you agree.",
        )
        say(self._change, html)
        say(self._hint, self._hint_line())
        by = "Raised by a reviewer" if finding.rule == OWN_RULE else f"Rule {finding.rule}"
        policy = f"  ·  {finding.policy}" if finding.policy else ""
        sure = "" if finding.rule == OWN_RULE else f"  ·  Confidence {finding.confidence:.0%}"
        self._source.setText(f"{escape(by)}{escape(policy)}{sure}{self._about_check()}")

    def _about_check(self) -> str:
        """Links to the check and to the form that switches it off."""
        assert self._shown
        if not is_check(self._shown.finding.rule):
            return ""
        style = f'style="color:{self._look.theme.accent}"'
        return (
            f'<br><a href="about" {style}>About this check</a>&nbsp;&nbsp;·&nbsp; '
            f'<a href="silence" {style}>Do not raise this check again…</a>'
        )

    def _on_check(self, what: str) -> None:
        if self._shown:
            self.check_wanted.emit(self._shown.finding.rule, what == "silence")

    def _passages(self) -> str:
        """Every passage of the finding as a link to its place in the document, numbered where there are several."""
        assert self._shown
        spans, theme = self._shown.finding.spans, self._look.theme
        lines = []
        for i, span in enumerate(spans):
            quote = shortened(spelled_quote(span, self._block_of(span.block)), _LONGEST_QUOTE)
            number = f'<b style="color:{theme.accent}">{i + 1}</b>&nbsp; ' if len(spans) > 1 else ""
            said = f'<span style="color:{theme.text}">{number}{line_html(quote)}</span>'
            lines.append(f'<a href="{i}" style="text-decoration:none">{said}</a>' if quote else "")
        return "<br>".join(filter(None, lines))

    def _on_passage(self, number: str) -> None:
        if self._shown:
            finding = self._shown.finding
            self.passage_chosen.emit(finding.id, finding.spans[int(number)])

    def _hint_line(self) -> str:
        """That the text leaves a place open, while the reviewer can fill it in."""
        assert self._shown
        edit = self._shown.edit
        if self._locked:
            return ""
        if edit and edit.is_incomplete:
            return "The accepted text still leaves a place to be specified. Press E to fill it in."
        if self._shown.state is ItemState.PENDING and TO_BE_SPECIFIED in text_of(self._shown.finding.suggestion):
            return "The suggestion leaves a place to be specified. Press E to fill it in."
        return ""

    def _decision_line(self) -> str:
        assert self._shown
        state, edit = self._shown.state, self._shown.edit
        if state is ItemState.PENDING:
            return ""
        who = f" by {edit.author}, {edit.at.astimezone():%d %b %Y %H:%M}" if edit else ""
        reason = f": {self._shown.reason}" if self._shown.reason else ""
        sign = "✕" if state is ItemState.REJECTED else "✓"
        return f"{sign} {STATE_WORDS[state]}{who}{reason}"

    # --- the forms ---------------------------------------------------------------------------------------------

    @cached_property
    def reject_form(self) -> RejectForm:
        """The form that asks why, built when it is first opened."""
        form = RejectForm(self)
        self._add_form("reject", form, self.rejected)
        return form

    @cached_property
    def edit_form(self) -> EditForm:
        """The form for the reviewer's own text, built when it is first opened."""
        form = EditForm(self)
        self._add_form("edit", form, self.edited)
        return form

    def _add_form(self, kind: str, form: RejectForm | EditForm, done: SignalInstance) -> None:
        def finish(text: str) -> None:
            if self._shown:
                done.emit(self._shown.finding.id, text)

        form.hide()
        form.done.connect(finish)
        form.left.connect(self.close_forms)
        form.focus_lost.connect(self._drafts.flush)
        form.typed.connect(lambda text: self._typed(kind, text))
        self._forms.addWidget(form)
        self._made_forms.append(form)

    def _hide_forms(self) -> None:
        for form in self._made_forms:
            form.hide()

    def open_reject(self) -> None:
        """Ask why the finding is set aside."""
        if self._shown:
            self._hide_forms()
            self.reject_form.begin(self._drafts.text(self._draft("reject")) or "")
            self._in_sight(self.reject_form)

    def open_edit(self) -> None:
        """Let the reviewer write the text, beginning with what is decided or suggested."""
        if self._shown:
            self._hide_forms()
            kept = self._drafts.text(self._draft("edit"))
            self.edit_form.begin_at(self._edit_heading(), self._first_text() if kept is None else kept)
            self._in_sight(self.edit_form)

    def close_forms(self) -> None:
        """Put the forms away; what is typed is kept."""
        if self._shown:
            self._drafts.leave(self._draft("reject"))
            self._drafts.leave(self._draft("edit"))
        self._hide_forms()
        self.setFocus()

    def _first_text(self) -> str:
        assert self._shown
        finding, edit = self._shown.finding, self._shown.edit
        if text := text_of(edit.change if edit else finding.suggestion):
            return text
        return finding.spans[0].quote if finding.spans and finding.suggestion is None else ""

    def _edit_heading(self) -> str:
        """What the reviewer's text will be, and where."""
        assert self._shown
        finding = self._shown.finding
        match finding.suggestion:
            case InsertAfter(block=id):
                block = self._block_of(id)
                before = part_of(block, 0, len(block.text)) if block else ""
                return f"The paragraph to insert after “{_end_of(before)}”" if before else "The paragraph to insert"
            case Replace(span=span) if not span.quote:
                block = self._block_of(span.block)
                before = part_of(block, 0, span.start) if block else ""
                return (
                    f"The text to insert {f'after “{_end_of(before)}”' if before else 'at the start of the paragraph'}"
                )
            case Replace(span=span):
                return self._in_place_of(span)
            case suggestion if finding.spans and not isinstance(suggestion, Comment):
                return self._in_place_of(finding.spans[0])
            case _:
                return "The comment to the author"

    def _in_place_of(self, span: Span) -> str:
        quote = shortened(spelled_quote(span, self._block_of(span.block)), _LONGEST_PLACE)
        return f"The text that is to stand in place of “{quote}”"

    def _draft(self, kind: str) -> str:
        assert self._shown
        return f"{kind}:{self._shown.finding.id}"

    def _typed(self, kind: str, text: str) -> None:
        if self._shown:
            self._drafts.type(
                self._draft(kind), "" if kind == "edit" and text == plain_text(self._first_text()) else text
            )

    def _in_sight(self, form: QWidget) -> None:
        """Scroll to the form once it has its place."""
        QTimer.singleShot(0, form, lambda: self._scroll.ensureWidgetVisible(form))


def _end_of(text: str) -> str:
    """The last words of a text."""
    text = text.strip()
    return text if len(text) <= _LONGEST_PLACE else "… " + text[-_LONGEST_PLACE:].split(" ", 1)[-1]
