"""Stories of the days after a session, and of a journal nobody opened for a while."""

import contextlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from jeepney import DBusAddress, HeaderFields

from journal_app import storage
from journal_app.domain import sessionlog
from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import (
    MARKDOWN,
    Entry,
    Kind,
    Part,
    PartState,
    new_entry_id,
    new_part_id,
)
from journal_app.domain.sessionlog import About, SessionLog
from journal_app.ui import copytext
from tests.desktop import steps
from tests.desktop.app import App
from tests.desktop.bus import Bus, BusError
from tests.desktop.desk import ZONE, Desk
from tests.desktop.waiting import until
from tests.zones import Wall

NOTES = "org.freedesktop.Notifications"
NOTIFIER = DBusAddress("/org/freedesktop/Notifications", NOTES, NOTES)
EAR = DBusAddress(
    "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring"
)
EMPTY = copytext.small("empty_timeline")
LAST = "Last time: "
OFFER, DISMISS = "“Two days on”", "Not this one"


def test_forty_eight_hours_later(app: App, desk: Desk) -> None:
    with a_journal(app) as vault:
        put(vault, hours_ago(46), Kind.SESSION)
    with closing(Ear(desk)) as ear:
        app.start()
        app.screen.wait_to_read(OFFER)
        assert [thing.name for thing in app.screen.things()].count(DISMISS) == 1
        steps.click(app, DISMISS)
        until(lambda: not app.screen.reads(OFFER), "the offer to go")
        app.click_window_closed()
        assert app.wait() == 0

        app.start()
        app.hands.press("ctrl+j")  # which is told what there is only after home was
        app.screen.wait_for("list item", "session")
        app.hands.press("Escape")
        app.screen.wait_for("push button", "Speak")
        assert not app.screen.reads(OFFER)
        assert not app.screen.reads(DISMISS)
        assert ear.heard_nothing()


def test_a_month_away(app: App, desk: Desk) -> None:
    with App(desk, desk.guest("every day")) as other:
        assert home_after(app, days=35) == home_after(other, days=1)


def home_after(app: App, days: int) -> list[tuple[str, str]]:
    """Return all that home shows to somebody who wrote something so many days ago."""
    with a_journal(app) as vault:
        put(vault, hours_ago(24 * (days + 20)), Kind.SESSION)
        put(vault, hours_ago(24 * days), Kind.WORDS)
    app.start()
    app.screen.wait_to_read(LAST)
    shown = [(thing.role, thing.name) for thing in app.screen.things()]
    said = "\n".join(name for _role, name in shown).lower()
    assert "welcome" not in said
    assert f"{days} days" not in said
    app.terminate()
    return [(role, LAST if name.startswith(LAST) else name) for role, name in shown]


@contextmanager
def a_journal(app: App) -> Iterator[storage.vault.Vault]:
    """Make the app's journal, and open it to somebody who has the key while the app is away."""
    app.start()
    app.hands.press("ctrl+j")
    app.screen.wait_to_read(EMPTY)
    app.click_window_closed()
    assert app.wait() == 0
    with closing(storage.vault.unlock(app.folder, steps.key(app))) as vault:
        yield vault


def put(vault: storage.vault.Vault, at: Moment, kind: Kind) -> None:
    """Put into a journal what was made, or was over, some time ago."""
    log = SessionLog(day=day_of(at), ends=About(at))
    body = sessionlog.body(log) if kind is Kind.SESSION else b"slow water"
    form = MARKDOWN if kind is Kind.WORDS else ""
    entry = Entry(new_entry_id(), at, day=day_of(at))
    part = Part(new_part_id(), kind, 0, at, body=body, form=form)
    with vault.writing() as db:
        storage.entries.begin(db, entry)
        storage.parts.begin(db, entry.id, part)
        storage.parts.finish(db, part.id, PartState.WHOLE)
        storage.entries.set_aside(db, entry.id, at.utc_ms)


def hours_ago(hours: int) -> Moment:
    now = datetime.now(UTC).timestamp()
    return Wall(ZONE).on(round(1000 * now) - hours * 3_600_000)


class Ear:
    """Hears what any program asks of whoever shows notifications on this desktop."""

    def __init__(self, desk: Desk) -> None:
        self._address = desk.env["DBUS_SESSION_BUS_ADDRESS"]
        self._bus = Bus(self._address)
        self._bus.call(EAR, "BecomeMonitor", "asu", [f"interface='{NOTES}'"], 0)

    def heard_nothing(self) -> bool:
        """Tell whether nothing was asked before something that is asked now."""
        about: tuple[object, ...] = ("a test", 0, "", "now", "", [], {}, 0)
        with Bus(self._address) as own, contextlib.suppress(BusError):  # nobody shows it
            own.call(NOTIFIER, "Notify", "susssasa{sv}i", *about)
        while True:
            message = self._bus.connection.receive(timeout=30)
            if message.header.fields.get(HeaderFields.interface) == NOTES:
                return bool(message.body[0] == "a test")

    def close(self) -> None:
        """Hear no more."""
        self._bus.close()
