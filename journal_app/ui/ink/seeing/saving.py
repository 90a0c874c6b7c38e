"""Saving a picture of a drawing outside the journal: which kind it is to be, and where."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.ink.drawing import Drawing
from journal_app.media import ink
from journal_app.services import savedfiles
from journal_app.services.openentry import OpenPart
from journal_app.services.savedfiles import Saved
from journal_app.ui import copytext, savedialog
from journal_app.ui.hearing import hear
from journal_app.ui.ink.seeing import picture
from journal_app.ui.ink.seeing.picture import Form
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.partcard import PartCard
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

MANY = 300  # marks, from which on one is told that it takes a moment


class PictureSaving(QWidget):
    """Asks in place; ``said`` carries what became of it, ``left`` that nothing is asked any more.

    It lies hidden wherever drawings are shown, until ``ask``.
    """

    said = Signal(str)
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._theme = tools.theme
        self._part: OpenPart | None = None
        self._drawing = Drawing()
        self._leisure = Leisure(self)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._come_into_view)
        self._flow = Flow()
        self._first, *_ = [self._add_form(form) for form in Form]
        self._lay_out()
        self._theme.changed.connect(self._space)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a picture is being made."""
        return not self._leisure.idle

    def ask(self, part: OpenPart, drawing: Drawing) -> None:
        """Ask as what, then where, a picture of ``drawing``, which is what ``part`` holds, goes."""
        self._part, self._drawing = part, drawing
        self.show()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._soon.start()

    def end(self) -> None:
        """Ask no more, and make nothing any more."""
        self._leisure.forget()
        self._part, self._drawing = None, Drawing()
        self.hide()

    def save(self, form: Form, file: str) -> None:
        """Make the picture, and write it where the person wants it."""
        part, drawing = self._part, self._drawing
        if part is None or self.busy:
            return
        if len(drawing) > MANY:
            self.said.emit(self.tr("One moment…"))
        making = picture.make(drawing, part.content.caption, form)
        self._leisure.do(self._writing(part, Path(file), making))

    def _writing(self, part: OpenPart, file: Path, making: Iterator[bytes]) -> Iterator[None]:
        """Make a file in pieces; where it can't be written, another place can be chosen."""
        content = b""
        for made in making:
            content = made
            yield
        try:
            note = savedfiles.save(part.entry, file, content, Saved.PICTURE)
        except JournalError as error:
            self.said.emit(str(error))
        else:
            hear(self, note, self._noted, self._unnoted)

    def _noted(self, _changed: Changed) -> None:
        self._leave()
        self.said.emit(self.tr("Saved. The journal doesn’t encrypt that file."))

    def _unnoted(self, _error: JournalError) -> None:
        self._noted(Changed(None))  # the file is there, whether or not its place is noted

    def _come_into_view(self) -> None:
        """Have the page scrolled here, now that there is a place for it."""
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(self, 0, gap(self._theme))
            around = around.parentWidget()

    def _ask_where(self) -> None:
        form = Form(self.sender().property("form"))
        name = f"{self.tr('Drawing')}.{form.value}"
        savedialog.ask(self, self.tr("Save a picture"), name, partial(self.save, form))

    def _leave(self) -> None:
        self.end()
        self.left.emit()

    def _add_form(self, form: Form) -> QPushButton:
        about = {
            Form.PNG: self.tr("PNG, a picture any program shows"),
            Form.SVG: self.tr("SVG, lines that stay sharp at any size"),
            Form.PDF: self.tr("PDF, a page to print"),
        }[form]
        button = plain.button(form.value.upper(), self._ask_where)
        button.setProperty("form", form.value)
        button.setAccessibleName(about)
        button.setToolTip(about)
        self._flow.addWidget(button)
        return button

    def _lay_out(self) -> None:
        warning = f"{copytext.small('export_warn')} {self.tr('It is on light paper.')}"
        column = plain.column(self, gap=8)
        column.addWidget(plain.label(warning, "quiet", wrap=True))
        self._flow.addWidget(plain.button(self.tr("Not now"), self._leave, "quiet"))
        column.addLayout(self._flow)
        self._space()

    def _space(self) -> None:
        self._flow.setSpacing(gap(self._theme))


def ask_on(card: PartCard, tools: Tools) -> PictureSaving:
    """Ask for a picture at the foot of a drawing's card."""
    saving = PictureSaving(tools)
    saving.left.connect(card.go_on)
    card.ask_below(saving, saving.end)
    saving.ask(card.part, ink.read(card.shown))
    return saving
