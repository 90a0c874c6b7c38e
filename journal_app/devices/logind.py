"""Hears from a Linux desktop that its screen is locked, or that the computer is going to sleep.

Each bus is listened to on a thread of its own, "desktop", so that none can hold up the window.
Whatever goes wrong there is quiet: then only the time without a touch locks the journal.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from threading import Lock, Thread

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.bus import get_bus
from jeepney.fds import FileDescriptor
from jeepney.io.blocking import DBusConnection, prep_socket

from journal_app.services.desktop import Sign, Tell

_LOG = logging.getLogger(__name__)
_AUTHENTICATE_S = 4.0
_BOTH_WAYS = 2  # SHUT_RDWR

_LOGIND = "org.freedesktop.login1"
_MANAGER = DBusAddress("/org/freedesktop/login1", _LOGIND, f"{_LOGIND}.Manager")
_PROPERTIES = "org.freedesktop.DBus.Properties"
_WHY = ("sleep", "Afterpage", "Closes what is open", "delay")
_AWAKE = ("idle", "Afterpage", "Records a voice", "block")
# Where logind isn't told, the screen saver tells: by its path, and by its interface.
_SAVERS = (
    DBusAddress("/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver"),
    DBusAddress("/ScreenSaver", interface="org.freedesktop.ScreenSaver"),
    DBusAddress("/org/gnome/ScreenSaver", interface="org.gnome.ScreenSaver"),
    DBusAddress("/org/cinnamon/ScreenSaver", interface="org.cinnamon.ScreenSaver"),
    DBusAddress("/org/mate/ScreenSaver", interface="org.mate.ScreenSaver"),
)

_Hears = Callable[[Message], None]


class LinuxDesktop:
    """Listens to logind on the system's bus, and to screen savers on the session's."""

    def __init__(self, tell: Tell, system: str = "SYSTEM", session: str = "SESSION") -> None:
        self._tell = tell
        self._is_closed = False
        self._system = system
        self._awake: _Awake | None = None
        self._delay = _Delay()
        logind, savers = _Logind(self._pass_on, self._delay), _Savers(self._pass_on)
        self._lines = (_Line(system, logind.begin), _Line(session, savers.begin))

    def let_sleep(self) -> None:
        """Let the computer sleep: whatever had to be done before is done."""
        self._delay.end()

    def stay_awake(self, *, awake: bool) -> None:
        """Keep the computer from sleeping only because nobody touches it, or no longer."""
        if awake and self._awake is None:
            self._awake = _Awake(self._system)
        elif not awake and self._awake is not None:
            self._awake.close()
            self._awake = None

    def close(self) -> None:
        """Hear nothing any more. The threads end by themselves, at once; nobody waits for them."""
        self._is_closed = True
        for line in self._lines:
            line.close()
        self._delay.close()
        self.stay_awake(awake=False)

    def _pass_on(self, sign: Sign) -> None:
        if not self._is_closed:
            self._tell(sign)


class _Line:
    """A bus, and the thread that listens to it; all but ``close`` happens on that thread."""

    def __init__(self, bus: str, begin: Callable[["_Line"], None]) -> None:
        self._bus = bus
        self._begin = begin
        self._hears: dict[tuple[str, str, str], _Hears] = {}
        self._waits: dict[int, _Hears] = {}
        self._lock = Lock()
        self._hang_up: Callable[[], object] | None = None
        self._is_closed = False
        Thread(target=self._run, name="desktop", daemon=True).start()

    def hear(self, where: DBusAddress, name: str, hears: _Hears) -> None:
        """Hand every signal ``name`` from ``where`` to ``hears``."""
        self._hears[where.object_path, where.interface, name] = hears
        rule = MatchRule(
            type="signal",
            sender=where.bus_name,
            path=where.object_path,
            interface=where.interface,
            member=name,
        )
        self._connection.send(message_bus.AddMatch(rule))

    def ask(self, where: DBusAddress, name: str, words: tuple[str, ...], hears: _Hears) -> None:
        """Ask somebody something; ``hears`` gets the answer, when there is one."""
        question = new_method_call(where, name, "s" * len(words), words)
        serial = next(self._connection.outgoing_serial)
        self._waits[serial] = hears
        self._connection.send(question, serial=serial)

    def close(self) -> None:
        """Wake the thread, from another one, so that it ends."""
        with self._lock:
            self._is_closed = True
            self._end()

    def _run(self) -> None:
        try:
            self._listen()
        except Exception as error:  # noqa: BLE001 - no bus, or one that goes away or talks nonsense
            _LOG.debug("A bus is not heard, or not any more: %s", type(error).__name__)

    def _listen(self) -> None:
        opened = prep_socket(get_bus(self._bus), enable_fds=True, timeout=_AUTHENTICATE_S)
        with closing(opened), self._can_be_closed(partial(opened.shutdown, _BOTH_WAYS)):
            self._connection = DBusConnection(opened, enable_fds=True)
            with closing(self._connection.selector):
                self._begin(self)
                while True:
                    self._dispatch(self._connection.receive())

    @contextmanager
    def _can_be_closed(self, hang_up: Callable[[], object]) -> Iterator[None]:
        with self._lock:
            self._hang_up = hang_up
            if self._is_closed:  # while it was being opened
                self._end()
        try:
            yield
        finally:
            with self._lock:  # the number of its file may be another's from now on
                self._hang_up = None

    def _end(self) -> None:
        if self._hang_up is not None:
            with suppress(OSError):  # the other side was first
                self._hang_up()

    def _dispatch(self, message: Message) -> None:
        said, hears = message.header.fields, None
        if message.header.message_type is MessageType.signal:
            # The bus lets through only what we asked for, unless it is sent to us alone.
            if HeaderFields.destination not in said:
                names = (HeaderFields.path, HeaderFields.interface, HeaderFields.member)
                hears = self._hears.get(tuple(said[name] for name in names))
        elif HeaderFields.reply_serial in said:
            hears = self._waits.pop(said[HeaderFields.reply_serial], None)
        if hears is not None:
            hears(message)


class _Logind:
    """What there is to say to logind, and to hear from it."""

    def __init__(self, tell: Tell, delay: "_Delay") -> None:
        self._tell = tell
        self._delay = delay

    def begin(self, line: _Line) -> None:
        """Ask which session is ours."""
        self._line = line
        line.hear(_MANAGER, "PrepareForSleep", self._sleep)
        line.ask(_MANAGER, "GetSession", ("auto",), self._found)

    def _found(self, answer: Message) -> None:
        """Listen to the session we are in, if logind knows one; and have sleep wait for us."""
        if _is_good(answer):
            (path,) = answer.body
            session = DBusAddress(path, _LOGIND, f"{_LOGIND}.Session")
            self._properties = DBusAddress(path, _LOGIND, _PROPERTIES)
            self._line.hear(session, "Lock", self._lock)
            self._line.hear(session, "Unlock", self._unlock)
            self._line.hear(self._properties, "PropertiesChanged", self._look)
        self._ask_for_delay()

    def _ask_for_delay(self) -> None:
        """Ask logind to wait a moment for us before the computer sleeps."""
        self._line.ask(_MANAGER, "Inhibit", _WHY, self._delayed)

    def _delayed(self, answer: Message) -> None:
        if _is_good(answer):
            self._delay.begin(*answer.body)

    def _look(self, _changed: Message) -> None:
        hint = (f"{_LOGIND}.Session", "LockedHint")
        self._line.ask(self._properties, "Get", hint, self._hint)

    def _hint(self, answer: Message) -> None:
        if _is_good(answer):
            ((_type, locked),) = answer.body
            self._tell(Sign.LOCKED if locked else Sign.UNLOCKED)

    def _lock(self, _signal: Message) -> None:
        self._tell(Sign.LOCKED)

    def _unlock(self, _signal: Message) -> None:
        self._tell(Sign.UNLOCKED)

    def _sleep(self, signal: Message) -> None:
        if signal.body == (True,):
            self._tell(Sign.SLEEPS)
        else:
            self._ask_for_delay()


class _Savers:
    """The screen savers, of which a desktop has one or none."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def begin(self, line: _Line) -> None:
        """Listen to all of them."""
        for saver in _SAVERS:
            line.hear(saver, "ActiveChanged", self._change)

    def _change(self, active: Message) -> None:
        self._tell(Sign.LOCKED if active.body == (True,) else Sign.UNLOCKED)


class _Delay:
    """An open file that logind waits for; it is taken on one thread, and closed on another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._file: FileDescriptor | None = None
        self._is_closed = False

    def begin(self, file: FileDescriptor) -> None:
        """Hold on to ``file``, and to no other."""
        with self._lock:
            self._let_go()
            self._file = file
            if self._is_closed:
                self._let_go()

    def end(self) -> None:
        """Close the file."""
        with self._lock:
            self._let_go()

    def close(self) -> None:
        """Close the file, and whatever file is still on its way."""
        with self._lock:
            self._is_closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class _Awake:
    """Has logind take somebody who touches nothing for somebody who is here."""

    def __init__(self, bus: str) -> None:
        self._hold = _Delay()
        self._line = _Line(bus, self._begin)

    def close(self) -> None:
        """Let it be idle again."""
        self._line.close()
        self._hold.close()

    def _begin(self, line: _Line) -> None:
        line.ask(_MANAGER, "Inhibit", _AWAKE, self._allowed)

    def _allowed(self, answer: Message) -> None:
        if _is_good(answer):
            self._hold.begin(*answer.body)


def _is_good(answer: Message) -> bool:
    return bool(answer.header.message_type is MessageType.method_return)
