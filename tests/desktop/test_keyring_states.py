"""A journal whose key is out of reach: the window answers, says so, and changes nothing."""

import time
from collections.abc import Iterator

import pytest

from tests.desktop import canary, kept, steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Glass
from tests.desktop.keychain import name_of

PROMISE_S = 1.0
PASSPHRASE = "seven quiet herons"  # noqa: S105 - it guards nothing
WORDS = "slow water over stones"


@pytest.fixture
def journal(app: App) -> App:
    """Afterpage, closed, with something in its journal."""
    app.start()
    app.hands.press("1")
    steps.write(app, WORDS)
    app.hands.press("ctrl+q")
    assert app.wait() == 0
    return app


@pytest.fixture
def _locked_keyring(journal: App, desk: Desk) -> Iterator[None]:
    desk.keychain.lock()
    yield
    desk.open_keyring()


def answers_promptly(app: App) -> bool:
    """Ask the window for all that is on it, and see how long that takes."""
    asked = time.monotonic()
    assert list(app.screen.things())
    return time.monotonic() - asked < PROMISE_S


@pytest.mark.usefixtures("_locked_keyring")
def test_while_a_keyring_prompt_is_ignored_the_window_answers_and_nothing_changes(
    journal: App, desk: Desk
) -> None:
    before = kept.fingerprint(journal.folder)
    journal.launch()
    journal.screen.wait_to_read("Waiting for your keyring")
    assert answers_promptly(journal)
    journal.screen.press(journal.screen.wait_for("push button", "Support"))
    journal.screen.wait_to_read("If you might hurt yourself")
    assert answers_promptly(journal)
    journal.kill()
    assert kept.fingerprint(journal.folder) == before


@pytest.mark.usefixtures("_locked_keyring")
def test_a_declined_keyring_prompt_leaves_the_journal_closed_and_whole(
    journal: App, desk: Desk
) -> None:
    before = kept.fingerprint(journal.folder)
    journal.launch()
    journal.screen.wait_to_read("Waiting for your keyring")
    journal.hands.press("Escape")
    journal.screen.wait_to_read("Your computer’s keyring is closed.")
    assert kept.fingerprint(journal.folder) == before
    desk.open_keyring()
    steps.click(journal, "Try again")
    journal.screen.wait_for("push button", "Write")
    journal.hands.press("ctrl+j")
    journal.screen.wait_for("list item", WORDS)


def test_a_deleted_key_is_said_to_be_missing_and_no_new_one_is_made(
    journal: App, desk: Desk
) -> None:
    before = kept.fingerprint(journal.folder)
    desk.keychain.forget(name_of(journal.folder))
    journal.start()
    journal.screen.wait_to_read("The key isn’t where we left it.")
    assert answers_promptly(journal)
    journal.hands.press("ctrl+q")
    assert journal.wait() == 0
    assert kept.fingerprint(journal.folder) == before
    assert not desk.keychain.has(name_of(journal.folder))


@pytest.fixture
def lonely(desk: Desk, glass: Glass) -> Iterator[App]:
    """Afterpage without D-Bus, where somebody has chosen to keep secrets in a plain file."""
    alone = {
        "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        "AT_SPI_BUS_ADDRESS": desk.accessibility,
    }
    with App(desk, desk.guest("lonely"), env=alone) as app:
        yield app


def test_without_a_keyring_a_passphrase_is_offered_and_then_opens_the_journal(
    lonely: App, desk: Desk
) -> None:
    app = lonely.start()
    app.screen.wait_to_read("A passphrase for your journal")
    app.hands.type(PASSPHRASE)
    app.hands.press("Tab")
    app.hands.type(PASSPHRASE)
    app.hands.press("Return")
    app.screen.wait_for("push button", "Write")
    app.hands.press("1")
    steps.write(app, WORDS)
    app.hands.press("ctrl+q")
    assert app.wait() == 0

    app.start()
    app.screen.wait_for(name="Passphrase", where=lambda one: "editable" in one.states)
    app.hands.type("not this one\n")
    app.screen.wait_to_read("That didn’t open it. Take your time — nothing is deleted.")
    app.hands.type(f"{PASSPHRASE}\n")
    app.screen.wait_for("push button", "Write")
    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", WORDS)
    assert not canary.search(desk.places(), canary.words(PASSPHRASE))
    assert not canary.search_names([app.home], ["keyring"])
