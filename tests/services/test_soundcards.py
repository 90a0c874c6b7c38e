"""What was chosen to hear and to speak with is remembered inside the journal, and only there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from journal_app import storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.soundcards import Cards, Choice, Device
from journal_app.services.journal import Journal
from journal_app.services.session import Session
from journal_app.services.voice.soundcards import Chosen, SoundCards, Way
from journal_app.services.work import Work
from tests.fakes import FakeClock, Post

HEADSET = Choice("bluez.aa", "Ada’s Headset")
LAMP = Choice("alsa.lamp", "Lamp")


class _Computer:
    """Tells of devices when a test wants it to."""

    def __init__(self) -> None:
        self.tells: list[Callable[[Cards], None]] = []
        self.ended = 0

    def watch(self, tell: Callable[[Cards], None]) -> Callable[[], None]:
        self.tells.append(tell)
        return self._end

    def _end(self) -> None:
        self.ended += 1


@pytest.fixture
def computer() -> _Computer:
    return _Computer()


@pytest.fixture
def session(folder: Path, clock: FakeClock, post: Post, journal: Journal) -> Iterator[Session]:
    work = Work(post.deliver)
    made = Session(folder, MemoryKeychain(), clock, post.deliver, journal, work)
    yield made
    made.close()


@pytest.fixture
def cards(session: Session, computer: _Computer) -> SoundCards:
    made = SoundCards(computer.watch)
    made.enter(session)
    return made


def test_a_choice_is_there_again_in_the_next_house(cards: SoundCards, session: Session) -> None:
    assert (cards.input, cards.output) == (None, None)
    for way, choice in ((Way.IN, HEADSET), (Way.OUT, LAMP)):
        kept = cards.choose(way, choice)
        assert kept is not None
        kept.result(10)
    again = SoundCards()
    again.enter(session)
    assert (again.input, again.output) == (HEADSET, LAMP)


def test_the_systems_own_choice_forgets_the_other(cards: SoundCards, session: Session) -> None:
    for choice in (HEADSET, None):
        kept = cards.choose(Way.IN, choice)
        assert kept is not None
        kept.result(10)
    again = SoundCards()
    again.enter(session)
    assert again.input is None


def test_a_choice_counts_at_once_while_the_vault_is_busy(
    cards: SoundCards, session: Session
) -> None:
    busy = Event()
    session.journal.ask(lambda _db: busy.wait(20))
    cards.choose(Way.IN, HEADSET)
    assert cards.input == HEADSET
    busy.set()


def test_a_vault_that_is_busy_holds_up_nobody_who_wants_to_speak(
    cards: SoundCards, session: Session, post: Post
) -> None:
    kept = cards.choose(Way.IN, HEADSET)
    assert kept is not None
    kept.result(10)
    cards.enter(session)
    late: list[Choice | None] = []
    cards.when_late(lambda: late.append(cards.input))
    busy = Event()
    session.journal.ask(lambda _db: busy.wait(20))
    assert cards.input is None
    assert not late
    busy.set()
    post.run_until(lambda: late == [HEADSET])


def test_what_another_version_wrote_is_no_choice(cards: SoundCards, session: Session) -> None:
    for odd in ("[]", "{", '{"id": 1}', '"pulse"'):
        session.journal.do(storage.settings.put, Way.IN, odd, 1).result(10)
        assert cards.input is None


def test_nothing_of_it_is_kept_outside_the_journal(
    cards: SoundCards, session: Session, folder: Path
) -> None:
    kept = cards.choose(Way.IN, HEADSET)
    assert kept is not None
    kept.result(10)
    found = [file for file in folder.parent.rglob("*") if file.is_file()]
    assert found
    assert not [file for file in found if b"Headset" in file.read_bytes()]


def test_another_journal_knows_nothing_of_it(cards: SoundCards, session: Session) -> None:
    cards.choose(Way.IN, HEADSET)
    kept = cards.choose(Way.IN, None)
    assert kept is not None
    kept.result(10)
    cards.choose(Way.IN, HEADSET)
    cards.enter(session)
    assert Way.IN not in cards._now


def test_a_list_arrives_on_the_windows_thread_and_none_after_the_end(
    cards: SoundCards, computer: _Computer, post: Post
) -> None:
    told: list[Cards] = []
    there = Cards((Device("a", "A"),))
    end = cards.watch(told.append)
    computer.tells[0](there)
    assert not told
    post.run_until(lambda: told == [there])
    computer.tells[0](Cards())
    end()
    post.run_until(post.queue.empty)
    assert told == [there]
    assert computer.ended == 1


def test_a_page_is_told_what_is_chosen(cards: SoundCards, post: Post) -> None:
    told: list[Chosen] = []
    cards.choose(Way.IN, HEADSET)
    cards.ask(told.append)
    post.run_until(lambda: bool(told))
    assert told == [Chosen(HEADSET, None)]
    assert told[0].by(Way.IN) == HEADSET
    assert told[0].by(Way.OUT) is None
