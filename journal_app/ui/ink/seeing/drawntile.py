"""One drawing of a series: seen small, with the day it was made on below it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.ink.records import Paper
from journal_app.domain.series import Drawn
from journal_app.ui.painting import paint
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.face import Face

ROOM = 300, 220  # pixels at 100 % for the drawing
WIDEST = 520
CORNER = 12.0
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


def room(theme: Theme) -> QSize:
    """Return how large a drawing may be seen; two stay side by side at any text size."""
    wide = min(theme.px(ROOM[0]), WIDEST)
    return QSize(wide, round(wide * ROOM[1] / ROOM[0]))


class DrawnTile(Face):
    """Shows a drawing; ``opened`` carries its ``Spot``, ``looked_at`` a tile without a picture."""

    opened = Signal(object)
    looked_at = Signal(object)

    def __init__(self, drawn: Drawn, theme: Theme) -> None:
        super().__init__(theme)
        self.drawn = drawn
        self._sheet = _Sheet(theme)
        self._sheet.bare.connect(self._ask)
        when = day.full_date(drawn.day)
        label = plain.label(when, "quiet")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = plain.column(self, margin=12, gap=6)
        for thing in (self._sheet, label):
            thing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(thing, 0, Qt.AlignmentFlag.AlignHCenter)
        part = day.part_of_day(drawn.made)
        self.setAccessibleName(", ".join(filter(None, (when, part, drawn.caption))))
        self.setToolTip(drawn.caption)
        self.clicked.connect(self._open)

    @property
    def seen(self) -> bool:
        """Whether there is a picture to see."""
        return not self._sheet.picture.isNull()

    def show_picture(self, picture: QPixmap) -> None:
        """Show the drawing; a null picture makes room in memory until it is looked at again."""
        self._sheet.picture = picture
        self._sheet.update()

    @override
    def sizeHint(self) -> QSize:
        found = self.layout()
        return super().sizeHint() if found is None else found.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # a button would go anywhere with them; the grid knows where
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.looked_at.emit(self)

    def _open(self) -> None:
        self.opened.emit(self.drawn.spot)


class _Sheet(QWidget):
    """A piece of paper; ``bare`` when it is looked at before there is anything on it."""

    bare = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.picture = QPixmap()
        self.setFixedSize(room(theme))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, paper = QPainter(self), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper.addRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        painter.setClipPath(paper)
        painter.fillRect(self.rect(), paint.paper_colour(self._theme, Paper()))
        if self.picture.isNull():
            self.bare.emit()
        else:
            painter.drawPixmap(self.rect(), self.picture, self.picture.rect())
