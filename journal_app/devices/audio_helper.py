"""The process that alone touches PortAudio, so that nothing PortAudio does can harm a window.

PortAudio can hang for ever when a device vanishes, and can end the process it lives in; this one
may be killed at any moment. Both pipes carry frames: one byte for the kind, four for the length,
then the content. ``P`` is 16-bit mono PCM at 48 kHz, ``E`` is an event in JSON.

``record``  sends sound until its input ends; ``play`` plays what comes in and tells how far it is;
``list`` names the devices. Everything here is free of numpy and of the rest of the app's weight.

What is played comes in runs: ``R`` with a number of four bytes begins one and silences the one
before it at once, ``F`` says that no more sound of it is coming. The device is kept in between.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

import journal_app
from journal_app.domain.voice import RATE

SOUND, EVENT, RUN, FINISH = b"P", b"E", b"R", b"F"
AHEAD_FRAMES = RATE // 2  # the app sends no more than this before it is heard
FLAG = "--audio-helper"

_FRAME = struct.Struct("<cI")
_LOOK_S = 0.02
_LAST_LOOKS = 12  # a device hands over sound in blocks of up to 0.15 s: wait for the last one
_CAPTURE_LATENCY_S = 0.5  # how long the sound server keeps sound for us when we are late
_PLAYBACK_LATENCY_S = 0.1
_RING_FRAMES = 2**22  # 87 s of sound, should the app stand still
_JUDGED_S = 5.0  # the clock of a sound card does not drift far within
_LATEST_S = 0.5  # sound that would be later than this was never timed
_STUCK_S = 2.0  # without the device asking for sound, it is lost


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
    *arguments: str, flag: str = FLAG, module: str = "journal_app.devices.audio_helper"
) -> Helper:
    """Start this program as a process of its own: of ``module``, called ``flag`` once packed."""
    if getattr(sys, "frozen", False):
        command, env = [sys.executable, flag, *arguments], dict(os.environ)
    else:
        # -P: whatever lies in the folder we were started in is not ours to import
        command = [sys.executable, "-P", "-m", module, *arguments]
        home = str(Path(journal_app.__file__).parents[1])
        paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
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
    mode = {"record": _record, "play": _play, "list": _list}[argv[0]]
    wire = _Wire()
    with contextlib.suppress(BrokenPipeError):  # the app is gone
        try:
            mode(wire)
        except BrokenPipeError:
            raise
        except Exception:  # noqa: BLE001 - whatever PortAudio minds, the app is told the same
            wire.tell(ended="missing")
    os._exit(0)


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
    stream, ring, lateness = _open_input()
    while not enough.wait(_LOOK_S):
        _pass_on(ring, wire, lateness)
        if not stream.active:
            _pass_on(ring, wire, lateness)
            wire.tell(ended="lost")
            return
    for _ in range(_LAST_LOOKS):
        if _pass_on(ring, wire, lateness):
            return
        threading.Event().wait(_LOOK_S)


def _wait_for_end(pipe: BinaryIO, enough: threading.Event) -> None:
    pipe.read(1)
    enough.set()


def _open_input() -> tuple[Any, Any, "Lateness"]:
    import rtmixer  # noqa: PLC0415 - opening PortAudio is what this process is for

    ring = rtmixer.RingBuffer(4, _RING_FRAMES)
    stream = rtmixer.Recorder(channels=1, samplerate=RATE, latency=_CAPTURE_LATENCY_S)
    recording = stream.record_ringbuffer(ring)
    stream.start()
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
    scaled = map((32_768.0).__mul__, array("f", floats))
    try:
        return array("h", map(int, scaled)).tobytes()
    except OverflowError:
        whole = (int(32_768.0 * value) for value in array("f", floats))
        return array("h", [max(-32_768, min(32_767, value)) for value in whole]).tobytes()


def _play(wire: _Wire) -> None:
    """Play one run after the other until the app ends our input."""
    import sounddevice  # noqa: PLC0415

    queue = _Queue()
    threading.Thread(target=queue.fill, args=(wire.incoming,), daemon=True).start()
    stream = sounddevice.RawOutputStream(
        samplerate=RATE,
        channels=1,
        dtype="int16",
        latency=_PLAYBACK_LATENCY_S,
        callback=queue.give,
    )
    output = _Output(wire, queue, stream)
    while not queue.closed:
        queue.news.wait(2 * _LOOK_S)
        queue.news.clear()
        output.turn_to_run()
        if output.lost:
            wire.tell(ended="lost")
            return
        output.tell()


class _Output:
    """The stream to the speaker: started when a run has sound, aborted when another run begins."""

    def __init__(self, wire: _Wire, queue: "_Queue", stream: Any) -> None:  # noqa: ANN401 - untyped
        self._wire = wire
        self._queue = queue
        self._stream = stream
        self._run = 0
        self._sounds = False
        self._looked = time.monotonic()
        self._asked = 0
        self._stuck_s = self._empty_s = 0.0

    @property
    def lost(self) -> bool:
        """Whether the device has stopped taking sound."""
        return self._sounds and (self._stuck_s > _STUCK_S or not self._stream.active)

    def turn_to_run(self) -> None:
        """Leave an old run for a new one, and begin to sound once there is sound."""
        self._look()
        if self._queue.run != self._run:
            self._silence()
            self._run = self._queue.accept()
        if not self._sounds and self._queue.ready:
            self._stuck_s = self._empty_s = 0.0
            self._stream.start()
            self._sounds = True

    def tell(self) -> None:
        """Say how many frames of the run have been heard, and when it was all."""
        if not self._sounds:
            return
        given = self._queue.given
        if self._empty_s > 2 * self._stream.latency:  # the last block has got through, too
            self._silence()
            self._queue.rest(self._run)
            self._wire.tell(run=self._run, heard=given, done=True)
        else:
            delay = int(self._stream.latency * RATE)
            self._wire.tell(run=self._run, heard=max(0, given - delay))

    def _silence(self) -> None:
        if self._sounds:
            self._stream.abort()
            self._sounds = False

    def _look(self) -> None:
        """Count time in which nothing went on; none in which this process itself stood still."""
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, 5 * _LOOK_S), now
        asked = self._queue.asked
        self._stuck_s = self._stuck_s + passed if asked == self._asked else 0.0
        self._asked = asked
        self._empty_s = self._empty_s + passed if self._queue.empty else 0.0


class _Queue:
    """Sound of the newest run on its way to the speaker, never much more than is needed."""

    def __init__(self) -> None:
        self.news = threading.Event()
        self.closed = False
        self.run = 0
        self.given = 0  # frames of this run
        self.asked = 0  # how often the device wanted some
        self._accepted = False
        self._finished = False
        self._waiting = bytearray()
        self._lock = threading.Lock()

    @property
    def ready(self) -> bool:
        """Whether there is a run with anything to do."""
        return self._accepted and bool(self._waiting or self._finished)

    @property
    def empty(self) -> bool:
        """Whether all there will ever be of this run has been given."""
        return self._finished and not self._waiting

    def accept(self) -> int:
        """Let the newest run be heard, now that the one before it is silent; return its number."""
        with self._lock:
            self._accepted = True
            return self.run

    def rest(self, run: int) -> None:
        """Take a run as over."""
        with self._lock:
            self._accepted = self._accepted and run != self.run

    def fill(self, pipe: BinaryIO) -> None:
        """Take what the app sends for as long as it is there."""
        for kind, content in read_frames(pipe):
            with self._lock:
                self._take(kind, content)
            self.news.set()
        self.closed = True
        self.news.set()

    def give(self, out: memoryview, frames: int, _time: object, _status: object) -> None:
        """Fill PortAudio's buffer, with silence where there is no sound."""
        pcm = b""
        with self._lock:
            self.asked += 1
            if self._accepted:
                pcm = bytes(self._waiting[: 2 * frames])
                del self._waiting[: 2 * frames]
                self.given += len(pcm) // 2
        out[:] = pcm.ljust(2 * frames, b"\0")

    def _take(self, kind: bytes, content: bytes) -> None:
        if kind == RUN:
            self.run = int.from_bytes(content, "little")
            self.given = 0
            self._accepted = self._finished = False
            self._waiting.clear()
        elif kind == FINISH:
            self._finished = True
        else:
            self._waiting += content


def _list(wire: _Wire) -> None:
    """Name what there is to hear with and to speak through."""
    import sounddevice  # noqa: PLC0415

    devices = [
        {
            "name": device["name"],
            "inputs": device["max_input_channels"],
            "outputs": device["max_output_channels"],
        }
        for device in sounddevice.query_devices()
    ]
    wire.tell(devices=devices)


if __name__ == "__main__":
    main(sys.argv[1:])
