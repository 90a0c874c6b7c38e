"""The one that is killed: the app without its window, making marks as fast as it can.

``python -m tests.kills.worker`` imports everything once and then forks a process for each ``Run``
it reads, one line of JSON each; that process opens the vault for itself, and no connection, key or
thread is older than it. At its moment it is killed, and ``ended`` is written after its last word.

What it tells, a line each, written whole by one system call:

    begun, opening, open            the way in
    now N WHAT UID SEQ HASH         transaction N has begun and holds this mark
    kept N                          the reply to N came: COMMIT has returned
    backing, backed MADE_MS         a backup
    folding                         records are put together
    migrating                       the backup before it was made
    preparing MADE_MS               a backup is going to be put in the journal's place
    restoring, restored             it is, and was
    refused WHAT, broke WHAT        what must not happen here
"""

import json
import os
import select
import signal
import sys
import threading
from array import array
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import alembic.command  # noqa: F401 - the app loads both when it needs them, and a fork at once
import soundfile  # noqa: F401

from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.opus import OpusStream
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Kind, Part, PartId
from journal_app.domain.ink import codec
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.rotation import Backup
from journal_app.domain.voice import RATE
from journal_app.media import ink
from journal_app.services.folding import Folding
from journal_app.services.journal import Journal, Reply
from journal_app.services.keys.unlocking import Opened
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.services.opening import Opening
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.services.voice.recorder import Recorder
from journal_app.services.work import Work
from journal_app.storage import entries, exchange, folding, parts
from journal_app.storage.keys import header
from journal_app.storage.keys.header import State
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock
from tests.fakes_sound import FakeMicrophone

BODY, THERE = -1, -2  # in the place of a record's number: the whole value; the row itself
PATIENCE_S = 30.0

