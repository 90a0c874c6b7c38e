"""Looks for what somebody made, and for the key to it, in every file a program may have written."""

import base64
import mmap
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

import numpy as np
from numpy.typing import NDArray

SHARED_TEMPS = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - to be searched
WINDOW = 48
WINDOWS = 12
LOUD = 0.02


@dataclass(frozen=True)
class Needle:
    """Bytes that must be nowhere, and what they are."""

    what: str
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class Found:
    """A place where such bytes were found."""

    what: str
    file: Path


def words(*markers: str) -> list[Needle]:
    """Return the needles for typed words."""
    return [
        Needle(f"{marker} in {encoding}", marker.encode(encoding))
        for marker in markers
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]


def key(raw: bytes) -> list[Needle]:
    """Return the needles for a key, in every spelling that comes to mind."""
    plain = base64.b64encode(raw).rstrip(b"=")
    spellings = {
        "raw": raw,
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "base64": plain,
        "base64url": base64.urlsafe_b64encode(raw).rstrip(b"="),
    }
    return [Needle(f"the key, {name}", spelling) for name, spelling in spellings.items()]


def sound(samples: NDArray[np.float32], what: str) -> list[Needle]:
    """Return the needles for a waveform: loud windows of it, as 16 bit and as float samples."""
    needles = []
    for start in _loud_windows(samples):
        window = samples[start : start + WINDOW]
        whole = np.round(window * 32768).astype("<i2").tobytes()
        needles.append(Needle(f"{what} at sample {start}, 16 bit", whole))
        needles.append(Needle(f"{what} at sample {start}, float", window.astype("<f4").tobytes()))
    return needles


def packed_sound() -> list[Needle]:
    """Return the needles for an Ogg stream of any voice."""
    return [Needle("an Opus header", b"OpusHead"), Needle("Opus tags", b"OpusTags")]


def search(
    folders: Iterable[Path], needles: list[Needle], *, since_ns: int = 0, but: Path | None = None
) -> list[Found]:
    """Return every needle in every file of these folders that was changed since a time.

    ``but`` is a folder to leave out: the one where the test itself keeps things.
    """
    return [
        Found(needle.what, file)
        for folder in folders
        for file in _files(folder, since_ns)
        if but is None or but not in file.parents
        for needle in needles
        if _holds(file, needle.raw)
    ]


def search_names(folders: Iterable[Path], markers: Iterable[str]) -> list[Found]:
    """Return every marker that is part of the name of a file or a folder."""
    return [
        Found(f"{marker} in a name", path)
        for folder in folders
        for path in folder.rglob("*")
        for marker in markers
        if marker.lower() in path.name.lower()
    ]


def _loud_windows(samples: NDArray[np.float32]) -> list[int]:
    """Return where the waveform is loud enough not to be mistaken for silence."""
    loud = [
        start
        for start in range(0, len(samples) - WINDOW, WINDOW)
        if np.abs(samples[start : start + WINDOW]).max() > LOUD
    ]
    assert loud, "the waveform is silent"
    return loud[:: max(1, len(loud) // WINDOWS)]


def _files(folder: Path, since_ns: int) -> Iterator[Path]:
    """Go through a folder's files, but not into another file system that is mounted in it."""
    device = folder.stat().st_dev
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _state(Path(place, name)).st_dev == device]
        for name in names:
            file = Path(place, name)
            state = _state(file)
            if S_ISREG(state.st_mode) and state.st_size and state.st_mtime_ns >= since_ns:
                yield file


def _state(path: Path) -> os.stat_result:
    try:
        return path.stat(follow_symlinks=False)
    except OSError:  # somebody else's, and gone or closed to us
        return os.stat_result([0] * 10)


def _holds(file: Path, raw: bytes) -> bool:
    try:
        with file.open("rb") as opened:
            if not os.fstat(opened.fileno()).st_size:
                return False
            with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return content.find(raw) >= 0
    except OSError:
        return False
