"""The ballast: laid where there is plenty of room, thrown out when there is none."""

import errno
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from journal_app.domain.errors import DiskFull, NotKept, VaultDamaged
from journal_app.storage import ballast

PLENTY = 1 << 40


def _plenty(_folder: Path) -> int:
    return PLENTY


def _none(_folder: Path) -> int:
    return 0


def _nothing() -> None:
    """Let nobody go first."""


def test_it_is_as_large_as_it_looks_and_nobody_elses(folder: Path) -> None:
    assert ballast.lay(folder, free=_plenty)
    file = folder / ballast.FILE
    assert file.stat().st_size == 16 * 1024 * 1024
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.stat().st_blocks * 512 >= ballast.SIZE, "it has holes"
    head = file.read_bytes()[: 1 << 20]
    assert len(zlib.compress(head)) > len(head), "it can be compressed away"


def test_one_that_is_there_is_left_alone_and_a_short_one_made_whole(folder: Path) -> None:
    file = folder / ballast.FILE
    file.write_bytes(b"short")
    assert ballast.lay(folder, free=_plenty)
    whole = file.read_bytes()
    assert len(whole) == ballast.SIZE
    assert ballast.lay(folder, free=_none)
    assert file.read_bytes() == whole


@pytest.mark.parametrize("free", [0, ballast.SIZE, 4 * ballast.SIZE - 1])
def test_it_takes_no_room_where_there_is_little(folder: Path, free: int) -> None:
    assert not ballast.lay(folder, free=lambda _folder: free)
    assert not list(folder.iterdir())


def test_it_is_written_in_pieces_between_which_the_work_can_end(folder: Path) -> None:
    breaths: list[int] = []

    def breathe() -> None:
        breaths.append(1)
        if len(breaths) == 3:
            raise NotKept("The journal was closed.")

    with pytest.raises(NotKept):
        ballast.lay(folder, breathe, free=_plenty)
    assert (folder / ballast.FILE).stat().st_size == 2 << 20
    assert ballast.release(folder)
    assert ballast.lay(folder, _nothing, free=_plenty)


def test_a_disk_that_fills_up_meanwhile_gets_all_of_it_back(folder: Path) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "no space left")

    assert not ballast.lay(folder, full, free=_plenty)
    assert not list(folder.iterdir())


def test_a_folder_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    assert not ballast.lay(tmp_path / "gone")
    assert not ballast.release(tmp_path / "gone")


def test_it_is_thrown_out_once(folder: Path) -> None:
    ballast.lay(folder, free=_plenty)
    assert [ballast.release(folder), ballast.release(folder)] == [True, False]


def _refusing(*errors: Exception) -> Callable[[], str]:
    left = list(errors)

    def opening() -> str:
        if left:
            raise left.pop(0)
        return "open"

    return opening


@pytest.mark.parametrize("error", [DiskFull("full"), NotKept("input or output error")])
def test_an_opening_that_finds_no_room_is_tried_once_more_without_the_ballast(
    folder: Path, error: Exception
) -> None:
    ballast.lay(folder, free=_plenty)
    assert ballast.spare(folder, _refusing(error), _none) == "open"
    assert not (folder / ballast.FILE).exists()


def test_where_no_ballast_is_left_the_sentence_is_calm(folder: Path) -> None:
    with pytest.raises(DiskFull, match=r"full.*Nothing in it is lost.*please try again"):
        ballast.spare(folder, _refusing(NotKept("error")), _none)
    ballast.lay(folder, free=_plenty)
    with pytest.raises(DiskFull, match="Nothing in it is lost"):
        ballast.spare(folder, _refusing(DiskFull("one"), DiskFull("two")), _none)


@pytest.mark.parametrize("error", [VaultDamaged("damaged"), NotKept("read-only"), DiskFull("copy")])
def test_what_isnt_for_want_of_room_costs_no_ballast(folder: Path, error: Exception) -> None:
    ballast.lay(folder, free=_plenty)
    with pytest.raises(type(error), match=str(error)):
        ballast.spare(folder, _refusing(error), _plenty)
    assert (folder / ballast.FILE).exists()
