"""Told on a small disk of their own by ``test_disk_full``: what a full one costs, which is nothing.

``disk`` is really full when a story says so: not one more byte fits.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor

from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.opus import OpusStream
from journal_app.domain.entry import Entry, EntryState, Kind, PartState
from journal_app.domain.errors import DiskFull, NotKept
from journal_app.domain.voice import clock_face
from journal_app.media import voice
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry, OpenPart
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.room import Place, Room
from journal_app.storage import ballast, entries, vault
from journal_app.ui.instance import Instance
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.widgets.page import Page
from tests.desktop.waiting import until
from tests.fakes import KEY, FakeClock, Post
from tests.fakes_sound import FakeMicrophone, tone
from tests.guest import Enter, Guest, enter, fakes, kept, keychain

__all__ = ["enter", "fakes", "keychain"]

AUTOSAVES = 300  # five minutes of typing
NOT_KEPT = "Not kept yet — disk is full"
TYPED = "slow water over stones, and then the door. "


@dataclass
class Disk:
    """A small disk, and the file that fills it."""

    place: Path

    @property
    def _filler(self) -> Path:
        return self.place / "filler"

    def fill(self) -> None:
        with self._filler.open("ab", buffering=0) as filler:
            for piece in (1 << 20, 1 << 12):
                _write_until_full(filler.fileno(), bytes(piece))
        assert ballast.free(self.place) == 0

    def make_room(self) -> None:
        self._filler.unlink(missing_ok=True)


def _write_until_full(handle: int, piece: bytes) -> None:
    with contextlib.suppress(OSError):
        while True:
            os.write(handle, piece)


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk(Path(os.environ["AFTERPAGE_TEST_SMALL_DISK"]))
    assert not list(made.place.iterdir())
    yield made
    for left in made.place.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


@pytest.fixture
def folder(disk: Disk) -> Path:
    made = disk.place / "journal"
    made.mkdir(mode=0o700)
    return made


@dataclass
class Desk:
    """An open journal on the small disk, and someone at it."""

    folder: Path
    post: Post
    clock: FakeClock
    journal: Journal
    squeezed: list[bool] = field(default_factory=list)

    def settle(self, entry: OpenEntry) -> None:
        self.post.run_until(lambda: entry.state in {KeepState.KEPT, KeepState.NOT_KEPT})

    def retry_until_kept(self, entry: OpenEntry) -> None:
        def look() -> bool:
            if entry.state is KeepState.NOT_KEPT:
                entry.retry()
            return entry.state is KeepState.KEPT

        self.post.run_until(look)

    def load(self, entry: OpenEntry) -> Entry:
        return self.journal.ask(entries.load, entry.id).result(20)

    def type_for_five_minutes(self, entry: OpenEntry, part: OpenPart) -> bytes:
        text = ""
        for _save in range(AUTOSAVES):
            text += TYPED
            part.touch()
            part.put(text.encode())
            self.settle(entry)
        return text.encode()


@pytest.fixture
def desk(folder: Path, post: Post, clock: FakeClock) -> Iterator[Desk]:
    squeezed: list[bool] = []

    def make_room() -> bool:
        released = ballast.release(folder)
        squeezed.extend([True] * released)
        return released

    journal = Journal(post.deliver, post.failures.append, post.changes.append, make_room)
    journal.open(lambda: vault.create(folder, KEY)).result(20)
    yield Desk(folder, post, clock, journal, squeezed)
    journal.close()


def _check_file(folder: Path) -> None:
    opened = vault.unlock(folder, KEY)
    with opened.reading() as db:
        assert db.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert db.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    opened.close()


def test_five_minutes_of_typing_wait_on_screen_and_are_then_kept_whole(
    desk: Desk, disk: Disk
) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    part = entry.new_part(Kind.WORDS)
    part.put(b"before ")
    desk.settle(entry)
    disk.fill()

    typed = desk.type_for_five_minutes(entry, part)
    assert (entry.state, type(entry.trouble)) == (KeepState.NOT_KEPT, DiskFull)
    assert NOT_KEPT in str(entry.trouble)
    assert desk.load(entry).parts[0].body in {b"before "} | {
        typed[: n * len(TYPED)] for n in range(AUTOSAVES)
    }
    assert len(desk.post.failures) == 1, "a full disk is not asked again by every keystroke"

    disk.make_room()
    desk.retry_until_kept(entry)
    assert desk.load(entry).parts[0].body == typed
    desk.journal.close()
    _check_file(desk.folder)


def test_the_ballast_keeps_typing_kept_and_is_given_up_once(desk: Desk, disk: Disk) -> None:
    assert ballast.lay(desk.folder, free=lambda _folder: 1 << 40)
    entry = OpenEntry(desk.journal, desk.clock)
    part = entry.new_part(Kind.WORDS)
    disk.fill()

    typed = desk.type_for_five_minutes(entry, part)
    assert part.all_kept()
    assert desk.load(entry).parts[0].body == typed
    assert desk.squeezed == [True]
    assert desk.post.failures == []
    assert not (desk.folder / ballast.FILE).exists()

    disk.fill()
    more = part.append(bytes(10 << 20))
    desk.settle(entry)
    assert entry.state is KeepState.NOT_KEPT
    disk.make_room()
    assert ballast.lay(desk.folder, free=lambda _folder: 1 << 40)
    desk.retry_until_kept(entry)
    assert [record.seq for record in desk.load(entry).parts[0].records] == [more]
    assert desk.squeezed == [True]


def _record(desk: Desk, part: OpenPart, bound: int) -> tuple[Recorder, FakeMicrophone, list[bytes]]:
    handed: list[bytes] = []

    def keep(body: bytes) -> int:
        handed.append(body)
        return part.append(body)

    microphone = FakeMicrophone(desk.clock)
    room = Room(partial(ballast.free, desk.folder), part.waiting, bound)
    recorder = Recorder(keep, microphone, OpusStream, desk.clock, room)
    recorder.start()
    until(lambda: microphone.starts > 0, "the microphone to be opened")
    return recorder, microphone, handed


def _say(desk: Desk, entry: OpenEntry, recorder: Recorder, microphone: FakeMicrophone) -> None:
    """Say something for as long as a page holds, and let the window hear what became of it."""
    microphone.say(tone(1.0))
    until(lambda: len(recorder._kept) > 0, "the first record")
    desk.settle(entry)


def test_a_recording_goes_on_in_memory_and_no_record_of_it_is_lost(desk: Desk, disk: Disk) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    part = entry.new_part(Kind.VOICE)
    recorder, microphone, handed = _record(desk, part, bound=1 << 20)
    for _second in range(5):
        _say(desk, entry, recorder, microphone)
    disk.fill()
    seconds = 5
    while entry.state is not KeepState.NOT_KEPT:
        _say(desk, entry, recorder, microphone)
        seconds += 1
    before = len(desk.load(entry).parts[0].records)
    for _second in range(30):
        _say(desk, entry, recorder, microphone)
    until(lambda: recorder.left is not None and recorder.left.place is Place.MEMORY, "memory")
    assert recorder.state is State.RECORDING
    assert len(desk.load(entry).parts[0].records) == before
    assert len(desk.post.failures) == 1, "a full disk is not asked again by every record"

    disk.make_room()
    desk.retry_until_kept(entry)
    for _second in range(5):
        _say(desk, entry, recorder, microphone)
    recorder.stop()
    part.finish()
    desk.settle(entry)

    (stored,) = desk.load(entry).parts
    assert [record.seq for record in stored.records] == list(range(len(handed)))
    assert [record.body for record in stored.records] == handed
    assert stored.state is PartState.WHOLE
    assert voice.read(stored).seconds == pytest.approx(seconds + 35, abs=0.1)
    assert len(voice.read(stored).stretches) == 1, "there is no seam in it"


def _ended_or_on(recorder: Recorder, seconds: float) -> bool:
    return recorder.state is State.STOPPED or recorder.seconds > seconds


def test_at_its_bound_a_recording_ends_says_so_and_is_kept_whole_later(
    desk: Desk, disk: Disk
) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    part = entry.new_part(Kind.VOICE)
    disk.fill()
    recorder, microphone, handed = _record(desk, part, bound=60_000)
    _say(desk, entry, recorder, microphone)
    assert entry.state is KeepState.NOT_KEPT
    while recorder.state is not State.STOPPED:
        so_far = recorder.seconds
        microphone._said.put(tone(0.5))  # nobody waits for it to be heard: it may not be
        until(lambda at=so_far: _ended_or_on(recorder, at), "the sound to be taken in")  # type: ignore[misc]
    said = f"Everything up to {clock_face(recorder.seconds)} waits in memory"
    assert said in str(recorder.trouble)
    assert 60_000 <= entry.waiting < 75_000

    disk.make_room()
    desk.retry_until_kept(entry)
    assert entry.waiting == 0
    (stored,) = desk.load(entry).parts
    assert [record.body for record in stored.records] == handed
    assert voice.read(stored).seconds == pytest.approx(recorder.seconds, abs=0.02)


def test_a_page_that_is_not_kept_yet_can_be_left_and_come_back_to_whole(
    desk: Desk, disk: Disk
) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    words, ink = entry.new_part(Kind.WORDS), entry.new_part(Kind.INK)
    words.put(b"kept")
    ink.append(b"one stroke")
    desk.settle(entry)
    disk.fill()
    for length in (40_000, 40_001):
        words.put(b"w" * length)
    for stroke in (b"two", b"three"):
        ink.append(stroke * 9_000)
    ink.describe("a first cap")
    ink.describe("a caption")
    entry.entitle("a tit")
    entry.entitle("a title")
    ink.finish()
    entry.set_aside()
    desk.settle(entry)
    assert entry.state is KeepState.NOT_KEPT

    whole = entry.come_back(desk.load(entry))
    assert whole.title == "a title"
    assert [part.body for part in whole.parts] == [b"w" * 40_001, b""]
    assert whole.parts[1].caption == "a caption"
    strokes = [b"one stroke", b"two" * 9_000, b"three" * 9_000]
    assert [record.body for record in whole.parts[1].records] == strokes

    entry.part(words.id).put(b"w" * 40_002)
    disk.make_room()
    desk.retry_until_kept(entry)
    stored = desk.load(entry)
    assert (stored.title, stored.state) == ("a title", EntryState.OPEN)
    assert [part.body for part in stored.parts] == [b"w" * 40_002, b""]
    assert [record.body for record in stored.parts[1].records] == strokes
    assert (stored.parts[1].caption, stored.parts[1].state) == ("a caption", PartState.WHOLE)


def test_what_was_kept_survives_a_power_cut_on_a_full_disk(
    desk: Desk, disk: Disk, tmp_path: Path
) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    part = entry.new_part(Kind.INK)
    strokes: list[bytes] = []
    disk.fill()
    while entry.state is not KeepState.NOT_KEPT:
        strokes.append(bytes([len(strokes) % 256]) * 3_000)
        part.append(strokes[-1])
        desk.settle(entry)
        assert len(strokes) < 100
    there = len(desk.load(entry).parts[0].records) if desk.post.changes else 0
    shutil.copytree(desk.folder, tmp_path / "after")  # as the disk has it at this moment

    opened = vault.unlock(tmp_path / "after", KEY)
    with opened.reading() as db:
        found = [part for line in entries.newest(db, 9) for part in entries.load(db, line.id).parts]
    opened.close()
    assert [record.body for part in found for record in part.records] == strokes[:there]
    _check_file(tmp_path / "after")


def test_a_journal_that_finds_no_room_to_open_says_so_and_opens_later(
    desk: Desk, disk: Disk
) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    entry.new_part(Kind.WORDS).put(b"still open")
    desk.settle(entry)
    desk.journal.close()
    opening = partial(vault.unlock, desk.folder, KEY)
    before = (desk.folder / "journal.db").read_bytes()
    disk.fill()

    with pytest.raises((DiskFull, NotKept)):
        opening()
    with pytest.raises(DiskFull, match="Nothing in it is lost"):
        ballast.spare(desk.folder, opening)
    assert (desk.folder / "journal.db").read_bytes() == before
    disk.make_room()
    ballast.spare(desk.folder, opening).close()
    _check_file(desk.folder)


def test_with_ballast_a_journal_opens_on_a_full_disk(desk: Desk, disk: Disk) -> None:
    entry = OpenEntry(desk.journal, desk.clock)
    entry.new_part(Kind.WORDS).put(b"still open")
    desk.settle(entry)
    desk.journal.close()
    ballast.lay(desk.folder, free=lambda _folder: 1 << 40)
    disk.fill()

    def opening() -> list[str]:
        opened = vault.unlock(desk.folder, KEY)
        try:
            with opened.writing() as db:
                return [line.first_words for line in entries.recover(db)]
        finally:
            opened.close()

    assert ballast.spare(desk.folder, opening) == ["still open"]
    assert not (desk.folder / ballast.FILE).exists()


def test_no_ballast_is_left_half_laid_on_a_disk_that_fills_up(desk: Desk, disk: Disk) -> None:
    took: list[int] = []

    def fill_meanwhile() -> None:
        took.append(1)
        if len(took) == 5:
            disk.fill()

    assert not ballast.lay(desk.folder, fill_meanwhile, free=lambda _folder: 1 << 40)
    assert not (desk.folder / ballast.FILE).exists()
    assert not ballast.lay(desk.folder)


def test_the_window_keeps_the_text_on_screen_and_says_how_it_stands(
    enter: Enter, disk: Disk, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.press("1")
    guest.type("before. ")
    guest.wait_until_kept()
    disk.fill()
    page = guest.see(Page)
    page.moveCursor(QTextCursor.MoveOperation.End)
    page.insertPlainText(TYPED * 400)  # more than what fits between the pages that are there
    _wait_to_read(guest, NOT_KEPT)
    guest.type("typed on a full disk. ")
    guest.button(guest.workspace.notices, "Try again").click()
    guest.type("and more")
    written = f"before. {TYPED * 400}typed on a full disk. and more"
    assert page.toPlainText() == written
    assert NOT_KEPT in guest.workspace.notices.text

    _go_home_and_make_room(guest, disk)
    guest.leave()
    (entry,) = kept(folder, keychain)
    assert [part.body.decode() for part in entry.parts] == [written]
    assert entry.state is EntryState.ASIDE


def _go_home_and_make_room(guest: Guest, disk: Disk) -> None:
    """Leave the page; see that it is still said that it isn't kept; and then that it is."""
    keeping, notices = guest.workspace.keeping, guest.workspace.notices
    guest.press("Ctrl+Return")
    guest.see(HomePage)
    notices.say("Something else, in passing.")
    guest.qtbot.waitUntil(lambda: keeping._covered, timeout=20_000)
    notices.clear()  # as it does by itself after a while
    _wait_to_read(guest, NOT_KEPT)
    assert not keeping.at_rest

    disk.make_room()
    guest.button(notices, "Try again").click()
    _wait_to_read(guest, "Kept again. Nothing was lost.")
    assert keeping.at_rest


