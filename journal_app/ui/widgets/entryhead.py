"""The head of an entry's page: when it happened, its title, and what can be done with all of it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from journal_app.domain import day
from journal_app.domain.arrangement import Arrangement
from journal_app.domain.happened import Happened
from journal_app.ui import copytext
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.happened import HappenedEditor
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

TITLE_PX = 26
EDGE = 8  # so that it begins where the words of the parts begin


class EntryHead(QWidget):
    """Shows an ``Arrangement``; ``arranged`` carries another one, when it was asked for.

    ``titled`` carries a title while it is being typed; ``settled`` says that the typing is over;
    ``place_asked`` is that of a place.
    """

    arranged = Signal(object)
    titled = Signal(str)
    settled = Signal()
    undo = Signal()
    redo = Signal()
    seal_asked = Signal()
    bin_asked = Signal()
    place_asked = Signal(str, object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._now: Arrangement | None = None
        self._when = plain.button("", self._ask_when, "when")
        self._share = plain.button("", self.share, "quiet")
        self._share.setCheckable(True)
        self._share.setAccessibleName(self.tr("Set to share"))
        self._share.setToolTip(
            self.tr("Marks it for sharing one day (Ctrl+Shift+S). Nothing leaves the journal.")
        )
        self._more = plain.button("", self._show_more, "quiet")
        self._more.setCheckable(True)
        self._more.setAccessibleName(self.tr("Undo, seal it, move it to the bin"))
        self._place = plain.button("", self._go_to_place, "when")
        self._place.hide()
        self._leads: tuple[str, object] = ("", None)
        self._happened = HappenedEditor(tools.clock, tools.calendar)
        self._happened.chosen.connect(self._redate)
        self._happened.left.connect(self._leave_when)
        self._title = self._make_title()
        self._undo = plain.button(copytext.small("undo"), self.undo.emit, "quiet")
        self._redo = plain.button(self.tr("Redo"), self.redo.emit, "quiet")
        self._pair = plain.row(self._share, self._more)
        self._row = Flow()
        self._whole = self._make_whole()
        self._under, self._themes = plain.column(), plain.column()
        self._lay_out()
        tools.theme.changed.connect(self._colour)
        self._colour()

    def show_entry(self, now: Arrangement, *, can_undo: bool, can_redo: bool) -> None:
        """Show how an entry is arranged now, and whether there is a way back and forth."""
        self._now = now
        self._when.setText(day.date_and_part(now.day, now.happened))
        said = self.tr("When it happened: {when}").format(when=self._when.text())
        self._when.setAccessibleName(said)
        if self._title.text() != now.title:
            self._title.setText(now.title)
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)
        self._colour()

    def close_all(self) -> None:
        """Show none of what opens in place."""
        self._happened.hide()
        self._more.setChecked(False)
        self._whole.hide()
        self.show_under(None)

    @property
    def asks(self) -> bool:
        """Whether something is shown under the date."""
        return self._under.count() > 0

    def show_under(self, widget: QWidget | None) -> None:
        """Show something in place, under the date; or nothing."""
        _fill(self._under, widget)

    def show_themes(self, widget: QWidget | None) -> None:
        """Show the themes of the entry under its title."""
        _fill(self._themes, widget)
        if widget is None:
            self.show_place("")

    def show_place(self, said: str, name: str = "", about: object = None) -> None:
        """Say beside the date where the entry lies; a press leads to a place, about something."""
        self._place.setText(said)
        self._place.setVisible(bool(said))
        self._leads = name, about

    def share(self) -> None:
        """Set the entry to share, or not any more."""
        if self._now is not None:
            self.arranged.emit(replace(self._now, shared=not self._now.shared))

    def _ask_when(self) -> None:
        if self._now is not None and self._happened.isHidden():
            self._happened.show()
            self._happened.begin(Happened(self._now.happened, self._now.day))
        else:
            self._leave_when()

    def _leave_when(self) -> None:
        self._happened.hide()
        self._when.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_place(self) -> None:
        self.place_asked.emit(*self._leads)

    def _redate(self, happened: Happened) -> None:
        self._leave_when()
        if self._now is not None:
            self.arranged.emit(replace(self._now, happened=happened.moment, day=happened.day))

    def _show_more(self) -> None:
        self._whole.setVisible(self._more.isChecked())

    def _make_title(self) -> QLineEdit:
        title = QLineEdit()
        title.setProperty("role", "inline")
        title.setTextMargins(EDGE, 0, 0, 0)
        title.setPlaceholderText(self.tr("A title, if you like"))
        title.setAccessibleName(self.tr("Title"))
        title.textChanged.connect(self._dress_title)
        title.textEdited.connect(self.titled)
        title.editingFinished.connect(self.settled)
        return title

    def _make_whole(self) -> QWidget:
        """Make the row of what can be done with all of it."""
        whole = QWidget()
        whole.setLayout(self._row)
        seal = plain.button(copytext.small("seal"), self.seal_asked.emit, "quiet")
        seal.setToolTip(self.tr("Ctrl+Shift+A"))
        for button in (
            self._undo,
            self._redo,
            seal,
            plain.button(self.tr("Move all of it to the bin"), self.bin_asked.emit, "quiet"),
        ):
            self._row.addWidget(button)
        whole.hide()
        return whole

    def _lay_out(self) -> None:
        ends = QWidget()
        self._pair.setContentsMargins(0, 0, 0, 0)
        ends.setLayout(self._pair)
        top = Flow(last_apart=True)
        top.addWidget(self._when)
        top.addWidget(self._place)
        top.addWidget(ends)
        self._happened.hide()
        column = plain.column(self, gap=6)
        column.addLayout(top)
        column.addWidget(self._whole)
        column.addWidget(self._happened)
        column.addLayout(self._under)
        column.addWidget(self._title)
        self._themes.setContentsMargins(EDGE, 0, 0, 0)
        column.addLayout(self._themes)

    def _colour(self) -> None:
        icons, theme = self._tools.icons, self._tools.theme
        shared = self._now is not None and self._now.shared
        for row in (self._pair, self._row):
            row.setSpacing(gap(theme))
        self._share.setChecked(shared)
        self._share.setText(self.tr("Set to share") if shared else self.tr("Mark to share"))
        self._share.setIcon(icons.get("check") if shared else QIcon())
        self._more.setIcon(icons.get("more", "text_muted"))
        self._dress_title()

    def _dress_title(self) -> None:
        """Let a title stand out, and the place for one not."""
        theme = self._tools.theme
        font = theme.page_font() if self._title.text() else theme.font()
        if self._title.text():
            font.setPixelSize(theme.px(TITLE_PX))
            font.setBold(True)
        self._title.setFont(font)


def _fill(slot: QVBoxLayout, widget: QWidget | None) -> None:
    """Put a widget into a slot, and let go of the one that was in it."""
    while (item := slot.takeAt(0)) is not None:
        before = item.widget()
        if before is not None and before is not widget:
            before.hide()
            before.deleteLater()
    if widget is not None:
        slot.addWidget(widget)
        widget.show()
