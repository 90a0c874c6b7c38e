"""What is really on the screen: the pixels of the X server's own frame buffer."""

import mmap
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]
ALIKE = 24


class Spot(NamedTuple):
    """A point on the screen."""

    x: int
    y: int


@dataclass(frozen=True)
class Box:
    """A rectangle on the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> Spot:
        """The point in the middle."""
        return Spot(self.x + self.width // 2, self.y + self.height // 2)

    def at(self, across: float, down: float) -> Spot:
        """Return the point at a share of the width and of the height."""
        return Spot(self.x + round(self.width * across), self.y + round(self.height * down))

    def around(self, spot: Spot, reach: int) -> Self:
        """Return the square of pixels no further than ``reach`` from a point."""
        side = 2 * reach + 1
        return type(self)(spot.x - reach, spot.y - reach, side, side)


class Glass:
    """Reads the frame buffer that Xvfb keeps in a file; a look costs a copy, not a question."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "Xvfb_screen0"
        with self._file.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self._bytes[:100])
        self.width, self.height, self._pitch = header[4], header[5], header[12]
        self._start = header[0] + 12 * header[19]

    def look(self, box: Box | None = None) -> Picture:
        """Return the red, green and blue of each pixel in a box, row by row."""
        count = self._pitch * self.height
        whole = np.frombuffer(self._bytes, np.uint8, count, self._start)
        rows = whole.reshape(self.height, self._pitch // 4, 4)[:, : self.width, 2::-1]
        if box is None:
            return rows.copy()
        return rows[box.y : box.y + box.height, box.x : box.x + box.width].copy()

    @property
    def live(self) -> mmap.mmap:
        """The frame buffer itself, byte by byte: for those who look thousands of times a second."""
        return self._bytes

    def green(self, spot: Spot) -> int:
        """Return where in ``live`` the green of a pixel is."""
        return int(self._start + self._pitch * spot.y + 4 * spot.x + 1)

    def colour(self, spot: Spot) -> Colour:
        """Return the colour of one pixel."""
        red, green, blue = self.look(Box(spot.x, spot.y, 1, 1))[0, 0]
        return int(red), int(green), int(blue)

    def marks(self, box: Box, paper: Colour, alike: int = ALIKE) -> int:
        """Count the pixels in a box that are clearly not the colour of the paper."""
        return int(unlike(self.look(box), np.array(paper, np.uint8), alike).sum())

    def save(self, file: Path) -> Path:
        """Write the whole screen as a picture file, for a person to look at."""
        subprocess.run(["convert", f"xwd:{self._file}", str(file)], check=True)
        return file


def unlike(one: Picture, other: Picture, alike: int = ALIKE) -> NDArray[np.bool_]:
    """Tell for each pixel whether two pictures clearly differ there."""
    difference = np.abs(one.astype(np.int16) - other.astype(np.int16))
    far: NDArray[np.bool_] = difference.max(axis=2) > alike
    return far
