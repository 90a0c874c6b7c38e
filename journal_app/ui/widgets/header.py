"""The line at the top of every page: the way back, how it stands, Hide and Support."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


class Header(QWidget):
    """Signals ``back``, ``hide_asked`` and ``support``; shows a quiet status."""

    back = Signal()
    hide_asked = Signal()
    support = Signal()

    def __init__(
        self, back: str, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._back = plain.button(back, self.back.emit, "quiet")
        self._status = plain.label("", "status")
        self._hide = plain.button(self.tr("Hide"), self.hide_asked.emit, "quiet")
        self._support = plain.button(self.tr("Support"), self.support.emit, "quiet")
        self._hide.setToolTip(self.tr("Blank this window at once (F9)"))
        self._support.setToolTip(self.tr("People to call, and a few steady things (F1)"))
        if back:
            layout.addWidget(self._back)
        else:
            self._back.setParent(self)
            self._back.hide()
        layout.addStretch(1)
        for thing in (self._status, self._hide, self._support):
            layout.addWidget(thing)
        theme.changed.connect(self._colour)
        self._colour()

    def set_status(self, text: str) -> None:
        """Show how things stand, such as "Kept · just now"."""
        if text != self._status.text():
            self._status.setText(text)
            self._status.setAccessibleName(text)

    def _colour(self) -> None:
        for made, name in ((self._back, "back"), (self._hide, "hide"), (self._support, "support")):
            made.setIcon(self._icons.get(name))
