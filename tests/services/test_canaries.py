"""The search finds what leaked, wherever it lies in a file, and keeps what it knows to itself."""

import base64
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.errors import NotKept
from journal_app.services import savedfiles
from journal_app.services.privacy import canaries
from journal_app.services.privacy.canaries import Canaries, Leak, Scan
from journal_app.services.privacy.needles import SHORTEST, Needles, Sort
from journal_app.services.savedfiles import Saved
from journal_app.services.session import Session
from journal_app.services.surroundings import Surroundings
from journal_app.storage.canaries import LONGEST, Sample, _slice, take
from tests.fakes import KEY, FakeClock, Post
from tests.services.around import VOICE, WORDS, around, keychain, notes_of, session, write

__all__ = ["around", "keychain", "session"]


def search(session: Session, around: Surroundings) -> Scan:
    looking = Canaries(session, around)
    sample = looking.sample().result(20)
    return looking.search(sample, notes_of(session), lambda _files: None).result(30)


def plant(around: Surroundings, content: bytes, name: str = "leak") -> Path:
    leak = around.elsewhere[0] / name
    leak.parent.mkdir(parents=True, exist_ok=True)
    leak.write_bytes(content)
    return leak


def test_a_journal_that_leaks_nothing_is_found_to_leak_nothing(
    session: Session, around: Surroundings
) -> None:
    plant(around, b"the words of somebody else, and nothing of ours")
    found = search(session, around)
    assert not found.leaks
    assert not found.saved
    assert found.whole
    assert found.pieces == 2
    assert found.files >= 4
    assert found.size > (session.folder / "journal.db").stat().st_size


@pytest.mark.parametrize(
    ("leaked", "sort"),
    [
        (WORDS.encode(), Sort.WORDS),
        (WORDS.encode("utf-16-le"), Sort.WORDS),
        (VOICE, Sort.RECORD),
        (KEY, Sort.KEY),
        (KEY.hex().encode(), Sort.KEY),
        (KEY.hex().upper().encode(), Sort.KEY),
        (base64.b64encode(KEY), Sort.KEY),
        (base64.urlsafe_b64encode(KEY), Sort.KEY),
        (WORDS.encode() + KEY, Sort.KEY),
    ],
)
def test_what_was_leaked_in_plain_is_found_wherever_it_lies_in_a_file(
    session: Session, around: Surroundings, leaked: bytes, sort: Sort
) -> None:
    leak = plant(around, os.urandom(1021) + leaked + os.urandom(77), "deep/down/leak")
    assert search(session, around).leaks == (Leak(leak, sort),)


def test_a_leak_across_the_border_of_two_pieces_is_found(
    session: Session, around: Surroundings
) -> None:
    for before in range(canaries.PIECE - len(WORDS), canaries.PIECE, 7):
        leak = plant(around, bytes(before) + WORDS.encode())
        assert search(session, around).leaks == (Leak(leak, Sort.WORDS),), before


def test_titles_and_captions_are_looked_for_as_well(session: Session, around: Surroundings) -> None:
    write(session.journal, "short", title="A title of some length")
    leak = plant(around, b"\x00A title of some length\x00")
    assert Leak(leak, Sort.WORDS) in search(session, around).leaks


def test_a_leak_in_a_folder_of_ours_is_found_too(session: Session, around: Surroundings) -> None:
    leak = session.folder / "backups" / "notes.txt"
    leak.parent.mkdir()
    leak.write_text(WORDS, "utf-8")
    assert search(session, around).leaks == (Leak(leak, Sort.WORDS),)


def test_what_somebody_saved_on_purpose_is_no_leak(
    session: Session, around: Surroundings, tmp_path: Path
) -> None:
    page = tmp_path / "my page.txt"
    page.write_text(WORDS, "utf-8")
    savedfiles.note(session, page, Saved.PAGE).result(20)
    found = search(session, around)
    assert found.saved == (page,)
    assert found.leaks == ()


def test_links_and_strangers_files_are_not_followed(
    session: Session, around: Surroundings, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "words").write_text(WORDS, "utf-8")
    (around.elsewhere[0] / "link").symlink_to(outside / "words")
    (around.elsewhere[0] / "folder").symlink_to(outside)
    os.mkfifo(around.elsewhere[0] / "pipe")
    assert search(session, around).leaks == ()


def test_a_folder_inside_another_is_searched_once(
    session: Session, around: Surroundings, tmp_path: Path
) -> None:
    plant(around, WORDS.encode())
    twice = replace(around, elsewhere=(*around.elsewhere, tmp_path, session.folder))
    assert len(search(session, twice).leaks) == 1


