"""Someone in a whole house who names things there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from journal_app.devices.opus import OpusStream
from journal_app.domain.day import day_of
from journal_app.domain.entry import (
    MARKDOWN,
    Entry,
    EntryId,
    Kind,
    Part,
    PartId,
    Record,
    new_entry_id,
    new_part_id,
)
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.spot import Spot
from journal_app.domain.themes import Thread
from journal_app.services.themes import Themes
from journal_app.services.voice.take import Take
from journal_app.storage import entries, parts
from journal_app.ui.notices import Action
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.naming import Naming
from tests.fakes import SUNDAY_EVENING, FakeClock
from tests.fakes_sound import tone
from tests.guest import Guest

DAY_MS = 86_400_000


@dataclass
class Namer:
    """Writes, names and looks, through the doors of the house."""

    guest: Guest

    @property
    def themes(self) -> Themes:
        return self.guest.workspace.places.themes()

    def write(self, days: int, *made: tuple[Kind, str | list[bytes]], title: str = "") -> Entry:
        """Keep an entry of so many days ago: words, or the records of what was drawn or said."""
        at = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - days * DAY_MS)
        journal = self.guest.session.journal
        entry = Entry(new_entry_id(), at, title=title, day=day_of(at))
        journal.do(entries.begin, entry).result(20)
        for position, (kind, content) in enumerate(made):
            form = MARKDOWN if kind is Kind.WORDS else ""
            body = content.encode() if isinstance(content, str) else b""
            part = Part(new_part_id(), kind, position, at, body=body, form=form)
            journal.do(parts.begin, entry.id, part).result(20)
            for seq, record in enumerate(content if isinstance(content, list) else ()):
                journal.do(parts.append, part.id, Record(seq, 0, record)).result(20)
        journal.do(entries.set_aside, entry.id, at.utc_ms).result(20)
        return journal.ask(entries.load, entry.id).result(20)

    def give(self, name: str, spot: Spot, quote: str = "") -> None:
        clock = self.guest.workspace.places.tools.clock
        assert isinstance(clock, FakeClock)
        clock.go_on(1)
        self.themes.give(name, spot, quote).reply.result(20)

    def known(self) -> list[tuple[str, int]]:
        return [(met.name, met.times) for met in self.themes.known().result(20)]

    def thread(self, name: str) -> Thread:
        theme = self.themes.called(name).result(20)
        assert theme is not None
        found = self.themes.thread(theme).result(20)
        assert found is not None
        return found

    def sit_down(self, entry: EntryId, part: PartId) -> SittingPage:
        """Open a part of an entry as large as the window."""
        workspace = self.guest.workspace
        workspace.show_entry(entry)
        self.wait(lambda: workspace.busy)
        workspace._open_part(part)
        return self.guest.see(SittingPage)

    def asked(self) -> Naming:
        """Return the line that asks for a name, once it is there."""
        return self.asked_on(self.guest.house.window)

    def asked_on(self, window: QWidget) -> Naming:
        """Return the line that asks for a name in another window."""
        self.wait(lambda: any(one._line.hasFocus() for one in window.findChildren(Naming)))
        return next(one for one in window.findChildren(Naming) if one._line.hasFocus())

    def type(self, text: str) -> None:
        line = self.focused()
        assert isinstance(line, QLineEdit)
        QTest.keyClicks(line, text)

    def press(self, keys: str) -> None:
        QTest.keySequence(self.focused(), QKeySequence(keys))

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focused(), key)

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert isinstance(found, QWidget)
        return found

    def wait(self, met: Callable[[], bool]) -> None:
        self.guest.qtbot.waitUntil(met, timeout=20_000)

    def say(self, sentence: str, actions: tuple[Action, ...]) -> None:
        """Say something in the strip below, as the workspace does."""
        self.guest.workspace.notices.say(sentence, *actions)

    def wait_to_hear(self, words: str) -> None:
        """Wait until the strip below says this."""
        self.wait(lambda: words in self.guest.workspace.notices.text)

    def undo(self) -> None:
        """Press Undo in the strip below."""
        notices = self.guest.workspace.notices
        (button,) = (b for b in notices.findChildren(QPushButton) if b.text() == "Undo")
        button.click()

    def reads(self, page: QWidget) -> list[str]:
        return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def today() -> date:
    return day_of(SUNDAY_EVENING)


def drawn() -> list[bytes]:
    """Return the records of a drawing with a stroke at either side."""
    strokes = []
    for number, x in enumerate((100, 500)):
        samples = tuple(Sample(x + 5 * n, 100 + 3 * n) for n in range(20))
        stroke = Stroke.of(number + 1, "pen", ("sage", "plum")[number], 6.0, 0, samples)
        strokes.append(pack(Add(stroke, Extent(700, 400))))
    return strokes


def spoken(seconds: int) -> list[bytes]:
    """Return the records of a voice."""
    kept: list[bytes] = []
    take = Take(1, 0, 0, OpusStream(), kept.append)
    for _ in range(seconds):
        take.write(tone(1.0))
    take.close()
    return kept
