"""A logind for machines that have none: on a bus of its own, with the little that we ask of it."""

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.login1"
HERE = "/org/freedesktop/login1/session/_32"
ELSEWHERE = "/org/freedesktop/login1/session/_37"
MANAGER = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*"/> <allow receive_sender="*"/> <allow own="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def bus(folder: Path) -> Iterator[str]:
    """Run a message bus in ``folder``; its address."""
    socket, config = folder / "bus", folder / "bus.conf"
    config.write_text(CONFIG.format(socket=socket), encoding="utf-8")
    command = ["dbus-daemon", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen([*command, f"--config-file={config}"], stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        assert daemon.stdout.readline()  # it listens
        try:
            yield f"unix:path={socket}"
        finally:
            daemon.terminate()


class Speaker:
    """Somebody on a bus who can raise signals, under a name or under none."""

    def __init__(self, address: str, name: str = "") -> None:
        self.connection: DBusConnection = open_dbus_connection(bus=address, enable_fds=True)
        if name:
            self.connection.send_and_get_reply(message_bus.RequestName(name))

    def say(self, where: DBusAddress, name: str, signature: str = "", *body: Any) -> None:
        """Raise a signal."""
        self.connection.send(new_signal(where, name, signature or None, body))

    def close(self) -> None:
        """Leave the bus."""
        self.connection.close()


class Logind(Speaker):
    """Answers when it is looked at; so everything happens in the order a test wants."""

    def __init__(self, address: str) -> None:
        super().__init__(address, NAME)
        self._locked = False
        self._held: list[int] = []
        self._awake: list[int] = []

    def close(self) -> None:
        for end in (*self._held, *self._awake):
            os.close(end)
        super().close()

    @property
    def delays(self) -> int:
        """How many programs want to do something before the computer sleeps."""
        return self._count(self._held)

    @property
    def wakers(self) -> int:
        """How many programs keep the computer awake though nobody touches it."""
        return self._count(self._awake)

    def _count(self, held: list[int]) -> int:
        self._answer()
        for end in [one for one in held if select.select([one], [], [], 0)[0]]:
            os.close(end)  # the other end was closed
            held.remove(end)
        return len(held)

    def lock(self, session: str = HERE) -> None:
        """Ask a session to lock itself."""
        self.say(_session(session), "Lock")

    def unlock(self) -> None:
        """Ask the session to unlock itself."""
        self.say(_session(HERE), "Unlock")

    def hint(self, *, locked: bool) -> None:
        """Note, as a desktop has it noted, that the screen is locked or isn't."""
        self._locked = locked
        where = DBusAddress(HERE, NAME, "org.freedesktop.DBus.Properties")
        changed = {"LockedHint": ("b", locked)}
        self.say(where, "PropertiesChanged", "sa{sv}as", f"{NAME}.Session", changed, [])

    def fall_asleep(self) -> None:
        """Say that the computer is going to sleep."""
        self._prepare(sleep=True)

    def wake(self) -> None:
        """Say that it woke."""
        self._prepare(sleep=False)

    def _prepare(self, *, sleep: bool) -> None:
        self.say(MANAGER, "PrepareForSleep", "b", sleep)

    def _answer(self) -> None:
        while True:
            try:
                asked = self.connection.receive(timeout=0)
            except TimeoutError:
                return
            if asked.header.message_type is MessageType.method_call:
                self._answer_one(asked)

    def _answer_one(self, asked: Any) -> None:
        member = asked.header.fields[HeaderFields.member]
        if member == "Inhibit":
            held = {("sleep", "delay"): self._held, ("idle", "block"): self._awake}
            here, there = os.pipe()
            held[asked.body[0::3]].append(here)
            self.connection.send(new_method_return(asked, "h", (there,)))
            os.close(there)
        elif member == "GetSession" and asked.body == ("auto",):
            self.connection.send(new_method_return(asked, "o", (HERE,)))
        elif member == "Get" and asked.body == (f"{NAME}.Session", "LockedHint"):
            self.connection.send(new_method_return(asked, "v", (("b", self._locked),)))
        else:
            unknown = "org.freedesktop.DBus.Error.UnknownMethod"
            self.connection.send(new_error(asked, unknown))


def _session(path: str) -> DBusAddress:
    return DBusAddress(path, NAME, f"{NAME}.Session")
