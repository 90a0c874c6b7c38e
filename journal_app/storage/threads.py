"""Reading a theme's thread: every return of it that may be shown, oldest first."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from journal_app.domain import quoting
from journal_app.domain.entry import EntryId, EntryLine, Kind, PartId, Record
from journal_app.domain.quoting import Passage
from journal_app.domain.spot import Phrase, Place, Region, Stretch
from journal_app.domain.themes import Mark, NamedTheme, Return, ThemeId, Thread, sound
from journal_app.media.passages import unmarked
from journal_app.storage import lines
from journal_app.storage.schema import entry, mark, part, record, theme
from journal_app.storage.themes import in_place, mark_of

_COLUMNS = (
    mark.c.uid,
    mark.c.place,
    mark.c.quote,
    mark.c.made_ms,
    entry.c.uid.label("entry_uid"),
    part.c.uid.label("part_uid"),
    part.c.kind,
    part.c.caption,
    part.c.position,
)


def read(db: Connection, theme_id: ThemeId, today: date) -> Thread | None:
    """Return the thread of a theme, or None if there is no such theme."""
    named = db.execute(select(theme).where(theme.c.uid == theme_id)).one_or_none()
    if named is None:
        return None
    met: dict[EntryId, list[Row[Any]]] = {}
    for row in _marks(db, named.id, today):
        met.setdefault(EntryId(row.entry_uid), []).append(row)
    theirs = select(mark.c.entry_id).where(mark.c.theme_id == named.id)
    oldest_first = entry.c.day, entry.c.made_ms, entry.c.id
    found = lines.of(db, entry.c.id.in_(theirs) & lines.shown(today), *oldest_first)
    texts = _Texts(db)
    returns = tuple(
        _return(row, line, texts) for line in found for row in sorted(met.get(line.id, []), key=_at)
    )
    return Thread(NamedTheme(theme_id, named.name, len(returns), named.made_ms), returns)


def records(db: Connection, part_id: PartId) -> tuple[Record, ...]:
    """Return the records of a part, so that a drawing or a voice can be read from them."""
    owner = select(part.c.id).where(part.c.uid == part_id).scalar_subquery()
    query = select(record).where(record.c.part_id == owner).order_by(record.c.seq)
    return tuple(Record(row.seq, row.made_ms, row.body) for row in db.execute(query))


class _Texts:
    """The words of parts, each read once for all marks in it that follow one another."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._part: str | None = None
        self._text = ""

    def of(self, part_id: str) -> str:
        if part_id != self._part:
            body = self._db.execute(select(part.c.body).where(part.c.uid == part_id)).scalar_one()
            self._part, self._text = part_id, sound(body.decode("utf-8", "surrogatepass"))
        return self._text


def _marks(db: Connection, theme_key: int, today: date) -> list[Row[Any]]:
    joined = mark.join(entry, mark.c.entry_id == entry.c.id)
    joined = joined.outerjoin(part, mark.c.part_id == part.c.id)
    wanted = (mark.c.theme_id == theme_key) & in_place(today)
    query = select(*_COLUMNS).select_from(joined).where(wanted)
    return list(db.execute(query.order_by(mark.c.made_ms, mark.c.id)))


def _at(row: Row[Any]) -> tuple[int, float, float]:
    """Say where in its entry a mark is, so that marks can be put in the order one reads in."""
    position = -1 if row.position is None else row.position
    match mark_of(row).at:
        case Region(x, y):
            return position, y, x
        case Phrase(start) | Stretch(start):
            return position, start, 0.0
        case None:
            return position, -1.0, 0.0


def _return(row: Row[Any], line: EntryLine, texts: _Texts) -> Return:
    made = mark_of(row)
    if row.part_uid is None:
        return Return(made, line)
    kind = Kind(row.kind)
    if kind is not Kind.WORDS:
        return Return(made, line, kind, row.caption, made.at)
    place, passage = _in_words(made, texts.of(row.part_uid))
    return Return(made, line, kind, row.caption, place, unmarked(passage))


def _in_words(made: Mark, text: str) -> tuple[Place | None, Passage]:
    """Find a phrase again; where it isn't any more, there is what was noted."""
    if not isinstance(made.at, Phrase):
        return None, quoting.opening(text)
    now = quoting.find(text, made.quote, made.at)
    if now is None:
        return None, quoting.noted(made.quote)
    return now, quoting.passage(text, now)
