"""Words with a course are words like any others, and the course goes where they go."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from journal_app.domain.entry import EntryId, PartId, Record
from journal_app.domain.searching import Query
from journal_app.domain.wording import Edit, Noted, Wording, pack
from journal_app.media import words
from journal_app.storage import (
    binned,
    entries,
    folding,
    lines,
    parts,
    search,
    vault,
    versions,
)
from journal_app.storage.schema import part, record
from journal_app.storage.vault import Vault
from tests.fakes import KEY
from tests.storage.shelves import make

TODAY = date(2026, 11, 22)
MADE = 1_795_375_900_000
COURSE = (
    Record(0, MADE, pack(Noted((Edit(0, 4, 0, " apricot"),), 4, "slow"))),
    Record(1, MADE + 900, pack(Noted((Edit(0, 5, 7, "water"),), 12))),
)
PART = PartId("a words")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path, KEY)
    with made.writing() as db:
        make(db, "a", "slow water")
        for noted in COURSE:
            parts.append(db, PART, noted)
    yield made
    made.close()


def _count(opened: Vault) -> int:
    with opened.reading() as db:
        return db.execute(select(func.count()).select_from(record)).scalar_one()


def test_an_entry_comes_with_the_course_of_its_words(opened: Vault) -> None:
    with opened.reading() as db:
        (found,) = entries.load(db, EntryId("a")).parts
    assert found.records == COURSE
    assert Wording(found.records).text == words.read(found) == "slow water"
    assert Wording(found.records).at(MADE) == "slow apricot"


def test_nobody_takes_it_for_what_else_grows(opened: Vault) -> None:
    with opened.writing() as db:
        search.catch_up(db, 10_000)
        assert len(search.find(db, Query(("water",)), TODAY, 10)) == 1
        assert search.find(db, Query(("apricot",)), TODAY, 10) == ()
        assert folding.drawn_on(db) == ()
        assert lines.newest(db, 10, TODAY)[0].first_words == "slow water"
        parts.put(db, PART, b"slow water runs", MADE + 2000)
        history = versions.of_part(db, PART)
        assert history is not None
        assert versions.read(db, history.versions[0].id) == b"slow water"


def test_it_is_gone_with_the_words(opened: Vault) -> None:
    assert _count(opened) == 2
    with opened.writing() as db:
        db.execute(delete(part).where(part.c.uid == PART))
    assert _count(opened) == 0


def test_it_is_gone_with_words_that_were_let_go(opened: Vault) -> None:
    with opened.writing() as db:
        parts.take_out(db, PART, 1000)
        binned.let_go(db, None)
        while binned.unswept(db):
            binned.sweep(db, 1)
    assert _count(opened) == 0
