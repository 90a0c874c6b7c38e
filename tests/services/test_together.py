"""A voice is read with what was made meanwhile in its entry, and with nothing else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from journal_app.domain.entry import Kind, Part, PartId, Record
from journal_app.domain.ink import codec
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.voice import Trim, pack
from journal_app.media import ink
from journal_app.services.session import Session
from journal_app.services.together import Together
from journal_app.storage import folding, parts
from tests.bench.bench_together import Beside, clicks
from tests.fakes import SUNDAY_EVENING
from tests.fakes_sound import decoded
from tests.mixed import Kept, Script, keep
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

SCRIPT = Script(30.0, pauses=((11.0, 60.0),), before="Already there. ")


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    return opener.open(folder)


@pytest.fixture
def kept(session: Session) -> Kept:
    return keep(session.journal, SCRIPT)


def test_all_that_was_made_meanwhile_is_there(session: Session, kept: Kept) -> None:
    mixed = Together(session).read(kept.voice).result(20)
    assert mixed is not None
    assert len(decoded(mixed.recording)) == 2 * 30 * 48_000
    ((caption, drawn),) = mixed.drawings
    assert (caption, [one.at for one in drawn.moments]) == ("", [7.0, 14.0, 21.0, 28.0])
    (written,) = mixed.words
    assert written.text == SCRIPT.text
    assert written.seen(0.0) == "Already there. "
    assert written.seen(30.0) == SCRIPT.text
    assert "Already" not in repr(mixed)


def test_every_click_is_heard_when_its_stroke_or_its_word_is_there(
    session: Session, kept: Kept
) -> None:
    mixed = Together(session).read(kept.voice).result(20)
    assert mixed is not None
    heard = clicks(decoded(mixed.recording))
    ((_, drawn),), (written,) = mixed.drawings, mixed.words
    beside = Beside(SCRIPT, drawn, written)
    words = [at for at, _ in SCRIPT.words]
    for begun, count in ((SCRIPT.strokes, beside.strokes), (words, beside.words)):
        for nth, second in enumerate(begun, 1):
            click = float(heard[np.abs(heard - second).argmin()])
            assert count(click + 0.05) >= nth > count(click - 0.05)


def test_only_a_voice_with_something_beside_it_offers_that(session: Session, kept: Kept) -> None:
    later = replace(SUNDAY_EVENING, utc_ms=SCRIPT.ms(500.0))
    alone, journal = PartId("alone"), session.journal
    journal.do(parts.begin, kept.entry, Part(alone, Kind.VOICE, 9, later)).result(20)
    for seq, body in enumerate(replace(SCRIPT, seconds=2.0, pauses=(), began=later).voice()):
        journal.do(parts.append, alone, Record(seq, later.utc_ms, body)).result(20)
    asked = Together(session)
    for part in (alone, kept.voice, kept.ink):
        assert asked.offered(part).result(20) == {kept.voice}
    mixed = asked.read(alone).result(20)
    assert mixed is not None
    assert (mixed.drawings, mixed.words) == ((), ())


def test_what_was_taken_out_is_not_offered(session: Session, kept: Kept) -> None:
    for part in (kept.ink, kept.words):
        assert Together(session).offered(kept.voice).result(20) == {kept.voice}
        session.journal.do(parts.take_out, part, 1).result(20)
    assert Together(session).offered(kept.voice).result(20) == set()
    session.journal.do(parts.take_out, kept.voice, 1).result(20)
    assert Together(session).read(kept.voice).result(20) is None


def test_what_lies_outside_the_trim_is_outside(session: Session, kept: Kept) -> None:
    session.journal.do(parts.take_out, kept.words, 1).result(20)
    trim = Record(999, 0, pack(Trim(0, 5 * 48_000)))
    session.journal.do(parts.append, kept.voice, trim).result(20)
    assert Together(session).offered(kept.voice).result(20) == set()


@pytest.mark.parametrize("around", [False, True])
def test_a_drawing_that_was_put_together_is_looked_into(
    session: Session, kept: Kept, *, around: bool
) -> None:
    session.journal.do(parts.take_out, kept.ink, 1).result(20)
    session.journal.do(parts.take_out, kept.words, 1).result(20)
    times = [SCRIPT.ms(at) for at in ((-50.0, 12.0, 90.0) if around else (-50.0, -9.0, 90.0))]
    strokes = [Stroke.of(n, "pen", "text", 4.0, ms, [Sample(n, n)]) for n, ms in enumerate(times)]
    loose = [Record(n, one.made_ms, codec.pack(Add(one))) for n, one in enumerate(strokes)]
    part, journal = PartId("folded"), session.journal
    journal.do(parts.begin, kept.entry, Part(part, Kind.INK, 9, SUNDAY_EVENING)).result(20)
    for one in loose:
        journal.do(parts.append, part, one).result(20)
    (key,) = set(journal.ask(folding.drawn_on).result(20)) - {2}
    journal.do(folding.fold, key, 0, 3, ink.fold(loose)).result(20)
    assert Together(session).offered(kept.voice).result(20) == ({kept.voice} if around else set())
