"""The colours of paper and ink, all of them the theme's."""

from PySide6.QtGui import QColor

from journal_app.domain.ink.marks import PALETTE
from journal_app.domain.ink.records import Paper
from journal_app.ui.theme import Theme

_WARMED = 0.3


def paper_colour(theme: Theme, paper: Paper) -> QColor:
    """Return the colour of what one draws on: in Afterglow a shade off the dark."""
    plain = theme.colour("raised" if theme.dim else "surface")
    if paper.pattern != "warm":
        return plain
    return mixed(plain, theme.colour("selection"), _WARMED)


def ink_colour(theme: Theme, colour: str) -> QColor:
    """Return the colour a mark has in this theme."""
    if colour in PALETTE:
        return theme.colour(colour)
    fixed = QColor(colour)
    return fixed if fixed.isValid() else theme.colour(PALETTE[0])


def mixed(under: QColor, over: QColor, share: float) -> QColor:
    """Return a colour with so much of the second one in it."""
    red, green, blue = (
        low + (high - low) * share
        for low, high in (
            (under.redF(), over.redF()),
            (under.greenF(), over.greenF()),
            (under.blueF(), over.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)


def faint(colour: QColor, opacity: float) -> QColor:
    """Return the colour, so much less opaque."""
    thin = QColor(colour)
    thin.setAlphaF(min(max(colour.alphaF() * opacity, 0.0), 1.0))
    return thin
