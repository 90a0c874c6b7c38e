"""Whole stories, as a person would tell them."""

import os
import subprocess
from datetime import date
from pathlib import Path

from journal_app.domain.voice import RATE
from tests import sound
from tests.desktop import canary, kept, steps
from tests.desktop.app import App
from tests.desktop.desk import ZONE, Desk


def test_a_foggy_first_word(desk: Desk) -> None:
    with App(desk, desk.newcomer("first word")) as app:
        app.start()
        steps.click(app, "Start now, set up later")
        _write_a_foggy_first_word(app)


def _write_a_foggy_first_word(app: App) -> None:
    app.screen.wait_for("push button", "Write")
    app.hands.press("1")
    app.hands.type("warm")
    app.screen.wait_to_read("warm")
    app.click_window_closed()
    assert app.wait() == 0

    app.start()
    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", "warm")
    today = _today()
    month, line = (thing.name for thing in app.screen.things() if thing.role == "list item")
    assert month == f"{today:%B %Y}"
    assert line.startswith(f"{today:%A} {today.day} {today:%B}")


def _today() -> date:
    """Return the day at the desk: it may stand in another zone, and a day begins at four."""
    command = ["date", "--date=4 hours ago", "+%F"]
    said = subprocess.run(
        command, env={**os.environ, "TZ": ZONE}, capture_output=True, text=True, check=True
    )
    return date.fromisoformat(said.stdout.strip())


def test_drawing_with_double_vision(app: App) -> None:
    app.start()
    app.hands.press("ctrl+d", *["ctrl+equal"] * 10)
    assert smallest_target(app) >= 64
    steps.click(app, "Draw")
    steps.draw(app, jitter=20)
    assert smallest_target(app) >= 64
    steps.click(app, "Undo")
    steps.canvas(app, "2 strokes")
    steps.click(app, "Set it aside")
    steps.click(app, "Journal")
    app.screen.wait_for("list item", "drawing")


def smallest_target(app: App) -> int:
    """Return the smallest side, in pixels, of any button on the screen.

    Of a radio button, Qt tells assistive technology only where its mark is.
    """
    roles = {"push button", "check box", "list item"}
    boxes = [app.screen.box(thing) for thing in app.screen.things() if thing.role in roles]
    return min(min(box.width, box.height) for box in boxes)


def test_a_voice_cut_short(app: App, desk: Desk, tmp_path: Path) -> None:
    sentence = sound.speech(tmp_path, "and then it was quiet, and I was a very long way down")
    voice = (sentence * 20)[: 47 * RATE * 2]
    app.start()
    app.hands.press("3")
    app.screen.wait_to_read("Recording")
    desk.sound.say(voice)
    app.kill()
    assert not canary.search(desk.places(), canary.packed_sound())
    (entry,) = steps.entries(app, tmp_path)
    assert len(kept.sound(entry)) / 2 / RATE >= 45
    app.start()
    app.screen.wait_for(where=lambda one: one.name in {f"Voice, 0:{s}" for s in range(45, 50)})
