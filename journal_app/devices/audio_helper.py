"""The process that alone touches PortAudio, so that nothing PortAudio does can harm a window.

PortAudio can hang for ever when a device vanishes, and can end the process it lives in; this one
may be killed at any moment. Both pipes carry frames: one byte for the kind, four for the length,
then the content. ``P`` is 16-bit mono PCM at 48 kHz, ``E`` is an event in JSON.

``record``  sends sound until its input ends; ``play`` plays what comes in and tells how far it is;
``list`` names the devices, ``watch`` does so again whenever they change. Everything here is free of
the rest of the app's weight.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

import journal_app
from journal_app.devices import cardlist
from journal_app.devices.cardlist import INPUTS, OUTPUTS, Place
from journal_app.devices.playout import Output, Queue
from journal_app.domain import soundcards
from journal_app.domain.soundcards import Choice, Match
from journal_app.domain.voice import RATE

SOUND, EVENT = b"P", b"E"
FLAG = "--audio-helper"

_CHOICE = "AFTERPAGE_SOUND_CARD"  # seen by nobody but its owner, which an argument isn't
_FRAME = struct.Struct("<cI")
_LOOK_S = 0.02
_LAST_LOOKS = 12  # a device hands over sound in blocks of up to 0.15 s: wait for the last one
_CAPTURE_LATENCY_S = 0.5  # how long the sound server keeps sound for us when we are late
_PLAYBACK_LATENCY_S = 0.1
_RING_FRAMES = 2**22  # 87 s of sound, should the app stand still
_JUDGED_S = 5.0  # the clock of a sound card does not drift far within
_LATEST_S = 0.5  # sound that would be later than this was never timed
_IN_USE = -9985  # what PortAudio says of a device that another program has


@dataclass(frozen=True)
class Helper:
    """A running helper, seen from the app."""

    process: subprocess.Popen[bytes]
    to: BinaryIO
    back: BinaryIO

    def end(self) -> None:
        """End it at once, hung or not."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.to, self.back):
            with contextlib.suppress(OSError):  # the last frame had nobody to go to
                pipe.close()


def launch(
    *arguments: str,
    choice: Choice | None = None,
    flag: str = FLAG,
    module: str = "journal_app.devices.audio_helper",
) -> Helper:
    """Start this program as a process of its own, to use what was chosen.

    It runs ``module``, which is called ``flag`` once the program is packed.
    """
    if getattr(sys, "frozen", False):
        command, env = [sys.executable, flag, *arguments], dict(os.environ)
    else:
        # -P: whatever lies in the folder we were started in is not ours to import
        command = [sys.executable, "-P", "-m", module, *arguments]
        home = str(Path(journal_app.__file__).parents[1])
        paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    if choice is not None:
        env[_CHOICE] = json.dumps([choice.id, choice.name])
    process = subprocess.Popen(  # noqa: S603 - ourselves, with arguments of our own
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # ALSA talks a lot
        env=env,
        start_new_session=True,  # Ctrl+C in a terminal is for the app to answer
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return Helper(process, cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout))


def read_frames(pipe: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, content) until the pipe ends, even if it ends in the middle of a frame."""
    while len(lead := pipe.read(_FRAME.size)) == _FRAME.size:
        kind, length = _FRAME.unpack(lead)
        content = pipe.read(length)
        if len(content) < length:
            return
        yield kind, content


def write_frame(pipe: BinaryIO, kind: bytes, content: bytes) -> None:
    """Send one frame."""
    pipe.write(_FRAME.pack(kind, len(content)) + content)
    pipe.flush()


def main(argv: list[str]) -> NoReturn:
    """Run one mode; the process ends without asking PortAudio to stop, which can hang."""
    mode = {"record": _record, "play": _play, "list": _list, "watch": _watch}[argv[0]]
    wire = _Wire()
    with contextlib.suppress(BrokenPipeError):  # the app is gone
        try:
            mode(wire)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever PortAudio minds, the app is told
            wire.tell(ended=reason(error))
    os._exit(0)


def reason(error: Exception) -> str:
    """Return in a word why a device couldn't be opened."""
    return "busy" if _IN_USE in error.args else "missing"


def _asked() -> Choice | None:
    """Return what the app wants used."""
    told = os.environ.pop(_CHOICE, None)
    return None if told is None else Choice(*json.loads(told))


class _Wire:
    """The two pipes to the app."""

    def __init__(self) -> None:
        self.incoming: BinaryIO = os.fdopen(0, "rb")
        self._outgoing: BinaryIO = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # a library that prints must not print into the sound

    def send(self, pcm: bytes) -> None:
        write_frame(self._outgoing, SOUND, pcm)

    def tell(self, **event: object) -> None:
        write_frame(self._outgoing, EVENT, json.dumps(event).encode())


