"""The header file: comes back as it was saved, whole or not at all, and survives bad bytes."""

import contextlib
import errno
import hashlib
import hmac
import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal_app.domain.errors import (
    DiskFull,
    JournalError,
    NotKept,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
)
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from journal_app.storage.keys.slots import Cost, PassphraseSlot, Slot, UnknownSlot

KEY = bytes(range(32))
VAULT = "0123456789abcdef0123456789abcdef"
PLAIN = Header(VAULT, 1_795_000_000_000, header.fingerprint(KEY, VAULT), OpensWith.KEYRING)
FIELDS = (
    "format", "version", "vault_id", "created", "database", "fingerprint", "opens_with", "state",
    "slots",
)  # fmt: skip

costs = st.builds(
    Cost,
    memory_kib=st.integers(64 * 1024, 1024 * 1024),
    iterations=st.integers(1, 10),
    lanes=st.integers(1, 16),
)
passphrases = st.builds(
    PassphraseSlot,
    cost=costs,
    salt=st.binary(min_size=16, max_size=16),
    nonce=st.binary(min_size=12, max_size=12),
    wrapped=st.binary(min_size=48, max_size=48),
)
later_kinds = st.dictionaries(st.text(max_size=8), st.integers() | st.text(), max_size=3).map(
    lambda rest: UnknownSlot(json.dumps({**rest, "kind": "later"}))
)
some_slots: st.SearchStrategy[Slot] = passphrases | later_kinds
headers = st.builds(
    Header,
    vault_id=st.uuids(version=4).map(lambda uuid: uuid.hex),
    created=st.integers(0, 2**53),
    fingerprint=st.binary(min_size=16, max_size=16),
    opens_with=st.sampled_from(OpensWith),
    state=st.sampled_from(State),
    slots=st.lists(some_slots, max_size=4).map(tuple),
    database=st.just("journal.db"),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, written: bytes) -> None:
    (folder / "vault.json").write_bytes(written)


def changed(folder: Path, **fields: object) -> None:
    stored = json.loads((folder / "vault.json").read_bytes())
    write(folder, json.dumps(stored | fields).encode())


@many
@given(headers)
def test_a_header_comes_back_as_it_was_saved(tmp_path: Path, saved: Header) -> None:
    header.save(tmp_path, saved)
    assert header.load(tmp_path) == saved


@many
@given(headers, st.data())
def test_changed_bytes_never_do_more_than_make_a_sentence(
    tmp_path: Path, saved: Header, data: st.DataObject
) -> None:
    header.save(tmp_path, saved)
    written = bytearray((tmp_path / "vault.json").read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(written) - 1), min_size=1, max_size=4)):
        written[at] = data.draw(st.integers(0, 255))
    del written[data.draw(st.integers(0, len(written))) :]
    write(tmp_path, bytes(written))
    with contextlib.suppress(JournalError):
        header.load(tmp_path)


@many
@given(st.sampled_from(FIELDS), json_values)
def test_any_value_in_any_field_never_does_more_than_make_a_sentence(
    tmp_path: Path, field: str, value: object
) -> None:
    header.save(tmp_path, PLAIN)
    changed(tmp_path, **{field: value})
    with contextlib.suppress(JournalError):
        header.load(tmp_path)


@many
@given(st.binary())
def test_any_bytes_never_do_more_than_make_a_sentence(tmp_path: Path, written: bytes) -> None:
    write(tmp_path, written)
    with pytest.raises(VaultDamaged):
        header.load(tmp_path)


def test_an_empty_folder_has_no_header(tmp_path: Path) -> None:
    assert header.load(tmp_path) is None
    assert header.load(tmp_path / "not even a folder") is None


