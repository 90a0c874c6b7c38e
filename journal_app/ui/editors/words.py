"""Writing: a bare page that keeps itself."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.media import words
from journal_app.services.openentry import OpenPart
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor, Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.page import Page


class WordsEditor(Editor):
    """Shows the words of a part and keeps them a moment after they change."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._page = Page(self.tr("Begin anywhere."), tools.theme)
        self._page.write(words.read(part.content))
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._page.textChanged.connect(self._touched)
        self._page.left.connect(self.flush)
        plain.column(self).addWidget(self._page)
        self.setFocusProxy(self._page)

    @override
    def flush(self) -> None:
        self._autosave.flush()

    def _touched(self) -> None:
        if not self.part.begun and self._page.document().isEmpty():
            return
        self.part.touch()
        self._autosave.touch()

    def _keep(self) -> None:
        self.part.put(words.body(self._page.toPlainText()))
