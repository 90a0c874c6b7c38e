"""What is on its way to the vault, in order, also while the vault can't take it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import RLock

from journal_app.domain.changes import Changed
from journal_app.domain.entry import PartId, Record
from journal_app.domain.errors import DiskFull, JournalError
from journal_app.services.journal import Reply

_PATIENCE = 16  # so many refusals in a row, and the line rests: it isn't one write, it is the file


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """A write on its way: ``send`` hands it over, with what ``value`` names as it is by then."""

    send: Callable[[], Reply[Changed]]
    value: str = ""
    part: PartId | None = None
    record: Record | None = None

    @property
    def size(self) -> int:
        """How many bytes it holds in memory until it is kept."""
        return 0 if self.record is None else len(self.record.body)


class Line:
    """Hands writes to the vault, in order; ``tell`` hears of every answer.

    While all is well, everything goes at once. Behind something refused the line stands still until
    ``again``, which sends the first; each that is kept then sends the next. So a full disk is asked
    one question at a time, and nothing overtakes what came before it. A write that is refused for
    another reason lets those behind it pass: it may be the only one.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self.trouble: JournalError | None = None
        self.size = 0
        self._tell = tell
        self._hands: deque[Hand] = deque()
        self._out = 0
        self._refusals = 0  # of those that stand first
        self._values: set[str] = set()  # whose newest state will be sent in any case
        self._lock = RLock()

    def __len__(self) -> int:
        """Return how many writes are not kept yet."""
        return len(self._hands)

    def records(self, part: PartId) -> list[Record]:
        """Return the records of a part that are not kept yet."""
        with self._lock:
            return [hand.record for hand in self._hands if hand.record and hand.part == part]

    def add(self, hand: Hand) -> None:
        """Send ``hand``, or let it wait for its turn. Any thread."""
        with self._lock:
            if hand.value in self._values:
                return
            all_is_well = self.trouble is None and self._out == len(self._hands)
            self._hands.append(hand)
            self.size += hand.size
            if all_is_well:
                self._send(hand)
            else:
                self._rest(hand)
                self._go_on()

    def again(self) -> None:
        """Begin with the first, unless something is under way."""
        with self._lock:
            if not self._out:
                self._refusals = 0
                self._go_on()

    def _go_on(self) -> None:
        if not self._out and self._refusals < min(len(self._hands), _PATIENCE):
            self._send(self._hands[self._refusals])

    def _send(self, hand: Hand) -> None:
        self._out += 1
        self._values.discard(hand.value)
        hand.send().then(partial(self._kept, hand), partial(self._refused, hand))

    def _rest(self, hand: Hand) -> None:
        if hand.value:
            self._values.add(hand.value)

    def _kept(self, hand: Hand, _changed: Changed) -> None:
        with self._lock:
            self._out -= 1
            if self._hands[0] is hand:
                self._refusals, self.trouble = 0, None
            self._hands.remove(hand)
            self.size -= hand.size
            self._go_on()
        self._tell()

    def _refused(self, hand: Hand, error: JournalError) -> None:
        with self._lock:
            self._out -= 1
            self._refusals = _PATIENCE if isinstance(error, DiskFull) else self._refusals + 1
            if self.trouble is None or self._hands[0] is hand:  # the rest may only follow from it
                self.trouble = error
            self._rest(hand)
            self._go_on()
        self._tell()
