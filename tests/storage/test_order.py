"""The journal's order and its lines by key: what is wanted, what may be shown, and cheaply."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record, Seal
from journal_app.domain.lines import Piece, Wanted, order_of
from journal_app.domain.themes import Mark, MarkId, NamedTheme, ThemeId
from journal_app.storage import binned, entries, glimpses, lines, parts, seals, themes, vault
from journal_app.storage.vault import Vault
from tests.fakes import KEY, SUNDAY_EVENING

TODAY = date(2026, 11, 22)
WATER = NamedTheme(ThemeId("w" * 32), "Water")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path, KEY)
    yield made
    made.close()


def make(opened: Vault, name: str, ago: int, *kinds: Kind) -> None:
    """Make an entry of a day so long ago, with parts of these kinds."""
    at = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - 86_400_000 * ago)
    with opened.writing() as db:
        entries.begin(db, Entry(EntryId(name), at, day=TODAY - timedelta(ago)))
        for place, kind in enumerate(kinds):
            part = Part(PartId(f"{name}{place}"), kind, place, at, body=b"words of it")
            parts.begin(db, EntryId(name), part)


def names(opened: Vault, wanted: Wanted | None = None, today: date = TODAY) -> list[str]:
    """Return the entries in their order, by way of their keys."""
    with opened.reading() as db:
        order = lines.order(db, wanted or Wanted(), today)
        told = lines.told(db, tuple(order.keys), today)
        first = lines.first(db, wanted or Wanted(), 2, today)
    assert list(told) == list(order.keys)
    assert order_of(told) == order
    assert list(first) == list(told)[:2]
    return [one.line.id for one in told.values()]


@pytest.fixture
def some(opened: Vault) -> Vault:
    """Four entries: of words, of both, of a drawing, of a voice; the newest last made."""
    make(opened, "voice", 40, Kind.VOICE)
    make(opened, "ink", 3, Kind.INK)
    make(opened, "both", 0, Kind.WORDS, Kind.INK)
    make(opened, "words", 0, Kind.WORDS)
    return opened


def test_the_order_is_by_day_and_what_was_begun_last_comes_first(some: Vault) -> None:
    assert names(some) == ["words", "both", "ink", "voice"]
    with some.reading() as db:
        order = lines.order(db, Wanted(), TODAY)
    day = TODAY - timedelta(40)
    assert order.days == ((TODAY, 2), (TODAY - timedelta(3), 1), (day, 1))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(kind=Kind.WORDS), ["words", "both"]),
        (Wanted(kind=Kind.INK), ["both", "ink"]),
        (Wanted(kind=Kind.VOICE), ["voice"]),
        (Wanted(kind=Kind.PHOTO), []),
        (Wanted(shared=True), ["ink"]),
        (Wanted(theme=WATER.id), ["both", "voice"]),
        (Wanted(theme="none"), []),
    ],
)
def test_only_what_is_wanted_is_in_the_order(some: Vault, wanted: Wanted, found: list[str]) -> None:
    with some.writing() as db:
        entries.share(db, EntryId("ink"), on=True)
        for number, name in enumerate(("both", "voice")):
            themes.give(db, WATER, Mark(MarkId(f"{number}"), EntryId(name)))
    assert names(some, wanted) == found


def test_a_theme_is_named_and_what_isnt_there_has_no_name(some: Vault) -> None:
    with some.writing() as db:
        themes.give(db, WATER, Mark(MarkId("m"), EntryId("both")))
    with some.reading() as db:
        assert lines.name_of_theme(db, WATER.id) == "Water"
        assert lines.name_of_theme(db, "none") == ""


def test_a_mark_on_a_part_in_the_bin_brings_nothing_back(some: Vault) -> None:
    with some.writing() as db:
        themes.give(db, WATER, Mark(MarkId("m"), EntryId("both"), PartId("both1")))
        parts.take_out(db, PartId("both1"), 1)
    assert names(some, Wanted(theme=WATER.id)) == []


def test_what_is_sealed_or_in_the_bin_stays_out(some: Vault) -> None:
    tomorrow = TODAY + timedelta(1)
    with some.writing() as db:
        binned.put(db, EntryId("both"), 1)
        seals.put_on(db, EntryId("words"), Seal(tomorrow), 1)
        seals.put_on(db, EntryId("voice"), Seal(), 1)
    assert names(some) == ["ink"]
    assert names(some, today=tomorrow) == ["words", "ink"]


def test_a_line_has_its_first_pieces_with_their_glimpses(opened: Vault) -> None:
    make(opened, "full", 0, Kind.VOICE, Kind.WORDS, Kind.INK, Kind.PHOTO)
    make(opened, "less", 1, Kind.INK, Kind.WORDS, Kind.PHOTO)
    with opened.writing() as db:
        parts.take_out(db, PartId("less0"), 1)
        parts.append(db, PartId("full0"), Record(0, 0, b"sound"))
    voice, ink = _pieces(opened, "full")
    with opened.writing() as db:
        glimpses.put(db, voice.key, b"bars", 0)
    assert _pieces(opened, "full") == (replace(voice, glimpse=b"bars"), ink)
    assert (voice.kind, ink.kind) == (Kind.VOICE, Kind.INK)
    assert [piece.kind for piece in _pieces(opened, "less")] == [Kind.PHOTO]


def test_a_part_that_grows_loses_its_glimpse_and_so_does_one_with_another_body(
    opened: Vault,
) -> None:
    make(opened, "one", 0, Kind.VOICE, Kind.PHOTO)
    with opened.writing() as db:
        parts.append(db, PartId("one0"), Record(0, 0, b"sound"))
    voice, photo = _pieces(opened, "one")
    with opened.writing() as db:
        glimpses.put(db, voice.key, b"bars", 0)
        glimpses.put(db, photo.key, b"small")
    assert [piece.glimpse for piece in _pieces(opened, "one")] == [b"bars", b"small"]
    with opened.writing() as db:
        parts.append(db, PartId("one0"), Record(1, 0, b"more"))
        parts.put(db, PartId("one1"), b"turned", 1)
    assert [piece.glimpse for piece in _pieces(opened, "one")] == [None, None]


def test_a_glimpse_of_what_went_on_meanwhile_is_not_kept(opened: Vault) -> None:
    make(opened, "one", 0, Kind.INK)
    (ink,) = _pieces(opened, "one")
    with opened.writing() as db:
        parts.append(db, PartId("one0"), Record(0, 0, b"a stroke"))
        assert glimpses.put(db, ink.key, b"nothing yet") == Changed(None)
        assert glimpses.put(db, 12345, b"of no part") == Changed(None)
    assert _pieces(opened, "one") == (ink,)
    with opened.writing() as db:
        glimpses.put(db, ink.key, b"first", 0)
        glimpses.put(db, ink.key, b"second", 0)
    assert _pieces(opened, "one") == (replace(ink, glimpse=b"second"),)


def test_records_are_read_a_few_at_a_time_and_a_whole_value_at_once(opened: Vault) -> None:
    make(opened, "one", 0, Kind.INK, Kind.PHOTO)
    with opened.writing() as db:
        for seq in range(5):
            parts.append(db, PartId("one0"), Record(seq, 0, bytes((seq,))))
    ink, photo = _pieces(opened, "one")
    with opened.reading() as db:
        first = glimpses.records(db, ink.key, glimpses.NONE, 3)
        rest = glimpses.records(db, ink.key, 2, 3)
        assert first + rest == tuple((seq, bytes((seq,))) for seq in range(5))
        assert glimpses.records(db, ink.key, 4, 3) == ()
        assert glimpses.whole(db, photo.key) == b"words of it"
        assert glimpses.whole(db, 12345) == b""


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(kind=Kind.INK), Wanted(shared=True)])
def test_the_order_is_read_from_one_index_without_a_look_at_any_entry(
    some: Vault, wanted: Wanted
) -> None:
    with some.reading() as db:
        raw: Any = db.connection.driver_connection
        asked: list[str] = []
        raw.set_trace_callback(asked.append)
        lines.order(db, wanted, TODAY)
        raw.set_trace_callback(None)
        (query,) = (statement for statement in asked if statement.startswith("SELECT"))
        plan = [str(row[3]) for row in raw.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any("COVERING INDEX ix_entry_day" in step for step in plan), plan
    assert not [step for step in plan if "entry" in step and "COVERING" not in step]


def _pieces(opened: Vault, name: str) -> tuple[Piece, ...]:
    with opened.reading() as db:
        key = entries.key_of(db, EntryId(name))
        return lines.told(db, (key,), TODAY)[key].pieces