@pytest.mark.parametrize(
    "written",
    [b"[" * 60_000, b"1" * 60_000, b"{" + b" " * 70_000 + b"}", b"[]", b"null", b"\xff\xfe"],
)
def test_a_file_beyond_reason_is_damaged(tmp_path: Path, written: bytes) -> None:
    write(tmp_path, written)
    with pytest.raises(VaultDamaged):
        header.load(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "another-vault"),
        ("version", 0),
        ("version", "1"),
        ("vault_id", "../../etc/passwd"),
        ("vault_id", VAULT.upper()),
        ("vault_id", 7),
        ("created", -1),
        ("created", True),
        ("database", "/home/somebody/journal.db"),
        ("fingerprint", "00"),
        ("opens_with", "nothing"),
        ("opens_with", []),
        ("state", None),
        ("slots", {}),
        ("slots", ["passphrase"]),
        ("slots", [{"kind": "passphrase"}]),
        ("mood", "hopeful"),
    ],
)
def test_a_field_that_is_not_as_we_write_it_is_damage(
    tmp_path: Path, field: str, value: object
) -> None:
    header.save(tmp_path, PLAIN)
    changed(tmp_path, **{field: value})
    before = (tmp_path / "vault.json").read_bytes()
    with pytest.raises(VaultDamaged, match="untouched"):
        header.load(tmp_path)
    assert (tmp_path / "vault.json").read_bytes() == before


def test_a_newer_header_is_recognised_whatever_else_is_in_it(tmp_path: Path) -> None:
    header.save(tmp_path, PLAIN)
    changed(tmp_path, version=2, slots="in another file", mood="hopeful")
    with pytest.raises(VaultTooNew, match="safe"):
        header.load(tmp_path)


def test_a_slot_of_a_later_version_outlives_a_saving(tmp_path: Path) -> None:
    header.save(tmp_path, PLAIN)
    card = {"kind": "smartcard", "reader": "any", "salt": "00", "nested": {"a": [1, None]}}
    changed(tmp_path, slots=[card])
    header.ready(tmp_path)
    stored = json.loads((tmp_path / "vault.json").read_bytes())
    assert (stored["slots"], stored["state"]) == ([card], "ready")


def test_ready_is_noted_once(tmp_path: Path) -> None:
    header.save(tmp_path, PLAIN)
    noted = header.ready(tmp_path)
    assert noted == replace(PLAIN, state=State.READY) == header.load(tmp_path)
    before = (tmp_path / "vault.json").stat()
    assert header.ready(tmp_path) == noted
    assert (tmp_path / "vault.json").stat() == before


def test_a_header_that_went_away_cannot_be_ready(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        header.ready(tmp_path)


def test_only_the_person_themselves_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "vault.json.new").write_text("left by a crash", encoding="utf-8")
    (tmp_path / "vault.json.new").chmod(0o666)
    header.save(tmp_path, PLAIN)
    assert stat.S_IMODE((tmp_path / "vault.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["vault.json"]


def test_a_full_disk_leaves_the_old_header_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header.save(tmp_path, PLAIN)

    def fail(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskFull, match="Nothing is lost"):
        header.save(tmp_path, replace(PLAIN, state=State.READY))
    assert header.load(tmp_path) == PLAIN


def test_a_folder_that_cannot_be_written_or_read_is_said_calmly(tmp_path: Path) -> None:
    with pytest.raises(NotKept):
        header.save(tmp_path / "gone", PLAIN)
    (tmp_path / "vault.json").mkdir()
    with pytest.raises(VaultMissing, match="untouched"):
        header.load(tmp_path)


def test_a_key_is_told_from_every_other() -> None:
    assert header.matches(PLAIN, KEY)
    assert header.matches(PLAIN, bytearray(KEY))
    for other in (b"", KEY[:31], KEY + b"\0", KEY[::-1]):
        assert not header.matches(PLAIN, other)
    assert not header.matches(replace(PLAIN, vault_id="f" * 32), KEY)


def test_the_fingerprint_is_the_documented_one() -> None:
    # HKDF-SHA256 (RFC 5869) written out, as another reader of the format would do it.
    secret = hmac.new(VAULT.encode(), KEY, hashlib.sha256).digest()
    expected = hmac.new(secret, b"fingerprint\x01", hashlib.sha256).digest()[:16]
    assert header.fingerprint(KEY, VAULT) == expected
