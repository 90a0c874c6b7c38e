"""A voice, a drawing and some words on one clock, whatever the clocks did meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import together
from journal_app.domain.entry import Record
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Derived, Sample, Stroke
from journal_app.domain.ink.records import Add, Change, Hide
from journal_app.domain.ink.replay import Replay
from journal_app.domain.spot import Phrase
from journal_app.domain.together import DrawnWith, Spoken, WrittenWith
from journal_app.domain.voice import PEAK_FRAMES, RATE, Stretch, Tick, Trim, VoiceNote, whole_peaks
from journal_app.domain.wording import Edit, Noted, Wording, pack
from journal_app.services.voice.ticking import Ticking

BEGAN_MS = 1_795_375_800_000
APART_S = 0.05  # what is allowed
MINUTES = 10
HEARD_S = 0.1  # of sound at a time


def typed(text: str, written: Sequence[int]) -> Wording:
    """Return the course of words, each letter of which was written at its time; 0: before all."""
    stands = "".join(one for one, utc_ms in zip(text, written, strict=True) if not utc_ms)
    there = [at for at, utc_ms in enumerate(written) if not utc_ms]
    edits = []
    for utc_ms, at in sorted((utc_ms, at) for at, utc_ms in enumerate(written) if utc_ms):
        edits.append(Edit(utc_ms - BEGAN_MS, sum(one < at for one in there), 0, text[at]))
        there.append(at)
    noted = Noted(tuple(edits), len(stands), stands)
    return Wording([Record(0, BEGAN_MS, pack(noted))])


def spoken(*stretches: tuple[int, float, float]) -> VoiceNote:
    """Return a note of stretches: each began at (ms), and goes from this second to that."""
    return VoiceNote(
        tuple(
            Stretch(round(start * RATE), round(stop * RATE), BEGAN_MS + ms, ())
            for ms, start, stop in stretches
        )
    )


def stroke(id_: int, ms: int = 0, *, y: float = 0.0, points: int = 11, every: float = 10.0) -> Add:
    samples = (Sample(10.0 * n, y, 0.5, every * n) for n in range(points))
    return Add(Stroke.of(id_, "pen", "text", 4.0, BEGAN_MS + ms, samples))


def drawn(note: VoiceNote, *made: Add) -> DrawnWith:
    return DrawnWith(Spoken(note), Replay(made, [one.stroke.made_ms for one in made], real=True))


def test_a_stroke_grows_while_it_is_spoken_over() -> None:
    with_ = drawn(spoken((0, 0.0, 10.0)), stroke(1, 2000), stroke(2, 5000))
    assert [with_.seen(s).done for s in (0.0, 1.99, 2.1, 5.1, 10.0)] == [0, 0, 1, 2, 2]
    assert with_.seen(2.055).points == 6
    assert [(one.at, one.id) for one in with_.moments] == [(2.0, 1), (5.0, 2)]


def test_what_was_made_before_is_there_and_has_no_moment_and_what_came_after_never_is() -> None:
    with_ = drawn(spoken((0, 0.0, 10.0)), stroke(1, -9000), stroke(2, 3000), stroke(3, 11_000))
    assert [with_.seen(s).done for s in (0.0, 10.0)] == [1, 2]
    assert [one.id for one in with_.moments] == [2]
    assert len(with_.now) == 3


def test_a_pause_passes_in_no_time() -> None:
    note = spoken((0, 0.0, 4.0), (64_000, 4.0, 8.0))
    with_ = drawn(note, stroke(1, 30_000), stroke(2, 65_000))
    assert [with_.seen(s).done for s in (3.99, 4.0, 4.99, 5.1)] == [0, 1, 1, 2]
    assert [one.at for one in with_.moments] == [4.0, 5.0]


def test_only_what_lies_within_the_trim_can_be_gone_to() -> None:
    note = replace(spoken((0, 0.0, 10.0)), trim=Trim(3 * RATE, 6 * RATE))
    with_ = drawn(note, stroke(1, 1000), stroke(2, 4000), stroke(3, 9000))
    assert [one.id for one in with_.moments] == [2]
    assert Spoken(note).moment(BEGAN_MS + 1000) is None


def test_nothing_was_said_and_so_nothing_has_a_moment() -> None:
    with_ = drawn(VoiceNote(), stroke(1, 1000))
    assert with_.moments == ()
    assert with_.seen(0.0).done == 0
    assert Spoken(VoiceNote()).moment(0) is None


def test_a_place_on_the_page_leads_to_the_stroke_that_lies_on_top() -> None:
    note = spoken((0, 0.0, 60.0))
    with_ = drawn(note, stroke(1, 2000), stroke(2, 7000), stroke(3, 9000, y=50.0))
    seen = Drawing()
    assert with_.moment_at(55.0, 1.0, 4.0, seen) == 7.0
    assert with_.moment_at(55.0, 49.0, 4.0, seen) == 9.0
    assert with_.moment_at(55.0, 25.0, 4.0, seen) is None
    assert with_.moment_at(55.0, 1.0, 4.0, Drawing([stroke(1)])) == 2.0  # as it is seen just now


def test_a_place_on_a_long_stroke_leads_near_to_when_it_was_drawn_there() -> None:
    with_ = drawn(spoken((0, 0.0, 60.0)), stroke(1, 1000, points=21, every=1000.0))
    assert with_.moment_at(0.0, 0.0, 4.0, Drawing()) == 1.0
    assert with_.moment_at(100.0, 0.0, 4.0, Drawing()) == 1.0 + 10.0 - together.LEAD


def test_what_was_moved_or_rubbed_out_keeps_its_moment() -> None:
    note = spoken((0, 0.0, 10.0))
    away = Derived(2, 1, affine=(1.0, 0.0, 0.0, 1.0, 0.0, 300.0))
    again = Derived(3, 2, affine=(1.0, 0.0, 0.0, 1.0, 0.0, 300.0))
    records = (stroke(1), Change((1,), derived=(away,)), Change((2,), derived=(again,)), Hide((3,)))
    times = [BEGAN_MS + ms for ms in (2000, 20_000, 30_000, 40_000)]
    moved = DrawnWith(Spoken(note), Replay(records[:3], times[:3], real=True))
    assert moved.moment_at(50.0, 600.0, 4.0, Drawing()) == 2.0
    gone = DrawnWith(Spoken(note), Replay(records, times, real=True))
    assert gone.moment_at(50.0, 600.0, 4.0, Drawing()) is None
    assert [one.id for one in gone.moments] == [1]


def test_the_words_are_what_they_were_and_what_is_to_come_is_known() -> None:
    note = spoken((0, 0.0, 10.0))
    text = "Old. Water. Stones."
    times = [0] * 5 + [BEGAN_MS + 1000 + 100 * n for n in range(7)] + [BEGAN_MS + 60_000] * 7
    with_ = WrittenWith(Spoken(note), typed(text, times), text)
    assert with_.seen(0.0) == "Old. "
    assert with_.seen(1.35) == "Old. Wate"
    assert with_.to_come(0.0) == (Phrase(5, 19),)
    assert with_.to_come(10.0) == (Phrase(12, 19),)
    assert [(text[one.place.start : one.place.stop], one.at) for one in with_.sentences] == [
        ("Old.", None),
        ("Water.", 1.0),
        ("Stones.", None),
    ]
    assert [with_.moment_at(at) for at in (0, 5, 7, 12, 99)] == [None, 1.0, 1.2, None, None]


def test_pieces_of_what_is_to_come_are_told_apart() -> None:
    times = [BEGAN_MS + ms for ms in (0, 5000, 0, 5000, 5000, 0)]
    with_ = WrittenWith(Spoken(spoken((0, 0.0, 10.0))), typed("abcdef", times), "abcdef")
    assert with_.to_come(1.0) == (Phrase(1, 2), Phrase(3, 5))
    assert with_.to_come(5.0) == ()


@given(st.text(st.sampled_from("ab .!\n"), max_size=600))
def test_sentences_are_whole_and_in_order(text: str) -> None:
    with_ = WrittenWith(Spoken(VoiceNote()), typed(text, [0] * len(text)), text)
    places = [one.place for one in with_.sentences]
    letters = [at for place in places for at in range(place.start, place.stop)]
    assert letters == sorted(set(letters))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= set(letters)


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "water " * 90
    with_ = WrittenWith(Spoken(VoiceNote()), typed(text, [0] * len(text)), text)
    pieces = [text[one.place.start : one.place.stop] for one in with_.sentences]
    assert len(pieces) > 2
    assert all(word == "water" for piece in pieces for word in piece.split())


def test_a_long_text_without_blanks_is_cut_all_the_same() -> None:
    text = "水" * 400
    with_ = WrittenWith(Spoken(VoiceNote()), typed(f"a {text}", [0] * 402), f"a {text}")
    assert len(with_.sentences) == 4


@dataclass
class Recorded:
    """Ten minutes of sound from a card whose clock is off, and when on the wall it was spoken."""

    ppm: float
    late_ms: Sequence[int]  # how late sound came, over and over

    def __post_init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.ticks: list[Tick] = []
        self._walls: list[float] = []  # when each stretch truly began
        self._now = 0.0
        self._end = 0

    def speak(self, seconds: float) -> None:
        """Record so much, as the recorder does: it knows when sound came, not when it was made."""
        start, began = self._end, self._now
        frames = whole_peaks(round(seconds * RATE))
        heard_ms = BEGAN_MS + round(1000 * began) + self.late_ms[0]
        self.stretches.append(Stretch(start, start + frames, heard_ms, ()))
        self._walls.append(began)
        ticking = Ticking(start, heard_ms)
        block = round(HEARD_S * RATE)
        for nth, end in enumerate(range(start + block, start + frames + 1, block)):
            late = self.late_ms[nth % len(self.late_ms)]
            tick = ticking.hear(end, BEGAN_MS + round(1000 * self._wall(end)) + late)
            self.ticks += [] if tick is None else [tick]
        self._end, self._now = start + frames, self._wall(start + frames)

    def rest(self, seconds: float, hole: float) -> None:
        """Let time pass without sound; some of it is heard as silence later."""
        self._end += round(min(seconds, hole) * RATE) // PEAK_FRAMES * PEAK_FRAMES
        self._now += seconds

    @property
    def note(self) -> VoiceNote:
        return VoiceNote(tuple(self.stretches), ticks=tuple(self.ticks))

    def truly(self, seconds: float) -> float:
        """Return when on the wall (seconds) a second of the note truly was."""
        return self._wall(round(seconds * RATE))

    def second_of(self, wall: float) -> float:
        """Return the second of the note a time on the wall truly belongs to."""
        pace = 1.0 + self.ppm / 1e6
        for one, began, follows in zip(
            self.stretches, self._walls, [*self._following(), None], strict=True
        ):
            at = one.start / RATE + (wall - began) * pace
            if follows is None or wall < follows[1]:
                return at if follows is None else min(at, follows[0])
        raise AssertionError(wall)

    def last_sound(self, second: float) -> float:
        """Return the last second up to this one at which there was sound: one is led there."""
        ends = (one.end / RATE for one in self.stretches if one.start / RATE <= second)
        return min(second, max(ends))

    def _following(self) -> Iterator[tuple[float, float]]:
        for one, began in zip(self.stretches[1:], self._walls[1:], strict=True):
            yield one.start / RATE, began

    def _wall(self, frame: int) -> float:
        nth = max(n for n, one in enumerate(self.stretches) if one.start <= frame)
        since = (frame - self.stretches[nth].start) / RATE
        return self._walls[nth] + since / (1.0 + self.ppm / 1e6)


@st.composite
def recordings(draw: st.DrawFn) -> Recorded:
    made = Recorded(
        draw(st.sampled_from([-100.0, -30.0, 0.0, 100.0])),
        draw(st.lists(st.integers(2, 25), min_size=1, max_size=9)),
    )
    pieces = draw(st.lists(st.integers(1, 20), min_size=1, max_size=5))
    for nth, share in enumerate(pieces):
        if nth:
            made.rest(draw(st.floats(0.05, 400.0)), draw(st.sampled_from([0.0, 0.0, 1.0])))
        made.speak(60.0 * MINUTES * share / sum(pieces))
    return made


@settings(max_examples=40, deadline=None)
@given(recordings(), st.lists(st.floats(0.1, 60.0 * MINUTES - 0.1), min_size=1, max_size=30))
def test_the_three_are_never_further_apart_than_anyone_would_notice(
    made: Recorded, seconds: list[float]
) -> None:
    note = made.note
    walls = sorted(made.truly(at) for at in seconds)
    at_ms = [round(1000 * wall) for wall in walls]
    marks = drawn(note, *(stroke(n, ms, points=1) for n, ms in enumerate(at_ms)))
    times = [BEGAN_MS + ms for ms in at_ms]
    words = WrittenWith(Spoken(note), typed("a" * len(times), times), "a" * len(times))
    for nth, ms in enumerate(at_ms):
        truly = made.second_of(ms / 1000)
        early, late = truly - APART_S, truly + APART_S
        assert marks.seen(early).done <= at_ms.index(ms)
        assert marks.seen(late).done > nth
        assert len(words.seen(early)) <= marks.seen(early).done
        assert all(phrase.start > nth for phrase in words.to_come(late))
        found = Spoken(note).moment(BEGAN_MS + ms)
        assert found is not None
        assert found == pytest.approx(made.last_sound(truly), abs=APART_S)
