"""The journal's page: a calm list that is read as one looks, and never loses its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record, Seal
from journal_app.domain.errors import JournalError
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.spot import Spot
from journal_app.domain.themes import Mark, MarkId, NamedTheme, ThemeId
from journal_app.services.drawings import Drawings
from journal_app.services.forms import Forms
from journal_app.services.glimpses import Glimpses
from journal_app.services.journal import Journal
from journal_app.services.lines import Lines
from journal_app.services.session import Session
from journal_app.services.sessions import Sessions
from journal_app.services.shelving import Shelving
from journal_app.services.work import Work
from journal_app.storage import binned, entries, parts, seals, themes, vault
from journal_app.ui import notices
from journal_app.ui.actions import Action, listen
from journal_app.ui.bridge import Bridge
from journal_app.ui.icons import Icons
from journal_app.ui.pages.journal import JournalPage, Shelves
from journal_app.ui.photos import pictures
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.lines.months import DayButton, MonthView
from journal_app.ui.widgets.lines.pictures import Pictures, shrink
from journal_app.ui.widgets.lines.reader import MOST_KEPT
from journal_app.ui.widgets.lines.view import AHEAD, LineList
from tests.bench import bench_journal
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock
from tests.fakes_sound import fake_sound
from tests.guest import Enter, enter, fakes, keychain
from tests.services.test_glimpses import spoken, strokes

__all__ = ["enter", "fakes", "keychain"]

TODAY = date(2026, 11, 22)
WATER = NamedTheme(ThemeId("w" * 32), "Water")
PATIENCE = 20_000


@dataclass
class Desk:
    """A page over a real journal, and whoever sits before it."""

    qtbot: QtBot
    session: Session
    page: JournalPage
    theme: Theme
    said: list[tuple[str, tuple[notices.Action, ...]]] = field(default_factory=list)
    opened: list[Spot] = field(default_factory=list)
    went: list[str] = field(default_factory=list)

    @property
    def lines(self) -> LineList:
        return self.page._list

    def wait(self, met: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(met, timeout=PATIENCE)

    def arrive(self, count: int, about: object = None) -> None:
        """Go to the page, and wait until it has so many lines and knows those that are seen."""
        self.page.arrive(about)
        self.wait(lambda: self.page.count == count)
        self.wait_for_lines()

    def wait_for_lines(self) -> None:
        self.wait(lambda: None not in self.seen())

    def seen(self) -> list[str | None]:
        """Return the entries whose lines are seen, in their order; None where it isn't known."""
        rows = self.lines._model.rows
        first, end = self.lines._seen()
        told = map(self.page._reader.told, rows.keys(first, end - 1))
        return [None if one is None else one.line.id for one in told]

    def rows(self) -> list[str]:
        """Return what all rows say to somebody who can't see them."""
        model = self.lines._model
        return [str(model.data(model.index(row))) for row in range(model.rowCount())]

    def top_of(self, name: str) -> int:
        """Return where in the list a line is just now, in pixels."""
        with_key = self.session.journal.ask(entries.key_of, EntryId(name)).result(20)
        row = self.lines._model.rows.row_of(with_key)
        assert row is not None
        return self.lines.visualRect(self.lines._model.index(row)).top()

    def press(self, key: Qt.Key) -> None:
        at = QApplication.focusWidget()
        assert at is not None
        self.qtbot.keyClick(at, key)

    def button(self, name: str) -> QPushButton:
        for found in self.page.findChildren(QPushButton):
            if found.isVisible() and name in {found.text(), found.accessibleName()}:
                return found
        raise AssertionError(name)

    def make(self, name: str, ago: int = 0, *kinds: Kind, text: str = "") -> None:
        """Make an entry of a day so long ago, with parts of these kinds, or with this text."""
        at = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - 86_400_000 * ago)
        whole = Entry(EntryId(name), at, day=TODAY - timedelta(ago))
        do = self.session.journal.do
        do(entries.begin, whole).result(20)
        for place, kind in enumerate((Kind.WORDS,) if text else kinds):
            body = text.encode() if kind is Kind.WORDS else b""
            part = Part(PartId(f"{name}{place}"), kind, place, at, body=body)
            do(parts.begin, whole.id, part).result(20)

    def add(self, part: str, *records: bytes) -> None:
        for seq, record in enumerate(records):
            self.session.journal.do(parts.append, PartId(part), Record(seq, 0, record)).result(20)


