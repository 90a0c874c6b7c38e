"""What must be so of every screen at every look."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from journal_app.ui.widgets.scroller import Scroller


def nothing_is_clipped(page: QWidget) -> None:
    """See that every label has the room it needs, and every button can be reached."""
    # A timer may just have changed a word, which has its room only when the layout was done again.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    for label in _seen(page, QLabel):
        assert isinstance(label, QLabel)
        if not label.text() and label.pixmap().isNull():
            continue  # there is nothing to be seen
        needed = _needed(label)
        assert label.height() >= needed.height() - 1, label.text()
        assert label.width() >= needed.width() - 1, label.text()
    for button in _seen(page, QPushButton):
        assert isinstance(button, QPushButton)
        assert button.width() >= button.minimumSizeHint().width(), button.text()
        corner = button.mapTo(page, button.rect().bottomRight())
        assert corner.x() < page.width(), button.text()
        assert corner.y() < page.height() or scrolls(button), button.text()


def all_is_large_enough(page: QWidget, *, dim: bool) -> None:
    """See that whatever one clicks can be hit by an unsteady hand."""
    least = 64 if dim else 48
    for kind in (QAbstractButton, QLineEdit):
        for widget in _seen(page, kind):
            assert min(widget.width(), widget.height()) >= least, widget.accessibleName()


def all_has_a_name(page: QWidget) -> None:
    """See that a screen reader can say what the keyboard is on."""
    reached = [w for w in _seen(page, QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached
    for widget in reached:
        said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert said, f"{type(widget).__name__} has no name"


def tab_reaches_everything(page: QWidget) -> None:
    """See that walking on and on with Tab leads everywhere, whatever one begins with."""
    window = page.window()
    stops = {
        widget
        for widget in _seen(page, QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not _is_one_of_several(widget)
    }
    met: set[QWidget | None] = set()
    for _step in range(2 * len(window.findChildren(QWidget))):
        here: QWidget | None = window.focusWidget()
        if here in met and stops <= met:
            break
        met.add(here)
        QTest.keyClick(window if here is None else here, Qt.Key.Key_Tab)
    left = [widget.accessibleName() or str(widget.property("text")) for widget in stops - met]
    assert not left, left


def _is_one_of_several(widget: QWidget) -> bool:
    """Tell whether a button is reached from its chosen neighbour, with the arrows."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group: QButtonGroup | None = widget.group()
    return widget.autoExclusive() or (group is not None and group.exclusive())


def _seen(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def _needed(label: QLabel) -> QSize:
    if label.wordWrap():
        return QSize(label.width(), label.heightForWidth(label.width()))
    return label.sizeHint()


def scrolls(widget: QWidget) -> bool:
    """Say whether something lies in what can be scrolled."""
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, Scroller) or scrolls(parent))