def _record(wire: _Wire) -> None:
    """Pass on what the microphone hears until the app ends our input."""
    enough = threading.Event()
    threading.Thread(target=_wait_for_end, args=(wire.incoming, enough), daemon=True).start()
    place = Place(INPUTS, _asked())
    if place.found is None:
        wire.tell(ended="missing")
        return
    stream, ring, lateness = _open_input(place.device)
    told: Match | None = None
    while not enough.wait(_LOOK_S):
        told = _tell_place(wire, place, told)
        _pass_on(ring, wire, lateness)
        if place.gone or not stream.active:
            _pass_on(ring, wire, lateness)
            wire.tell(ended="lost")
            return
    for _ in range(_LAST_LOOKS):
        if _pass_on(ring, wire, lateness):
            return
        threading.Event().wait(_LOOK_S)


def _tell_place(wire: _Wire, place: Place, told: Match | None) -> Match | None:
    """Tell with what is heard, if that is news."""
    found = place.found
    if found is not None and found != told:
        wire.tell(match=soundcards.tell_match(found))
    return found


def _wait_for_end(pipe: BinaryIO, enough: threading.Event) -> None:
    pipe.read(1)
    enough.set()


def _open_input(device: str | None) -> tuple[Any, Any, "Lateness"]:
    import rtmixer  # noqa: PLC0415 - opening PortAudio is what this process is for

    ring = rtmixer.RingBuffer(4, _RING_FRAMES)
    stream = rtmixer.Recorder(
        device=device, channels=1, samplerate=RATE, latency=_CAPTURE_LATENCY_S
    )
    recording = stream.record_ringbuffer(ring)
    stream.start()
    to_pcm(b"")  # loads what it needs while the first sound is on its way
    return stream, ring, Lateness(lambda: stream.time - recording.actual_time)


def _pass_on(ring: Any, wire: _Wire, lateness: "Lateness") -> bool:  # noqa: ANN401 - untyped
    """Send what has come in since the last look; tell whether there was any."""
    pcm = to_pcm(bytes(ring.read()))
    if pcm:
        late_s = lateness.hear(len(pcm) // 2)
        if late_s is not None:
            wire.tell(late=late_s)
        wire.send(pcm)
    return bool(pcm)


class Lateness:
    """Finds out how long after it was spoken sound gets here, at the soonest.

    ``since`` returns how many seconds ago the first frame was spoken.
    """

    def __init__(self, since: Callable[[], float]) -> None:
        self._since = since
        self._seconds = 0.0
        self._soonest_s = _LATEST_S

    def hear(self, frames: int) -> float | None:
        """Hear of so many more frames; return how late they come, if none came sooner so far."""
        self._seconds += frames / RATE
        late_s = max(0.0, self._since() - self._seconds)
        if late_s >= self._soonest_s or self._seconds > _JUDGED_S:
            return None
        self._soonest_s = late_s
        return late_s


def to_pcm(floats: bytes) -> bytes:
    """Turn 32-bit floats from -1 to 1 into 16-bit samples; 16-bit sound comes back unchanged."""
    import numpy as np  # noqa: PLC0415 - only the microphone needs it

    scaled = np.frombuffer(floats, np.float32) * np.float32(32_768)
    return bytes(np.clip(scaled, -32_768, 32_767).astype(np.int16).tobytes())


def _play(wire: _Wire) -> None:
    """Play one run after the other until the app ends our input."""
    place = Place(OUTPUTS, _asked())
    import sounddevice  # noqa: PLC0415 - the place comes first

    queue = Queue()
    frames = read_frames(wire.incoming)
    threading.Thread(target=queue.fill, args=(frames,), daemon=True).start()
    stream = sounddevice.RawOutputStream(
        samplerate=RATE,
        channels=1,
        dtype="int16",
        latency=_PLAYBACK_LATENCY_S,
        callback=queue.give,
        device=place.device,
    )
    output = Output(queue, stream, wire.tell)
    while not queue.closed:
        output.go_on()
        if output.lost or place.gone:
            wire.tell(ended="lost")
            return
        output.tell()


def _list(wire: _Wire) -> None:
    """Name what there is to hear with and to speak through."""
    wire.tell(cards=soundcards.tell(cardlist.cards()))


def _watch(wire: _Wire) -> None:
    """Name it, and again whenever it changes, until the app ends our input."""
    threading.Thread(target=_leave_at_end, args=(wire.incoming,), daemon=True).start()
    for cards in cardlist.changes():
        wire.tell(cards=soundcards.tell(cards))


def _leave_at_end(pipe: BinaryIO) -> NoReturn:
    pipe.read(1)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
