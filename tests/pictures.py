"""Pictures as people have them: out of cameras, scanners and programs, whole and broken."""

import struct
import zlib
from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QColorSpace,
    QImage,
    QImageWriter,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTransform,
)

SECRET = b"52.5200 N, at home"  # what a picture tells besides what is seen on it
RGB32 = QImage.Format.Format_RGB32


def scene(width: int = 320, height: int = 240, form: QImage.Format = RGB32) -> QImage:
    """Return an image of many colours; no two of its corners are alike."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for x in range(0, width, 8):
        for y in range(0, height, 8):
            hue, light = (7 * x + 3 * y) % 360, 60 + (x * y) % 140
            painter.fillRect(x, y, 8, 8, QColor.fromHsl(hue, 120, light))
    right, below = width - width // 4, height - height // 4
    for x, y, colour in ((0, 0, "red"), (right, 0, "lime"), (0, below, "blue")):
        painter.fillRect(x, y, width // 4, height // 4, QColor(colour))
    painter.end()
    return image.convertToFormat(form)


def flat(width: int = 400, height: int = 300) -> QImage:
    """Return a drawing of three colours."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4ecd8"))
    painter = QPainter(image)
    for step in range(0, min(width, height) // 2, 40):
        painter.fillRect(step, step, 12, 200, QColor("#334" if step % 80 else "#833"))
    painter.end()
    return image


def saved(image: QImage, form: str = "jpeg", quality: int = 90, *, passes: bool = False) -> bytes:
    """Return an image as a program would have saved it."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(device, QByteArray(form.encode()))
    writer.setQuality(quality)
    writer.setProgressiveScanWrite(passes)
    assert writer.write(image), writer.errorString()
    return bytes(device.data().data())


def from_camera(image: QImage, orientation: int = 1, order: str = "<") -> bytes:
    """Return a JPEG with all that a camera writes into it."""
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    image.setText("Comment", SECRET.decode())
    image.setDotsPerMeterX(9999)
    plain = saved(image)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + b"</x>"
    extra = _segment(0xE1, b"Exif\0\0" + exif(orientation, order)) + _segment(0xE1, xmp)
    return plain[:2] + extra + _segment(0xED, b"Photoshop 3.0\0" + SECRET) + plain[2:] + SECRET


def exif(orientation: int, order: str = "<") -> bytes:
    """Return how a camera was held, where, and a thumbnail, in either order of bytes."""
    thumbnail = b"\xff\xd8" + SECRET + b"\xff\xd9"
    gps = struct.pack(order + "HHHI4sI", 1, 1, 2, len(SECRET) + 1, b"\0\0\0\0", 0)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    after = 8 + 2 + 4 * 12 + 4
    tags = (
        struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack(order + "HHII", 0x0201, 4, 1, after + len(SECRET) + 1 + len(gps)),
        struct.pack(order + "HHII", 0x8825, 4, 1, after + len(SECRET) + 1),
        struct.pack(order + "HHII", 0x9286, 7, len(SECRET), after),
    )
    first = struct.pack(order + "H", len(tags)) + b"".join(tags) + bytes(4)
    return head + first + SECRET + b"\0" + gps + thumbnail


def held(image: QImage, orientation: int) -> QImage:
    """Return what the sensor sees when a camera is held like this in front of ``image``."""
    mirrored, quarters = {
        1: (False, 0), 2: (True, 0), 3: (False, 2), 4: (True, 2),
        5: (True, 1), 6: (False, 3), 7: (True, 3), 8: (False, 1),
    }[orientation]  # fmt: skip
    seen = image.transformed(QTransform().rotate(90 * quarters))
    return seen.flipped(Qt.Orientation.Horizontal) if mirrored else seen


def png(width: int, height: int, *, colour: int = 2, bits: int = 8, interlaced: bool = False,
        extra: bytes = b"") -> bytes:  # fmt: skip
    """Return a black PNG of any size, made without ever holding its pixels."""
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    sizes = _passes(width, height) if interlaced else [(width, height)]
    zeros = sum((1 + (w * channels * bits + 7) // 8) * h for w, h in sizes if w and h)
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    palette = chunk(b"PLTE", bytes(3)) if colour == 3 else b""
    pixels = chunk(b"IDAT", packed_zeros(zeros))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + palette + extra + pixels + chunk(b"IEND", b"")
    )


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(
        ">I", zlib.crc32(name + content)
    )  # fmt: skip


def packed_zeros(count: int) -> bytes:
    """Return so many zeros as zlib packs them: a thousandth of their size."""
    packer, piece = zlib.compressobj(1), bytes(1 << 20)
    made = [
        packer.compress(piece[: min(len(piece), count - at)]) for at in range(0, count, 1 << 20)
    ]
    return b"".join([*made, packer.flush()])


def tiff(*shades: int) -> bytes:
    """Return a TIFF of grey pages as a scanner makes one, each 40 × 30."""
    side, tags, pixels = (40, 30), 9, 40 * 30
    size = 2 + tags * 12 + 4
    start = 8 + size * len(shades)
    made = b"II*\0" + struct.pack("<I", 8)
    for number in range(len(shades)):
        values = (
            (256, 3, side[0]), (257, 3, side[1]), (258, 3, 8), (259, 3, 1), (262, 3, 1),
            (273, 4, start + number * pixels), (277, 3, 1), (278, 3, side[1]), (279, 4, pixels),
        )  # fmt: skip
        made += struct.pack("<H", tags)
        made += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in values)
        made += struct.pack("<I", 8 + (number + 1) * size if number + 1 < len(shades) else 0)
    return made + b"".join(bytes([shade]) * pixels for shade in shades)


def pdf(pages: int = 1, size: tuple[int, int] = (420, 595)) -> bytes:
    """Return a PDF; every page has its number on it."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setTitle(SECRET.decode())
    writer.setPageSize(QPageSize(QSizeF(*size), QPageSize.Unit.Point))
    painter = QPainter(writer)
    for number in range(1, pages + 1):
        painter.drawText(writer.width() // 2, writer.height() // 2, f"page {number}")
        if number < pages:
            writer.newPage()
    painter.end()
    return bytes(device.data().data())


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF made of these objects by hand; the first is its catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    about = b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return made + head + table + about + b"startxref\n%d\n%%%%EOF" % len(made)


def segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and content of everything in a JPEG that stands before its pixels."""
    at = 2
    while at < len(jpeg):
        assert jpeg[at] == 0xFF
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield marker, jpeg[at + 4 : at + 2 + size]
        if marker == 0xDA:
            return
        at += 2 + size


def chunks(file: bytes) -> Iterator[bytes]:
    """Yield the names of all chunks of a PNG."""
    at = 8
    while at < len(file):
        yield file[at + 4 : at + 8]
        at += 12 + int.from_bytes(file[at : at + 4], "big")


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _passes(width: int, height: int) -> list[tuple[int, int]]:
    steps = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
             (0, 1, 1, 2))  # fmt: skip
    return [((width - x + dx - 1) // dx, (height - y + dy - 1) // dy) for x, y, dx, dy in steps]
