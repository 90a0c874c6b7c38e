"""Nothing a person makes, and no key, is ever in a plain file or in what the program says."""

import secrets
import string
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import sound
from tests.desktop import canary, kept, steps
from tests.desktop.app import App
from tests.desktop.desk import Desk


@pytest.fixture
def markers() -> tuple[str, str, str]:
    """Three words nobody has ever written; made here, so that they are in no source file."""
    word, title, caption = (
        "zv" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(10)) for _ in range(3)
    )
    return word, title, caption


@dataclass
class Watch:
    """Knows everything that must not be found, and looks for it in every place of a desktop."""

    desk: Desk
    needles: list[canary.Needle]

    def look(self) -> list[canary.Found]:
        """Return what is in a file of the desktop, however shortly it may be there."""
        return canary.search(self.desk.places(), [*self.needles, *canary.packed_sound()])


def test_nothing_made_here_is_in_any_file_or_in_anything_said(
    app: App, desk: Desk, tmp_path: Path, markers: tuple[str, str, str]
) -> None:
    began_ns = time.time_ns()
    word, title, caption = markers
    voice = sound.speech(tmp_path, "a voice that no file may hold, however briefly, in the clear")
    spoken = canary.sound(_samples(voice), "what was spoken")
    watch = Watch(desk, [*canary.words(*markers), *spoken])
    _make(app, watch, voice, word)
    _name(app, watch, (word, title, caption))
    _lock_and_crash(app, watch, title)

    (entry,) = steps.entries(app, tmp_path)
    assert word in kept.words(entry)
    assert entry.title == title
    assert caption in [part.caption for part in entry.parts]
    assert sound.likeness(voice, kept.sound(entry)) > 0.85

    watch.needles += canary.sound(_samples(kept.sound(entry)), "what is played back")
    assert app.said()
    assert not watch.look()
    assert not canary.search_names(desk.places(), markers)
    tests = tmp_path.parent
    assert not canary.search(canary.SHARED_TEMPS, watch.needles, since_ns=began_ns, but=tests)


def _make(app: App, watch: Watch, voice: bytes, word: str) -> None:
    """Write, draw and speak."""
    app.start()
    app.hands.press("1")
    steps.write(app, f"the word is {word}")
    watch.needles += canary.key(steps.key(app))
    steps.click(app, "Draw")
    steps.draw(app)
    steps.click(app, "Speak")
    app.screen.wait_to_read("Recording")
    app.desk.sound.say(voice)
    assert not watch.look()
    app.hands.press("ctrl+Return")


def _name(app: App, watch: Watch, markers: tuple[str, str, str]) -> None:
    """Give a title and a caption, and listen to what was spoken."""
    word, title, caption = markers
    steps.open_newest(app, word)
    steps.fill(app, "Title", title)
    steps.fill(app, "Caption", caption)
    steps.tab_to(app, "Play")
    app.hands.press("space")
    app.screen.wait_for("push button", "Pause")
    assert not watch.look()
    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", title)


def _lock_and_crash(app: App, watch: Watch, title: str) -> None:
    """Lock the journal and open it again, lose power, start again, and lose power again."""
    app.hands.press("ctrl+l")
    app.screen.wait_to_read("Your journal is closed.")
    assert not app.screen.reads(title)
    assert not watch.look()
    steps.click(app, "Unlock")
    app.screen.wait_for("push button", "Write")
    steps.open_newest(app, title)
    app.kill()
    assert not watch.look()
    app.start()
    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", title)
    app.kill()


def _samples(pcm: bytes) -> NDArray[np.float32]:
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)
