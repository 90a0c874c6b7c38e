"""What a machine wrote down: kept and read back, laid out, changed, and found in the sound."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import transcript
from journal_app.domain.spot import Stretch
from journal_app.domain.transcript import Places, Segment, Transcript, Word, pack, text_of, unpack

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_WORDS = st.builds(Word, _TEXT, st.integers(0, 10**8), st.integers(0, 10**8))
_SEGMENTS = st.builds(Segment, st.lists(_WORDS, min_size=1, max_size=5).map(tuple))
TRANSCRIPTS = st.builds(
    Transcript,
    _TEXT,
    _TEXT,
    _TEXT,
    _TEXT,
    st.lists(_SEGMENTS, max_size=4).map(tuple),
    st.none() | _TEXT,
)


def spoken(*segments: str, gap_ms: int = 200) -> Transcript:
    """Return a transcript of these words, each half a second long, with a gap between segments."""
    made, at = [], 1000
    for segment in segments:
        words = []
        for word in segment.split():
            words.append(Word(f" {word}", at, at + 500))
            at += 500
        made.append(Segment(tuple(words)))
        at += gap_ms
    return Transcript("a machine 1", "0" * 64, "tiny.en", "en", tuple(made))


@given(TRANSCRIPTS)
def test_what_is_kept_is_read_back(made: Transcript) -> None:
    assert unpack(pack(made)) == made


@given(TRANSCRIPTS, st.data())
def test_a_damaged_one_is_none_and_no_error(made: Transcript, data: st.DataObject) -> None:
    body = pack(made)
    assert unpack(body[: data.draw(st.integers(0, len(body) - 1))]) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"transcript2\n{}",
        b"transcript1\n",
        b"transcript1\n[]",
        b"transcript1\n{}",
        b'transcript1\n{"engine":"","model":"","name":"","language":"","edited":null,"segments":7}',
        b'transcript1\n{"engine":"","model":"","name":"","language":"","edited":null,"segments":[[7]]}',
        b"transcript1\n" + b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_transcript_has_no_text(body: bytes) -> None:
    assert unpack(body) is None
    assert text_of(body) == ""


def test_the_words_of_people_are_in_no_representation() -> None:
    made = replace(spoken("moonlight"), edited="moonlit")
    assert "moon" not in repr(made)
    assert "moon" not in repr(made.segments)


def test_segments_stand_in_a_line_and_behind_a_pause_on_a_new_one() -> None:
    assert spoken("It was", "so quiet.").text == "It was so quiet."
    assert spoken("It was", "so quiet.", gap_ms=2000).text == "It was\nso quiet."
    assert spoken().text == ""


@given(st.lists(st.text(string.ascii_letters, min_size=1), min_size=1, max_size=30))
def test_every_letter_is_heard_where_its_word_was_said(said: list[str]) -> None:
    made = spoken(" ".join(said))
    places, at = Places(made), 0
    for word in made.segments[0].words:
        for letter in range(at, at + len(word.text.strip())):
            assert places.word_at(letter) is word
        at += len(word.text)


def test_a_word_is_heard_a_little_early_and_never_before_the_beginning() -> None:
    places = Places(spoken("It was quiet"))
    assert places.heard_at(8) == Stretch(1.8, 2.5)
    first = Transcript("", "", "", "", (Segment((Word(" It", 50, 300),)),))
    assert Places(first).heard_at(0) == Stretch(0.0, 0.3)
    assert Places(spoken()).heard_at(0) is None


def test_words_that_stayed_are_still_heard_where_they_were_said() -> None:
    made = spoken("the see was ice cold today")
    edited = replace(made, edited="Then the sea was cold, today.")
    places = Places(edited)
    for word, start_ms in (("the ", 1000), ("was", 2000), ("cold", 3000), ("today", 3500)):
        found = places.word_at(edited.text.index(word, 2))
        assert found is not None
        assert found.start_ms == start_ms, word


def test_a_word_that_somebody_wrote_is_heard_at_the_one_before_it() -> None:
    made = replace(spoken("the sea"), edited="Oh the deep sea")
    assert Places(made).word_at(0) is None
    found = Places(made).word_at(made.text.index("deep"))
    assert found is not None
    assert found.text == " the"


@given(TRANSCRIPTS, st.text(max_size=40), st.integers(0, 60))
def test_any_place_in_any_change_can_be_asked_for(made: Transcript, edited: str, at: int) -> None:
    found = Places(replace(made, edited=edited)).word_at(at)
    assert found is None or any(found in segment.words for segment in made.segments)


def test_a_whole_evening_that_was_changed_all_over_is_found_in_quickly() -> None:
    import time  # noqa: PLC0415

    made = spoken(*(f"and then number {n} was the one" for n in range(5000)))
    edited = replace(made, edited=made.text.replace("number 7", "it was number seven"))
    begun = time.process_time()
    assert Places(edited).heard_at(len(edited.text) - 1) is not None
    assert time.process_time() - begun < 4
    assert transcript.EARLY_MS == 200
