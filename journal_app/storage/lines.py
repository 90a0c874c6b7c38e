"""The journal's lines: what one recognises an entry by, kept with it and read without its parts."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import NOTED, EntryId, EntryLine, EntryState, Kind, Part, PartId
from journal_app.domain.lines import Order, Piece, Told, Wanted
from journal_app.media.notes import NOTES
from journal_app.storage.schema import entry, glimpse, mark, part, theme, unsearched

FIRST_WORDS = 160
NEWEST_FIRST = (entry.c.day.desc(), entry.c.made_ms.desc(), entry.c.id.desc())

MOST_PIECES = 2  # of an entry, so many are seen in its line

_FIRST_BYTES = 4 * FIRST_WORDS
_SMALL = frozenset(kind.value for kind in NOTED)
_LINE = (
    entry.c.uid,
    entry.c.state,
    entry.c.title,
    entry.c.made_ms,
    entry.c.offset_minutes,
    entry.c.zone,
    entry.c.day,
    entry.c.kinds,
    entry.c.first_words,
    entry.c.shared,
    entry.c.guide,
)


def shown(today: date | None = None) -> ColumnElement[bool]:
    """Return the condition for entries that may be shown, found or exported.

    Not those in the bin, and not those under a seal that holds ``today``; without a day, every seal
    holds.
    """
    opened = and_(
        entry.c.opens_day != "", entry.c.opens_day <= ("" if today is None else f"{today}")
    )
    return and_(entry.c.binned_ms.is_(None), or_(entry.c.sealed == 0, opened))


def newest(db: Connection, limit: int, today: date | None = None) -> tuple[EntryLine, ...]:
    """Return the journal's lines, newest first, at most ``limit``."""
    chosen = select(*_LINE).where(shown(today)).order_by(*NEWEST_FIRST).limit(limit)
    return tuple(map(line_of, db.execute(chosen)))


def last(db: Connection, limit: int, today: date) -> tuple[EntryLine, ...]:
    """Return the newest lines of what has happened by today, at most ``limit``."""
    been = entry.c.day <= f"{today}"
    chosen = select(*_LINE).where(shown(today), been).order_by(*NEWEST_FIRST).limit(limit)
    return tuple(map(line_of, db.execute(chosen)))


def order(db: Connection, wanted: Wanted, today: date | None = None) -> Order:
    """Return the order of all entries that are wanted and may be shown, read from one index."""
    chosen = select(entry.c.day, entry.c.id).where(_meets(wanted), shown(today))
    found = db.execute(chosen.order_by(*NEWEST_FIRST))
    rows = found.cursor.fetchall()  # the driver's own, for there are many
    days = Counter(day for day, _key in rows)
    in_order = tuple((date.fromisoformat(day), count) for day, count in days.items())
    return Order(array("q", [key for _day, key in rows]), in_order)


def first(db: Connection, wanted: Wanted, limit: int, today: date | None = None) -> dict[int, Told]:
    """Return the newest lines that are wanted, by their keys, newest first."""
    chosen = select(entry.c.id).where(_meets(wanted), shown(today)).order_by(*NEWEST_FIRST)
    return told(db, db.execute(chosen.limit(limit)).scalars().all(), today)


def told(db: Connection, keys: Sequence[int], today: date | None = None) -> dict[int, Told]:
    """Return what the lines of these entries show, in this order, without those out of sight."""
    rows = db.execute(select(entry.c.id, *_LINE).where(entry.c.id.in_(keys), shown(today)))
    lines = {row.id: line_of(row) for row in rows}
    pieces = _pieces(db, keys)
    return {key: Told(lines[key], tuple(pieces.get(key, ()))) for key in keys if key in lines}


def name_of_theme(db: Connection, uid: str) -> str:
    """Return what a theme is called; nothing if there is none."""
    return db.execute(select(theme.c.name).where(theme.c.uid == uid)).scalar() or ""


def of(db: Connection, wanted: ColumnElement[bool], *order: Any) -> tuple[EntryLine, ...]:  # noqa: ANN401 - a column's order
    """Return the lines of all entries that meet a condition, also of those out of sight."""
    chosen = select(*_LINE).where(wanted).order_by(*(order or NEWEST_FIRST))
    return tuple(map(line_of, db.execute(chosen)))


