"""Ink: a growing part, one record for each thing done to the drawing."""

from collections.abc import Iterable

from journal_app.domain import glimpse as glimpses
from journal_app.domain.entry import Part
from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.records import InkRecord


def records(part: Part) -> list[InkRecord]:
    """Return everything that was done on the page, in order."""
    return codec.unpack_all(record.body for record in part.records)


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
    return glimpses.of_ink(codec.stream(bodies))
