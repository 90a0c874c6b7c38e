"""Rescues what can be read of a damaged journal into a new one, and says what it couldn't.

The damaged files are only read, once: into a copy, with all the pages that are in the log, also
those SQLite would drop.
"""

import errno
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from io import SEEK_END
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Table, insert, select, update

from journal_app.domain.clock import Moment
from journal_app.domain.entry import (
    MARKDOWN,
    EntryState,
    Kind,
    PartState,
    Record,
    new_entry_id,
    new_part_id,
)
from journal_app.domain.errors import DiskFull, NotKept, VaultDamaged, VaultTooNew
from journal_app.domain.ink import codec
from journal_app.domain.ink.records import Unknown
from journal_app.domain.rescued import Rescued, Tally
from journal_app.domain.wording import Wording, knows
from journal_app.media import words
from journal_app.storage import copying, exchange, files, lines, upgrade, vault, wal
from journal_app.storage.copying import Breathe
from journal_app.storage.exchange import End
from journal_app.storage.files import PIECE
from journal_app.storage.keys.header import DATABASE
from journal_app.storage.salvage import Lost, Row, Salvage
from journal_app.storage.schema import entry, mark, part, record, setting, theme, version
from journal_app.storage.sentences import Sentences, saying
from journal_app.storage.vault import Vault
from journal_app.storage.wal import PAGE

FOUND = "What was found"

Keep = Callable[[Connection, Row], None]

_COPIES = 2  # of everything: one to work with, and the new journal
_AT_ONCE = 256  # rows in a transaction
_ZERO = b"\0"
_HOLE = bytes(512)  # in a row: the rest of a page that is nothing but zeros is taken for a good one
_BEFORE_BODY = ("uid", "entry_id", "kind", "position", "state", "caption")

_NOTHING = (
    "Nothing in this file could be read, so nothing was brought over. It was left as it is, and so"
    " were the backups."
)
_SENTENCES: Sentences = {
    DiskFull: "There isn’t room to bring over what can be read. Nothing was changed.",
    NotKept: "What can be read couldn’t be brought over just now. Nothing was changed.",
    VaultDamaged: _NOTHING,
    VaultTooNew: "A newer version of Afterpage made this journal. It was left as it is, and that"
    " version can bring over what can be read.",
}


def free(folder: Path) -> int:
    """Return how many bytes still fit on the disk of ``folder``."""
    return shutil.disk_usage(folder).free


def prepare(
    folder: Path,
    key: bytes | bytearray,
    breathe: Breathe = lambda: None,
    room: Callable[[Path], int] = free,
) -> Rescued:
    """Lay a new journal of what can be read beside the old, for ``exchange.put_in_place``."""
    with saying(_SENTENCES):
        target = exchange.prepare(folder, End.ASIDE)
    try:
        return rescue(folder, key, target, breathe, room)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def rescue(
    folder: Path,
    key: bytes | bytearray,
    target: Path,
    breathe: Breathe = lambda: None,
    room: Callable[[Path], int] = free,
) -> Rescued:
    """Make a new journal in the empty folder ``target`` of what can be read of that in ``folder``.

    ``breathe`` is called between pieces of the work and may end it by raising. Raises ``DiskFull``,
    ``NotKept``, ``VaultTooNew``, or ``VaultDamaged`` where nothing can be read.
    """
    with saying(_SENTENCES):
        there = [folder / f"{DATABASE}{end}" for end in files.ENDINGS]
        if room(target) < _COPIES * sum(file.stat().st_size for file in there if file.exists()):
            raise DiskFull
        copy = target / "damaged.db"
        try:
            return _rescue(_lay_beside(folder, copy, breathe), key, target, breathe)
        finally:
            copy.unlink(missing_ok=True)


def _lay_beside(folder: Path, copy: Path, breathe: Breathe) -> Path:
    """Copy the journal's file with all that its log holds, so that nothing else is touched."""
    with (folder / DATABASE).open("rb") as old, copy.open("xb") as new:
        copy.chmod(0o600)
        for piece in readable_pieces(old, breathe):
            new.write(piece)
    log = folder / f"{DATABASE}-wal"
    if log.exists():
        wal.replay(log, copy)
    return copy


def readable_pieces(file: BinaryIO, breathe: Breathe) -> Iterator[bytes]:
    """Yield a file in pieces; where the disk gives nothing, there are zeros instead."""
    size = file.seek(0, SEEK_END)
    at = 0
    while at < size:
        breathe()
        piece = _read(file, at, PIECE) or b"".join(
            _read(file, page, PAGE) or bytes(PAGE)
            for page in range(at, min(at + PIECE, size), PAGE)
        )
        at += len(piece)
        yield piece


def _read(file: BinaryIO, at: int, length: int) -> bytes:
    try:
        file.seek(at)
        return file.read(length)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return b""


