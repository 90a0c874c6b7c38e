"""What there is to hear with and to speak through; only the helper process asks.

A sound server knows its real devices, says when they change, and is told by a word in the
environment which one a stream is for. Where there is none, PortAudio's own list has to do; it is
made once, when PortAudio starts.
"""

import ctypes.util
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Thread
from typing import Any

from journal_app.domain.soundcards import Cards, Choice, Device, Match, goes_on, match

INPUTS, OUTPUTS = "inputs", "outputs"

_SERVER = "pulse"  # what PortAudio calls the way to it
_WORDS = {INPUTS: "PULSE_SOURCE", OUTPUTS: "PULSE_SINK"}
_LOOK_S = 2.0  # from one list of PortAudio's to the next
_NO_SINK = 0xFFFFFFFF
_HURRY_S = 0.05  # one change of hardware is many events


def cards() -> Cards:
    """Return what is there now."""
    server = _server()
    if server is None:
        return _portaudio()
    with server.closing():
        return server.cards()


def changes() -> Iterator[Cards]:
    """Yield what is there now, and again whenever that has changed, for ever."""
    told: Cards | None = None
    pause = Event()
    while True:
        for now in _changes_for_a_while():
            if now != told:
                told = now
                yield now
        pause.wait(_LOOK_S)


def _changes_for_a_while() -> Iterator[Cards]:
    server = _server()
    if server is None:
        yield _portaudio(afresh=True)
        return
    with server.closing(), suppress(Exception):  # it went away
        yield from server.changes()


class Place:
    """Where a stream is to be opened: found before PortAudio is loaded, and watched afterwards.

    ``kind`` is ``INPUTS`` or ``OUTPUTS``. ``found`` is the device, or None if there is none.
    """

    def __init__(self, kind: str, choice: Choice | None) -> None:
        self._kind = kind
        self._choice = choice
        self._server = False
        self._gone = Event()
        self.found = match(choice, getattr(self._look(), kind))
        if self._server and self.found is not None:
            self._pin(self.found)
            Thread(target=self._watch, name="cards", daemon=True).start()

    @property
    def gone(self) -> bool:
        """Whether the stream has to be opened again, on another device."""
        return self._gone.is_set()

    @property
    def device(self) -> str | None:
        """What PortAudio calls the device; None is its own choice."""
        import sounddevice  # noqa: PLC0415

        if self._server:
            names = [device["name"] for device in sounddevice.query_devices()]
            return _SERVER if _SERVER in names else None
        if self._choice is None or self.found is None or self.found.missing:
            return None
        return self.found.device.id

    def _look(self) -> Cards:
        server = _server()
        if server is None:
            return _portaudio()
        self._server = True
        with server.closing():
            return server.cards()

    def _pin(self, found: Match) -> None:
        """Have the server open what was found; its own choice is left to it, to be followed."""
        if found.device.default and (self._choice is None or found.missing):
            return
        os.environ[_WORDS[self._kind]] = found.device.id

    def _watch(self) -> None:
        while not self.gone:
            with suppress(Exception):  # if the server went away, the stream ends by itself
                server = SoundServer()
                with server.closing():
                    self._look_after(server)
            self._gone.wait(_LOOK_S)

    def _look_after(self, server: "SoundServer") -> None:
        for now in server.changes():
            if not self._may_go_on(now):
                self._gone.set()
                return

    def _may_go_on(self, now: Cards) -> bool:
        devices: tuple[Device, ...] = getattr(now, self._kind)
        if self.found is None or not goes_on(self.found, self._choice, now, devices):
            return False
        self.found = match(self._choice, devices)
        return True


class SoundServer:
    """A connection to PulseAudio, or to what stands in for it. Raises whatever goes wrong."""

    def __init__(self) -> None:
        with _no_compiler_asked():
            import pulsectl  # noqa: PLC0415 - loads a library that needn't be there

        self._news = False
        self._stop = pulsectl.PulseLoopStop
        self._pulse = pulsectl.Pulse("afterpage", connect=False)
        self._pulse.connect(autospawn=False)  # may hang, as whatever is done here

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Let go of the server at the end."""
        try:
            yield
        finally:
            with suppress(Exception):
                self._pulse.close()

    def cards(self) -> Cards:
        """Return its devices, without what only repeats what is played."""
        own = self._pulse.server_info()
        sources = [one for one in self._pulse.source_list() if one.monitor_of_sink == _NO_SINK]
        inputs = tuple(_device(one, own.default_source_name) for one in sources)
        outputs = tuple(_device(one, own.default_sink_name) for one in self._pulse.sink_list())
        return Cards(inputs, outputs, follows=True)

    def changes(self) -> Iterator[Cards]:
        """Yield its devices, and again after whatever happens to one, and every now and then."""
        self._pulse.event_mask_set("source", "sink", "server")
        self._pulse.event_callback_set(self._hear)
        while True:
            self._news = False
            yield self.cards()
            if not self._news:  # it may have come while they were listed
                self._pulse.event_listen(_LOOK_S)
            Event().wait(_HURRY_S)

    def _hear(self, _event: object) -> None:
        self._news = True
        raise self._stop


def _server() -> SoundServer | None:
    """Return a connection to the sound server; None without its library, or if none answers."""
    try:
        return SoundServer()
    except (ImportError, OSError, AttributeError):  # no library, or one of another making
        return None
    except Exception as error:
        import pulsectl  # noqa: PLC0415 - it is there, or this would be an ImportError

        if isinstance(error, pulsectl.PulseError):
            return None
        raise


def _device(one: Any, own: str) -> Device:  # noqa: ANN401 - untyped
    known = one.proplist
    wireless = "bluez" in known.get("device.api", "") or known.get("device.bus") == "bluetooth"
    return Device(one.name, one.description or one.name, wireless, one.name == own)


@contextmanager
def _no_compiler_asked() -> Iterator[None]:
    """Have a library found by its own name: asking for it runs a compiler, with a file in /tmp."""
    asks: Callable[[str], str | None] = ctypes.util.find_library
    vars(ctypes.util)["find_library"] = lambda _name: None
    try:
        yield
    finally:
        vars(ctypes.util)["find_library"] = asks


def _portaudio(*, afresh: bool = False) -> Cards:
    """Return the devices PortAudio opens unasked; it looks only when it starts."""
    import sounddevice  # noqa: PLC0415

    if afresh:
        sounddevice._terminate()  # noqa: SLF001 - there is no other way to have it look again
        sounddevice._initialize()  # noqa: SLF001
    devices = list(sounddevice.query_devices())
    apis = sounddevice.query_hostapis()
    own = apis[sounddevice.default.hostapi] if apis else {}
    listed = partial(_listed, devices, own)
    return Cards(
        listed("max_input_channels", own.get("default_input_device", -1)),
        listed("max_output_channels", own.get("default_output_device", -1)),
    )


def _listed(
    devices: list[dict[str, Any]], api: dict[str, Any], channels: str, own: int
) -> tuple[Device, ...]:
    """Return those with ``channels``; an id is what PortAudio takes for a device."""
    able = [number for number in api.get("devices", []) if devices[number][channels]]
    return tuple(
        Device(
            f"{devices[number]['name']}, {api['name']}",
            devices[number]["name"],
            default=number == own,
        )
        for number in able
    )
