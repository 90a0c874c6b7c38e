"""Putting prepared files in place: cut short at any step, nothing is lost and nothing is mixed."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journal_app.domain.errors import NotKept
from journal_app.storage import exchange
from journal_app.storage.exchange import End

OLD = {"journal.db": b"old", "journal.db-wal": b"old wal", "journal.db-shm": b"old shm"}

# Does the exchange, and is killed at the step with the given number, before or after it was done:
# a step is anything that changes a folder. A number that is never reached lets it finish.
_CHILD = """
import os, signal, sys
from pathlib import Path
from journal_app.storage import exchange, files
from journal_app.storage.exchange import End

left = int(sys.argv[3])

def step(name, arguments):
    global left
    if name in {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
exchange.put_in_place(Path(sys.argv[1]), End(sys.argv[2]))
"""


def _lay_out(folder: Path, end: End, *, with_header: bool) -> None:
    for name, content in {**OLD, "vault.json": b"old header"}.items():
        (folder / name).write_bytes(content)
    place = exchange.prepare(folder, end)
    (place / "journal.db").write_bytes(b"new")
    if with_header:
        (place / "vault.json").write_bytes(b"new header")


def _there(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def _in_place(folder: Path, end: End, *, with_header: bool) -> None:
    """See that the exchange is wholly done."""
    there = _there(folder)
    assert there.pop("journal.db") == b"new"
    assert there.pop("vault.json") == (b"new header" if with_header else b"old header")
    if end is End.ERASE:
        assert there == {}
        return
    (aside,) = folder.glob("replaced-*")
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    kept = {**OLD, "vault.json": b"old header"} if with_header else OLD
    assert there == {f"{aside.name}/{name}": content for name, content in kept.items()}
    assert [one for one in folder.iterdir() if one.is_dir()] == [aside]


@pytest.mark.parametrize("end", End)
@pytest.mark.parametrize("with_header", [False, True])
def test_what_is_prepared_takes_the_place(folder: Path, end: End, *, with_header: bool) -> None:
    _lay_out(folder, end, with_header=with_header)
    exchange.put_in_place(folder, end)
    _in_place(folder, end, with_header=with_header)
    exchange.finish(folder)
    _in_place(folder, end, with_header=with_header)


@pytest.mark.parametrize("end", End)
@pytest.mark.parametrize("with_header", [False, True])
def test_a_kill_at_any_step_leaves_the_old_or_is_finished_at_the_next_start(
    tmp_path: Path, end: End, *, with_header: bool
) -> None:
    outcomes = []
    for step in range(1, 40):
        folder = tmp_path / str(step)
        folder.mkdir()
        _lay_out(folder, end, with_header=with_header)
        before = _there(folder)
        child = subprocess.run(
            [sys.executable, "-c", _CHILD, str(folder), end, str(step)],
            cwd=Path(__file__).parents[2], check=False,
        )  # fmt: skip
        untouched = _there(folder) == before
        exchange.finish(folder)
        if untouched:
            there = _there(folder)
            assert there == {**OLD, "vault.json": b"old header"}
        else:
            _in_place(folder, end, with_header=with_header)
        outcomes.append((child.returncode, untouched))
        if child.returncode == 0:
            break
    assert outcomes[-1] == (0, False), "every step was reached"
    assert outcomes[0] == (-signal.SIGKILL, True)
    assert len(outcomes) > 4


def test_what_an_earlier_exchange_set_aside_stays_as_it_is(folder: Path) -> None:
    for time in range(3):
        _lay_out(folder, End.ASIDE, with_header=False)
        prepared = folder / End.ASIDE / "journal.db"
        os.utime(prepared, (1_795_375_800, 1_795_375_800))  # all within one second
        exchange.put_in_place(folder)
        assert len(list(folder.glob("replaced-*"))) == time + 1
    assert all(_there(aside) == OLD for aside in folder.glob("replaced-*"))


def test_what_was_only_prepared_is_removed_at_the_next_start(folder: Path) -> None:
    for end in End:
        _lay_out(folder, end, with_header=True)
    packed = exchange.prepare(folder, exchange.PACKING)
    (packed / "journal.db").write_bytes(b"a copy")
    exchange.finish(folder)
    assert _there(folder) == {**OLD, "vault.json": b"old header"}
    assert not [one for one in folder.iterdir() if one.is_dir()]


def test_nothing_prepared_is_said_and_changes_nothing(folder: Path) -> None:
    (folder / "journal.db").write_bytes(b"old")
    with pytest.raises(NotKept, match="Nothing is lost"):
        exchange.put_in_place(folder)
    exchange.prepare(folder, End.ASIDE)
    with pytest.raises(NotKept, match="Nothing is lost"):
        exchange.put_in_place(folder)
    assert (folder / "journal.db").read_bytes() == b"old"


def test_the_files_of_others_are_left_alone(folder: Path) -> None:
    _lay_out(folder, End.ERASE, with_header=True)
    others = {"notes.txt": b"mine", "backups/one.db": b"copy", ".ballast": json.dumps([]).encode()}
    (folder / "backups").mkdir()
    for name, content in others.items():
        (folder / name).write_bytes(content)
    exchange.put_in_place(folder, End.ERASE)
    there = _there(folder)
    assert {name: there[name] for name in others} == others
