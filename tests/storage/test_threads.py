"""A thread: every return of a theme across time, each in its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.domain.entry import Kind, PartId
from journal_app.domain.quoting import Passage
from journal_app.domain.spot import Phrase, Place, Region, Spot, Stretch
from journal_app.domain.themes import ThemeId
from journal_app.storage import threads, vault
from journal_app.storage.schema import mark
from tests.fakes import KEY
from tests.storage.themed import TODAY, Themed, day

TEXT = "It was late. Slow *water* over stones. Then a door."


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Themed]:
    made = Themed(vault.create(tmp_path, KEY))
    made.write("new", 0, (Kind.WORDS, "more water"))
    made.write("old", 9, (Kind.INK, ""), (Kind.WORDS, TEXT), (Kind.VOICE, ""))
    made.write("middle", 4, (Kind.WORDS, "a hall with water in it"))
    yield made
    made.vault.close()


def phrase(text: str, words: str) -> Phrase:
    return Phrase(text.index(words), text.index(words) + len(words))


def spots(here: Themed, name: str = "water") -> list[tuple[str, str | None, Place | None]]:
    found = here.thread(name).returns
    return [(met.mark.entry, met.mark.part, met.place) for met in found]


def test_returns_come_oldest_first_and_in_reading_order(here: Themed) -> None:
    here.give("water", "new", "new0", Phrase(5, 10), "water")
    here.give("water", "old", "old2", Stretch(5, 9))
    here.give("water", "old", "old2", Stretch(1, 2))
    here.give("water", "old", "old1", phrase(TEXT, "Slow"), "Slow")
    here.give("water", "old", "old0", Region(9, 50, 5, 5))
    here.give("water", "old", "old0", Region(80, 4, 5, 5))
    here.give("water", "old")
    here.give("water", "middle")
    here.give("other", "middle")
    assert spots(here) == [
        ("old", None, None),
        ("old", "old0", Region(80, 4, 5, 5)),
        ("old", "old0", Region(9, 50, 5, 5)),
        ("old", "old1", phrase(TEXT, "Slow")),
        ("old", "old2", Stretch(1, 2)),
        ("old", "old2", Stretch(5, 9)),
        ("middle", None, None),
        ("new", "new0", Phrase(5, 10)),
    ]
    thread = here.thread("water")
    assert thread.days == (day(9), day(4), day(0))
    assert thread.theme.times == 8
    assert [met.kind for met in thread.returns[:5]] == [
        None, Kind.INK, Kind.INK, Kind.WORDS, Kind.VOICE,
    ]  # fmt: skip


def test_a_phrase_is_met_in_its_sentence_without_marks(here: Themed) -> None:
    here.give("water", "old", "old1", phrase(TEXT, "water"), "water")
    (met,) = here.thread("water").returns
    assert met.passage == Passage("Slow ", "water", " over stones.")
    assert met.spot == Spot(met.mark.entry, PartId("old1"), phrase(TEXT, "water"), ("water",))
    assert met.line.first_words.startswith("It was late.")


def test_a_phrase_follows_what_is_written_before_it(here: Themed) -> None:
    here.give("water", "old", "old1", phrase(TEXT, "water"), "water")
    here.rewrite("old1", "Friday.\n\n" + TEXT)
    (met,) = here.thread("water").returns
    assert met.place == phrase("Friday.\n\n" + TEXT, "water")
    assert met.passage is not None
    assert met.passage.words == "water"


def test_words_that_are_gone_are_shown_as_they_were_noted(here: Themed) -> None:
    here.give("water", "old", "old1", phrase(TEXT, "water"), "water")
    here.rewrite("old1", "something else")
    (met,) = here.thread("water").returns
    assert met.passage == Passage("", "water", "", gone=True)
    assert met.spot == Spot(met.mark.entry, PartId("old1"))


def test_half_characters_in_a_text_change_no_place(here: Themed) -> None:
    text = "half \ud83c of water 🌊 there"
    with here.vault.writing() as db:
        from journal_app.storage import parts  # noqa: PLC0415

        parts.put(db, PartId("new0"), text.encode("utf-8", "surrogatepass"), 0)
    here.give("water", "new", "new0", phrase(text, "\ud83c of water 🌊"), "\ud83c of water 🌊")
    (met,) = here.thread("water").returns
    assert met.place == phrase(text, "\ud83c of water 🌊")
    assert met.passage == Passage("half ", "? of water 🌊", " there")


def test_a_place_of_a_newer_version_is_the_whole_part_and_is_kept(here: Themed) -> None:
    here.give("water", "old", "old1")
    with here.vault.writing() as db:
        db.execute(mark.update().values(place='{"polygon":[[1,2]]}'))
    (met,) = here.thread("water").returns
    assert met.place is None
    assert met.passage == Passage("", "", "It was late. …")
    assert met.mark.place == '{"polygon":[[1,2]]}'


def test_what_is_sealed_or_in_the_bin_stays_out(here: Themed) -> None:
    here.give("water", "old", "old1", phrase(TEXT, "water"), "water")
    here.give("water", "middle")
    here.give("water", "new", "new0")
    here.set_entry("middle", sealed=1, opens_day=f"{day(-3)}")
    here.take_out("old1", 1)
    assert spots(here) == [("new", "new0", None)]
    assert here.thread("water", day(-3)).theme.times == 2
    here.set_entry("new", binned_ms=5)
    assert spots(here) == []


def test_there_is_no_thread_of_what_was_let_go(here: Themed) -> None:
    with here.vault.reading() as db:
        assert threads.read(db, ThemeId("gone"), TODAY) is None


def test_the_records_of_a_part_come_in_order(here: Themed) -> None:
    from journal_app.domain.entry import Record  # noqa: PLC0415
    from journal_app.storage import parts  # noqa: PLC0415

    with here.vault.writing() as db:
        for seq in (0, 1, 2):
            parts.append(db, PartId("old0"), Record(seq, seq, bytes([seq])))
    with here.vault.reading() as db:
        assert [record.body for record in threads.records(db, PartId("old0"))] == [
            b"\0", b"\1", b"\2",
        ]  # fmt: skip
        assert threads.records(db, PartId("nowhere")) == ()
