"""A damaged file, read as far as it can be: row by row, around every page that is unreadable.

A page it can't authenticate SQLCipher gives as zeros, and no further one on that connection; so its
state is seen to before a row is believed, and the file is opened anew. What an unreadable row was
called is still in the indexes; and rows that only the way to is lost are found by taking each page
in turn for the root of the tree.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Table

from journal_app.storage import engine as engines
from journal_app.storage.engine import Access
from journal_app.storage.wal import PAGE

Row = dict[str, Any]
Lost = dict[int, Row]

_CORRUPT = 11
_UNREADABLE = {10, _CORRUPT, 26}  # input or output error, corrupt, not a database
_OFTEN = 64  # questions between two breaths
_BEYOND = 256  # ids tried past the last one known of, where the indexes are damaged, too
_PIECE = 256
_FIRST_ROOT = 3  # after the schema, and the map of pages that shrinking needs
_INDEXES: dict[str, dict[str, tuple[str, ...]]] = {
    "entry": {"sqlite_autoindex_entry_1": ("uid",), "ix_entry_made": ("made_ms",)},
    "part": {"sqlite_autoindex_part_1": ("uid",), "ix_part_entry": ("entry_id", "position")},
    "record": {"sqlite_autoindex_record_1": ("part_id", "seq")},
    "setting": {"sqlite_autoindex_setting_1": ("name",)},
    "version": {"ix_version_part": ("part_id", "kept_ms")},
    "theme": {"sqlite_autoindex_theme_1": ("uid",), "sqlite_autoindex_theme_2": ("folded",)},
    "mark": {"sqlite_autoindex_mark_1": ("uid",), "ix_mark_entry": ("entry_id",)},
}
_LENIENT = ("cell_size_check = ON", "writable_schema = ON")  # the latter opens a file cut short
_SCRATCH = ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF")


class _Unreadable(Exception):
    """A page was given as zeros."""


class Salvage:
    """Reads the tables of a copy nobody else needs; ``close`` it in the end.

    ``breathe`` is called now and then and may end the reading by raising. ``certain`` says whether
    all that can't be read is at least known.
    """

    def __init__(self, copy: Path, key: bytes | bytearray, breathe: Callable[[], None]) -> None:
        self.certain = True
        self._copy = copy
        self._key = key
        self._breathe = breathe
        self._asked = 0
        self._stuck = False
        self._access = Access.READ_STILL
        self._raw: Any = None

    def close(self) -> None:
        """Let go of the file."""
        if self._raw is not None:
            self._raw.close()
            self._raw = None

    def tables(self) -> frozenset[str]:
        """Return the names of the tables; without any, nothing in the file can be read."""
        names = self._ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        return frozenset(name for (name,) in names)

    def value(self, query: str) -> Any:  # noqa: ANN401 - whatever is there
        """Return the first value a query finds, or None."""
        return next((row[0] for row in self._ask(query)), None)

    def rows(self, table: Table, lost: Lost) -> Iterator[Row]:
        """Yield every row that can be read whole; ``lost`` gets what the indexes say of the others.

        Where those can't be read either, it also gets ids that no row may ever have had.
        """
        names = self._names(table)
        if len(names) == 1:
            return  # an older file doesn't have the table
        every = f"SELECT {', '.join(names)} FROM {table.name} NOT INDEXED WHERE rowid"  # noqa: S608
        found: set[int] = set()

        def fitting(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
            for row in (dict(zip(names, values, strict=True)) for values in rows):
                if row["rowid"] not in found and _fits(table, row):
                    found.add(row["rowid"])
                    yield row

        yield from fitting(self._walk(table.name, every, lost))
        if lost:
            for row in fitting(self._strewn(table.name, every)):
                known = lost.pop(row["rowid"], None) is not None
                if known or not self.certain:
                    yield row

    def fields(self, table: Table, rowid: int, names: Iterable[str]) -> Row | None:
        """Return some fields of a row that can't be read whole, or None."""
        listed = tuple(names)
        query = f"SELECT {', '.join(listed)} FROM {table.name} NOT INDEXED WHERE rowid = ?"  # noqa: S608
        found = next(self._ask(query, rowid), None)
        return None if found is None else dict(zip(listed, found, strict=True))

    def beginning(self, table: Table, rowid: int, name: str) -> bytes:
        """Return as much of a long value as can be read from its beginning."""
        read = bytearray()
        with self._around():
            raw = self._open()
            with closing(raw.open_blob(table.name, name, rowid, readonly=True)) as blob:
                while piece := blob.read(_PIECE):
                    if not engines.reads(raw):
                        raise _Unreadable
                    read += piece
        return bytes(read)

    def _names(self, table: Table) -> list[str]:
        """Return what to ask for: an older file has fewer columns."""
        there = {row[1] for row in self._ask(f"PRAGMA table_info({table.name})")}
        return ["rowid", *(column.name for column in table.columns if column.name in there)]

    def _walk(self, table: str, every: str, lost: Lost) -> Iterator[tuple[Any, ...]]:
        """Yield the rows one after the other, and go on behind those that can't be read."""
        at = 0
        hints: Lost | None = None
        while True:
            for row in self._ask(f"{every} > ? ORDER BY rowid", at):
                at = row[0]
                yield row
            if not self._stuck:
                return
            hints = self._hints(table) if hints is None else hints
            for candidate in self._after(at, hints):
                found = next(self._ask(f"{every} = ?", candidate), None)
                if found is not None:
                    at = candidate
                    yield found
                    break
                if self._stuck:
                    lost[candidate] = hints.get(candidate, {})
            else:
                return

    def _hints(self, table: str) -> Lost:
        """Return what the indexes know of each row."""
        hints: Lost = {}
        whole = False
        for index, columns in _INDEXES[table].items():
            listed = ", ".join(columns)
            for order in ("ASC", "DESC"):  # from both ends, up to what can't be read
                by = ", ".join(f"{column} {order}" for column in columns)
                query = f"SELECT rowid, {listed} FROM {table} INDEXED BY {index} ORDER BY {by}"  # noqa: S608
                for rowid, *values in self._ask(query):
                    hints.setdefault(rowid, {}).update(zip(columns, values, strict=True))
                if not self._stuck:
                    whole = True
                    break
        self.certain = self.certain and whole
        return hints

    def _after(self, at: int, hints: Lost) -> Iterable[int]:
        """Return the ids to try past one: those one knows of, or all that may be."""
        if self.certain:
            return sorted(rowid for rowid in hints if rowid > at)
        return range(at + 1, max(at, *hints, 0) + _BEYOND)

    def _strewn(self, table: str, every: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of every page that holds some, be it reachable or not."""
        root = self.value(f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")  # noqa: S608
        self._reopen(Access.WRITE)
        for page in range(_FIRST_ROOT, self._copy.stat().st_size // PAGE + 1):
            self._set_root(table, page)
            ids = [row[0] for row in self._ask(f"SELECT rowid FROM {table} NOT INDEXED")]  # noqa: S608
            for rowid in () if self._stuck else ids:
                yield from self._ask(f"{every} = ?", rowid)
        self._set_root(table, root)
        self._reopen(Access.READ_STILL)

    def _set_root(self, table: str, page: int) -> None:
        self.close()  # SQLite stops writing where it has seen damage
        change = f"UPDATE sqlite_master SET rootpage = {page} WHERE name = '{table}'"  # noqa: S608
        for query in (change, f"PRAGMA schema_version = {page}"):  # so that it is read again
            any(self._ask(query))

    def _ask(self, query: str, *values: int) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds, as far as it can be read; ``_stuck`` says if that is all."""
        self._asked += 1
        if self._asked % _OFTEN == 0:
            self._breathe()
        with self._around():
            raw = self._open()
            for row in raw.execute(query, values):
                if not engines.reads(raw):
                    raise _Unreadable
                yield row

    @contextmanager
    def _around(self) -> Iterator[None]:
        self._stuck = False
        try:
            yield
        except (sqlcipher.Error, _Unreadable) as error:
            if getattr(error, "sqlite_errorcode", _CORRUPT) & 0xFF not in _UNREADABLE:
                raise
            self.close()
            self._stuck = True

    def _reopen(self, access: Access) -> None:
        self.close()
        self._access = access

    def _open(self) -> Any:  # noqa: ANN401 - the driver is untyped
        if self._raw is None:
            self._raw = engines.keyed(self._copy, self._key, self._access)
            scratch = _SCRATCH if self._access is Access.WRITE else ()
            for pragma in (*_LENIENT, *scratch):
                self._raw.execute(f"PRAGMA {pragma}").fetchall()
        return self._raw


def _fits(table: Table, row: Row) -> bool:
    """Whether a row can be of this table: a page may be another's, or of another time."""
    columns = (column for column in table.columns if column.name in row)
    return all(
        isinstance(row[column.name], column.type.python_type)
        or (column.nullable and row[column.name] is None)
        for column in columns
    )