def make_desk(qtbot: QtBot, theme: Theme, folder: Path, clock: FakeClock) -> Desk:
    bridge, calendar = Bridge(), Calendar(clock)
    pages: list[JournalPage] = []
    failures: list[JournalError] = []

    def changed(changed: Changed) -> None:
        for page in pages:
            page.changed(changed)

    journal = Journal(bridge.post, failures.append, changed)
    journal.open(lambda: vault.unlock(folder, KEY)).result(20)
    work = Work(bridge.post)
    session = Session(folder, MemoryKeychain(), clock, bridge.post, journal, work)
    glimpses = Glimpses(session, shrink)
    shelves = Shelves(
        Lines(journal, calendar),
        Drawings(session, calendar),
        glimpses,
        Shelving(session, calendar),
        Forms(journal, calendar),
        Sessions(journal, calendar),
    )
    tools = Tools(theme, Icons(theme), clock, fake_sound(clock).sound, calendar)
    pages.append(JournalPage(shelves, tools))
    return Desk(qtbot, session, pages[0], theme)


@pytest.fixture
def begin(
    qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock
) -> Iterator[Callable[[int], Desk]]:
    """Show the page over a journal of so many entries."""
    desks: list[Desk] = []

    def begin(count: int) -> Desk:
        if count:
            bench_journal.fill(folder, count)
        else:
            vault.create(folder, KEY).close()
        desk = make_desk(qtbot, Theme(qapp, Preferences()), folder, clock)
        desks.append(desk)
        page = desk.page
        page.said.connect(lambda sentence, actions: desk.said.append((sentence, actions)))
        page.entry_asked.connect(desk.opened.append)
        page.place_asked.connect(lambda name, _about: desk.went.append(name))
        page.resize(1240, 752)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.focus_first()
        return desk

    yield begin
    for desk in desks:
        desk.page.forget()
        desk.session.close()
        qapp.processEvents()
        desk.page.hide()
        desk.page.deleteLater()
        qapp.processEvents()


@pytest.fixture
def desk(begin: Callable[[int], Desk]) -> Desk:
    """Return a page over five entries of two months."""
    desk = begin(0)
    desk.make("old", 40, Kind.VOICE)
    desk.make("ink", 3, Kind.INK)
    desk.make("both", 0, Kind.WORDS, Kind.INK)
    desk.make("warm", 0, text="# warm\n\n*slow* water")
    desk.make("none", 0)
    desk.arrive(5)
    return desk


def test_lines_stand_under_their_months_and_say_all_there_is_without_marks(desk: Desk) -> None:
    desk.session.journal.do(entries.share, EntryId("ink"), on=True).result(20)
    desk.session.journal.do(entries.entitle, EntryId("old"), "A walk").result(20)
    desk.wait(lambda: "set to share" in desk.rows()[4] and "walk" in desk.rows()[-1])
    assert desk.rows() == [
        "November 2026",
        "Sunday 22 November, evening",
        "Sunday 22 November, evening, words, warm slow water",
        "Sunday 22 November, evening, words · drawing",
        "Thursday 19 November, evening, drawing, set to share",
        "October 2026",
        "Tuesday 13 October, evening, voice, A walk",
    ]


def test_a_line_says_where_around_a_session_it_lies_and_which_session_is_to_come(
    desk: Desk,
) -> None:
    desk.make("session", 2, Kind.SESSION)
    desk.make("planned", -5, Kind.SESSION)
    after = "day 2 after Friday’s session"
    desk.wait(lambda: desk.rows()[1].endswith("Session, still to come"))
    rows = desk.rows()
    assert [after in row for row in rows].count(True) == 3  # all of Sunday
    told = {one.line.id: one.line for one in desk.page._reader._told.values()}
    model = desk.lines._model
    assert model.about(told[EntryId("warm")]) == f"evening · {after}"
    assert model.about(told[EntryId("planned")]) == "still to come"  # at no time that is known


