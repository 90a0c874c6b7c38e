"""Portable copies: one file that opens elsewhere, and nothing else that looks like one."""

import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from journal_app.domain.errors import (
    DiskFull,
    JournalError,
    KeyMissing,
    KeyringAbsent,
    NotKept,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
    WrongWords,
)
from journal_app.formats import portable as zipped
from journal_app.services import savedfiles
from journal_app.services.portable import Arrival, Found, Portable
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.storage import backup, exchange
from journal_app.storage.keys import header, ways
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.ways import Way
from tests.fakes import KEY
from tests.keyrings import FakeKeychain
from tests.services.sessions import (
    QUICK,
    VAULT_ID,
    WORDS,
    Opener,
    key_of,
    kit_slot,
    lines,
    opener,
    read,
    there,
    write,
)
from tests.vaults import sample

__all__ = ["opener"]

CARRIED = "a stick in a pocket"


@pytest.fixture
def session(folder: Path, opener: Opener) -> Session:
    opener.begin(folder, kit_slot())
    made = opener.open(folder)
    write(made, "apricot and slow water")
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "Afterpage 2026-11-22.afterpage"


@pytest.fixture
def elsewhere(tmp_path: Path, opener: Opener) -> Session:
    """A journal on another computer, just begun there."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    opener.keychain = FakeKeychain()
    opener.begin(folder)
    made = opener.open(folder)
    write(made, "begun there")
    return made


def _carry(session: Session, file: Path) -> Path:
    Portable(session, QUICK).under_passphrase(file, CARRIED).result(20)
    return file


def _open(session: Session, file: Path, typed: str) -> Found:
    """Open a copy in the journal's place, as the page and its errand do."""
    arrival = Arrival(session)
    found = arrival.look(file).result(20)
    assert arrival.unlock(found, typed).result(20)
    arrival.prepare(found).result(20)
    arrival.forget()
    assert not any(arrival._key)
    session.close()
    exchange.put_in_place(session.folder)
    return found


def _header(folder: Path) -> Header:
    found = header.load(folder)
    assert found is not None
    return found


def test_a_copy_is_one_private_file_of_ciphertext_under_a_key_of_its_own(
    folder: Path, session: Session, file: Path
) -> None:
    _carry(session, file)
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as packed:
        assert packed.namelist() == ["vault.json", "journal.db"]
        assert packed.testzip() is None
        assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
    content = file.read_bytes()
    assert b"apricot" not in content
    assert b"SQLite format" not in content
    assert VAULT_ID.encode() not in content
    assert KEY not in content
    assert not (folder / exchange.PACKING).exists()
    assert lines(session) == ["apricot and slow water"], "the journal stays open"
    (noted,) = session.journal.ask(savedfiles.every).result(20)
    assert (noted.path, noted.encrypted) == (file, True)


def test_it_opens_on_another_computer_with_its_passphrase(
    session: Session, file: Path, elsewhere: Session, opener: Opener
) -> None:
    _carry(session, file)
    there_before = there(elsewhere.folder)
    found = _open(elsewhere, file, CARRIED)
    assert found.ways == {Way.PASSPHRASE}
    key = key_of(elsewhere.folder, opener.keychain)
    assert read(elsewhere.folder, key) == ["apricot and slow water"]
    assert key != KEY
    assert ways.by_passphrase(_header(elsewhere.folder), CARRIED) == key
    (aside,) = elsewhere.folder.glob("replaced-*")
    assert (aside / "vault.json").read_bytes() == there_before["vault.json"]
    assert read(aside, opener.keychain.keys[VAULT_ID]) == ["begun there"]


