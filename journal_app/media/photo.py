"""Photo: one whole value, the bytes of a plain JPEG or PNG file with nothing but pixels in it."""

from dataclasses import dataclass, field
from io import BytesIO

from journal_app.domain.entry import Part
from journal_app.media import jpeg

PNG = b"\x89PNG\r\n\x1a\n"
_WIDTH, _HEIGHT, _HEAD = 16, 20, 24  # places in a PNG file


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture's file, and how large it is in pixels: 0 × 0 if that can't be told."""

    body: bytes = field(repr=False)
    width: int = 0
    height: int = 0


def read(part: Part) -> Photo:
    """Return the picture a part holds."""
    body = part.body
    if body.startswith(PNG) and len(body) >= _HEAD:
        width = int.from_bytes(body[_WIDTH:_HEIGHT], "big")
        return Photo(body, width, int.from_bytes(body[_HEIGHT:_HEAD], "big"))
    frame = jpeg.frame(BytesIO(body)) if body.startswith(jpeg.START) else None
    return Photo(body) if frame is None else Photo(body, frame.width, frame.height)


def plain_text(part: Part) -> str:
    """Return the words one could search for: a photo is found by its caption only."""
    return part.caption


def summary(_part: Part) -> str:
    """Return what a photo is called in a line."""
    return "photo"
