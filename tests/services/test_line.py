"""The line to the vault: in order, one question at a time while there is no room, nothing lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from journal_app.domain.changes import Changed
from journal_app.domain.entry import PartId, Record
from journal_app.domain.errors import DiskFull, JournalError, NotKept
from journal_app.services.journal import Journal, Reply
from journal_app.services.line import Hand, Line
from tests.fakes import Post

PART = PartId("part")


class _Ledger:
    """Takes names down through the real door, and refuses those it is told to."""

    def __init__(self, journal: Journal, post: Post) -> None:
        self.names: list[str] = []
        self.asked = 0
        self.refuses: Callable[[str], JournalError | None] = lambda _name: None
        self.line = Line(lambda: None)
        self._journal = journal
        self._post = post

    def add(self, name: str, value: str = "") -> None:
        self.line.add(Hand(lambda: self._send(name), value, PART, Record(0, 0, name.encode())))

    def hear_all(self) -> None:
        """Hear every answer there is until nobody is on the way."""
        self._post.run_until(lambda: not self.line._out)

    def _send(self, name: str) -> Reply[Changed]:
        def verb(_db: Connection) -> Changed:
            self.asked += 1
            error = self.refuses(name)
            if error is not None:
                raise error
            self.names.append(name)
            return Changed(None)

        return self._journal.do(verb)


@pytest.fixture
def ledger(journal: Journal, post: Post) -> _Ledger:
    return _Ledger(journal, post)


def _full(_name: str) -> JournalError:
    return DiskFull("Not kept yet — disk is full.")


def _roomy(_name: str) -> None:
    return None


def test_while_all_is_well_nobody_waits_for_an_answer(ledger: _Ledger) -> None:
    for name in "abc":
        ledger.add(name)
    assert ledger.line._out == 3
    ledger.hear_all()
    assert (ledger.names, len(ledger.line), ledger.line.trouble) == (["a", "b", "c"], 0, None)


def test_a_full_disk_is_asked_one_question_each_time_and_all_comes_in_order(
    ledger: _Ledger,
) -> None:
    ledger.refuses = _full
    ledger.add("first")
    ledger.hear_all()
    for number in range(1000):
        ledger.add(f"{number}")
    assert ledger.asked == 1
    for _time in range(5):
        ledger.line.again()
        ledger.hear_all()
    assert ledger.asked == 6
    assert isinstance(ledger.line.trouble, DiskFull)

    ledger.refuses = _roomy
    ledger.line.again()
    ledger.add("last")
    ledger.hear_all()
    assert ledger.names == ["first", *(f"{number}" for number in range(1000)), "last"]
    assert (len(ledger.line), ledger.line.size) == (0, 0)


def test_a_disk_that_fills_up_again_half_way_stops_the_line_where_it_is(ledger: _Ledger) -> None:
    ledger.refuses = _full
    for name in "abcde":
        ledger.add(name)
    ledger.hear_all()
    asked = ledger.asked
    ledger.refuses = lambda name: _full(name) if name in "de" else None
    ledger.line.again()
    ledger.hear_all()
    assert ledger.names == ["a", "b", "c"]
    assert ledger.asked == asked + 4
    ledger.refuses = _roomy
    ledger.line.again()
    ledger.hear_all()
    assert ledger.names == ["a", "b", "c", "d", "e"]


def test_what_waits_of_one_value_is_written_once(ledger: _Ledger) -> None:
    ledger.refuses = _full
    ledger.add("before")
    ledger.hear_all()
    for _time in range(300):
        ledger.add("words", value="words")
        ledger.add("caption", value="caption")
    ledger.refuses = _roomy
    ledger.line.again()
    ledger.hear_all()
    assert ledger.names == ["before", "words", "caption"]
    ledger.add("words", value="words")
    ledger.hear_all()
    assert ledger.names[-1] == "words"


def test_one_write_that_is_never_taken_holds_up_no_other(ledger: _Ledger) -> None:
    ledger.refuses = lambda name: NotKept("This page can’t be written.") if name == "b" else None
    for name in "abc":
        ledger.add(name)
    ledger.hear_all()
    for name in "def":
        ledger.add(name)
        ledger.hear_all()
    assert ledger.names == ["a", "c", "d", "e", "f"]
    assert isinstance(ledger.line.trouble, NotKept)
    ledger.refuses = _roomy
    ledger.line.again()
    ledger.hear_all()
    assert ledger.names[-1] == "b"
    assert ledger.line.trouble is None


def test_a_file_that_takes_nothing_is_not_asked_for_everything(ledger: _Ledger) -> None:
    ledger.refuses = lambda _name: NotKept("The file can’t be written.")
    for number in range(200):
        ledger.add(f"{number}")
        ledger.hear_all()
    asked = ledger.asked
    ledger.line.again()
    ledger.hear_all()
    assert ledger.asked - asked == 16
    ledger.refuses = _roomy
    ledger.line.again()
    ledger.hear_all()
    assert ledger.names == [f"{number}" for number in range(200)]


def test_what_is_said_is_why_the_first_was_refused(ledger: _Ledger) -> None:
    ledger.refuses = lambda name: _full(name) if name == "row" else NotKept("There is no row.")
    for name in ("row", "words in the row"):
        ledger.add(name)
    ledger.hear_all()
    assert isinstance(ledger.line.trouble, DiskFull)
    assert ledger.line.size == len("rowwords in the row")
