"""The keychain against KeePassXC, which answers in the keyring's place where people let it."""

import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
import secretstorage
from jeepney.io.blocking import open_dbus_connection
from secretstorage.defines import SS_PATH, SS_PREFIX
from secretstorage.util import DBusAddressWrapper, add_match_rules, exec_prompt

from journal_app.devices.keychain import OsKeychain
from journal_app.domain.errors import KeyMismatch, KeyringLocked
from tests.desktop.waiting import until
from tests.keyrings import PASSWORD, PATIENCE_S, RealKeyring, Screen, running, screen, session_bus

pytestmark = pytest.mark.skipif(
    shutil.which("keepassxc") is None or shutil.which("keepassxc-cli") is None,
    reason="KeePassXC is not installed",
)

KEY = bytes(range(32))
VAULT = uuid4().hex
PROMPT = "Unlock Database|Create a new|Access Request"
# How it comes, but for some of its questions and a look for a newer version.
SETTINGS = """
[General]
UpdateCheckMessageShown=true
[GUI]
CheckForUpdates=false
[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmDeleteItem=false
ConfirmAccessItem={asks}
"""
DATABASE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile>
  <Meta><DatabaseName>Passwords</DatabaseName>{exposed}</Meta>
  <Root><Group><UUID>{group}</UUID><Name>Root</Name></Group></Root>
</KeePassFile>
"""
EXPOSED = """<CustomData><Item>
  <Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{group}}}</Value>
</Item></CustomData>"""

T = TypeVar("T")


@pytest.fixture
def glass() -> Iterator[Screen]:
    with screen() as there:
        yield there


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    """A thread that may wait for a prompt, at the latest until nobody is there to ask."""
    with ThreadPoolExecutor(1) as thread:
        yield thread


@contextmanager
def keepassxc(
    home: Path, glass: Screen, *, exposed: bool = True, asks: bool = False
) -> Iterator[RealKeyring]:
    """Start KeePassXC with an open database.

    With ``exposed`` it shows its root group to others; with ``asks`` it asks for every item first.
    """
    group = uuid4()
    shown = EXPOSED.format(group=group) if exposed else ""
    text = DATABASE.format(exposed=shown, group=b64encode(group.bytes).decode())
    (home / "passwords.xml").write_text(text, encoding="utf-8")
    (home / "keepassxc.ini").write_text(SETTINGS.format(asks=str(asks).lower()), encoding="utf-8")
    database = str(home / "passwords.kdbx")
    making = ["keepassxc-cli", "import", "-q", "-p", "-t", "100", f"{home}/passwords.xml", database]
    twice = f"{PASSWORD}\n{PASSWORD}\n".encode()
    subprocess.run(making, input=twice, check=True, capture_output=True)
    with session_bus(home) as address:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "TMPDIR": str(home),  # where it looks whether it runs already
            "DISPLAY": glass.display,
            "DBUS_SESSION_BUS_ADDRESS": address,
        }
        settings = ["--config", f"{home}/keepassxc.ini", "--localconfig", f"{home}/local.ini"]
        command = ["keepassxc", *settings, "--pw-stdin", database]
        with running(command, env, says=f"{PASSWORD}\n") as program:
            try:
                keyring = RealKeyring(address)
                answers = keyring.answers if exposed else keyring.is_there
                until(answers, "KeePassXC", patience=PATIENCE_S)
                until(lambda: bool(glass.windows("^Passwords - ")), "its database to be open")
                yield keyring
            finally:
                program.kill()  # a question of its own would keep it from leaving


Open = Callable[..., RealKeyring]


@pytest.fixture
def start(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    glass: Screen,
    aside: ThreadPoolExecutor,
) -> Iterator[Open]:
    with ExitStack() as started:

        def start(**how: bool) -> RealKeyring:
            home = tmp_path_factory.mktemp("keepassxc")
            keyring = started.enter_context(keepassxc(home, glass, **how))
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
            return keyring

        yield start


def close(keyring: RealKeyring) -> None:
    """Close the database. It says so through a prompt, though it shows none."""
    with closing(open_dbus_connection(keyring.address)) as bus:
        add_match_rules(bus)
        service = DBusAddressWrapper(SS_PATH, f"{SS_PREFIX}Service", bus)
        collection = secretstorage.get_default_collection(bus)
        _locked, prompt = service.call("Lock", "ao", [collection.collection_path])
        if prompt != "/":
            exec_prompt(bus, prompt)
        assert collection.is_locked()


def while_dismissing(asked: Future[T], glass: Screen) -> T:
    """Dismiss whatever it asks until it answers."""

    def answered() -> bool:
        if not asked.done() and glass.windows(PROMPT):
            glass.dismiss(PROMPT)
        return asked.done()

    until(answered, "an answer", patience=PATIENCE_S, every=0.2)
    return asked.result()


def test_keepassxc_keeps_finds_and_forgets_a_key(start: Open) -> None:
    start()
    keychain = OsKeychain()
    assert keychain.read(VAULT) is None
    keychain.write(VAULT, KEY)
    assert keychain.read(VAULT) == KEY
    with pytest.raises(KeyMismatch):
        keychain.write(VAULT, KEY[::-1])
    keychain.forget(VAULT)
    keychain.forget(VAULT)
    assert keychain.read(VAULT) is None
    keychain.write(VAULT, KEY[::-1])
    assert keychain.read(VAULT) == KEY[::-1]


Verb = Callable[[OsKeychain], object]
VERBS: list[Verb] = [
    lambda keychain: keychain.read(VAULT),
    lambda keychain: keychain.write(VAULT, KEY),
    lambda keychain: keychain.forget(VAULT),
]


@pytest.mark.parametrize("verb", VERBS, ids=["read", "write", "forget"])
def test_a_database_that_is_closed_is_not_an_empty_one(
    start: Open, glass: Screen, aside: ThreadPoolExecutor, verb: Verb
) -> None:
    keyring = start()
    OsKeychain().write(VAULT, KEY)
    close(keyring)
    with pytest.raises(KeyringLocked):
        while_dismissing(aside.submit(verb, OsKeychain()), glass)


@pytest.mark.parametrize("verb", VERBS, ids=["read", "write", "forget"])
def test_a_database_that_shows_no_group_is_not_an_empty_one(
    start: Open, glass: Screen, aside: ThreadPoolExecutor, verb: Verb
) -> None:
    """It asks for another database, then to make one; each may be left open or be dismissed."""
    with closing(open_dbus_connection(start(exposed=False).address)) as bus:
        assert list(secretstorage.get_all_collections(bus)) == []
    with pytest.raises(KeyringLocked):
        while_dismissing(aside.submit(verb, OsKeychain()), glass)


def test_a_key_that_keepassxc_may_not_show_is_not_a_missing_one(
    start: Open, glass: Screen, aside: ThreadPoolExecutor
) -> None:
    start(asks=True)
    with pytest.raises(KeyringLocked):  # what was put there is read back, and that is asked about
        while_dismissing(aside.submit(OsKeychain().write, VAULT, KEY), glass)
    with pytest.raises(KeyringLocked):
        while_dismissing(aside.submit(OsKeychain().read, VAULT), glass)
