import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.domain.errors import SoundUnreadable, SpeakerMissing
from journal_app.domain.silences import Span
from journal_app.domain.spot import Stretch
from journal_app.domain.voice import RATE, Header, Page, Trim, pack
from journal_app.services.voice.player import SPEEDS, Player, sound
from journal_app.services.voice.playing import Course, Way
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.voice.take import Take
from tests.desktop.waiting import until
from tests.fakes_sound import FakeSpeaker, tone
from tests.longnote import long_note
from tests.sound import likeness

SAID = tone(3.0)


def _note(*takes: tuple[int, bytes]) -> Recording:
    kept: list[bytes] = []
    for number, (start, pcm) in enumerate(takes):
        take = Take(number, start, 0, OpusStream(), kept.append)
        take.write(pcm)
        take.close()
    return in_memory(kept)


@pytest.fixture
def make() -> Iterator[Callable[[Recording, FakeSpeaker], Player]]:
    made: list[Player] = []

    def player(note: Recording, speaker: FakeSpeaker) -> Player:
        made.append(Player(note, OpusReader, speaker))
        return made[-1]

    yield player
    for one in made:
        one.pause()


Make = Callable[[Recording, FakeSpeaker], Player]
Start = Callable[[Recording, FakeSpeaker], Player]


@pytest.fixture
def start(make: Make) -> Start:
    def playing(note: Recording, speaker: FakeSpeaker) -> Player:
        player = make(note, speaker)
        player.play()
        return player

    return playing


def _wait_end(player: Player) -> None:
    until(lambda: not player.playing, "the note to end", patience=10)


def test_a_note_is_heard_from_beginning_to_end(start: Start) -> None:
    speaker = FakeSpeaker()
    player = start(_note((0, SAID)), speaker)
    _wait_end(player)
    assert len(speaker.played) == len(SAID)
    assert likeness(SAID, speaker.played, window_s=2.5) > 0.98
    assert player.position == player.duration == 3.0
    assert player.trouble is None


def test_a_gap_is_heard_as_silence(start: Start) -> None:
    speaker = FakeSpeaker()
    _wait_end(start(_note((0, tone(1.0)), (2 * RATE, tone(1.0))), speaker))
    assert len(speaker.played) == 2 * 3 * RATE
    assert speaker.played[2 * RATE : 4 * RATE].strip(b"\0") == b""
    assert speaker.played[4 * RATE :].strip(b"\0") != b""


def test_a_pause_stays_where_the_listener_is_and_play_goes_on_there(start: Start) -> None:
    speaker = FakeSpeaker(patient=False)
    player = start(_note((0, SAID)), speaker)
    until(lambda: len(speaker.played) >= RATE, "sound to wait", patience=10)
    speaker.listen(0.4)
    player.pause()
    assert not player.playing
    assert player.position == pytest.approx(0.4)

    player.play()
    until(lambda: len(speaker.played) >= RATE, "sound to wait", patience=10)
    speaker.listen(0.1)
    assert player.position == pytest.approx(0.5)
    assert speaker.starts == 2


def test_going_elsewhere_plays_what_is_there(start: Start) -> None:
    note = _note((0, tone(2.0)), (2 * RATE, tone(1.0, hertz=660)))
    speaker = FakeSpeaker()
    player = start(note, speaker)
    _wait_end(player)
    player.seek(2.0)
    assert player.position == 2.0
    assert not player.playing
    player.play()
    _wait_end(player)
    assert likeness(tone(0.8, hertz=660), speaker.played, window_s=0.8) > 0.9


def test_a_place_outside_is_the_nearest_inside(start: Start) -> None:
    player = start(_note((0, tone(0.5))), FakeSpeaker(patient=False))
    player.seek(-3)
    assert player.position == 0.0
    player.seek(99)
    assert player.position == 0.5
    assert not player.playing


def test_after_the_end_it_begins_again(start: Start) -> None:
    speaker = FakeSpeaker()
    player = start(_note((0, tone(0.5))), speaker)
    _wait_end(player)
    player.play()
    _wait_end(player)
    assert len(speaker.played) == RATE


