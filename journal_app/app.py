"""Wires everything, and is the one place that knows every name."""

import argparse
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from journal_app import __version__, resources
from journal_app.devices import folders, places
from journal_app.devices.clock import SystemClock
from journal_app.devices.keychain import OsKeychain
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Clock
from journal_app.domain.day import Calendar
from journal_app.domain.errors import JournalError, VaultMissing
from journal_app.domain.settings import Preferences
from journal_app.services.desktop import Deaf, Tell, Watch, Watcher
from journal_app.services.journal import Journal
from journal_app.services.keys.unlocking import Keychain, Outcome, Unlocking
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.services.surroundings import Surroundings
from journal_app.services.voice.sound import Sound
from journal_app.services.voice.soundcards import SoundCards
from journal_app.services.work import Work
from journal_app.storage import ballast
from journal_app.ui.asides import Asides
from journal_app.ui.bridge import Bridge
from journal_app.ui.farewell import Farewell
from journal_app.ui.house import House
from journal_app.ui.icons import Icons
from journal_app.ui.idle import Idle
from journal_app.ui.instance import Instance
from journal_app.ui.mishaps import Mishaps
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.places import Places
from journal_app.ui.theme import Theme
from journal_app.ui.threshold import Makers, Threshold
from journal_app.ui.tidying import Tidying
from journal_app.ui.tools import Tools
from journal_app.ui.whereabouts import Whereabouts
from journal_app.ui.window import Window
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.domain.soundcards import Cards
    from journal_app.services.openentry import OpenPart
    from journal_app.services.savedfiles import Piece
    from journal_app.services.voice.player import Player
    from journal_app.services.voice.recorder import Recorder
    from journal_app.services.voice.recording import Recording
    from journal_app.services.voice.saving import Form, Rest
    from journal_app.services.voice.transcribing.transcription import Transcription

NAME = "afterpage"


@dataclass(frozen=True)
class Outside:
    """What the machine brings; tests bring their own."""

    keychain: Keychain
    sound: Sound
    clock: Clock
    settings: SettingsFile
    around: Surroundings = field(default_factory=Surroundings)
    desktop: Watcher = Deaf


def build(outside: Outside, folder: Path, app: QApplication) -> House:
    """Make the whole house for the journal in ``folder``, from the ground up."""
    preferences = outside.settings.load()
    bridge = Bridge()
    tools = _tools(outside, Theme(app, preferences), preferences)

    def session(
        failed: Callable[[JournalError], None],
        changed: Callable[[Changed], None],
        squeezed: Callable[[], None],
    ) -> Session:
        def make_room() -> bool:
            made = ballast.release(folder)
            if made:
                bridge.post(squeezed)
            return made

        door, work = Journal(bridge.post, failed, changed, make_room), Work(bridge.post)
        return Session(folder, outside.keychain, outside.clock, bridge.post, door, work)

    def unlocking(tell: Callable[[Outcome], None]) -> Unlocking:
        def told(outcome: Outcome) -> None:
            bridge.post(lambda: tell(outcome))

        may_begin = partial(places.see_that_a_journal_may_begin, folder)
        return Unlocking(folder, outside.keychain, outside.clock, told, may_begin=may_begin)

    def workspace(session: Session, safekeeping: Safekeeping) -> Workspace:
        asides = Asides(session, safekeeping, tools, outside.around)
        return Workspace(asides, Places(session, tools), tools, house.preferences)

    window = Window()
    looks = tools.theme, tools.icons
    locked = LockedPage(*looks)
    threshold = Threshold(window, locked, Makers(session, workspace, unlocking))
    house = House(window, threshold, locked, looks, preferences, outside.settings)
    Idle(house, outside.clock, _carried(outside.desktop, bridge))
    return house


def _tools(outside: Outside, theme: Theme, preferences: Preferences) -> Tools:
    clock = outside.clock
    calendar, where = Calendar(clock, preferences.day_begins), Whereabouts(preferences)
    return Tools(theme, Icons(theme), clock, outside.sound, calendar, where)


def _carried(desktop: Watcher, bridge: Bridge) -> Watcher:
    """Have what ``desktop`` says on another thread told on the window's."""
    return lambda tell: desktop(lambda sign: bridge.post(partial(tell, sign)))


