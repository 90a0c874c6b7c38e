"""The course of writing: any text comes back as it stood, and nothing that is kept can break it."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.entry import Record
from journal_app.domain.spot import Phrase
from journal_app.domain.wording import (
    NOT_NOTED,
    Edit,
    Noted,
    Wording,
    difference,
    knows,
    pack,
    unpack,
)

BEGAN = 1_795_375_800_000
TEXTS = st.text("ab 🌊水\n\ud83c", max_size=12) | st.text(max_size=12)
COURSES = st.lists(st.tuples(st.integers(0, 4000), TEXTS), min_size=1, max_size=12)


def course(stands: str, *later: tuple[int, str], began: int = BEGAN, seq: int = 0) -> list[Record]:
    """Return a record for each text that came so many milliseconds after the one before."""
    records: list[Record] = []
    before, at = stands, began
    for wait, after in later:
        at += wait
        edit = difference(before, after)
        noted = Noted(() if edit is None else (edit,), len(before), None if records else stands)
        records.append(Record(seq + len(records), at, pack(noted)))
        before = after
    return records


@given(TEXTS, COURSES)
def test_every_text_comes_back_at_its_time(stands: str, later: list[tuple[int, str]]) -> None:
    wording = Wording(course(stands, *later))
    stood = {BEGAN - 1: stands}
    for at, (_wait, text) in zip(accumulate(wait for wait, _ in later), later, strict=True):
        stood[BEGAN + at] = text  # of several at one moment, the last
    for utc_ms in (*stood, *reversed(stood)):
        assert wording.at(utc_ms) == stood[utc_ms]
    assert wording.text == wording.at(BEGAN + 10**9) == later[-1][1]
    assert list(wording.moments) == sorted(wording.moments)


def test_a_time_that_cannot_be_is_no_record() -> None:
    assert unpack(pack(Noted((Edit(1 << 63, 0, 0, "a"),), 0, ""))) is None


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 9), TEXTS)))
def test_a_record_is_read_back_as_it_was(edits: list[tuple[int, int, int, str]]) -> None:
    for stands in (None, "", "🌊 warm"):
        noted = Noted(tuple(Edit(*edit) for edit in edits), 7, stands)
        assert unpack(pack(noted)) == noted
        assert knows(pack(noted))


@given(st.binary(max_size=40), TEXTS, COURSES, st.data())
def test_what_is_damaged_or_unknown_breaks_nothing(
    noise: bytes, stands: str, later: list[tuple[int, str]], data: st.DataObject
) -> None:
    records = course(stands, *later)
    place = data.draw(st.integers(0, len(records) - 1))
    good = records[place].body
    cut = data.draw(st.integers(0, len(good)))
    for body in (noise, good[:cut] + noise, b"W\x01" + noise, b"W\x02" + good[2:]):
        harmed = [*records]
        harmed[place] = Record(place, BEGAN, body)
        wording = Wording(harmed)
        assert wording.at(wording.moments[-1] if wording else BEGAN) == wording.text
        assert len(wording.times()) == len(wording.text)


def test_a_record_that_is_gone_is_waited_out_until_noting_begins_again() -> None:
    records = course("", (100, "warm"), (100, "warm water"), (100, "warm water runs"))
    again = course("warm water runs on", (0, "Warm water runs on"), began=BEGAN + 9000, seq=3)
    wording = Wording([records[0], records[2], *again])
    assert wording.at(BEGAN + 500) == "warm"
    assert wording.text == "Warm water runs on"


def test_what_was_written_while_nobody_spoke_is_one_change() -> None:
    first = course("", (1000, "warm water"))
    second = course("very warm water", (0, "very warm water runs"), began=BEGAN + 60_000, seq=1)
    wording = Wording([*first, *second])
    assert wording.at(BEGAN + 59_999) == "warm water"
    assert wording.text == "very warm water runs"
    times = list(wording.times())
    assert times[:5] == [NOT_NOTED] * 5
    assert times[5:15] == [BEGAN + 1000] * 10
    assert times[15:] == [BEGAN + 60_000] * 5


def test_a_sentence_says_when_it_was_written_also_in_a_text_that_went_on() -> None:
    wording = Wording(
        course("Before. ", (500, "Before. Slow 🌊. "), (500, "Before. Slow 🌊. Rain."))
    )
    text = wording.text
    assert wording.when(Phrase(0, 7)) is None
    assert wording.when(Phrase(8, 15)) == BEGAN + 500
    assert wording.when(Phrase(text.index("Rain"), len(text))) == BEGAN + 1000
    later = "A title\nBefore. Slow 🌊. Much later. Rain."
    assert wording.when(Phrase(later.index("Slow"), later.index("Much")), later) == BEGAN + 500
    assert wording.when(Phrase(later.index("Much"), later.index("Rain")), later) is None
    assert wording.when(Phrase(later.index("Rain"), len(later)), later) == BEGAN + 1000


def test_a_clock_that_was_set_back_stands_still() -> None:
    records = course("", (1000, "a"), (-700, "ab"), (800, "abc"))
    assert Wording(records).moments == (BEGAN + 1000, BEGAN + 1000, BEGAN + 1100)


def test_a_huge_text_comes_back_whole() -> None:
    stands = "warm 🌊 water\n" * 80_000
    middle = len(stands) // 2
    texts = [stands[:middle] + "x" * count + stands[middle:] for count in range(1, 40)]
    wording = Wording(course(stands, *((10, text) for text in texts)))
    assert wording.text == texts[-1]
    assert wording.at(BEGAN + 100) == texts[9]
    assert [wording.times()[middle + count] for count in (0, 38)] == [BEGAN + 10, BEGAN + 390]


def test_words_are_in_no_description() -> None:
    noted = Noted((Edit(0, 0, 0, "secret"),), 6, "secret")
    assert "secret" not in repr(noted)
    assert "secret" not in repr(Wording([Record(0, 0, pack(noted))]))
