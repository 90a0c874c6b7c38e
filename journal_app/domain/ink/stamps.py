"""Stand-in until the figures are here."""

from typing import NamedTuple

import numpy as np

from journal_app.domain.ink.marks import NO_PAGE, Extent, Stroke
from journal_app.domain.ink.records import Change
from journal_app.domain.ink.tools import Tool

STAMPS: tuple[str, ...] = ("circle", "square", "star")


class Ink(NamedTuple):
    """What a stamp is drawn with."""

    tool: Tool
    colour: str
    width: float


def placed(  # noqa: PLR0913, PLR0917
    name: str,
    place: tuple[float, float],
    size: float,
    ink: Ink,
    made_ms: int,
    first_id: int,
    page: Extent = NO_PAGE,
) -> Change:
    """Return a round thing."""
    del name
    t = np.linspace(0, 2 * np.pi, 40)
    x, y = place
    points = np.column_stack((x + np.cos(t) * size / 2, y + np.sin(t) * size / 2, t * 0 + 0.5, t))
    stroke = Stroke(first_id, ink.tool.name, ink.colour, ink.width, made_ms, points)
    return Change(added=(stroke,), page=page)
