"""An area that scrolls up and down, and gives wrapped text the height it needs."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override


class Scroller(QScrollArea):
    """Scrolls ``inside``, never sideways.

    A plain scroll area asks what is inside for its height before it knows its width, which clips
    wrapped lines at large text sizes.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_inside(inside)

    def show_inside(self, inside: QWidget) -> None:
        """Scroll this instead of what was there."""
        self.setWidget(inside)
        inside.installEventFilter(self)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        inside = self.widget()
        layout = None if inside is None else inside.layout()
        if layout is not None and inside is not None and layout.hasHeightForWidth():
            inside.setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()))
            layout.setGeometry(inside.rect())
