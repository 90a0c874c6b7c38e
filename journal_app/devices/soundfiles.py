"""Files of sound for other programs, made in pieces and never held whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from journal_app.devices.opus import level
from journal_app.domain.voice import RATE
from journal_app.services.savedfiles import Patch, Piece
from journal_app.services.voice.saving import Form

AGAIN_BITS_PER_SECOND = 64_000  # sound that was encoded once before needs more the second time

_KINDS: dict[Form, dict[str, Any]] = {
    Form.FLAC: {"format": "FLAC", "subtype": "PCM_16"},
    Form.WAV: {"format": "WAV", "subtype": "PCM_16"},
    Form.OPUS: {
        "format": "OGG",
        "subtype": "OPUS",
        "compression_level": level(AGAIN_BITS_PER_SECOND),
    },
}


def encode(form: Form, sound: Iterable[bytes]) -> Iterator[Piece]:
    """Yield the file of that form which holds ``sound``: 16-bit mono PCM at 48 kHz, in pieces."""
    import soundfile  # noqa: PLC0415 - a tenth of a second nobody pays before it is needed

    made = _Made()
    with soundfile.SoundFile(made, "w", RATE, 1, **_KINDS[form]) as file:
        for pcm in sound:
            file.buffer_write(pcm, "int16")
            yield from made.drain()
    yield from made.drain()


class _Made:
    """A file to libsndfile, which goes back in some to say how long it became."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._at = 0
        self._end = 0

    def write(self, data: bytes) -> int:
        data = bytes(data)
        self._pieces.append(data if self._at == self._end else Patch(self._at, data))
        self._at += len(data)
        self._end = max(self._end, self._at)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._end)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def drain(self) -> list[Piece]:
        pieces, self._pieces = self._pieces, []
        return pieces
