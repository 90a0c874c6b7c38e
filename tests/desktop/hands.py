"""What a person does with keyboard and mouse, sent as X events."""

from collections.abc import Iterable, Sequence
from random import Random

from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Spot

KEY_MS = "12"
STEP_S = "0.004"


class Hands:
    """Types, clicks and draws on a desktop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def press(self, *chords: str) -> None:
        """Press keys one after the other; a chord is written as in ``ctrl+Return``."""
        if chords:
            self._do("key", "--delay", KEY_MS, *chords)

    def type(self, words: str) -> None:
        """Type plain ASCII words."""
        assert words.isascii()
        lines = words.split("\n")
        for number, line in enumerate(lines):
            if number:
                self.press("Return")
            if line:
                self._do("type", "--delay", KEY_MS, "--", line)

    def click(self, spot: Spot) -> None:
        """Click once."""
        self._do(*_move(spot), "click", "1")

    def stroke(self, spots: Sequence[Spot]) -> None:
        """Draw one stroke through these points."""
        self._do(*_move(spots[0]), "mousedown", "1", *_moves(spots[1:]), "mouseup", "1")

    def begin_stroke(self, spots: Sequence[Spot]) -> None:
        """Draw a stroke and leave the button pressed."""
        self._do(*_move(spots[0]), "mousedown", "1", *_moves(spots[1:]))

    def lift(self) -> None:
        """Let the mouse button go."""
        self._do("mouseup", "1")

    def rest(self) -> None:
        """Move the pointer out of the way."""
        self._do("mousemove", "2", "2")

    def _do(self, *words: str) -> None:
        self._desk.shell("xdotool", *words)


def line(box: Box, start: tuple[float, float], end: tuple[float, float]) -> list[Spot]:
    """Return the points of a straight stroke between two places given as shares of a box."""
    steps = 24
    return [
        box.at(
            start[0] + (end[0] - start[0]) * step / steps,
            start[1] + (end[1] - start[1]) * step / steps,
        )
        for step in range(steps + 1)
    ]


def unsteady(spots: Iterable[Spot], jitter: int, seed: int) -> list[Spot]:
    """Return the points as an unsteady hand would pass them."""
    dice = Random(seed)  # noqa: S311 - a hand, not a key
    return [
        Spot(spot.x + dice.randint(-jitter, jitter), spot.y + dice.randint(-jitter, jitter))
        for spot in spots
    ]


def _move(spot: Spot) -> list[str]:
    return ["mousemove", str(spot.x), str(spot.y)]


def _moves(spots: Iterable[Spot]) -> list[str]:
    words: list[str] = []
    for spot in spots:
        words += [*_move(spot), "sleep", STEP_S]
    return words
