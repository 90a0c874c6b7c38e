"""The curly strokes of the drawing benches: what is on the page, and what is drawn on it."""

import gzip
from collections.abc import Iterable
from math import cos, sin

from tests.desktop.glass import Box, Spot

Line = list[tuple[float, float]]

SAMPLES = 100  # of a stroke that is on the page already
POINTS = 250  # of a stroke that is drawn
MARGIN, LANE = 24, 28
OLD_NIB = 1.4
OLD_INK = "#b8c8d8"  # so pale that what is drawn over it can be told apart
NEXT_PX = 3  # more than a nib reaches

_SPREAD = (0.618034, 0.754878)  # multiples of these, without their whole part, fill a page evenly


def page(count: int, width: int, height: int) -> Iterable[Line]:
    """Yield the strokes of a page: small as letters, all over it."""
    for number in range(count):
        x = 16 + (number * _SPREAD[0] % 1) * (width - 90)
        y = 16 + (number * _SPREAD[1] % 1) * (height - 32)
        yield [
            (x + 0.5 * n + 6 * cos(n / 5 + number), y + 8 * sin(n / 4 + number))
            for n in range(SAMPLES)
        ]


def curl(number: int, box: Box) -> list[Spot]:
    """Return the points of a stroke across the box, so far apart that none inks the next."""
    lanes = (box.height - 2 * MARGIN) // LANE
    lane, again = number % lanes, number // lanes
    y = box.y + MARGIN + lane * LANE + (again * 11) % LANE
    pace = (box.width - 2 * MARGIN) / POINTS
    assert pace >= NEXT_PX, "the page is too narrow"
    return [
        Spot(
            round(box.x + MARGIN + pace * n),
            round(y + 9 * sin(n / 4 + number) + 4 * sin(n / 9 + 2 * number)),
        )
        for n in range(POINTS)
    ]


def xopp(lines: Iterable[Line], width: int, height: int) -> bytes:
    """Return a page with these strokes as a file of Xournal++."""
    strokes = "\n".join(
        f'<stroke tool="pen" color="{OLD_INK}ff" width="{OLD_NIB}">'
        + " ".join(f"{x:.2f} {y:.2f}" for x, y in line)
        + "</stroke>"
        for line in lines
    )
    words = (
        '<?xml version="1.0" standalone="no"?>\n<xournal creator="bench" fileversion="4">\n'
        f'<title>bench</title>\n<page width="{width}" height="{height}">\n'
        '<background type="solid" color="#ffffffff" style="plain"/>\n'
        f"<layer>\n{strokes}\n</layer>\n</page>\n</xournal>\n"
    )
    return gzip.compress(words.encode("ascii"), compresslevel=1)