def test_without_a_speaker_that_is_said(start: Start) -> None:
    missing = SpeakerMissing("nothing to play on")
    player = start(_note((0, SAID)), FakeSpeaker(missing=missing))
    _wait_end(player)
    assert player.trouble is missing


def test_a_note_that_can_t_be_decoded_is_said(start: Start) -> None:
    note = in_memory([pack(Header(1, 0, 0, b"?")), pack(Page(1, 0, RATE, b"?"))])
    player = start(note, FakeSpeaker())
    _wait_end(player)
    assert isinstance(player.trouble, SoundUnreadable)


def test_an_empty_note_is_over_at_once(start: Start) -> None:
    player = start(in_memory([]), FakeSpeaker())
    _wait_end(player)
    assert player.duration == 0.0


def test_a_long_note_is_decoded_only_where_it_is_heard() -> None:
    note = _note((0, tone(4.0)))
    blocks = sound(note, OpusReader, 3 * RATE)
    first = next(blocks)
    assert len(first) == 2 * RATE // 10
    assert len(first + b"".join(blocks)) == 2 * RATE


def _seconds(speaker: FakeSpeaker) -> float:
    return len(speaker.played) / 2 / RATE


def _wait_sound(speaker: FakeSpeaker, seconds: float = 0.4) -> None:
    until(lambda: _seconds(speaker) >= seconds, "sound to wait", patience=10)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_speed_changes_how_long_it_takes_and_not_where_it_is(make: Make, speed: float) -> None:
    speaker = FakeSpeaker(patient=False)
    player = make(_note((0, SAID)), speaker)
    player.speed = speed
    player.play()
    _wait_sound(speaker)
    speaker.listen(0.4)
    assert player.position == pytest.approx(0.4 * speed)
    _hear_out(player, speaker)
    assert _seconds(speaker) == pytest.approx(3.0 / speed, rel=0.01)
    assert player.position == 3.0


def _hear_out(player: Player, speaker: FakeSpeaker) -> None:
    def over() -> bool:
        speaker.listen(0.1)
        return not player.playing

    until(over, "the note to end", patience=10, every=0.001)


def test_another_speed_goes_on_from_the_same_place(make: Make) -> None:
    speaker = FakeSpeaker(patient=False)
    player = make(_note((0, SAID)), speaker)
    player.play()
    _wait_sound(speaker)
    speaker.listen(0.3)
    player.speed = 2.0
    assert player.playing
    assert player.position == pytest.approx(0.3)
    _wait_sound(speaker)
    speaker.listen(0.25)
    assert player.position == pytest.approx(0.8)
    player.speed = 0.75
    _wait_sound(speaker)
    speaker.listen(0.4)
    assert player.position == pytest.approx(1.1)


def test_a_speed_nobody_offers_is_refused(make: Make) -> None:
    player = make(_note((0, tone(0.2))), FakeSpeaker())
    with pytest.raises(ValueError, match="not a speed"):
        player.speed = 3.0
    assert player.speed == 1.0


QUIET = bytes(2 * 3 * RATE)


def test_silence_is_skipped_and_the_place_goes_along(make: Make) -> None:
    speaker = FakeSpeaker(patient=False)
    player = make(_note((0, tone(0.5) + QUIET + tone(0.5, hertz=660))), speaker)
    player.skips_silence = True
    player.play()
    _wait_sound(speaker, 0.5)
    speaker.listen(0.5)
    _wait_sound(speaker, 0.9)
    speaker.listen(0.2)
    assert player.position == pytest.approx(0.7)
    speaker.listen(0.2)
    assert player.position == pytest.approx(0.5 + 3.0 - 0.2, abs=0.02)
    _hear_out(player, speaker)
    assert _seconds(speaker) == pytest.approx(0.5 + 0.6 + 0.5, abs=0.02)
    assert player.position == player.duration == 4.0


