"""Measures the canvas beside Xournal++ on one screen: how soon ink is seen, and what it costs.

    python -m tests.bench.bench_ink_beside [pairs]

Both have the same page open (empty, 2,000 and 10,000 strokes of 100 points) in a maximised window
on a desktop of its own. A mouse draws the same strokes in one and in the other, turn by turn, at
500 and at 1,000 motions a second, so that whatever else the machine does falls on both: the ratios
are what counts.

Latency is from a motion until the pixel under the pointer is inked in the frame buffer of the X
server. CPU is that of the program and all it started, for 10,000 motions: while it is drawn in, and
until it rests again, for what strokes leave to be done later is part of their cost. Xournal++
leaves much: it paints the small picture of a page anew every five seconds while the page changes.

Xournal++ is the Debian package xournalpp. Without it ours is measured alone.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tests.bench import curls
from tests.bench.drawing import Drawn, draw
from tests.bench.program import Program
from tests.bench.xmouse import Mouse, wake_on_time
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Glass
from tests.desktop.waiting import until

PAGES = (0, 2_000, 10_000)
RATES = (500, 1_000)
STROKES = 6  # one after the other in one window
PAINTED_S, RESTS_S = 0.5, 6.0  # without work for so long, a window is painted, a program is done
PAGE_WIDTH, PAGE_HEIGHT = 820, 520
OURS_ALONE = Box(430, 180, PAGE_WIDTH, PAGE_HEIGHT)
WHITE = 255

# Maximised, with the pen that is about as wide as ours; nothing is saved in the middle of a stroke.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<settings>
  <property name="maximized" value="true"/>
  <property name="autosaveEnabled" value="false"/>
  <data name="tools">
    <attribute name="current" type="string" value="pen"/>
    <data name="pen">
      <attribute name="color" type="hex" value="000000"/>
      <attribute name="size" type="string" value="BIG"/>
    </data>
  </data>
</settings>
"""


@dataclass
class Course:
    """One program with one page open, and what it was measured to do, turn by turn."""

    name: str
    program: Program
    drawn: list[Drawn] = field(default_factory=list)
    drawing_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    rss_mb: float = 0.0

    @property
    def took_ms(self) -> list[float]:
        """How long each point took to be inked."""
        return [1000 * took for drawn in self.drawn for took in drawn.took]

    @property
    def medians(self) -> list[float]:
        """The median of each turn."""
        turns = (self.drawn[n : n + STROKES] for n in range(0, len(self.drawn), STROKES))
        return [median(took for drawn in turn for took in drawn.took) for turn in turns]

    @property
    def events(self) -> int:
        """How many motions were sent."""
        return sum(drawn.sent for drawn in self.drawn)


class Bench:
    """A desktop with a mouse on it."""

    def __init__(self, desk: Desk, mouse: Mouse) -> None:
        self._desk, self._mouse = desk, mouse
        self._glass = Glass(desk.glass)
        self._box = OURS_ALONE
        self._people = 0

    def run(self, pairs: int) -> None:
        """Measure page after page, and tell what each was like."""
        if shutil.which("xournalpp"):
            with self._xournal(0) as empty:
                self._box = self._find_paper(empty)
        else:
            sys.stdout.write("Xournal++ is not installed: ours is measured alone\n")
        for count in PAGES:
            for rate in RATES:
                self._measure(count, rate, pairs)

    def _measure(self, count: int, rate: int, pairs: int) -> None:
        """Draw on one page in both programs, by turns, and tell what was measured."""
        courses = [Course("ours", self._ours(count))]
        if shutil.which("xournalpp"):
            courses.append(Course("Xournal++", self._xournal(count)))
        for course in courses:
            course.program.rest(RESTS_S)
            self._turn(course, rate, 0)
            for first in (course.drawn, course.drawing_s, course.cpu_s):
                first.clear()  # the first strokes in a program are not like the others
        for pair in range(1, pairs + 1):
            for course in courses[:: 1 if pair % 2 else -1]:
                self._turn(course, rate, pair)
        for course in courses:
            course.rss_mb = course.program.rss_mb()
            course.program.end()
        report(f"{count:,} strokes" if count else "empty page", rate, courses)

    def _turn(self, course: Course, rate: int, number: int) -> None:
        """Draw some strokes in one program, and wait until it rests."""
        program = course.program
        program.to_front()
        program.rest(PAINTED_S)
        before = program.cpu_s()
        for stroke in range(STROKES):
            spots = curls.curl(number * STROKES + stroke, self._box)
            course.drawn.append(draw(self._mouse, self._glass, spots, rate))
        course.drawing_s.append(program.cpu_s() - before)
        assert course.took_ms, f"no ink was seen in {course.name}"
        program.rest(RESTS_S)
        course.cpu_s.append(program.cpu_s() - before)

    def _ours(self, count: int) -> Program:
        box = self._box
        where = (str(number) for number in (count, box.x, box.y, box.width, box.height))
        command = (sys.executable, "-m", "tests.bench.canvas_window", *where)
        return Program(self._desk, self._newcomer(), command)

    def _xournal(self, count: int) -> Program:
        home = self._newcomer()
        settings = home / ".config" / "xournalpp" / "settings.xml"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        lines = curls.page(count, PAGE_WIDTH, PAGE_HEIGHT)
        (home / "page.xopp").write_bytes(curls.xopp(lines, PAGE_WIDTH, PAGE_HEIGHT))
        return Program(self._desk, home, ("xournalpp", str(home / "page.xopp")))

    def _newcomer(self) -> Path:
        self._people += 1
        return self._desk.guest(f"drawing-{self._people}")

    def _find_paper(self, program: Program) -> Box:
        """Return where on the screen the page is."""
        program.to_front()
        program.rest(RESTS_S)
        screen = Box(0, 0, self._glass.width, self._glass.height)
        middle = screen.at(0.6, 0.5)  # its page lies to the right of a side bar
        until(lambda: self._white(middle.x, middle.y), "paper")
        left, right = (self._edge(middle.x, middle.y, way, 0) for way in (-1, 1))
        top, bottom = (self._edge(middle.x, middle.y, 0, way) for way in (-1, 1))
        return Box(middle.x - left, middle.y - top, left + right + 1, top + bottom + 1)

    def _edge(self, x: int, y: int, right: int, down: int) -> int:
        """Return how many steps in this direction there is still paper."""
        steps = 0
        while self._white(x + right * (steps + 1), y + down * (steps + 1)):
            steps += 1
        return steps

    def _white(self, x: int, y: int) -> bool:
        inside = 0 <= x < self._glass.width and 0 <= y < self._glass.height
        return inside and bool((self._glass.look(Box(x, y, 1, 1)) == WHITE).all())


