"""Giving a name to something, in place: a line for it, and the names there are."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.quoting import short
from journal_app.domain.themes import NamedTheme, folded, tidy
from journal_app.services.themes import Step, Themes
from journal_app.ui.hearing import hear
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

LONGEST_NAME = 60
OFFERED = 6
SHOWN = 28  # characters of a name on a button


class Naming(QFrame):
    """Asks for a name, once ``begin`` says for what; ``ended`` when that is over.

    ``kept`` carries the name and the ``Step`` it was kept by. Until then everything typed stays.
    """

    kept = Signal(str, object)
    ended = Signal()

    def __init__(self, themes: Themes, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._themes = themes
        self._keep_so: Callable[[str], Step] | None = None
        self._known: tuple[NamedTheme, ...] = ()
        self._about = plain.label("", "quiet", wrap=True)
        self._line = plain.line(self.tr("A name for it"))
        self._line.setMaxLength(LONGEST_NAME)
        self._line.textEdited.connect(self._typed)
        self._line.returnPressed.connect(self._keep_typed)
        self._keep = plain.button(self.tr("Keep"), self._keep_typed, "main")
        self._leave = plain.button(self.tr("Not now"), self.end, "quiet")
        self._note = plain.label("", wrap=True)
        self._offers = [self._offer() for _ in range(OFFERED)]
        self._theme = theme
        self._column = plain.column(self, margin=16)
        self._row = plain.row(self._line, self._keep, self._leave, None)
        self._flow = Flow()
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def begin(
        self, about: str, keep: Callable[[str], Step], name: str = "", *, offer: bool = True
    ) -> None:
        """Ask for the name of what ``about`` tells; ``offer`` the names there are."""
        self._keep_so = keep
        self._about.setText(about)
        self._line.setText(name)
        self._line.setAccessibleDescription(about)
        self._known = ()
        self._say("")
        self.setEnabled(True)
        self._look()
        self.show()
        self._line.selectAll()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        if offer:
            hear(self, self._themes.known(), self._show_known)

    def end(self) -> None:
        """Ask no more."""
        if self._keep_so is not None:
            self._keep_so = None
            self.hide()
            self.ended.emit()

    @override
    def event(self, event: QEvent) -> bool:
        # Esc is a step back out of here, before it is one out of the page.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.end()
            return True
        return super().event(event)

    def _show_known(self, known: tuple[NamedTheme, ...]) -> None:
        self._known = known
        self._look()

    def _typed(self) -> None:
        self._say("")
        self._look()

    def _look(self) -> None:
        """Offer the names that go with what is typed, the last used first."""
        typed = folded(self._line.text())
        self._keep.setEnabled(bool(typed))
        fitting = [known.name for known in self._known if typed in folded(known.name)]
        for number, offer in enumerate(self._offers):
            name = fitting[number] if number < len(fitting) else ""
            offer.setProperty("name", name)
            offer.setText(short(name, SHOWN).replace("&", "&&"))
            offer.setAccessibleName(self.tr("Name it “{name}”").format(name=name))
            offer.setVisible(bool(name))

    def _keep_typed(self) -> None:
        self._keep_as(tidy(self._line.text()))

    def _keep_offered(self) -> None:
        offer: QObject = self.sender()
        self._keep_as(str(offer.property("name")))

    def _keep_as(self, name: str) -> None:
        if self._keep_so is None or not folded(name):
            return
        self.setEnabled(False)
        step = self._keep_so(name)

        def done(_changed: Changed) -> None:
            self.kept.emit(name, step)
            self.end()

        hear(self, step.reply, done, self._not_kept)

    def _not_kept(self, error: JournalError) -> None:
        self.setEnabled(True)
        self._say(str(error))
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setAccessibleName(sentence)
        self._note.setVisible(bool(sentence))

    def _offer(self) -> QPushButton:
        offer = plain.button("", self._keep_offered)
        offer.hide()
        return offer

    def _lay_out(self) -> None:
        self._row.setStretch(0, 1)
        for offer in self._offers:
            self._flow.addWidget(offer)
        self._column.addWidget(self._about)
        self._column.addLayout(self._row)
        self._column.addWidget(self._note)
        self._column.addLayout(self._flow)
        self._column.addStretch(1)

    def _dress(self) -> None:
        for layout in (self._column, self._row, self._flow):
            layout.setSpacing(gap(self._theme))