def test_a_pause_between_two_takes_is_skipped_too_and_faster(make: Make) -> None:
    speaker = FakeSpeaker()
    player = make(_note((0, tone(1.0)), (60 * RATE, tone(1.0))), speaker)
    player.skips_silence = True
    player.speed = 1.5
    player.play()
    _wait_end(player)
    assert _seconds(speaker) == pytest.approx((1.0 + 0.6 + 1.0) / 1.5, rel=0.02)
    assert player.position == 61.0


def test_a_loop_is_heard_again_and_again(make: Make) -> None:
    note = _note((0, tone(1.0) + tone(0.5, hertz=660) + tone(1.0)))
    speaker = FakeSpeaker(patient=False)
    player = make(note, speaker)
    player.loop = Stretch(1.0, 1.5)
    player.seek(0.8)
    player.play()
    for heard in (0.3, 0.3, 0.3, 0.3, 0.3):
        _wait_sound(speaker, 0.3)
        before = _seconds(speaker)
        speaker.listen(heard)
        until(lambda: _seconds(speaker) > before, "more of it", patience=10)  # noqa: B023
    assert player.playing
    assert player.position == pytest.approx(1.3)
    again = speaker.played[2 * round(1.2 * RATE) :][: RATE // 5]
    assert likeness(tone(0.09, hertz=660), again, window_s=0.09) > 0.9


def test_who_stands_behind_the_loop_goes_on_and_without_it_to_the_end(make: Make) -> None:
    speaker = FakeSpeaker()
    player = make(_note((0, SAID)), speaker)
    player.loop = Stretch(0.5, 1.0)
    player.seek(2.5)
    player.play()
    _wait_end(player)
    assert _seconds(speaker) == 0.5
    player.seek(0.5)
    player.play()
    _wait_sound(speaker, 1.2)
    player.loop = None
    assert player.playing
    _wait_end(player)
    assert player.position == 3.0


def test_a_loop_of_nothing_but_silence_is_heard_as_it_is(make: Make) -> None:
    speaker = FakeSpeaker()
    player = make(_note((0, tone(0.5) + QUIET + tone(0.5))), speaker)
    player.skips_silence = True
    player.loop = Stretch(1.5, 2.5)
    player.seek(1.5)
    player.play()
    _wait_sound(speaker, 2.0)
    assert 1.5 <= player.position <= 2.5


@pytest.mark.parametrize("loop", [Stretch(1.0, 1.0), Stretch(2.0, 1.0), Stretch(8.0, 9.0)])
def test_a_loop_without_length_is_none(make: Make, loop: Stretch) -> None:
    speaker = FakeSpeaker()
    player = make(_note((0, SAID)), speaker)
    player.loop = loop
    player.play()
    _wait_end(player)
    assert _seconds(speaker) == 3.0


def _trimmed(start: float, end: float) -> Recording:
    kept: list[bytes] = []
    take = Take(0, 0, 0, OpusStream(), kept.append)
    take.write(SAID)
    take.close()
    return in_memory([*kept, pack(Trim(round(start * RATE), round(end * RATE)))])


def test_what_is_trimmed_away_is_not_heard(make: Make) -> None:
    speaker = FakeSpeaker()
    player = make(_trimmed(0.5, 2.0), speaker)
    assert player.position == 0.5
    player.play()
    _wait_end(player)
    assert _seconds(speaker) == 1.5
    assert player.position == 2.0
    player.seek(0.0)
    assert player.position == 0.5
    player.seek(2.9)
    assert player.position == 2.0
    player.play()
    assert player.position >= 0.5
    _wait_end(player)
    assert _seconds(speaker) == 1.5


def test_a_trim_while_listening_goes_on_from_the_same_place(make: Make) -> None:
    speaker = FakeSpeaker(patient=False)
    player = make(_trimmed(0.0, 3.0), speaker)
    player.play()
    _wait_sound(speaker)
    speaker.listen(0.4)
    player.recording = _trimmed(0.2, 0.9)
    assert player.playing
    assert player.position == pytest.approx(0.4)
    _hear_out(player, speaker)
    assert _seconds(speaker) == pytest.approx(0.5)
    player.recording = _trimmed(1.0, 3.0)
    assert player.position == 1.0


def test_a_speaker_that_is_gone_pauses_where_it_was_and_plays_again(make: Make) -> None:
    speaker = FakeSpeaker(patient=False)
    player = make(_note((0, SAID)), speaker)
    player.play()
    _wait_sound(speaker)
    speaker.listen(0.4)
    gone = SpeakerMissing("nothing plays any more")
    speaker.unplug(gone)
    until(lambda: not player.playing, "the player to notice")
    assert player.position == pytest.approx(0.4)
    trouble = player.trouble
    assert trouble is gone
    player.play()
    assert player.trouble is not gone
    _wait_sound(speaker)
    speaker.listen(0.1)
    assert player.position == pytest.approx(0.5)


def test_nothing_more_is_decoded_when_there_is_nothing_to_play_on(make: Make) -> None:
    read: list[int] = []

    class Counting(OpusReader):
        def read(self, start: int, count: int) -> bytes:
            read.append(start)
            return super().read(start, count)

    speaker = FakeSpeaker(missing=SpeakerMissing("nothing to play on"))
    player = Player(_note((0, SAID)), Counting, speaker)
    player.play()
    _wait_end(player)
    player.pause()
    assert len(read) <= 1


def test_closing_lets_go_of_the_speaker(make: Make) -> None:
    speaker = FakeSpeaker(patient=False)
    player = make(_note((0, SAID)), speaker)
    player.play()
    player.close()
    assert not player.playing
    assert speaker.closes == 1


spans = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda two: (two[0], sum(two)))


