"""What may take the place of the row for a while."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.choosing import Choosing


class Panel(QWidget):
    """Something to choose from, with the way back beside it; ``done`` when that is taken."""

    done = Signal()

    def __init__(self, head: Choosing, body: QWidget | None = None) -> None:
        super().__init__()
        self._first = head
        back = plain.button(self.tr("Back to the page"), self.done.emit, "quiet")
        top = plain.row(head, back, gap=12)
        top.setStretch(0, 1)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        layout = plain.column(self, gap=12)
        layout.addLayout(top)
        if body is not None:
            layout.addWidget(body)

    def focus_first(self) -> None:
        """Put the keyboard on what one would press first."""
        self._first.focus_first()

    def watch(self, page: QWidget) -> None:
        """Be put away by Esc on the page, too, before that leads home."""
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return self._is_put_away(event) or super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        return self._is_put_away(event) or super().event(event)

    def _is_put_away(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.done.emit()
        return True
