"""Keyrings for tests: a real one started for the occasion, and fakes that misbehave on purpose."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import secretstorage
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from secretstorage.util import add_match_rules

from journal_app.devices.keychain import SERVICE
from journal_app.domain.errors import JournalError
from journal_app.services.keys.unlocking import Keychain
from tests.desktop.waiting import until

PASSWORD = "spoken by nobody"  # noqa: S105 - of a keyring that lives as long as a test
PATIENCE_S = 10.0
SECRETS = "org.freedesktop.secrets"
PROMPTER = "org.gnome.keyring.SystemPrompter.service"

# None of the system’s service files: nothing is started behind our back, no keyring and no prompt.
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class FakeKeychain:
    """Keeps keys in a dictionary, and fails with ``trouble`` when it is told to."""

    def __init__(self, trouble: JournalError | None = None) -> None:
        self.keys: dict[str, bytes] = {}
        self.trouble = trouble
        self.asked = 0

    def read(self, vault_id: str) -> bytes | None:
        self._meet_trouble()
        return self.keys.get(vault_id)

    def write(self, vault_id: str, key: bytes) -> None:
        self._meet_trouble()
        assert self.keys.setdefault(vault_id, key) == key

    def forget(self, vault_id: str) -> None:
        self._meet_trouble()
        self.keys.pop(vault_id, None)

    def _meet_trouble(self) -> None:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble


class SilentKeychain(FakeKeychain):
    """Says nothing, like a prompt nobody sees, until the question with that number is answered.

    Only the first question meets ``trouble``.
    """

    def __init__(self) -> None:
        super().__init__()
        self._prompts = [Event() for _ in range(4)]

    def answer(self, *numbers: int) -> None:
        """Answer the questions with these numbers, counted from 0; or all, the coming ones too."""
        for number in numbers or range(len(self._prompts)):
            self._prompts[number].set()

    def _meet_trouble(self) -> None:
        number, self.asked = self.asked, self.asked + 1
        self._prompts[number].wait()
        if self.trouble is not None and number == 0:
            raise self.trouble


class SlowKeychain:
    """Takes its time, until it is told to go on."""

    def __init__(self, keychain: Keychain) -> None:
        self.go_on = Event()
        self._keychain = keychain

    def read(self, vault_id: str) -> bytes | None:
        assert self.go_on.wait(20)
        return self._keychain.read(vault_id)

    def write(self, vault_id: str, key: bytes) -> None:
        self._keychain.write(vault_id, key)

    def forget(self, vault_id: str) -> None:
        self._keychain.forget(vault_id)


class RealKeyring:
    """A GNOME keyring with a session bus of its own, open and empty at first."""

    def __init__(self, address: str) -> None:
        self.address = address

    def lock(self) -> None:
        """Close the keyring, as signing out of it does."""
        with self._collection() as collection:
            collection.lock()
            assert collection.is_locked()

    def texts(self) -> dict[str, str]:
        """Return what is kept, by the name it is kept under."""
        with self._collection() as collection:
            return {
                item.get_attributes()["username"]: item.get_secret().decode()
                for item in collection.get_all_items()
            }

    def put(self, name: str, text: str) -> None:
        """Keep a text under one of our names, in the place of what is there."""
        with self._collection() as collection:
            named = {"service": SERVICE, "username": name}
            collection.create_item("put by a test", named, text.encode(), replace=True)

    def put_elsewhere(self, name: str, text: str) -> None:
        """Keep a text in another collection than the default one."""
        with self._connected() as bus:
            elsewhere = secretstorage.Collection(bus, "/org/freedesktop/secrets/collection/session")
            named = {"service": SERVICE, "username": name}
            elsewhere.create_item("put by a test", named, text.encode())

    def forget_everything(self) -> None:
        """Delete every item."""
        with self._collection() as collection:
            for item in collection.get_all_items():
                item.delete()

    def answers(self) -> bool:
        """Tell whether it is there and open."""
        try:
            with self._collection() as collection:
                return not collection.is_locked()
        except (OSError, secretstorage.SecretStorageException):
            return False

    def is_there(self) -> bool:
        """Tell whether somebody on the bus is the keyring."""
        with closing(open_dbus_connection(self.address)) as bus:
            asked = message_bus.NameHasOwner(SECRETS)
            return bool(bus.send_and_get_reply(asked).body[0])

    @contextmanager
    def _connected(self) -> Iterator[DBusConnection]:
        with closing(open_dbus_connection(self.address)) as bus:
            add_match_rules(bus)
            yield bus

    @contextmanager
    def _collection(self) -> Iterator[secretstorage.Collection]:
        with self._connected() as bus:
            yield secretstorage.get_collection_by_alias(bus, "default")


@contextmanager
def session_bus(folder: Path, display: str | None = None) -> Iterator[str]:
    """Start a message bus without a keyring; give its address.

    On a ``display``, a keyring there can ask for its password.
    """
    socket, services, config = folder / "bus", folder / "services", folder / "bus.conf"
    services.mkdir()
    config.write_text(_BUS_CONFIG.format(socket=socket, services=services), encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    if display is not None:
        shutil.copy(Path("/usr/share/dbus-1/services") / PROMPTER, services)
        env |= {"DISPLAY": display, "NO_AT_BRIDGE": "1"}
    command = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={config}"]
    with running(command, env):
        address = f"unix:path={socket}"
        until(lambda: _listens(address), "the session bus", patience=PATIENCE_S)
        yield address


def _listens(address: str) -> bool:
    try:
        open_dbus_connection(address).close()
    except OSError:  # it is not there yet, or there and not yet listening
        return False
    return True


@contextmanager
def refusing_keyring(folder: Path) -> Iterator[str]:
    """Start a bus where something calls itself the keyring and answers with errors only."""
    with session_bus(folder) as address, closing(open_dbus_connection(address)) as bus:
        bus.send_and_get_reply(message_bus.RequestName(SECRETS))
        refusing = Thread(target=_refuse_until_stopped, args=[bus], name="refusing keyring")
        refusing.start()
        try:
            yield address
        finally:
            with closing(open_dbus_connection(address)) as other:
                other.send(new_method_call(DBusAddress("/", SECRETS), "Stop"))
            refusing.join(PATIENCE_S)


def _refuse_until_stopped(bus: DBusConnection) -> None:
    while True:
        asked = bus.receive()
        if asked.header.fields.get(HeaderFields.member) == "Stop":
            return
        if asked.header.message_type is MessageType.method_call:
            bus.send(new_error(asked, "org.freedesktop.DBus.Error.Failed"))


@contextmanager
def real_keyring(folder: Path, display: str | None = None) -> Iterator[RealKeyring]:
    """Start a bus and a keyring whose files all lie in ``folder``; end both afterwards."""
    with session_bus(folder, display) as address, keyring_daemon(folder, address) as keyring:
        until(keyring.answers, "the keyring to open", patience=PATIENCE_S)
        yield keyring


@contextmanager
def keyring_daemon(
    folder: Path, address: str, password: str | None = PASSWORD
) -> Iterator[RealKeyring]:
    """Start a GNOME keyring on a bus; without a password nobody has ever opened or made one."""
    run, data = folder / "run", folder / "data"
    run.mkdir(mode=0o700, exist_ok=True)
    (data / "keyrings").mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_DATA_HOME": str(data),
    }
    unlock = [] if password is None else ["--unlock"]
    command = ["gnome-keyring-daemon", "--foreground", *unlock, "--components=secrets"]
    keyring = RealKeyring(address)
    # A newline after it would become part of the password.
    with running(command, env, says=password or ""):
        until(keyring.is_there, "the keyring", patience=PATIENCE_S)
        yield keyring
    until(lambda: not keyring.is_there(), "the keyring to go", patience=PATIENCE_S)


class Screen:
    """A screen of its own, where somebody may type into a keyring's prompt."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._env = {"PATH": os.environ["PATH"], "DISPLAY": display}

    def windows(self, title: str = ".") -> list[str]:
        """Return the windows with such a title."""
        return self._xdotool("search", "--onlyvisible", "--name", title).split()

    def answer(self, text: str, title: str = ".") -> None:
        """Wait for a prompt, type into it, and press Return."""
        self._turn_to(title)
        self._xdotool("type", "--delay", "20", text)
        self._xdotool("key", "Return")

    def dismiss(self, title: str = ".") -> None:
        """Wait for a prompt and press Escape in it."""
        self._turn_to(title)
        self._xdotool("key", "Escape")

    def _turn_to(self, title: str) -> None:
        (window,) = until(lambda: self.windows(title) or None, "a prompt", patience=PATIENCE_S)
        self._xdotool("windowfocus", window)

    def _xdotool(self, *words: str) -> str:
        run = subprocess.run(
            ["xdotool", *words],
            env=self._env,
            capture_output=True,
            check=False,
            timeout=PATIENCE_S,
        )
        return run.stdout.decode()


@contextmanager
def screen() -> Iterator[Screen]:
    """Start a screen nobody sees."""
    listens, tells = os.pipe()
    command = ["Xvfb", "-displayfd", str(tells), "-nolisten", "tcp", "-noreset"]
    with running(command, dict(os.environ), tells=tells), os.fdopen(listens) as answer:
        os.close(tells)
        yield Screen(f":{answer.readline().strip()}")


@contextmanager
def running(
    command: list[str], env: dict[str, str], says: str = "", tells: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for as long as the block lasts."""
    quiet = subprocess.DEVNULL
    handles = () if tells is None else (tells,)
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, pass_fds=handles
    ) as program:
        assert program.stdin is not None
        program.stdin.write(says.encode())
        program.stdin.close()
        try:
            yield program
        finally:
            program.terminate()
            program.wait(PATIENCE_S)
