"""What Windows and macOS say about their screen and their sleep."""

from ctypes import addressof, wintypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal_app.services.desktop import Sign
from journal_app.ui.systemlock import MacLock, WindowsLock


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("message", "word", "told"),
    [
        (0x02B1, 7, [Sign.LOCKED]),
        (0x02B1, 8, [Sign.UNLOCKED]),
        (0x02B1, 5, []),  # somebody signed in
        (0x0218, 4, [Sign.SLEEPS]),
        (0x0218, 18, []),  # it woke
        (0x0200, 7, []),  # the pointer moved
    ],
)
def test_windows_says_it_in_messages_to_the_window(
    owner: QWidget, message: int, word: int, told: list[Sign]
) -> None:
    heard: list[Sign] = []
    lock = WindowsLock(owner, heard.append)
    sent = wintypes.MSG(message=message, wParam=word)
    answer = lock._messages.nativeEventFilter(QByteArray(b"windows_generic_MSG"), addressof(sent))
    assert heard == told
    assert answer == (False, 0)
    lock.close()


def test_a_mac_is_asked_and_a_change_is_said_once(owner: QWidget) -> None:
    answers = iter([False, True, True, False])
    heard: list[Sign] = []
    lock = MacLock(owner, heard.append, lambda: next(answers))
    for _ in range(4):
        lock._timer.timeout.emit()
    assert heard == [Sign.LOCKED, Sign.UNLOCKED]
    lock.close()
    assert not lock._timer.isActive()
