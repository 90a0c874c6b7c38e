"""Saving a picture of a drawing outside the journal: which kind it is to be, and where."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.ink.drawing import Drawing
from journal_app.media import ink
from journal_app.services import savedfiles
from journal_app.services.openentry import OpenPart
from journal_app.services.savedfiles import Saved
from journal_app.ui.hearing import hear
from journal_app.ui.ink.seeing import picture
from journal_app.ui.ink.seeing.picture import Form
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.partcard import PartCard
from journal_app.ui.widgets.saving import Saving

MANY = 300  # marks, from which on one is told that it takes a moment


class PictureSaving(Saving):
    """Asks in place, until the picture is saved or nobody wants it."""

    def __init__(self, tools: Tools) -> None:
        say = QCoreApplication.translate
        kinds: dict[str, str] = {
            Form.PNG: say("PictureSaving", "PNG, a picture any program shows"),
            Form.SVG: say("PictureSaving", "SVG, lines that stay sharp at any size"),
            Form.PDF: say("PictureSaving", "PDF, a page to print"),
        }
        super().__init__(tools, kinds, say("PictureSaving", "It is on light paper."))
        self._part: OpenPart | None = None
        self._drawing = Drawing()
        self._leisure = Leisure(self)

    @property
    @override
    def title(self) -> str:
        return self.tr("Save a picture")

    @property
    @override
    def name(self) -> str:
        return self.tr("Drawing")

    @property
    def busy(self) -> bool:
        """Whether a picture is being made."""
        return not self._leisure.idle

    def ask(self, part: OpenPart, drawing: Drawing) -> None:
        """Ask as what, then where, a picture of ``drawing``, which is what ``part`` holds, goes."""
        self._part, self._drawing = part, drawing
        self.begin()

    @override
    def end(self) -> None:
        self._leisure.forget()
        self._part, self._drawing = None, Drawing()
        super().end()

    @override
    def save(self, kind: str, file: str) -> None:
        part, drawing = self._part, self._drawing
        if part is None or self.busy:
            return
        if len(drawing) > MANY:
            self.said.emit(self.tr("One moment…"))
        making = picture.make(drawing, part.content.caption, Form(kind))
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
        self.done()

    def _unnoted(self, _error: JournalError) -> None:
        self.done()  # the file is there, whether or not its place is noted


def ask_on(card: PartCard, tools: Tools) -> PictureSaving:
    """Ask for a picture at the foot of a drawing's card."""
    saving = PictureSaving(tools)
    saving.left.connect(card.go_on)
    card.ask_below(saving, saving.end)
    saving.ask(card.part, ink.read(card.shown))
    return saving
