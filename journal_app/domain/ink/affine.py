"""Affine maps: (a, b, c, d, e, f) takes x, y to a x + c y + e and b x + d y + f."""

from math import cos, sin

from journal_app.domain.ink.marks import Affine

Place = tuple[float, float]


def shift(dx: float, dy: float) -> Affine:
    """Move by so many page units."""
    return (1.0, 0.0, 0.0, 1.0, dx, dy)


def stretch(about: Place, factor: float) -> Affine:
    """Make larger or smaller; one place stays where it is."""
    x, y = about
    return (factor, 0.0, 0.0, factor, x - factor * x, y - factor * y)


def turn(about: Place, angle: float) -> Affine:
    """Turn by so many radians, clockwise on the screen, around a place."""
    (x, y), c, s = about, cos(angle), sin(angle)
    return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)


def mirror(about: Place) -> Affine:
    """Swap left and right of a place."""
    return (-1.0, 0.0, 0.0, 1.0, 2 * about[0], 0.0)


def together(first: Affine, then: Affine) -> Affine:
    """Do one map and then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        p * a + r * b,
        q * a + s * b,
        p * c + r * d,
        q * c + s * d,
        p * e + r * f + t,
        q * e + s * f + u,
    )
