"""Someone has a headset, and it isn't always there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.domain.voice import fold
from tests import sound
from tests.desktop import kept, steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Glass

SPOKEN = "The river was slow and warm, and there were stones under my feet."
OWN = "Remapped Monitor of Null Output"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[sound.Sound]:
    with sound.running(tmp_path / "two") as server:
        server.plug_in("headset", "device.bus=bluetooth")
        yield server


@pytest.fixture
def app(desk: Desk, glass: Glass, server: sound.Sound) -> Iterator[App]:
    where = {name: value for name, value in server.env.items() if name.startswith("PULSE_")}
    with App(desk, desk.guest("headset"), env=where) as app:
        yield app


def test_a_headset_is_chosen_lost_and_remembered(
    app: App, server: sound.Sound, tmp_path: Path
) -> None:
    voice = sound.speech(tmp_path, SPOKEN)
    app.start()
    app.hands.press("3")
    app.screen.wait_for("push button", f"Microphone: {OWN}")
    server.say(voice)
    steps.tab_to(app, f"Microphone: {OWN}")
    app.hands.press("space")
    app.screen.wait_to_read("Bluetooth: it may need a moment, and sounds like a call.")
    steps.tab_to(app, "Use Headset")
    app.hands.press("Return")
    app.screen.wait_for("push button", "Microphone: Headset")
    speaking = server.play(voice, device="headset-cable")
    app.screen.wait_to_read("“Headset” hears you now.")
    assert speaking.wait(30) == 0
    server.unplug("headset")
    app.screen.wait_for("push button", f"Microphone: {OWN}")
    speaking = server.play(voice)
    app.screen.wait_to_read(f"“Headset” isn’t there. Recording goes on with “{OWN}”.")
    assert speaking.wait(30) == 0
    app.hands.press("Return")
    app.screen.wait_to_read("Start a new one")
    app.terminate()
    (entry,) = steps.entries(app, tmp_path)
    assert len(fold(entry.parts[0].records).stretches) == 3
    assert sound.likeness(voice, kept.sound(entry)) > 0.85

    server.plug_in("headset")
    app.start()
    app.hands.press("3")
    app.screen.wait_for("push button", "Microphone: Headset")
