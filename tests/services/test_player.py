from collections.abc import Callable, Iterator

import pytest

from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.domain.errors import SoundUnreadable, SpeakerMissing
from journal_app.domain.voice import RATE, Header, Page, pack
from journal_app.services.voice.player import Player, sound
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.voice.take import Take
from tests.desktop.waiting import until
from tests.fakes_sound import FakeSpeaker, tone
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
def start() -> Iterator[Callable[[Recording, FakeSpeaker], Player]]:
    made: list[Player] = []

    def player(note: Recording, speaker: FakeSpeaker) -> Player:
        made.append(Player(note, OpusReader, speaker))
        made[-1].play()
        return made[-1]

    yield player
    for one in made:
        one.pause()


Start = Callable[[Recording, FakeSpeaker], Player]


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
