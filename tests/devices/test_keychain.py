"""The keychain against a real GNOME keyring, and against everything that isn't one."""

import os
import re
import secrets
import subprocess
import sys
import sysconfig
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from keyring.backends import SecretService, Windows, macOS, null

from journal_app.devices.keychain import Listed, OsKeychain
from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.errors import JournalError, KeyMismatch, KeyringAbsent, KeyringLocked
from journal_app.services.keys.unlocking import Keychain
from tests.keyrings import RealKeyring, real_keyring, refusing_keyring, session_bus

KEY = bytes(range(32))
VAULT = uuid4().hex
NAME = f"vault-{VAULT}"


@pytest.fixture
def ring(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RealKeyring]:
    with real_keyring(tmp_path_factory.mktemp("ring")) as keyring:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
        yield keyring


@pytest.fixture
def keychain() -> Keychain:
    return OsKeychain()


def written(key: bytes) -> str:
    return "v1." + urlsafe_b64encode(key).decode()


def test_a_key_comes_back_as_it_was_kept(ring: RealKeyring, keychain: Keychain) -> None:
    key = secrets.token_bytes(32)
    keychain.write(VAULT, key)
    assert keychain.read(VAULT) == key
    assert ring.texts() == {NAME: written(key)}


def test_an_open_keyring_without_our_key_says_so(ring: RealKeyring, keychain: Keychain) -> None:
    assert keychain.read(VAULT) is None


