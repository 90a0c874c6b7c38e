"""A logout and a Ctrl+C leave as the window's button does."""

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from journal_app.ui.farewell import Farewell


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_is_a_way_of_leaving(qtbot: QtBot, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    left: list[bool] = []

    def leave() -> None:
        left.append(True)

    farewell = Farewell(leave)
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: left == [True])
    farewell.close()
    assert signal.getsignal(number) is before
