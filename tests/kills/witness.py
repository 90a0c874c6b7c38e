"""The one who looks afterwards, as the app would: is everything there, and is the vault whole?"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.opus import OpusReader
from journal_app.domain.entry import Kind, Part, PartId, Record
from journal_app.domain.errors import JournalError, VaultDamaged
from journal_app.domain.ink import codec
from journal_app.domain.ink.records import Unknown
from journal_app.domain.rotation import Backup
from journal_app.media import ink
from journal_app.media.table import MEDIA
from journal_app.services.journal import Journal
from journal_app.services.keys.unlocking import Opened
from journal_app.services.opening import Opening
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.services.voice.recording import in_memory
from journal_app.services.work import Work
from journal_app.storage import backup, copying, entries, exchange, vault
from journal_app.storage import engine as engines
from journal_app.storage.engine import Access
from journal_app.storage.keys import header
from journal_app.storage.keys.header import DATABASE, State
from tests.fakes import KEY, FakeClock
from tests.kills.ledger import Content, Ledger, Line
from tests.kills.worker import BODY, PATIENCE_S, THERE

_MANY = 1_000_000
_RIGHT: dict[str, list[tuple[str, ...]]] = {
    "cipher_integrity_check": [],
    "quick_check": [("ok",)],
    "foreign_key_check": [],
}

Form = tuple[str, frozenset[tuple[str, ...]]]
"""A schema: its version, and all that SQLite says of its tables and indices."""


@dataclass(frozen=True)
class Sample:
    """A vault of an earlier schema: what it is, and what it is once it was brought up to date."""

    folder: Path
    old: Form
    new: Form
    rows: dict[str, int]
    content: Content


@dataclass
class Findings:
    """What was seen in all the vaults that were looked at."""

    looks: int = 0
    reopened_s: list[float] = field(default_factory=list)
    items: int = 0
    backups: int = 0
    unfinished: int = 0
    replaced: int = 0
    not_replaced: int = 0
    still_old: int = 0
    already_new: int = 0
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)


class Witness:
    """Opens what the killed left behind (``about`` says where), and keeps ``findings``."""

    def __init__(self, room: Path) -> None:
        self.findings = Findings()
        self.about = ""
        self._understood: dict[PartId, int] = {}
        self._room = room  # for copies, where what is looked at must stay as it was left

    def learn(self, sample: Path) -> Sample:
        """Bring a copy of a kept vault up to date, undisturbed."""
        folder = self._room / sample.name
        shutil.copytree(sample, folder)
        old, rows = self._form(folder)
        found = self._open(folder)
        new, _rows = self._form(folder)
        assert old != new
        shutil.rmtree(folder)
        return Sample(sample, old, new, rows, found)

    def look(self, folder: Path, ledger: Ledger) -> None:
        """Open a vault as the app does: is everything there, and everything whole?"""
        with self._noting():
            found = self._open(folder)
            self._compare(found, ledger)
            ledger.settle(found)
        self._look_closer(folder, ledger)

    def look_after_restoring(self, folder: Path, ledger: Ledger, lines: list[Line]) -> None:
        """See that all of the backup is there, or all of the journal, and that neither is gone."""
        (chosen,) = (int(line[1]) for line in lines if line[0] == "preparing")
        with self._noting():
            (backed_up,) = (one for one in backup.every(folder) if one.made_ms == chosen)
            wanted = self.content_of(backed_up.file)
            found = self._open(folder)
            aside = list(folder.glob(f"replaced-*/{DATABASE}"))
            if aside or ["restored"] in lines:
                self._expect(found == wanted, "the backup is not whole in its new place")
                self._expect(len(aside) == 1, "the journal is gone that the backup replaced")
                found = self.content_of(aside[0]) if aside else {}
            self._compare(found, ledger)
            self.findings.replaced += bool(aside)
            self.findings.not_replaced += not aside
        self._look_closer(folder, ledger)

    def is_old(self, folder: Path, sample: Sample) -> bool:
        """See that a vault is wholly of the old form or wholly of the new; return which."""
        form, rows = self._form(folder)
        old = form == sample.old
        counts = {**sample.rows, "record": 0}  # folded, records have fewer rows than before
        kept = all(count <= rows[table] for table, count in counts.items())
        self._expect(form in {sample.old, sample.new} and kept, "between two forms")
        self.findings.still_old += old
        self.findings.already_new += not old
        return old

    def _open(self, folder: Path) -> Content:
        journal = Journal(_at_once, _never, _never)
        work = Work(_at_once)
        session = Session(folder, MemoryKeychain(), FakeClock(), _at_once, journal, work)
        began = time.perf_counter()
        try:
            exchange.finish(folder)
            there = header.load(folder)
            assert there is not None
            opened = Opened(there, bytearray(KEY), there.state is State.NEW)
            journal.open(Opening(session, opened, Safekeeping(session))).result(PATIENCE_S)
            self.findings.reopened_s.append(time.perf_counter() - began)
            journal.ask(self._understand).result(PATIENCE_S)
            return journal.ask(_content).result(PATIENCE_S)
        finally:
            session.close()

    def _understand(self, db: Connection) -> None:
        """Look at what every part means, if it has grown since it was last looked at."""
        for line in entries.newest(db, _MANY):
            for part in entries.load(db, line.id).parts:
                records = _handed_over(part)
                if self._understood.get(part.id) != len(records):
                    _see_that_it_is_understood(part, records)
                    self._understood[part.id] = len(records)

    def _compare(self, found: Content, ledger: Ledger) -> None:
        self.findings.items += len(found)
        self.findings.lost += [f"{self.about}: {mark}" for mark in ledger.lost(found)]
        self._expect(not ledger.strange(found), "holds what was never written")

    def _look_closer(self, folder: Path, ledger: Ledger) -> None:
        """Read every page of the journal and of its backups."""
        self.findings.looks += 1
        with self._noting():
            self._expect(not (folder / f"{DATABASE}-wal").exists(), "was not closed")
            with closing(engines.keyed(folder / DATABASE, KEY, Access.READ_STILL)) as raw:
                for check, right in _RIGHT.items():
                    said = raw.execute(f"PRAGMA {check}").fetchall()
                    self._expect(said == right, f"{check} says {said[:3]}")
        for one in backup.every(folder):
            self.findings.unfinished += not one.verified
            if one.verified:
                with self._noting():
                    self._look_at_backup(folder, one, ledger)
        good = backup.last_good(folder, KEY)
        self._expect(good is None or good.verified, "an unfinished backup counts")
        self._see_it_tidied(folder)

    def _look_at_backup(self, folder: Path, one: Backup, ledger: Ledger) -> None:
        self.findings.backups += 1
        backup.check(one, KEY)
        found = self.content_of(one.file)
        moment = ledger.is_a_moment(found, one.made_ms) and not ledger.strange(found)
        self._expect(moment, "a backup shows no one moment")

    def content_of(self, file: Path) -> Content:
        """Return what is in a file nobody has open, brought up to date in a copy of it."""
        aside = self._room / "looked into"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        shutil.copy(file, aside / DATABASE)
        with closing(vault.unlock(aside, KEY)) as there, there.reading() as db:
            return _content(db)

    def _see_it_tidied(self, folder: Path) -> None:
        backup.tidy(folder)
        place = folder / backup.FOLDER
        left = {file.name for file in place.iterdir()} if place.exists() else set()
        whole = {one.file for one in backup.every(folder)}
        wanted = {file.name for one in whole for file in (one, one.with_suffix(".json"))}
        self._expect(left == wanted, f"left or missing in backups: {sorted(left ^ wanted)}")

    def _form(self, folder: Path) -> tuple[Form, dict[str, int]]:
        """Return the schema of a vault and its rows, looking at a copy of it."""
        aside = self._room / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for file in (folder / DATABASE, folder / f"{DATABASE}-wal"):
            if file.exists():
                shutil.copy(file, aside)
        with closing(engines.keyed(aside / DATABASE, KEY, Access.WRITE)) as raw:
            version = raw.execute("SELECT version_num FROM alembic_version").fetchall()
            schema = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
            return (str(version), frozenset(schema)), copying.rows(raw)

    def _expect(self, right: bool, otherwise: str) -> None:  # noqa: FBT001
        if not right:
            self.findings.corrupt.append(f"{self.about}: {otherwise}")

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note a vault that can't be opened or read; look at the next one all the same."""
        try:
            yield
        except (JournalError, sqlcipher.Error, SQLAlchemyError) as error:
            self._expect(False, f"{type(error).__name__}: {error}")  # noqa: FBT003


