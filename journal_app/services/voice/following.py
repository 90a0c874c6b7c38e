"""Where a listener is just now: a player tells that in steps, and often a little late."""

from collections import deque

WINDOW_S = 0.4  # of what was told; what came soonest within it counts


class Following:
    """Goes on between what is told; ``at`` is to be asked again and again while it plays."""

    def __init__(self) -> None:
        self._told: deque[tuple[float, float, float]] = deque()  # now, position, the two's distance
        self._moves = False

    def at(self, position: float, now: float, *, playing: bool, speed: float = 1.0) -> float:
        """Return where (seconds) the listener is at ``now``, being told ``position``.

        Until it moves for the first time, nothing is heard yet, and it stands still.
        """
        last = self._told[-1][1] if self._told else position
        if not playing or position < last:
            self._told.clear()
            self._moves = False
        elif position > last and not self._moves:
            self._told.clear()
            self._moves = True
        self._told.append((now, position, position - speed * now))
        while now - self._told[0][0] > WINDOW_S:
            self._told.popleft()
        if not self._moves:
            return position
        return speed * now + max(ahead for _now, _position, ahead in self._told)
