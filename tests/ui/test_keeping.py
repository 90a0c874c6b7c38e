"""What is said while something isn't kept, when it is again, and when room becomes scarce."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from journal_app.domain.entry import Kind
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.ui.keeping import Keeping
from journal_app.ui.notices import Notices
from tests.fakes import FakeClock, Post

NOT_KEPT = "Not kept yet — disk is full. Your words are still on screen."


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    made = Notices()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def keeping(notices: Notices) -> Iterator[Keeping]:
    made = Keeping(notices, notices)
    yield made
    made._timer.stop()


@pytest.fixture
def entry(journal: Journal, clock: FakeClock, keeping: Keeping) -> OpenEntry:
    """An entry whose words are too long for what is left on the disk."""
    made = OpenEntry(journal, clock)
    keeping.watch(made)
    journal.ask(_let_it_grow_to).result(20)
    made.new_part(Kind.WORDS).put(b"w" * 60_000)
    return made


def _let_it_grow_to(db: Connection, pages: int = 0) -> None:
    found = int(db.exec_driver_sql("PRAGMA page_count").scalar() or 0)
    db.exec_driver_sql(f"PRAGMA max_page_count = {pages or found}")


def _press(notices: Notices, name: str) -> None:
    pressed = [one for one in notices.findChildren(QPushButton) if one.text() == name]
    pressed[-1].click()


def _answered(entry: OpenEntry) -> Callable[[], bool]:
    return lambda: not entry._line._out


def test_it_is_said_once_and_again_when_all_is_kept(
    entry: OpenEntry, keeping: Keeping, notices: Notices, journal: Journal, post: Post
) -> None:
    post.run_until(lambda: entry.state is KeepState.NOT_KEPT and not entry._line._out)
    assert notices.text == NOT_KEPT
    assert not keeping.at_rest
    assert keeping._timer.isActive()
    journal.ask(_let_it_grow_to, 1_000_000).result(20)
    _press(notices, "Try again")
    post.run_until(lambda: keeping.at_rest)
    assert notices.text == "Kept again. Nothing was lost."
    assert not keeping._timer.isActive()


def test_what_is_said_over_it_passes_and_it_is_said_again(
    entry: OpenEntry, keeping: Keeping, notices: Notices, post: Post
) -> None:
    post.run_until(lambda: entry.state is KeepState.NOT_KEPT and not entry._line._out)
    notices.say("Set aside.")
    keeping.retry()
    post.run_until(_answered(entry))
    assert notices.text == "Set aside."
    notices.clear()
    keeping.retry()
    post.run_until(_answered(entry))
    assert notices.text == NOT_KEPT


def test_whoever_closed_it_is_not_nagged(
    entry: OpenEntry, keeping: Keeping, notices: Notices, post: Post
) -> None:
    post.run_until(lambda: entry.state is KeepState.NOT_KEPT and not entry._line._out)
    _press(notices, "Close")
    for _time in range(3):
        keeping.retry()
        post.run_until(_answered(entry))
    assert notices.text == ""


def test_an_entry_that_is_not_kept_whole_is_known_until_it_is(
    entry: OpenEntry, keeping: Keeping, journal: Journal, clock: FakeClock, post: Post
) -> None:
    post.run_until(lambda: entry.state is KeepState.NOT_KEPT and not entry._line._out)
    keeping.watch(OpenEntry(journal, clock))
    assert keeping.unkept(entry.id) is entry
    keeping.watch(entry)
    assert keeping._entries.count(entry) == 1
    journal.ask(_let_it_grow_to, 1_000_000).result(20)
    keeping.retry()
    post.run_until(lambda: keeping.at_rest)
    assert keeping.unkept(entry.id) is None


def test_scarce_room_is_said_calmly(keeping: Keeping, notices: Notices) -> None:
    keeping.squeezed()
    assert notices.text == (
        "The disk is almost full. Everything is kept so far; please make room soon."
    )
    assert not notices._timer.isActive(), "it stays until somebody has read it"
