"""SIGKILL at random moments while everything is written at once: nothing that was kept is lost.

``KILLS_SEED=…`` repeats the choices of a trial whose seed was printed; the exact moment is luck.
A SIGKILL can't show what a power cut would: that is what ``synchronous = FULL`` is for.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from journal_app.storage import backup, vault
from journal_app.storage.keys import header
from tests.fakes import KEY, SUNDAY_EVENING
from tests.kills.ledger import Ledger
from tests.kills.trial import Killer, Trial, begin_vault
from tests.kills.witness import Witness
from tests.kills.worker import Run

SAMPLE, ALL = 30, 1000
LONGEST_S = 3600


def _trial(room: Path, times: int) -> Trial:
    trial = Trial(room, int(os.environ.get("KILLS_SEED", secrets.randbits(32))))
    trial.kill(times)
    return trial


@pytest.mark.timeout(LONGEST_S)
def test_a_kill_at_any_moment_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    trial = _trial(tmp_path, SAMPLE)
    assert not trial.figures.all_that_is_wrong(), trial.figures.table()


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_S)
def test_a_thousand_kills_lose_nothing_that_was_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trial = _trial(tmp_path, ALL)
    with capsys.disabled():
        print(f"\n{trial.figures.table()}")  # noqa: T201 - it is what the trial is for
    assert not trial.figures.all_that_is_wrong()


def test_a_witness_sees_what_is_lost_and_what_is_spoiled(tmp_path: Path) -> None:
    folder, ledger = tmp_path / "vault", Ledger()
    begin_vault(folder)
    with Killer() as killer:
        run = Run(str(folder), 1, SUNDAY_EVENING.utc_ms, after="backed", seconds=0.3)
        assert ledger.hear(killer.kill(run)) > 0

    def seen(spoil: Callable[[Path], None]) -> tuple[int, list[str]]:
        copy, witness = tmp_path / "copy", Witness(tmp_path)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        spoil(copy)
        witness.look(copy, ledger)
        return len(witness.findings.lost), witness.findings.corrupt

    assert seen(_nothing) == (0, [])
    assert seen(_forget_a_record) == (1, [])
    assert seen(_shorten_the_words)[0] > 0
    for spoil, said in (
        (_shorten_the_words, "never written"),
        (_flip_a_bit, "cipher_integrity_check"),
        (_cut_a_backup, "VaultDamaged"),
    ):
        _lost, corrupt = seen(spoil)
        assert any(said in one for one in corrupt), corrupt


def _nothing(_folder: Path) -> None:
    """Leave it as it is."""


def _forget_a_record(folder: Path) -> None:
    _change(folder, "DELETE FROM record WHERE id = (SELECT max(id) FROM record)")


def _shorten_the_words(folder: Path) -> None:
    _change(folder, "UPDATE part SET body = substr(body, 1, 9) WHERE kind = 'words'")


def _flip_a_bit(folder: Path) -> None:
    _change(folder, "SELECT 1")
    file = folder / header.DATABASE
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    file.write_bytes(content)


def _cut_a_backup(folder: Path) -> None:
    *_, newest = sorted((folder / backup.FOLDER).glob("*.db"))
    newest.write_bytes(newest.read_bytes()[:-4096])


def _change(folder: Path, statement: str) -> None:
    """Open a vault, and close it again, so that all of it is in one file."""
    with closing(vault.unlock(folder, KEY)) as there, there.writing() as db:
        db.exec_driver_sql(statement)
