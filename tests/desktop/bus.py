"""D-Bus in three verbs, for speaking with the keyring and with the accessibility tree."""

from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ANSWER_S = 10.0


class BusError(Exception):
    """The other side answered with an error."""


class Bus:
    """One connection to a message bus at a given address."""

    def __init__(self, address: str) -> None:
        self.connection: DBusConnection = open_dbus_connection(bus=address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def call(self, where: DBusAddress, verb: str, signature: str = "", *args: Any) -> Any:
        """Call a method; return its only result, or the tuple of its results."""
        return self._send(new_method_call(where, verb, signature or None, args))

    def get(self, where: DBusAddress, name: str) -> Any:
        """Return the value of a property."""
        return self._send(Properties(where).get(name))[1]

    def has(self, name: str) -> bool:
        """Tell whether somebody owns a name on this bus."""
        return bool(self.call(BUS, "NameHasOwner", "s", name))

    def pid(self, name: str) -> int:
        """Return the process behind a name."""
        return int(self.call(BUS, "GetConnectionUnixProcessID", "s", name))

    def _send(self, message: Any) -> Any:
        reply = self.connection.send_and_get_reply(message, timeout=ANSWER_S)
        if reply.header.message_type is MessageType.error:
            raise BusError(*reply.body)
        return reply.body[0] if len(reply.body) == 1 else reply.body


BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
