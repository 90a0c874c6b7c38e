"""One word: a single large line, and nothing else to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from journal_app.media import words
from journal_app.services.openentry import OpenPart
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain

WIDEST = 720
LETTERS = 2.0  # times those of the page


class OneWord(Editor):
    """Keeps one line as the words of a part; ``done`` when somebody pressed Enter."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._line = QLineEdit(words.settle(words.read(part.content)))
        self._line.setProperty("role", "word")
        self._line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._line.setAccessibleName(self.tr("One word"))
        self._asks = plain.label(self.tr("One word"), "quiet")  # a placeholder in the middle hides
        self._asks.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._line.textEdited.connect(self._touched)
        self._line.returnPressed.connect(self.done)
        self._line.editingFinished.connect(self.flush)
        layout = plain.column(self)
        layout.addStretch(2)
        layout.addWidget(self._asks)
        layout.addLayout(plain.middle(self._line, WIDEST))
        layout.addStretch(3)
        tools.theme.changed.connect(self._dress)
        self._dress()
        self.setFocusProxy(self._line)

    @override
    def asked_above(self) -> None:
        self._asks.hide()

    @override
    def flush(self) -> None:
        self._autosave.flush()

    def _touched(self) -> None:
        if self.part.begun or self._line.text():
            self.part.touch()
            self._autosave.touch()

    def _keep(self) -> None:
        self.part.put(words.body(self._line.text()))

    def _dress(self) -> None:
        font = self.tools.theme.page_font()
        font.setPixelSize(round(LETTERS * font.pixelSize()))
        self._line.setFont(font)
        self._asks.setFont(self.tools.theme.page_font())
