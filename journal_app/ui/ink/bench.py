"""The workbench: which tool is in use, with which ink, and what a touch of the page does by it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from journal_app.domain.ink.kit import Dipped, Kit
from journal_app.domain.ink.stamps import STAMPS
from journal_app.domain.ink.tools import FILL, HIGHLIGHTER, LABEL, PENCIL, Tool
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.drawer import Drawer
from journal_app.ui.ink.mode import Mode
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.ink.modes.erase import Erase
from journal_app.ui.ink.panels.panel import Panel
from journal_app.ui.ink.panels.pens import Pens
from journal_app.ui.ink.panels.rubbers import Rubbers
from journal_app.ui.ink.panels.shapes import MIDDLE, Shapes
from journal_app.ui.ink.panels.wording import Wording
from journal_app.ui.ink.row import ICON_PX, ToolRow
from journal_app.ui.ink.taking import Use
from journal_app.ui.ink.toolbutton import ToolButton
from journal_app.ui.ink.tray import InkTray
from journal_app.ui.tools import Tools


class Bench(QObject):
    """Takes tools up and puts them down; each keeps its own ink and nib. ``taken`` when one is."""

    taken = Signal()

    def __init__(self, canvas: InkCanvas, tray: InkTray, drawer: Drawer, tools: Tools) -> None:
        super().__init__(canvas)
        self._canvas, self._tray, self._drawer = canvas, tray, drawer
        self._theme, self._icons = tools.theme, tools.icons
        self._kit = Kit()
        self._using = Use.DRAW
        self._rubs_whole = True
        self._shape, self._size = STAMPS[0], MIDDLE
        self._words = ""
        self._buttons: dict[Use, ToolButton] = {}
        tray.chosen.connect(self._dip)
        canvas.looked.connect(self._show_chosen)

    @property
    def elsewhere(self) -> bool:
        """Whether anything but a pen is in use."""
        return self._using is not Use.DRAW

    def first(self, row: ToolRow) -> None:
        """Lay out what is needed at once."""
        self._button(row, Use.DRAW, (self.tr("Pen"), "pen", "B"), self.pen)
        self._button(row, Use.ERASE, (self.tr("Erase"), "erase", "E"), self.rubber)

    def rest(self, row: ToolRow) -> None:
        """Lay out the other tools, the rarer the further to the right."""
        self._button(row, Use.CHOOSE, (self.tr("Choose"), "choose", "L"), self.choose, 1)
        self._button(row, Use.SHAPE, (self.tr("Shapes"), "shapes", "F"), self.shapes, 2)
        self._button(row, Use.FILL, (self.tr("Fill"), "fill", "G"), self.fill, 4)
        self._button(row, Use.WORDS, (self.tr("Words"), "letters", "T"), self.words, 5)
        self._take(Use.DRAW)

    def pen(self) -> None:
        """Draw; who draws already chooses among the pens."""
        if self._using is not Use.DRAW:
            self.draw()
            return
        pens = Pens(self._theme, self._icons, self._kit)
        pens.taken.connect(self.draw)
        self._open(pens)

    def draw(self, tool: Tool | None = None) -> None:
        """Draw with a pen: this one, or the last."""
        self._kit.pen = tool or self._kit.pen
        self._take(Use.DRAW)
        self._drawer.close()

    def pencil(self) -> None:
        """Draw with the pencil."""
        self.draw(PENCIL)

    def highlighter(self) -> None:
        """Mark with the highlighter."""
        self.draw(HIGHLIGHTER)

    def rubber(self) -> None:
        """Rub out; who does already chooses how much goes."""
        if self._using is not Use.ERASE:
            self._take(Use.ERASE)
            self._drawer.close()
            return
        rubbers = Rubbers(self._theme, self._icons, whole=self._rubs_whole)
        rubbers.taken.connect(self._rub)
        self._open(rubbers)

    def rub_otherwise(self) -> None:
        """Rub out; who does already rubs the other way from now on."""
        if self._using is Use.ERASE:
            self._rub(not self._rubs_whole)
        else:
            self.rubber()

    def choose(self) -> None:
        """Choose marks, or stop it."""
        self._take(Use.DRAW if self._using is Use.CHOOSE else Use.CHOOSE)

    def shapes(self) -> None:
        """Put shapes on the page, and choose which."""
        self._take(Use.SHAPE)
        panel = Shapes(self._theme, self._icons, self._shape, self._size)
        panel.taken.connect(self._take_shape)
        panel.sized.connect(self._take_size)
        self._open(panel)

    def fill(self) -> None:
        """Fill what is enclosed, or stop it."""
        self._take(Use.DRAW if self._using is Use.FILL else Use.FILL)

    def words(self) -> None:
        """Put words on the page, and type them."""
        self._take(Use.WORDS)
        panel = Wording(self._theme, self._icons, self._words)
        panel.typed.connect(self._take_words)
        self._open(panel)

    def _dip(self) -> None:
        """Take the ink and the nib that were chosen in the tray."""
        if self._using in {Use.ERASE, Use.CHOOSE}:
            self._using = Use.DRAW
        dipped = self._dipped()
        dipped.colour, dipped.nib = self._tray.colour, self._tray.nib
        self._take(self._using)

    def _dipped(self) -> Dipped:
        tools = {Use.FILL: FILL, Use.WORDS: LABEL}
        return self._kit.of(tools.get(self._using, self._kit.pen))

    def _rub(self, whole: bool) -> None:  # noqa: FBT001 - a signal's value
        self._rubs_whole = whole
        icon = "erase" if whole else "cut"
        self._buttons[Use.ERASE].wear(self._icons.face(icon, ICON_PX))
        self._take(Use.ERASE)
        self._drawer.close()

    def _take_shape(self, shape: str) -> None:
        self._shape = shape
        self._take(Use.SHAPE)
        self._drawer.close()

    def _take_size(self, size: float) -> None:
        self._size = size
        self._take(Use.SHAPE)

    def _take_words(self, words: str) -> None:
        self._words = words
        self._take(Use.WORDS)

    def _take(self, use: Use) -> None:
        """Let a touch of the page do this from now on."""
        self._using = use
        dipped = self._dipped()
        self._canvas.use(self._mode(dipped))
        for other, button in self._buttons.items():
            button.setChecked(other is use)
        self._buttons[Use.DRAW].wear(self._icons.face(self._kit.pen.name, ICON_PX))
        self._tray.show_choice(dipped.colour, dipped.nib)
        self.taken.emit()

    def _mode(self, dipped: Dipped) -> Mode:
        match self._using:
            case Use.ERASE:
                return Erase(self._canvas)
            case _:
                return Draw(self._canvas, dipped.tool, dipped.colour, dipped.nib)

    def _open(self, panel: Panel) -> None:
        self.taken.emit()
        self._drawer.open(panel)

    def _show_chosen(self) -> None:
        """Offer what one may do with what is chosen."""

    def _button(
        self,
        row: ToolRow,
        use: Use,
        named: tuple[str, str, str],
        press: Callable[[], object],
        rare: int = 0,
    ) -> None:
        button = row.add(*named, press, rare=rare)
        button.setCheckable(True)
        self._buttons[use] = button