def _content(db: Connection) -> Content:
    """Return everything in a journal, read as the app reads it."""
    found: Content = {}
    for line in entries.newest(db, _MANY):
        found[line.id, THERE] = "-"
        for part in entries.load(db, line.id).parts:
            found[part.id, THERE] = "-"
            if part.body:
                found[part.id, BODY] = _hash(part.body)
            found |= {(part.id, record.seq): _hash(record.body) for record in _handed_over(part)}
    return found


def _handed_over(part: Part) -> list[Record]:
    """Return records as they were told of, whether or not they were folded since."""
    if part.kind is not Kind.INK:
        return list(part.records)
    loose = ink.unfold(part.records)
    return [replace(record, body=codec.loosened(record.body)) for record in loose]


def _see_that_it_is_understood(part: Part, records: list[Record]) -> None:
    """See that no record is missing between two others, and that every sound can be heard."""
    if [record.seq for record in records] != list(range(len(records))):
        raise VaultDamaged(f"{part.kind} has a hole")
    MEDIA[part.kind].read(part)
    if part.kind is Kind.INK and any(isinstance(one, Unknown) for one in ink.records(part)):
        raise VaultDamaged("a stroke can’t be read")
    recording = in_memory(record.body for record in part.records if part.kind is Kind.VOICE)
    for stretch in recording.note.stretches:
        with closing(OpusReader(recording.open(stretch))) as reader:
            frames = stretch.end - stretch.start
            if len(reader.read(0, frames)) != 2 * frames:
                raise VaultDamaged("a sound is shorter than it says")


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()


def _at_once(work: Callable[[], None]) -> None:
    work()


def _never(what: object) -> None:
    raise AssertionError(f"nothing is written here: {what}")
