"""The first pages: short, each can be skipped, and they don't come again by themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from journal_app import app
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.ui import copytext
from journal_app.ui.pages.access import AccessPage
from journal_app.ui.pages.guidance import GuidancePage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.kit import KitPage
from journal_app.ui.pages.settings import SettingsPage
from journal_app.ui.pages.welcome import WelcomePage
from journal_app.ui.widgets.page import Page
from tests.fakes import FakeClock
from tests.fakes_sound import fake_sound
from tests.guest import Guest

AT_ONCE = "Start now, set up later"


@pytest.fixture
def newcomer(qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock) -> Iterator[Guest]:
    """Somebody who has never seen it."""
    settings = SettingsFile(folder.parent)
    outside = app.Outside(MemoryKeychain(), fake_sound(clock).sound, clock, settings)
    house = app.build(outside, folder, qapp)
    qtbot.addWidget(house.window)
    house.open()
    yield Guest(house, qtbot)
    house.threshold.close_now()


def says(page: WelcomePage, number: int) -> bool:
    title = copytext.section("onboarding")[number - 1]["title"]
    return any(label.text() == title for label in page.findChildren(QLabel) if label.isVisible())


def test_start_now_is_home_and_for_good(newcomer: Guest, folder: Path) -> None:
    newcomer.button(newcomer.see(WelcomePage), AT_ONCE).click()
    newcomer.see(HomePage)
    assert SettingsFile(folder.parent).load().welcomed


def test_three_pages_lead_home(newcomer: Guest) -> None:
    page = newcomer.see(WelcomePage)
    assert says(page, 1)
    newcomer.button(page, "Continue").click()
    assert says(page, 2)
    newcomer.press("Esc")
    assert says(page, 1)
    newcomer.button(page, "Continue").click()
    newcomer.button(page, "Later").click()
    assert says(page, 3)
    newcomer.button(page, "Done").click()
    newcomer.see(HomePage)


@pytest.mark.parametrize(
    ("way", "kind"), [("Make a recovery kit", KitPage), ("Add a passphrase", AccessPage)]
)
def test_from_what_is_set_up_one_comes_to_the_last_page(
    newcomer: Guest, way: str, kind: type[KitPage | AccessPage]
) -> None:
    page = newcomer.see(WelcomePage)
    newcomer.button(page, "Continue").click()
    newcomer.button(page, way).click()
    newcomer.see(kind)
    newcomer.press("Esc")
    assert says(newcomer.see(WelcomePage), 3)


def test_a_door_opens_from_the_first_page(newcomer: Guest) -> None:
    newcomer.see(WelcomePage)
    newcomer.press("1")
    newcomer.see(Page)


def test_from_the_settings_they_can_be_read_again(newcomer: Guest) -> None:
    newcomer.button(newcomer.see(WelcomePage), AT_ONCE).click()
    page = newcomer.go_aside("welcome")
    assert isinstance(page, WelcomePage)
    newcomer.press("Esc")
    newcomer.see(SettingsPage)


def test_a_card_unfolds(newcomer: Guest) -> None:
    newcomer.button(newcomer.see(WelcomePage), AT_ONCE).click()
    page = newcomer.go_aside("guidance")
    assert isinstance(page, GuidancePage)
    card = copytext.section("guidance")[0]
    (body,) = (label for label in page.findChildren(QLabel) if label.text() == card["body"])
    assert not body.isVisible()
    newcomer.button(page, card["title"]).click()
    assert body.isVisible()
