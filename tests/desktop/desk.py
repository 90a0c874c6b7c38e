"""A private desktop: screen, window manager, buses, accessibility, keyring and sound."""

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from jeepney import DBusAddress

from tests import sound
from tests.desktop.bus import Bus
from tests.desktop.keychain import Keychain
from tests.desktop.processes import Programs
from tests.desktop.waiting import until

SCREEN = "1280x800x24"
ZONE = "Europe/Berlin"  # where this desk stands, and its wall clock hangs
PASSWORD = "a keyring of the tests"  # noqa: S105 - it guards nothing
SECRETS = "org.freedesktop.secrets"

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>/usr/share/dbus-1/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# No shortcuts of its own: every key belongs to the app. A keyring's prompt covers no button of it.
OPENBOX_CONFIG = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <theme><name>Clearlooks</name><titleLayout>LC</titleLayout></theme>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <applications>
    <application class="Gcr-prompter">
      <position force="yes"><x>center</x><y>-0</y></position>
    </application>
  </applications>
  <mouse>
    <context name="Close">
      <mousebind button="Left" action="Click"><action name="Close"/></mousebind>
    </context>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""


class Desk:
    """Everything a person's session offers a program, in folders and processes of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home"
        self.runtime = root / "run"
        self.temp = root / "tmp"
        self.logs = root / "logs"
        self.glass = root / "glass"
        self.people = root / "people"
        for folder in (self.home, self.people, self.runtime, self.temp, self.logs, self.glass):
            folder.mkdir(mode=0o700)
        self.programs = Programs(self.logs)
        self.env = self._plain_env() | self.programs.mark
        self._open = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def newcomer(self, name: str) -> Path:
        """Return a new, empty home for a person who has used nothing yet."""
        home = self.people / name
        home.mkdir(mode=0o700)
        return home

    def guest(self, name: str) -> Path:
        """Return the home of a person who has seen the first pages of Afterpage, and no more."""
        home = self.newcomer(name)
        settings = home / ".config" / "afterpage" / "settings.json"
        settings.parent.mkdir(mode=0o700, parents=True)
        settings.write_text('{"welcomed": true}', "utf-8")
        return home

    def places(self) -> list[Path]:
        """Return the folders in which a program of this desktop may leave something."""
        return [self.home, self.people, self.runtime, self.temp, self.logs]

    def shell(self, *command: str) -> str:
        """Run a short command on this desktop and return what it prints."""
        return subprocess.run(
            command, env=self.env, capture_output=True, check=True, text=True, timeout=30
        ).stdout

    def open_keyring(self) -> None:
        """Unlock the keyring the way signing in does: by a new daemon that is told the password."""
        self.programs.stop(self._keyring)
        until(lambda: not self.bus.has(SECRETS), "the keyring to go")
        self._start_keyring()

    def _start(self) -> None:
        self._open.callback(self.programs.end)
        self._start_sound()
        self._start_screen()
        self._start_bus()
        self._start_window_manager()
        self._start_keyring()
        self._start_accessibility()

    def _plain_env(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "TMPDIR": str(self.temp),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TZ": ZONE,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    def _start_sound(self) -> None:
        self.sound = sound.start(self.root / "sound", self.env)
        self._open.callback(sound.stop, self.sound)
        self.env = self.sound.env

    def _start_screen(self) -> None:
        listens, tells = os.pipe()
        with os.fdopen(listens, "rb") as answer:
            number = ["-displayfd", str(tells)]
            screen = ["-screen", "0", SCREEN, "-fbdir", str(self.glass)]
            command = ["Xvfb", *number, *screen, "-nolisten", "tcp", "-noreset"]
            self.programs.start(command, self.env, tells=[tells])
            os.close(tells)
            number_told = answer.readline().decode().strip()
        assert number_told, "no screen"
        self.env["DISPLAY"] = f":{number_told}"
        self.shell("xdotool", "mousemove", "1", "1")  # an arrow in the middle would be in the way

    def _start_bus(self) -> None:
        socket = self.runtime / "bus"
        config = self.root / "bus.conf"
        config.write_text(BUS_CONFIG.format(socket=socket), encoding="utf-8")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={socket}"
        command = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={config}"]
        self.programs.start(command, self.env)
        self.bus = self._open.enter_context(until(self._connected, "the session bus"))

    def _connected(self) -> Bus | None:
        try:
            return Bus(self.env["DBUS_SESSION_BUS_ADDRESS"])
        except OSError:  # not yet listening
            return None

    def _start_window_manager(self) -> None:
        config = self.root / "openbox.xml"
        config.write_text(OPENBOX_CONFIG, encoding="utf-8")
        self.programs.start(["openbox", "--sm-disable", "--config-file", str(config)], self.env)

    def _start_keyring(self) -> None:
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        # A newline after it would become part of the password.
        self._keyring = self.programs.start(command, self.env, says=PASSWORD)
        until(lambda: self.bus.has(SECRETS), "the keyring")
        self.keychain = Keychain(self.bus)
        until(self.keychain.is_open, "the keyring to open")

    def _start_accessibility(self) -> None:
        launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        self.accessibility = str(self.bus.call(launcher, "GetAddress"))
        until(self._window_manager_is_up, "the window manager")

    def _window_manager_is_up(self) -> bool:
        return "window id" in self.shell("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