@given(
    st.integers(0, 900),
    st.lists(spans, max_size=5),
    st.none() | spans,
    st.sampled_from(SPEEDS),
)
def test_a_course_tells_the_frame_that_is_heard(
    start: int, skipped: list[Span], loop: Span | None, speed: float
) -> None:
    apart = [span for at, span in enumerate(sorted(skipped)) if _apart(sorted(skipped), at)]
    way = Way(start, 1_000, apart, loop)
    heard: list[int] = []
    course = Course(start, speed)
    for first, last in islice(way.spans(), 8):
        course.go(first, last - first)
        heard.extend(range(first, last))
    for at in range(0, int((len(heard) - 1) / speed), 7):
        assert course.place(at) == heard[round(at * speed)]
    assert not {frame for frame in heard for one, two in apart if one <= frame < two} or loop


def _apart(spans: list[Span], at: int) -> bool:
    return at == 0 or spans[at][0] > max(end for _, end in spans[:at])


def test_four_hours_are_gone_to_anywhere_at_once(make: Make) -> None:
    recording = in_memory(long_note(4.0))
    speaker = FakeSpeaker(patient=False)
    player = make(recording, speaker)
    spent = []
    for share in (0.5, 0.01, 0.99, 0.3, 0.75):
        began = time.perf_counter()
        player.seek(share * player.duration)
        player.play()
        until(lambda: speaker.played, "the first sound", every=0.001)
        spent.append(time.perf_counter() - began)
        player.pause()
        assert player.position == pytest.approx(share * player.duration)
        speaker.played = b""
    assert statistics.median(spent) < 0.1


def test_it_gets_ready_once_and_not_while_it_plays() -> None:
    speaker = FakeSpeaker()
    player = Player(_note((0, SAID)), OpusReader, speaker)
    player.prepare()
    until(lambda: player._preparing is None, "it to be ready")
    assert (speaker.prepared, speaker.starts, player.position) == (1, 0, 0.0)
    player.play()
    player.prepare()
    _wait_end(player)
    assert speaker.prepared == 1
    assert len(speaker.played) == len(SAID)


def test_what_can_t_be_decoded_is_only_said_when_it_is_to_be_heard() -> None:
    bodies = [pack(Header(1, 0, 0, b"?")), pack(Page(1, 0, RATE, b"?"))]
    player = Player(in_memory(bodies), OpusReader, FakeSpeaker())
    player.prepare()
    until(lambda: player._preparing is None, "it to be ready")
    assert player.trouble is None
