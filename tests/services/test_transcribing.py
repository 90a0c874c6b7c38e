"""Writing down what was said, with a process that only plays the machine."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from journal_app.devices import transcriber
from journal_app.devices.audio_helper import Helper
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.domain.errors import DiskFull, ModelRefused, ModelUnknown, NotWrittenDown
from journal_app.domain.transcript import Transcript
from journal_app.domain.voice import RATE
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.voice.take import Take
from journal_app.services.voice.transcribing import models
from journal_app.services.voice.transcribing.models import Shelf, probe
from journal_app.services.voice.transcribing.task import PATIENCE_S, Task, Waits
from journal_app.services.voice.transcribing.transcription import NOTHING, Transcription
from tests.desktop.waiting import until
from tests.fake_transcriber import engine, model, shelf_with_a_model
from tests.fakes import FakeClock
from tests.fakes_sound import tone

SHA1 = "f" * 40


def recorded(*pieces: bytes) -> Recording:
    kept: list[bytes] = []
    take = Take(1, 0, 0, OpusStream(), kept.append)
    for pcm in pieces:
        take.write(pcm)
    take.close()
    return in_memory(kept)


@pytest.fixture(scope="module")
def said() -> Recording:
    """Two seconds of sound, ten of silence, two of sound."""
    return recorded(tone(2.0), bytes(2 * RATE * 10), tone(2.0))


Make = Callable[..., Transcription]


@pytest.fixture
def make(tmp_path: Path, clock: FakeClock) -> Make:
    def made(
        how: str, *, recording: Callable[[], bool] = bool, launched: list[Helper] | None = None
    ) -> Transcription:
        shelf = shelf_with_a_model(tmp_path)
        return Transcription(engine(how, launched), shelf, OpusReader, recording, clock)

    return made


def over(task: Task[Transcript]) -> Task[Transcript]:
    assert task.join(20)
    assert task.over
    return task


def gone(launched: list[Helper]) -> None:
    """Wait until every process that was started has ended."""
    until(lambda: all(one.back.closed for one in launched), "the processes to end")
    assert launched
    assert all(one.process.poll() is not None for one in launched)


# --- writing down ---------------------------------------------------------------------------------


def test_what_was_said_is_written_down_where_it_was_said(make: Make, said: Recording) -> None:
    launched: list[Helper] = []
    task = over(make("well", launched=launched).write_down(said))
    assert task.value is not None
    assert task.value.text == "slow water.\nslow water."
    first, second = task.value.segments
    assert first.words[0].start_ms == 200
    assert 11_600 <= second.words[0].start_ms - 200 <= 12_000  # its window begins a little before
    assert second.words[-1].end_ms <= 14_000
    assert (task.value.language, task.value.name, task.part_done) == ("en", "", 1.0)
    assert len(task.value.model) == 64
    gone(launched)


def test_silence_is_never_given_to_the_machine(make: Make) -> None:
    launched: list[Helper] = []
    task = over(make("well", launched=launched).write_down(recorded(bytes(2 * RATE * 3))))
    assert str(task.trouble) == NOTHING
    assert not launched


def test_where_no_words_are_heard_that_is_said(make: Make, said: Recording) -> None:
    assert str(over(make("hearing nothing").write_down(said)).trouble) == NOTHING


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("crashing", transcriber.ENDED),
        ("babbling", transcriber.ENDED),
        ("strange", transcriber.NO_MODEL),
        ("overcome", transcriber.NO_MODEL),
    ],
)
def test_a_process_that_goes_wrong_is_told_of_calmly(
    make: Make, said: Recording, how: str, sentence: str
) -> None:
    launched: list[Helper] = []
    task = over(make(how, launched=launched).write_down(said))
    assert isinstance(task.trouble, NotWrittenDown)
    assert str(task.trouble) == sentence
    gone(launched)


def test_a_machine_that_has_to_wait_is_said_to(
    make: Make, said: Recording, clock: FakeClock
) -> None:
    launched: list[Helper] = []
    task = make("slow", launched=launched).write_down(said)
    until(lambda: bool(launched), "the process to be started")
    waits = [task.waits]
    clock.go_on(PATIENCE_S + 1)
    waits.append(task.waits)
    assert waits == [Waits.NOTHING, Waits.COMPUTER]
    task.stop()
    over(task)
    gone(launched)
    assert (task.value, task.trouble, task.waits) == (None, None, Waits.NOTHING)


def test_a_process_that_does_not_hear_of_the_end_is_ended(make: Make, said: Recording) -> None:
    launched: list[Helper] = []
    task = make("deaf", launched=launched).write_down(said)
    until(lambda: bool(launched), "the process to be started")
    task.stop()
    over(task)
    gone(launched)
    assert launched[0].process.returncode < 0


def test_nothing_is_written_down_while_somebody_records(make: Make, said: Recording) -> None:
    recording = [True]
    launched: list[Helper] = []
    task = make("well", recording=lambda: recording[0], launched=launched).write_down(said)
    until(lambda: task.waits is Waits.RECORDER, "the task to wait")
    assert not launched
    recording.clear()
    recording.append(False)
    assert over(task).value is not None
    assert task.waits is Waits.NOTHING
    gone(launched)


def test_one_can_stop_while_somebody_records(make: Make, said: Recording) -> None:
    launched: list[Helper] = []
    task = make("well", recording=lambda: True, launched=launched).write_down(said)
    until(lambda: task.waits is Waits.RECORDER, "the task to wait")
    task.stop()
    assert over(task).value is None
    assert not launched


def test_sound_that_can_not_be_read_ends_it(make: Make, said: Recording) -> None:
    launched: list[Helper] = []
    unreadable = Recording(said.note, lambda _seqs: [])
    task = over(make("well", launched=launched).write_down(unreadable))
    assert task.trouble is not None
    assert "stays kept" in str(task.trouble)
    gone(launched)


def test_a_bug_is_told_of_and_raised(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr("threading.excepthook", lambda told: seen.append(told.exc_type))

    def broken(_task: Task[int]) -> int:
        raise ZeroDivisionError

    task = Task(broken, clock)
    assert task.join(10)
    assert isinstance(task.trouble, NotWrittenDown)
    assert seen == [ZeroDivisionError]


# --- models ---------------------------------------------------------------------------------------


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (bool, models.GONE),
    "folder": (Path.mkdir, models.FOLDER),
    "pipe": (os.mkfifo, models.OTHER),
    "empty": (Path.touch, models.EMPTY),
    "no model": (lambda path: path.write_bytes(b"RIFF" + bytes(9 << 20)), models.OTHER),
    "short": (lambda path: path.write_bytes(b"lmgg"), models.OTHER),
    "cut": (lambda path: model(path, size=1 << 20), models.DAMAGED),
    "other form": (lambda path: model(path, form=1), models.DAMAGED),
    "huge": (lambda path: model(path, size=(4 << 30) + 1), models.TOO_LARGE),
}


@pytest.mark.parametrize("name", WRONG)
def test_every_file_that_is_no_model_is_refused_in_its_own_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file.bin"
    make_it, sentence = WRONG[name]
    make_it(path)
    with pytest.raises(ModelRefused) as refused:
        probe(path)
    assert str(refused.value) == sentence
    with pytest.raises(ModelRefused):
        Shelf(tmp_path / "models").add(path, lambda _part: None, anyway=True)
    assert Shelf(tmp_path / "models").latest() is None


def test_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="isn’t there any more"):
        probe(tmp_path / "\0")


@pytest.mark.parametrize(
    "number",
    [
        {"magic": 0x67676D6D}, {"words": 7}, {"sound": 3000}, {"width": 640}, {"heads": 0},
        {"layers": 99}, {"text": 4480}, {"text_width": 512}, {"text_heads": 1 << 31},
        {"text_layers": 0}, {"bands": 81}, {"form": 1 << 30},
    ],
    ids=str,
)  # fmt: skip
def test_a_model_that_tells_impossible_numbers_is_never_loaded(
    tmp_path: Path, number: dict[str, int]
) -> None:
    with pytest.raises(ModelRefused, match="isn’t a model"):
        probe(model(tmp_path / "file.bin", **number))


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ({}, "tiny.en"),
        ({"words": 51_865}, "tiny"),
        ({"width": 512, "text_width": 512, "heads": 8, "text_heads": 8, "layers": 6}, "base.en"),
    ],
)
def test_a_model_tells_what_kind_it_is(tmp_path: Path, numbers: dict[str, int], kind: str) -> None:
    assert probe(model(tmp_path / "file.bin", size=20 << 20, **numbers)) == kind


def test_a_file_that_is_not_known_is_used_only_if_somebody_says_so(tmp_path: Path) -> None:
    shelf, path = Shelf(tmp_path / "models"), model(tmp_path / "file.bin")
    parts: list[float] = []
    with pytest.raises(ModelUnknown) as unknown:
        shelf.add(path, parts.append)
    assert str(unknown.value) == models.UNKNOWN
    assert list((tmp_path / "models").iterdir()) == []
    assert parts[-1] == 1.0
    added = shelf.add(path, parts.append, anyway=True)
    assert shelf.latest() == added.path
    assert added.path.stem == added.sha256
    assert added.path.stat().st_mode & 0o777 == 0o600
    assert (added.name, added.kind) == ("", "tiny.en")


def test_a_file_that_is_known_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hashlib  # noqa: PLC0415

    path = model(tmp_path / "anything.bin")
    digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
    monkeypatch.setitem(models.KNOWN, digest, "tiny.en")
    shelf = Shelf(tmp_path / "models")
    assert shelf.add(path, lambda _part: None).name == "tiny.en"
    found = shelf.latest()
    assert found is not None
    assert shelf.checked(found, lambda _part: None).name == "tiny.en"


def test_the_model_that_was_added_last_is_used(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "models")
    one, other = model(tmp_path / "a.bin"), model(tmp_path / "b.bin", words=51_865)
    for path, kind in ((one, "tiny.en"), (other, "tiny"), (one, "tiny.en")):
        shelf.add(path, lambda _part: None, anyway=True)
        latest = shelf.latest()
        assert latest is not None
        assert probe(latest) == kind


def test_a_model_that_was_changed_since_is_put_away_and_not_used(
    make: Make, said: Recording, tmp_path: Path
) -> None:
    launched: list[Helper] = []
    transcription = make("well", launched=launched)
    (kept,) = (tmp_path / "models").iterdir()
    with kept.open("r+b") as file:
        file.seek(5 << 20)
        file.write(b"!")
    task = over(transcription.write_down(said))
    assert isinstance(task.trouble, ModelRefused)
    assert str(task.trouble) == models.CHANGED
    assert not launched
    assert not transcription.ready


def test_where_there_is_no_room_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull) as told:
        Shelf(tmp_path / "models").add(model(tmp_path / "a.bin"), lambda _part: None, anyway=True)
    assert str(told.value) == models.FULL
    assert list((tmp_path / "models").iterdir()) == []


def test_adding_can_be_stopped_and_leaves_nothing_behind(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcription = make("well")
    before = set((tmp_path / "models").iterdir())
    monkeypatch.setattr(Task, "go_on", _stopping(Task.go_on))
    task = transcription.add(model(tmp_path / "b.bin", words=51_865), anyway=True)
    assert task.join(10)
    assert (task.value, task.trouble) == (None, None)
    assert set((tmp_path / "models").iterdir()) == before


def _stopping(go_on: Callable[..., None]) -> Callable[..., None]:
    """Have a task stopped at its first sign of life."""

    def stop_first(task: Task[object], part: float) -> None:
        task.stop()
        go_on(task, part)

    return stop_first
