"""A broad nib: how wide a line is depends on the way it goes."""

from math import cos, exp, hypot, pi, sin

ANGLE = 40 * pi / 180
"""How the nib is held: a line along it is thin, one across it wide."""

_THIN, _WIDE = 0.02, 0.98
_TURNS_IN = 7.0  # logical pixels after which a change of way shows


class Nib:
    """Follows the way of one stroke."""

    def __init__(self, zoom: float) -> None:
        self._zoom = zoom
        self._last: tuple[float, float] | None = None
        self._way = (0.0, 0.0)

    def pressed(self, x: float, y: float, firm: float) -> float:
        """Return the pressure that makes the line as wide here as the nib would."""
        last, self._last = self._last, (x, y)
        dx, dy = (x - last[0], y - last[1]) if last else (0.0, 0.0)
        far = hypot(dx, dy)
        if far > 0.0:
            kept = exp(-far * self._zoom / _TURNS_IN)
            wx, wy = self._way
            self._way = kept * wx + (1 - kept) * dx / far, kept * wy + (1 - kept) * dy / far
        wx, wy = self._way
        length = hypot(wx, wy)
        if length == 0.0:
            return firm * (_THIN + _WIDE) / 2
        across = abs(wx * sin(ANGLE) + wy * cos(ANGLE)) / length
        return min(1.0, _THIN + (_WIDE - _THIN) * across * (0.45 + 0.9 * firm))
