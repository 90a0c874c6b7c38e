"""Slow things, done behind whatever someone is making: in a row on "work", or at once on "keys"."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread
from typing import TypeVar

from journal_app.domain.errors import NotKept
from journal_app.services.journal import Deliver, Reply

BREATH_S = 0.004  # between two pieces, so that whoever writes is never far from the disk

_STOPPED = "The journal was closed before this was finished. Nothing was changed."

T = TypeVar("T")


class Work:
    """Does slow work in pieces; ``close`` ends it between two of them."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="work")
        self._stop = Event()

    def do(self, work: Callable[[], T]) -> Reply[T]:
        """Do ``work`` when everything asked for before is done."""
        try:
            future = self._thread.submit(work)
        except RuntimeError:  # closed for good
            future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
        return Reply(future, self._deliver)

    def at_once(self, work: Callable[[], T]) -> Reply[T]:
        """Do ``work`` now, on a thread of its own."""
        return at_once(work, self._deliver)

    def breathe(self) -> None:
        """Let others go first for a moment; raises ``NotKept`` when there is no time left."""
        if self._stop.wait(BREATH_S):
            raise NotKept(_STOPPED)

    def close(self) -> None:
        """Stop what is being done, and wait for it to end."""
        self._stop.set()
        self._thread.shutdown(wait=True, cancel_futures=True)


def at_once(work: Callable[[], T], deliver: Deliver) -> Reply[T]:
    """Do ``work`` on a thread of its own, "keys", where it may wait for a keyring for ever."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - carried to whoever asked, not swallowed
            done.set_exception(error)

    Thread(target=run, name="keys", daemon=True).start()
    return Reply(done, deliver)
