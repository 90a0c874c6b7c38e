"""Ink: a growing part, one record for each thing done to the drawing."""

from collections.abc import Iterable, Sequence

from journal_app.domain import glimpse as glimpses
from journal_app.domain.entry import Part, Record
from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.records import Block, InkRecord


def records(part: Part) -> list[InkRecord]:
    """Return everything that was done on the page, in order."""
    return codec.unpack_all(record.body for record in part.records)


def read(part: Part) -> Drawing:
    """Return the drawing a part holds."""
    return Drawing(records(part))


def fold(records: Sequence[Record]) -> Record:
    """Put records together into one that holds all of them and has the number of the last."""
    parts = tuple((one.seq, one.made_ms, one.body) for one in records)
    last = records[-1]
    return Record(last.seq, last.made_ms, codec.pack(Block(parts)))


def unfold(records: Iterable[Record]) -> list[Record]:
    """Return records as they were handed over, one for each thing done."""
    found = []
    for record in records:
        block = codec.unpack(record.body) if codec.is_block(record.body) else None
        found += [Record(*part) for part in block.parts] if isinstance(block, Block) else [record]
    return found


def plain_text(part: Part) -> str:
    """Return the words one could search for: a drawing is found by its caption only."""
    return part.caption


def summary(_part: Part) -> str:
    """Return what a drawing is called in a line."""
    return "drawing"


def glimpse(bodies: Iterable[bytes]) -> bytes:
    """Return a few lines that look like the drawing from far away."""
    return glimpses.of_ink(codec.stream(bodies))
