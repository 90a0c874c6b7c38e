"""The main job: open it, write, draw and speak into one entry, lose power, find everything."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sound
from tests.desktop import kept, steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Glass
from tests.desktop.hands import line

LINES = ("warm. slow water over stones", "then music, apricot", "a door that was only light")
SPOKEN = "It was like slow water over stones, and afterwards there was music, and a door of light."
MAY_BE_LOST_S = 2.0
UNFINISHED = "We found an unfinished entry"


def test_what_was_written_drawn_and_spoken_outlives_a_power_cut(
    app: App, desk: Desk, glass: Glass, tmp_path: Path
) -> None:
    voice = sound.speech(tmp_path, SPOKEN)
    app.start()
    app.hands.press("1")
    steps.write(app, "\n".join(LINES))
    steps.click(app, "Draw")
    before = steps.drawing(glass, steps.draw(app))
    steps.click(app, "Speak")
    app.screen.wait_to_read("Recording")
    began = time.monotonic()
    desk.sound.say(voice)
    app.kill()
    spoken_s = time.monotonic() - began

    (entry,) = steps.entries(app, tmp_path)
    stored = kept.sound(entry)
    assert len(stored) / 2 / sound.RATE >= spoken_s - MAY_BE_LOST_S
    heard_s = len(voice) / 2 / sound.RATE - MAY_BE_LOST_S
    assert sound.likeness(voice, stored, window_s=heard_s) >= 0.85

    app.start()
    app.screen.wait_to_read(UNFINISHED)
    for words in LINES:
        app.screen.wait_to_read(words)
    app.screen.wait_for(name="Voice, 0:0")
    assert sound.likeness(voice, played_back(app, desk), window_s=heard_s) >= 0.85
    steps.click(app, "Close")  # its sentence takes room from the canvas
    steps.click(app, "Open this drawing")
    assert steps.alike(steps.drawing(glass, steps.canvas(app, "3 strokes")), before)


def played_back(app: App, desk: Desk) -> bytes:
    """Play the recording on the page, and return what comes out of the loudspeaker."""
    steps.tab_to(app, "Play")
    with desk.sound.listening() as loudspeaker:
        app.hands.press("space")
        app.screen.wait_for("push button", "Pause")
        app.screen.wait_for("push button", "Play")
    return loudspeaker.read_bytes()


def test_of_words_at_most_two_seconds_are_lost(app: App, tmp_path: Path) -> None:
    app.start()
    app.hands.press("1")
    typed: list[tuple[str, float]] = []
    for number in range(100, 160):
        app.hands.type(f"w{number} ")
        typed.append((f"w{number}", time.monotonic()))
    app.kill()
    cut = time.monotonic()
    (entry,) = steps.entries(app, tmp_path)
    lost = [when for word, when in typed if word not in kept.words(entry)]
    assert all(cut - when <= MAY_BE_LOST_S for when in lost)
    assert len(lost) < len(typed) / 2

    app.start()
    app.screen.wait_to_read(UNFINISHED)
    app.screen.wait_to_read(kept.words(entry).strip())


def test_only_the_stroke_under_the_pen_is_lost(app: App) -> None:
    app.start()
    app.hands.press("2")
    place = steps.draw(app)
    app.hands.begin_stroke(line(place, (0.1, 0.9), (0.9, 0.1)))
    app.kill()
    app.hands.lift()
    app.start()
    app.screen.wait_to_read(UNFINISHED)
    steps.click(app, "Open this drawing")
    steps.canvas(app, "3 strokes")


def press_ctrl_q(app: App) -> None:
    app.hands.press("ctrl+q")


WAYS_TO_CLOSE: dict[str, Callable[[App], object]] = {
    "by-keyboard": press_ctrl_q,
    "by-mouse": App.click_window_closed,
    "by-logging-out": App.terminate,
}


@pytest.mark.parametrize("way", WAYS_TO_CLOSE)
def test_closing_in_the_middle_of_a_word_keeps_it_and_asks_nothing(
    app: App, way: str, tmp_path: Path
) -> None:
    app.start()
    app.hands.press("1")
    app.hands.type("\n".join(LINES))
    WAYS_TO_CLOSE[way](app)
    assert app.wait() == 0

    (entry,) = steps.entries(app, tmp_path)
    assert kept.words(entry) == "\n".join(LINES)
    app.start()
    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", LINES[0])
    assert not app.screen.reads(UNFINISHED)


@pytest.mark.parametrize("way", WAYS_TO_CLOSE)
def test_closing_in_the_middle_of_a_recording_keeps_all_that_was_said(
    app: App, desk: Desk, way: str, tmp_path: Path
) -> None:
    voice = sound.speech(tmp_path, SPOKEN)
    app.start()
    app.hands.press("3")
    app.screen.wait_to_read("Recording")
    desk.sound.say(voice)
    WAYS_TO_CLOSE[way](app)
    assert app.wait() == 0
    (entry,) = steps.entries(app, tmp_path)
    assert sound.likeness(voice, kept.sound(entry), window_s=len(voice) / 2 / sound.RATE) >= 0.85