def test_a_file_that_is_too_large_is_looked_into_at_its_beginning(
    session: Session, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canaries, "MOST_OF_A_FILE", canaries.PIECE)
    leak = plant(around, WORDS.encode() + bytes(2 * canaries.PIECE) + KEY)
    assert search(session, around).leaks == (Leak(leak, Sort.WORDS),)


def test_an_empty_journal_still_looks_for_its_key(session: Session, around: Surroundings) -> None:
    leak = plant(around, KEY)
    looking = Canaries(session, around)
    found = looking.search(Sample(), notes_of(session), lambda _files: None).result(20)
    assert found.pieces == 0
    assert found.leaks == (Leak(leak, Sort.KEY),)


def test_the_search_ends_when_it_is_stopped_and_says_so(
    session: Session, around: Surroundings, post: Post
) -> None:
    for number in range(2000):
        plant(around, b"x" * 100, str(number))
    looking = Canaries(session, around)
    heard: list[int] = []

    def stop(files: int) -> None:
        heard.append(files)
        looking.stop()

    reply = looking.search(Sample(), notes_of(session), stop)
    post.run_until(lambda: bool(heard))
    found = reply.result(20)
    assert not found.whole
    assert 0 < found.files < 2000


def test_the_search_ends_when_its_time_is_over(
    session: Session, around: Surroundings, clock: FakeClock, post: Post
) -> None:
    for number in range(2000):
        plant(around, b"x" * 100, str(number))
    looking = Canaries(session, around)

    def go_on(_files: int) -> None:
        clock.go_on(canaries.TIME_S + 1)

    reply = looking.search(Sample(), notes_of(session), go_on)
    told: list[Scan] = []
    reply.then(told.append)
    post.run_until(lambda: bool(told))
    assert not told[0].whole


def test_closing_the_journal_ends_a_search(session: Session, around: Surroundings) -> None:
    for number in range(2000):
        plant(around, b"x" * 100, str(number))
    looking = Canaries(session, around)
    reply = looking.search(looking.sample().result(20), notes_of(session), lambda _files: None)
    session.close()
    with pytest.raises(NotKept):
        reply.result(20)


def test_no_piece_shows_in_what_is_printed(session: Session, around: Surroundings) -> None:
    sample = Canaries(session, around).sample().result(20)
    shown = repr((sample, Needles([(Sort.KEY, bytearray(KEY))]), search(session, around)))
    assert "water" not in shown
    assert all(text not in shown for text in sample.texts)
    assert repr(KEY) not in shown


def test_the_spellings_of_the_key_are_wiped() -> None:
    spelling = bytearray(KEY)
    needles = Needles([(Sort.KEY, spelling)])
    assert needles.within(KEY) == {Sort.KEY}
    needles.wipe()
    assert not any(spelling)
    assert needles.within(KEY) == set()


def test_a_sample_holds_pieces_of_old_and_new_entries_and_none_that_is_common(
    session: Session,
) -> None:
    for number in range(60):
        write(session.journal, f"Entry number {number:04} has words of its own in its one line")
    sample = session.journal.ask(take, 10).result(20)
    assert 10 <= len(sample.texts) <= 20
    assert all(SHORTEST <= len(text) <= LONGEST for text in sample.texts)
    assert all(piece in VOICE for piece in sample.slices)


def test_silence_and_what_all_recordings_begin_with_are_not_looked_for(session: Session) -> None:
    assert _slice(bytes(500)) is None
    assert _slice(b"\xf8\xff\xfe" * 200) is None
    assert _slice(VOICE + b"OpusTags") is None
    assert _slice(VOICE) is not None


@given(st.binary(min_size=SHORTEST, max_size=60), st.binary(max_size=50), st.binary(max_size=50))
def test_a_piece_is_found_at_every_place(piece: bytes, before: bytes, after: bytes) -> None:
    needles = Needles([(Sort.WORDS, piece)])
    assert needles.within(before + piece + after) == {Sort.WORDS}


@given(st.binary(min_size=SHORTEST, max_size=40), st.binary(max_size=200))
def test_nothing_is_found_that_is_not_there(piece: bytes, hay: bytes) -> None:
    assert bool(Needles([(Sort.WORDS, piece)]).within(hay)) is (piece in hay)


def test_a_piece_too_short_to_be_told_from_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="short"):
        Needles([(Sort.WORDS, bytes(SHORTEST - 1))])
