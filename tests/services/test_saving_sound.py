"""The sound of a recording in a file: every sample is there, or no file is."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import soundfile

from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.domain.entry import Kind
from journal_app.domain.errors import DiskFull, NotKept, SoundUnreadable
from journal_app.domain.voice import RATE, Bookmark, Header, Page, Trim, pack
from journal_app.services import savedfiles
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.services.savedfiles import Saved
from journal_app.services.session import Session
from journal_app.services.voice import saving
from journal_app.services.voice.recording import Recording
from journal_app.services.voice.saving import Form, Make, Rest, SoundSaver
from journal_app.services.voice.take import Take
from journal_app.storage import entries
from tests.fakes import Post
from tests.fakes_sound import Shelf, file, tone
from tests.services.sessions import Opener, opener
from tests.sound import likeness

__all__ = ["opener"]

LOSSLESS = (Form.FLAC, Form.WAV)
ODD = RATE // 7  # frames; no whole number of pages, blocks or peaks


def taken(*takes: tuple[int, bytes]) -> list[bytes]:
    """Return the records of some takes, each beginning at a frame."""
    kept = Shelf()
    for number, (start, pcm) in enumerate(takes):
        take = Take(number, start, 0, OpusStream(), kept.keep)
        take.write(pcm)
        take.close()
    return list(kept)


ONE = taken((0, tone(3.0)[: -2 * ODD]))
GAPPED = taken((0, tone(1.0)), (2 * RATE, tone(1.5, hertz=660)))


def heard(bodies: list[bytes]) -> np.ndarray:
    """Return what a listener hears of these records from end to end."""
    recording = Shelf(bodies).recording
    return np.frombuffer(b"".join(saving.heard(recording, OpusReader)), "<i2")


def saved(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path, dtype="int16")
    assert rate == RATE
    return np.asarray(samples)


@dataclass
class Somebody:
    """Someone with a recording, and a place to save it to."""

    session: Session
    post: Post
    place: Path
    made: Make = file
    progress: list[tuple[float, float]] = field(default_factory=list)

    def speak(self, bodies: list[bytes]) -> OpenPart:
        part = OpenEntry(self.session.journal, self.session.clock).new_part(Kind.VOICE)
        for body in bodies:
            part.append(body)
        return part

    def save(self, part: OpenPart, form: Form) -> Path:
        path = self.place / f"Recording.{form}"
        SoundSaver(self.session, self.made).save(part, form, path, self.told).result(30)
        return path

    def told(self, done: float, whole: float) -> None:
        self.progress.append((done, whole))

    def left(self) -> dict[str, bytes]:
        return {one.name: one.read_bytes() for one in self.place.iterdir()}


@pytest.fixture
def somebody(opener: Opener, folder: Path, post: Post, tmp_path: Path) -> Somebody:
    opener.begin(folder)
    (tmp_path / "out").mkdir()
    return Somebody(opener.open(folder), post, tmp_path / "out")


@pytest.mark.parametrize("form", LOSSLESS)
@pytest.mark.parametrize("bodies", [ONE, GAPPED], ids=["whole", "gapped"])
def test_every_sample_one_hears_is_in_the_file(
    somebody: Somebody, form: Form, bodies: list[bytes]
) -> None:
    path = somebody.save(somebody.speak(bodies), form)
    assert np.array_equal(saved(path), heard(bodies))
    with soundfile.SoundFile(path) as made:
        assert (made.format, made.subtype, made.channels) == (form.value.upper(), "PCM_16", 1)
        assert made.frames == Shelf(bodies).note.frames


def test_a_gap_is_silent_for_as_long_as_it_was(somebody: Somebody) -> None:
    samples = saved(somebody.save(somebody.speak(GAPPED), Form.WAV))
    assert not samples[RATE : 2 * RATE].any()
    assert samples[RATE // 2 : RATE].any()
    assert samples[2 * RATE + 1000 :].any()


@pytest.mark.parametrize("bodies", [ONE, GAPPED], ids=["whole", "gapped"])
@pytest.mark.parametrize("form", Form)
def test_only_what_is_to_be_heard_is_saved(
    somebody: Somebody, form: Form, bodies: list[bytes]
) -> None:
    part = somebody.speak([*bodies, pack(Trim(RATE // 3, 3 * RATE // 2)), pack(Trim(ODD, 2 * ODD))])
    part.append(pack(Trim(ODD, 2 * RATE + ODD)))  # just now
    samples = saved(somebody.save(part, form))
    assert len(samples) == 2 * RATE
    expected = heard(bodies)[ODD : 2 * RATE + ODD]
    if form in LOSSLESS:
        assert np.array_equal(samples, expected)
    else:
        assert likeness(expected.tobytes(), samples.tobytes(), window_s=0.5) > 0.97


def test_opus_of_a_whole_recording_is_what_was_kept_byte_for_byte(somebody: Somebody) -> None:
    path = somebody.save(somebody.speak([*ONE, pack(Bookmark(1, 0, "water"))]), Form.OPUS)
    assert path.read_bytes() == _stream(ONE)
    assert len(saved(path)) == Shelf(ONE).note.frames


def test_opus_of_a_recording_with_a_gap_has_every_frame(somebody: Somebody) -> None:
    samples = saved(somebody.save(somebody.speak(GAPPED), Form.OPUS))
    assert len(samples) == Shelf(GAPPED).note.frames
    assert likeness(heard(GAPPED).tobytes(), samples.tobytes(), window_s=0.5) > 0.97


def test_what_the_vault_refused_is_saved_too(somebody: Somebody, opener: Opener) -> None:
    part = somebody.speak(ONE[:-1])
    journal, entry = part.entry.journal, part.entry
    journal.ask(entries.load, entry.id).result(20)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("journal_app.storage.parts.append", _refuse)
        part.append(ONE[-1])
        somebody.post.run_until(lambda: entry.trouble is not None)
        path = somebody.save(part, Form.OPUS)
    assert path.read_bytes() == _stream(ONE)


@pytest.mark.parametrize("form", Form)
def test_no_file_tells_of_this_computer_or_its_owner(
    somebody: Somebody, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "HOME", "HOSTNAME"):
        monkeypatch.setenv(name, "/home/apricot")
    content = somebody.save(somebody.speak(GAPPED), form).read_bytes()
    assert b"apricot" not in content
    assert os.fsencode(somebody.place) not in content


@pytest.mark.parametrize("form", Form)
def test_it_is_for_its_owner_only_and_noted(somebody: Somebody, form: Form) -> None:
    path = somebody.save(somebody.speak(ONE), form)
    assert path.stat().st_mode & 0o777 == 0o600
    (noted,) = somebody.session.journal.ask(savedfiles.every).result(20)
    assert (noted.path, noted.what) == (path, Saved.SOUND)
    assert list(somebody.left()) == [path.name]


@pytest.mark.parametrize("form", Form)
def test_how_far_it_is_is_told_now_and_then(
    somebody: Somebody, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "REST_S", 0.5)
    monkeypatch.setattr(saving, "_READ_AT_ONCE", 4096)
    part = somebody.speak(ONE)
    somebody.save(part, form)
    somebody.post.run_until(lambda: len(somebody.progress) >= 3)
    done = [done for done, _whole in somebody.progress]
    assert done == sorted(done)
    assert done[0] == 0
    assert {whole for _done, whole in somebody.progress} == {Shelf(ONE).note.seconds}
    assert 0 < done[1] < done[2] <= Shelf(ONE).note.seconds


@pytest.mark.parametrize("form", Form)
def test_one_that_is_stopped_midway_leaves_what_was_there(somebody: Somebody, form: Form) -> None:
    path = somebody.place / f"Recording.{form}"
    path.write_bytes(b"an older one")

    def stop() -> None:
        saver.stop()

    saver = SoundSaver(somebody.session, _ending_with(stop))
    reply = saver.save(somebody.speak(ONE), form, path, somebody.told)
    with pytest.raises(NotKept, match="Nothing was saved"):
        reply.result(20)
    assert somebody.left() == {path.name: b"an older one"}


def test_what_was_stopped_can_be_begun_again(somebody: Somebody) -> None:
    path = somebody.place / "Recording.flac"
    saver = SoundSaver(somebody.session, file)
    saver.stop()
    saver.save(somebody.speak(ONE), Form.FLAC, path, somebody.told).result(20)
    assert list(somebody.left()) == [path.name]


def test_a_journal_that_is_closed_meanwhile_leaves_nothing(
    somebody: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = somebody.session.saving
    somebody.made = _ending_with(work._stop.set)
    with pytest.raises(NotKept, match="The journal was closed"):
        somebody.save(somebody.speak(ONE), Form.FLAC)
    assert somebody.left() == {}


@pytest.mark.parametrize("form", Form)
def test_a_full_disk_is_said_and_nothing_is_left(
    somebody: Somebody, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = somebody.speak(ONE)
    real = savedfiles._put
    count = 0

    def fill(made: object, piece: savedfiles.Piece) -> int:
        nonlocal count
        count += 1
        if count > 1:
            raise OSError(28, "no")
        return real(made, piece)  # type: ignore[arg-type]

    monkeypatch.setattr(savedfiles, "_put", fill)
    with pytest.raises(DiskFull, match="There is no room left there"):
        somebody.save(part, form)
    assert somebody.left() == {}


def test_a_folder_one_may_not_write_to_is_said(somebody: Somebody) -> None:
    somebody.place = somebody.place / "nowhere"
    with pytest.raises(NotKept, match="You can choose another place"):
        somebody.save(somebody.speak(ONE), Form.FLAC)


@pytest.mark.parametrize("form", LOSSLESS)
def test_sound_that_cant_be_read_is_said_and_nothing_is_left(
    somebody: Somebody, form: Form
) -> None:
    unreadable = [pack(Header(1, 0, 0, b"?")), pack(Page(1, 0, RATE, b"?"))]
    with pytest.raises(SoundUnreadable):
        somebody.save(somebody.speak(unreadable), form)
    assert somebody.left() == {}


def _stream(bodies: list[bytes]) -> bytes:
    recording = Shelf(bodies).recording
    return recording.open(recording.note.stretches[0]).readall() or b""


def _refuse(*_anything: object) -> None:
    raise NotKept("no")


def _ending_with(end: Callable[[], None]) -> Make:
    """Make files during whose making something happens."""

    def make(recording: Recording, form: Form, rest: Rest) -> Iterator[savedfiles.Piece]:
        for piece in file(recording, form, rest):
            yield piece
            end()
            rest(0.0)

    return make