def main(arguments: Sequence[str]) -> int:
    """Run Afterpage; return the exit code."""
    asked = _parse(arguments)
    folders.keep_to_ourselves()
    logging.basicConfig(level=asked.log_level.upper(), format="%(levelname)s %(name)s %(message)s")
    app = QApplication([NAME])
    _name(app)
    if asked.temp:
        with folders.throw_away() as folder:
            return _run(app, folder, _this_machine(folder, folder, MemoryKeychain()))
    try:
        folders.make_private(asked.vault or folders.vault(), parents=asked.vault is None)
    except VaultMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    folder = asked.vault or folders.vault()
    return _run(app, folder, _this_machine(folder, folders.settings()))


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
    folders.leave_no_empty(folder)
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
    app.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
    app.setCursorFlashTime(0)  # a steady caret
    app.setQuitOnLastWindowClosed(False)  # the house says when all is kept
    # Every motion of a pen counts; the X11 platform sets this while the application starts.
    app.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, on=False)


def _this_machine(folder: Path, settings: Path, keychain: Keychain | None = None) -> Outside:
    around = folders.surroundings(settings, in_memory=keychain is not None)
    kept = keychain or OsKeychain()
    return Outside(kept, _sound(folder), SystemClock(), SettingsFile(settings), around, _desktop)


def _desktop(tell: Tell) -> Watch:
    """Listen to a Linux desktop; what that needs is loaded when it is done."""
    from journal_app.devices.logind import LinuxDesktop  # noqa: PLC0415

    return LinuxDesktop(tell)


def _sound(folder: Path) -> Sound:
    """Make recorders and players; what they need is loaded when the first one is made."""
    cards = SoundCards(_watch_cards)
    recorders: list[ref[Recorder]] = []

    def recording() -> bool:
        from journal_app.services.voice.recorder import State  # noqa: PLC0415

        there = filter(None, (one() for one in tuple(recorders)))
        return any(one.state in {State.WARMING, State.RECORDING} for one in there)

    def recorder(part: "OpenPart") -> "Recorder":
        from journal_app.devices.microphone import HelperMicrophone  # noqa: PLC0415
        from journal_app.devices.opus import OpusStream  # noqa: PLC0415
        from journal_app.services.voice.recorder import Recorder  # noqa: PLC0415
        from journal_app.services.voice.room import Room  # noqa: PLC0415

        room = Room(partial(ballast.free, folder), part.waiting)
        microphone = HelperMicrophone(lambda: cards.input)
        made = Recorder(part.append, microphone, OpusStream, SystemClock(), room)
        recorders[:] = [*(one for one in recorders if one() is not None), ref(made)]
        cards.when_late(made.listen_afresh)
        return made

    def player(recording: "Recording") -> "Player":
        from journal_app.devices.opus import OpusReader  # noqa: PLC0415
        from journal_app.devices.speaker import HelperSpeaker  # noqa: PLC0415
        from journal_app.services.voice.player import Player  # noqa: PLC0415

        return Player(recording, OpusReader, HelperSpeaker(lambda: cards.output))

    return Sound(recorder, player, _sound_file, cards, partial(_transcription, recording))


def _sound_file(recording: "Recording", form: "Form", rest: "Rest") -> "Iterator[Piece]":
    from journal_app.devices.opus import OpusReader  # noqa: PLC0415
    from journal_app.devices.soundfiles import encode  # noqa: PLC0415
    from journal_app.services.voice.saving import pieces  # noqa: PLC0415

    return pieces(recording, form, rest, OpusReader, encode)


def _watch_cards(tell: "Callable[[Cards], None]") -> Callable[[], None]:
    """Watch what sound comes from and goes to; what that needs is loaded when it is done."""
    from journal_app.devices import soundcards  # noqa: PLC0415

    return soundcards.watch(tell)


def _transcription(recording: Callable[[], bool]) -> "Transcription | None":
    """Return what writes down what was said, if that optional part is installed."""
    from journal_app.devices import transcriber  # noqa: PLC0415

    if not transcriber.is_there():
        return None
    from journal_app.devices.opus import OpusReader  # noqa: PLC0415
    from journal_app.services.voice.transcribing import models, transcription  # noqa: PLC0415

    engine, shelf = transcriber.WhisperEngine(), models.Shelf(folders.models())
    return transcription.Transcription(engine, shelf, OpusReader, recording, SystemClock())
