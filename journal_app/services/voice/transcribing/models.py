"""Model files: which file may be one, and the shelf they are kept on.

A model is public: it is kept as it is, named by its SHA-256. It is never loaded here. What is known
of one is told from its first bytes and its size, and whether it is known at all from its SHA-1.
"""

import errno
import hashlib
import os
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from uuid import uuid4

from journal_app.domain.errors import DiskFull, ModelRefused, ModelUnknown

GONE = "That file isn’t there any more."
FOLDER = "That is a folder. A model is one file."
CLOSED = "That file may not be read."
EMPTY = "That file is empty."
OTHER = "That file isn’t a model for whisper.cpp. Those are called the likes of ggml-base.en.bin."
DAMAGED = "That file isn’t whole. Fetching it again may help."
TOO_LARGE = "That file is too large for this computer to use as a model."
UNREADABLE = "That file can’t be read to its end. Another copy of it may help."
UNKNOWN = (
    "This isn’t one of the files Afterpage knows. A program reads it that was not made for files"
    " of strangers, so use it only if you know where it comes from."
)
FULL = "There is no room for the model on this disk. Nothing was changed."
NOT_KEPT = "The model couldn’t be kept. Nothing was changed."
CHANGED = "The model was changed since it was added, and was put away. Please add it again."

# As listed with the program they are made for.
KNOWN = {
    "bd577a113a864445d4c299885e0cb97d4ba92b5f": "tiny",
    "c78c86eb1a8faa21b369bcd33207cc90d64ae9df": "tiny.en",
    "465707469ff3a37a2b9b8d8f89f2f99de7299dac": "base",
    "137c40403d78fd54d454da0f9bd998f78703390c": "base.en",
    "55356645c2b361a969dfd0ef2c5a50d530afd8d5": "small",
    "db8a495a91d927739e50b3fc1cc4c6b8f6c2d022": "small.en",
    "fd9727b6e1217c2f614f9b698455c4ffd82463b4": "medium",
    "8c30f0e44ce9560643ebd10bbe50cd20eafd3723": "medium.en",
    "ad82bf6a9043ceed055076d0fd39f5f186ff8062": "large-v3",
    "4af2b29d7ec73d781377bfd1758ca957a807e941": "large-v3-turbo",
}

_MOST = 4 << 30
_PIECE = 1 << 20
_MAGIC = 0x67676D6C
_HEADER = struct.Struct("<12I")
_ENGLISH = 51_864  # words of a vocabulary; one for all languages has more
_SIZES = {384: "tiny", 512: "base", 768: "small", 1024: "medium", 1280: "large"}
_BYTES = {0: 4.0, 1: 2.0}  # of a weight; of one that was made smaller, at least:
_LEAST_BYTES = 0.25
# vocabulary; sound: length, width, heads, layers; text: the same; bands, form of the weights
_RANGES = (
    range(51_000, 53_000),
    range(1500, 1501), range(384, 1281, 128), range(6, 21), range(4, 33),
    range(448, 449), range(384, 1281, 128), range(6, 21), range(2, 33),
    range(80, 129, 48), range(10_000),
)  # fmt: skip

Sign = Callable[[float], None]
_private = partial(os.open, mode=0o600)


@dataclass(frozen=True, slots=True)
class Model:
    """A model on the shelf. ``kind`` is the likes of "base.en"; ``name`` is empty if unknown."""

    path: Path
    sha256: str
    kind: str
    name: str


def probe(path: Path) -> str:
    """Return what kind of model a file is, by its first bytes; raises ``ModelRefused``."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise ModelRefused(FOLDER if S_ISDIR(about.st_mode) else OTHER)
        if not about.st_size:
            raise ModelRefused(EMPTY)
        if about.st_size > _MOST:
            raise ModelRefused(TOO_LARGE)
        with path.open("rb") as file:
            return _kind(file.read(_HEADER.size), about.st_size)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise ModelRefused(GONE) from None
    except PermissionError:
        raise ModelRefused(CLOSED) from None
    except OSError:
        raise ModelRefused(UNREADABLE) from None


def _kind(head: bytes, size: int) -> str:
    if len(head) < _HEADER.size:
        raise ModelRefused(OTHER)
    magic, *told = _HEADER.unpack(head)
    fits = all(number in known for number, known in zip(told, _RANGES, strict=True))
    words, _, width, _, layers, _, text_width, _, text_layers, _, form = told
    if magic != _MAGIC or not fits or width != text_width or width not in _SIZES:
        raise ModelRefused(OTHER)
    weights = words * width + (12 * layers + 16 * text_layers) * width * width
    if size < weights * _BYTES.get(form, _LEAST_BYTES):
        raise ModelRefused(DAMAGED)
    return _SIZES[width] + (".en" if words == _ENGLISH else "")


class Shelf:
    """The models in a folder of the app's own; the one that was added last is used.

    Everything but ``latest`` may take seconds; ``sign`` is told how much is done, from 0 to 1.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def latest(self) -> Path | None:
        """Return the model that was added last."""
        with suppress(OSError):
            found = [(path.stat().st_mtime_ns, path) for path in self._folder.glob("*.bin")]
            return max(found)[1] if found else None
        return None

    def add(self, path: Path, sign: Sign, *, anyway: bool = False) -> Model:
        """Keep a copy of a file as a model; ``anyway``: even one that isn't known.

        Raises ``ModelRefused``, ``ModelUnknown`` or ``DiskFull``.
        """
        kind = probe(path)
        part = self._folder / f"{uuid4().hex}.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sha256, name = _copy(path, part, sign)
            if not name and not anyway:
                raise ModelUnknown(UNKNOWN)
            kept = self._folder / f"{sha256}.bin"
            part.replace(kept)
            os.utime(kept)
        except OSError as error:
            raise _refused(error) from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return Model(kept, sha256, kind, name)

    def checked(self, path: Path, sign: Sign) -> Model:
        """Return a model of the shelf if it is still what it was; raises ``ModelRefused``."""
        kind = probe(path)
        try:
            sha256, name = _digest(path, sign)
            if sha256 == path.stem:
                return Model(path, sha256, kind, name)
            path.unlink(missing_ok=True)
        except OSError:
            raise ModelRefused(UNREADABLE) from None
        raise ModelRefused(CHANGED)


def _copy(path: Path, part: Path, sign: Sign) -> tuple[str, str]:
    with open(part, "xb", opener=_private) as out:
        found = _digest(path, sign, out.write)
        out.flush()
        os.fsync(out.fileno())
    return found


def _digest(path: Path, sign: Sign, pour: Callable[[bytes], object] = len) -> tuple[str, str]:
    """Return the SHA-256 of a file and the name it is known by; ``pour`` is given all of it."""
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as file:
        size, read = os.fstat(file.fileno()).st_size, 0
        while piece := file.read(_PIECE):
            sha256.update(piece)
            sha1.update(piece)
            pour(piece)
            read += len(piece)
            sign(min(1.0, read / max(1, size)))
    return sha256.hexdigest(), KNOWN.get(sha1.hexdigest(), "")


def _refused(error: OSError) -> ModelRefused | DiskFull:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(FULL)
    return ModelRefused(NOT_KEPT)
