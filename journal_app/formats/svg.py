"""A drawing as an SVG file: outlines one can enlarge without end, and nothing that isn't drawn.

Lengths are page units. Outlines count in hundredths of one, as whole numbers, each from the point
before: that is exact, and half the size. No date, no name and no place on any disk is in the file.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import numpy as np

from journal_app.domain.ink.flat import Filled, Piece, Places, Rgb, Written
from journal_app.domain.ink.marks import Box
from journal_app.domain.ink.tools import BASE, LINE

_FINE = 100
_FONT = "Atkinson Hyperlegible, sans-serif"
_UNKNOWN_TO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(box: Box, paper: Rgb, pieces: Iterable[Piece], title: str, about: str) -> Iterator[bytes]:
    """Give the file piece by piece; ``title`` and ``about`` are for those who can't see it."""
    wide, tall = _short(box.width), _short(box.height)
    view = " ".join(map(_short, (box.left, box.top, box.width, box.height)))
    named = "t d" if about else "t"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}"'
        f' viewBox="{view}" role="img" aria-labelledby="{named}">\n'
        f'<title id="t">{_said(title)}</title>\n'
    )
    if about:
        head += f'<desc id="d">{_said(about)}</desc>\n'
    sheet = f'x="{_short(box.left)}" y="{_short(box.top)}" width="{wide}" height="{tall}"'
    yield f'{head}<rect {sheet} fill="{_hex(paper)}"/>\n'.encode()
    for piece in pieces:
        yield (_path(piece) if isinstance(piece, Filled) else _words(piece)).encode()
    yield b"</svg>\n"


def _path(piece: Filled) -> str:
    looks = f'fill="{_hex(piece.colour)}"'
    if piece.opacity < 1.0:
        looks += f' fill-opacity="{_short(piece.opacity)}"'
    way = "".join(map(_ring, piece.rings))
    return f'<path transform="scale(.01)" {looks} d="{way}"/>\n'


def _ring(places: Places) -> str:
    """Return a ring as its first point and the steps to each of the others."""
    spots = np.rint(places * _FINE).astype(np.int64)
    steps = np.diff(spots, axis=0)
    steps = steps[steps.any(axis=1)]
    x, y = spots[0].tolist()
    # A step over nothing keeps a ring of one point what it is.
    rest = " ".join(map(str, steps.ravel().tolist())) or "0 0"
    return f"M{x} {y}l{rest}z"


def _words(piece: Written) -> str:
    """Return a label, each line as wide as its box whatever letters a reader has."""
    (left, top), (right, top_right), *_, (below, bottom) = piece.corners
    lines = piece.text.split("\n")
    wide = float(np.hypot(right - left, top_right - top)) or 1.0
    tall = float(np.hypot(below - left, bottom - top)) or 1.0
    along = (right - left) / wide, (top_right - top) / wide
    down = (below - left) / tall, (bottom - top) / tall
    turned = " ".join(map(_short, (*along, *down, left, top)))
    size = tall / (LINE * len(lines))
    looks = f'fill="{_hex(piece.colour)}" font-family="{_FONT}" font-size="{_short(size)}"'
    # A text each: not every reader moves a <tspan>.
    return "".join(
        f'<text transform="matrix({turned})" x="0" y="{_short(size * (LINE * row + BASE))}"'
        f" {looks}>{_said(line)}</text>\n"
        for row, line in enumerate(lines)
    )


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _short(value: float) -> str:
    """Return a number to two decimals, without what says nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _said(text: str) -> str:
    return escape(_UNKNOWN_TO_XML.sub("\ufffd", text))
