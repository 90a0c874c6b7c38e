"""A kept vault of every schema version opens in this one, with all its rows."""

import json
import shutil
from pathlib import Path

import pytest

from journal_app import storage
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.ink.codec import unpack
from journal_app.domain.ink.records import Unknown
from journal_app.domain.voice import RATE
from journal_app.media import voice
from journal_app.services.voice.recording import in_memory
from journal_app.storage import copying, upgrade, vault
from journal_app.storage.keys import header, ways, words
from tests.fakes_sound import decoded
from tests.vaults.sample import HERE, PASSPHRASE, WORDS

KEPT = sorted(folder.name for folder in HERE.iterdir() if (folder / "journal.db").exists())


@pytest.fixture(params=KEPT)
def older(request: pytest.FixtureRequest, folder: Path) -> Path:
    shutil.copytree(HERE / request.param, folder, dirs_exist_ok=True)
    return folder


def _entries(opened: vault.Vault) -> list[Entry]:
    with opened.reading() as db:
        return [storage.entries.load(db, line.id) for line in storage.entries.newest(db, 100)]


def test_there_is_a_sample_of_every_version() -> None:
    assert tuple(KEPT) == (*upgrade.EARLIER, upgrade.HEAD)


def test_both_ways_in_still_open_it(older: Path) -> None:
    found = header.load(older)
    assert found is not None
    assert ways.by_passphrase(found, PASSPHRASE) == ways.by_words(
        found, " ".join(words.spell(WORDS))
    )


def test_it_is_brought_up_to_date_with_every_row(older: Path) -> None:
    counts: dict[str, int] = json.loads((older / "counts.json").read_text("utf-8"))
    found = header.load(older)
    assert found is not None
    key = ways.by_passphrase(found, PASSPHRASE)
    opened = vault.unlock(older, key)
    with opened.reading() as db:
        assert not upgrade.needed(db)
        now = copying.rows(db.connection.driver_connection)
    assert {name: now[name] for name in counts} == counts
    entries = _entries(opened)
    opened.close()
    assert [entry.title for entry in entries] == ["the third", "the second", "the first"]
    for entry in entries:
        _can_be_read(entry)


def _can_be_read(entry: Entry) -> None:
    by_kind = {part.kind: part for part in entry.parts}
    assert by_kind[Kind.WORDS].body.decode().startswith("warm. slow water")
    strokes = [unpack(record.body) for record in by_kind[Kind.INK].records]
    assert len(strokes) == 4
    assert not any(isinstance(stroke, Unknown) for stroke in strokes)
    note = voice.read(by_kind[Kind.VOICE])
    recording = in_memory(record.body for record in by_kind[Kind.VOICE].records)
    assert len(note.stretches) == 1
    assert len(decoded(recording)) == 2 * note.frames == 4 * RATE
