"""A disk that is really full: the stories in ``stories_on_a_full_disk`` are told on one.

It is a file system of 40 MB in memory, seen by nobody but the process that tells them.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "stories_on_a_full_disk.py"
PLACE = "AFTERPAGE_TEST_SMALL_DISK"
SIZE = "40m"

# unshare gives the process a view of its own of what is mounted where; nothing is left of it after
_ALONE = ("unshare", "--map-root-user", "--mount", "sh", "-c")
_MOUNT = 'mount -t tmpfs -o size="$1",mode=700 tmpfs "$2" && shift 2 && exec "$@"'


def _on_a_small_disk(place: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_ALONE, _MOUNT, "sh", SIZE, str(place), *command],
        env={**os.environ, PLACE: str(place)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    try:
        tried = _on_a_small_disk(place, "true")
    except FileNotFoundError:
        pytest.skip("this system can't give a process a disk of its own")
    if tried.returncode != 0:
        pytest.skip(f"no disk of its own is allowed here: {tried.stderr.strip()}")
    return place


@pytest.mark.timeout(300)
def test_a_full_disk_costs_no_keystroke_and_no_sound(small_disk: Path) -> None:
    told = _on_a_small_disk(
        small_disk,
        *(sys.executable, "-m", "pytest", str(STORIES), "-q"),
        *("-p", "no:cacheprovider", "--basetemp", str(small_disk.with_name("told"))),
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert not list(small_disk.iterdir())