def test_a_screen_reader_meets_a_list_with_the_same_names(desk: Desk) -> None:
    said = QAccessible.queryAccessibleInterface(desk.lines)
    assert said.text(QAccessible.Text.Name) == "Journal"
    assert said.role() is QAccessible.Role.List
    names = [said.child(row).text(QAccessible.Text.Name) for row in range(said.childCount())]
    assert names == desk.rows()


def test_one_click_or_enter_opens_an_entry_and_a_month_opens_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return)
    model, view = desk.lines._model, desk.lines.viewport()
    for row in (0, 2):
        at = desk.lines.visualRect(model.index(row)).center()
        desk.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert desk.opened == [Spot(EntryId("none")), Spot(EntryId("warm"))]


def test_arrows_go_from_line_to_line_over_the_months(desk: Desk) -> None:
    keys = Qt.Key
    moves = (
        (keys.Key_Down, "warm"), (keys.Key_PageDown, "old"), (keys.Key_Up, "ink"),
        (keys.Key_End, "old"), (keys.Key_Down, "old"), (keys.Key_Home, "none"),
        (keys.Key_Up, "none"), (keys.Key_PageUp, "none"),
    )  # fmt: skip
    for key, name in moves:
        desk.press(key)
        assert desk.lines.current == name


def test_the_month_above_is_seen_when_one_goes_up_to_its_first_line(
    begin: Callable[[int], Desk],
) -> None:
    desk = begin(300)
    desk.arrive(300)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        desk.press(key)
    assert desk.lines.verticalScrollBar().value() == 0


def test_letters_typed_at_the_list_look_for_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_T)  # as in Thursday
    assert desk.lines.current == "none"


