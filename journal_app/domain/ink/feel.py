"""What a pen can feel: some say that they tell pressure, and always tell the same."""

from collections.abc import Hashable

TELLING = 8
"""So many touches of one pressure, and it is none."""

NUMB = {0.0, 0.5, 1.0}
"""What devices report that don't feel anything."""


class Feel:
    """Finds out, while they draw, which pens feel how hard they are pressed."""

    def __init__(self) -> None:
        self._told: dict[Hashable, tuple[float, int]] = {}
        self._feeling: set[Hashable] = set()

    def pressure(self, pen: Hashable, told: float) -> float | None:
        """Return the pressure a pen tells of, or None if it can't know."""
        if pen in self._feeling:
            return told
        first, times = self._told.get(pen, (told, 0))
        if told != first or told not in NUMB:
            self._feeling.add(pen)
            return told
        self._told[pen] = (first, times + 1)
        return None if times >= TELLING else told

    def gone(self, pen: Hashable, told: float) -> bool:
        """Say whether a pen that moves with this pressure has left the page already."""
        return told <= 0.0 and (pen in self._feeling or self._told.get(pen, (0.0, 0))[0] > 0.0)
