"""The question that is asked just now, large and calm, and how many there are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from journal_app.domain.guiding import Run
from journal_app.ui.widgets import plain


class Asking(QWidget):
    """Shows where somebody is in a set. ``support`` is asked for where a set offers it."""

    support = Signal()

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._guide = run.guide
        self._title = plain.label(run.guide.title, "quiet", wrap=True)
        self._where = plain.label("", "quiet")
        self._intro = plain.label(run.guide.intro, "quiet", wrap=True)
        # Somebody who has only just come back reads little, and sees it twice perhaps.
        self._roles = ("foggy", "heading") if run.guide.foggy_ok else ("heading", "question")
        self._question = plain.label("", self._roles[0], wrap=True)
        self._hint = plain.label("", "quiet", wrap=True)
        self._card = self._make_card() if run.guide.support_card else None
        column = plain.column(self, gap=6)
        head = plain.row(gap=12)
        head.addWidget(self._title, 1)
        head.addWidget(self._where, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for thing in (self._intro, self._question, self._hint, self._card):
            if thing is not None:
                column.addWidget(thing)
        self._run = run
        self._tight = self._bare = False
        self.show_run(run)

    def fit(self, *, tight: bool, bare: bool) -> None:
        """Say no more than must be said, and not as large, where there is little room.

        Where it is ``bare``, there is only room for the question.
        """
        if (tight, bare) != (self._tight, self._bare):
            self._tight, self._bare = tight, bare
            self._question.setProperty("role", self._roles[tight])
            self._question.style().unpolish(self._question)
            self._question.style().polish(self._question)
            self.show_run(self._run)

    def show_run(self, run: Run) -> None:
        """Show the question where somebody is, or the words at the end."""
        self._run, prompt = run, run.prompt
        for around in (self._title, self._where):
            around.setVisible(not self._bare)
        self._intro.setVisible(run.is_first and bool(self._guide.intro) and not self._tight)
        if prompt is None:
            self._where.setText("")
            self._question.setText(self._guide.closing or self.tr("That’s all. It is kept."))
            self._hint.hide()
            return
        number, count = run.count()
        where = self.tr("{n} of {count} · stop any time")
        self._where.setText(where.format(n=number, count=count))
        self._question.setText(prompt.text)
        self._question.setAccessibleName(prompt.text)
        self._hint.setText(prompt.hint)
        self._hint.setVisible(bool(prompt.hint) and not self._bare)

    def _make_card(self) -> QFrame:
        """Return what always stands beside a hard set, whatever is answered."""
        card = QFrame()
        card.setProperty("role", "card")
        row = plain.row(gap=12)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(plain.label(self.tr("Support is on F1."), wrap=True), 1)
        row.addWidget(plain.button(self.tr("Open Support"), self.support.emit, "quiet"))
        card.setLayout(row)
        return card
