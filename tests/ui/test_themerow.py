"""The themes of an entry on its page: shown, followed, added, taken off, and put back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from journal_app.domain.entry import Entry, Kind
from journal_app.domain.spot import Phrase, Region, Spot
from journal_app.ui.widgets.themerow import Chip, ThemeRow
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer, drawn

__all__ = ["enter", "fakes", "keychain"]


class Page:
    """A page with the row of an entry on it."""

    def __init__(self, namer: Namer) -> None:
        self.namer = namer
        self.entry: Entry = namer.write(1, (Kind.WORDS, "slow water"), (Kind.INK, drawn()))
        self.followed: list[tuple[str, object]] = []
        namer.give("water", Spot(self.entry.id, self.entry.parts[0].id, Phrase(5, 10)), "water")
        namer.give("door", Spot(self.entry.id))
        ink = self.entry.parts[1].id
        namer.give("water", Spot(self.entry.id, ink, Region(0, 0, 9, 9)))
        self.window = QWidget()
        namer.guest.qtbot.addWidget(self.window)
        tools = namer.guest.workspace.places.tools
        self.row = ThemeRow(namer.themes, self.entry.id, tools.theme, tools.icons)
        self.row.said.connect(namer.say)
        self.row.place_asked.connect(self._follow)
        QVBoxLayout(self.window).addWidget(self.row)
        self.window.show()
        with namer.guest.qtbot.waitActive(self.window):
            self.window.activateWindow()
        namer.wait(lambda: self.names() == ["water", "door"])

    def _follow(self, name: str, about: object) -> None:
        self.followed.append((name, about))

    def names(self) -> list[str]:
        return [chip._name.text() for chip in self.row.findChildren(Chip) if chip.isVisible()]

    def button(self, name: str) -> QPushButton:
        buttons = self.row.findChildren(QPushButton)
        return next(b for b in buttons if b.accessibleName() == name and b.isVisible())


@pytest.fixture
def page(enter: Enter) -> Page:
    namer = Namer(enter())
    namer.guest.wait_until_open()
    return Page(namer)


def test_every_theme_is_there_once_and_leads_to_its_thread(page: Page) -> None:
    page.button("Theme “water”").click()
    assert page.followed == [("thread", page.namer.themes.called("water").result(20))]


def test_a_theme_is_added_in_place_by_keys(page: Page) -> None:
    page.button("Add a theme").setFocus()
    page.namer.key(Qt.Key.Key_Space)
    page.namer.asked_on(page.window)
    page.namer.type("Stones")
    page.namer.key(Qt.Key.Key_Return)
    page.namer.wait(lambda: page.names() == ["water", "door", "Stones"])
    page.namer.wait_to_hear("Named “Stones”.")
    page.namer.wait(page.button("Add a theme").hasFocus)
    page.namer.undo()
    page.namer.wait(lambda: page.names() == ["water", "door"])
    assert dict(page.namer.known()).keys() == {"water", "door"}


def test_the_key_for_naming_asks_for_a_name(page: Page) -> None:
    page.button("Theme “door”").setFocus()
    page.namer.press("Ctrl+Shift+T")
    page.namer.asked_on(page.window)


def test_not_now_adds_nothing(page: Page) -> None:
    page.row.begin()
    page.namer.asked_on(page.window)
    page.namer.type("st")
    page.namer.key(Qt.Key.Key_Escape)
    page.namer.wait(page.button("Add a theme").hasFocus)
    assert page.names() == ["water", "door"]


def test_a_theme_is_taken_off_with_all_its_places_and_put_back(page: Page) -> None:
    page.button("Take “water” off").click()
    page.namer.wait(lambda: page.names() == ["door"])
    page.namer.wait_to_hear("“water” is taken off.")
    assert sorted(page.namer.known()) == [("door", 1), ("water", 0)]
    page.namer.undo()
    page.namer.wait(lambda: page.names() == ["water", "door"])
    assert sorted(page.namer.known()) == [("door", 1), ("water", 2)]


def test_del_takes_off_and_the_keyboard_stays_near(page: Page) -> None:
    page.button("Theme “water”").setFocus()
    page.namer.key(Qt.Key.Key_Delete)
    page.namer.wait(lambda: page.names() == ["door"])
    page.namer.wait(page.button("Theme “door”").hasFocus)
    page.namer.key(Qt.Key.Key_Delete)
    page.namer.wait(lambda: page.names() == [])
    page.namer.wait(page.button("Add a theme").hasFocus)


def test_the_keyboard_reaches_every_name_and_its_way_off(page: Page) -> None:
    page.button("Theme “water”").setFocus()
    reached = []
    for _ in range(4):
        QTest.keyClick(page.namer.focused(), Qt.Key.Key_Tab)
        reached.append(page.namer.focused().accessibleName())
    assert reached == ["Take “water” off", "Theme “door”", "Take “door” off", "Add a theme"]


def test_what_cannot_be_read_or_kept_is_said(page: Page) -> None:
    page.namer.guest.session.journal.close()
    page.button("Take “water” off").click()
    page.namer.wait_to_hear("The journal was closed")
    assert page.names() == ["water", "door"]


def test_an_answer_to_a_row_that_is_gone_is_nothing(page: Page) -> None:
    page.row.look()
    page.row.setParent(None)
    page.row.deleteLater()
    page.namer.wait(lambda: not page.window.findChildren(ThemeRow))
    page.namer.guest.wait_until_open()
