"""What makes recording hard: both cores taken, and a window that stands still, with all Python."""

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from threading import Thread

BLOCKED_S = 2.0

_AGAIN_S = 6.0


@contextlib.contextmanager
def busy(count: int = 2) -> Iterator[None]:
    """Take that many cores for as long as the block lasts."""
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for one in burning:
            one.kill()
            one.wait()


def beside_a_window_that_blocks(work: Callable[[], None]) -> int:
    """Run ``work`` while a window's thread blocks again and again; return how often it did.

    It holds on to Python meanwhile, so that nothing else of the app gets a turn.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - only once the platform is chosen
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    window = QWidget()
    window.show()
    times, failed = 0, []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is seen
            failed.append(error)

    def block() -> None:
        nonlocal times
        times += 1
        ctypes.PyDLL(None).usleep(round(BLOCKED_S * 1e6))

    worker = Thread(target=run)
    blocking, looking = QTimer(), QTimer()
    blocking.timeout.connect(block)
    looking.timeout.connect(lambda: None if worker.is_alive() else application.quit())
    worker.start()
    blocking.start(round(_AGAIN_S * 1000))
    looking.start(100)
    application.exec()
    blocking.stop()
    worker.join()
    if failed:
        raise failed[0]
    return times


def resident_mib() -> float:
    """Return how much memory this process takes, in MiB."""
    with open("/proc/self/statm") as pages:  # noqa: PTH123
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def spent_s(process: int | None = None) -> float:
    """Return the processor time a process has taken: this one, or another."""
    if process is None:
        return time.process_time()
    with open(f"/proc/{process}/stat") as line:  # noqa: PTH123
        words = line.read().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
