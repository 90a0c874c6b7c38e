"""Verbs for the search: keep its documents up to date with the entries, and find in them.

A document is one text of an entry: a title, a part's words, a caption, … Its id holds the entry's
day, the minute of that day and a number, so that the newest of many are found without sorting.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    column,
    delete,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain import searching, transcript
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.searching import Match, Query, Where
from journal_app.storage import lines
from journal_app.storage.schema import entry, mark, part, search_doc, theme, unsearched

_search = table("search", column("rowid"), column("search"))

_DAY, _MINUTE = 20, 9  # the bits of an id below its day, and below its minute
_LAST_MINUTE = (1 << _DAY - _MINUTE) - 1
_MINUTES_A_DAY, _MS_A_MINUTE = 1440, 60_000
_EPOCH = date(1970, 1, 1).toordinal()
_AN_ENTRY = 400  # what an entry costs beside its texts, in characters
_BODIES = {
    Kind.WORDS.value: Where.WORDS,
    Kind.INK.value: Where.WORDS,
    Kind.PHOTO.value: Where.WORDS,
    Kind.VOICE.value: Where.TRANSCRIPT,
}
_IN_BODY = (Where.WORDS.value, Where.TRANSCRIPT.value, Where.NOTED.value)
_NAMED = {Where.THEME: theme.c.name, Where.QUOTE: mark.c.quote}

Text = tuple[Where, int | None, str, str]  # what it is, its part's row, of what kinds, itself
Document = tuple[str, int | None, str]


def waiting(db: Connection) -> bool:
    """Whether the search doesn't know every entry as it is now."""
    return db.execute(select(unsearched.c.entry_id).limit(1)).first() is not None


