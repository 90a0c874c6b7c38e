"""A new key: wholly the old journal or wholly the new one, whatever happens on the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from journal_app.domain.errors import (
    DiskFull,
    JournalError,
    KeyringLocked,
    NotKept,
    VaultDamaged,
    WrongPassphrase,
)
from journal_app.domain.rotation import Occasion
from journal_app.services.rekeying import Plan, Rekeying
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.storage import backup, elsewhere, exchange, settings
from journal_app.storage.exchange import End
from journal_app.storage.keys import header, ways
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.desktop.waiting import until
from tests.fakes import KEY, FakeClock
from tests.services.sessions import (
    PASSPHRASE,
    VAULT_ID,
    WORDS,
    Opener,
    key_of,
    kit_slot,
    lines,
    opener,
    passphrase_slot,
    read,
    there,
    write,
)

__all__ = ["opener"]


def _header(folder: Path) -> Header:
    found = header.load(folder)
    assert found is not None
    return found


def _rotate(session: Session, passphrase: str = "", *, keep_older: bool = True) -> Plan:
    """Prepare a new key and carry it out, as an errand does."""
    plan = Rekeying(session).prepare(passphrase, keep_older=keep_older).result(20)
    session.close()
    plan.carry_out()
    return plan


@pytest.fixture
def session(folder: Path, opener: Opener, clock: FakeClock) -> Session:
    """An open journal with a kit, an entry, and a backup from before the second entry."""
    opener.begin(folder, kit_slot())
    made = opener.open(folder)
    write(made, "then")
    Safekeeping(made).back_up().result(20)
    write(made, "since")
    clock.go_on(60)
    return made


def test_the_journal_is_the_same_under_a_new_key_and_a_new_id(
    folder: Path, session: Session, opener: Opener
) -> None:
    old = there(folder)
    plan = _rotate(session)

    found = _header(folder)
    assert found.vault_id != VAULT_ID
    assert found.opens_with is OpensWith.KEYRING
    assert found.state is State.READY
    assert found.slots == (), "the old kit opens nothing new"
    key = key_of(folder, opener.keychain)
    assert key != KEY
    assert read(folder, key) == ["since", "then"]
    with pytest.raises(VaultDamaged):
        read(folder, KEY)
    assert not any(plan.old_key)
    assert not any(plan.new_key)
    live = {file.name for file in folder.iterdir() if file.is_file()}
    assert live == {"journal.db", "vault.json"}
    assert [one.name for one in folder.iterdir() if one.is_dir()] == ["backups"]
    assert (folder / "journal.db").read_bytes() != old["journal.db"]


def test_a_first_backup_is_made_and_older_ones_are_kept_with_their_key(
    folder: Path, session: Session, opener: Opener
) -> None:
    (older,) = backup.every(folder)
    _rotate(session, keep_older=True)
    first, kept = backup.every(folder)
    assert kept == older
    assert first.occasion is Occasion.WEEKLY
    assert backup.present(folder) == (first,)
    backup.check(first, key_of(folder, opener.keychain))
    backup.check(kept, opener.keychain.keys[VAULT_ID])


def test_older_copies_go_when_that_was_chosen_and_their_key_with_them(
    folder: Path, session: Session, opener: Opener, tmp_path: Path
) -> None:
    stick, others = tmp_path / "stick", tmp_path / "stick" / elsewhere.FOLDER
    stick.mkdir()
    safekeeping = Safekeeping(session)
    safekeeping.second.choose(stick).result(20)
    for end in (".db", ".json"):  # a copy of a journal of somebody else
        (others / f"2020-01-01T080000Z-daily{end}").write_bytes(b"theirs")
    (copied,) = (one for one in elsewhere.within(stick) if one.opens_with == VAULT_ID)
    aside = folder / "replaced-2026-11-01T080000Z"
    aside.mkdir()
    (aside / "journal.db").write_bytes(copied.file.read_bytes())
    strange = folder / "replaced-2026-11-02T080000Z"
    strange.mkdir()
    (strange / "journal.db").write_bytes(b"not under this key, so not ours to remove")

    _rotate(session, keep_older=False)

    (first,) = backup.every(folder)
    assert first.opens_with == _header(folder).vault_id
    assert not aside.exists()
    assert strange.exists()
    assert {one.name for one in others.iterdir()} == {
        "2020-01-01T080000Z-daily.db", "2020-01-01T080000Z-daily.json",
    }  # fmt: skip
    until(lambda: VAULT_ID not in opener.keychain.keys, "the old key to go", patience=10)
    key_of(folder, opener.keychain)


def test_nothing_older_goes_before_a_new_backup_was_checked(
    folder: Path, session: Session, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    (older,) = backup.every(folder)
    plan = Rekeying(session).prepare("", keep_older=False).result(20)
    session.close()
    (folder / "backups").rename(folder / "elsewhere")
    (folder / "backups").write_bytes(b"in the way: no backup can be made")
    plan.carry_out()
    (folder / "backups").unlink()
    (folder / "elsewhere").rename(folder / "backups")
    assert backup.every(folder) == (older,)
    assert VAULT_ID in opener.keychain.keys
    assert read(folder, key_of(folder, opener.keychain)) == ["since", "then"]


def test_a_journal_that_asks_for_its_passphrase_has_the_same_one_afterwards(
    folder: Path, opener: Opener
) -> None:
    opener.begin(folder, passphrase_slot(), opens_with=OpensWith.PASSPHRASE)
    session = opener.open(folder)
    write(session, "warm")
    rekeying = Rekeying(session)
    before = there(folder)
    for wrong in ("", "another"):
        with pytest.raises(WrongPassphrase):
            rekeying.prepare(wrong, keep_older=True).result(20)
    assert there(folder) == before

    _rotate(session, PASSPHRASE)

    found = _header(folder)
    assert found.opens_with is OpensWith.PASSPHRASE
    key = ways.by_passphrase(found, PASSPHRASE)
    assert read(folder, bytes(key)) == ["warm"]
    assert opener.keychain.keys == {}


@pytest.mark.parametrize("typed", ["", PASSPHRASE])
def test_in_keyring_mode_a_passphrase_stays_only_if_it_is_typed(
    folder: Path, opener: Opener, typed: str
) -> None:
    opener.begin(folder, passphrase_slot(), kit_slot())
    session = opener.open(folder)
    write(session, "warm")
    _rotate(session, typed)
    found = _header(folder)
    assert (ways.passphrase_slot(found) is not None) == bool(typed)
    assert read(folder, key_of(folder, opener.keychain)) == ["warm"]
    if typed:
        assert ways.by_passphrase(found, typed) == key_of(folder, opener.keychain)


def test_the_old_id_is_noted_inside_so_that_copies_elsewhere_are_recognised(
    folder: Path, session: Session, opener: Opener
) -> None:
    _rotate(session)
    again = opener.open(folder, key_of(folder, opener.keychain))
    assert again.journal.ask(settings.get, "earlier_ids").result(20) == VAULT_ID


def test_without_a_keyring_that_keeps_the_new_key_nothing_is_begun(
    folder: Path, session: Session, opener: Opener
) -> None:
    before = there(folder)
    opener.keychain.trouble = KeyringLocked("It is closed.")
    with pytest.raises(KeyringLocked):
        Rekeying(session).prepare("", keep_older=True).result(20)
    assert there(folder) == before
    assert lines(session) == ["since", "then"]


def test_without_room_nothing_is_begun(folder: Path, session: Session, opener: Opener) -> None:
    with pytest.raises(DiskFull, match="Nothing was changed"):
        Rekeying(session, room=lambda _: 1000).prepare("", keep_older=True).result(20)
    assert set(opener.keychain.keys) == {VAULT_ID}


def test_a_journal_with_a_damaged_page_keeps_its_key(
    folder: Path, session: Session, opener: Opener
) -> None:
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    session.close()
    content = bytearray((folder / "journal.db").read_bytes())
    content[-2000] ^= 1
    (folder / "journal.db").write_bytes(content)
    before = there(folder)
    with pytest.raises(JournalError, match="Nothing was changed") as seen:
        plan.carry_out()
    assert isinstance(seen.value, VaultDamaged)
    exchange.finish(folder)
    now = there(folder)
    assert {name: now[name] for name in before} == before
    assert set(now) - set(before) <= {"journal.db-wal", "journal.db-shm"}
    until(lambda: set(opener.keychain.keys) == {VAULT_ID}, "the new key to go", patience=10)
    assert not any(plan.new_key)


def test_what_is_not_carried_out_leaves_no_key_behind(
    folder: Path, session: Session, opener: Opener
) -> None:
    before = there(folder)
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    plan.drop()
    assert not any(plan.old_key)
    assert not any(plan.new_key)
    until(lambda: set(opener.keychain.keys) == {VAULT_ID}, "the new key to go", patience=10)
    assert {name: was for name, was in there(folder).items() if "journal" not in name} == {
        name: was for name, was in before.items() if "journal" not in name
    }


def test_a_new_key_that_could_not_be_put_in_place_at_once_stays_in_the_keyring(
    folder: Path, session: Session, opener: Opener
) -> None:
    """From the one renaming on it is the journal's key, even if the rest has to wait."""
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    session.close()
    (folder / "vault.json").unlink()
    (folder / "vault.json").mkdir()  # can't be removed like a file
    with pytest.raises(NotKept, match="Nothing is lost"):
        plan.carry_out()
    (folder / "vault.json").rmdir()
    exchange.finish(folder)
    assert read(folder, key_of(folder, opener.keychain)) == ["since", "then"]


