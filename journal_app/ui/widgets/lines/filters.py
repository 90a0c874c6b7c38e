"""Which lines to show: a few quiet buttons, or a single one where there is no room for all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from journal_app.domain.entry import Kind
from journal_app.domain.lines import Wanted
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

GAP = 8
MOST = 24  # characters of a theme's name
ALL = Wanted()


class Filters(QWidget):
    """One of them is chosen; ``chosen`` carries it, a ``Wanted``.

    ``folded`` stands for all of them where they don't fit beside each other, until it is pressed.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ALL
        self.folded = plain.button("", self._unfold, "quiet")
        self.folded.setCheckable(True)
        self._open = False
        self._room = 0
        self._group = QButtonGroup(self)
        self._flow = Flow(self)
        self._flow.setSpacing(GAP)
        self._buttons = {
            wanted: self._add(name)
            for wanted, name in (
                (ALL, self.tr("All")),
                (Wanted(kind=Kind.WORDS), self.tr("Words")),
                (Wanted(kind=Kind.INK), self.tr("Drawings")),
                (Wanted(kind=Kind.VOICE), self.tr("Voice")),
                (Wanted(kind=Kind.PHOTO), self.tr("Photos")),
                (Wanted(kind=Kind.SESSION), self.tr("Sessions")),
                (Wanted(shared=True), self.tr("Set to share")),
            )
        }
        self._theme = self._add("")
        self._group.buttonClicked.connect(self._choose)
        self.show_wanted(ALL)

    def show_wanted(self, wanted: Wanted, name: str = "") -> None:
        """Show that this is chosen; a theme has a ``name``."""
        self.wanted = wanted
        self._theme.setText(name if len(name) <= MOST else f"{name[: MOST - 1]}…")
        self._theme.setAccessibleName(name)
        self._now.setChecked(True)
        self._open = False
        if self._room:  # it is on a page by now
            self.fit(self._room)

    def fit(self, room: int) -> None:
        """Fold to what is chosen where not all have room beside each other."""
        self._room = room
        shown = [*self._buttons.values(), *[self._theme] * bool(self.wanted.theme)]
        needed = sum(button.sizeHint().width() for button in shown) + GAP * (len(shown) - 1)
        folds = needed > room and not self._open
        self.folded.setText(self.tr("Show: {what}").format(what=self._now.text()))
        self.folded.setChecked(True)
        self.folded.setVisible(folds)
        self.setVisible(not folds)
        for button in self._group.buttons():
            button.setVisible(button in shown)

    @property
    def _now(self) -> QPushButton:
        return self._buttons.get(self.wanted, self._theme)

    def _add(self, name: str) -> QPushButton:
        button = plain.button(name, self._rest, "quiet")
        button.setCheckable(True)
        self._group.addButton(button)
        self._flow.addWidget(button)
        return button

    def _rest(self) -> None:
        """Do nothing by itself: the group says which one was pressed."""

    def _choose(self, button: QPushButton) -> None:
        found = (wanted for wanted, one in self._buttons.items() if one is button)
        wanted = next(found, self.wanted)
        self.show_wanted(wanted, self._theme.accessibleName() if wanted.theme else "")
        self.chosen.emit(wanted)

    def _unfold(self) -> None:
        self._open = True
        self.fit(self._room)
        self._now.setFocus()
