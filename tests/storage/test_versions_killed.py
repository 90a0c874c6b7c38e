"""A journal that is killed while somebody writes: versions and what they lead to stay one."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId
from journal_app.domain.versions import DAY_MS
from journal_app.storage import entries, parts, vault, versions
from tests.fakes import KEY, SUNDAY_EVENING

ROOT = Path(__file__).parents[2]
PART = PartId("w")
LIVES, STEP_MS = 6, 20 * 60_000


def body(number: int) -> bytes:
    """Return what stands there after so many saves: long enough for pages of its own."""
    chance = Random(number // 9)  # noqa: S311
    text = "".join(chance.choices("abcdef \n", k=9000))
    return f"{text[: 50 * (number % 9)]}{number}{text[50 * (number % 9) :]}".encode()


def write_until_killed(folder: Path) -> None:
    """Save and thin without end, and tell the number of every save that was committed."""
    with closing(vault.unlock(folder, KEY)) as opened:
        with opened.reading() as db:
            number = entries.load(db, EntryId("e")).parts[0].body
        begin = 1 + (int(_number(number)) if number else 0)
        for this in range(begin, begin + 10_000):
            at_ms = this * STEP_MS
            with opened.writing() as db:
                parts.put(db, PART, body(this), at_ms)
            sys.stdout.write(f"{this}\n")
            sys.stdout.flush()
            if this % 7 == 0:
                with opened.writing() as db:
                    versions.thin(db, at_ms)


def _number(text: bytes) -> str:
    return "".join(filter(str.isdigit, text.decode()))


@pytest.mark.timeout(300)
def test_after_a_kill_every_version_is_one_that_was_saved(tmp_path: Path) -> None:
    folder, chance = tmp_path / "v", Random(3)  # noqa: S311
    folder.mkdir()
    with closing(vault.create(folder, KEY)) as made, made.writing() as db:
        entries.begin(db, Entry(EntryId("e"), SUNDAY_EVENING))
        parts.begin(db, EntryId("e"), Part(PART, Kind.WORDS, 0, SUNDAY_EVENING))
    told = 0
    for _ in range(LIVES):
        told = max(told, _live(folder, chance.randint(20, 90)))
        with closing(vault.unlock(folder, KEY)) as opened, opened.reading() as db:
            found = versions.of_part(db, PART)
            assert found is not None
            now = int(_number(found.body))
            assert now >= told
            assert found.body == body(now)
            numbers = [one.kept_ms // STEP_MS for one in found.versions]
            assert [versions.read(db, one.id) for one in found.versions] == [
                body(number) for number in numbers
            ]
            assert numbers == sorted(set(numbers), reverse=True)
            assert numbers[0] == now - 1
            assert _one_a_day(numbers, now)
    assert told * STEP_MS > 3 * DAY_MS


def _live(folder: Path, saves: int) -> int:
    """Let one write until it has told so many saves; return the last it told."""
    code = (
        "import pathlib, sys;"
        "from tests.storage.test_versions_killed import write_until_killed as write;"
        "write(pathlib.Path(sys.argv[1]))"
    )
    asked = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(saves)]
        child.kill()
        told += map(int, child.stdout)
    return told[-1]


def _one_a_day(numbers: list[int], now: int) -> bool:
    """Whether thinning went on through all the kills."""
    days = [number * STEP_MS // DAY_MS for number in numbers]
    old = [one for one in days if one < now * STEP_MS // DAY_MS - 2]
    return len(old) == len(set(old))
