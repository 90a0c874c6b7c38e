"""Whose turn it is: which device draws, when several touch the page at once."""

from enum import Enum, auto


class Source(Enum):
    """What a stroke is drawn with."""

    PEN = auto()
    FINGER = auto()
    MOUSE = auto()
    KEYS = auto()


class Turn:
    """Decides who may draw: one at a time, and no palm beside a pen.

    Times are milliseconds on the clock of the input events.
    """

    PEN_RESTS_MS = 700
    YOUNG_MS = 150

    def __init__(self) -> None:
        self.live: Source | None = None
        self._began = 0.0
        self._pen_seen: float | None = None

    @property
    def pen_known(self) -> bool:
        """Whether there has been a pen: then fingers move the page, and don't draw."""
        return self._pen_seen is not None

    def pen_seen(self, at: float) -> None:
        """Note that a pen touches or hovers: what else touches now is a resting hand."""
        self._pen_seen = at

    def pen_near(self, at: float) -> bool:
        """Say whether the pen is there, or has only just been."""
        return self._pen_seen is not None and at - self._pen_seen <= self.PEN_RESTS_MS

    def take(self, source: Source, at: float) -> bool:
        """Begin a stroke, if nobody else is drawing and this is no palm."""
        palm = source is Source.FINGER and self.pen_near(at)
        if self.live is not None or palm:
            return False
        self.live, self._began = source, at
        return True

    def young(self, at: float) -> bool:
        """Say whether the stroke has only just begun, so that it may have been a mistake."""
        return at - self._began <= self.YOUNG_MS

    def give(self) -> None:
        """End the stroke."""
        self.live = None
