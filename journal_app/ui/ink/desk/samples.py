"""Samples of ink: what a pen does, drawn with it."""

from functools import partial
from math import sin

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from journal_app.domain.ink.hand import Hand, HandSettings, Touch
from journal_app.domain.ink.kit import Dipped
from journal_app.domain.ink.marks import PALETTE, THIN, Points, Stroke
from journal_app.domain.ink.records import Paper
from journal_app.domain.ink.stamps import Ink, placed
from journal_app.domain.ink.tools import PEN
from journal_app.ui.ink.desk.toolbutton import Face
from journal_app.ui.painting import paint
from journal_app.ui.painting.paint import Outlines
from journal_app.ui.theme import Theme

RATIO = 2.0
_STEPS = 40


def wave(width: float, height: float) -> Points:
    """Return a line that swings once, pressed harder in its middle."""
    along = np.linspace(0.0, 1.0, _STEPS)
    points = np.empty((_STEPS, 4))
    points[:, 0] = along * width
    points[:, 1] = height / 2 * (1 - np.sin(along * 2 * np.pi) * 0.8)
    points[:, 2] = 0.25 + 0.55 * np.sin(along * np.pi)
    points[:, 3] = along * 600
    return points


def trembling(width: float, height: float) -> Points:
    """Return the line of a slow hand that trembles, always the same."""
    points = wave(width, height)
    for n, row in enumerate(points):
        row[1] += 2.2 * sin(n * 2.4) + 1.4 * sin(n * 5.1)
        row[3] = n * 25.0
    return points


def pen(theme: Theme, dipped: Dipped, size: QSize) -> Face:
    """Return what shows a line of this pen, ``size`` pixels large at 100 %."""
    return partial(_pen, theme, dipped, size)


def _pen(theme: Theme, dipped: Dipped, size: QSize) -> QPixmap:
    wide = min(dipped.nib, size.height() / 3)
    points = wave(size.width() - 2 * wide, size.height() - 2 * wide)
    points[:, :2] += wide
    return picture(theme, [Stroke(1, dipped.tool.name, dipped.colour, wide, 0, points)], size)


def stamp(theme: Theme, name: str, size: QSize) -> Face:
    """Return what shows a shape, ``size`` pixels large at 100 %."""
    return partial(_stamp, theme, name, size)


def _stamp(theme: Theme, name: str, size: QSize) -> QPixmap:
    middle = size.width() / 2
    change = placed(name, (middle, middle), size.width() * 0.8, Ink(PEN, PALETTE[0], 2.0), 0, 1)
    return picture(theme, list(change.added), size)


def steadied(theme: Theme, settings: HandSettings, size: QSize) -> QPixmap:
    """Return the line of a trembling hand, as it is drawn with these settings."""
    points = trembling(size.width() - 16.0, size.height() - 16.0)
    points[:, :2] += 8.0
    first, *rest = (Touch(x, y, at, pressure) for x, y, pressure, at in points.tolist())
    hand = Hand(first, PEN, settings)
    for touch in rest:
        hand.move(touch)
    return picture(theme, [Stroke(1, PEN.name, PALETTE[0], THIN, 0, hand.lift())], size)


def picture(theme: Theme, marks: list[Stroke], size: QSize) -> QPixmap:
    """Return marks on a piece of paper, ``size`` pixels large at 100 %."""
    scale = theme.scale * RATIO
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(RATIO)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paint.paper_colour(theme, Paper()))
    painter.scale(theme.scale, theme.scale)
    painter.drawRoundedRect(0, 0, size.width(), size.height(), 6, 6)
    outlines = Outlines()
    for mark in marks:
        paint.paint_mark(painter, theme, Paper(), mark, outlines, scale)
    painter.end()
    return made