def test_the_words_of_the_kit_carry_it_too(
    session: Session, file: Path, elsewhere: Session, opener: Opener
) -> None:
    portable = Portable(session)
    assert portable.has_kit().result(20)
    with pytest.raises(WrongWords):
        portable.under_words(file, "abandon " * 12).result(20)
    other = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"
    with pytest.raises(WrongWords, match="don’t open this journal"):
        portable.under_words(file, other).result(20)
    assert not file.exists()
    portable.under_words(file, WORDS).result(20)
    assert _open(elsewhere, file, WORDS).ways == {Way.WORDS}
    key = key_of(elsewhere.folder, opener.keychain)
    assert read(elsewhere.folder, key) == ["apricot and slow water"]


@pytest.mark.parametrize("by_words", [False, True])
def test_without_a_keyring_the_copy_asks_for_what_it_was_made_with(
    session: Session, file: Path, elsewhere: Session, opener: Opener, *, by_words: bool
) -> None:
    if by_words:
        Portable(session).under_words(file, WORDS).result(20)
    else:
        _carry(session, file)
    opener.keychain.trouble = KeyringAbsent("There is none.")
    _open(elsewhere, file, WORDS if by_words else CARRIED)
    found = _header(elsewhere.folder)
    if by_words:
        key = ways.by_words(found, WORDS)
    else:
        assert found.opens_with is OpensWith.PASSPHRASE
        key = ways.by_passphrase(found, CARRIED)
    assert read(elsewhere.folder, bytes(key)) == ["apricot and slow water"]


def test_a_wrong_passphrase_changes_nothing_and_can_be_tried_again(
    session: Session, file: Path, elsewhere: Session
) -> None:
    arrival = Arrival(elsewhere)
    found = arrival.look(_carry(session, file)).result(20)
    before = there(elsewhere.folder)
    assert not arrival.unlock(found).result(20), "it has to be asked for"
    with pytest.raises(WrongPassphrase):
        arrival.unlock(found, "another").result(20)
    assert there(elsewhere.folder) == before
    assert arrival.unlock(found, CARRIED).result(20)


def test_a_backup_with_its_header_beside_it_opens_on_another_computer(
    session: Session, elsewhere: Session, tmp_path: Path
) -> None:
    made = Safekeeping(session).back_up().result(20)
    copied = tmp_path / made.file.name
    copied.write_bytes(made.file.read_bytes())
    arrival = Arrival(elsewhere)
    with pytest.raises(VaultMissing, match="of the same name beside it"):
        arrival.look(copied).result(20)
    copied.with_suffix(".json").write_bytes(made.file.with_suffix(".json").read_bytes())
    elsewhere.keychain.forget(VAULT_ID)
    _open(elsewhere, copied, WORDS)
    found = _header(elsewhere.folder)
    assert found.vault_id == VAULT_ID
    assert read(elsewhere.folder, KEY) == ["apricot and slow water"]


def test_the_journals_own_backup_keeps_the_ways_in_of_today(session: Session) -> None:
    made = Safekeeping(session).back_up().result(20)
    write(session, "since")
    today = header.load(session.folder)
    assert today is not None
    header.save(session.folder, ways.with_kit(today, kit_slot()))
    kept = (session.folder / "vault.json").read_bytes()
    _open(session, made.file, "")
    assert (session.folder / "vault.json").read_bytes() == kept
    assert read(session.folder, KEY) == ["apricot and slow water"]


def test_a_copy_nothing_here_opens_says_so(
    session: Session, elsewhere: Session, tmp_path: Path, opener: Opener
) -> None:
    made = Safekeeping(session).back_up().result(20)
    bare = header.load(made.file.parent, made.file.with_suffix(".json").name)
    assert bare is not None
    place = tmp_path / "bare"
    place.mkdir()
    without = Header("7" * 32, 0, header.fingerprint(b"x" * 32, "7" * 32), OpensWith.KEYRING)
    header.save(place, without)
    (place / "vault.json").rename(place / made.file.with_suffix(".json").name)
    (place / made.file.name).write_bytes(made.file.read_bytes())
    arrival = Arrival(elsewhere)
    found = arrival.look(place / made.file.name).result(20)
    with pytest.raises(KeyMissing, match="Nothing was changed"):
        arrival.unlock(found).result(20)


