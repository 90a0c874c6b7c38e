"""What a Linux desktop says about its screen and its sleep, over real buses."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, message_bus, new_signal

from journal_app.devices.logind import LinuxDesktop
from journal_app.services.desktop import Sign
from tests import logind
from tests.desktop.waiting import until
from tests.logind import Logind, Speaker

NOBODY = "unix:path=/nowhere/bus"
OURS = DBusAddress(logind.HERE, logind.NAME, f"{logind.NAME}.Session")
SAVERS = {
    "kde": ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    "older": ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    "gnome": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    "cinnamon": ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    "mate": ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with logind.bus(tmp_path) as address:
        yield address


@pytest.fixture
def daemon(address: str) -> Iterator[Logind]:
    with closing(Logind(address)) as daemon:
        yield daemon


@pytest.fixture
def heard() -> list[Sign]:
    return []


@pytest.fixture
def watch(address: str, daemon: Logind, heard: list[Sign]) -> Iterator[LinuxDesktop]:
    """Somebody who has found their session and may delay sleep."""
    with closing(LinuxDesktop(heard.append, address, NOBODY)) as made:
        until(lambda: daemon.delays == 1, "sleep to be delayed")
        yield made


def _threads() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "desktop"]


@pytest.mark.usefixtures("watch")
@pytest.mark.parametrize(
    ("does", "told"),
    [
        (Logind.lock, Sign.LOCKED),
        (Logind.unlock, Sign.UNLOCKED),
        (lambda daemon: daemon.hint(locked=True), Sign.LOCKED),
        (lambda daemon: daemon.hint(locked=False), Sign.UNLOCKED),
        (Logind.fall_asleep, Sign.SLEEPS),
    ],
    ids=["lock", "unlock", "locked-hint", "unlocked-hint", "sleep"],
)
def test_what_logind_says_is_heard(
    daemon: Logind, heard: list[Sign], does: Callable[[Logind], None], told: Sign
) -> None:
    does(daemon)
    until(lambda: bool(daemon.delays and heard), "a sign")
    assert heard == [told]


@pytest.mark.usefixtures("watch")
def test_another_persons_screen_is_not_ours(daemon: Logind, heard: list[Sign]) -> None:
    daemon.lock(logind.ELSEWHERE)
    daemon.unlock()
    until(lambda: bool(heard), "a sign")
    assert heard == [Sign.UNLOCKED]


@pytest.mark.usefixtures("watch")
def test_nobody_but_logind_is_believed(daemon: Logind, address: str, heard: list[Sign]) -> None:
    with closing(Speaker(address, "org.example.Somebody")) as somebody:
        somebody.say(OURS, "Lock")
        everybody = somebody.connection.send_and_get_reply(message_bus.ListNames()).body[0]
        for name in everybody:
            to_one = new_signal(OURS, "Lock")
            to_one.header.fields[HeaderFields.destination] = name
            somebody.connection.send(to_one)
        assert somebody.connection.send_and_get_reply(message_bus.GetId())  # it is out
    daemon.unlock()
    until(lambda: bool(heard), "a sign")
    assert heard == [Sign.UNLOCKED]


def test_sleep_waits_until_we_let_it_and_waits_again_the_next_time(
    watch: LinuxDesktop, daemon: Logind, heard: list[Sign]
) -> None:
    daemon.fall_asleep()
    until(lambda: heard == [Sign.SLEEPS], "a sign")
    assert daemon.delays == 1
    watch.let_sleep()
    until(lambda: daemon.delays == 0, "the computer to be let sleep")
    daemon.wake()
    until(lambda: daemon.delays == 1, "the next sleep to be delayed")


def test_what_is_closed_delays_no_sleep_and_hears_nothing(
    watch: LinuxDesktop, daemon: Logind, address: str, heard: list[Sign]
) -> None:
    nothing: list[Sign] = []
    lock = LinuxDesktop(nothing.append, address, NOBODY)
    until(lambda: daemon.delays == 2, "two who delay sleep")
    lock.close()
    until(lambda: daemon.delays == 1 and len(_threads()) == 1, "one to be gone")
    daemon.lock()
    until(lambda: bool(heard), "a sign")
    assert nothing == []


@pytest.mark.parametrize("desktop", SAVERS)
def test_a_screen_saver_is_heard_where_logind_is_not_told(
    address: str, heard: list[Sign], desktop: str
) -> None:
    path, interface = SAVERS[desktop]
    on, off = True, False
    saver = DBusAddress(path, interface, interface)
    with (
        closing(Speaker(address, interface)) as speaker,
        closing(LinuxDesktop(heard.append, NOBODY, address)),
    ):

        def is_heard() -> bool:
            speaker.say(saver, "ActiveChanged", "b", on)
            return bool(heard)

        until(is_heard, "the screen saver")
        speaker.say(saver, "ActiveChanged", "b", off)
        until(lambda: heard[-1] is Sign.UNLOCKED, "the screen to be unlocked")
    assert set(heard[:-1]) == {Sign.LOCKED}


@pytest.mark.parametrize("bus", [NOBODY, "tcp:host=nowhere", "no address", ""])
def test_without_a_bus_nothing_is_heard_and_nobody_complains(bus: str, heard: list[Sign]) -> None:
    watch = LinuxDesktop(heard.append, bus, bus)
    until(lambda: not _threads(), "the threads to give up")
    watch.let_sleep()
    watch.close()
    assert heard == []


def test_without_an_address_nobody_complains(
    monkeypatch: pytest.MonkeyPatch, heard: list[Sign]
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", NOBODY)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with closing(LinuxDesktop(heard.append)):
        until(lambda: not _threads(), "the threads to give up")


def test_a_bus_without_logind_is_like_none(address: str, heard: list[Sign]) -> None:
    with closing(LinuxDesktop(heard.append, address, address)) as watch:
        with closing(Speaker(address)) as somebody:
            until(lambda: len(_others(somebody)) == 2, "both to have come")
        watch.let_sleep()
    until(lambda: not _threads(), "the threads to end")
    assert heard == []


def _others(somebody: Speaker) -> list[str]:
    (names,) = somebody.connection.send_and_get_reply(message_bus.ListNames()).body
    ours = somebody.connection.unique_name
    return [name for name in names if name.startswith(":") and name != ours]


def test_a_bus_that_goes_away_is_not_missed(tmp_path: Path, heard: list[Sign]) -> None:
    with logind.bus(tmp_path) as address, closing(Logind(address)) as daemon:
        watch = LinuxDesktop(heard.append, address, address)
        until(lambda: daemon.delays == 1, "sleep to be delayed")
    until(lambda: not _threads(), "the threads to end")
    watch.let_sleep()
    watch.close()
    assert heard == []


@pytest.mark.parametrize("welcome", ["never", "before", "after"])
def test_a_bus_that_stands_still_holds_up_nobody(
    tmp_path: Path, heard: list[Sign], welcome: str
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        watch = LinuxDesktop(heard.append, f"unix:path={tmp_path}/bus", NOBODY)
        other, _ = server.accept()
        with other:
            if welcome == "before":
                _welcome(other)
            watch.let_sleep()
            watch.close()
            if welcome == "after":
                _welcome(other)
            until(lambda: not _threads(), "the thread to end", patience=5)
    assert heard == []


def _welcome(other: socket.socket) -> None:
    """Let somebody on to the bus, and answer none of their questions."""
    said = b""
    while b"AUTH" not in said or not said.endswith(b"\r\n"):
        said += other.recv(4096)
    other.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
    while b"NEGOTIATE_UNIX_FD\r\n" not in said:
        said += other.recv(4096)
    other.sendall(b"AGREE_UNIX_FD\r\n")
    while b"BEGIN\r\n" not in said:
        said += other.recv(4096)


def test_no_file_is_left_open(address: str, daemon: Logind, heard: list[Sign]) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with closing(LinuxDesktop(heard.append, address, address)):
            until(lambda: daemon.delays == 1, "sleep to be delayed")
        until(lambda: not daemon.delays and not _threads(), "all to be closed")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_the_computer_is_kept_awake_until_that_is_taken_back(
    watch: LinuxDesktop, daemon: Logind
) -> None:
    assert daemon.wakers == 0
    for _again in range(2):
        watch.stay_awake(awake=True)
    until(lambda: daemon.wakers == 1, "somebody to keep it awake")
    watch.stay_awake(awake=False)
    until(lambda: daemon.wakers == 0, "nobody to keep it awake")
    watch.stay_awake(awake=True)
    until(lambda: daemon.wakers == 1, "somebody to keep it awake")
    watch.close()
    until(lambda: daemon.wakers == 0, "nobody to keep it awake")
    assert daemon.delays == 0
