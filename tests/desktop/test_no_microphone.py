"""Someone wants to speak, and there is nothing to hear them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sound
from tests.desktop import steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Glass

SENTENCE = "No microphone found. You can write or draw instead, and nothing is lost."


@pytest.fixture
def app(desk: Desk, glass: Glass, tmp_path: Path) -> Iterator[App]:
    """Afterpage on a computer that has a sound server, and nothing to hear or to play with."""
    with sound.running(tmp_path / "deaf") as deaf:
        for module in ("module-remap-source", "module-null-sink"):
            deaf.pactl("unload-module", module)
        assert not deaf.pactl("list", "short", "sources").strip()
        where = {name: value for name, value in deaf.env.items() if name.startswith("PULSE_")}
        with App(desk, desk.guest("no-microphone"), env=where) as app:
            yield app


def test_without_a_microphone_the_two_other_doors_are_at_hand(app: App) -> None:
    app.start()
    app.hands.press("3")
    app.screen.wait_to_read(SENTENCE)
    assert _next_with_the_keyboard(app, "Write")
    app.hands.press("Tab")
    assert _next_with_the_keyboard(app, "Draw")
    app.hands.press("shift+Tab", "space")
    steps.write(app, "then I write")


def _next_with_the_keyboard(app: App, name: str) -> bool:
    return bool(app.screen.wait_for("push button", name, lambda one: "focused" in one.states))