def test_an_existing_file_is_replaced_only_by_a_whole_one(session: Session, file: Path) -> None:
    file.write_bytes(b"an older copy")
    session.work._stop.set()  # the journal is being closed
    with pytest.raises(NotKept):
        Portable(session, QUICK).under_passphrase(file, CARRIED).result(20)
    assert file.read_bytes() == b"an older copy"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_place_that_is_not_there_is_said_calmly(session: Session, tmp_path: Path) -> None:
    nowhere = tmp_path / "unplugged" / "copy.afterpage"
    with pytest.raises(NotKept, match="choose another place"):
        Portable(session, QUICK).under_passphrase(nowhere, CARRIED).result(20)
    assert not nowhere.parent.exists()
    with pytest.raises(JournalError, match="take your time"):
        Portable(session, QUICK).under_passphrase(tmp_path / "copy", "  ").result(20)


def test_where_there_is_no_room_nothing_is_written(
    session: Session, file: Path, elsewhere: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _carry(session, file)
    before = file.read_bytes()
    monkeypatch.setattr(backup, "free", lambda _place: 1000)
    with pytest.raises(DiskFull, match="Your journal is as it was"):
        Portable(session, QUICK).under_passphrase(file, CARRIED).result(20)
    assert file.read_bytes() == before
    arrival = Arrival(elsewhere)
    found = arrival.look(file).result(20)
    arrival.unlock(found, CARRIED).result(20)
    with pytest.raises(DiskFull, match="Nothing was changed"):
        arrival.prepare(found).result(20)


def _zip(file: Path, *members: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(file, "w", how) as packed:
        for name, content in members:
            packed.writestr(name, content)


BODY = ("journal.db", bytes(8192))


@pytest.mark.parametrize(
    "members",
    [
        (),
        (BODY,),
        (("vault.json", b"{}"),),
        (BODY, ("vault.json", b"{}")),
        (("vault.json", b"{}"), ("../journal.db", bytes(8192))),
        (("vault.json", b"{}"), ("/etc/journal.db", bytes(8192))),
        (("vault.json", b"{}"), BODY, ("more", b"")),
        (("vault.json", b" " * 70_000), BODY),
        (("vault.json", b"{}"), ("journal.db", b"short")),
        (("vault.json", b"{}"), BODY),
        (("vault.json", b"not json"), BODY),
    ],
)
@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_only_looks_like_a_copy_is_refused(
    session: Session, file: Path, members: tuple[tuple[str, bytes], ...], how: int
) -> None:
    _zip(file, *members, how=how)
    before = there(session.folder)
    outside = set(file.parent.parent.rglob("*"))
    with pytest.raises(VaultDamaged, match="nothing was changed here"):
        Arrival(session).look(file).result(20)
    assert there(session.folder) == before
    assert set(file.parent.parent.rglob("*")) == outside


def test_two_of_the_same_name_are_refused(session: Session, file: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        _zip(file, ("vault.json", b"{}"), ("vault.json", b"{}"))
    with pytest.raises(VaultDamaged):
        Arrival(session).look(file).result(20)


@pytest.mark.parametrize("content", [b"", b"PK", os.urandom(5000), b"%PDF-1.7 a page"])
def test_any_other_file_is_refused(session: Session, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(VaultDamaged, match="isn’t a copy of a journal"):
        Arrival(session).look(file).result(20)
    with pytest.raises(NotKept, match="couldn’t be read"):
        Arrival(session).look(file.with_name("gone.afterpage")).result(20)


@pytest.fixture
def carried(session: Session, file: Path) -> bytes:
    return _carry(session, file).read_bytes()


def _tries_to_open(session: Session, file: Path) -> None:
    arrival = Arrival(session)
    found = arrival.look(file).result(20)
    arrival.unlock(found, CARRIED).result(20)
    arrival.prepare(found).result(20)


@given(cut=st.integers(0, 10**9))
@examples(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_truncated_copy_is_refused(
    session: Session, file: Path, carried: bytes, cut: int
) -> None:
    file.write_bytes(carried[: cut % len(carried)])
    with pytest.raises(JournalError, match="othing was changed"):
        _tries_to_open(session, file)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), at_end=st.booleans())
@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_never_opens_as_something_else(
    session: Session, file: Path, carried: bytes, place: float, bit: int, *, at_end: bool
) -> None:
    """Either a calm sentence, or, where the bit means nothing, the journal as it was."""
    content = bytearray(carried)
    spot = len(content) - 1 - int(place * 400) if at_end else int(place * len(content))
    content[spot] ^= 1 << bit
    file.write_bytes(content)
    try:
        _tries_to_open(session, file)
    except JournalError:
        return
    laid = session.folder / exchange.End.ASIDE
    with zipfile.ZipFile(file) as packed:
        assert (laid / "journal.db").read_bytes() == packed.read("journal.db")
    assert read(laid, key_of(laid, session.keychain)) == ["apricot and slow water"]


def _members(file: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(file) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]


def test_a_copy_that_somebody_packed_anew_is_refused(
    session: Session, file: Path, carried: bytes
) -> None:
    members = _members(file)
    _zip(file, *members)
    Arrival(session).look(file).result(20)  # as it was made
    _zip(file, *members, how=zipfile.ZIP_DEFLATED)
    with pytest.raises(VaultDamaged):
        Arrival(session).look(file).result(20)


def test_one_flipped_bit_in_a_whole_file_is_seen_before_anything_changes(
    session: Session, file: Path, carried: bytes
) -> None:
    (name, head), (database, body) = _members(file)
    spoilt = bytearray(body)
    spoilt[-2000] ^= 1
    _zip(file, (name, head), (database, bytes(spoilt)))
    with pytest.raises(VaultDamaged, match="nothing was changed here"):
        _tries_to_open(session, file)
    assert not (session.folder / exchange.End.ASIDE / header.FILE).exists()


def test_a_copy_of_a_newer_version_is_refused_and_unharmed(
    session: Session, file: Path, carried: bytes, tmp_path: Path
) -> None:
    with zipfile.ZipFile(file) as packed:
        newer = packed.read("vault.json").replace(b'"version": 1', b'"version": 2')
        body = packed.read("journal.db")
    _zip(file, ("vault.json", newer), ("journal.db", body))
    with pytest.raises(VaultTooNew, match="It is unharmed"):
        Arrival(session).look(file).result(20)


def test_what_was_packed_is_read_back_before_it_counts(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "vault.json").write_bytes(b"{}")
    (tmp_path / "from" / "journal.db").write_bytes(os.urandom(3_000_000))
    target = tmp_path / "made.afterpage"
    part = target.with_name("made.afterpage.part")

    def spoil() -> None:
        """Change what was written as soon as it is being read back."""
        if part.stat().st_size > 3_000_000:
            with part.open("r+b") as written:
                written.seek(1_000_000)
                written.write(b"something else")

    with pytest.raises(VaultDamaged):
        zipped.pack(target, tmp_path / "from", spoil)
    assert not target.exists()
    assert not part.exists()
    zipped.pack(target, tmp_path / "from")
    assert target.exists()
    assert zipped.size(target) == 3_000_000


def test_a_copy_of_an_older_form_is_brought_up_to_date_when_it_opens(
    session: Session, file: Path
) -> None:
    older = sample.HERE / "0001"
    parts = ((name, (older / name).read_bytes()) for name in ("vault.json", "journal.db"))
    _zip(file, *parts)
    _open(session, file, sample.PASSPHRASE)
    found = _header(session.folder)
    assert found.opens_with is OpensWith.PASSPHRASE, "it goes on asking for it"
    assert read(session.folder, bytes(ways.by_passphrase(found, sample.PASSPHRASE))) != []
