"""The search page: found while one types, underlined, opened where it stands, and kept nowhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from journal_app.domain.clock import Moment
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Seal
from journal_app.domain.searching import Excerpt, Hit
from journal_app.domain.settings import THEMES
from journal_app.domain.spot import Spot
from journal_app.services.search import AT_ONCE
from journal_app.storage import binned, entries, parts, seals
from journal_app.ui.pages.search import SearchPage
from journal_app.ui.widgets.finding.hitlist import HitList
from journal_app.ui.widgets.finding.hitpaint import HitDelegate
from tests.fakes import SUNDAY_EVENING, FakeClock
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]

PATIENCE = 20_000
LONG = "slow water over stones, and somebody was singing in the next room " * 6


class Seeker:
    """Someone on the search page of a whole house."""

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.asked: list[Spot] = []
        guest.wait_until_open()

    def go(self) -> SearchPage:
        QApplication.processEvents()  # what was written by now is heard of by who is there now
        self.guest.workspace.go("search")
        page = self.guest.see(SearchPage)
        page.entry_asked.connect(self.asked.append)
        return page

    def make(self, name: str, text: str, at: Moment = SUNDAY_EVENING, caption: str = "") -> None:
        do = self.guest.session.journal.do
        do(entries.begin, Entry(EntryId(name), at)).result(20)
        words = Part(PartId(f"{name} words"), Kind.WORDS, 0, at, body=text.encode())
        do(parts.begin, EntryId(name), words).result(20)
        if caption:
            drawing = Part(PartId(f"{name} drawing"), Kind.INK, 1, at, caption=caption)
            do(parts.begin, EntryId(name), drawing).result(20)
        do(entries.set_aside, EntryId(name), at.utc_ms).result(20)

    @property
    def page(self) -> SearchPage:
        return self.guest.see(SearchPage)

    @property
    def hits(self) -> HitList:
        return self.page._list

    def found(self) -> list[str]:
        return [hit.spot.entry for hit in self.page.hits]

    def wait(self, met: Callable[[], bool]) -> None:
        self.guest.qtbot.waitUntil(met, timeout=PATIENCE)

    def type(self, text: str) -> None:
        """Type where the keyboard is, and wait for the answer."""
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClicks(at, text)
        self.settle()

    def settle(self) -> None:
        page = self.page
        self.wait(lambda: not page._search._busy and page._search._next is None)

    def texts(self) -> list[str]:
        """Return the labels and buttons that are shown."""
        found = self.page.findChildren(QWidget)
        return [w.text() for w in found if w.isVisible() and hasattr(w, "text")]


@pytest.fixture
def seeker(enter: Enter) -> Seeker:
    return Seeker(enter())


def days_ago(days: int) -> Moment:
    return replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - 86_400_000 * days)


def test_what_is_typed_is_found_at_once_and_opens_with_enter(seeker: Seeker) -> None:
    seeker.make("old", "slow water", days_ago(3))
    seeker.make("new", "Wäter and stones")
    seeker.go()
    seeker.type("wat")
    assert seeker.found() == ["new", "old"]
    seeker.guest.press("Return")
    assert [(spot.entry, spot.words) for spot in seeker.asked] == [("new", ("Wäter",))]


def test_a_single_click_opens_too(seeker: Seeker) -> None:
    seeker.make("e", "slow water")
    seeker.go()
    seeker.type("wat")
    at = seeker.hits.visualRect(seeker.hits.model().index(0, 0)).center()
    QTest.mouseClick(seeker.hits.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [spot.entry for spot in seeker.asked] == ["e"]


def test_what_was_written_a_moment_ago_is_found(seeker: Seeker) -> None:
    seeker.guest.press("1")
    seeker.guest.type("the water was a door")
    seeker.guest.workspace.go("search")
    seeker.settle()
    seeker.type("doo")
    assert [hit.excerpt.text for hit in seeker.page.hits] == ["the water was a door"]


def test_nothing_special_is_shown_until_something_is_typed(seeker: Seeker) -> None:
    seeker.make("e", "slow water")
    seeker.go()
    assert not seeker.hits.isVisible()
    assert not any("Nothing" in text for text in seeker.texts())
    seeker.type("w")
    assert not seeker.hits.isVisible()
    seeker.type("a")
    assert seeker.found() == ["e"]


def test_no_results_are_said_calmly(seeker: Seeker) -> None:
    seeker.go()
    seeker.type("zzz")
    said = "Nothing with these words. Drawings and voices are found by their captions."
    assert said in seeker.texts()


def test_escape_clears_and_then_goes_back(seeker: Seeker) -> None:
    seeker.make("e", "slow water")
    seeker.guest.workspace.go("journal")
    seeker.go()
    seeker.type("wat")
    seeker.guest.press("Down")
    assert seeker.hits.hasFocus()
    seeker.guest.press("Esc")
    assert (seeker.page._line.text(), seeker.page._line.hasFocus()) == ("", True)
    assert not seeker.hits.isVisible()
    seeker.guest.press("Esc")
    assert not any(page.isVisible() for page in seeker.guest.house.window.findChildren(SearchPage))


def test_coming_back_everything_is_as_it_was_left(seeker: Seeker) -> None:
    for number in range(70):
        seeker.make(f"{number}", LONG, days_ago(number))
    seeker.go()
    seeker.type("wat")
    seeker.guest.press("Down")
    for _page in range(40):
        seeker.guest.press("PgDown")
        seeker.settle()
    assert len(seeker.found()) == 70, "older ones came as one went on"
    seeker.hits.setCurrentIndex(seeker.hits.model().index(50, 0))
    seeker.hits.scrollTo(seeker.hits.currentIndex())
    before = seeker.hits.verticalScrollBar().value()
    seeker.guest.press("Return")
    page = seeker.page
    seeker.wait(lambda: not page.isVisible())
    seeker.guest.press("Esc")
    seeker.guest.wait_for(SearchPage)
    seeker.settle()
    assert seeker.page._line.text() == "wat"
    assert len(seeker.found()) == 70
    assert seeker.hits.currentIndex().row() == 50
    assert seeker.hits.verticalScrollBar().value() == before
    assert seeker.hits.hasFocus()


def test_what_went_to_the_bin_meanwhile_is_gone_when_one_comes_back(seeker: Seeker) -> None:
    seeker.make("kept", "slow water")
    seeker.make("gone", "slow water")
    seeker.go()
    seeker.type("wat")
    assert seeker.found() == ["gone", "kept"]
    seeker.guest.workspace.go("journal")
    seeker.guest.session.journal.do(binned.put, EntryId("gone"), 1).result(20)
    seeker.go()
    seeker.settle()
    assert seeker.found() == ["kept"]


def test_a_letter_typed_in_the_list_goes_to_the_line(seeker: Seeker) -> None:
    seeker.make("one", "water")
    seeker.make("two", "watt")
    seeker.go()
    seeker.type("wat")
    seeker.guest.press("Down")
    seeker.type("e")
    assert (seeker.page._line.text(), seeker.found()) == ("wate", ["one"])
    seeker.guest.press("Down")
    seeker.guest.press("Up")
    assert seeker.page._line.hasFocus()
    seeker.guest.press("Down")
    seeker.guest.press("Backspace")
    seeker.settle()
    assert sorted(seeker.found()) == ["one", "two"]


def test_kinds_and_days_narrow_it_down(seeker: Seeker) -> None:
    seeker.make("words", "slow water", days_ago(400))
    seeker.make("drawn", "stones", caption="Water, from above")
    page = seeker.go()
    seeker.type("wat")
    assert seeker.found() == ["drawn", "words"]
    seeker.guest.button(page, "Drawings").click()
    seeker.settle()
    assert [(hit.spot.entry, hit.where) for hit in page.hits] == [("drawn", "caption")]
    seeker.guest.button(page, "All").click()
    seeker.guest.button(page, "Days and themes").click()
    seeker.type("2025")
    assert seeker.found() == ["drawn", "words"]
    assert "From Wednesday 1 January 2025" in seeker.texts()
    page._bounds._since.setText("June 2026")
    seeker.settle()
    assert seeker.found() == ["drawn"]
    page._bounds._since.setText("no day at all")
    page._bounds._until.setText("2025")
    seeker.settle()
    assert seeker.found() == ["words"]


def test_a_lock_leaves_no_word_behind(seeker: Seeker) -> None:
    seeker.make("e", "slow water")
    page = seeker.go()
    seeker.type("wat")
    assert page.hits
    page.forget()
    assert (page._line.text(), page.hits) == ("", ())
    assert not page._line.isUndoAvailable()


def test_a_hit_says_all_of_itself_to_who_cannot_see_it(seeker: Seeker) -> None:
    seeker.make("e", "slow water")
    seeker.go()
    seeker.type("wat")
    seen = QAccessible.queryAccessibleInterface(seeker.hits)
    assert seen.text(QAccessible.Text.Name) == "Found"
    assert seen.child(0).text(QAccessible.Text.Name) == (
        "Sunday 22 November 2026 · words: slow water"
    )


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_clipped_and_everything_can_be_hit(
    seeker: Seeker, theme: str, size: float
) -> None:
    house = seeker.guest.house
    house.use(house.preferences.with_theme(theme).with_text_size(size))
    house.window.resize(house.window.minimumSize())
    seeker.make("e", LONG)
    page = seeker.go()
    seeker.guest.button(page, "Days and themes").click()
    page._line.setText("wat")
    seeker.settle()
    least = 64 if theme == "afterglow" else 48
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert min(button.width(), button.height()) >= least, button.text()
            corner = button.mapTo(page, button.rect().bottomRight())
            assert corner.x() < page.width(), button.text()
    assert seeker.hits.height() >= least
    assert seeker.hits.horizontalScrollBar().maximum() == 0


def test_hits_are_underlined_where_they_stand(seeker: Seeker) -> None:
    seeker.make("e", "slow water")
    seeker.go()
    plain = _painted(seeker, "water", ())
    marked = _painted(seeker, "water", ((0, 5),))
    low = [y for y in range(plain.height()) if _row(plain, y) != _row(marked, y)]
    assert low, "nothing is underlined"
    assert len(low) <= 4, "it is a line, not a patch"
    both = _painted(seeker, "water " * 60, ((0, 359),))
    assert len(_lines_under(both, seeker)) == 2, "on both rows"


def _painted(seeker: Seeker, text: str, spans: tuple[tuple[int, int], ...]) -> QImage:
    """Return how a hit with this excerpt is painted."""
    page = seeker.page
    (hit, *_rest) = page.hits or _any_hit(seeker)
    shown: Hit = replace(hit, excerpt=Excerpt(text, spans))
    seeker.hits.show_hits((shown,), more=False, stay=False)
    page._results.setCurrentWidget(seeker.hits)
    QApplication.processEvents()
    return (
        seeker.hits.viewport()
        .grab(seeker.hits.visualRect(seeker.hits.model().index(0, 0)))
        .toImage()
    )


def _any_hit(seeker: Seeker) -> tuple[Hit, ...]:
    seeker.type("wat")
    return seeker.page.hits


def _row(image: QImage, y: int) -> list[int]:
    return [image.pixel(x, y) for x in range(0, image.width(), 3)]


def _lines_under(image: QImage, seeker: Seeker) -> list[int]:
    """Return where lines of the accent's colour begin, from the top."""
    theme = seeker.hits.itemDelegate()
    assert isinstance(theme, HitDelegate)
    accent = theme._theme.colour("accent").rgb()
    rows = [y for y in range(image.height()) if _row(image, y).count(accent) > 40]
    return [y for y in rows if y - 1 not in rows]


def test_a_newer_letter_makes_older_answers_count_no_more(seeker: Seeker) -> None:
    seeker.make("one", "water")
    seeker.make("two", "walk")
    page = seeker.go()
    for text in ("w", "wa", "wal", "walk"):
        page._line.setText(text)
    seeker.settle()
    assert seeker.found() == ["two"]


def test_there_are_never_more_hits_than_were_asked_for(seeker: Seeker) -> None:
    for number in range(AT_ONCE + 5):
        seeker.make(f"{number}", "water", days_ago(number))
    seeker.go()
    seeker.type("wat")
    assert len(seeker.found()) == AT_ONCE


def test_tomorrow_a_seal_that_ends_then_holds_no_more(seeker: Seeker, clock: FakeClock) -> None:
    seeker.make("e", "water")
    seeker.guest.session.journal.do(
        seals.put_on, EntryId("e"), Seal(SUNDAY_EVENING.day + timedelta(1)), 1
    ).result(20)
    page = seeker.go()
    seeker.type("wat")
    assert seeker.found() == []
    clock.go_on(86_400)
    page.arrive(None)
    seeker.settle()
    assert seeker.found() == ["e"]
