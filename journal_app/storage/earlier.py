"""The lines of a copy made by an earlier version, which is looked at as it is and never changed."""

from itertools import groupby

from sqlalchemy import Connection, Row, text

from journal_app.domain.entry import EntryId, EntryLine, EntryState, Kind
from journal_app.storage import lines, upgrade

_WITHOUT_LINES = ("0001", "0002")  # every line was made of its parts then
_WITHOUT_GUIDES = ("0003",)
_NEWEST_LINES = text(
    "SELECT *, '' AS guide FROM entry WHERE binned_ms IS NULL AND NOT sealed"
    " ORDER BY day DESC, made_ms DESC, id DESC LIMIT :limit"
)
_NEWEST = text(
    "SELECT one.*, part.kind, substr(part.body, 1, :bytes) AS start FROM"
    " (SELECT * FROM entry ORDER BY made_ms DESC, id DESC LIMIT :limit) AS one"
    " LEFT JOIN part ON part.entry_id = one.id"
    " ORDER BY one.made_ms DESC, one.id DESC, part.position"
)


def newest(db: Connection, limit: int) -> tuple[EntryLine, ...]:
    """Return the newest lines of a file of whatever version, at most ``limit``."""
    found = upgrade.version(db)
    if found in _WITHOUT_GUIDES:
        return tuple(map(lines.line_of, db.execute(_NEWEST_LINES, {"limit": limit})))
    if found not in _WITHOUT_LINES:
        return lines.newest(db, limit)
    rows = db.execute(_NEWEST, {"bytes": 4 * lines.FIRST_WORDS, "limit": limit})
    return tuple(_line(list(of)) for _id, of in groupby(rows, key=lambda row: row.id))


def _line(rows: list[Row[tuple[object, ...]]]) -> EntryLine:
    """Return the line of one entry from its rows: one for each part, or one without any."""
    row = rows[0]
    made = lines.moment(row)
    bodies = (found.start or b"" for found in rows if found.kind == Kind.WORDS)
    words = next((body for body in bodies if body.strip()), b"")
    return EntryLine(
        id=EntryId(row.uid),
        made=made,
        day=made.day,
        state=EntryState(row.state),
        kinds=tuple(dict.fromkeys(Kind(found.kind) for found in rows if found.kind is not None)),
        title=row.title,
        first_words=words.decode("utf-8", "ignore")[: lines.FIRST_WORDS],
    )
