"""Files: what kind they are is told by what is in them, never by their name."""

from collections.abc import Iterator
from os import SEEK_END
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from journal_app.media import jpeg
from journal_app.ui.photos import pages, pictures, sentences
from journal_app.ui.photos.sentences import Refused

MOST_BYTES = 512 << 20
HEAD = 1024
PDF = "pdf"
SUFFIXES = ("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "pdf")

_BEGINNINGS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def kind_of(head: bytes) -> str:
    """Return the format of a file that begins like this, as Qt calls it; or nothing."""
    for beginning, form in _BEGINNINGS.items():
        if head.startswith(beginning):
            return form
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return "heic"
    return PDF if b"%PDF-" in head else ""


def read(path: str) -> Iterator[QImage]:
    """Yield the bare pictures in a file, upright and no larger than kept; raises ``Refused``."""
    try:
        with _opened(Path(path)) as file:
            head = file.read(HEAD)
            form = kind_of(head)
            if not form:
                raise Refused(sentences.UNKNOWN)
            if form == PDF:
                yield from pages.render(head + file.read())
                return
            if not _is_whole(file, head, form):
                raise Refused(sentences.DAMAGED)
            frame = jpeg.frame(file) if form == "jpeg" else None
            in_steps = frame is not None and not frame.in_passes
            yield from _pictures(file, form, in_steps=in_steps)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(sentences.GONE) from None
    except PermissionError:
        raise Refused(sentences.CLOSED) from None
    except OSError:
        raise Refused(sentences.DAMAGED) from None


def _opened(path: Path) -> BinaryIO:
    """Open a plain file of a size that can be one picture; others may never end."""
    try:
        about = path.stat()
    except ValueError:  # no file can have such a name
        raise Refused(sentences.GONE) from None
    if S_ISDIR(about.st_mode):
        raise Refused(sentences.FOLDER)
    if not S_ISREG(about.st_mode):
        raise Refused(sentences.UNKNOWN)
    if about.st_size == 0:
        raise Refused(sentences.EMPTY)
    if about.st_size > MOST_BYTES:
        raise Refused(sentences.TOO_LARGE)
    return path.open("rb")


def _is_whole(file: BinaryIO, head: bytes, form: str) -> bool:
    """Whether the end is there; of other formats the decoders notice that themselves."""
    if form == "jpeg":
        return jpeg.is_whole(file)
    return form != "bmp" or int.from_bytes(head[2:6], "little") <= file.seek(0, SEEK_END)


def _pictures(file: BinaryIO, form: str, *, in_steps: bool) -> Iterator[QImage]:
    if form not in {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}:
        raise Refused(sentences.OTHER_KIND.format(kind=form.upper()))
    device = QFile()
    device.open(file.fileno(), QIODevice.OpenModeFlag.ReadOnly)
    box = QSize(pictures.LONGEST, pictures.LONGEST)
    for page in range(_count(device) if form == "tiff" else 1):
        device.seek(0)
        yield pictures.bare(pictures.decode(device, form, box, page=page, in_steps=in_steps))


def _count(device: QIODevice) -> int:
    """Return how many pages a scanner put into one file."""
    device.seek(0)
    return max(1, QImageReader(device, QByteArray(b"tiff")).imageCount())
