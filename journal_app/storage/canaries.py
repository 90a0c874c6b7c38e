"""A verb that takes samples of what somebody made, to be looked for where it must not be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import SystemRandom

from sqlalchemy import Connection, Select, func, select

from journal_app.domain.entry import Kind
from journal_app.storage.schema import entry, part, record

SHORTEST, LONGEST = 12, 28  # characters of a piece of text
SLICE = 24  # bytes of a recording or a stroke

_MOST_READ = 64 * 1024
_LINES = 2  # of one text
_TRIES = 3
_VARIED = 14  # so many different bytes make a slice unlike silence and unlike any other file
_ALIKE = (b"OpusHead", b"OpusTags")  # records that any recording of anybody begins with

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Sample:
    """Pieces of texts, and of recordings and drawings. To be held in memory, and only there."""

    texts: tuple[str, ...] = field(default=(), repr=False)
    slices: tuple[bytes, ...] = field(default=(), repr=False)


def take(db: Connection, most: int) -> Sample:
    """Return pieces of the newest ``most`` entries and records, and of as many others."""
    texts = {piece for text in _texts(db, most) for piece in _pieces(text)}
    slices = {found for body in _bodies(db, most) if (found := _slice(body))}
    return Sample(tuple(texts), tuple(slices))


def _texts(db: Connection, most: int) -> Iterator[str]:
    """Give titles, captions and words of some entries."""
    for key in _some(db, select(entry.c.id), most):
        yield db.execute(select(entry.c.title).where(entry.c.id == key)).scalar_one()
        words = func.substr(part.c.body, 1, _MOST_READ)
        parts = select(part.c.kind, part.c.caption, words).where(part.c.entry_id == key)
        for kind, caption, body in db.execute(parts):
            yield caption
            if kind == Kind.WORDS and body:
                yield body.decode("utf-8", "ignore")


def _bodies(db: Connection, most: int) -> Iterator[bytes]:
    for key in _some(db, select(record.c.id), most):
        yield db.execute(select(record.c.body).where(record.c.id == key)).scalar_one()


def _some(db: Connection, rows: Select[int], most: int) -> list[int]:
    """Return the newest row ids of a table, and about as many from anywhere in it."""
    row_id = rows.selected_columns[0]
    newest = list(db.execute(rows.order_by(row_id.desc()).limit(most)).scalars())
    if len(newest) < most:
        return newest
    starts = (_chance.randint(1, newest[0]) for _ in range(most))
    others = (rows.where(row_id >= start).order_by(row_id).limit(1) for start in starts)
    return sorted({*newest, *(db.execute(other).scalar_one() for other in others)})


def _pieces(text: str) -> list[str]:
    """Return a few pieces of a text, each within one line of it."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if len(line) >= SHORTEST]
    pieces = []
    for line in _chance.sample(lines, min(_LINES, len(lines))):
        at = _chance.randint(0, max(len(line) - LONGEST, 0))
        pieces.append(line[at : at + LONGEST])
    return pieces


def _slice(body: bytes) -> bytes | None:
    """Return bytes from inside a record that hardly any other file holds by chance."""
    if any(mark in body for mark in _ALIKE):
        return None
    for _try in range(_TRIES):
        at = _chance.randint(0, max(len(body) - SLICE, 0))
        found = body[at : at + SLICE]
        if len(set(found)) >= _VARIED:
            return found
    return None
