"""What was measured, in lines of a table, and whether a journal's file is as it should be."""

import statistics
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from journal_app.storage import checking, vault
from tests.fakes import KEY


def is_sound(folder: Path) -> None:
    """Raise if anything in a journal's file isn't right."""
    with closing(vault.unlock(folder, KEY)):
        checking.check(folder, KEY, lambda: None)


def sizes(folder: Path) -> int:
    """Return how many bytes there are in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def row(name: str, values: Sequence[float], unit: str = "ms", wanted: str = "") -> None:
    """Print a line of a table: the middle of what was measured, and the worst."""
    median, most = statistics.median(values), max(values)
    line = f"{name:46} median {median:9.1f}  max {most:9.1f} {unit:4} of {len(values)}"
    say(line + (f"  (wanted {wanted})" if wanted else ""))


def say(line: str) -> None:
    """Print a line at once: some of these take long."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
