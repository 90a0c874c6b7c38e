"""The themes of an entry: their names side by side, and a way to add one."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from journal_app.domain.entry import EntryId
from journal_app.domain.errors import JournalError
from journal_app.domain.quoting import short
from journal_app.domain.spot import Spot
from journal_app.domain.themes import Mark, NamedTheme
from journal_app.services.themes import Step, Themes, Whole
from journal_app.ui import actions, copytext
from journal_app.ui.actions import Action
from journal_app.ui.hearing import hear
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.naming import SHOWN, Naming
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

CORNER = 16
SIDE = 10  # so that it begins where the words of the page do


class Chip(QWidget):
    """A name, and a way to take it off. ``followed`` when the name was pressed."""

    followed = Signal(object)
    off = Signal(object, object)

    def __init__(
        self, met: NamedTheme, marks: tuple[Mark, ...], theme: Theme, icons: Icons
    ) -> None:
        super().__init__()
        self._met, self._marks = met, marks
        self._theme, self._icons = theme, icons
        self._name = plain.button(short(met.name, SHOWN).replace("&", "&&"), self._follow, "quiet")
        self._name.setAccessibleName(self.tr("Theme “{name}”").format(name=met.name))
        self._name.setAccessibleDescription(
            self.tr("Enter shows where it returns. Del takes it off.")
        )
        self._name.setToolTip(met.name)
        self._off = plain.button("", self._take_off, "quiet")
        self._off.setAccessibleName(self.tr("Take “{name}” off").format(name=met.name))
        self._off.setToolTip(self._off.accessibleName())
        self.setFocusProxy(self._name)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(gap(theme) if theme.dim else 0)
        for button in (self._name, self._off):
            row.addWidget(button)
        theme.changed.connect(self._colour)
        self._colour()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._take_off()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border"), 1.5))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER, CORNER)

    def _follow(self) -> None:
        self.followed.emit(self._met)

    def _take_off(self) -> None:
        self.off.emit(self._met, self._marks)

    def _colour(self) -> None:
        self._off.setIcon(self._icons.get("close", "text_muted"))


class ThemeRow(QWidget):
    """Shows the themes of an entry; ``said`` and ``place_asked`` are those of a ``Place``."""

    said = Signal(str, object)
    place_asked = Signal(str, object)

    def __init__(self, themes: Themes, entry: EntryId, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._themes = themes
        self._entry = entry
        self._theme, self._icons = theme, icons
        self._chips: list[Chip] = []
        self._add = plain.button(self.tr("add"), self.begin, "quiet")
        self._add.setAccessibleName(self.tr("Add a theme"))
        self._add.setToolTip(self.tr("Give this entry a name to find it by (Ctrl+Shift+T)"))
        self._naming = Naming(themes, theme)
        self._naming.kept.connect(self._kept)
        self._naming.ended.connect(self._over)
        self._label = plain.label(self.tr("Themes"), "quiet")
        self._flow = Flow()
        for thing in (self._label, self._add):
            self._flow.addWidget(thing)
        column = plain.column(self, gap=12)
        column.setContentsMargins(SIDE, 0, 0, 0)
        column.addLayout(self._flow)
        column.addWidget(self._naming)
        actions.listen(self, (Action(("Ctrl+Shift+T",), self.begin),))
        theme.changed.connect(self._colour)
        self._colour()
        self.look()

    def look(self) -> None:
        """See what there is now."""
        hear(self, self._themes.of_entry(self._entry), self._show, self._say)

    def begin(self) -> None:
        """Ask for a name for the whole entry."""
        keep = partial(self._themes.give, spot=Spot(self._entry))
        self._add.hide()
        self._naming.begin(self.tr("A name for this entry"), keep)

    def _show(self, found: tuple[Whole, ...]) -> None:
        at = [chip.hasFocus() or chip.isAncestorOf(self.focusWidget()) for chip in self._chips]
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(met, marks, self._theme, self._icons) for met, marks in found]
        self._flow.removeWidget(self._add)
        for chip in self._chips:
            chip.followed.connect(self._follow)
            chip.off.connect(self._take_off)
            self._flow.addWidget(chip)
        self._flow.addWidget(self._add)
        if any(at):
            near = [*self._chips, self._add][min(at.index(True), len(self._chips))]
            near.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, met: NamedTheme) -> None:
        self.place_asked.emit("thread", met.id)

    def _take_off(self, met: NamedTheme, marks: tuple[Mark, ...]) -> None:
        step = self._themes.take_off(met, marks)
        self._said_of(step, self.tr("“{name}” is taken off.").format(name=met.name))

    def _kept(self, name: str, step: Step) -> None:
        self._said_of(step, self.tr("Named “{name}”.").format(name=name))

    def _over(self) -> None:
        self._add.show()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _said_of(self, step: Step, sentence: str) -> None:
        """Show what a step changed and say so, once it is kept."""

        def done(_changed: object) -> None:
            undo = (copytext.small("undo"), partial(self._undo, step))
            self.said.emit(sentence, (undo,))

        hear(self, step.reply, done, self._say)
        self.look()

    def _undo(self, step: Step) -> None:
        step.undo()
        hear(self, self._themes.of_entry(self._entry), self._show)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())

    def _colour(self) -> None:
        self._add.setIcon(self._icons.get("add"))
        self._label.setMinimumHeight(self._theme.target + 4)
        self._flow.setSpacing(gap(self._theme))
