"""Shapes to put on the page with one press."""

from PySide6.QtCore import QCoreApplication, QSize, Signal

from journal_app.domain.ink.stamps import STAMPS
from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk import samples
from journal_app.ui.ink.desk.panels.chip import Chip, choose
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme

SIZE = QSize(44, 44)
SIZES = (48.0, 96.0, 192.0)
SMALL, MIDDLE, LARGE = SIZES


class Shapes(Panel):
    """Shows all shapes and three sizes; ``taken`` carries a shape's name, ``sized`` a size."""

    taken = Signal(str)
    sized = Signal(float)

    def __init__(self, theme: Theme, icons: Icons, shape: str, size: float) -> None:
        super().__init__(theme, icons, self.tr("Shapes"))
        self._shapes: list[ToolButton] = []
        for name, said in ((name, self._say(name)) for name in STAMPS):
            button = ToolButton(said, samples.stamp(theme, name, SIZE), theme, self._take)
            button.setProperty("value", name)
            button.setCheckable(True)
            self._shapes.append(button)
        choose(self._shapes, shape)
        self._sizes: list[Chip] = []
        for name, value in zip(
            (self.tr("Small"), self.tr("Middle"), self.tr("Large")), SIZES, strict=True
        ):
            chip = Chip(name, self._resize, theme, icons, on=value == size)
            chip.setProperty("value", value)
            self._sizes.append(chip)
        self.choosing(*self._shapes)
        self.choosing(*self._sizes)

    def _say(self, shape: str) -> str:
        return QCoreApplication.translate("Shape", shape.replace("-", " ").capitalize())

    def _take(self) -> None:
        self.taken.emit(self.sender().property("value"))

    def _resize(self) -> None:
        size = self.sender().property("value")
        choose(self._sizes, size)
        self.sized.emit(size)
