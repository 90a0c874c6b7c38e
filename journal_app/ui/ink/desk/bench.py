"""The workbench: which tool is in use, with which ink, and what a touch of the page does by it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from journal_app.domain.ink.kit import Dipped, Kit
from journal_app.domain.ink.marks import NIBS
from journal_app.domain.ink.stamps import STAMPS, Ink
from journal_app.domain.ink.tools import FILL, HIGHLIGHTER, LABEL, PENCIL, Tool
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.desk.drawer import Drawer
from journal_app.ui.ink.desk.panels.chosen import ChosenMarks
from journal_app.ui.ink.desk.panels.hint import Hint
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.panels.pens import Pens
from journal_app.ui.ink.desk.panels.rubbers import Rubbers
from journal_app.ui.ink.desk.panels.shapes import MIDDLE, Shapes
from journal_app.ui.ink.desk.panels.wording import Wording
from journal_app.ui.ink.desk.row import ICON_PX, ToolRow
from journal_app.ui.ink.desk.taking import Use
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.ink.desk.tray import InkTray
from journal_app.ui.ink.mode import Mode
from journal_app.ui.ink.modes.cut import CutOut
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.ink.modes.erase import Erase
from journal_app.ui.ink.modes.fill import FillMode
from journal_app.ui.ink.modes.label import Asked, LabelMode
from journal_app.ui.ink.modes.lasso import Lasso
from journal_app.ui.ink.modes.stamp import StampMode
from journal_app.ui.tools import Tools

LETTERS = dict(zip(NIBS, (14.0, 18.0, 24.0, 36.0, 60.0), strict=True))


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
        self._lasso = Lasso(canvas, self._show_chosen)
        self._label = LabelMode(canvas, self._ask_words)
        self._shape, self._size = STAMPS[0], MIDDLE
        self._buttons: dict[Use, ToolButton] = {}
        tray.chosen.connect(self._dip)

    @property
    def elsewhere(self) -> bool:
        """Whether anything but a pen is in use."""
        return self._using is not Use.DRAW

    def look_again(self) -> None:
        """See whether what is chosen is still there."""
        if not self._lasso.chosen:
            self._show_chosen(0)

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
        """Put words on the page: a press says where."""
        self._take(Use.WORDS)
        say = self.tr("Press the page where the words go, or press words to change them.")
        self._open(Hint(self._theme, self._icons, self.tr("Words"), say), focus=False)

    def _dip(self) -> None:
        """Take the ink and the nib that were chosen in the tray."""
        if self._lasso.chosen:
            self._lasso.recolour(self._tray.colour)
            return
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

    def _ask_words(self, asked: Asked) -> None:
        self._drawer.close()
        panel = Wording(self._theme, self._icons, asked.text)
        panel.worded.connect(partial(self._put_words, asked))
        self._drawer.open(panel)

    def _put_words(self, asked: Asked, text: str) -> None:
        if text == asked.text:
            return
        dipped = self._kit.of(LABEL)
        new = asked.id is None
        size, colour = (LETTERS[dipped.nib], dipped.colour) if new else (asked.size, asked.colour)
        record = self._label.put(asked.place, text, size, colour, asked.id)
        if record is not None:
            self._canvas.keep(record)

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
        page, ink = self._canvas, Ink(dipped.tool, dipped.colour, dipped.nib)
        mode: Mode
        match self._using:
            case Use.DRAW:
                mode = Draw(page, *ink)
            case Use.ERASE:
                mode = Erase(page) if self._rubs_whole else CutOut(page)
            case Use.CHOOSE:
                mode = self._lasso
            case Use.SHAPE:
                mode = StampMode(page, ink, self._shape, self._size)
            case Use.FILL:
                mode = FillMode(page, dipped.colour)
            case Use.WORDS:
                mode = self._label
        return mode

    def _open(self, panel: Panel, *, focus: bool = True) -> None:
        self.taken.emit()
        self._drawer.open(panel, focus=focus)

    def _show_chosen(self, count: int) -> None:
        """Offer what one may do with what is chosen, while anything is."""
        panel = self._drawer.panel
        if not count:
            if isinstance(panel, ChosenMarks):
                self._drawer.close()
        elif not isinstance(panel, ChosenMarks):
            strip = ChosenMarks(self._theme, self._icons)
            strip.asked.connect(self._do)
            strip.done.connect(self._lasso.let_go)
            self._drawer.open(strip, focus=False)

    def _do(self, deed: str) -> None:
        """Do something to what is chosen."""
        lasso = self._lasso
        deeds = {
            "bigger": lasso.bigger,
            "smaller": lasso.smaller,
            "turn": lasso.turn,
            "copy": lasso.copy,
            "colour": self._tray.focus_ink,
            "delete": lasso.remove,
        }
        deeds[deed]()

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