def _wait_to_read(guest: Guest, words: str) -> None:
    guest.qtbot.waitUntil(lambda: words in guest.workspace.notices.text, timeout=20_000)


def test_the_ballast_keeps_what_is_typed_in_the_window_and_it_is_said_once(
    enter: Enter, disk: Disk, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.wait_until_open()
    assert ballast.lay(folder, free=lambda _folder: 1 << 40)
    guest.press("1")
    disk.fill()
    guest.see(Page).insertPlainText(TYPED * 400)
    _wait_to_read(guest, "The disk is almost full. Everything is kept so far")
    guest.wait_until_kept()
    assert not (folder / ballast.FILE).exists()
    guest.leave()
    (entry,) = kept(folder, keychain)
    assert entry.parts[0].body.decode() == TYPED * 400


def test_a_page_left_and_opened_again_on_a_full_disk_shows_all_that_was_typed(
    enter: Enter, disk: Disk, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.press("1")
    guest.type("before. ")
    guest.press("Ctrl+J")
    journal = guest.see(JournalPage)
    guest.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)
    journal.open_line(0)
    guest.wait_for(EntryPage)
    guest.button(guest.see(EntryPage), "Open these words").click()
    disk.fill()
    _type_on(guest, TYPED * 400)
    _wait_to_read(guest, NOT_KEPT)
    guest.press("Esc")
    guest.qtbot.waitUntil(lambda: guest.workspace.busy, timeout=20_000)
    guest.wait_for(EntryPage)
    guest.button(guest.see(EntryPage), "Open these words").click()
    assert guest.see(Page).toPlainText() == f"before. {TYPED * 400}"
    _type_on(guest, "and more")
    guest.press("Ctrl+Return")
    assert NOT_KEPT in guest.workspace.notices.text, "nothing untrue is said over it"
    disk.make_room()
    _wait_to_read(guest, "Kept again. Nothing was lost.")
    guest.leave()
    (entry,) = kept(folder, keychain)
    assert entry.parts[0].body.decode() == f"before. {TYPED * 400}and more"


def _type_on(guest: Guest, text: str) -> None:
    page = guest.see(Page)
    page.moveCursor(QTextCursor.MoveOperation.End)
    page.insertPlainText(text)


def test_a_full_disk_at_the_start_is_said_and_the_ballast_opens_the_journal(
    enter: Enter, disk: Disk, folder: Path
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("before. ")
    guest.wait_until_kept()
    guest.leave()
    disk.fill()
    instance = Instance(folder)
    assert instance.is_first(), "a start that ends without a word"
    instance.close()
    guest = enter()
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    guest.qtbot.waitUntil(lambda: "The disk is full" in locked.sentence, timeout=20_000)
    disk.make_room()
    guest.button(locked, "Try again").click()
    guest.wait_for(HomePage)
    guest.leave()

    assert ballast.lay(folder, free=lambda _folder: 1 << 40)
    disk.fill()
    guest = enter()
    guest.wait_until_open()
    guest.see(HomePage)
    disk.make_room()
    guest.leave()
