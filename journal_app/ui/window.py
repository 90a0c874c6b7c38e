"""The window: places the pages, owns no logic."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QWindowStateChangeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QToolTip, QWidget
from typing_extensions import override

TITLE = "Afterpage"
USUAL = QSize(1240, 800)
FRAME = QSize(16, 48)  # what a desktop's title bar and edges may take


class Window(QMainWindow):
    """One stack of pages, and a curtain; ``close_asked`` when someone wants to leave."""

    close_asked = Signal()
    turned = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._curtain = QWidget(self)
        self._curtain.setAutoFillBackground(True)
        self._curtain.hide()
        self._stack = QStackedWidget()
        self._away = False
        self._may_close = False
        self.setWindowTitle(TITLE)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(960, 640)
        room = self.screen().availableSize() - FRAME
        self.resize(USUAL.boundedTo(room).expandedTo(self.minimumSize()))

    @property
    def page(self) -> QWidget | None:
        """The page that is shown, or the one behind the curtain."""
        return self._stack.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Show ``page``, behind the curtain if that is down; ``turned`` says so."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.turned.emit(page)

    def drop_page(self, page: QWidget) -> None:
        """Forget ``page`` and everything on it."""
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    @property
    def is_blank(self) -> bool:
        """Whether the curtain is down."""
        return not self._curtain.isHidden()

    def blank(self) -> None:
        """Show nothing at once, then get out of the way."""
        self._curtain.setGeometry(self.rect())
        self._curtain.show()
        self._curtain.raise_()
        self._curtain.repaint()  # a task switcher keeps what was painted last
        self._away = False
        _close_all_but(self)
        self.showMinimized()
        self._stack.hide()  # from screen readers, too

    def unblank(self) -> None:
        """Show the page again that was hidden, the caret where it was."""
        if not self.is_blank:
            return
        self._curtain.hide()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self._stack.show()

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
        """Lift the curtain for someone who went away and came back."""
        super().changeEvent(event)
        if not self.is_blank:
            return
        if not self.isActiveWindow():
            self._away = True
        elif (self._away or _was_brought_back(event)) and self._is_on_screen:
            self.unblank()

    @property
    def _is_on_screen(self) -> bool:
        """Some desktops have no way to put a window away, and leave it where it is."""
        return not self.isMinimized() or self.windowHandle().isExposed()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._curtain.setGeometry(self.rect())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()


def _was_brought_back(event: QEvent) -> bool:
    """Tell whether a window that was put away was just brought back.

    Someone quick enough brings it back before it was ever told that it was left. Wayland says the
    same as soon as it has put a window away; there, leaving and coming back has to be seen.
    """
    if QGuiApplication.platformName().startswith("wayland"):
        return False
    minimised = Qt.WindowState.WindowMinimized
    return isinstance(event, QWindowStateChangeEvent) and bool(event.oldState() & minimised)


def _close_all_but(window: QWidget) -> None:
    """Close the menus, dialogs and hints that lie over ``window``."""
    QToolTip.hideText()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and other.parentWidget() is not None:
            other.close()
