"""Ink: a growing part, one record for each stroke drawn, hidden or shown again."""

from collections.abc import Iterable

from journal_app.domain import glimpse as glimpses
from journal_app.domain import inkcodec
from journal_app.domain.entry import Part
from journal_app.domain.ink import Drawing, InkRecord


def records(part: Part) -> list[InkRecord]:
    """Return everything that was done on the page, in order."""
    return [inkcodec.unpack(record.body) for record in part.records]


def read(part: Part) -> Drawing:
    """Return the drawing a part holds."""
    return Drawing(records(part))


def plain_text(part: Part) -> str:
    """Return the words one could search for: a drawing is found by its caption only."""
    return part.caption


def summary(_part: Part) -> str:
    """Return what a drawing is called in a line."""
    return "drawing"


def glimpse(bodies: Iterable[bytes]) -> bytes:
    """Return a few lines that look like the drawing from far away."""
    return glimpses.of_ink(map(inkcodec.unpack, bodies))
