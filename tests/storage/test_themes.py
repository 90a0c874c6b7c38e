"""Themes in the vault: named, met again, renamed, made one, let go, and each step taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Kind
from journal_app.domain.errors import NotKept
from journal_app.domain.spot import Phrase, Region
from journal_app.domain.themes import ThemeId
from journal_app.storage import themes, vault
from tests.fakes import KEY
from tests.storage.themed import TODAY, Themed, day

WATER = Phrase(5, 10)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Themed]:
    made = Themed(vault.create(tmp_path, KEY))
    made.write("old", 3, (Kind.WORDS, "slow water"), (Kind.INK, ""))
    made.write("new", 0, (Kind.WORDS, "more water"))
    yield made
    made.vault.close()


def do(here: Themed, verb: Callable[..., Changed], *args: object) -> Changed:
    with here.vault.writing() as db:
        return verb(db, *args)


def whole(here: Themed, name: str) -> tuple[object, ...]:
    wanted = here.id(name)
    with here.vault.reading() as db:
        found = themes.whole(db, wanted)
    assert found is not None
    return found


def test_one_name_is_one_theme_however_it_is_spelt(here: Themed) -> None:
    for spelt, owner in (("Water", "old"), (" water ", "new"), ("WATER", "new")):
        here.give(spelt, owner)
    assert here.known() == [("Water", 2)]


def test_the_same_spot_is_named_once(here: Themed) -> None:
    for _ in range(2):
        here.give("water", "old", "old0", WATER, "water")
        here.give("water", "old")
        here.give("water", "old", "old1", Region(0, 0, 5, 5))
    assert here.known() == [("water", 3)]


def test_themes_come_in_the_order_they_were_last_used(here: Themed) -> None:
    for name in ("water", "door", "stones"):
        here.give(name, "old")
    here.give("door", "new")
    assert here.known() == [("door", 2), ("stones", 1), ("water", 1)]


def test_a_naming_says_which_entry_it_touched_and_the_search_looks_there(here: Themed) -> None:
    here.searched()
    here.give("water", "old", "old0", WATER, "water")
    assert here.to_search() == ["old"]


def test_what_is_not_there_can_not_be_named(here: Themed) -> None:
    for owner, part in (("nowhere", ""), ("old", "nowhere")):
        with pytest.raises(NotKept):
            here.give("water", owner, part)
    assert here.known() == []


def test_a_naming_taken_back_leaves_nothing(here: Themed) -> None:
    before = here.rows()
    made = here.give("watre", "old")
    do(here, themes.take_back, made)
    assert here.rows() == before


def test_taking_a_naming_back_leaves_a_theme_that_was_there_before(here: Themed) -> None:
    first = here.give("water", "old")
    do(here, themes.take_off, [first])
    do(here, themes.take_back, here.give("water", "new"))
    assert here.known() == [("water", 0)]


def test_a_mark_is_taken_off_and_put_back_as_it_was(here: Themed) -> None:
    here.give("door", "old")
    made = here.give("water", "old", "old0", WATER, "water")
    before = here.rows()
    found = whole(here, "water")
    here.searched()
    assert do(here, themes.take_off, [made]) == Changed(EntryId("old"))
    assert here.to_search() == ["old"]
    assert here.known() == [("water", 0), ("door", 1)]
    here.searched()
    do(here, themes.put_back, *found)
    assert here.rows() == before
    assert here.to_search() == ["old"]


def test_an_entry_tells_its_themes_each_once(here: Themed) -> None:
    here.give("water", "old", "old0", WATER, "water")
    here.give("door", "old")
    here.give("water", "old", "old1", Region(0, 0, 5, 5))
    here.give("stones", "new")
    assert here.of_entry("old") == [("water", 2), ("door", 1)]
    here.take_out("old1", 1)
    assert here.of_entry("old") == [("water", 1), ("door", 1)]


def test_a_theme_gets_another_name_and_its_old_one_back(here: Themed) -> None:
    here.give("Water", "old")
    before, found = here.rows(), whole(here, "water")
    here.searched()
    do(here, themes.rename, here.id("water"), "The  stream")
    assert here.known() == [("The stream", 1)]
    assert here.to_search() == ["old"]
    do(here, themes.rename, here.id("the stream"), "the stream")
    assert here.known() == [("the stream", 1)]
    do(here, themes.put_back, *found)
    assert here.rows() == before


def test_two_themes_become_one_and_two_again(here: Themed) -> None:
    here.give("water", "old")
    here.give("stream", "old")
    here.give("stream", "new")
    here.give("stream", "old", "old0", WATER, "water")
    here.set_entry("new", binned_ms=1)
    before, found = here.rows(), whole(here, "stream")
    here.searched()
    do(here, themes.rename, here.id("stream"), "WATER")
    assert here.known() == [("water", 2)]
    assert len(here.rows()[1]) == 3
    assert here.to_search() == ["new", "old"]
    do(here, themes.put_back, *found)
    assert here.rows() == before


def test_a_theme_without_marks_stays_until_it_is_let_go_and_comes_back(here: Themed) -> None:
    made = here.give("water", "old")
    do(here, themes.take_off, [made])
    assert here.known() == [("water", 0)]
    before, found = here.rows(), whole(here, "water")
    do(here, themes.let_go, here.id("water"))
    assert here.known() == []
    do(here, themes.put_back, *found)
    assert here.rows() == before


def test_letting_go_takes_the_marks_and_nothing_else(here: Themed) -> None:
    here.give("water", "old", "old0", WATER, "water")
    here.give("water", "new")
    here.give("door", "new")
    before, found = here.rows(), whole(here, "water")
    here.searched()
    do(here, themes.let_go, here.id("water"))
    assert here.known() == [("door", 1)]
    assert here.to_search() == ["new", "old"]
    do(here, themes.put_back, *found)
    assert here.rows() == before


def test_what_is_put_back_leaves_out_what_was_removed_for_good_meanwhile(here: Themed) -> None:
    here.give("water", "old")
    here.give("water", "new")
    found = whole(here, "water")
    do(here, themes.let_go, here.id("water"))
    with here.vault.writing() as db:
        _remove(db, "old")
    do(here, themes.put_back, *found)
    assert here.known() == [("water", 1)]


def test_verbs_on_a_theme_that_is_gone_do_nothing(here: Themed) -> None:
    gone = ThemeId("gone")
    assert do(here, themes.rename, gone, "water") == Changed(None)
    assert do(here, themes.let_go, gone) == Changed(None)
    assert do(here, themes.take_off, ()) == Changed(None)
    with here.vault.reading() as db:
        assert themes.whole(db, gone) is None
    assert here.rows() == ([], [])


def test_what_is_in_the_bin_is_not_counted(here: Themed) -> None:
    here.give("water", "old", "old0", WATER, "water")
    here.give("water", "new")
    here.take_out("old0", 1)
    assert here.known() == [("water", 1)]
    here.set_entry("new", binned_ms=1)
    assert here.known() == [("water", 0)]
    here.take_out("old0", None)
    here.set_entry("new", binned_ms=None)
    assert here.known() == [("water", 2)]


def test_a_name_given_only_under_a_seal_stays_under_it(here: Themed) -> None:
    here.give("secret", "old")
    here.give("water", "old")
    here.give("water", "new")
    here.set_entry("old", sealed=1, opens_day="2026-11-23")
    assert here.known() == [("water", 1)]
    assert here.known(day(-1)) == [("water", 2), ("secret", 1)]
    here.set_entry("old", opens_day="")
    assert here.known(day(-1)) == [("water", 1)]
    here.give("Secret", "new")
    assert here.known(TODAY) == [("secret", 1), ("water", 1)]


def _remove(db: Connection, owner: str) -> None:
    from journal_app.storage.schema import entry  # noqa: PLC0415

    db.execute(entry.delete().where(entry.c.uid == owner))
