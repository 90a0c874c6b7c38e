"""Icons by name, in the colours of the theme."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from journal_app import resources
from journal_app.ui.theme import Theme

SIZE = 28


class Icons:
    """Renders ``resources/icons/NAME.svg`` with ``currentColor`` set from the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get(self, name: str, colour: str = "text") -> QIcon:
        """Return the icon called ``name`` in the colour of a token."""
        return QIcon(self.pixmap(name, self._theme.px(SIZE), colour))

    def on_accent(self, name: str) -> QIcon:
        """Return the icon for a main button, which has other colours with the keyboard on it."""
        icon = self.get(name, "text_on_accent")
        icon.addPixmap(self.pixmap(name, self._theme.px(SIZE)), QIcon.Mode.Active)
        return icon

    def face(self, name: str, size: float, colour: str = "text") -> Callable[[], QPixmap]:
        """Return what makes the icon anew, ``size`` pixels large at 100 %, as the theme is then."""

        def shown() -> QPixmap:
            return self.pixmap(name, self._theme.px(size), colour)

        return shown

    def pixmap(self, name: str, side: int, colour: str = "text", ratio: float = 2.0) -> QPixmap:
        """Return the icon as a picture of ``side`` logical pixels."""
        drawing = resources.path("icons", f"{name}.svg").read_text("utf-8")
        coloured = drawing.replace("currentColor", self._theme.colour(colour).name())
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(coloured.encode())).render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
