"""An area that scrolls up and down, and gives wrapped text the height it needs."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

GAP = 8  # between what is inside and the bar


class Scroller(QScrollArea):
    """Scrolls ``inside``, never sideways.

    A plain scroll area asks what is inside for its height before it knows its width, which clips
    wrapped lines at large text sizes. Here the width comes first; it leaves room for the scroll
    bar whether that is shown or not, so that showing it changes nothing and no loop can start.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_inside(inside)

    def show_inside(self, inside: QWidget) -> None:
        """Scroll this instead of what was there."""
        self.setWidget(inside)
        inside.show()
        self._fit(inside)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.widget()
        if inside is not None:
            self._fit(inside)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        inside = self.widget()
        # What changes while it is hidden asks for no layout: it is laid out when it is shown.
        changed = event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}
        if inside is not None and watched is inside and changed:
            self._fit(inside)
        return super().eventFilter(watched, event)

    def _fit(self, inside: QWidget) -> None:
        layout = inside.layout()
        if layout is not None:
            bar = self.verticalScrollBar().sizeHint().width() + GAP
            wide = self.contentsRect().width() - bar
            tall = layout.totalHeightForWidth(wide)
            if tall < 0:  # nothing inside depends on the width
                tall = layout.totalSizeHint().height()
            inside.resize(wide, max(tall, self.viewport().height()))


def come_into_view(thing: QWidget, margin: int) -> None:
    """Have whatever scrolls around ``thing`` scrolled to it, and so many pixels further."""
    around = thing.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(thing, 0, margin)
        around = around.parentWidget()
