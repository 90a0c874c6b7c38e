"""The recovery kit is spoken of on the home page: once, quietly, and never to who said no."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit

from journal_app.domain.rehearsal import WEEK_MS
from journal_app.services.access import header_of
from journal_app.services.kit import Kit
from journal_app.storage.keys import ways
from journal_app.ui.pages.access import AccessPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.kit import KitPage
from journal_app.ui.widgets.kitline import KitLine
from tests.fakes import FakeClock
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]

MAKE = "If the key is lost, only a recovery kit opens your journal."
TRY = "Is your recovery kit still where you put it?"


def _said(guest: Guest) -> str:
    """Return what the home page says about the kit, once all that was asked is answered."""
    home = guest.see(HomePage)
    for _answer in range(4):  # what was asked on opening is answered, too, one after the other
        guest.wait_until_open()
    lines = [line for line in home.findChildren(KitLine) if line.isVisible()]
    return lines[0].findChildren(QLabel)[0].text() if lines else ""


def _write(guest: Guest) -> None:
    guest.press("1")
    guest.type("warm")
    guest.press("Ctrl+Return")
    guest.wait_until_kept()


def _make_kit(guest: Guest) -> tuple[str, ...]:
    kit = Kit(guest.session)
    new = kit.make().result(20)
    kit.settle(new).result(20)
    return new.words


def test_a_newcomer_is_offered_a_kit_after_the_first_entry_and_not_before(enter: Enter) -> None:
    guest = enter()
    assert _said(guest) == ""
    guest.press("1")
    guest.press("Esc")
    assert _said(guest) == ""
    _write(guest)
    assert _said(guest) == MAKE
    guest.button(guest.see(HomePage), "Make one").click()
    guest.see(KitPage)
    guest.press("Esc")
    guest.press("Esc")
    assert _said(guest) == "", "it was offered once"


def test_who_said_not_now_is_not_asked_again(enter: Enter) -> None:
    guest = enter()
    _write(guest)
    assert _said(guest) == MAKE
    guest.button(guest.see(HomePage), "Not now").click()
    assert _said(guest) == ""
    _write(guest)
    assert _said(guest) == ""
    guest.leave()
    assert _said(enter()) == ""


def test_an_offer_nobody_answered_is_there_next_time(enter: Enter) -> None:
    guest = enter()
    _write(guest)
    guest.leave()
    assert _said(enter()) == MAKE


def test_nothing_is_said_in_afterglow_or_beside_what_someone_writes(enter: Enter) -> None:
    guest = enter()
    _write(guest)
    assert _said(guest) == MAKE
    guest.press("Ctrl+D")
    assert _said(guest) == ""
    guest.press("Ctrl+D")
    assert _said(guest) == MAKE
    guest.press("1")
    assert not any(line.isVisible() for line in guest.house.window.findChildren(KitLine))


def test_a_week_after_it_was_checked_the_kit_is_tried(enter: Enter, clock: FakeClock) -> None:
    guest = enter()
    _write(guest)
    spelt = _make_kit(guest)
    guest.press("Ctrl+J")
    guest.press("Esc")
    assert _said(guest) == ""
    guest.leave()
    clock.go_on(WEEK_MS / 1000)

    again = enter()
    assert _said(again) == TRY
    again.button(again.see(HomePage), "Try it").click()
    again.wait_for(KitPage)
    page = again.see(KitPage)
    again.qtbot.waitUntil(lambda: bool(page.findChildren(QLineEdit)), timeout=20_000)
    (line,) = page.findChildren(QLineEdit)
    again.qtbot.keyClicks(line, " ".join(word[:4] for word in spelt) + " ")
    again.button(page, "Try these words").click()
    again.qtbot.waitUntil(lambda: bool(_texts(page) & {"That’s right"}), timeout=20_000)
    again.press("Esc")
    again.press("Esc")
    assert _said(again) == ""
    clock.go_on(WEEK_MS / 100)
    assert _said(again) == ""


def _texts(page: KitPage) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel)}


def test_later_is_heard_twice_and_then_for_good(enter: Enter, clock: FakeClock) -> None:
    guest = enter()
    _write(guest)
    _make_kit(guest)
    guest.leave()
    heard = []
    for _week in range(4):
        clock.go_on(WEEK_MS / 1000)
        again = enter()
        heard.append(_said(again))
        if heard[-1]:
            again.button(again.see(HomePage), "Later").click()
            assert _said(again) == ""
        again.leave()
    assert heard == [TRY, TRY, "", ""]


def test_a_kit_that_was_let_go_of_is_not_offered_again(enter: Enter, folder: Path) -> None:
    guest = enter()
    _write(guest)
    _make_kit(guest)
    page = guest.go_aside("kit")
    assert isinstance(page, KitPage)
    guest.qtbot.waitUntil(lambda: page._standing is not None, timeout=20_000)
    guest.button(page, "Let go of it").click()
    guest.button(page, "Let go of it").click()
    guest.qtbot.waitUntil(lambda: not ways.recovery_slots(header_of(folder)), timeout=20_000)
    guest.qtbot.waitUntil(lambda: guest.workspace.notices.text.startswith("The kit opens"))
    guest.press("Esc")
    assert _said(guest) == ""


def test_how_it_looks_now_is_not_undone_by_choosing_when_it_locks(enter: Enter) -> None:
    guest = enter()
    guest.wait_until_open()
    page = guest.go_aside("access")
    assert isinstance(page, AccessPage)
    guest.qtbot.waitUntil(lambda: page._standing is not None, timeout=20_000)
    guest.press("Ctrl+D")
    guest.button(page, "Lock after 5 minutes").click()
    assert guest.house.preferences.theme == "afterglow"
    assert guest.house.preferences.lock_after_minutes == 5