def report(page: str, rate: int, courses: Sequence[Course]) -> None:
    """Print what one page was like in both."""
    head = "".join(f"{course.name:>12}" for course in courses)
    sys.stdout.write(f"\n{f'{page}, {rate}/s':22}{head}      ratio    of single turns\n")
    medians = [course.medians for course in courses]
    _row("latency, median", [median(course.took_ms) for course in courses], "ms", medians)
    _row("latency, p90", [p90(course.took_ms) for course in courses], "ms")
    _row("latency, p95", [p95(course.took_ms) for course in courses], "ms")
    _row_of_cpu("drawing", courses, [course.drawing_s for course in courses])
    _row_of_cpu("until at rest", courses, [course.cpu_s for course in courses])
    _row("RSS", [course.rss_mb for course in courses], "MB")
    for course in courses:
        _doubts(course)


def _row_of_cpu(until: str, courses: Sequence[Course], turns: Sequence[Sequence[float]]) -> None:
    cpu = [10_000 * sum(of) / course.events for of, course in zip(turns, courses, strict=True)]
    _row(f"CPU/10k, {until}", cpu, "s", turns)


def _row(
    what: str, values: Sequence[float], unit: str, turns: Sequence[Sequence[float]] = ()
) -> None:
    """Print what both were measured, ours as a multiple of theirs, and how far turns differ."""
    line = f"{what:22}" + "".join(f"{value:9.2f} {unit:2}" for value in values)
    if len(values) == 2:
        line += f"  {values[0] / values[1]:7.2f} x"
    if len(turns) == 2:
        ratios = [ours / theirs for ours, theirs in zip(*turns, strict=True) if theirs]
        line += f"    {min(ratios):.2f} to {max(ratios):.2f}"
    sys.stdout.write(f"{line}\n")


def _doubts(course: Course) -> None:
    """Print what is to be known before the figures are believed."""
    lost, covered = (sum(getattr(d, what) for d in course.drawn) for what in ("lost", "covered"))
    late = p95([1000 * late for drawn in course.drawn for late in drawn.late])
    sys.stdout.write(
        f"  {course.name}: of {course.events:,} points {lost / course.events:.1%} never inked,"
        f" {covered / course.events:.1%} already dark; 5% sent over {late:.2f} ms late\n"
    )


def p90(values: list[float]) -> float:
    """Return what nine of ten stay below."""
    return quantiles(values, n=10)[-1]


def p95(values: list[float]) -> float:
    """Return what nineteen of twenty stay below."""
    return quantiles(values, n=20)[-1]


def main(pairs: int = 4) -> None:
    """Set up the desktop and measure."""
    wake_on_time()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as root,
        Desk(Path(root)) as desk,
        Mouse(desk.env["DISPLAY"]) as mouse,
    ):
        Bench(desk, mouse).run(pairs)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
