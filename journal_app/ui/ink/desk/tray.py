"""The tray beside the canvas: inks and nibs, in as few columns as there is height for."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.ink.marks import BROAD, FINE, MIDDLE, NIBS, PALETTE, THICK, THIN
from journal_app.ui.ink.desk.inkchoice import InkChoice
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.toolrow import gap

MOST_COLUMNS = 3
ALL, FEW = 5, 3  # nibs
_WAYS = ((1, ALL), (2, ALL), (2, FEW), (3, FEW))
_FEW_NIBS = (THIN, THICK, BROAD)
_STAND_IN = {FINE: THIN, MIDDLE: THICK}


class InkTray(QWidget):
    """Lets one choose an ink and a nib; ``chosen`` when either was clicked."""

    chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        names = (
            *(self.tr("ink"), self.tr("clay"), self.tr("sage")),
            *(self.tr("plum"), self.tr("sky"), self.tr("ash")),
        )
        self.inks = [
            self._choice(name, colour, None) for name, colour in zip(names, PALETTE, strict=True)
        ]
        sizes = (
            *(self.tr("fine"), self.tr("thin"), self.tr("middle")),
            *(self.tr("thick"), self.tr("broad")),
        )
        self.nibs = [
            self._choice(name, PALETTE[0], nib) for name, nib in zip(sizes, NIBS, strict=True)
        ]
        self._groups = [self._group(self.inks), self._group(self.nibs)]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._arrange)
        self._arrange()

    @property
    def colour(self) -> str:
        """The chosen ink, as strokes keep it."""
        return next(ink.colour for ink in self.inks if ink.isChecked())

    @property
    def nib(self) -> float:
        """The width of the chosen nib, in page units."""
        return next(nib.nib or THIN for nib in self.nibs if nib.isChecked())

    def show_choice(self, colour: str, nib: float) -> None:
        """Show what is drawn with now, without having chosen it here."""
        for choice in (*self.inks, *self.nibs):
            chosen = colour == choice.colour if choice.nib is None else nib == choice.nib
            if chosen:
                choice.setChecked(True)
            # Tab leads to the chosen one, arrows to the others.
            tab = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            choice.setFocusPolicy(tab)
        self._arrange()

    def focus_ink(self) -> None:
        """Put the keyboard on the inks."""
        next(ink for ink in self.inks if ink.isChecked()).setFocus(Qt.FocusReason.TabFocusReason)

    def next_ink(self) -> None:
        """Choose the ink after the present one, and the first after the last."""
        present = [ink.isChecked() for ink in self.inks].index(True)
        self.inks[(present + 1) % len(self.inks)].click()

    def thinner(self) -> None:
        """Choose the next thinner nib."""
        self._step_nib(-1)

    def thicker(self) -> None:
        """Choose the next thicker nib."""
        self._step_nib(1)

    def _step_nib(self, by: int) -> None:
        present = [nib.isChecked() for nib in self.nibs].index(True)
        self.nibs[min(max(present + by, 0), len(self.nibs) - 1)].click()
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.width(), self._tall(*_WAYS[-1]))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _choice(self, name: str, colour: str, nib: float | None) -> InkChoice:
        choice = InkChoice(name, colour, nib, self._theme, self)
        use = self.tr("Draw in {name}") if nib is None else self.tr("Draw {name} lines")
        keys = self.tr("C for the next") if nib is None else self.tr("[ and ]")
        choice.setAccessibleName(use.format(name=name))
        choice.setToolTip(f"{choice.accessibleName()} ({keys})")
        choice.clicked.connect(self.chosen)
        return choice

    def _group(self, choices: Sequence[InkChoice]) -> QButtonGroup:
        group = QButtonGroup(self)
        for choice in choices:
            group.addButton(choice)
        choices[0].setChecked(True)
        return group

    def _shown_nibs(self, count: int) -> list[InkChoice]:
        """Return all nibs or a few of them, among which is the chosen one."""
        if count == ALL:
            return self.nibs
        few = list(_FEW_NIBS)
        if self.nib in _STAND_IN:
            few[few.index(_STAND_IN[self.nib])] = self.nib
        return [choice for choice in self.nibs if choice.nib in few]

    def _tall(self, columns: int, nibs: int) -> int:
        rows = ceil(len(self.inks) / columns) + ceil(nibs / columns)
        return rows * self._theme.target + (rows - 1) * gap(self._theme)

    def _arrange(self) -> None:
        fitting = (way for way in _WAYS if self._tall(*way) <= self.height())
        columns, count = next(fitting, _WAYS[-1])
        apart, target = gap(self._theme), self._theme.target
        nibs = self._shown_nibs(count)
        for choice in self.nibs:
            choice.setVisible(choice in nibs)
        shown = [*self.inks, *nibs]
        for choice in shown:
            choice.stand(above=columns > 1)
        # Always the same of one count: another nib must not make the page wider.
        usual = self.nibs if count == ALL else [self.nibs[NIBS.index(nib)] for nib in _FEW_NIBS]
        wide = max(choice.sizeHint().width() for choice in (*self.inks, *usual))
        top = 0
        for choices in (self.inks, nibs):
            for index, choice in enumerate(choices):
                row, column = divmod(index, columns)
                place = column * (wide + apart), top + row * (target + apart)
                choice.setGeometry(*place, wide, target)
            top += ceil(len(choices) / columns) * (target + apart)
            if self._tall(columns, count) + apart <= self.height():
                top += apart  # inks and nibs are two things
        self.setFixedWidth(columns * (wide + apart) - apart)
        self.updateGeometry()
