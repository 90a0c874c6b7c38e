"""Something slow on a thread of its own; what a page shows of it is plain attributes."""

from collections.abc import Callable
from enum import Enum, auto
from threading import Event, Thread
from typing import Generic, TypeVar

from journal_app.domain.clock import Clock
from journal_app.domain.errors import JournalError, NotWrittenDown

PATIENCE_S = 20.0  # without a sign of life, before it is said that it waits

_BROKE_OFF = "This broke off. The recording is as it was. You can try again."

T = TypeVar("T")


class Waits(Enum):
    """What a task waits for, if it does."""

    NOTHING = auto()
    COMPUTER = auto()
    RECORDER = auto()


class Stopped(Exception):
    """A task was told to stop."""


class Task(Generic[T]):
    """Does ``work`` on a thread, "transcriber", beginning at once.

    ``over`` says that it ended: with a ``value``, in ``trouble``, or with neither when stopped.
    """

    def __init__(self, work: "Callable[[Task[T]], T]", clock: Clock) -> None:
        self.over = False
        self.value: T | None = None
        self.trouble: JournalError | None = None
        self.part_done = 0.0
        self._clock = clock
        self._sign_at = clock.monotonic()
        self._for_recorder = False
        self._enough = Event()
        self._end: Callable[[], object] = bool
        self._thread = Thread(target=self._run, args=(work,), name="transcriber", daemon=True)
        self._thread.start()

    @property
    def waits(self) -> Waits:
        """What it waits for just now."""
        if self._for_recorder:
            return Waits.RECORDER
        late = self._clock.monotonic() - self._sign_at > PATIENCE_S
        return Waits.COMPUTER if late and not self.over else Waits.NOTHING

    def stop(self) -> None:
        """Have it end soon, without a result. Any thread; returns at once."""
        self._enough.set()
        self._end()

    def join(self, seconds: float) -> bool:
        """Wait for it to end; tell whether it did."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def ends_by(self, end: Callable[[], object]) -> None:
        """Have ``end`` called when it is stopped. On its own thread, as all that follows."""
        self._end = end
        self.go_on(self.part_done)

    def go_on(self, part_done: float) -> None:
        """Give a sign of life; raises ``Stopped`` when it is to end."""
        self.part_done = part_done
        self._sign_at = self._clock.monotonic()
        if self._enough.is_set():
            raise Stopped

    def wait_while(self, recording: Callable[[], bool], look_s: float) -> None:
        """Wait as long as somebody is recording."""
        while recording():
            self._for_recorder = True
            self._enough.wait(look_s)
            self.go_on(self.part_done)
        self._for_recorder = False

    def _run(self, work: "Callable[[Task[T]], T]") -> None:
        try:
            self.value = work(self)
        except Stopped:
            pass
        except JournalError as error:
            self.trouble = None if self._enough.is_set() else error
        except BaseException:
            self.trouble = NotWrittenDown(_BROKE_OFF)
            raise
        finally:
            self.over = True
