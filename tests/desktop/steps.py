"""Steps that several stories share: what a person does, told in a line each."""

from pathlib import Path

import numpy as np

from journal_app.domain.entry import Entry
from tests.desktop import kept
from tests.desktop.app import App
from tests.desktop.glass import Box, Glass, Picture, unlike
from tests.desktop.hands import line, unsteady
from tests.desktop.keychain import key_in, name_of
from tests.desktop.waiting import until

KEPT = "Kept · just now"
STROKES = (((0.1, 0.2), (0.8, 0.3)), ((0.2, 0.8), (0.5, 0.4)), ((0.6, 0.9), (0.9, 0.5)))


def click(app: App, name: str) -> None:
    """Click the button with this name."""
    button = app.screen.wait_for("push button", name, lambda thing: thing.name == name)
    app.hands.click(app.screen.centre(button))


def tab_to(app: App, name: str) -> None:
    """Walk with the Tab key until the thing with this name has the keyboard."""
    app.screen.wait_for(name=name)

    def walk() -> bool:
        focused = app.screen.focused()
        if focused is not None and focused.name == name:
            return True
        app.hands.press("Tab")
        return False

    until(walk, f"the keyboard to come to “{name}”")


def open_newest(app: App, words: str) -> None:
    """Open the newest entry from the journal, where it is told by these words."""
    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", words)
    app.hands.press("Return")
    app.screen.wait_for("text", "Title")


def write(app: App, words: str) -> None:
    """Type words and see them appear and be kept."""
    app.hands.type(words)
    for part in words.strip().split("\n"):
        app.screen.wait_to_read(part)
    app.screen.wait_to_read(KEPT)


def canvas(app: App, said: str) -> Box:
    """Return where the canvas is, once it says this of itself."""
    return app.screen.box(app.screen.wait_for(name=f"Drawing, {said}"))


def draw(app: App, jitter: int = 2) -> Box:
    """Draw three strokes on an empty canvas with an unsteady hand; return where it is."""
    place = canvas(app, "empty")
    for number, stroke in enumerate(STROKES):
        app.hands.stroke(unsteady(line(place, *stroke), jitter, seed=number))
    assert canvas(app, "3 strokes") == place
    app.screen.wait_to_read(KEPT)
    app.hands.rest()
    return place


def drawing(glass: Glass, place: Box) -> Picture:
    """Return the picture inside the canvas once all three strokes are on it."""
    paper = glass.colour(place.at(0.5, 0.03))
    spots = [line(place, *stroke)[12] for stroke in STROKES]
    until(
        lambda: all(glass.marks(place.around(spot, 6), paper) > 4 for spot in spots),
        "ink on the canvas",
    )
    return glass.look(Box(place.x + 24, place.y + 24, place.width - 48, place.height - 48))


def alike(one: Picture, other: Picture) -> bool:
    """Tell whether two drawings look the same, but for the softness of an edge."""
    return one.shape == other.shape and float(np.mean(unlike(one, other, 64))) < 0.001


def key(app: App) -> bytes:
    """Return the journal's key, from the keyring."""
    return key_in(app.desk.keychain.get(name_of(app.folder)))


def entries(app: App, room: Path) -> list[Entry]:
    """Return what is really kept in the app's journal."""
    return kept.entries(app.folder, key(app), room)


def fill(app: App, name: str, words: str) -> None:
    """Put words into the first line with this name."""
    tab_to(app, name)
    app.hands.type(words)
    app.screen.wait_to_read(words)
