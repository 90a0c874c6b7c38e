"""A vault with something of everything in it, and ways to damage its files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from journal_app.domain.clock import Moment
from journal_app.domain.entry import MARKDOWN, Entry, Kind, Part, Record, new_entry_id, new_part_id
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.voice import Header, Page
from journal_app.domain.voice import pack as pack_voice
from journal_app.storage import entries, parts, vault
from tests.fakes import KEY, SUNDAY_EVENING

PAGE = 4096
FRAME = 24 + PAGE
DAY_MS = 86_400_000
LONG = "slow water over stones — " * 700

Damage = Callable[[bytearray], bytearray]


def write(opened: vault.Vault, number: int) -> None:
    """Keep one entry: words, every fifth time long ones, a drawing, a voice."""
    made = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + number * DAY_MS)
    entry = Entry(new_entry_id(), made, title=f"number {number}")
    with opened.writing() as db:
        entries.begin(db, entry)
        entries.entitle(db, entry.id, entry.title)
        text = LONG if number % 5 == 0 else f"warm {number}. " * 20
        _begin(db, entry, _words(made, text))
        if number % 4 == 0:
            _begin(db, entry, Part(new_part_id(), Kind.INK, 1, made, records=_drawing()))
        if number % 8 == 0:
            _begin(db, entry, Part(new_part_id(), Kind.VOICE, 2, made, records=_voice()))
        entries.set_aside(db, entry.id, made.utc_ms)


def _words(made: Moment, text: str) -> Part:
    return Part(new_part_id(), Kind.WORDS, 0, made, body=text.encode(), form=MARKDOWN)


def _begin(db: Connection, entry: Entry, part: Part) -> None:
    parts.begin(db, entry.id, part)
    for record in part.records:
        parts.append(db, part.id, record)


def _drawing() -> tuple[Record, ...]:
    def stroke(number: int) -> Stroke:
        samples = tuple(
            Sample(t * t * 7919 % 997, number * 11.0 + t, 0.5, 8.0 * t) for t in range(160)
        )
        return Stroke.of(number, "pen", "text", 2.5, 1000 * number, samples)

    return tuple(Record(n, n, pack(Add(stroke(n + 1)))) for n in range(24))


def _voice() -> tuple[Record, ...]:
    header = pack_voice(Header(1, 0, SUNDAY_EVENING.utc_ms, b"OggS" * 30))
    pages = (Page(1, n * 24_000, (n + 1) * 24_000, b"sound" * 900, bytes(100)) for n in range(20))
    bodies = (header, *map(pack_voice, pages))
    return tuple(Record(n, n, body) for n, body in enumerate(bodies))


def make(folder: Path, count: int) -> list[Entry]:
    """Make a vault of so many entries in ``folder``; return what is in it."""
    opened = vault.create(folder, KEY)
    for number in range(count):
        write(opened, number)
    opened.close()
    return contents(folder)


def contents(folder: Path) -> list[Entry]:
    """Return all entries of the vault in ``folder``, by the time they were made."""
    opened = vault.look(folder / "journal.db", KEY)
    with opened.reading() as db:
        lines = entries.newest(db, 10_000)
        found = [entries.load(db, line.id) for line in reversed(lines)]
    opened.close()
    return found


def moments(found: list[Entry]) -> list[Moment]:
    return [entry.made for entry in found]


def flip(*pages: int, at: int = 200) -> Damage:
    """Flip one bit in each of these pages."""

    def damage(content: bytearray) -> bytearray:
        for page in pages:
            content[(page - 1) * PAGE + at] ^= 1
        return content

    return damage


def flip_frame(number: int, at: int = 300) -> Damage:
    """Flip one bit in a frame of the log."""

    def damage(content: bytearray) -> bytearray:
        content[32 + number * FRAME + at] ^= 1
        return content

    return damage


def cut(part: float, more: int = 0) -> Damage:
    """Cut the file short after a part of its pages, and some bytes."""

    def damage(content: bytearray) -> bytearray:
        return content[: int(len(content) // PAGE * part) * PAGE + more]

    return damage


def zero(first: int, count: int) -> Damage:
    """Let pages be nothing but zeros."""

    def damage(content: bytearray) -> bytearray:
        content[(first - 1) * PAGE : (first - 1 + count) * PAGE] = bytes(count * PAGE)
        return content

    return damage


def swap(one: int, other: int) -> Damage:
    """Put two pages in each other's place."""

    def damage(content: bytearray) -> bytearray:
        here, there = slice((one - 1) * PAGE, one * PAGE), slice((other - 1) * PAGE, other * PAGE)
        content[here], content[there] = content[there], content[here]
        return content

    return damage


def salt(content: bytearray) -> bytearray:
    """Destroy the salt that a file begins with."""
    content[:16] = bytes(16)
    return content


def empty(_content: bytearray) -> bytearray:
    """Leave nothing."""
    return bytearray()


def to(file: Path, damage: Damage) -> bytes:
    """Damage a file; return what is in it now."""
    file.write_bytes(damage(bytearray(file.read_bytes())))
    return file.read_bytes()