def test_only_what_is_near_is_read_however_far_one_goes(begin: Callable[[int], Desk]) -> None:
    desk = begin(2000)
    desk.arrive(2000)
    seen = len(desk.seen())
    desk.wait(lambda: len(desk.page._reader._told) >= seen + AHEAD)
    assert len(desk.page._reader._told) <= seen + AHEAD + 40
    desk.press(Qt.Key.Key_End)
    desk.wait_for_lines()
    assert desk.seen()[-1] == f"{1:032x}"
    bar = desk.lines.verticalScrollBar()
    for place in range(0, bar.maximum(), bar.maximum() // 20):
        bar.setValue(place)
        desk.wait_for_lines()
    assert len(desk.page._reader._told) <= MOST_KEPT


def test_a_line_that_isnt_read_yet_has_its_day_and_opens_nothing(desk: Desk) -> None:
    desk.page._reader.forget()
    assert desk.rows()[1] == "Sunday 22 November 2026"
    desk.press(Qt.Key.Key_Return)
    assert desk.opened == []


def test_whatever_is_added_above_the_place_in_the_list_stays(begin: Callable[[int], Desk]) -> None:
    desk = begin(500)
    desk.arrive(500)
    desk.lines.verticalScrollBar().setValue(9_011)
    desk.wait_for_lines()
    desk.lines.setCurrentIndex(desk.lines.indexAt(QPoint(200, 200)))
    name, here = desk.seen()[2], desk.lines.current
    assert name is not None
    top = desk.top_of(name)
    desk.make("newer", 0, text="new")
    desk.wait(lambda: desk.page.count == 501)
    assert desk.top_of(name) == top
    assert desk.lines.current == here


def test_at_the_top_what_is_new_is_seen(begin: Callable[[int], Desk]) -> None:
    desk = begin(100)
    desk.arrive(100)
    desk.make("newer", -1, text="new")
    desk.wait(lambda: desk.seen()[0] == "newer")
    assert desk.lines.verticalScrollBar().value() == 0


def test_what_was_written_meanwhile_is_read_again_in_its_place(desk: Desk) -> None:
    desk.session.journal.do(parts.put, PartId("warm0"), b"cold", 5).result(20)
    desk.wait(lambda: desk.rows()[2].endswith("cold"))


def test_a_larger_text_size_keeps_the_line_at_the_top(begin: Callable[[int], Desk]) -> None:
    desk = begin(500)
    desk.arrive(500)
    bar = desk.lines.verticalScrollBar()
    bar.setValue(100 * desk.lines._row_height)
    first = desk.lines._seen()[0]
    desk.theme.use(Preferences().with_text_size(2.0))
    desk.wait(lambda: bar.maximum() > 140 * 500)
    assert desk.lines._seen()[0] == first


@pytest.mark.parametrize(
    ("name", "found"),
    [("Words", ["warm", "both"]), ("Drawings", ["both", "ink"]), ("Voice", ["old"]),
     ("Sessions", []), ("Set to share", ["ink"]), ("All", ["none", "warm", "both", "ink", "old"])],
)  # fmt: skip
def test_a_filter_leaves_the_lines_of_its_kind(desk: Desk, name: str, found: list[str]) -> None:
    desk.session.journal.do(entries.share, EntryId("ink"), on=True).result(20)
    desk.button("Photos").click()
    desk.wait(lambda: desk.page.count == 0)
    desk.button(name).click()
    desk.wait(lambda: desk.seen() == found)
    assert desk.button(name).isChecked()


def test_where_nothing_is_of_a_kind_a_sentence_says_so_and_the_keyboard_isnt_lost(
    desk: Desk,
) -> None:
    desk.button("Photos").click()
    desk.wait(desk.page._empty.isVisible)
    assert desk.page._empty.text() == "Nothing like this yet. It can stay that way."
    assert QApplication.focusWidget() is not None
    desk.button("All").click()
    desk.wait(lambda: desk.page.count == 5)
    assert desk.lines.isVisible()


def test_choosing_a_filter_leaves_the_keyboard_where_it_is(desk: Desk) -> None:
    desk.button("All").setFocus()
    desk.press(Qt.Key.Key_Right)
    desk.wait(lambda: desk.page.count == 2)
    assert desk.button("Words").hasFocus()
    desk.press(Qt.Key.Key_Right)
    desk.wait(lambda: desk.seen() == ["both", "ink"])


def test_a_journal_with_nothing_in_it_says_so(begin: Callable[[int], Desk]) -> None:
    desk = begin(0)
    desk.page.arrive(None)
    desk.wait(desk.page._empty.isVisible)
    assert desk.page._empty.text() == "Nothing here yet. It can stay that way."


def test_filters_fold_into_one_button_where_the_text_is_large(desk: Desk) -> None:
    desk.theme.use(Preferences().with_text_size(2.0))
    desk.wait(desk.page._filters.folded.isVisible)
    assert not desk.page._filters.isVisible()
    desk.button("Show: All").click()
    assert desk.button("All").hasFocus()
    desk.button("Drawings").click()
    desk.wait(lambda: desk.page.count == 2)
    assert desk.button("Show: Drawings").isChecked()
    desk.theme.use(Preferences())
    desk.wait(lambda: not desk.page._filters.folded.isVisible())
    assert desk.button("Drawings").isChecked()


def test_a_theme_is_one_more_filter_with_its_name_and_stays_until_another_is_chosen(
    desk: Desk,
) -> None:
    for number, name in enumerate(("both", "old")):
        give = desk.session.journal.do(themes.give, WATER, Mark(MarkId(f"{number}"), EntryId(name)))
        give.result(20)
    desk.arrive(2, WATER.id)
    desk.wait(lambda: desk.button("Water").isChecked())
    desk.button("Drawings").click()
    desk.wait(lambda: desk.seen() == ["both", "ink"])
    desk.arrive(2, WATER.id)  # coming back from an entry
    assert desk.button("Drawings").isChecked()
    desk.arrive(5, None)
    assert desk.button("All").isChecked()


def test_delete_moves_to_the_bin_and_undo_brings_it_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: bool(desk.said) and desk.page.count == 4)
    (sentence, ((name, undo),)) = desk.said.pop()
    assert (sentence, name) == ("Kept in the bin for 30 days.", "Undo")
    assert desk.lines.current == "both"
    desk.wait(desk.page._bin_button.isVisible)
    undo()
    desk.wait(lambda: desk.page.count == 5)


def test_the_menu_of_a_line_offers_the_same_by_mouse(desk: Desk) -> None:
    at = desk.lines.visualRect(desk.lines._model.index(2)).center()
    view = desk.lines.viewport()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, asked)
    menu = desk.lines.findChildren(QMenu)[-1]
    open_it, bin_it = menu.actions()
    assert (open_it.text(), bin_it.text()) == ("Open", "Move to the bin")
    bin_it.trigger()
    menu.close()
    desk.wait(lambda: desk.page.count == 4)
    assert desk.opened == []


