"""Home: three doors, and almost nothing else."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_app.domain import day
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryLine, Kind
from journal_app.domain.rehearsal import Advice
from journal_app.ui import copytext, kinds
from journal_app.ui.actions import Action, listen
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.door import Door, Shape
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.kitline import KitLine
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.writing.flow import Flow

MARGIN = 24
BESIDE = 20  # of it are the room for a bar beside what scrolls
ROOMY = 150  # percent of the usual text size, up to which there is room beside the doors
_ONLY_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class HomePage(QWidget):
    """Opens Write, Draw or Speak with one press.

    ``place_asked`` carries the name of a place or a beginning, and what it is about; ``aside`` asks
    for a side page by its name; ``put_off`` has advice somebody doesn't want now; ``rest`` asks for
    nothing at all, ``dim`` for Afterglow; ``came_back`` says that somebody has just had a session.
    """

    opened = Signal(object)
    journal = Signal()
    place_asked = Signal(str, object)
    rest = Signal()
    dim = Signal()
    came_back = Signal()
    paper_page = Signal()
    settings = Signal()
    aside = Signal(str)
    put_off = Signal(object)

    def __init__(self, calendar: Calendar, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._calendar = calendar
        self._theme = theme
        self.header = Header("", theme, icons)
        self._when = plain.label("", "quiet")
        self._last = plain.label("", "quiet")
        self._settings = plain.button(self.tr("Settings"), self.settings.emit, "quiet")
        self._clear = self._make_ways()
        self._tracks = True
        self._rest_button = plain.button(self.tr("Just rest"), self.rest.emit)
        self._offer: QWidget | None = None
        self._kit = KitLine(theme)
        self._kit.taken.connect(self.aside)
        self._kit.put_off.connect(self.put_off)
        self._doors = {
            Kind.WORDS: Door(Shape.LINES, self.tr("words, any order"), theme),
            Kind.INK: Door(Shape.ROUND, self.tr("lines, shapes"), theme),
            Kind.VOICE: Door(Shape.LEVELS, self.tr("say it out loud"), theme),
        }
        names = (self.tr("Write"), self.tr("Draw"), self.tr("Speak"))
        for (kind, door), name, key in zip(self._doors.items(), names, "123", strict=True):
            door.setText(name)
            door.setToolTip(self.tr("Press {key}").format(key=key))
            door.setProperty("kind", kind)
            door.clicked.connect(self._open)
            listen(self, (Action((key,), door.click),), _ONLY_HERE)
        self._offers = plain.column(gap=0)
        self._lay_out()
        theme.changed.connect(self._rest)
        self._rest()

    def refresh(self, lines: tuple[EntryLine, ...] = ()) -> None:
        """Show what time it is, and what was made last."""
        today = self._calendar.today()
        self._when.setText(day.weekday_and_part(today, self._calendar.clock.now()))
        self._last.setText(self._last_time(lines[0], today) if lines else "")

    def advise(self, advice: Advice) -> None:
        """Say something about the recovery kit, or nothing."""
        self._kit.show_advice(advice)

    def track(self, *, on: bool) -> None:
        """Offer the check-in, or don't."""
        self._tracks = on
        self._rest()

    def show_offer(self, offer: QWidget | None) -> None:
        """Show something that is offered below the doors, instead of what was; or nothing."""
        before, self._offer = self._offer, offer
        if before is not None and before is not offer:
            self._offers.removeWidget(before)
            before.hide()
            before.deleteLater()
        if offer is not None:
            self._offers.addWidget(offer)
            offer.show()

    def focus_first(self) -> None:
        """Put the keyboard on the first door."""
        self._doors[Kind.WORDS].setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        """Leave out what somebody can't want just now."""
        for way in self._clear:
            way.setVisible(not self._theme.dim)
        self._clear[0].setVisible(self._tracks and not self._theme.dim)
        self._rest_button.setVisible(self._theme.dim)
        self._last.setVisible(self._theme.px(100) <= ROOMY and not self._theme.dim)

    def _make_ways(self) -> tuple[QWidget, ...]:
        """Return the ways to what asks for a clear head."""
        ways = (
            (self.tr("One-minute check-in"), "begin", Kind.CHECKIN),
            (self.tr("Guided questions"), "guides", None),
        )
        made = [
            plain.button(said, partial(self.place_asked.emit, name, about))
            for said, name, about in ways
        ]
        just_had = plain.button(self.tr("I’ve just had a session"), self.came_back.emit)
        paper = plain.button(self.tr("A paper page"), self.paper_page.emit)
        return (*made, just_had, paper)

    def _lay_out(self) -> None:
        inside = QWidget()
        layout = plain.column(inside, gap=12)
        layout.addWidget(self._when)
        greeting = plain.label(copytext.small("welcome_back"), "heading", wrap=True)
        layout.addWidget(greeting)
        doors = QHBoxLayout()
        doors.setSpacing(24)
        for door in self._doors.values():
            doors.addWidget(door)
        layout.addLayout(doors, 1)
        layout.addLayout(self._offers)
        layout.addWidget(self._kit)
        one_word = partial(self.place_asked.emit, "one word", None)
        always = (
            plain.button(self.tr("One word"), one_word),
            self._rest_button,
            plain.button(self.tr("Journal"), self.journal.emit),
        )
        for shown in (self._when, *always, self._settings):
            shown.setProperty("tired", "true")  # there in Afterglow, too: larger then
        foot = Flow(last_apart=True)
        foot.setSpacing(12)
        for thing in (*self._clear, *always, self._last, self._settings):
            foot.addWidget(thing)
        layout.addLayout(foot)
        page = plain.column(self, margin=MARGIN, gap=12)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN - BESIDE, MARGIN)
        head = plain.row(self.header)
        head.setContentsMargins(0, 0, BESIDE, 0)
        page.addLayout(head)
        page.addWidget(Scroller(inside), 1)  # only large letters in a low window need it

    def _last_time(self, line: EntryLine, today: date) -> str:
        called = kinds.in_a_sentence()
        made = ", ".join(called[kind] for kind in line.kinds)
        return self.tr("Last time: {made}, {when}").format(
            made=made, when=day.how_near(line.day, today)
        )

    def _open(self) -> None:
        self.opened.emit(Kind(self.sender().property("kind")))
