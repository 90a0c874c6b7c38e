"""Names of themes, and the places they are marked in, as they are kept and read back."""

import json
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.entry import EntryId, EntryLine, EntryState, Kind, PartId
from journal_app.domain.quoting import Passage
from journal_app.domain.spot import Phrase, Place, Region, Spot, Stretch
from journal_app.domain.themes import (
    Mark,
    MarkId,
    NamedTheme,
    Return,
    ThemeId,
    Thread,
    folded,
    new_mark,
    read_place,
    sound,
    tidy,
    write_place,
)
from tests.fakes import SUNDAY_EVENING

places = st.one_of(
    st.builds(
        lambda start, length: Phrase(start, start + length),
        st.integers(0, 10**7),
        st.integers(1, 10**6),
    ),
    st.builds(
        Region,
        *[st.integers(-(10**6), 10**6).map(lambda n: n / 10)] * 2,
        *[st.integers(1, 10**5).map(lambda n: n / 10)] * 2,
    ),
    st.builds(
        lambda start, length: Stretch(start / 100, (start + length) / 100),
        st.integers(0, 10**6),
        st.integers(1, 10**5),
    ),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Water", "water"),
        ("  slow   water ", "Slow Water"),
        ("STRASSE", "straße"),
        ("Café", "CAFE\u0301"),
        ("a\tdoor\n", "A DOOR"),
        ("do\x00or", "door"),
    ],
)
def test_two_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_different_names_stay_apart() -> None:
    assert len({folded(name) for name in ("water", "waters", "wäter", "the water", "🌊")}) == 5


@given(st.text())
def test_a_name_is_one_line_that_can_be_kept_and_compared(name: str) -> None:
    tidied = tidy(name)
    tidied.encode("utf-8")
    assert tidy(tidied) == tidied
    assert "\n" not in tidied
    assert tidied == tidied.strip()
    assert folded(tidied) == folded(name)
    assert folded(folded(name)) == folded(name)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_it_makes_no_difference_how_letters_are_put_together(name: str) -> None:
    assert folded(normalize("NFC", name)) == folded(normalize("NFD", name))


@given(places)
def test_a_place_is_read_back_as_it_was(place: Place) -> None:
    assert read_place(write_place(place)) == place


def test_a_place_is_kept_in_a_few_characters() -> None:
    assert write_place(Phrase(12, 20)) == '{"phrase":[12,20]}'
    assert write_place(Region(1.23456, 2, 30, 40.5)) == '{"region":[1.23,2,30,40.5]}'
    assert write_place(None) == ""


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "null",
        "3",
        "[1, 2]",
        "{",
        '{"polygon": [[1, 2], [3, 4]]}',
        '{"phrase": [3]}',
        '{"phrase": [5, 3]}',
        '{"phrase": [-1, 3]}',
        '{"phrase": [1.5, 3]}',
        '{"phrase": ["a", "b"]}',
        '{"region": [1, 2, 0, 4]}',
        '{"region": [1, 2, 1e999, 4]}',
        '{"stretch": [NaN, 4]}',
        '{"stretch": [1, ' + "9" * 400 + "]}",
        "[" * 100_000,
    ],
)
def test_what_a_newer_version_wrote_is_the_whole_part_and_stays_as_it_is(kept: str) -> None:
    mark = Mark(MarkId("m"), EntryId("e"), PartId("p"), kept)
    assert mark.at is None
    assert mark.place == kept


def test_a_place_may_say_more_than_this_version_reads() -> None:
    kept = json.dumps({"phrase": [1, 4], "colour": "sage"})
    assert read_place(kept) == Phrase(1, 4)


def test_nothing_somebody_made_is_told_by_mistake() -> None:
    spot = Spot(EntryId("e"), PartId("p"), Phrase(1, 4), ("secret",))
    mark = new_mark(spot, "secret")
    line = EntryLine(
        EntryId("e"), SUNDAY_EVENING, date(2026, 11, 22), EntryState.ASIDE, (), "secret", "secret"
    )
    met = Return(mark, line, Kind.WORDS, "secret", None, Passage("secret", "secret", "secret"))
    thread = Thread(NamedTheme(ThemeId("t"), "secret"), (met,))
    assert "secret" not in repr(thread)
    assert thread.days == (date(2026, 11, 22),)


@given(st.text(st.characters()))
def test_a_quote_keeps_its_length_and_can_be_kept(text: str) -> None:
    assert len(sound(text)) == len(text)
    assert sound(f"{text}\ud83cb") == f"{sound(text)}?b"
    new_mark(Spot(EntryId("e")), text).quote.encode("utf-8")