# Carries out a new key again and again from the same beginning, each time in a process that is
# killed at the next step, and says what the next start then finds.
_KILLS = """
import json, os, shutil, signal, sys
from pathlib import Path
from contextlib import closing
from types import SimpleNamespace

from journal_app.services.keys import finding as keys
from journal_app.services.rekeying import Plan
from journal_app.services.secondfolder import Second
from journal_app.storage import backup, copying, exchange, settings, vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, FakeClock
from tests.keyrings import FakeKeychain

STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "open"}
template, folder, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
old = header.load(template)
vault_id, key = keys.fresh()
new = Header(vault_id, 0, header.fingerprint(key, vault_id), OpensWith.KEYRING, State.READY)

def carry_out(left):
    def step(name, arguments):
        nonlocal left
        if name in STEPS and str(folder) in str(arguments[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    session = SimpleNamespace(
        folder=folder, clock=FakeClock(), keychain=FakeKeychain(), deliver=lambda work: None
    )
    plan = Plan(session, old, new, bytearray(KEY), bytearray(key), False, Second())
    sys.addaudithook(step)
    plan.carry_out()

for number in range(1, most):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    child = os.fork()
    if child == 0:
        carry_out(number)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    exchange.finish(folder)
    found = header.load(folder)
    opens = KEY if found.vault_id == old.vault_id else key
    assert header.matches(found, opens)
    copying.verify(folder / "journal.db", opens, lambda: None)
    with closing(vault.unlock(folder, opens)) as opened, opened.reading() as db:
        rows = copying.rows(db.connection.driver_connection)
    good = backup.last_good(folder, opens) is not None
    left = sorted(one.name for one in folder.iterdir())
    print(json.dumps([status, found.vault_id == old.vault_id, rows, good, left]))
    if status == 0:
        break
"""


