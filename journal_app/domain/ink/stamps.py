"""Stand-in until the geometry is here."""

import numpy as np

from journal_app.domain.ink.marks import NO_PAGE, Extent, Stroke
from journal_app.domain.ink.records import Change

STAMPS = ("circle", "square", "triangle", "star", "heart", "spiral", "arrow", "wave", "sun", "moon")


def placed(
    name: str,
    x: float,
    y: float,
    size: float,
    tool: str,
    colour: str,
    width: float,
    made_ms: int,
    first_id: int,
    page: Extent = NO_PAGE,
) -> Change:
    """Return a round thing."""
    t = np.linspace(0, 2 * np.pi, 40)
    points = np.stack(
        (x + np.cos(t) * size / 2, y + np.sin(t) * size / 2, t * 0 + 0.5, t * 10), axis=1
    )
    return Change(added=(Stroke(first_id, tool, colour, width, made_ms, points),), page=page)
