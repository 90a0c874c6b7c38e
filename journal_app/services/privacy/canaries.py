"""A search for what somebody made, and for the key to it, wherever neither must be.

Pieces of it are held in memory while the search lasts; they are never shown, logged or written.
"""

import os
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from threading import Event

from journal_app.services.journal import Reply
from journal_app.services.privacy.inventory import Notes
from journal_app.services.privacy.needles import Needles, Sort
from journal_app.services.session import Session
from journal_app.services.surroundings import Surroundings
from journal_app.storage import canaries, elsewhere
from journal_app.storage.canaries import Sample

SAMPLED = 24  # entries, and records, of the newest; and about as many others
TIME_S = 90.0
PIECE = 1024 * 1024
MOST_OF_A_FILE = 64 * PIECE  # of one that isn't in our folders
ALL = 1 << 62
UNTIL_REST = 4 * PIECE  # of reading; a file is so much work by itself:
FILE_IS_LIKE = UNTIL_REST // 128

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Leak:
    """A file in which something was found."""

    path: Path
    sort: Sort


@dataclass(frozen=True, slots=True)
class Scan:
    """What came of a search.

    ``saved`` are files with finds that somebody saved on purpose. ``pieces`` is how many there were
    to look for, the key aside. ``whole`` says that there was time for everything.
    """

    files: int
    size: int
    pieces: int
    leaks: tuple[Leak, ...]
    saved: tuple[Path, ...]
    whole: bool


class Canaries:
    """Looks for a session's content outside the encrypted file."""

    def __init__(self, session: Session, around: Surroundings) -> None:
        self._session = session
        self._around = around
        self._stopped = Event()

    def sample(self) -> Reply[Sample]:
        """Take pieces of what was made, once the journal is open; ``search`` needs them."""
        return self._session.journal.ask(canaries.take, SAMPLED)

    def search(self, sample: Sample, notes: Notes, progress: Progress) -> Reply[Scan]:
        """Look through everything; ``progress`` hears on the window's thread of so many files."""
        self._stopped.clear()
        return self._session.work.do(lambda: self._search(sample, notes, progress))

    def stop(self) -> None:
        """Look no further; what was found until then is the result."""
        self._stopped.set()

    def _search(self, sample: Sample, notes: Notes, progress: Progress) -> Scan:
        until = self._session.clock.monotonic() + TIME_S

        def rest(files: int) -> bool:
            self._session.work.breathe()
            self._session.deliver(lambda: progress(files))
            return self._stopped.is_set() or self._session.clock.monotonic() > until

        with self._session.key.held() as key:
            needles = Needles([*_spellings(sample), *_key_spellings(key)])
        looking = _Looking(needles, rest)
        try:
            for path, most in _files(self._session.folder.resolve(), self._around, notes):
                looking.look_into(path, most)
                if looking.over:
                    break
        finally:
            needles.wipe()
        return looking.result(notes, len(sample.texts) + len(sample.slices))


class _Looking:
    """One search under way; ``over`` when ``rest`` said so, which is called now and then."""

    def __init__(self, needles: Needles, rest: Callable[[int], bool]) -> None:
        self.over = False
        self._needles = needles
        self._rest = rest
        self._files = self._size = self._since_rest = 0
        self._found: dict[Path, set[Sort]] = {}

    def look_into(self, path: Path, most: int) -> None:
        """Read a file in pieces that overlap; one that can't be read is left out."""
        sorts: set[Sort] = set()
        with suppress(OSError), path.open("rb", buffering=0) as file:
            before, read = b"", 0
            end = min(os.fstat(file.fileno()).st_size, most)
            while read < end and not self.over and (piece := file.read(min(PIECE, end - read))):
                sorts |= self._needles.within(before + piece)
                before = piece[-self._needles.overlap :]
                read += len(piece)
                self._tire(len(piece))
            self._files += 1
            self._size += read
        self._tire(FILE_IS_LIKE)
        if sorts:
            self._found[path] = sorts

    def result(self, notes: Notes, pieces: int) -> Scan:
        """Return what was found; a key is worse than words, and is named before them."""
        saved = {one.path for one in notes.saved}
        leaks = [
            Leak(path, next(sort for sort in (Sort.KEY, Sort.WORDS, Sort.RECORD) if sort in sorts))
            for path, sorts in sorted(self._found.items())
            if path not in saved
        ]
        meant = tuple(path for path in sorted(self._found) if path in saved)
        return Scan(self._files, self._size, pieces, tuple(leaks), meant, whole=not self.over)

    def _tire(self, work: int) -> None:
        self._since_rest += work
        if self._since_rest >= UNTIL_REST:
            self._since_rest = 0
            self.over = self._rest(self._files)


def _spellings(sample: Sample) -> Iterator[tuple[Sort, bytes]]:
    for text in sample.texts:
        for encoding in ("utf-8", "utf-16-le"):
            yield Sort.WORDS, text.encode(encoding)
    yield from ((Sort.RECORD, piece) for piece in sample.slices)


def _key_spellings(key: bytearray) -> Iterator[tuple[Sort, bytearray]]:
    yield Sort.KEY, bytearray(key)
    for spell in (b64encode, urlsafe_b64encode):
        yield Sort.KEY, bytearray(spell(key).rstrip(b"="))
    for spelling in (key.hex(), key.hex().upper()):
        yield Sort.KEY, bytearray(spelling.encode())


def _files(folder: Path, around: Surroundings, notes: Notes) -> Iterator[tuple[Path, int]]:
    """Give every file to look into, each once, and how much of it: all of those in our folders."""
    second = notes.second_folder
    copies = None if second is None else second / elsewhere.FOLDER
    ours = (place for place in (folder, around.settings, around.cache, copies) if place is not None)
    others = (*(saved.path for saved in notes.saved), *around.elsewhere)
    done: set[Path] = set()
    for places, most in ((ours, ALL), (others, MOST_OF_A_FILE)):
        for place in places:
            if done.isdisjoint((place, *place.parents)):
                yield from ((path, most) for path in _readable(place, done))
                done.add(place)


def _readable(place: Path, done: set[Path]) -> Iterator[Path]:
    """Give this user's files in a folder, or the file itself; no links, and no other disks."""
    top = _state(place)
    waiting = [place]
    while waiting:
        path = waiting.pop()
        state = _state(path)
        if path in done or state is None or top is None or state.st_dev != top.st_dev:
            continue
        if S_ISDIR(state.st_mode):
            with suppress(OSError):
                waiting += path.iterdir()
        elif S_ISREG(state.st_mode) and state.st_size and _is_ours(state):
            yield path


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:  # gone, or somebody else's
        return None


def _is_ours(state: os.stat_result) -> bool:
    return os.name != "posix" or state.st_uid == os.getuid()
