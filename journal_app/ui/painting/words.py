"""The words of a label as shapes, in the interface's font."""

from math import hypot

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QTransform

from journal_app.domain.ink.marks import Points
from journal_app.domain.ink.tools import BASE, LINE
from journal_app.ui.theme import UI_FONT

_LETTER = 100
_CORNERS = 4


def room_for(text: str, letter: float) -> QSizeF:
    """Return how wide and tall a label is whose letters are so many units high."""
    rows = text.split("\n")
    metrics = QFontMetricsF(_font())
    widest = max(metrics.horizontalAdvance(row) for row in rows)
    return QSizeF(widest * letter / _LETTER, LINE * len(rows) * letter)


def letters(text: str, corners: Points) -> QPainterPath:
    """Return the letters, standing in a box with these corners, from the top left on."""
    if len(corners) < _CORNERS:
        return QPainterPath()
    rows = text.split("\n")
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for row, line in enumerate(rows):
        path.addText(0.0, _LETTER * (LINE * row + BASE), _font(), line)
    (left, top), (right, right_top), _, (below, bottom) = corners[:4, :2].tolist()
    wide, tall = hypot(right - left, right_top - top), hypot(below - left, bottom - top)
    size = tall / (LINE * len(rows) * _LETTER)
    across, down = size / (wide or 1.0), size / (tall or 1.0)
    onto = QTransform(
        (right - left) * across,
        (right_top - top) * across,
        (below - left) * down,
        (bottom - top) * down,
        left,
        top,
    )
    return onto.map(path)


def _font() -> QFont:
    font = QFont(UI_FONT)
    font.setPixelSize(_LETTER)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
