"""Where panels come from: over the foot of the page, so that what is drawn stays where it is."""

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.ui.ink.desk.panels.panel import Panel


class Drawer(QObject):
    """Shows one panel at a time at the bottom of ``area``, in place of ``row``."""

    closed = Signal()

    def __init__(self, area: QWidget, page: QWidget, row: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._row = row
        self._page = page
        self.panel: Panel | None = None
        area.installEventFilter(self)
        page.installEventFilter(self)

    def open(self, panel: Panel, *, focus: bool = True) -> None:
        """Show a panel in place of the one that may be there."""
        self._drop()
        self.panel = panel
        panel.setParent(self._area)
        panel.done.connect(self.close)
        panel.theme.changed.connect(self.fit)
        self._row.hide()
        self.fit()
        panel.show()
        panel.raise_()
        if focus:
            panel.focus_first()

    def close(self) -> None:
        """Show the row again."""
        if self.panel is None:
            return
        self._drop()
        self._row.show()
        self.closed.emit()

    def fit(self) -> None:
        """Give the panel the height it needs, and never most of the page."""
        if self.panel is None:
            return
        wide, most = self._area.width(), round(self._area.height() * self.panel.most)
        tall = max(min(self.panel.tall(wide), most), self._row.height())
        self.panel.setGeometry(QRect(0, self._area.height() - tall, wide, tall))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() in _MOVES:
            self.fit()
        elif watched is self._page and event.type() in _TOUCHES and self._passes():
            self.close()
        return super().eventFilter(watched, event)

    def _passes(self) -> bool:
        return self.panel is not None and self.panel.passes

    def _drop(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.leave()
            panel.hide()
            panel.deleteLater()


_MOVES = {QEvent.Type.Resize, QEvent.Type.LayoutRequest}
_TOUCHES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TabletPress,
    QEvent.Type.TouchBegin,
}
