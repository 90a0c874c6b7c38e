"""Keyrings for tests: a real one started for the occasion, and fakes that misbehave on purpose."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
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
from tests.desktop.waiting import until

PASSWORD = "spoken by nobody"  # noqa: S105 - of a keyring that lives as long as a test
PATIENCE_S = 10.0
SECRETS = "org.freedesktop.secrets"

# No service files: nothing is started behind our back, neither a keyring nor a prompt.
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
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
def session_bus(folder: Path) -> Iterator[str]:
    """Start a message bus without a keyring; give its address."""
    socket = folder / "bus"
    config = folder / "bus.conf"
    config.write_text(_BUS_CONFIG.format(socket=socket), encoding="utf-8")
    command = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={config}"]
    with _running(command, dict(os.environ)):
        until(socket.exists, "the session bus", patience=PATIENCE_S)
        yield f"unix:path={socket}"


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
def real_keyring(folder: Path) -> Iterator[RealKeyring]:
    """Start a bus and a keyring whose files all lie in ``folder``; end both afterwards."""
    run, data = folder / "run", folder / "data"
    run.mkdir(mode=0o700)
    (data / "keyrings").mkdir(parents=True)
    with ExitStack() as stack:
        address = stack.enter_context(session_bus(folder))
        env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(run),
            "XDG_DATA_HOME": str(data),
        }
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        # A newline after it would become part of the password.
        stack.enter_context(_running(command, env, says=PASSWORD))
        keyring = RealKeyring(address)
        until(keyring.answers, "the keyring", patience=PATIENCE_S)
        yield keyring


@contextmanager
def _running(command: list[str], env: dict[str, str], says: str = "") -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
    ) as program:
        assert program.stdin is not None
        program.stdin.write(says.encode())
        program.stdin.close()
        try:
            yield
        finally:
            program.terminate()
            program.wait(PATIENCE_S)
