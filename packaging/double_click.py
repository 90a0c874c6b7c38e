"""What a person does with the installed journal, done as an ordinary user on a private desktop.

``check_double_click`` runs this inside the system it made: ``double_click.py FOLDER``. It first
makes an entry with the program of the checkout. Then it opens the installed program by a
double-click on its icon, finds that entry, adds another, and asks its caller, with one line, to
take the package away and install it again. After that both entries must still be there.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests import sound
from tests.desktop.bus import Bus
from tests.desktop.desk import Desk
from tests.desktop.glass import Glass, Spot, unlike
from tests.desktop.hands import Hands
from tests.desktop.screen import Screen
from tests.desktop.waiting import until

LAUNCHER = Path("/usr/share/applications/org.afterpage.Afterpage.desktop")
CLAY = np.array([0x8A, 0x4B, 0x2D], np.uint8)  # what most of the icon is made of
ENOUGH = 100  # pixels
KEPT = "Kept · just now"
BEFORE = "written with the checkout"
AFTER = "written after a double-click"
SPOKEN = "and said aloud"


class Visit:
    """One opening of the journal, however it was started, until it is closed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.hands = Hands(desk)
        window = until(self._window, "the window of Afterpage")
        self._process = Path("/proc", desk.shell("xdotool", "getwindowpid", window).strip())
        self.screen = Screen(Bus(desk.accessibility), int(self._process.name))
        self.program = (self._process / "exe").readlink()

    def write(self, words: str) -> None:
        """Make a new entry of some words."""
        self.hands.press("1")
        self.screen.wait_for("text", where=lambda thing: "focused" in thing.states)
        self.hands.type(words)
        self.screen.wait_to_read(words)
        self.screen.wait_to_read(KEPT)

    def speak(self, words: str) -> None:
        """Add some spoken words to the entry, and set it aside."""
        self.hands.press("ctrl+3")
        self.screen.wait_to_read("Recording")
        self._desk.sound.say(sound.speech(self._desk.temp, words))
        self.hands.press("ctrl+Return")
        self.screen.wait_for("push button", "Speak")

    def close(self) -> None:
        """Close the journal and see it go."""
        self.hands.press("ctrl+q")
        program = self._process / "exe"  # gone even while the process waits to be buried
        until(lambda: not program.exists(), "Afterpage to end")

    def _window(self) -> str | None:
        search = ("xdotool", "search", "--onlyvisible", "--class", "^afterpage$")
        try:
            return self._desk.shell(*search).split()[-1]
        except (subprocess.CalledProcessError, IndexError):
            return None


def icon(glass: Glass) -> Spot | None:
    """Return the middle of the app's icon on the screen, once it is there."""
    rows, columns = np.nonzero(~unlike(glass.look(), CLAY, 2))
    return Spot(int(np.median(columns)), int(np.median(rows))) if len(rows) > ENOUGH else None


def double_click(desk: Desk, spot: Spot) -> Visit:
    """Open what is under a spot, and wait for Afterpage."""
    move = ("mousemove", str(spot.x), str(spot.y))
    desk.shell("xdotool", *move, "click", "--repeat", "2", "--delay", "120", "1")
    visit = Visit(desk)
    assert visit.program == Path("/usr/lib/afterpage/afterpage"), visit.program
    return visit


def file_manager(desk: Desk) -> None:
    """Start a file manager whose desktop shows the program, as "add to desktop" puts it there."""
    (desk.home / "Desktop").mkdir()
    (desk.home / "Desktop" / LAUNCHER.name).symlink_to(LAUNCHER)
    settings = desk.home / ".config" / "libfm" / "libfm.conf"
    settings.parent.mkdir(parents=True)
    settings.write_text("[config]\nquick_exec=1\n")  # it asks about every launcher otherwise
    desk.programs.start(["pcmanfm", "--desktop"], desk.env)


def finds(visit: Visit, *entries: str) -> None:
    """See that the journal lists these entries."""
    visit.hands.press("ctrl+j")
    for words in entries:
        visit.screen.wait_for("list item", words)


def visit_twice(desk: Desk, glass: Glass) -> None:
    """Go through the whole visit."""
    seen = {"PYTHONPATH": os.environ["PYTHONPATH"]}
    command = [sys.executable, "-m", "journal_app"]
    desk.programs.start(command, desk.env | seen)
    visit = Visit(desk)
    visit.write(BEFORE)
    visit.close()

    file_manager(desk)
    spot = until(lambda: icon(glass), "the icon")
    glass.save(desk.root / "1-icon.png")
    visit = double_click(desk, spot)
    finds(visit, BEFORE)
    glass.save(desk.root / "2-opened.png")
    visit.hands.press("Escape")
    visit.write(AFTER)
    visit.speak(SPOKEN)
    glass.save(desk.root / "3-set-aside.png")
    visit.close()

    print("Please install it again.", flush=True)
    sys.stdin.readline()
    visit = double_click(desk, spot)
    finds(visit, BEFORE, AFTER, "voice")
    glass.save(desk.root / "4-journal.png")
    visit.close()


def main(folder: Path) -> None:
    """Make a desktop and go through the visit; whatever fails leaves a picture."""
    with Desk(folder) as desk:
        glass = Glass(desk.glass)
        try:
            visit_twice(desk, glass)
        except BaseException:
            glass.save(folder / "failed.png")
            raise


if __name__ == "__main__":
    main(Path(sys.argv[1]))
