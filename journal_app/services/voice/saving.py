"""Saving the sound of a recording outside the journal: as it was said, trimmed, gaps as silence."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Event

from journal_app import storage
from journal_app.domain.entry import Record
from journal_app.domain.errors import JournalError, NotKept
from journal_app.domain.voice import LEAD_BYTES, RATE, VoiceNote, fold
from journal_app.services import savedfiles
from journal_app.services.journal import Reply
from journal_app.services.openentry import OpenPart
from journal_app.services.savedfiles import Piece, Saved
from journal_app.services.session import Session
from journal_app.services.voice.player import Decoder, sound
from journal_app.services.voice.recording import Recording, Tape

REST_S = 10  # of sound; so much is made between two breaths

_READ_AT_ONCE = 65_536
_RECORDS_AT_ONCE = 500
_STOPPED = "Stopped. Nothing was saved, and the recording is as it was."


class Form(StrEnum):
    """What kind of file the sound becomes; also what its name ends in."""

    FLAC = "flac"
    WAV = "wav"
    OPUS = "opus"


Encode = Callable[[Form, Iterable[bytes]], Iterator[Piece]]
Rest = Callable[[float], None]
Make = Callable[[Recording, Form, Rest], Iterator[Piece]]
Progress = Callable[[float, float], None]


def pieces(
    recording: Recording,
    form: Form,
    rest: Rest,
    decoder: Callable[[Tape], Decoder],
    encode: Encode,
) -> Iterator[Piece]:
    """Yield the file of a recording; ``rest`` is called now and then with the seconds done.

    Opus that is all there and without a gap is what was kept, byte for byte; whatever else is
    decoded, and encoded again.
    """
    if form is Form.OPUS and _is_one_stream(recording.note):
        return _kept(recording, rest)
    return encode(form, _resting(heard(recording, decoder), rest))


def heard(recording: Recording, decoder: Callable[[Tape], Decoder]) -> Iterator[bytes]:
    """Yield what is to be heard of a recording as 16-bit mono PCM, its gaps as silence."""
    left = 2 * (recording.note.ends - recording.note.begins)
    for pcm in sound(recording, decoder, recording.note.begins):
        if left <= 0:
            return
        yield pcm[:left]
        left -= len(pcm)


class SoundSaver:
    """Saves recordings of a session's journal, one at a time, behind whatever somebody does."""

    def __init__(self, session: Session, make: Make) -> None:
        self._session = session
        self._make = make
        self._stopped = Event()

    def save(self, part: OpenPart, form: Form, path: Path, progress: Progress) -> Reply[None]:
        """Write the file; ``progress`` hears on the window's thread of seconds done, and of all."""
        self._stopped = stopped = Event()
        work = partial(self._save, part, form, path, partial(self._rest, stopped, progress))
        return self._session.saving.do(work)

    def stop(self) -> None:
        """Save nothing any more; what was written until then goes."""
        self._stopped.set()

    def _save(
        self, part: OpenPart, form: Form, path: Path, rest: Callable[[float, float], None]
    ) -> None:
        recording = self._recording(part)
        whole = (recording.note.ends - recording.note.begins) / RATE
        rest(0.0, whole)
        made = self._make(recording, form, lambda done: rest(done, whole))
        noted = savedfiles.save(self._session, path, made, Saved.SOUND)
        with suppress(JournalError):  # the file is there, whether or not its place is noted
            noted.result()

    def _recording(self, part: OpenPart) -> Recording:
        """Read a recording as it is now, also what the vault doesn't have yet."""
        waiting = part.entry.waiting_records(part.id)
        records = {one.seq: one for one in (*self._kept(part), *waiting)}
        return Recording(fold(records[seq] for seq in sorted(records)), part.fetch)

    def _kept(self, part: OpenPart) -> Iterator[Record]:
        """Read what one sees of a recording, a little at a time."""
        ask, last = self._session.journal.ask, -1
        read = storage.parts.beginnings
        while some := ask(read, part.id, LEAD_BYTES, last, _RECORDS_AT_ONCE).result():
            yield from some
            last = some[-1].seq
            self._session.saving.breathe()

    def _rest(self, stopped: Event, progress: Progress, done: float, whole: float) -> None:
        self._session.saving.breathe()
        if stopped.is_set():
            raise NotKept(_STOPPED)
        self._session.deliver(lambda: progress(done, whole))


def _is_one_stream(note: VoiceNote) -> bool:
    """Whether all that is to be heard is one stream from its beginning to its end."""
    if len(note.stretches) != 1:
        return False
    (only,) = note.stretches
    return (only.start, only.end) == (0, note.ends) and note.begins == 0


def _kept(recording: Recording, rest: Rest) -> Iterator[bytes]:
    """Yield the stream as it lies in the journal."""
    (only,) = recording.note.stretches
    tape = recording.open(only)
    size, done, rested = sum(piece.size for piece in only.pieces), 0, 0
    while some := tape.read(_READ_AT_ONCE):  # which is a piece at most
        yield some
        done += len(some)
        if done - rested >= _READ_AT_ONCE:
            rested = done
            rest((only.end - only.start) / RATE * done / size)
    if tape.trouble is not None:
        raise tape.trouble
    rest((only.end - only.start) / RATE)


def _resting(heard: Iterable[bytes], rest: Rest) -> Iterator[bytes]:
    done = since = 0
    for pcm in heard:
        yield pcm
        done += len(pcm) // 2
        since += len(pcm) // 2
        if since >= REST_S * RATE:
            since = 0
            rest(done / RATE)
    rest(done / RATE)
