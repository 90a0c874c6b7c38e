"""The search finds what is there now, newest first, and never what is out of sight."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from journal_app.domain import searching
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId
from journal_app.domain.lines import Wanted
from journal_app.domain.searching import ALL, Match, Query, Where
from journal_app.storage import entries, lines, parts, schema, search, vault
from journal_app.storage.vault import Vault
from tests.domain.test_searching import ODD
from tests.fakes import KEY, SUNDAY_EVENING

SUNDAY = SUNDAY_EVENING.day
ENOUGH = 10**9


@dataclass
class Shelf:
    """Makes entries in an open vault, and searches in them."""

    vault: Vault

    def make(self, name: str, *bodies: str, minute: int = 0, title: str = "") -> None:
        at = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 60_000 * minute)
        with self.vault.writing() as db:
            entries.begin(db, Entry(EntryId(name), at, title=title))
            for position, body in enumerate(bodies):
                made = Part(PartId(f"{name}{position}"), Kind.WORDS, position, at)
                parts.begin(db, EntryId(name), replace(made, body=body.encode()))

    def add(self, name: str, part: Part) -> None:
        with self.vault.writing() as db:
            parts.begin(db, EntryId(name), part)

    def mark(self, name: str, theme: str, part: str | None = None, quote: str = "") -> None:
        with self.vault.writing() as db:
            key = entries.key_of(db, EntryId(name))
            there = select(schema.part.c.id).where(schema.part.c.uid == part)
            folded = theme.casefold()
            rows = {"uid": f"t{folded}", "name": theme, "folded": folded, "made_ms": 0}
            db.execute(insert(schema.theme).prefix_with("OR IGNORE").values(rows))
            of = select(schema.theme.c.id).where(schema.theme.c.folded == folded)
            values = {
                "uid": f"m{name}{part}{folded}",
                "theme_id": db.execute(of).scalar_one(),
                "entry_id": key,
                "part_id": db.execute(there).scalar() if part else None,
                "quote": quote,
                "made_ms": 0,
            }
            db.execute(insert(schema.mark).values(values))
            lines.retell(db, key)

    def change(self, name: str, **values: object) -> None:
        with self.vault.writing() as db:
            db.execute(update(schema.entry).where(schema.entry.c.uid == name).values(values))

    def catch_up(self, characters: int = ENOUGH) -> None:
        with self.vault.writing() as db:
            search.catch_up(db, characters)

    def matches(self, typed: str, within: Wanted = ALL, **how: Any) -> tuple[Match, ...]:
        """Search; ``how`` has what a query or ``search.find`` takes."""
        self.catch_up()
        limit, before = how.pop("limit", 50), how.pop("before", None)
        query = Query(searching.parse(typed), within, **how)
        with self.vault.reading() as db:
            return search.find(db, query, SUNDAY, limit, before)

    def find(self, typed: str, within: Wanted = ALL, **how: Any) -> list[str]:
        return [match.entry for match in self.matches(typed, within, **how)]

    def documents(self) -> list[tuple[int, str, str]]:
        columns = (schema.search_doc.c.id, schema.search_doc.c.kind, schema.search_doc.c.body)
        with self.vault.reading() as db:
            rows = db.execute(select(*columns).order_by(schema.search_doc.c.id.desc())).all()
        return [(row.id, row.kind, searching.unlabelled(row.body)) for row in rows]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = vault.create(tmp_path, KEY)
    yield Shelf(made)
    made.close()


def test_what_is_found_comes_newest_first_and_in_pieces(shelf: Shelf) -> None:
    for minute in (3, 1, 5, 2, 4):
        shelf.make(f"{minute}", "slow water", minute=minute)
    shelf.make("dry", "stones", minute=9)
    assert shelf.find("wat") == ["5", "4", "3", "2", "1"]
    first = shelf.matches("wat", limit=2)
    rest = shelf.matches("wat", before=first[-1].order)
    assert [match.entry for match in (*first, *rest)] == ["5", "4", "3", "2", "1"]


def test_everything_an_entry_is_found_by_leads_to_it(shelf: Shelf) -> None:
    shelf.make("e", "slow **water**", title="A water day")
    at = replace(SUNDAY_EVENING)
    drawing = Part(PartId("drawn"), Kind.INK, 1, at, caption="Water, seen from above")
    shelf.add("e", replace(drawing, prompt="What does water do?"))
    shelf.mark("e", "Water")
    shelf.mark("e", "Other", "e0", quote="still water")
    found = [(match.where, match.part, match.text) for match in shelf.matches("water ")]
    assert found == [
        (Where.TITLE, None, "A water day"),
        (Where.THEME, None, "Water"),
        (Where.WORDS, "e0", "slow **water**"),
        (Where.PROMPT, "drawn", "What does water do?"),
        (Where.CAPTION, "drawn", "Water, seen from above"),
        (Where.QUOTE, "e0", "still water"),
    ]


def test_a_quote_that_still_stands_in_the_words_is_found_once(shelf: Shelf) -> None:
    shelf.make("e", "slow water over stones")
    shelf.mark("e", "River", "e0", quote="water over")
    assert [match.where for match in shelf.matches("water")] == [Where.WORDS]


def test_only_what_is_there_now_is_found(shelf: Shelf) -> None:
    shelf.make("e", "slow water", "dry stones")
    assert shelf.find("water") == ["e"]
    with shelf.vault.writing() as db:
        parts.put(db, PartId("e0"), b"slow river", 1)
    assert (shelf.find("water"), shelf.find("river")) == ([], ["e"])
    with shelf.vault.writing() as db:
        parts.take_out(db, PartId("e0"), 1)
        found = search.find(db, Query(("river",)), SUNDAY, 9)
    assert found == (), "not even before the search has caught up"
    assert (shelf.find("river"), shelf.find("stones")) == ([], ["e"])
    with shelf.vault.writing() as db:
        parts.take_out(db, PartId("e0"), None)
    assert shelf.find("river") == ["e"]


def test_what_is_sealed_or_in_the_bin_stays_out_at_once(shelf: Shelf) -> None:
    shelf.make("e", "slow water")
    for hidden in (
        {"binned_ms": 1},
        {"sealed": 1},
        {"sealed": 1, "opens_day": f"{SUNDAY + timedelta(1)}"},
    ):
        shelf.change("e", **hidden)
        assert shelf.find("water") == []
        shelf.change("e", binned_ms=None, sealed=0, opens_day="")
        assert shelf.find("water") == ["e"]
    shelf.change("e", sealed=1, opens_day=f"{SUNDAY}")
    assert shelf.find("water") == ["e"]


def test_a_theme_of_what_was_taken_out_is_not_found(shelf: Shelf) -> None:
    shelf.make("e", "slow", "stones")
    shelf.mark("e", "Water", "e0")
    assert shelf.find("water") == ["e"]
    with shelf.vault.writing() as db:
        parts.take_out(db, PartId("e0"), 1)
    assert shelf.find("water") == []


def test_an_entry_that_is_gone_for_good_leaves_no_word_behind(shelf: Shelf) -> None:
    shelf.make("e", "slow water")
    shelf.make("other", "slow river")
    shelf.catch_up()
    with shelf.vault.writing() as db:
        db.execute(schema.entry.delete().where(schema.entry.c.uid == "e"))
    assert shelf.documents() == [(shelf.documents()[0][0], "words", "slow river")]
    with shelf.vault.writing() as db:
        db.exec_driver_sql("CREATE VIRTUAL TABLE temp.said USING fts5vocab (main, search, row)")
        words = db.exec_driver_sql("SELECT term FROM temp.said ORDER BY term").scalars().all()
    assert words == ["river", "slow", "·words"]


def test_days_narrow_it_down_to_whole_days(shelf: Shelf) -> None:
    monday = SUNDAY + timedelta(1)
    shelf.make("sunday", "water")
    shelf.make("monday", "water", minute=24 * 60)
    shelf.make("night", "water", minute=6 * 60)  # half past two
    with shelf.vault.writing() as db:
        late = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 6 * 3_600_000)
        entries.redate(db, EntryId("night"), late, SUNDAY)
    assert shelf.find("water") == ["monday", "night", "sunday"]
    assert shelf.find("water", since=monday) == ["monday"]
    assert shelf.find("water", until=SUNDAY) == ["night", "sunday"]
    assert shelf.find("water", since=monday, until=SUNDAY) == []


def test_kinds_themes_and_what_is_set_to_share_narrow_it_down(shelf: Shelf) -> None:
    shelf.make("words", "water")
    shelf.make("drawn", "dry", minute=1, title="Water")
    shelf.add("drawn", Part(PartId("d"), Kind.INK, 1, SUNDAY_EVENING, caption="water"))
    shelf.mark("words", "River")
    ink = [(m.entry, m.where) for m in shelf.matches("water", within=Wanted(Kind.INK))]
    assert ink == [("drawn", Where.TITLE), ("drawn", Where.CAPTION)]
    assert shelf.find("water", within=Wanted(theme="triver")) == ["words"]
    assert shelf.find("water", within=Wanted(shared=True)) == []
    with shelf.vault.writing() as db:
        entries.share(db, EntryId("words"), on=True)
    assert shelf.find("water", within=Wanted(shared=True)) == ["words"]
    shelf.change("words", shared=0)
    assert shelf.find("water", within=Wanted(shared=True)) == []


def test_an_entry_moved_to_another_day_moves_in_what_is_found(shelf: Shelf) -> None:
    for minute in (1, 2):
        shelf.make(f"{minute}", "water", minute=minute)
    assert shelf.find("water") == ["2", "1"]
    earlier = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - 10**10)
    with shelf.vault.writing() as db:
        entries.redate(db, EntryId("2"), earlier, earlier.day)
    assert shelf.find("water") == ["1", "2"]


@pytest.mark.parametrize("day", [date.min, date(1969, 7, 20), date.max])
def test_any_day_has_its_place(shelf: Shelf, day: date) -> None:
    shelf.make("now", "water")
    shelf.make("then", "water", minute=1)
    with shelf.vault.writing() as db:
        entries.redate(db, EntryId("then"), SUNDAY_EVENING, day)
    assert shelf.find("water") == sorted(["now", "then"], reverse=day > SUNDAY)
    assert shelf.find("water", since=day, until=day) == ["then"]


def test_more_texts_in_one_minute_than_have_room_there_are_found_as_well(shelf: Shelf) -> None:
    texts = [f"water {number}" for number in range(600)]
    shelf.make("many", *texts)
    shelf.make("other", "water")
    assert len(shelf.matches("water", limit=1000)) == 601
    assert [match.text for match in shelf.matches("water", limit=3)] != []
    assert len({order for order, _kind, _body in shelf.documents()}) == 601


def test_catching_up_goes_on_where_it_stopped_and_begins_with_the_newest(shelf: Shelf) -> None:
    for minute in range(5):
        shelf.make(f"{minute}", f"water {minute}", minute=minute)
    shelf.catch_up(1)
    assert [body for _id, _kind, body in shelf.documents()] == ["water 4"]
    steps = 1
    while _waiting(shelf):
        shelf.catch_up(1)
        steps += 1
    assert steps >= 3
    assert len(shelf.documents()) == 5
    assert shelf.find("water") == ["4", "3", "2", "1", "0"]


def _waiting(shelf: Shelf) -> bool:
    with shelf.vault.reading() as db:
        return search.waiting(db)


def test_what_did_not_change_is_not_written_again(shelf: Shelf) -> None:
    shelf.make("e", "slow water", "stones", title="one")
    shelf.catch_up()
    before = shelf.documents()
    with shelf.vault.writing() as db:
        entries.entitle(db, EntryId("e"), "two")
    shelf.catch_up()
    after = shelf.documents()
    assert [body for _id, _kind, body in after] == ["two", "slow water", "stones"]
    assert set(before) - set(after) == {before[0]}


def test_words_no_program_could_have_written_are_no_obstacle(shelf: Shelf) -> None:
    shelf.make("e", "slow")
    with shelf.vault.writing() as db:
        parts.put(db, PartId("e0"), b"water \xff\xfe over \xed\xa0\x80 stones", 1)
    assert shelf.find("stones") == ["e"]


@pytest.mark.parametrize("typed", [*ODD, '"', "''", "body:water", "{body} : w", "water NOT dry"])
def test_anything_typed_gives_plain_results_or_none(shelf: Shelf, typed: str) -> None:
    shelf.make("e", 'slow foo"bar and it’s title:x')
    assert shelf.find(typed) in ([], ["e"])


def _once(db: Connection, text: str) -> None:
    """Let a document hold a text, and nothing else be there."""
    db.execute(schema.part.update().values(body=text.encode("utf-8", "replace")))
    lines.retell(db, 1)
    search.catch_up(db, ENOUGH)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), typed=st.text(max_size=30), data=st.data())
def test_the_index_and_the_underlining_agree_on_any_text(
    shelf: Shelf, text: str, typed: str, data: st.DataObject
) -> None:
    if not shelf.documents():
        shelf.make("e", "a beginning")
        shelf.catch_up()
    words = [word for word, _start, _stop in searching.tokens(text.replace("\ud800", ""))]
    assume(words)
    word = data.draw(st.sampled_from(words))
    size = data.draw(st.integers(min(2, len(word)), len(word)))
    with shelf.vault.writing() as db:
        _once(db, text)
        found = search.find(db, Query((f"{word[:size]}*",)), SUNDAY, 9)
        assert [match.entry for match in found] == ["e"]
        asked = searching.parse(typed)
        if asked:
            there = bool(search.find(db, Query(asked), SUNDAY, 9))
            assert there == all(searching.found_in(text, (one,)) for one in asked)


@pytest.mark.parametrize(
    "query",
    [
        Query(("water*",)),
        Query(("slow", "water*"), since=SUNDAY, until=SUNDAY),
        Query(("water*",), Wanted(Kind.INK, shared=True, theme="3f")),
    ],
)
def test_the_index_comes_first_in_the_plan(shelf: Shelf, query: Query) -> None:
    said: list[str] = []
    with shelf.vault.reading() as db:
        raw: Any = db.connection.driver_connection
        raw.set_trace_callback(said.append)
        search.find(db, query, SUNDAY, 9, before=1 << 50)
        raw.set_trace_callback(None)
        (statement,) = (line for line in said if "MATCH" in line)
        plan = [row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()]
    assert plan[0].startswith("SCAN search VIRTUAL TABLE INDEX"), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan
