"""Has workers killed on one vault after the other, has each looked at, and counts."""

import gc
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Self

from journal_app.domain.entry import Entry, EntryState, Kind, Part, new_entry_id, new_part_id
from journal_app.storage import backup, entries, parts, upgrade, vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, SUNDAY_EVENING
from tests.kills.ledger import Ledger, Line, fell
from tests.kills.witness import Findings, Sample, Witness
from tests.kills.worker import Run

ROOT = Path(__file__).parents[2]

_VAULTS = ROOT / "tests" / "vaults"
_VAULT_ID = "5" * 32
_HOUR_MS = 3_600_000
_YEARS, _LONG_TEXT = 40, 100_000

# The moment of a kill: at random after the worker told this, sooner rather than later, and no more
# than so many seconds. What comes first after it is short here, and long on a busy machine.
_OPENING = ("begun", 0.2)
_WORKING = ("open", 0.8)
_MIGRATING = ("migrating", 0.06)
_PREPARING = ("preparing", 0.1)
_RESTORING = ("restoring", 0.01)

# How often a vault is of an earlier schema, or large; has a backup put in place; is looked at after
# a kill, or else goes straight on into its next life; and is left for another one.
_OLD, _FULL, _RESTORES, _LOOKS, _ENDS = 0.5, 0.2, 0.1, 0.7, 0.15


def begin_vault(folder: Path) -> None:
    """Make the folder of a vault, as it is before the encrypted file is made for the first time."""
    folder.mkdir(mode=0o700)
    mark = header.fingerprint(KEY, _VAULT_ID)
    header.save(folder, Header(_VAULT_ID, 0, mark, OpensWith.KEYRING, State.NEW))