def test_a_kill_at_any_step_leaves_wholly_the_old_or_wholly_the_new_journal(
    folder: Path, session: Session, tmp_path: Path
) -> None:
    session.close()
    made = subprocess.run(
        [sys.executable, "-c", _KILLS, str(folder), str(tmp_path / "killed"), "150"],
        cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True,
    )  # fmt: skip
    outcomes = [json.loads(line) for line in made.stdout.splitlines()]
    assert outcomes[-1][0] == 0, "every step was reached"
    assert len(outcomes) > 20
    rows = outcomes[0][2]
    assert rows["entry"] == 2
    assert all(outcome[2] == rows for outcome in outcomes)
    is_old = [outcome[1] for outcome in outcomes]
    assert is_old == sorted(is_old, reverse=True), "there is one point of no return"
    assert is_old[0]
    assert not is_old[-1]
    assert all(good or not old for _status, old, _rows, good, _left in outcomes)
    assert outcomes[-1][3]
    for outcome in outcomes:
        assert outcome[4] == ["backups", "journal.db", "vault.json"], outcome


def test_prepared_files_are_gone_at_the_next_start(folder: Path, session: Session) -> None:
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    session.close()
    exchange.prepare(folder, End.ERASE)
    exchange.finish(folder)
    assert not (folder / End.ERASE).exists()
    plan.drop()


def test_nothing_secret_is_in_what_a_plan_says_of_itself(session: Session) -> None:
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    assert repr(plan.new_key)[12:-2] not in repr(plan)
    assert WORDS.split()[0] not in repr(plan)
    plan.drop()
