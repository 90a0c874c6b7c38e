"""What reading a picture costs: time, memory, and how long it keeps the window's thread waiting.

Run it as ``python -m tests.bench.bench_photo``. Each file is read by a program of its own, while
another of its threads asks for its turn all the time, as the window's does when someone writes. The
ratios compare each with a photograph of 12 megapixels, read in the same run.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageReader

from journal_app.ui.photos import files, pictures
from journal_app.ui.photos.sentences import Refused
from tests import pictures as made

TURN_S = 0.0005
FORM = QImage.Format


def photograph(megapixels: int) -> QImage:
    """Return a picture as rich as a photograph."""
    side = round((megapixels * 1e6) ** 0.5)
    return made.scene(1600, 1600).scaled(QSize(side, side))


FILES: dict[str, Callable[[], bytes]] = {
    "jpeg, 12 MP": lambda: made.saved(photograph(12)),
    "jpeg of a camera, 12 MP": lambda: made.from_camera(photograph(12), 6),
    "jpeg, 100 MP": lambda: made.saved(photograph(100)),
    "jpeg in passes, 99 MP": lambda: made.saved(photograph(99), passes=True),
    "png, 100 MP": lambda: made.saved(photograph(100), "png", 80),
    "png in a palette, interlaced, 99 MP": lambda: made.png(9950, 9950, colour=3, interlaced=True),
    "png, interlaced, 99 MP": lambda: made.png(9950, 9950, interlaced=True),
    "webp, 100 MP": lambda: made.saved(photograph(100), "webp"),
    "tiff, 100 MP": lambda: made.saved(photograph(100), "tiff"),
    "png of a gigabyte": lambda: made.png(18_600, 18_600),
    "png with a gigabyte of words": lambda: made.png(
        64, 64, extra=made.chunk(b"zTXt", b"Comment\0\0" + made.packed_zeros(1 << 30))
    ),
    "pdf, 20 pages": lambda: made.pdf(20),
}


def measure(path: str) -> None:
    """Read a file and print seconds, megabytes at most, longest wait in ms, and pictures."""
    longest, count, done = 0.0, 0, threading.Event()

    def turn() -> None:
        nonlocal longest
        last = perf_counter()
        while not done.wait(TURN_S):
            now = perf_counter()
            longest, last = max(longest, now - last), now

    other = threading.Thread(target=turn)
    other.start()
    began = perf_counter()
    try:
        for image in files.read(path):
            pictures.pack(image)
            count += 1
    except Refused:
        pass
    seconds = perf_counter() - began
    done.set()
    other.join()
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    sys.stdout.write(f"{seconds} {peak} {1000 * longest} {count}\n")


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    QImageReader.setAllocationLimit(1024)
    _app = QGuiApplication([])
    sys.stdout.write(f"{'':37}{'seconds':>16}{'MB at most':>18}{'wait, ms':>10}  pictures\n")
    first: tuple[float, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        for name, make in FILES.items():
            path.write_bytes(make())
            program = [sys.executable, "-m", "tests.bench.bench_photo", str(path)]
            ran = subprocess.run(program, capture_output=True, text=True, check=True)
            seconds, peak, wait, count = map(float, ran.stdout.split())
            first = first or (seconds, peak)
            sys.stdout.write(
                f"{name:37}{seconds:7.2f} ({seconds / first[0]:5.1f}×)"
                f"{peak:9.0f} ({peak / first[1]:4.1f}×){wait:10.1f}{count:10.0f}\n"
            )


if __name__ == "__main__":
    main()
