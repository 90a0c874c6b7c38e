"""What is there to name things with, at every look: nothing clipped, nameless or too small."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from journal_app.domain.entry import Kind
from journal_app.domain.settings import THEMES
from journal_app.domain.spot import Phrase, Region, Spot, Stretch
from journal_app.ui.pages.themes import ThemesPage
from journal_app.ui.pages.thread import ThreadPage
from journal_app.ui.widgets.naming import Naming
from journal_app.ui.widgets.themerow import ThemeRow
from journal_app.ui.widgets.voicing.seconds import Seconds
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer, drawn, spoken

__all__ = ["enter", "fakes", "keychain"]

SCREENS = ("themes", "thread", "renaming", "row", "phrase", "region", "seconds")
LONG = "a room at the end of a long corridor that was only light"


class Gallery:
    """A house with things that have names, shown at every look."""

    def __init__(self, namer: Namer) -> None:
        self.namer = namer
        self.entry = namer.write(
            1, (Kind.WORDS, "slow water"), (Kind.INK, drawn()), (Kind.VOICE, spoken(3))
        )
        words, self.ink, self.voice = (part.id for part in self.entry.parts)
        self.words = words
        namer.give(LONG, Spot(self.entry.id))
        namer.give("water", Spot(self.entry.id, words, Phrase(5, 10)), "water")
        namer.give("water", Spot(self.entry.id, self.ink, Region(80, 80, 150, 90)))
        namer.give("water", Spot(self.entry.id, self.voice, Stretch(0, 2)))
        namer.guest.house.window.resize(1240, 752)

    def show(self, screen: str) -> QWidget:
        made: dict[str, Callable[[], QWidget]] = {
            "themes": self._themes,
            "thread": self._thread,
            "renaming": self._renaming,
            "row": self._row,
            "phrase": self._phrase,
            "region": self._region,
            "seconds": self._seconds,
        }
        shown = made[screen]()
        QApplication.processEvents()
        return shown

    def _themes(self) -> QWidget:
        self.namer.guest.workspace.go("themes")
        page = self.namer.guest.see(ThemesPage)
        self.namer.wait(lambda: bool(page._lines))
        return page

    def _thread(self) -> QWidget:
        theme = self.namer.themes.called("water").result(20)
        self.namer.guest.workspace.go("thread", theme)
        page = self.namer.guest.see(ThreadPage)
        self.namer.wait(lambda: any(card._strip for card in page._list.cards))
        return page

    def _renaming(self) -> QWidget:
        page = self._thread()
        assert isinstance(page, ThreadPage)
        page._rename.click()
        return page

    def _row(self) -> QWidget:
        page = QWidget()
        self.namer.guest.qtbot.addWidget(page)
        tools = self.namer.guest.workspace.places.tools
        row = ThemeRow(self.namer.themes, self.entry.id, tools.theme, tools.icons)
        QVBoxLayout(page).addWidget(row)
        page.resize(860, 700)
        page.show()
        self.namer.wait(lambda: len(row._chips) == 2)
        row.begin()
        return page

    def _naming(self) -> QWidget:
        naming = self.namer.asked()
        self.namer.wait(naming._offers[1].isVisible)
        return self.namer.guest.house.window

    def _phrase(self) -> QWidget:
        self.namer.sit_down(self.entry.id, self.words)
        self.namer.press("Ctrl+Shift+T")
        return self._naming()

    def _region(self) -> QWidget:
        page = self.namer.sit_down(self.entry.id, self.ink)
        page.editor.naming_asked.emit(Spot(self.entry.id, self.ink, Region(0, 0, 50, 50)), "")
        return self._naming()

    def _seconds(self) -> QWidget:
        page = self.namer.sit_down(self.entry.id, self.voice)
        seconds = page.findChildren(Seconds)[0]
        seconds.press()
        seconds.press()
        return page


@pytest.fixture
def gallery(enter: Enter) -> Gallery:
    namer = Namer(enter())
    namer.guest.wait_until_open()
    return Gallery(namer)


def seen(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_clipped_or_too_small(
    gallery: Gallery, screen: str, theme: str, size: float
) -> None:
    house = gallery.namer.guest.house
    house.use(house.preferences.with_theme(theme).with_text_size(size))
    page = gallery.show(screen)
    least = 64 if theme == "afterglow" else 48
    for label in seen(page, QLabel):
        assert isinstance(label, QLabel)
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 1, label.text()
        elif label.text():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
    for kind in (QAbstractButton, QLineEdit):
        for one in seen(page, kind):
            assert min(one.width(), one.height()) >= least, one.accessibleName()
            assert one.mapTo(page, one.rect().topRight()).x() < page.width(), one.accessibleName()
    for naming in seen(page, Naming):
        for button in seen(naming, QAbstractButton):
            assert naming.rect().contains(button.geometry()), button.accessibleName()


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_the_keyboard_reaches_has_a_name(gallery: Gallery, screen: str) -> None:
    page = gallery.show(screen)
    reached = [w for w in seen(page, QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached
    for widget in reached:
        said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert said, f"{type(widget).__name__} has no name"
