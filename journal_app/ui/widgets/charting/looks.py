"""How lines are told apart without their colour: by the shape of their dots and by their dashes."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

# ● ■ ▲ ◆, as the charting library calls them, and how large each is in pixels at 100 %.
MARKERS = (("o", 13), ("s", 12), ("t1", 14), ("d", 17))
TOKENS = ("chart1", "chart2", "chart3", "chart4")
DASHES: tuple[tuple[float, ...], ...] = ((), (6, 4), (1.5, 3), (8, 3, 1.5, 3))
THIN = 2


@dataclass(frozen=True, slots=True)
class Look:
    """A marker, a dash and a colour."""

    marker: str
    size: int
    token: str
    dash: tuple[float, ...]

    def pen(self, colour: QColor, width: float) -> QPen:
        """Return what its line is drawn with."""
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        if self.dash:
            pen.setDashPattern(self.dash)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen


def look(number: int) -> Look:
    """Return one of sixteen looks; after those, they begin anew."""
    four = len(MARKERS)
    turn = (number // four + number) % four
    marker, size = MARKERS[number % four]
    return Look(marker, size, TOKENS[number % four], DASHES[turn])