_FOLDS = 0.1
_PAUSE_S = 0.006  # the longest, between two marks
_GROWTH = 200  # bytes of text between two autosaves: soon a body needs pages of its own
_DICE = Random(1)  # noqa: S311 - chance, not a secret; as everywhere here
_NOISE = array("h", _DICE.choices(range(-9000, 9000), k=RATE // 2)).tobytes()


@dataclass(frozen=True)
class Run:
    """One life: ``seconds`` after it told ``after``, it is killed."""

    folder: str
    seed: int
    begins_ms: int
    after: str
    seconds: float
    restores: bool = False

    def line(self) -> str:
        """Return this as the worker reads it."""
        return json.dumps(asdict(self)) + "\n"


def stroke(number: int, made_ms: int, chance: Random) -> bytes:
    """Return the record of a stroke like one a hand makes."""
    x, y = chance.uniform(0, 900), chance.uniform(0, 600)
    samples = []
    for step in range(chance.randint(10, 120)):
        x, y = x + chance.uniform(-9, 9), y + chance.uniform(-9, 9)
        samples.append(Sample(x, y, chance.random(), 8.0 * step))
    return pack(
        Add(Stroke.of(number, "pen", "text", 2.5, made_ms, tuple(samples)), Extent(1000, 700))
    )


class _Mouth:
    """Tells; and lets the killer know when its moment begins to count."""

    def __init__(self, run: Run, aim: int) -> None:
        self._after = run.after
        self._aim = aim

    def tell(self, what: str, *more: object) -> None:
        _write(what, *more)
        if what == self._after:
            os.write(self._aim, b"!")


def _write(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class _TellingJournal(Journal):
    """The app's own door, which tells of each write before its commit and after its reply."""

    def __init__(self, mouth: _Mouth) -> None:
        super().__init__(_at_once, lambda error: mouth.tell("refused", type(error).__name__), _hush)
        self._mouth = mouth
        self._kinds: dict[PartId, Kind] = {}
        self._count = 0

    def do(self, verb: Callable[..., Changed], *args: Any, **kwargs: Any) -> Reply[Changed]:
        number: list[int] = []
        if verb in {folding.fold, folding.looked}:  # which make nothing that wasn't there
            self._mouth.tell("folding")
            return super().do(verb, *args, **kwargs)

        def run(db: Any) -> Changed:
            self._count += 1
            number.append(self._count)
            self._mouth.tell("now", self._count, *self._mark(verb, args))
            return verb(db, *args, **kwargs)

        reply = super().do(run)
        reply.then(lambda _changed: self._mouth.tell("kept", *number))
        return reply

    def knows(self, part: Part) -> None:
        self._kinds[part.id] = part.kind

    def _mark(self, verb: Callable[..., Changed], args: Any) -> tuple[str, str, int, str]:
        if verb is parts.put:
            return "autosave", args[0], BODY, sha256(args[1]).hexdigest()
        if verb is parts.append:
            what = {Kind.INK: "ink", Kind.VOICE: "recording"}[self._kinds[args[0]]]
            body = codec.loosened(args[1].body) if what == "ink" else args[1].body
            return what, args[0], args[1].seq, sha256(body).hexdigest()
        if verb is parts.begin:
            self.knows(args[1])
        made = args[1] if verb is parts.begin else args[0]
        return "page", getattr(made, "id", made), THERE, "-"


class _TellingSafekeeping(Safekeeping):
    """The app's own safekeeping, which tells of the backup before a migration."""

    def __init__(self, session: Session, mouth: _Mouth) -> None:
        super().__init__(session)
        self._mouth = mouth

    def before_migration(self) -> Backup:
        self._mouth.tell("backing")
        made = super().before_migration()
        self._mouth.tell("backed", made.made_ms)
        self._mouth.tell("migrating")
        return made


class _Life:
    """One start of the app, which never ends by itself."""

    def __init__(self, run: Run, mouth: _Mouth) -> None:
        self._run = run
        self._mouth = mouth
        self._chance = Random(run.seed)  # noqa: S311
        self._folder = Path(run.folder)
        self._clock = FakeClock(replace(SUNDAY_EVENING, utc_ms=run.begins_ms))
        self._microphone = FakeMicrophone(self._clock)
        self._journal = _TellingJournal(mouth)
        keychain = MemoryKeychain()
        self._session = Session(
            self._folder, keychain, self._clock, _at_once, self._journal, Work(_at_once)
        )
        self._safekeeping = _TellingSafekeeping(self._session, mouth)
        self._folding = Folding(self._session, run=3)

    def live(self) -> NoReturn:
        """Open the journal, then write, draw and speak; meanwhile backups are made."""
        self._mouth.tell("opening")
        exchange.finish(self._folder)
        there = header.load(self._folder)
        assert there is not None
        opened = Opened(there, bytearray(KEY), there.state is State.NEW)
        opening = Opening(self._session, opened, self._safekeeping)
        self._journal.open(opening).result(PATIENCE_S)
        self._mouth.tell("open")
        if self._run.restores:
            self._restore()
        threading.Thread(target=self._back_up_for_ever, name="backups", daemon=True).start()
        recovered = [line.id for line in opening.recovered]
        while True:
            found = None
            if recovered and self._chance.random() < 0.5:
                found = self._journal.ask(entries.load, recovered.pop()).result(PATIENCE_S)
            self._sit(OpenEntry(self._journal, self._clock, found))

    def _restore(self) -> None:
        """Put the newest backup in place, as somebody might who doesn't like what they see."""
        newest = next(one for one in self._safekeeping.every().result(PATIENCE_S) if one.verified)
        self._mouth.tell("preparing", newest.made_ms)
        self._safekeeping.prepare(newest).result(PATIENCE_S)
        self._session.close()
        self._mouth.tell("restoring")
        exchange.put_in_place(self._folder)
        self._mouth.tell("restored")
        threading.Event().wait()

    def _back_up_for_ever(self) -> None:
        chance = Random(self._run.seed + 1)  # noqa: S311
        while True:
            self._mouth.tell("backing")
            made = self._safekeeping.back_up().result(PATIENCE_S)
            self._mouth.tell("backed", made.made_ms)
            threading.Event().wait(chance.uniform(0, 0.05))

    def _sit(self, entry: OpenEntry) -> None:
        """Make an entry of everything at once, or go on with one."""
        there = {part.kind: part for part in entry.parts}
        for part in entry.parts:
            self._journal.knows(part.content)
        words = there.get(Kind.WORDS) or entry.new_part(Kind.WORDS)
        drawing = there.get(Kind.INK) or entry.new_part(Kind.INK)
        voice = entry.new_part(Kind.VOICE)
        recorder = Recorder(voice.append, self._microphone, OpusStream, self._clock)
        recorder.start()
        marks = (self._writes(words), self._draws(drawing), self._speaks())
        for _ in range(self._chance.randint(10, 60)):
            next(self._chance.choice(marks))
            if self._chance.random() < _FOLDS:
                self._folding.fold()
            threading.Event().wait(self._chance.uniform(0, _PAUSE_S))
            if self._chance.random() < 0.2:  # whoever makes is rarely far ahead of the disk
                self._journal.ask(_nothing).result(PATIENCE_S)
        recorder.stop()
        for part in (words, drawing, voice):
            part.finish()
        entry.set_aside()

    def _writes(self, part: OpenPart) -> Iterator[None]:
        text = part.content.body
        while True:
            text += self._chance.randbytes(_GROWTH // 2).hex().encode()
            part.put(text)
            yield

    def _draws(self, part: OpenPart) -> Iterator[None]:
        number = ink.read(part.content).next_id
        while True:
            part.append(stroke(number, self._clock.now().utc_ms, self._chance))
            number += 1
            yield

    def _speaks(self) -> Iterator[None]:
        while True:
            self._microphone.say(_NOISE[: 2 * self._chance.randint(RATE // 10, RATE // 2)])
            yield


def _at_once(work: Callable[[], None]) -> None:
    """Deliver on the thread that has the news: nothing is between COMMIT and what is told."""
    work()


def _hush(_changed: Changed) -> None:
    """Stand for a window that shows what changed."""


def _nothing(_db: object) -> None:
    """Read nothing; the answer comes when everything asked for before is done."""


def _live(run: Run, aim: int) -> NoReturn:
    """Be the process of one run."""

    def broke(what: threading.ExceptHookArgs) -> None:
        threading.__excepthook__(what)
        _write("broke", what.exc_type.__name__)
        os._exit(1)

    threading.excepthook = broke
    try:
        mouth = _Mouth(run, aim)
        mouth.tell("begun")
        _Life(run, mouth).live()
    except BaseException as error:  # noqa: BLE001 - told, and fatal
        _write("broke", type(error).__name__)
        sys.excepthook(type(error), error, error.__traceback__)
        os._exit(1)


def _fork(run: Run) -> tuple[int, int]:
    """Start the process of a run; return its id, and what is readable once its moment counts."""
    threads = list(Path("/proc/self/task").iterdir())
    assert len(threads) == 1, "a fork has one thread, and nobody may miss the others"
    seen, aim = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(seen)
        _live(run, aim)
    os.close(aim)
    return process, seen


def main() -> None:
    """Fork, wait for the moment, kill, tell how it ended; until nobody asks any more."""
    for line in iter(sys.stdin.readline, ""):
        run = Run(**json.loads(line))
        process, seen = _fork(run)
        select.select([sys.stdin, seen], [], [], PATIENCE_S)  # an asker who is gone ends it, too
        select.select([sys.stdin], [], [], run.seconds)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        os.close(seen)
        _write("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