def test_what_cant_be_moved_to_the_bin_stays_and_a_sentence_says_so(desk: Desk) -> None:
    desk.lines.binned.emit(EntryId("nobody has this"))
    desk.wait(lambda: bool(desk.said))
    assert desk.said[0][0].startswith("Not kept yet.")
    assert desk.page.count == 5


def test_the_bin_and_the_seals_are_named_only_when_there_is_something(desk: Desk) -> None:
    assert not desk.page._bin_button.isVisible()
    assert not desk.page._sealed.isVisible()
    do = desk.session.journal.do
    do(binned.put, EntryId("old"), 1).result(20)
    do(seals.put_on, EntryId("ink"), Seal(), 1).result(20)
    desk.wait(lambda: desk.page.count == 3 and desk.page._sealed.isVisible())
    for name in ("Bin (1)", "Sealed: 1", "Themes", "Search"):
        desk.button(name).click()
    desk.qtbot.keyClick(desk.lines, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.went == ["bin", "sealed", "themes", "search", "search"]


def test_the_calendar_goes_to_a_day_or_the_nearest_before(desk: Desk) -> None:
    desk.button("Calendar").click()
    assert _day(desk).on == TODAY
    marked = [day.on.day for day in desk.page.findChildren(DayButton) if _is_marked(day)]
    assert sorted(marked) == [19, 22]
    desk.button("Friday 20 November 2026").click()
    assert desk.lines.hasFocus()
    assert desk.lines.current == "ink"
    assert not desk.page._calendar.isChecked()


def test_the_calendar_goes_by_keyboard_over_the_months_that_hold_something(desk: Desk) -> None:
    desk.button("Calendar").click()
    steps = (
        (Qt.Key.Key_Left, date(2026, 11, 21)), (Qt.Key.Key_Up, date(2026, 11, 14)),
        (Qt.Key.Key_PageUp, date(2026, 10, 14)), (Qt.Key.Key_PageUp, date(2026, 10, 14)),
        (Qt.Key.Key_Down, date(2026, 10, 21)), (Qt.Key.Key_Down, date(2026, 10, 28)),
        (Qt.Key.Key_Down, date(2026, 11, 1)), (Qt.Key.Key_Left, date(2026, 10, 31)),
        (Qt.Key.Key_PageDown, date(2026, 11, 30)), (Qt.Key.Key_Right, date(2026, 11, 30)),
    )  # fmt: skip
    for key, on in steps:
        desk.press(key)
        assert _day(desk).on == on
    assert not desk.button("Later").isEnabled()
    desk.button("Earlier").click()
    assert not desk.button("Earlier").isEnabled()
    desk.press(Qt.Key.Key_Escape)
    assert desk.lines.isVisible()
    assert desk.lines.hasFocus()


def test_escape_in_the_calendar_is_taken_before_it_can_leave_the_page(desk: Desk) -> None:
    escaped: list[str] = []
    listen(desk.page, (Action(("Esc",), lambda: escaped.append("from the page")),))
    desk.button("Calendar").click()
    months = desk.page.findChild(MonthView)
    assert months is not None
    desk.button("Earlier").setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert not months.isVisible()
    assert not escaped
    desk.press(Qt.Key.Key_Escape)
    assert escaped


def test_what_is_missing_is_glimpsed_behind_and_painted_when_it_comes(desk: Desk) -> None:
    desk.page.resize(1240, 1100)
    desk.add("ink0", *strokes(20))
    desk.add("old0", *spoken(4))
    desk.make("photo", 1, Kind.PHOTO)
    picture = QImage(1200, 900, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    body = pictures.pack(picture)
    desk.session.journal.do(parts.put, PartId("photo0"), body, 1).result(20)
    desk.wait(lambda: desk.page.count == 6)
    kept = _pictures(desk)._kept
    desk.wait(lambda: len(kept) == 3)
    assert all(not pixmap.isNull() for _body, pixmap in kept.values())
    tried = len(desk.page._reader._tried)
    desk.lines.look_again()
    desk.wait(lambda: not desk.page._reader._asking)
    assert len(desk.page._reader._tried) == tried


@pytest.mark.parametrize("name", THEMES)
def test_a_drawing_is_glimpsed_in_the_inks_and_on_the_paper_of_the_theme(
    desk: Desk, name: str
) -> None:
    desk.theme.use(Preferences(theme=name))
    desk.add("ink0", *strokes(20))
    desk.session.journal.do(entries.share, EntryId("ink"), on=True).result(20)
    kept = _pictures(desk)._kept
    desk.wait(lambda: len(kept) == 1)
    ((_body, pixmap),) = kept.values()
    image = pixmap.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(86) for y in range(56)}
    paper = desk.theme.colour("raised" if name == "afterglow" else "surface")
    assert paper.name() in colours
    assert desk.theme.colour("sage").name() in colours


def test_a_journal_that_closes_leaves_no_question_open_and_no_line_known(desk: Desk) -> None:
    desk.session.close()
    desk.page._reader.doubt()
    desk.lines._look()
    assert desk.page._reader._asking
    desk.wait(lambda: not desk.page._reader._asking)
    desk.page.forget()
    assert desk.page.count == 0
    assert not desk.page._reader._told
    assert not _pictures(desk)._kept


def test_an_answer_that_comes_too_late_is_never_shown(desk: Desk) -> None:
    shown: list[int] = []
    desk.lines._model.modelReset.connect(lambda: shown.append(desk.page.count))
    for name in ("Photos", "Drawings"):
        desk.button(name).click()
    desk.wait(lambda: desk.seen() == ["both", "ink"])
    assert 0 not in shown


def test_what_comes_after_the_page_was_left_for_good_is_let_go(desk: Desk) -> None:
    desk.add("ink0", *strokes(20))
    desk.page.arrive(None)
    desk.lines.binned.emit(EntryId("old"))
    desk.page.forget()
    desk.session.close()
    QApplication.processEvents()
    assert desk.page.count == 0
    assert not desk.page._reader._told
    assert not desk.said


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("name", THEMES)
def test_everything_is_large_enough_and_inside_the_window(
    desk: Desk, name: str, size: float
) -> None:
    desk.session.journal.do(binned.put, EntryId("old"), 1).result(20)
    desk.theme.use(Preferences(theme=name).with_text_size(size))
    desk.wait(desk.page._bin_button.isVisible)
    for turn in ("", "Calendar", "Calendar"):
        if turn:
            desk.button(turn).click()
        QApplication.processEvents()
        for button in desk.page.findChildren(QPushButton):
            if not button.isVisible():
                continue
            said = button.text() or button.accessibleName()
            assert min(button.width(), button.height()) >= desk.theme.target, said
            assert button.width() >= button.minimumSizeHint().width(), said
            corner = button.mapTo(desk.page, button.rect().bottomRight())
            assert corner.x() < desk.page.width(), said
            scrolls = isinstance(button, DayButton)
            assert scrolls or corner.y() < desk.page.height(), said


def test_in_the_house_an_entry_goes_to_the_bin_and_comes_back_by_the_strip_below(
    enter: Enter,
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("warm")
    guest.press("Ctrl+J")
    page = guest.see(JournalPage)
    guest.qtbot.waitUntil(lambda: page.count == 1, timeout=PATIENCE)
    guest.qtbot.waitUntil(lambda: page._list.current is not None, timeout=PATIENCE)
    guest.press("Del")
    guest.qtbot.waitUntil(lambda: page.count == 0, timeout=PATIENCE)
    guest.qtbot.waitUntil(lambda: "30 days" in guest.workspace.notices.text, timeout=PATIENCE)
    guest.button(guest.workspace, "Undo").click()
    guest.qtbot.waitUntil(lambda: page.count == 1, timeout=PATIENCE)


def _day(desk: Desk) -> DayButton:
    here = QApplication.focusWidget()
    assert isinstance(here, DayButton)
    return here


def _is_marked(day: DayButton) -> bool:
    return day.isVisible() and "something is here" in day.accessibleName()


def _pictures(desk: Desk) -> Pictures:
    found = desk.lines.findChild(Pictures)
    assert found is not None
    return found
