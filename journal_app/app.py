"""Wires everything, and is the one place that knows every name."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from journal_app import __version__, resources
from journal_app.devices import folders
from journal_app.devices.clock import SystemClock
from journal_app.devices.keychain import OsKeychain
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Clock
from journal_app.domain.errors import JournalError, VaultMissing
from journal_app.services.journal import Journal
from journal_app.services.kit import Kit
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.sound import Sound
from journal_app.services.unlocking import Keychain, Outcome, Unlocking
from journal_app.ui.bridge import Bridge
from journal_app.ui.editor import Tools
from journal_app.ui.farewell import Farewell
from journal_app.ui.house import House
from journal_app.ui.icons import Icons
from journal_app.ui.instance import Instance
from journal_app.ui.mishaps import Mishaps
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.theme import Theme
from journal_app.ui.threshold import Makers, Threshold
from journal_app.ui.tidying import Tidying
from journal_app.ui.window import Window
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.domain.voice import VoiceNote
    from journal_app.services.openentry import OpenPart
    from journal_app.services.player import Player
    from journal_app.services.recorder import Recorder

NAME = "afterpage"


@dataclass(frozen=True)
class Outside:
    """What the machine brings; tests bring their own."""

    keychain: Keychain
    sound: Sound
    clock: Clock
    settings: SettingsFile


def build(outside: Outside, folder: Path, app: QApplication) -> House:
    """Make the whole house for the journal in ``folder``, from the ground up."""
    preferences = outside.settings.load()
    bridge = Bridge()
    theme = Theme(app, preferences)
    icons = Icons(theme)
    tools = Tools(theme, icons, outside.clock, outside.sound)

    def journal(
        failed: Callable[[JournalError], None], changed: Callable[[Changed], None]
    ) -> Journal:
        return Journal(bridge.post, failed, changed)

    def unlocking(tell: Callable[[Outcome], None]) -> Unlocking:
        def told(outcome: Outcome) -> None:
            bridge.post(lambda: tell(outcome))

        return Unlocking(folder, outside.keychain, outside.clock, told)

    def safekeeping() -> Safekeeping:
        return Safekeeping(folder, outside.clock, bridge.post)

    def workspace(door: Journal, copies: Safekeeping) -> Workspace:
        kit = Kit(folder, outside.keychain, door, bridge.post)
        return Workspace(door, kit, copies, tools, house.preferences)

    window = Window()
    window.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
    locked = LockedPage(theme, icons)
    makers = Makers(journal, safekeeping, workspace, unlocking)
    threshold = Threshold(folder, window, locked, makers)
    house = House(window, threshold, locked, (theme, icons), preferences, outside.settings)
    return house


def main(arguments: Sequence[str]) -> int:
    """Run Afterpage; return the exit code."""
    asked = _parse(arguments)
    folders.keep_to_ourselves()
    logging.basicConfig(level=asked.log_level.upper(), format="%(levelname)s %(name)s %(message)s")
    app = QApplication([NAME])
    _name(app)
    if asked.temp:
        with folders.throw_away() as folder:
            return _run(app, folder, _this_machine(folder, MemoryKeychain()))
    try:
        folders.make_private(asked.vault or folders.vault(), parents=asked.vault is None)
    except VaultMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return _run(app, asked.vault or folders.vault(), _this_machine(folders.settings()))


def _run(app: QApplication, folder: Path, outside: Outside) -> int:
    """Open the journal in ``folder`` in a window, unless another start has it open."""
    instance = Instance(folder)
    if not instance.is_first():
        return 0 if instance.raise_first() else 1
    house = build(outside, folder, app)
    mishaps, tidying = Mishaps(house.window), Tidying()
    farewell = Farewell(house.window.close)
    instance.raised.connect(house.window.come_back)
    house.closed.connect(app.quit)
    house.open()
    QTimer.singleShot(0, instance.listen)
    code = app.exec()
    farewell.close()
    mishaps.close()
    tidying.close()
    instance.close()
    return code


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(NAME, description="A private journal on this computer.")
    parser.add_argument("--vault", type=Path, metavar="FOLDER", help="open a journal elsewhere")
    parser.add_argument("--temp", action="store_true", help="open a throw-away journal")
    parser.add_argument("--log-level", choices=("debug", "info", "warning"), default="warning")
    parser.add_argument("--version", action="version", version=f"Afterpage {__version__}")
    return parser.parse_args(arguments)


def _name(app: QApplication) -> None:
    """Tell the desktop who this is, and settle how the app takes its input."""
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Afterpage")
    app.setDesktopFileName("org.afterpage.Afterpage")
    app.setApplicationVersion(__version__)
    app.setCursorFlashTime(0)  # a steady caret
    app.setQuitOnLastWindowClosed(False)  # the house says when all is kept
    # Every motion of a pen counts; the X11 platform sets this while the application starts.
    app.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, on=False)


def _this_machine(settings: Path, keychain: Keychain | None = None) -> Outside:
    return Outside(keychain or OsKeychain(), _sound(), SystemClock(), SettingsFile(settings))


def _sound() -> Sound:
    """Make recorders and players; what they need is loaded when the first one is made."""

    def recorder(part: "OpenPart") -> "Recorder":
        from journal_app.devices.microphone import HelperMicrophone  # noqa: PLC0415
        from journal_app.devices.opus import OpusStream  # noqa: PLC0415
        from journal_app.services.recorder import Recorder  # noqa: PLC0415

        return Recorder(part.append, HelperMicrophone(), OpusStream, SystemClock())

    def player(note: "VoiceNote") -> "Player":
        from journal_app.devices.opus import OpusReader  # noqa: PLC0415
        from journal_app.devices.speaker import HelperSpeaker  # noqa: PLC0415
        from journal_app.services.player import Player  # noqa: PLC0415

        return Player(note, OpusReader, HelperSpeaker())

    return Sound(recorder, player)
