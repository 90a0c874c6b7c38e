"""The journal's lines: each entry once, in its order, told by its first words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journal_app.domain.entry import (
    Entry,
    EntryId,
    EntryLine,
    EntryState,
    Kind,
    Part,
    PartId,
    PartState,
)
from journal_app.storage import entries, parts, vault
from journal_app.storage.vault import Vault
from tests.fakes import KEY, SUNDAY_EVENING


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path, KEY)
    yield made
    made.close()


def make(opened: Vault, name: str, minute: int, *bodies: tuple[Kind, str]) -> None:
    """Make an entry with parts of these kinds and words, the last one at the first place."""
    at = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 60_000 * minute)
    with opened.writing() as db:
        entries.begin(db, Entry(EntryId(name), at))
        for position, (kind, body) in reversed(list(enumerate(bodies))):
            part = Part(PartId(f"{name}{position}"), kind, position, at, body=body.encode())
            parts.begin(db, EntryId(name), part)


def lines(opened: Vault, limit: int = 10) -> list[tuple[str, tuple[Kind, ...], str]]:
    with opened.reading() as db:
        return [shown(line) for line in entries.newest(db, limit)]


def shown(line: EntryLine) -> tuple[str, tuple[Kind, ...], str]:
    return line.id, line.kinds, line.first_words


def test_lines_come_newest_first_and_no_more_than_wanted(opened: Vault) -> None:
    for name, minute in (("b", 2), ("a", 1), ("c", 3), ("later in the same minute", 3)):
        make(opened, name, minute, (Kind.WORDS, name), (Kind.WORDS, "and more"))
    assert [name for name, _kinds, _words in lines(opened)] == [
        "later in the same minute", "c", "b", "a",
    ]  # fmt: skip
    assert [name for name, _kinds, _words in lines(opened, 2)] == ["later in the same minute", "c"]


def test_a_line_tells_its_parts_in_their_order_and_the_first_words_among_them(
    opened: Vault,
) -> None:
    make(opened, "empty", 1)
    drawn = [(Kind.INK, ""), (Kind.WORDS, " \n"), (Kind.WORDS, "slow water"), (Kind.VOICE, "")]
    make(opened, "full", 2, *drawn, (Kind.WORDS, "over stones"))
    assert lines(opened) == [
        ("full", (Kind.INK, Kind.WORDS, Kind.VOICE), "slow water"),
        ("empty", (), ""),
    ]


def test_what_was_open_is_put_back_and_nothing_else(opened: Vault) -> None:
    for name, minute in (("old", 1), ("open", 2), ("changed since", 0)):
        make(opened, name, minute, (Kind.WORDS, name), (Kind.VOICE, ""))
    with opened.writing() as db:
        entries.set_aside(db, EntryId("old"), 0)
        entries.entitle(db, EntryId("changed since"), "a title")
        parts.finish(db, PartId("open0"), PartState.WHOLE)
    with opened.writing() as db:
        found = entries.recover(db)
    assert [(line.id, line.first_words) for line in found] == [
        ("open", "open"),
        ("changed since", "changed since"),
    ]
    with opened.reading() as db:
        loaded = {name: entries.load(db, EntryId(name)) for name in ("old", "open")}
        assert entries.newest(db, 1)[0].state is EntryState.ASIDE
    assert [part.state for part in loaded["open"].parts] == [PartState.WHOLE, PartState.RECOVERED]
    assert [part.state for part in loaded["old"].parts] == [PartState.OPEN, PartState.OPEN]
