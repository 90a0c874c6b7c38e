"""Which part of the page is seen, and how large."""

from typing import NamedTuple

from journal_app.domain.ink.marks import FAR, NO_PAGE, Box, Extent

SMALLEST, LARGEST = 0.05, 16.0
SLACK = 24.0  # page units by which ink may stand over the edge of its page, unnoticed
ROOM = 48.0  # and what is left free beside ink that goes further


class Pixels(NamedTuple):
    """A rectangle of the whole page's picture, in device pixels."""

    left: int
    top: int
    width: int
    height: int


class View:
    """A window on the page. It moves by whole device pixels, so that ink stays as sharp as it is.

    ``zoom`` is logical pixels to a page unit. At first the whole page is seen, at ``full`` size if
    there is room; what a person chooses stays until ``home``.
    """

    def __init__(self) -> None:
        self.width, self.height, self.ratio = 1.0, 1.0, 1.0
        self.zoom = self.full = 1.0
        self.left = self.top = 0
        self.chosen = False
        self._reach = Box(0.0, 0.0, 1.0, 1.0)

    @property
    def scale(self) -> float:
        """Device pixels to a page unit."""
        return self.zoom * self.ratio

    @property
    def pixels(self) -> Pixels:
        """What is seen of the page's picture."""
        wide, high = round(self.width * self.ratio), round(self.height * self.ratio)
        return Pixels(self.left, self.top, wide, high)

    @property
    def seen(self) -> Box:
        """The part of the page that is seen."""
        left, top = self.page_at(0.0, 0.0)
        return Box(left, top, *self.page_at(self.width, self.height))

    @property
    def reach(self) -> Box:
        """The page with all its ink."""
        return self._reach

    def page_at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of the page below a place of the window."""
        return (x + self.left / self.ratio) / self.zoom, (y + self.top / self.ratio) / self.zoom

    def place_of(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the window a place of the page is."""
        return x * self.zoom - self.left / self.ratio, y * self.zoom - self.top / self.ratio

    def resize(self, width: float, height: float, ratio: float) -> None:
        """Let the window be this large, with so many device pixels to each of its own."""
        across = ratio / self.ratio
        self.left, self.top = round(self.left * across), round(self.top * across)
        self.width, self.height, self.ratio = max(width, 1.0), max(height, 1.0), ratio

    def show(self, page: Extent, ink: Box | None, full: float) -> None:
        """Take in how far the page reaches by now, and how large it is shown at most at first."""
        self.full = full
        self._reach = self._around(self.paper(page), ink)
        if self.chosen:
            self._keep_near()
        else:
            self.home()

    def grow(self, page: Extent, ink: Box) -> None:
        """Take in that there is more ink, and look on at the same."""
        self._reach = self._around(self.paper(page), self._reach.united(ink))

    def home(self) -> None:
        """Show the whole page."""
        self.chosen = False
        reach = self._reach
        fit = min(self.width / max(reach.width, 1.0), self.height / max(reach.height, 1.0))
        self.zoom = min(self.full, max(fit, SMALLEST))
        self.left, self.top = round(reach.left * self.scale), round(reach.top * self.scale)

    def zoom_to(self, zoom: float, x: float, y: float) -> None:
        """Show the page at another size; what is at this place of the window stays there."""
        page_x, page_y = self.page_at(x, y)
        self.chosen = True
        self.zoom = min(max(zoom, SMALLEST), LARGEST)
        self.left = round((page_x * self.zoom - x) * self.ratio)
        self.top = round((page_y * self.zoom - y) * self.ratio)
        self._keep_near()

    def pan_by(self, dx: float, dy: float) -> None:
        """Look further to the right and down, by logical pixels."""
        self.chosen = True
        self.left += round(dx * self.ratio)
        self.top += round(dy * self.ratio)
        self._keep_near()

    def paper(self, page: Extent) -> Extent:
        """Return the size of a page, or what a fresh one would have: as much as is seen at first.

        For where on a page one draws is part of the drawing.
        """
        if page == NO_PAGE:
            return Extent(int(self.width / self.full), int(self.height / self.full))
        return page

    def page_with(self, page: Extent, ink: Box) -> Extent:
        """Return how far the page reaches once there is ink in this box.

        It grows only where ink goes beyond it: to the edge of what is seen, or as far as the ink.
        """
        seen, paper = self.seen, self.paper(page)
        return Extent(
            _grown(paper.width, ink.right, 0.0 if self.chosen else seen.right),
            _grown(paper.height, ink.bottom, 0.0 if self.chosen else seen.bottom),
        )

    def _keep_near(self) -> None:
        """Let half a view of nothing be seen beyond the ink, and no more."""
        scale, (_, _, wide, high) = self.scale, self.pixels
        left, top, right, bottom = (round(edge * scale) for edge in self._reach)
        self.left = _within(self.left, left - wide // 2, max(right - wide // 2, left))
        self.top = _within(self.top, top - high // 2, max(bottom - high // 2, top))

    @staticmethod
    def _around(paper: Extent, ink: Box | None) -> Box:
        left, top, right, bottom = 0.0, 0.0, min(paper.width, FAR), min(paper.height, FAR)
        if ink is not None:
            left = ink.left if ink.left < left - SLACK else left
            top = ink.top if ink.top < top - SLACK else top
            right = ink.right if ink.right > right + SLACK else right
            bottom = ink.bottom if ink.bottom > bottom + SLACK else bottom
        return Box(left, top, right, bottom)


def _grown(page: int, ink: float, seen: float) -> int:
    if ink <= page:
        return page
    return max(page, int(seen) if ink <= seen + SLACK else int(min(ink, FAR) + ROOM))


def _within(value: int, low: int, high: int) -> int:
    return min(max(value, low), high)
