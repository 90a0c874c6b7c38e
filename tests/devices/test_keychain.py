"""The keychain against a real GNOME keyring, and against everything that isn't one."""

import os
import secrets
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from keyring.backends import SecretService, Windows, macOS, null

from journal_app.devices.keychain import Listed, OsKeychain
from journal_app.domain.errors import JournalError, KeyMismatch, KeyringAbsent, KeyringLocked
from journal_app.services.unlocking import Keychain
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


def assert_absent(keychain: Keychain) -> None:
    with pytest.raises(KeyringAbsent):
        keychain.read(VAULT)
    with pytest.raises(KeyringAbsent):
        keychain.write(VAULT, KEY)


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
    assert open_files() == before


BACKENDS = ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"]

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


def misled(backend: str, home: Path, bus: str | None) -> str:
    """Run our keychain in a home configured for ``backend``; return what it says."""
    (home / "python_keyring").mkdir(parents=True)
    (home / "python_keyring" / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring={backend}\nkeyring-path={home}\n", encoding="utf-8"
    )
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHON_KEYRING_BACKEND": backend,
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session",
        "KEYRING_PROPERTY_SCHEME": "KeePassXC",
    }
    if bus is not None:
        env["DBUS_SESSION_BUS_ADDRESS"] = bus
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, VAULT],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.strip()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_configured_plain_or_null_store_is_ignored(
    backend: str, ring: RealKeyring, tmp_path: Path
) -> None:
    assert misled(backend, tmp_path, ring.address) == "True"
    assert ring.texts() == {NAME: written(KEY)}
    assert files(tmp_path) == {"keyringrc.cfg"}


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_configured_plain_or_null_store_does_not_stand_in_for_a_missing_keyring(
    backend: str, tmp_path: Path
) -> None:
    assert misled(backend, tmp_path, None) == "absent"
    assert files(tmp_path) == {"keyringrc.cfg"}


def test_the_trap_above_does_catch_the_keyring_package(tmp_path: Path) -> None:
    backend = BACKENDS[1]
    misled(backend, tmp_path, None)
    asking = "import keyring; keyring.set_password('a', 'b', 'c')"
    env = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PYTHON_KEYRING_BACKEND": backend}
    subprocess.run([sys.executable, "-c", asking], env=env, check=True)
    assert "keyring_pass.cfg" in files(tmp_path)


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


def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    forgetful = OsKeychain(lambda: Listed(null.Keyring))
    with pytest.raises(KeyringAbsent, match="rely"):
        forgetful.write(VAULT, KEY)


@pytest.mark.parametrize("backend", [macOS.Keyring, Windows.WinVaultKeyring])
def test_a_listed_backend_that_cannot_work_here_is_no_keyring(backend: object) -> None:
    with pytest.raises(KeyringAbsent):
        Listed(backend)
