"""The one door to the vault.

Verbs are function references taking a database connection first: ``journal.do(parts.put, …)``.
Each runs on the one thread that owns the connection, inside one transaction the door opens and
commits. Until the vault is open, verbs wait in order; nobody has to know whether it is yet.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from journal_app.domain.changes import Changed
from journal_app.domain.errors import DiskFull, JournalError, NotKept, VaultDamaged

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from journal_app.storage.vault import Vault

P = ParamSpec("P")
T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]


class Reply(Generic[T]):
    """What a verb will return, once the vault's thread has run it."""

    def __init__(self, future: "Future[T]", deliver: Deliver) -> None:
        self._future = future
        self._deliver = deliver

    def then(
        self,
        done: Callable[[T], None],
        otherwise: Callable[[JournalError], None] | None = None,
    ) -> None:
        """Call ``done(value)`` on the window's thread, or ``otherwise(error)`` if it failed.

        A bug counts as a failure too, and is then raised again on the window's thread.
        """

        def settle(future: "Future[T]") -> None:
            self._deliver(lambda: _settle(future, done, otherwise))

        self._future.add_done_callback(settle)

    def result(self, timeout: float | None = None) -> T:
        """Wait (seconds) for the value, or raise what the verb raised. Never on the window."""
        return self._future.result(timeout)


def _settle(
    future: "Future[T]",
    done: Callable[[T], None],
    otherwise: Callable[[JournalError], None] | None,
) -> None:
    try:
        value = future.result()
    except JournalError as error:
        if otherwise is not None:
            otherwise(error)
    except CancelledError:
        if otherwise is not None:
            otherwise(NotKept("The journal was closed before this could be kept."))
    except Exception:
        if otherwise is not None:
            otherwise(NotKept("This isn’t kept yet. It is still on screen."))
        raise
    else:
        done(value)


class Journal:
    """Owns the vault's thread; every read and write goes through here.

    ``deliver`` carries a callable to the window's thread. There ``failed`` hears of every failed
    write, and of damage a read met, whoever else listens, and ``changed`` of every committed write.
    When the disk is full, ``make_room`` is called on the vault's thread; if it made some, the same
    verb is run once more.
    """

    def __init__(
        self,
        deliver: Deliver,
        failed: Callable[[JournalError], None],
        changed: Callable[[Changed], None],
        make_room: Callable[[], bool] = lambda: False,
    ) -> None:
        self._deliver = deliver
        self._failed = failed
        self._changed = changed
        self._make_room = make_room
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vault")
        self._vault: Vault | None = None
        self._closed = False
        self._lock = Lock()
        self._waiting: list[tuple[Callable[[], None], Callable[[], bool]]] | None = []

    def open(self, opening: "Callable[[], Vault]") -> Reply[None]:
        """Run ``opening`` on the vault's thread, then all that has been waiting, in order."""

        def run() -> None:
            self._vault = opening()

        future = self._thread.submit(run)
        future.add_done_callback(self._let_in)
        return Reply(future, self._deliver)

    def ask(
        self,
        verb: "Callable[Concatenate[Connection, P], T]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Reply[T]:
        """Read: run ``verb(db, *args)`` in a transaction of its own."""

        def run() -> T:
            with self._open_vault().reading() as db:
                return verb(db, *args, **kwargs)

        future = self._submit(run)
        future.add_done_callback(self._hear_of_damage)
        return Reply(future, self._deliver)

    def do(
        self,
        verb: "Callable[Concatenate[Connection, P], Changed]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Reply[Changed]:
        """Write: run ``verb(db, *args)`` in a transaction; the reply comes after COMMIT."""

        def run() -> Changed:
            with self._open_vault().writing() as db:
                return verb(db, *args, **kwargs)

        reply = Reply(self._submit(run), self._deliver)
        reply.then(self._changed, self._failed)
        return reply

    def close(self) -> None:
        """Finish what was asked, close the file and forget the key. Waiting verbs are cancelled."""
        if self._closed:
            return
        self._closed = True
        with self._lock:
            waiting, self._waiting = self._waiting or [], None
        for _run, cancel in waiting:
            cancel()
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)

    def _hear_of_damage(self, read: "Future[T]") -> None:
        """Pass on what no later read would get over, whoever else listens."""
        error = None if read.cancelled() else read.exception()
        if isinstance(error, VaultDamaged):
            self._deliver(partial(self._failed, error))

    def _submit(self, verb: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()

        def run() -> None:
            _run_into(future, lambda: self._with_room(verb))

        with self._lock:
            if self._waiting is not None:
                self._waiting.append((run, future.cancel))
                return future
        try:
            self._thread.submit(run)
        except RuntimeError:  # the door is closed for good
            future.cancel()
            future.set_running_or_notify_cancel()
        return future

    def _with_room(self, verb: Callable[[], T]) -> T:
        """Run ``verb``; what a full disk refused left nothing behind, so it can be run again."""
        try:
            return verb()
        except DiskFull:
            if not self._make_room():
                raise
        return verb()

    def _let_in(self, opening: "Future[None]") -> None:
        if opening.cancelled() or opening.exception() is not None:
            return
        with self._lock:
            waiting, self._waiting = self._waiting or [], None
            for run, _cancel in waiting:
                self._thread.submit(run)

    def _open_vault(self) -> "Vault":
        if self._vault is None:
            raise NotKept("The journal is closed.")
        return self._vault

    def _shut(self) -> None:
        if self._vault is not None:
            self._vault.close()
            self._vault = None


def _run_into(future: "Future[T]", verb: Callable[[], T]) -> None:
    """Run ``verb`` and hand its value or failure to ``future``."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        value = verb()
    except BaseException as error:  # noqa: BLE001 - carried to whoever asked, not swallowed
        future.set_exception(error)
    else:
        future.set_result(value)
