"""Asking, in place, as what kind of file something goes out of the journal, and where it goes."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from journal_app.ui import copytext, savedialog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import come_into_view
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow


class Saving(QWidget):
    """Offers some ``kinds``: what a file's name ends in, and a few words that begin with its name.

    ``said`` carries what became of it, ``left`` that nothing is asked any more. It lies hidden
    wherever things are shown, until ``begin``.
    """

    said = Signal(str)
    left = Signal()

    def __init__(self, tools: Tools, kinds: Mapping[str, str], warning: str = "") -> None:
        super().__init__()
        self._theme = tools.theme
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._come_into_view)
        self._choice, self._flow = QWidget(), Flow()
        self._choice.setLayout(self._flow)
        self._first, *_ = [self._add_kind(kind, about) for kind, about in kinds.items()]
        self._column = self._lay_out(f"{copytext.small('export_warn')} {warning}".strip())
        self._theme.changed.connect(self._space)
        self.hide()

    @property
    def title(self) -> str:
        """What is asked where a file goes."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """What the file is called, unless somebody calls it otherwise."""
        raise NotImplementedError

    def save(self, kind: str, file: str) -> None:
        """Make the file, and write it where the person wants it."""
        raise NotImplementedError

    def begin(self) -> None:
        """Ask as what, then where."""
        self.show()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._soon.start()

    def end(self) -> None:
        """Ask no more, and make nothing any more."""
        self.hide()

    def leave(self) -> None:
        """End, and say so."""
        self.end()
        self.left.emit()

    def done(self) -> None:
        """Leave, and say that the file is there."""
        self.leave()
        self.said.emit(self.tr("Saved. The journal doesn’t encrypt that file."))

    def _come_into_view(self) -> None:
        """Have the page scrolled here, now that there is a place for it."""
        come_into_view(self, gap(self._theme))

    def _ask_where(self) -> None:
        kind = str(self.sender().property("kind"))
        savedialog.ask(self, self.title, f"{self.name}.{kind}", partial(self.save, kind))

    def _add_kind(self, kind: str, about: str) -> QPushButton:
        button = plain.button(about.partition(",")[0], self._ask_where)
        button.setProperty("kind", kind)
        button.setAccessibleName(about)
        button.setToolTip(about)
        self._flow.addWidget(button)
        return button

    def _lay_out(self, warning: str) -> QVBoxLayout:
        column = plain.column(self, gap=8)
        column.addWidget(plain.label(warning, "quiet", wrap=True))
        self._flow.addWidget(plain.button(self.tr("Not now"), self.leave, "quiet"))
        column.addWidget(self._choice)
        self._space()
        return column

    def _space(self) -> None:
        self._flow.setSpacing(gap(self._theme))
