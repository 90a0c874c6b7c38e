"""Somebody walks in, the screen locks, the lid closes: what is seen then, and what is kept."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests import logind
from tests.desktop import kept, steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Glass, Picture
from tests.desktop.waiting import until
from tests.logind import Logind

MIDDLE = Box(200, 200, 800, 400)
WORDS = "slow water over stones"


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Logind]:
    """A logind on a bus of its own, which a desktop of the tests doesn't have."""
    with logind.bus(tmp_path) as address, closing(Logind(address)) as daemon:
        yield daemon


@pytest.fixture
def app(desk: Desk, glass: Glass, tmp_path: Path, daemon: Logind) -> Iterator[App]:
    """Afterpage where a logind can tell it something."""
    env = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/bus"}
    # The pointer is in the picture, too, wherever the test before has left it.
    desk.shell("xdotool", "mousemove", str(glass.width - 1), str(glass.height - 1))
    with App(desk, desk.guest(tmp_path.name), env=env) as app:
        yield app


@contextmanager
def nobody_minds_windows(desk: Desk) -> Iterator[None]:
    """Stop the window manager for a while, so that what it is asked is done only afterwards."""
    (manager,) = [pid for pid in desk.programs.alive() if _name(pid) == "openbox"]
    os.kill(manager, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(manager, signal.SIGCONT)


def _name(pid: int) -> str:
    return (Path("/proc") / str(pid) / "comm").read_text().strip()


def place(app: App, window: str) -> Box:
    """Return where a window is, without its frame."""
    said = app.desk.shell("xwininfo", "-id", window)
    names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    return Box(*(int(said.split(f"{name}:")[1].split()[0]) for name in names))


def is_open(app: App) -> bool:
    """Tell whether the journal is open: only then are there files beside its own."""
    return bool(list(app.folder.glob("journal.db-*")))


def is_plain(picture: Picture) -> bool:
    """Tell whether a picture has one colour only, and is not the empty screen's black."""
    return bool(picture.any() and np.ptp(picture.reshape(-1, 3), axis=0).max() == 0)


def bring_back(app: App, window: str) -> None:
    """Choose the window again in the task bar."""
    app.desk.shell("xdotool", "windowactivate", "--sync", window)
    until(app.has_keyboard, "the window to come back")


def test_one_key_and_nothing_of_the_page_is_left_on_the_screen(
    app: App, desk: Desk, glass: Glass
) -> None:
    app.start()
    app.hands.press("1")
    steps.write(app, WORDS)
    window = app.window()
    inside = place(app, window)
    assert not is_plain(glass.look(inside))

    with nobody_minds_windows(desk):
        app.hands.press("F9")
        # A task switcher keeps what a window last looked like.
        until(lambda: is_plain(glass.look(inside)), "an empty window")
        assert app.window() == window
    until(lambda: not glass.look(inside).any(), "the window to be put away")
    assert not app.window()
    assert not app.screen.reads("water")
    about = desk.shell("xprop", "-id", window, "-notype")
    assert 'WM_NAME = "Afterpage"' in about
    assert '_NET_WM_NAME = "Afterpage"' in about
    assert "water" not in about


def test_the_icon_brings_back_the_same_caret(app: App) -> None:
    app.start()
    app.hands.press("1")
    steps.write(app, WORDS)
    app.hands.press("ctrl+Left", "ctrl+Left")
    window = app.window()
    for _ in range(2):
        app.hands.press("F9")
        until(lambda: not app.window(), "the window to be put away")
        bring_back(app, window)
        app.screen.wait_to_read("slow")
    app.hands.type("and under ")
    app.screen.wait_to_read("slow water and under over stones")


def test_a_desktop_that_puts_no_window_away_uncovers_it_for_whoever_comes_back(
    app: App, desk: Desk, glass: Glass
) -> None:
    app.start()
    app.hands.press("1")
    steps.write(app, WORDS)
    window = app.window()
    inside = place(app, window)
    with nobody_minds_windows(desk):
        app.hands.press("F9")
        until(lambda: is_plain(glass.look(inside)), "an empty window")
        app.hands.type("x")
        screen = desk.shell("xwininfo", "-root").split("Window id: ")[1].split()[0]
        desk.shell("xdotool", "windowfocus", str(int(screen, 16)))
        app.screen.wait_for("frame", where=lambda one: "active" not in one.states)
        assert not app.screen.reads("water")
        assert is_plain(glass.look(inside))
        desk.shell("xdotool", "windowfocus", "--sync", window)
        app.screen.wait_to_read(WORDS)
        until(lambda: not is_plain(glass.look(inside)), "the page")


def test_a_locked_screen_locks_the_journal_and_the_last_letter_is_kept(
    app: App, daemon: Logind, tmp_path: Path
) -> None:
    app.start()
    until(lambda: daemon.delays == 1, "the app to know logind")
    app.hands.press("1")
    app.hands.type(WORDS)
    daemon.lock()
    app.screen.wait_to_read("Locked")
    (entry,) = steps.entries(app, tmp_path)
    assert kept.words(entry) == WORDS
    app.hands.press("space")
    app.screen.wait_for("push button", "Write")


def test_the_lid_closes_only_over_a_closed_journal(
    app: App, daemon: Logind, tmp_path: Path
) -> None:
    app.start()
    until(lambda: daemon.delays == 1, "the app to know logind")
    app.hands.press("1")
    app.hands.type(WORDS)
    app.screen.wait_to_read(WORDS)
    assert is_open(app)
    daemon.fall_asleep()
    until(lambda: daemon.delays == 0, "the computer to be let sleep")
    assert not is_open(app)
    (entry,) = steps.entries(app, tmp_path)
    assert kept.words(entry) == WORDS
    daemon.wake()
    until(lambda: daemon.delays == 1, "the next sleep to be looked after")


def test_what_is_hidden_is_locked_behind_its_curtain(
    app: App, daemon: Logind, glass: Glass
) -> None:
    app.start()
    until(lambda: daemon.delays == 1, "the app to know logind")
    app.hands.press("1")
    steps.write(app, WORDS)
    window = app.window()
    app.hands.press("F9")
    until(lambda: not glass.look(MIDDLE).any(), "the window to be put away")
    assert is_open(app)
    daemon.hint(locked=True)

    def closed() -> bool:
        assert daemon.delays == 1  # answers what it is asked meanwhile
        return not is_open(app)

    until(closed, "the journal to be closed")
    assert not app.window()
    assert not app.screen.reads("Locked")
    bring_back(app, window)
    app.screen.wait_to_read("Locked")
    assert not app.screen.reads("water")
    app.hands.press("space")
    app.screen.wait_for("push button", "Write")