def _rescue(copy: Path, key: bytes | bytearray, target: Path, breathe: Breathe) -> Rescued:
    with closing(Salvage(copy, key, breathe)) as salvage:
        _see_that_we_know_it(salvage)
        with closing(vault.create(target, key)) as made:
            rescued = _Rescue(salvage, made).run()
    try:
        copying.verify(target / DATABASE, key, breathe)
    except VaultDamaged:
        raise NotKept from None  # the new file, not the old
    return rescued


def _see_that_we_know_it(salvage: Salvage) -> None:
    if not {entry.name, part.name, record.name} <= salvage.tables():
        raise VaultDamaged  # the pages that say what tables there are can't be read
    found = salvage.value("SELECT version_num FROM alembic_version")
    if found is not None and found not in {upgrade.HEAD, *upgrade.EARLIER}:
        raise VaultTooNew


class _Rescue:
    """Copies the tables in the order they depend on each other, and keeps count."""

    def __init__(self, salvage: Salvage, made: Vault) -> None:
        self._salvage = salvage
        self._made = made
        self._entries: dict[int, Moment] = {}
        self._parts: dict[int, int] = {}  # which entry each is of
        self._records: Counter[int] = Counter()  # how many there are, by part
        self._ends: Counter[int] = Counter()  # and how many there were
        self._last: dict[int, int] = {}  # the row id of the last one
        self._told: set[int] = set()  # parts of words that only records tell of
        self._read: set[int] = set()
        self._harmed: set[int] = set()
        self._lost: dict[Table, Lost] = {}

    def run(self) -> Rescued:
        """Copy all that can be read; raises ``VaultDamaged`` where that is nothing."""
        self._copy(entry, self._keep_entry)
        self._copy(part, self._keep_part)
        self._keep(filter(None, map(self._what_is_left, self._lost[part])), self._keep_part)
        self._copy(record, self._keep_record)
        self._write_what_was_told()
        for table in (setting, version, theme, mark):
            self._copy(table, partial(_keep_as_it_is, table))
        self._tell_lines()
        if not self._entries and any(self._lost.values()):
            raise VaultDamaged
        return self._summed()

    def _copy(self, table: Table, keep: Keep) -> None:
        lost = self._lost[table] = {}
        self._keep(self._salvage.rows(table, lost), keep)

    def _keep(self, rows: Iterable[Row], keep: Keep) -> None:
        left = iter(rows)
        while several := list(islice(left, _AT_ONCE)):
            with self._made.writing() as db:
                for row in several:
                    keep(db, row)

    def _keep_entry(self, db: Connection, row: Row) -> None:
        if not row.get("day"):  # an older file doesn't have it
            row["day"] = f"{_moment(row).day}"
            row["settled_ms"] = row["changed_ms"] if row["state"] == EntryState.ASIDE else None
        if _insert(db, entry, row):
            self._entries[row["id"]] = _moment(row)

    def _keep_part(self, db: Connection, row: Row) -> None:
        if row["entry_id"] not in self._entries:
            self._find_entry(db, row)
        if row["kind"] == Kind.WORDS:
            row["form"] = row.get("form") or MARKDOWN
        if row["kind"] == Kind.WORDS and _ZERO in row["body"]:  # the page it ended on was zeroed
            row["body"] = _whole_letters(row["body"].partition(_ZERO)[0])
            self._harmed.add(row["entry_id"])
        if _insert(db, part, row):
            self._parts[row["id"]] = row["entry_id"]

    def _keep_record(self, db: Connection, row: Row) -> None:
        if row["part_id"] not in self._parts:
            self._find_part(db, row)
        if _HOLE in row["body"]:
            self._harmed.add(self._parts[row["part_id"]])
        if _insert(db, record, row):
            self._records[row["part_id"]] += 1
            self._read.add(row["id"])
            self._last[row["part_id"]] = row["id"]
            self._note_end(row)

    def _tell_lines(self) -> None:
        """Have every entry say anew what its parts are by now."""
        keys = iter(self._entries)
        while several := list(islice(keys, _AT_ONCE)):
            with self._made.writing() as db:
                for key in several:
                    lines.retell(db, key)

    def _find_entry(self, db: Connection, its_part: Row) -> None:
        """Make the entry of a part anew, of what an index says of it."""
        hint = self._lost[entry].get(its_part["entry_id"], {})
        made_ms = hint.get("made_ms", its_part["made_ms"])
        row = {
            "id": its_part["entry_id"],
            "uid": hint.get("uid", new_entry_id()),
            "state": EntryState.ASIDE.value,
            "title": "" if hint else FOUND,
            "made_ms": made_ms,
            "offset_minutes": its_part["offset_minutes"],
            "zone": its_part["zone"],
            "changed_ms": made_ms,
        }
        self._harmed.add(row["id"])
        self._keep_entry(db, row)

    def _find_part(self, db: Connection, its_record: Row) -> None:
        """Make the part of a record anew; if nothing says whose it was, in an entry of its own."""
        key = its_record["part_id"]
        hint = self._lost[part].get(key, {})
        nobodys = max((*self._entries, *self._lost[entry]), default=0) + 1
        found = {
            "uid": hint.get("uid", new_part_id()),
            "entry_id": hint.get("entry_id", nobodys),
            "kind": _kind(its_record["body"]).value,
            "position": hint.get("position", 0),
        }
        row = {"id": key, **found, **self._beginning_at(found["entry_id"], its_record["made_ms"])}
        self._harmed.add(row["entry_id"])
        self._keep_part(db, row)
        if row["kind"] == Kind.WORDS:
            self._told.add(key)

    def _write_what_was_told(self) -> None:
        """Let words of which only the course is left be what that leads to."""
        for key in self._told:
            with self._made.writing() as db:
                course = select(record).where(record.c.part_id == key).order_by(record.c.seq)
                rows = db.execute(course)
                text = Wording(Record(row.seq, row.made_ms, row.body) for row in rows).text
                db.execute(update(part).where(part.c.id == key).values(body=words.body(text)))

    def _what_is_left(self, key: int) -> Row | None:
        """Return a part whose long text can only be read up to some place."""
        found = self._salvage.fields(part, key, _BEFORE_BODY)
        if found is None:
            return None
        body = self._salvage.beginning(part, key, part.c.body.name)
        when = self._beginning_at(found["entry_id"], None)
        return {"id": key, **when, **found, "body": _whole_letters(body)}

    def _beginning_at(self, entry_id: int, made_ms: int | None) -> Row:
        """Return the fields of a new part, made when its entry was if nothing else is known."""
        latest = next(reversed(self._entries.values()), Moment(0, 0, "UTC"))
        made = self._entries.get(entry_id, latest)
        at_ms = made.utc_ms if made_ms is None else made_ms
        return {
            "state": PartState.RECOVERED.value,
            "caption": "",
            "body": b"",
            "made_ms": at_ms,
            "offset_minutes": made.offset_minutes,
            "zone": made.zone,
            "changed_ms": at_ms,
        }

    def _note_end(self, row: Row) -> None:
        self._ends[row["part_id"]] = max(self._ends[row["part_id"]], row["seq"] + 1)

    def _perhaps_cut_short(self) -> Iterator[int]:
        """Yield the parts behind whose last record others may be lost that no index knows of."""
        if not self._salvage.certain:
            yield from (key for key, last in self._last.items() if last + 1 not in self._read)

    def _summed(self) -> Rescued:
        """Compare what there is with what one knows that there was."""
        for hint in self._lost[record].values():
            if "seq" in hint:
                self._note_end(hint)
        missing = self._ends - self._records
        parts = {key: hint for key, hint in self._lost[part].items() if "entry_id" in hint}
        harmed = self._harmed | {hint["entry_id"] for hint in parts.values()}
        harmed |= {self._parts[key] for key in missing if key in self._parts}
        harmed |= {self._parts[key] for key in self._perhaps_cut_short()}
        entries = {key for key, hint in self._lost[entry].items() if "uid" in hint}
        there = self._entries.keys()
        return Rescued(
            whole=len(there - harmed),
            harmed=tuple(sorted((self._entries[key] for key in there & harmed), key=_instant)),
            gone=len((entries | harmed) - there),
            certain=self._salvage.certain,
            parts=Tally(len(self._parts), len(parts.keys() - self._parts.keys())),
            records=Tally(self._records.total(), missing.total()),
        )


def _keep_as_it_is(table: Table, db: Connection, row: Row) -> None:
    """Keep a row that nothing else hangs on, if what it hangs on itself could be kept."""
    for key in table.foreign_keys:
        there = select(key.column).where(key.column == row[key.parent.name])
        if row[key.parent.name] is not None and db.execute(there).first() is None:
            return
    _insert(db, table, row)


def _insert(db: Connection, table: Table, row: Row) -> bool:
    """Insert what belongs into the table, unless something of that name is there."""
    values = {column.name: row[column.name] for column in table.columns if column.name in row}
    return db.execute(insert(table).prefix_with("OR IGNORE"), values).rowcount == 1


def _whole_letters(text: bytes) -> bytes:
    """Leave out the last letter, where it was cut apart."""
    return text.decode("utf-8", "ignore").encode()


def _moment(row: Row) -> Moment:
    return Moment(row["made_ms"], row["offset_minutes"], row["zone"])


def _instant(moment: Moment) -> int:
    return moment.utc_ms


def _kind(body: bytes) -> Kind:
    """Tell what a record is of; ink is never read where there is none."""
    if knows(body):
        return Kind.WORDS
    return Kind.VOICE if isinstance(codec.unpack(body), Unknown) else Kind.INK