def test_a_deleted_key_is_missing(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.write(VAULT, KEY)
    ring.forget_everything()
    assert keychain.read(VAULT) is None


def test_keys_of_two_journals_do_not_meet(ring: RealKeyring, keychain: Keychain) -> None:
    other = uuid4().hex
    keychain.write(VAULT, KEY)
    assert keychain.read(other) is None
    keychain.write(other, KEY[::-1])
    assert (keychain.read(VAULT), keychain.read(other)) == (KEY, KEY[::-1])


def test_writing_the_same_key_twice_is_fine(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.write(VAULT, KEY)
    keychain.write(VAULT, KEY)
    assert ring.texts() == {NAME: written(KEY)}


def test_another_key_is_never_overwritten(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.write(VAULT, KEY)
    with pytest.raises(KeyMismatch):
        keychain.write(VAULT, KEY[::-1])
    assert ring.texts() == {NAME: written(KEY)}


@pytest.mark.parametrize(
    "text", ["", "v1.", "v2." + "A" * 43 + "=", written(KEY[:31]), "v1.é", "v1.!", "no key at all"]
)
def test_what_is_no_key_of_ours_is_not_taken_for_one(
    ring: RealKeyring, keychain: Keychain, text: str
) -> None:
    ring.put(NAME, text)
    with pytest.raises(KeyMismatch):
        keychain.read(VAULT)
    with pytest.raises(KeyMismatch):
        keychain.write(VAULT, KEY)
    assert ring.texts() == {NAME: text}


def test_a_locked_keyring_is_not_an_empty_one(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.write(VAULT, KEY)
    ring.lock()
    for vault_id in (VAULT, uuid4().hex):
        with pytest.raises(KeyringLocked):
            keychain.read(vault_id)
        with pytest.raises(KeyringLocked):
            keychain.write(vault_id, KEY)


def test_a_key_in_an_open_collection_needs_no_prompt(ring: RealKeyring, keychain: Keychain) -> None:
    ring.put(NAME, written(KEY))
    ring.put_elsewhere(NAME, written(KEY))
    ring.lock()
    assert keychain.read(VAULT) == KEY


def test_what_is_forgotten_is_gone_and_everything_else_stays(
    ring: RealKeyring, keychain: Keychain
) -> None:
    other = uuid4().hex
    keychain.write(VAULT, KEY)
    keychain.write(other, KEY[::-1])
    keychain.forget(VAULT)
    assert keychain.read(VAULT) is None
    assert ring.texts() == {f"vault-{other}": written(KEY[::-1])}


def test_forgetting_where_nothing_is_kept_is_fine(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.forget(VAULT)
    keychain.write(VAULT, KEY)
    keychain.forget(VAULT)
    keychain.forget(VAULT)
    assert ring.texts() == {}


def test_every_copy_is_forgotten_in_whichever_collection_and_whatever_it_says(
    ring: RealKeyring, keychain: Keychain
) -> None:
    keychain.write(VAULT, KEY)
    ring.put_elsewhere(NAME, written(KEY))
    ring.put_elsewhere(NAME, "no key at all")
    keychain.forget(VAULT)
    assert keychain.read(VAULT) is None
    assert ring.texts() == {}


def test_a_closed_keyring_forgets_nothing_and_says_so(
    ring: RealKeyring, keychain: Keychain
) -> None:
    keychain.write(VAULT, KEY)
    ring.put_elsewhere(NAME, written(KEY))
    ring.lock()
    for vault_id in (VAULT, uuid4().hex):
        with pytest.raises(KeyringLocked):
            keychain.forget(vault_id)
    assert keychain.read(VAULT) == KEY


def test_a_forgotten_name_can_hold_another_key(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.write(VAULT, KEY)
    keychain.forget(VAULT)
    keychain.write(VAULT, KEY[::-1])
    assert ring.texts() == {NAME: written(KEY[::-1])}


def test_a_keyring_that_will_not_let_go_is_found_out() -> None:
    class Clinging:
        def get(self, name: str) -> str:
            return written(KEY)

        def put(self, name: str, text: str) -> None:
            raise AssertionError

        def remove(self, name: str) -> bool:
            return False

    with pytest.raises(KeyringLocked, match="still holds"):
        OsKeychain(Clinging).forget(VAULT)


def test_no_session_bus_is_no_keyring(
    keychain: Keychain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = [f"unix:path={tmp_path}/nobody", "tcp:host=localhost,port=1", "", "nonsense"]
    for address in nowhere:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert_absent(keychain)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert_absent(keychain)


def test_a_bus_without_a_secret_service_is_no_keyring(
    keychain: Keychain, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with session_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert_absent(keychain)


def test_a_keyring_that_answers_with_bare_errors_is_not_an_empty_one(
    keychain: Keychain, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with refusing_keyring(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(KeyringLocked):
            keychain.read(VAULT)
        with pytest.raises(KeyringLocked):
            keychain.write(VAULT, KEY)
        with pytest.raises(KeyringLocked):
            keychain.forget(VAULT)


def assert_absent(keychain: Keychain) -> None:
    with pytest.raises(KeyringAbsent):
        keychain.read(VAULT)
    with pytest.raises(KeyringAbsent):
        keychain.write(VAULT, KEY)
    with pytest.raises(KeyringAbsent):
        keychain.forget(VAULT)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_connection_to_the_bus_is_left_open(ring: RealKeyring, keychain: Keychain) -> None:
    keychain.read(VAULT)
    before = open_files()
    keychain.write(VAULT, KEY)
    ring.lock()
    with pytest.raises(JournalError):
        keychain.read(VAULT)
    with pytest.raises(JournalError):
        keychain.write(VAULT, KEY[::-1])
    with pytest.raises(JournalError):
        keychain.forget(VAULT)
    assert open_files() == before


ROOT = Path(__file__).parents[2]
PLAIN = "keyrings.alt.file.PlaintextKeyring"
NULL = "keyring.backends.null.Keyring"

# Run where every way to steer ``keyring`` leads to a store that would lose or bare the key.
PROGRAM = """
import sys
before = list(sys.path)
from journal_app.devices.keychain import OsKeychain
from journal_app.domain.errors import KeyringAbsent
try:
    OsKeychain().write(sys.argv[1], bytes(range(32)))
    print(OsKeychain().read(sys.argv[1]) == bytes(range(32)))
except KeyringAbsent:
    print("absent")
import keyring.backends.macOS, keyring.backends.Windows  # what other systems' keychains import
assert keyring.core._keyring_backend is None
assert not any(name.startswith(("keyrings", "keyring.backends.null")) for name in sys.modules)
assert sys.path == before
"""
# What a program does that leaves the choice to ``keyring``.
TRUSTING = """
import keyring
try:
    keyring.set_password("a", "b", "c")
    print(keyring.get_keyring().name, keyring.get_password("a", "b"))
except keyring.errors.NoKeyringError:
    print("absent")
"""


@dataclass(frozen=True)
class Somebody:
    """A person on whose computer ``keyring`` is led astray: by environment, by file, by nothing."""

    home: Path
    environment: str = ""
    file: str = ""

    def run(self, program: str, bus: str | None, site: Path | None = None) -> str:
        """Run a program for them; return what it prints. ``site`` is where its packages are."""
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session",
            "KEYRING_PROPERTY_SCHEME": "KeePassXC",
        }
        if bus is not None:
            env["DBUS_SESSION_BUS_ADDRESS"] = bus
        if self.environment:
            env["PYTHON_KEYRING_BACKEND"] = self.environment
        if self.file:
            place = self.home / "python_keyring"
            place.mkdir()
            words = f"[backend]\ndefault-keyring={self.file}\nkeyring-path={self.home}\n"
            (place / "keyringrc.cfg").write_text(words, encoding="utf-8")
        flags = ["-W", "error"]
        if site is not None:
            flags += ["-S"]
            env["PYTHONPATH"] = f"{site}:{ROOT}"
        command = [sys.executable, *flags, "-c", program, VAULT]
        run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr) == (0, "")
        return run.stdout.strip()

    def files(self) -> set[str]:
        """Return the names of what was written in their home."""
        return {path.name for path in self.home.rglob("*") if path.is_file()} - {"keyringrc.cfg"}


MISLED = [("", ""), (NULL, ""), ("", NULL), (PLAIN, ""), ("", PLAIN), (NULL, PLAIN)]


@pytest.mark.parametrize(("environment", "file"), MISLED)
def test_no_plain_or_null_store_is_taken_beside_a_keyring(
    ring: RealKeyring, tmp_path: Path, environment: str, file: str
) -> None:
    somebody = Somebody(tmp_path, environment, file)
    assert somebody.run(PROGRAM, ring.address) == "True"
    assert ring.texts() == {NAME: written(KEY)}
    assert somebody.files() == set()


@pytest.mark.parametrize(("environment", "file"), MISLED)
def test_no_plain_or_null_store_stands_in_for_a_missing_keyring(
    tmp_path: Path, environment: str, file: str
) -> None:
    somebody = Somebody(tmp_path, environment, file)
    assert somebody.run(PROGRAM, None) == "absent"
    assert somebody.files() == set()


@pytest.mark.parametrize(
    ("environment", "file", "said"),
    [("", "", "Plaintext.* c"), (PLAIN, "", "Plaintext.* c"), ("", NULL, "null.* None")],
)
def test_these_traps_do_catch_who_leaves_the_choice_to_the_keyring_package(
    tmp_path: Path, environment: str, file: str, said: str
) -> None:
    somebody = Somebody(tmp_path, environment, file)
    assert re.search(said, somebody.run(TRUSTING, None))
    assert somebody.files() == ({"keyring_pass.cfg"} if "Plain" in said else set())


def test_beside_a_plain_store_the_keyring_package_chains_them(
    ring: RealKeyring, tmp_path: Path
) -> None:
    assert "chainer" in Somebody(tmp_path).run(TRUSTING, ring.address).lower()


@pytest.fixture
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a place where the packages are, and nothing of what pip notes about them."""
    place = tmp_path_factory.mktemp("frozen")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.suffix not in {".dist-info", ".pth"}:
            (place / path.name).symlink_to(path)
    return place


def test_in_a_frozen_program_no_entry_point_is_needed(
    ring: RealKeyring, tmp_path: Path, frozen: Path
) -> None:
    somebody = Somebody(tmp_path)
    assert somebody.run(TRUSTING, ring.address, frozen) == "absent"
    assert somebody.run(PROGRAM, ring.address, frozen) == "True"
    assert ring.texts() == {NAME: written(KEY)}


def test_the_keyring_package_finds_what_we_kept_and_we_what_it_kept(
    ring: RealKeyring, keychain: Keychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "/org/freedesktop/secrets/collection/nowhere"
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", nowhere)
    other = uuid4().hex
    listed = Listed(SecretService.Keyring)
    keychain.write(VAULT, KEY)
    listed.put(f"vault-{other}", written(KEY[::-1]))
    assert listed.get(NAME) == written(KEY)
    assert listed.get("vault-of-nobody") is None
    assert keychain.read(other) == KEY[::-1]
    for name in (NAME, f"vault-{other}", "vault-of-nobody"):
        assert listed.remove(name)
    assert ring.texts() == {}


def test_a_throw_away_keychain_forgets_what_it_is_told_to() -> None:
    keychain = MemoryKeychain()
    for _ in range(2):
        keychain.write(VAULT, KEY)
        keychain.forget(VAULT)
        keychain.forget(VAULT)
        assert keychain.read(VAULT) is None


def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    forgetful = OsKeychain(lambda: Listed(null.Keyring))
    with pytest.raises(KeyringAbsent, match="rely"):
        forgetful.write(VAULT, KEY)


@pytest.mark.parametrize("backend", [macOS.Keyring, Windows.WinVaultKeyring])
def test_a_listed_backend_that_cannot_work_here_is_no_keyring(backend: object) -> None:
    with pytest.raises(KeyringAbsent):
        Listed(backend)
