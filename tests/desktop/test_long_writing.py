"""Ten minutes of writing by real keys, cut short again and again: nothing is lost, or there twice.

Run by name: ``python -m pytest -m slow tests/desktop/test_long_writing.py``.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.desktop import kept, steps
from tests.desktop.app import App
from tests.desktop.waiting import until

MINUTES = 10
MAY_BE_LOST_S = 2.0
LIVES_S = (4.0, 25.0)
WORDS = ("warm", "slow", "water", "tender", "door", "music", "quiet", "as if")


@dataclass
class Writer:
    """Someone who writes word after numbered word, and now and then does something else."""

    app: App
    chance: random.Random
    typed: dict[str, float] = field(default_factory=dict)  # when each was typed
    did: Counter[str] = field(default_factory=Counter)

    def write(self) -> None:
        """Type a word or two; its number is found again whatever stands around it."""
        for _word in range(self.chance.randint(1, 3)):
            number = f"n{len(self.typed):05}"
            self.app.hands.type(f"{self.chance.choice(WORDS)} {number} ")
            self.typed[number] = time.monotonic()
        self.did["words"] = len(self.typed)

    def break_line(self) -> None:
        """Begin a new line, sometimes of a list or as a heading."""
        self.app.hands.press("Return")
        if self.chance.random() < 0.3:
            self.app.hands.type(self.chance.choice(("- ", "> ", "## ")))
        self.did["new lines"] += 1

    def undo_a_little(self) -> None:
        """Take something back and take it again."""
        self.app.hands.press("ctrl+z")
        self.app.hands.press("ctrl+shift+z")
        self.did["undone and redone"] += 1

    def set_aside(self) -> None:
        """Finish for now, and begin another entry."""
        self.app.hands.press("ctrl+Return")
        self.app.screen.wait_for("push button", "Write")
        sit_down(self.app)
        self.did["set aside"] += 1

    def something(self) -> Callable[[], None]:
        """Return what is done next."""
        ways = (self.write, self.break_line, self.undo_a_little, self.set_aside)
        return self.chance.choices(ways, (30, 4, 1, 1))[0]


def begin(app: App, chance: random.Random) -> None:
    """Start the app and sit down to write: in what was put back, or away from it on a new page."""
    app.start()
    if chance.random() < 0.5:
        app.hands.press("Escape", "Escape")
    sit_down(app)


def sit_down(app: App) -> None:
    """Go to a page to write on, also when what was unfinished is just being put back."""

    def try_it() -> bool:
        app.hands.press("ctrl+1")
        return app.screen.find("text", "Page") is not None

    until(try_it, "the page")


def found_in(app: App, room: Path) -> Counter[str]:
    """Return every number that is kept, and how often."""
    return Counter(
        number
        for entry in steps.entries(app, room)
        for number in re.findall(r"n\d{5}", kept.words(entry))
    )


@pytest.mark.slow
@pytest.mark.timeout(60 * (MINUTES + 10))
def test_ten_minutes_of_writing_with_random_kills_lose_nothing(app: App, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    writer = Writer(app, random.Random(seed))  # noqa: S311 - no secret
    end = time.monotonic() + 60 * MINUTES
    excused: set[str] = set()
    while time.monotonic() < end:
        began = time.monotonic()
        begin(app, writer.chance)
        life = time.monotonic() + writer.chance.uniform(*LIVES_S)
        while time.monotonic() < life:
            writer.something()()
        app.kill()
        writer.did["kills"] += 1
        cut = time.monotonic()
        there = found_in(app, tmp_path)
        lost = {number for number in writer.typed if number not in there} - excused
        too_old = [number for number in lost if cut - writer.typed[number] > MAY_BE_LOST_S]
        assert not too_old, f"seed {seed}: lost {too_old}, {cut - began:.1f} s after the start"
        assert set(there.values()) <= {1}, f"seed {seed}: twice {there.most_common(3)}"
        excused |= lost
    print(f"\nseed {seed}: {dict(writer.did)}, cut off with the last words: {len(excused)}")  # noqa: T201
