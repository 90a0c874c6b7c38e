"""The grain of the paper, as a pencil finds it.

One lattice of random heights covers the page, with finer and finer ones over it. Each scale has its
own picture of it, with all the lattices that can be seen there: so the grain stays where it is and
is as sharp enlarged as it is at 100 %.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QBrush, QColor, QImage, QTransform

PERIOD = 192  # page units, after which the grain comes again
_CELLS = ((128, 0.5), (192, 0.9), (384, 0.8), (768, 0.6))
_MOST_PIXELS = 1024
_SEED = 20260
_LOW, _HIGH = -2.1, 1.1
_LEAST, _MOST = 0.02, 1.0

Heights = NDArray[np.float64]


def brush(colour: QColor, scale: float) -> QBrush:
    """Return a brush of this colour that leaves out the valleys of the paper.

    ``scale`` is how many device pixels a page unit is; the painter has to count in page units.
    """
    side = min(max(round(PERIOD * scale), 16), _MOST_PIXELS)
    made = QBrush(_image(colour.rgb(), side))
    made.setTransform(QTransform.fromScale(PERIOD / side, PERIOD / side))
    return made


@lru_cache(maxsize=8)
def _image(rgb: int, side: int) -> QImage:
    covers = _covers(side)
    colour = QColor.fromRgb(rgb)
    pixels = np.empty((side, side, 4), np.uint8)
    for at, channel in enumerate((colour.blue(), colour.green(), colour.red())):
        pixels[..., at] = np.rint(covers * channel)
    pixels[..., 3] = np.rint(covers * 255)
    form = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, side, side, 4 * side, form).copy()


@lru_cache(maxsize=4)
def _covers(side: int) -> NDArray[np.float32]:
    """Return how much of each pixel a pencil covers."""
    heights = np.zeros((side, side))
    weight = 0.0
    for number, (cells, share) in enumerate(_CELLS):
        if cells <= side or not number:
            heights += share * _hills(cells, side, number)
            weight += share * share
    heights /= np.sqrt(weight)
    rise = np.clip((heights - _LOW) / (_HIGH - _LOW), 0.0, 1.0)
    smooth = rise * rise * (3.0 - 2.0 * rise)
    return (_LEAST + (_MOST - _LEAST) * smooth).astype(np.float32)


def _hills(cells: int, side: int, number: int) -> Heights:
    """Return one lattice's heights at each pixel, even in spread whatever lies between its dots."""
    dots = np.random.default_rng((_SEED, number)).normal(size=(cells, cells))
    place = (np.arange(side) + 0.5) * (cells / side)
    before = place.astype(int)
    share = place - before
    share = share * share * (3.0 - 2.0 * share)
    after = (before + 1) % cells
    rows = dots[before] * (1 - share)[:, None] + dots[after] * share[:, None]
    hills: Heights = rows[:, before] * (1 - share) + rows[:, after] * share
    return hills / 0.75
