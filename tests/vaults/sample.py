"""Makes the sample vault of the present schema: ``python -m tests.vaults.sample``.

It is made once, when a schema is new, and kept from then on as it is: later versions must open it.
The key and the passphrase are in the open here, because nobody's journal is.
"""

import json
from pathlib import Path
from queue import SimpleQueue

from sqlalchemy import Connection

from journal_app.devices.opus import OpusStream
from journal_app.domain.entry import Kind
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice import recorder as recording
from journal_app.services.voice.recorder import Recorder
from journal_app.storage import upgrade, vault
from journal_app.storage.keys import header, slots
from journal_app.storage.keys.header import Header, OpensWith, State
from journal_app.storage.keys.slots import Cost
from tests.desktop.waiting import until
from tests.fakes import KEY, FakeClock, Post
from tests.fakes_sound import FakeMicrophone, tone

HERE = Path(__file__).parent
ID = "5a" * 16
PASSPHRASE = "a word or two"  # noqa: S105 - a sample's
WORDS = bytes(range(16))
_COUNT = 'SELECT count(*) FROM "{}"'


def make(folder: Path) -> None:
    """Make a vault with words, a drawing and a voice in it, and count what it holds."""
    folder.mkdir()
    clock, post = FakeClock(), Post(SimpleQueue())
    header.save(folder, _header(clock.now().utc_ms))
    journal = Journal(post.deliver, post.failures.append, post.changes.append)
    journal.open(lambda: vault.create(folder, KEY)).result(20)
    for title in ("the first", "the second", "the third"):
        entry = OpenEntry(journal, clock)
        entry.new_part(Kind.WORDS).put(f"warm. slow water over stones — {title}".encode())
        _draw(entry)
        _speak(entry, clock)
        entry.entitle(title)
        entry.set_aside()
        clock.go_on(86_400)
    counts = journal.ask(_count).result(20)
    journal.close()
    assert not post.failures
    (folder / "counts.json").write_text(json.dumps(counts, indent=1) + "\n", "utf-8")


def _header(made_ms: int) -> Header:
    mark = header.fingerprint(KEY, ID)
    cost = Cost(64 * 1024, 1, 1)
    ways = (slots.wrap(KEY, PASSPHRASE, ID, cost), slots.wrap_for_words(KEY, WORDS, ID))
    return Header(ID, made_ms, mark, OpensWith.PASSPHRASE, State.READY, ways)


def _draw(entry: OpenEntry) -> None:
    part = entry.new_part(Kind.INK)
    for number in range(1, 4):
        samples = tuple(Sample(10.0 * t, 20.0 * number, 0.5, 8.0 * t) for t in range(40))
        stroke = Stroke.of(number, "pen", "ink", 2.5, 1000 * number, samples)
        part.append(pack(Add(stroke, Extent(1000, 700))))
    part.append(pack(Hide((2,))))
    part.finish()


def _speak(entry: OpenEntry, clock: FakeClock) -> None:
    part, microphone = entry.new_part(Kind.VOICE), FakeMicrophone(clock)
    recorder = Recorder(part.append, microphone, OpusStream, clock)
    recorder.start()
    microphone.say(tone(2.0))
    until(
        lambda: recorder.state is recording.State.RECORDING, "the recorder to record", patience=10
    )
    recorder.stop()
    part.finish()


def _count(db: Connection) -> dict[str, int]:
    names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    return {
        name: int(db.exec_driver_sql(_COUNT.format(name)).scalar_one()) for name in sorted(names)
    }


if __name__ == "__main__":
    make(HERE / upgrade.HEAD)