def catch_up(db: Connection, characters: int) -> Changed:
    """Get to know entries as they are now, the newest and then the oldest, until so much was read.

    In rising order they fill the pages of the file; the newest is what one looks for first.
    """
    oldest = select(unsearched.c.entry_id).order_by(unsearched.c.entry_id)
    newest = db.execute(select(func.max(unsearched.c.entry_id))).scalars()
    some = db.execute(oldest.limit(1 + characters // _AN_ENTRY)).scalars().all()
    for key in filter(None, dict.fromkeys([*newest, *some])):
        characters -= _AN_ENTRY + _get_to_know(db, key)
        db.execute(delete(unsearched).where(unsearched.c.entry_id == key))
        if characters <= 0:
            break
    return Changed(None)


def find(
    db: Connection, query: Query, today: date, limit: int, before: int | None = None
) -> tuple[Match, ...]:
    """Return where all the words stand, newest first, at most ``limit``, older than ``before``.

    What is in the bin or under a seal that holds ``today`` stays out.
    """
    if not query.words:
        return ()
    document = case(
        (search_doc.c.kind == Where.TITLE.value, entry.c.title),
        (search_doc.c.kind.in_(_IN_BODY), part.c.body),
        (search_doc.c.kind == Where.CAPTION.value, part.c.caption),
        (search_doc.c.kind == Where.PROMPT.value, part.c.prompt),
        else_=search_doc.c.body,
    )
    wanted = (
        select(
            search_doc.c.id.label("order"),
            search_doc.c.kind,
            search_doc.c.entry_id,
            entry.c.uid,
            entry.c.day,
            entry.c.made_ms,
            entry.c.offset_minutes,
            entry.c.zone,
            part.c.uid.label("part_uid"),
            part.c.kind.label("part_kind"),
            document.label("text"),
        )
        .join_from(_search, search_doc, search_doc.c.id == _search.c.rowid)
        .join(entry, entry.c.id == search_doc.c.entry_id)
        .outerjoin(part, part.c.id == search_doc.c.part_id)
        .where(*_conditions(query, before), lines.shown(today))
        .order_by(_search.c.rowid.desc())
        .limit(limit)
    )
    rows = sorted(db.execute(wanted).all(), key=_age, reverse=True)
    return tuple(_match(db, row) for row in rows)


def _age(row: Any) -> tuple[str, int, int, int]:  # noqa: ANN401 - a row of ``find``
    """Return what puts the rows of one minute into the order of the journal."""
    return row.day, row.made_ms, row.entry_id, row.order


def _conditions(query: Query, before: int | None) -> Iterator[ColumnElement[bool]]:
    yield _search.c.search.op("MATCH", is_comparison=True)(searching.expression(query))
    yield or_(part.c.id.is_(None), part.c.binned_ms.is_(None))
    if before is not None:
        yield _search.c.rowid < before
    if query.since is not None:
        yield _search.c.rowid >= _first_id(query.since)
    if query.until is not None:
        yield _search.c.rowid < _first_id(query.until) + (1 << _DAY)
    if (
        query.within.shared
    ):  # the label says so, too; what is kept to oneself since must not be shown
        yield entry.c.shared == 1


def _match(db: Connection, row: Any) -> Match:  # noqa: ANN401 - a row of ``find``
    where, text, heard = Where(row.kind), row.text, None
    if where in _NAMED:
        text = _as_named(db, where, row)
    elif where is Where.TRANSCRIPT:
        heard = transcript.unpack(row.text)
        text = "" if heard is None else heard.text
    elif where is Where.NOTED:
        text = lines.plain_text(Kind(row.part_kind), row.text)
    return Match(
        order=row.order,
        entry=EntryId(row.uid),
        part=None if row.part_uid is None else PartId(row.part_uid),
        where=where,
        day=date.fromisoformat(row.day),
        made=lines.moment(row),
        text=_decoded(text),
        transcript=heard,
    )


def _as_named(db: Connection, where: Where, row: Any) -> str:  # noqa: ANN401 - a row of ``find``
    """Return a name as it was given: the search knows it folded."""
    folded = searching.unlabelled(row.text)
    names = _names(db, where, row.entry_id)
    return next((name for name in names if searching.document(name) == folded), folded)


def _names(db: Connection, where: Where, entry_key: int) -> list[str]:
    """Return the names of an entry's themes, or the phrases they were given to."""
    return list(db.execute(_marks(entry_key, _NAMED[where]).distinct()).scalars())


def _marks(entry_key: int, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return a query about an entry's marks, without those of parts that were taken out."""
    query = select(*columns).join_from(mark, theme, theme.c.id == mark.c.theme_id)
    there = query.outerjoin(part, part.c.id == mark.c.part_id).where(part.c.binned_ms.is_(None))
    return there.where(mark.c.entry_id == entry_key)


def _get_to_know(db: Connection, entry_key: int) -> int:
    """Bring an entry's documents up to date; return how many characters there were to read."""
    row = db.execute(select(entry).where(entry.c.id == entry_key)).one()
    wanted, size = _documents(db, row)
    first = _id_of(row)
    known = select(search_doc).where(search_doc.c.entry_id == entry_key)
    for kept in db.execute(known).all():
        one = (kept.kind, kept.part_id, kept.body)
        if one in wanted and kept.id >> _MINUTE == first >> _MINUTE:
            del wanted[one]
        else:
            db.execute(delete(search_doc).where(search_doc.c.id == kept.id))
    at = first
    for kind, part_id, body in reversed(wanted):  # so that the title is found before the words
        at = _free(db, at)
        values = {"id": at, "entry_id": entry_key, "part_id": part_id, "kind": kind, "body": body}
        db.execute(insert(search_doc).values(values))
    return size


def _documents(db: Connection, of: Row[Any]) -> tuple[dict[Document, None], int]:
    """Return what the search should know of an entry, in order, and how long it was to read."""
    themes = db.execute(_marks(of.id, theme.c.uid).distinct()).scalars().all()
    wanted: dict[Document, None] = {}
    size = 0
    for where, part_key, kinds, text in _texts(db, of):
        size += len(text)
        folded = searching.document(text)
        if folded:
            labels = searching.labels(kinds.split(), themes, shared=bool(of.shared))
            wanted[where.value, part_key, f"{folded} {labels}"] = None
    return wanted, size


def _texts(db: Connection, of: Row[Any]) -> Iterator[Text]:
    """Return what can be found of an entry, in the order it is shown."""
    yield Where.TITLE, None, of.kinds, of.title
    for name in _names(db, Where.THEME, of.id):
        yield Where.THEME, None, of.kinds, name
    words: dict[int | None, str] = {}
    here = (part.c.entry_id == of.id) & part.c.binned_ms.is_(None)
    in_words = part.c.kind.not_in((Kind.INK.value, Kind.PHOTO.value))
    body = case((in_words, part.c.body), else_=b"").label("body")
    columns = (part.c.id, part.c.kind, part.c.prompt, part.c.caption, body)
    for row in db.execute(select(*columns).where(here).order_by(part.c.position)).all():
        where = _BODIES.get(row.kind, Where.NOTED)
        words[row.id] = _text_of(where, row.kind, row.body)
        yield Where.PROMPT, row.id, row.kind, row.prompt
        yield where, row.id, row.kind, words[row.id]
        yield Where.CAPTION, row.id, row.kind, row.caption
    for part_key, quote in db.execute(_marks(of.id, mark.c.part_id, mark.c.quote)).all():
        if quote not in words.get(part_key, quote):  # the words have changed since
            yield Where.QUOTE, part_key, Kind.WORDS.value, quote


def _text_of(where: Where, kind: str, body: bytes) -> str:
    if where is Where.TRANSCRIPT:
        return transcript.text_of(body)
    return lines.plain_text(Kind(kind), body) if where is Where.NOTED else _decoded(body)


def _decoded(text: str | bytes) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _first_id(day: date) -> int:
    return day.toordinal() << _DAY


def _id_of(row: Row[Any]) -> int:
    """Return the first id of an entry's minute; what lies outside of its day is put at its edge."""
    day = date.fromisoformat(row.day)
    minutes: int = row.made_ms // _MS_A_MINUTE + row.offset_minutes
    minute = minutes - (day.toordinal() - _EPOCH) * _MINUTES_A_DAY
    return _first_id(day) + (max(0, min(minute, _LAST_MINUTE)) << _MINUTE)


def _free(db: Connection, at: int) -> int:
    """Return the first id, from ``at`` on, that no document has."""
    if db.execute(select(search_doc.c.id).where(search_doc.c.id == at)).first() is None:
        return at
    after = search_doc.alias()
    taken = select(after.c.id).where(after.c.id == search_doc.c.id + 1).exists()
    ends = select(search_doc.c.id).where(search_doc.c.id >= at, ~taken)
    return 1 + int(db.execute(ends.order_by(search_doc.c.id).limit(1)).scalar_one())