def fill_vault(folder: Path) -> None:
    """Make a vault somebody has used for years: a backup of it takes several steps."""
    begin_vault(folder)
    with closing(vault.create(folder, KEY)) as made:
        for _ in range(_YEARS):
            entry = Entry(new_entry_id(), SUNDAY_EVENING, EntryState.ASIDE)
            text = os.urandom(_LONG_TEXT // 2).hex().encode()
            with made.writing() as db:
                entries.begin(db, entry)
                entries.set_aside(db, entry.id, SUNDAY_EVENING.utc_ms)
                parts.begin(
                    db, entry.id, Part(new_part_id(), Kind.WORDS, 0, SUNDAY_EVENING, body=text)
                )
    header.ready(folder)


class Killer:
    """The process whose children live and are killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.worker"],
            cwd=ROOT,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # or numpy has some before the fork
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def kill(self, run: Run) -> list[Line]:
        """Let a worker live until its moment; return all it told, and last how it ended."""
        assert self._process.stdin is not None
        self._process.stdin.write(run.line())
        self._process.stdin.flush()
        return [line.split() for line in self._told()]

    def _told(self) -> Iterator[str]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            yield line
            if line.startswith("ended"):
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_what: object) -> None:
        self._process.communicate(timeout=10)


@dataclass
class Chain:
    """One vault, and what was written into it from one kill to the next."""

    folder: Path
    ledger: Ledger
    old: Sample | None = None  # of an earlier schema, as far as anybody knows


@dataclass
class Figures:
    """What was done to them all, and what was seen."""

    seed: int
    findings: Findings = field(default_factory=Findings)
    kills: int = 0
    vaults: int = 0
    commits: int = 0
    fell: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)

    def all_that_is_wrong(self) -> list[str]:
        """Return what must be empty."""
        return self.findings.lost + self.findings.corrupt + self.broken

    def table(self) -> str:
        """Return all of it for somebody to read."""
        seen, took = self.findings, time.perf_counter() - self.began
        reopened = [1000 * seconds for seconds in seen.reopened_s]
        rows = [
            ("SIGKILLs", f"{self.kills} on {self.vaults} vaults, seed {self.seed}"),
            *((f"during {what}", str(count)) for what, count in self.fell.most_common()),
            ("commits reported", str(self.commits)),
            ("looks afterwards", f"{seen.looks}, at {seen.items} items"),
            ("migrations cut", f"{seen.still_old} wholly old, {seen.already_new} wholly new"),
            ("restores cut", f"{seen.not_replaced} not begun, {seen.replaced} gone through"),
            ("backups read", f"{seen.backups}; {seen.unfinished} unfinished ones, none counted"),
            ("items LOST", str(len(seen.lost))),
            ("vaults CORRUPT", str(len(seen.corrupt))),
            ("reopened in", f"{statistics.median(reopened):.1f} ms, at most {max(reopened):.1f}"),
            ("took", f"{took:.0f} s, {took / self.kills:.2f} s a kill"),
        ]
        return "\n".join(f"{name:>28}  {value}" for name, value in rows)


class Trial:
    """Kills, looks, and goes on with the same vault or another one."""

    def __init__(self, room: Path, seed: int) -> None:
        self.figures = Figures(seed)
        self._room = room
        self._chance = Random(seed)  # noqa: S311 - chance, and no secret
        self._witness = Witness(room)
        self._samples = [self._witness.learn(_VAULTS / name) for name in upgrade.EARLIER]
        self._witness.findings = self.figures.findings
        self._full = room / "full"
        fill_vault(self._full)

    def kill(self, times: int) -> None:
        """Have so many workers killed, and every vault they leave looked at."""
        with Killer() as killer:
            chain: Chain | None = None
            for left in reversed(range(times)):
                chain = chain or self._begin()
                if self._ends_after_kill(killer, chain, last=not left):
                    if not self.figures.all_that_is_wrong():  # else somebody wants to look at it
                        shutil.rmtree(chain.folder)
                    chain = None
                    gc.collect()  # which tests have switched off

    def _begin(self) -> Chain:
        self.figures.vaults += 1
        folder = self._room / f"vault-{self.figures.vaults}"
        kind = self._chance.random()
        if kind < _OLD:
            old = self._chance.choice(self._samples)
            shutil.copytree(old.folder, folder)
            return Chain(folder, Ledger(old.content), old)
        if kind < _OLD + _FULL:
            shutil.copytree(self._full, folder)
            return Chain(folder, Ledger(self._witness.content_of(folder / header.DATABASE)))
        begin_vault(folder)
        return Chain(folder, Ledger())

    def _ends_after_kill(self, killer: Killer, chain: Chain, *, last: bool) -> bool:
        """Have one worker killed, and look; return whether nobody shall go on with its vault."""
        lines = self._kill_one(killer, chain)
        ends = last or self._chance.random() < _ENDS
        if chain.old and not self._witness.is_old(chain.folder, chain.old):
            chain.old = None
        if any(line[0] == "preparing" for line in lines):
            self._witness.look_after_restoring(chain.folder, chain.ledger, lines)
            return True
        if ends or self._chance.random() < _LOOKS:
            self._witness.look(chain.folder, chain.ledger)
            chain.old = None  # whoever opens it brings it up to date
        return ends

    def _kill_one(self, killer: Killer, chain: Chain) -> list[Line]:
        run = self._choose(chain)
        lines = killer.kill(run)
        self.figures.kills += 1
        self.figures.commits += chain.ledger.hear(lines)
        self.figures.fell.update(fell(lines))
        self._witness.about = f"kill {self.figures.kills}, {chain.folder}"
        if lines[-1] != ["ended", "-9"] or any(line[0] in {"refused", "broke"} for line in lines):
            self.figures.broken.append(f"{self._witness.about}: {lines[-3:]}")
        return lines

    def _choose(self, chain: Chain) -> Run:
        """Choose a life, and when it ends."""
        restores = False
        if chain.old:
            after, within = self._chance.choices((_OPENING, _MIGRATING), (1, 3))[0]
        elif self._chance.random() < _RESTORES and any(
            one.verified for one in backup.every(chain.folder)
        ):
            restores, (after, within) = True, self._chance.choice((_PREPARING, _RESTORING))
        else:
            after, within = self._chance.choices((_OPENING, _WORKING), (1, 6))[0]
        return Run(
            str(chain.folder),
            seed=self._chance.getrandbits(32),
            begins_ms=SUNDAY_EVENING.utc_ms + _HOUR_MS * self.figures.kills,
            after=after,
            seconds=within * self._chance.random() ** 2,
            restores=restores,
        )
