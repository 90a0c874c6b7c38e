"""The window: places the pages, owns no logic."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

TITLE = "Afterpage"
USUAL = QSize(1240, 800)
FRAME = QSize(16, 48)  # what a desktop's title bar and edges may take


class Window(QMainWindow):
    """One stack of pages; ``close_asked`` when someone wants to leave."""

    close_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self._stack = QStackedWidget()
        self._curtain = QWidget()
        self._curtain.setAccessibleName(TITLE)
        self._stack.addWidget(self._curtain)
        self._behind: QWidget | None = None
        self._may_close = False
        self.setCentralWidget(self._stack)
        self.setMinimumSize(960, 640)
        room = self.screen().availableSize() - FRAME
        self.resize(USUAL.boundedTo(room).expandedTo(self.minimumSize()))

    @property
    def page(self) -> QWidget | None:
        """The page that is shown, or the one behind the curtain."""
        return self._behind or self._stack.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Show ``page``, unless the window is hidden: then it is shown later."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        if self._behind is None:
            self._stack.setCurrentWidget(page)
        else:
            self._behind = page

    def drop_page(self, page: QWidget) -> None:
        """Forget ``page`` and everything on it."""
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def blank(self) -> None:
        """Show nothing at once, then get out of the way."""
        if self._behind is None:
            self._behind = self._stack.currentWidget()
            self._stack.setCurrentWidget(self._curtain)
            self.repaint()
        self.showMinimized()

    def unblank(self) -> None:
        """Show the page again that was hidden."""
        if self._behind is not None:
            behind, self._behind = self._behind, None
            self._stack.setCurrentWidget(behind)

    def come_back(self) -> None:
        """Come to the front, wherever the window was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.unblank()

    def really_close(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        shown = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if shown and not self.isMinimized():
            self.unblank()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()
