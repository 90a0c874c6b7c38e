"""Drawings of one invitation, side by side: seen at one scale, opened in their places."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from journal_app.domain.entry import Entry, Kind
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.spot import Spot
from journal_app.storage import parts
from journal_app.ui.ink.seeing.drawntile import DrawnTile
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.pages.series import SeriesPage
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui.named import Namer
from tests.ui.pens import picture

__all__ = ["enter", "fakes", "keychain"]

WEATHER, EDGE = "The weather inside.", "Only the edge of something."


def ring(size: float) -> list[bytes]:
    """Return the records of a drawing as large as this."""
    samples = tuple(Sample(60 + x * size, 60 + y * size) for x, y in ((0, 0), (1, 0), (1, 1)))
    return [pack(Add(Stroke.of(1, "pen", "text", 6.0, 0, samples), Extent(1000, 700)))]


@dataclass
class Drawer:
    """Someone who draws the same thing now and then."""

    namer: Namer

    @property
    def guest(self) -> Guest:
        return self.namer.guest

    def draw(self, days: int, prompt: str, size: float = 200.0) -> Entry:
        made = self.namer.write(days, (Kind.INK, ring(size)))
        answered = self.guest.session.journal.do(parts.answer, made.parts[0].id, prompt)
        answered.result(20)
        return made

    def go(self, prompt: str | None = None) -> SeriesPage:
        self.guest.workspace.go("series", prompt)
        page = self.guest.see(SeriesPage)
        self.namer.wait(lambda: bool(page._grid.tiles) or page._note.isVisible())
        return page

    def tiles(self, page: SeriesPage) -> list[DrawnTile]:
        self.namer.wait(lambda: bool(page._grid.tiles))
        self.namer.wait(lambda: all(tile.seen for tile in page._grid.tiles))
        return list(page._grid.tiles)

    def chips(self, page: SeriesPage) -> list[str]:
        chips = page._chips.findChildren(QPushButton)
        return [chip.accessibleName() for chip in chips if chip.isVisible()]


@pytest.fixture
def drawer(enter: Enter) -> Drawer:
    guest = enter()
    guest.wait_until_open()
    return Drawer(Namer(guest))


def test_they_are_told_oldest_first_by_their_days_and_seen_at_one_scale(drawer: Drawer) -> None:
    drawer.draw(0, WEATHER, size=100.0)
    drawer.draw(8, WEATHER, size=400.0)
    tiles = drawer.tiles(page := drawer.go(WEATHER))
    assert [tile.accessibleName() for tile in tiles] == [
        "Saturday 14 November 2026, evening", "Sunday 22 November 2026, evening",
    ]  # fmt: skip
    assert WEATHER in drawer.namer.reads(page)
    inked = [(picture(tile._sheet.picture) < 120).all(axis=2) for tile in tiles]
    wide = [int(dark.any(axis=0).sum()) for dark in inked]
    assert 3.3 < wide[0] / wide[1] < 4.2
    assert drawer.chips(page) == []
    assert tiles[0].hasFocus()


def test_arrows_go_along_and_enter_opens_the_entry_at_that_drawing(drawer: Drawer) -> None:
    old, new = drawer.draw(8, WEATHER), drawer.draw(0, WEATHER)
    tiles = drawer.tiles(page := drawer.go(WEATHER))
    asked: list[object] = []
    page.entry_asked.connect(asked.append)
    drawer.namer.key(Qt.Key.Key_Right)
    drawer.namer.key(Qt.Key.Key_Return)
    drawer.guest.wait_for(EntryPage)
    assert asked == [Spot(new.id, new.parts[0].id)]
    drawer.guest.press("Esc")
    drawer.namer.wait(page.isVisible)
    drawer.namer.wait(tiles[1].hasFocus)
    assert drawer.tiles(page) == tiles
    assert old.id != new.id


def test_another_invitation_is_chosen_by_its_chip(drawer: Drawer) -> None:
    for days in (0, 3):
        drawer.draw(days, WEATHER)
        drawer.draw(days + 1, EDGE)
    page = drawer.go(EDGE)
    drawer.tiles(page)
    assert set(drawer.chips(page)) == {WEATHER, EDGE}
    drawer.guest.button(page, WEATHER).click()
    drawer.namer.wait(lambda: WEATHER in drawer.namer.reads(page))
    drawer.namer.wait(lambda: "2026" in "".join(drawer.namer.reads(page)))


def test_the_journal_leads_there_only_while_there_is_a_series(drawer: Drawer) -> None:
    drawer.draw(2, WEATHER)
    drawer.guest.workspace.show_journal()
    page = drawer.guest.see(JournalPage)
    drawer.namer.wait(lambda: page.count == 1)
    assert not page._series.isVisible()
    drawer.draw(0, WEATHER)
    drawer.namer.wait(page._series.isVisible)
    page._series.click()
    drawer.namer.wait(lambda: drawer.guest.see(SeriesPage).isVisible())


def test_a_drawing_leads_to_the_others_of_its_invitation(drawer: Drawer) -> None:
    drawer.draw(8, WEATHER)
    new = drawer.draw(0, WEATHER)
    drawer.guest.workspace.show_entry(new.id)
    drawer.guest.wait_for(EntryPage)
    card = drawer.guest.see(EntryPage)._cards[new.parts[0].id]
    card._more.click()
    drawer.namer.wait(card._series.isVisible)
    assert card._series.text() == "Beside the others: The weather inside."
    card._series.click()
    assert len(drawer.tiles(drawer.guest.see(SeriesPage))) == 2


def test_a_drawing_that_stands_alone_leads_nowhere(drawer: Drawer) -> None:
    alone = drawer.draw(0, WEATHER)
    drawer.guest.workspace.show_entry(alone.id)
    drawer.guest.wait_for(EntryPage)
    card = drawer.guest.see(EntryPage)._cards[alone.parts[0].id]
    card._more.click()
    drawer.guest.workspace.places.drawings().invitations().result(20)
    QTest.qWait(20)
    assert not card._series.isVisible()


def test_where_nothing_is_side_by_side_the_page_says_so_and_keeps_nothing_at_lock(
    drawer: Drawer,
) -> None:
    page = drawer.go()
    assert "Nothing to see side by side just now. It can stay that way." in drawer.namer.reads(page)
    for days in (0, 4):
        drawer.draw(days, WEATHER)
    drawer.namer.wait(lambda: len(page._grid.tiles) == 2)
    page.forget()
    assert page._grid.tiles == ()
