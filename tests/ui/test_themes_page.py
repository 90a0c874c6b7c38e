"""All names on one page: followed, let go, and brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal_app.domain.spot import Spot
from journal_app.ui.pages.themes import ThemeLine, ThemesPage
from journal_app.ui.pages.thread import ThreadPage
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def namer(enter: Enter) -> Namer:
    made = Namer(enter())
    made.guest.wait_until_open()
    entry = made.write(1)
    for name in ("door", "water", "stones"):
        made.give(name, Spot(entry.id))
    made.give("water", Spot(made.write(0).id))
    return made


def go(namer: Namer) -> ThemesPage:
    namer.guest.workspace.go("themes")
    page = namer.guest.see(ThemesPage)
    namer.wait(lambda: bool(lines(page)))
    return page


def lines(page: ThemesPage) -> list[str]:
    found = page.findChildren(ThemeLine)
    return [line.accessibleName() for line in found if line.isVisible()]


def test_every_name_is_there_with_how_often_it_is_met(namer: Namer) -> None:
    page = go(namer)
    assert sorted(lines(page)) == ["door, once", "stones, once", "water, 2 times"]
    assert "Names you gave. Nothing is read to find them." in namer.reads(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_name_is_followed_and_one_comes_back_to_it(namer: Namer, key: Qt.Key) -> None:
    page = go(namer)
    namer.wait(lambda: isinstance(namer.focused(), ThemeLine))
    namer.key(Qt.Key.Key_Down)
    here = namer.focused()
    assert isinstance(here, ThemeLine)
    namer.key(key)
    namer.guest.wait_for(ThreadPage)
    thread = namer.guest.see(ThreadPage)
    namer.wait(lambda: here.met.name in namer.reads(thread))
    namer.guest.press("Esc")
    assert page.isVisible()
    namer.wait(here.hasFocus)


def test_a_click_follows_a_name(namer: Namer) -> None:
    page = go(namer)
    line = page.findChildren(ThemeLine)[0]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    namer.guest.see(ThreadPage)


def test_del_lets_a_name_go_and_undo_brings_it_back(namer: Namer) -> None:
    page = go(namer)
    namer.wait(lambda: isinstance(namer.focused(), ThemeLine))
    line = namer.focused()
    assert isinstance(line, ThemeLine)
    namer.key(Qt.Key.Key_Delete)
    namer.wait_to_hear(f"“{line.met.name}” is let go. What had the name is as it was.")
    namer.wait(lambda: len(lines(page)) == 2)
    namer.wait(lambda: isinstance(namer.focused(), ThemeLine))
    namer.undo()
    namer.wait(lambda: len(lines(page)) == 3)
    assert sorted(namer.known()) == [("door", 1), ("stones", 1), ("water", 2)]


def test_a_name_without_a_place_stays(namer: Namer) -> None:
    entry = namer.write(2)
    namer.give("sand", Spot(entry.id))
    ((met, marks),) = namer.themes.of_entry(entry.id).result(20)
    namer.themes.take_off(met, marks).reply.result(20)
    assert "sand, nowhere just now" in lines(go(namer))


def test_without_names_the_page_says_how_to_give_one(enter: Enter) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.workspace.go("themes")
    page = guest.see(ThemesPage)
    namer = Namer(guest)
    namer.wait(lambda: any("No names yet." in said for said in namer.reads(page)))


def test_nothing_of_it_stays_when_the_journal_closes(namer: Namer) -> None:
    page = go(namer)
    page.forget()
    assert lines(page) == []
    assert page._known == ()


def test_what_cannot_be_read_is_said(namer: Namer) -> None:
    page = go(namer)
    namer.guest.session.journal.close()
    page.arrive(None)
    namer.wait_to_hear("The journal was closed")