def retell(db: Connection, entry_key: int) -> Changed:
    """Bring the line of an entry up to date with its parts, and have the search look at it again.

    ``entry_key`` is its row id. The line counts as changed only if it reads differently.
    """
    told = case(
        (part.c.kind == Kind.WORDS.value, func.substr(part.c.body, 1, _FIRST_BYTES)),
        (part.c.kind.in_(_SMALL), part.c.body),
    )
    here = and_(part.c.entry_id == entry_key, part.c.binned_ms.is_(None))
    rows = db.execute(select(part.c.kind, told).where(here).order_by(part.c.position)).all()
    now = {
        "kinds": " ".join(dict.fromkeys(kind for kind, _text in rows)),
        "first_words": begins(rows)[:FIRST_WORDS],
    }
    before = db.execute(
        select(entry.c.uid, entry.c.kinds, entry.c.first_words).where(entry.c.id == entry_key)
    ).one()
    differs = (before.kinds, before.first_words) != tuple(now.values())
    if differs:
        db.execute(update(entry).where(entry.c.id == entry_key).values(now))
    db.execute(insert(unsearched).values(entry_id=entry_key).on_conflict_do_nothing())
    return Changed(EntryId(before.uid), line=differs)


def begins(rows: Iterable[Any]) -> str:
    """Return what one knows some parts by, of each a kind and its body: words before all else."""
    noted = ""
    for kind, body in rows:
        if body is not None and kind == Kind.WORDS and body.strip():
            return str(body.decode("utf-8", "ignore"))
        if body is not None and kind in _SMALL and not noted:
            noted = summary(Kind(kind), body)
    return noted


def summary(kind: Kind, body: bytes) -> str:
    """Return what something noted is called in a line."""
    return NOTES[kind].summary(_bare(kind, body))


def plain_text(kind: Kind, body: bytes) -> str:
    """Return the words of something noted that one could search for."""
    return NOTES[kind].plain_text(_bare(kind, body))


def moment(row: Row[Any]) -> Moment:
    """Return the instant of a row together with the civil clock it was written in."""
    return Moment(row.made_ms, row.offset_minutes, row.zone)


def _bare(kind: Kind, body: bytes) -> Part:
    return Part(PartId(""), kind, 0, Moment(0, 0, ""), body=body)


def _meets(wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition for entries that are wanted; a new filter is two more lines here."""
    met: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        met.append(entry.c.kinds.contains(wanted.kind.value))
    if wanted.shared:
        met.append(entry.c.shared == 1)
    if wanted.theme:
        marks = mark.join(theme, mark.c.theme_id == theme.c.id).outerjoin(
            part, mark.c.part_id == part.c.id
        )
        of_theme = and_(theme.c.uid == wanted.theme, part.c.binned_ms.is_(None))
        met.append(entry.c.id.in_(select(mark.c.entry_id).select_from(marks).where(of_theme)))
    return and_(true(), *met)


def _pieces(db: Connection, keys: Sequence[int]) -> dict[int, list[Piece]]:
    chosen = (
        select(part.c.entry_id, part.c.id, part.c.kind, glimpse.c.body)
        .select_from(part.outerjoin(glimpse, glimpse.c.part_id == part.c.id))
        .where(part.c.entry_id.in_(keys), part.c.binned_ms.is_(None))
        .where(part.c.kind.not_in([Kind.WORDS.value, *_SMALL]))
        .order_by(part.c.entry_id, part.c.position, part.c.id)
    )
    found: dict[int, list[Piece]] = {}
    for owner, key, kind, body in db.execute(chosen):
        pieces = found.setdefault(owner, [])
        if len(pieces) < MOST_PIECES:
            pieces.append(Piece(key, Kind(kind), body))
    return found


def line_of(row: Any) -> EntryLine:  # noqa: ANN401 - a row of the columns above
    """Return the line of a row."""
    return EntryLine(
        id=EntryId(row.uid),
        made=moment(row),
        day=date.fromisoformat(row.day),
        state=EntryState(row.state),
        kinds=tuple(map(Kind, row.kinds.split())),
        title=row.title,
        first_words=row.first_words,
        shared=bool(row.shared),
        guide=row.guide,
    )
