"""Verbs for themes and their marks. What is sealed or in the bin is neither shown nor counted."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.themes import Mark, MarkId, NamedTheme, ThemeId, folded, tidy
from journal_app.storage import entries, lines
from journal_app.storage.schema import entry, mark, part, theme, unsearched

_MARK = (
    mark.c.uid,
    mark.c.place,
    mark.c.quote,
    mark.c.made_ms,
    entry.c.uid.label("entry_uid"),
    part.c.uid.label("part_uid"),
)
_OF_MARK = mark.join(entry, mark.c.entry_id == entry.c.id).outerjoin(
    part, mark.c.part_id == part.c.id
)


def in_place(today: date | None) -> ColumnElement[bool]:
    """Return the condition for marks that may be shown: neither entry nor part out of sight."""
    return and_(lines.shown(today), part.c.binned_ms.is_(None))


def known(db: Connection, today: date) -> tuple[NamedTheme, ...]:
    """Return all themes, the last used first; a name given only under a seal stays there."""
    seen = in_place(today)
    unsealed = or_(lines.shown(today), entry.c.binned_ms.is_not(None))
    used = func.max(case((seen, mark.c.made_ms)))
    query = (
        select(theme.c.uid, theme.c.name, theme.c.made_ms, func.count(case((seen, 1))))
        .select_from(theme.outerjoin(_OF_MARK, mark.c.theme_id == theme.c.id))
        .group_by(theme.c.id)
        .having((func.count(mark.c.id) == 0) | (func.count(case((unsealed, 1))) > 0))
        .order_by(func.coalesce(used, theme.c.made_ms).desc(), theme.c.id.desc())
    )
    return tuple(
        NamedTheme(ThemeId(uid), name, times, made_ms)
        for uid, name, made_ms, times in db.execute(query)
    )


def of_entry(db: Connection, entry_id: EntryId) -> tuple[tuple[NamedTheme, tuple[Mark, ...]], ...]:
    """Return the themes of an entry in the order they were named, each with its marks there."""
    here = (entry.c.uid == entry_id) & part.c.binned_ms.is_(None)
    found: dict[NamedTheme, list[Mark]] = {}
    for row in _marks(db, here):
        met = NamedTheme(ThemeId(row.theme_uid), row.name, 0, row.theme_made_ms)
        found.setdefault(met, []).append(mark_of(row))
    return tuple((met, tuple(marks)) for met, marks in found.items())


def whole(db: Connection, theme_id: ThemeId) -> tuple[NamedTheme, tuple[Mark, ...]] | None:
    """Return a theme with every mark it has, also those out of sight, so that it can be put back.

    None if there is no such theme.
    """
    row = db.execute(select(theme).where(theme.c.uid == theme_id)).one_or_none()
    if row is None:
        return None
    marks = tuple(map(mark_of, _marks(db, theme.c.uid == theme_id)))
    return NamedTheme(theme_id, row.name, len(marks), row.made_ms), marks


def named(db: Connection, name: str) -> ThemeId | None:
    """Return the theme that has this name, however it is spelt."""
    query = select(theme.c.uid).where(theme.c.folded == folded(name))
    found = db.execute(query).scalar_one_or_none()
    return None if found is None else ThemeId(found)


def give(db: Connection, named_so: NamedTheme, made: Mark) -> Changed:
    """Name a place; a theme of that name is used as it is, or made."""
    if not _add(db, _key_of_name(db, named_so), made):
        raise entries.not_kept()
    return lines.retell(db, entries.key_of(db, made.entry))


def take_back(db: Connection, made: Mark) -> Changed:
    """Undo a naming: the mark goes, and the theme too if it came with it."""
    owner = db.execute(select(mark.c.theme_id).where(mark.c.uid == made.id)).scalar_one_or_none()
    changed = take_off(db, (made,))
    bare = theme.c.id.not_in(select(mark.c.theme_id))
    came = (theme.c.id == owner) & (theme.c.made_ms == made.made_ms)
    db.execute(delete(theme).where(came, bare))
    return changed


def take_off(db: Connection, marks: Sequence[Mark]) -> Changed:
    """Take marks off; their themes stay, also without any."""
    these = mark.c.uid.in_([made.id for made in marks])
    _stir(db, these)
    db.execute(delete(mark).where(these))
    return Changed(marks[0].entry if marks else None)


def put_back(db: Connection, met: NamedTheme, marks: Iterable[Mark]) -> Changed:
    """Give a theme the name and the marks it had, wherever they are now."""
    key = _key_of_name(db, met)
    as_it_was = (theme.c.id == key) & (theme.c.uid == met.id)
    db.execute(update(theme).where(as_it_was).values(name=met.name))
    for made in marks:
        _add(db, key, made)
    _stir(db, mark.c.theme_id == key)
    return Changed(None)


def rename(db: Connection, theme_id: ThemeId, name: str) -> Changed:
    """Give a theme another name; if another theme has it, the two are one from now on."""
    this = theme.c.uid == theme_id
    key = db.execute(select(theme.c.id).where(this)).scalar_one_or_none()
    same = (theme.c.folded == folded(name)) & (theme.c.uid != theme_id)
    other = db.execute(select(theme.c.id).where(same)).scalar_one_or_none()
    if key is None:
        return Changed(None)
    _stir(db, mark.c.theme_id == key)
    if other is None:
        db.execute(update(theme).where(this).values(name=tidy(name), folded=folded(name)))
        return Changed(None)
    twin = mark.alias()
    both = (
        select(twin.c.id)
        .where(twin.c.theme_id == other, twin.c.entry_id == mark.c.entry_id)
        .where(twin.c.part_id.is_not_distinct_from(mark.c.part_id))
        .where(twin.c.place == mark.c.place)
    )
    db.execute(delete(mark).where(mark.c.theme_id == key, both.exists()))
    db.execute(update(mark).where(mark.c.theme_id == key).values(theme_id=other))
    db.execute(delete(theme).where(this))
    return Changed(None)


def let_go(db: Connection, theme_id: ThemeId) -> Changed:
    """Let a theme go, with its marks; what was marked stays as it is."""
    this = theme.c.uid == theme_id
    _stir(db, mark.c.theme_id.in_(select(theme.c.id).where(this)))
    db.execute(delete(theme).where(this))
    return Changed(None)


def mark_of(row: Row[Any]) -> Mark:
    """Return the mark of a row that has the columns of one."""
    of = None if row.part_uid is None else PartId(row.part_uid)
    return Mark(MarkId(row.uid), EntryId(row.entry_uid), of, row.place, row.quote, row.made_ms)


def _marks(db: Connection, wanted: ColumnElement[bool]) -> list[Row[Any]]:
    about = theme.c.uid.label("theme_uid"), theme.c.name, theme.c.made_ms.label("theme_made_ms")
    joined = _OF_MARK.join(theme, mark.c.theme_id == theme.c.id)
    query = select(*_MARK, *about).select_from(joined).where(wanted)
    return list(db.execute(query.order_by(mark.c.made_ms, mark.c.id)))


def _key_of_name(db: Connection, met: NamedTheme) -> int:
    """Return the row id of the theme with that name, or with that id, or of a new one."""
    values = {"name": tidy(met.name), "folded": folded(met.name)}
    by_name = select(theme.c.id).where(theme.c.folded == values["folded"])
    key = db.execute(by_name).scalar_one_or_none()
    if key is None:
        row = insert(theme).values(uid=met.id, made_ms=met.made_ms, **values)
        again = row.on_conflict_do_update(index_elements=["uid"], set_=values)
        key = db.execute(again.returning(theme.c.id)).scalar_one()
    return int(key)


def _add(db: Connection, key: int, made: Mark) -> bool:
    """Keep a mark of a theme, once, or move it there; tell whether what it marks is there."""
    owner = select(entry.c.id).where(entry.c.uid == made.entry).scalar_subquery()
    place = select(part.c.id).where(part.c.uid == made.part).scalar_subquery()
    entry_key, part_key = db.execute(select(owner, place)).one()
    if entry_key is None or (part_key is None and made.part is not None):
        return False
    values = {
        "theme_id": key,
        "entry_id": entry_key,
        "part_id": part_key,
        "place": made.place,
    }
    same = [mark.c[name].is_not_distinct_from(value) for name, value in values.items()]
    if db.execute(select(mark.c.id).where(*same)).first() is None:
        row = insert(mark).values(uid=made.id, quote=made.quote, made_ms=made.made_ms, **values)
        moved = row.on_conflict_do_update(index_elements=["uid"], set_={"theme_id": key})
        db.execute(moved)
    return True


def _stir(db: Connection, wanted: ColumnElement[bool]) -> None:
    """Have the search look again at the entries of some marks."""
    those = select(mark.c.entry_id).where(wanted).distinct()
    db.execute(insert(unsearched).from_select(["entry_id"], those).on_conflict_do_nothing())
