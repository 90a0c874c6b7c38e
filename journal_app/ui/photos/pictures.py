"""Pixels: decoded no larger than needed, stripped of all that came with them, and packed.

Everything here may run on any thread. Qt's longer steps let other threads go on; those that don't
are done in strips, so that whoever is writing meanwhile never waits for long.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from journal_app.media import photo
from journal_app.ui.photos import sentences
from journal_app.ui.photos.sentences import Refused

LONGEST = 3000  # pixels of the longest side that is kept
MOST_MEGABYTES = 384  # one decoded picture may take: a hundred megapixels of four bytes
QUALITY = 88
STRIP = 64  # rows
SAMPLE = QSize(160, 160)
FEW_COLOURS = 512  # in such a sample; a photograph has thousands
DOTS_PER_METER = 2835  # 72 an inch, whatever the screen or the scanner had


def decode(
    device: QIODevice, form: str, box: QSize, *, page: int = 0, in_steps: bool = False
) -> QImage:
    """Return a picture, upright and no larger than ``box``; raises ``Refused``.

    ``in_steps`` says that the format can be decoded at its small size without being held whole.
    """
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(device, QByteArray(form.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    if page:
        reader.jumpToImage(page)
    size = reader.size()
    if size.isEmpty():  # of such a file nothing more may be asked: Qt would answer at random
        raise Refused(sentences.DAMAGED)
    deep = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() // 8
    if size.width() * size.height() * (1 if in_steps else max(4, deep)) > MOST_MEGABYTES << 20:
        raise Refused(sentences.TOO_LARGE)
    if size.width() > box.width() or size.height() > box.height():
        reader.setScaledSize(_within(size, box))
    image = reader.read()
    if image.isNull():
        raise Refused(sentences.DAMAGED)
    return image


def of_body(body: bytes, box: QSize | None = None) -> QImage:
    """Return the picture a photo part holds; a null one if it can't be read."""
    device = QBuffer()
    device.setData(QByteArray(body))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    form = "png" if body.startswith(photo.PNG) else "jpeg"
    try:
        return decode(device, form, box or QSize(LONGEST, LONGEST))
    except Refused:
        return QImage()


def thumbnail(body: bytes, size: QSize, ratio: float) -> QImage:
    """Return a small picture that fits into ``size`` logical pixels; null if it can't be read."""
    image = of_body(body, size * ratio)
    image.setDevicePixelRatio(ratio)
    return image


def encode(image: QImage) -> bytes:
    """Return the body of a photo part for any picture: one that was pasted, say."""
    if image.isNull():
        raise Refused(sentences.NO_PICTURE)
    if max(image.width(), image.height()) > LONGEST:
        image = image.scaled(
            _within(image.size(), QSize(LONGEST, LONGEST)),
            mode=Qt.TransformationMode.SmoothTransformation,
        )
    return pack(bare(image))


def bare(image: QImage) -> QImage:
    """Return the pixels alone, in sRGB: no profile, text, thumbnail or size in inches."""
    forms = QImage.Format
    clear = image.hasAlphaChannel()
    made = QImage(image.size(), forms.Format_ARGB32 if clear else forms.Format_RGB32)
    opaque = True
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for top in range(0, image.height(), STRIP):
        rows = min(STRIP, image.height() - top)
        strip = _srgb(image.copy(QRect(0, top, image.width(), rows)))
        strip.setDevicePixelRatio(1)
        opaque = opaque and not (clear and _shows_through(strip))
        painter.drawImage(0, top, strip)
    painter.end()
    if made.allGray() and opaque:
        made.convertTo(forms.Format_Grayscale8)
    elif opaque:
        made.reinterpretAsFormat(forms.Format_RGB32)
    made.setDotsPerMeterX(DOTS_PER_METER)
    made.setDotsPerMeterY(DOTS_PER_METER)
    return made


def pack(image: QImage, quality: int = QUALITY) -> bytes:
    """Return bare pixels as a file: JPEG, or PNG where that is needed, or smaller.

    Raises ``Refused`` rather than return half of one.
    """
    if image.hasAlphaChannel():
        return _file(image, b"png")
    as_jpeg = _file(image, b"jpeg", quality)
    if _has_few_colours(image):
        return min(as_jpeg, _file(image, b"png"), key=len)
    return as_jpeg


def _within(size: QSize, box: QSize) -> QSize:
    return size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _srgb(strip: QImage) -> QImage:
    if not strip.colorSpace().isValid():
        return strip
    converted = strip.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return strip if converted.isNull() else converted


def _shows_through(strip: QImage) -> bool:
    alpha = strip.convertToFormat(QImage.Format.Format_Alpha8)
    bits, pitch, width = bytes(alpha.constBits()), alpha.bytesPerLine(), alpha.width()
    rows = (bits[start : start + width] for start in range(0, len(bits), pitch))
    return any(row.count(b"\xff") < width for row in rows)


def _has_few_colours(image: QImage) -> bool:
    sample = image.scaled(SAMPLE).convertToFormat(QImage.Format.Format_RGB32)
    return len(set(memoryview(sample.constBits()).cast("I"))) <= FEW_COLOURS


def _file(image: QImage, form: bytes, quality: int = -1) -> bytes:
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(device, QByteArray(form))
    writer.setQuality(quality)
    if not writer.write(image):
        raise Refused(sentences.NO_PICTURE)
    return bytes(device.data().data())
