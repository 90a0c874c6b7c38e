"""The small things everything is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal_app.ui.widgets import plain


def test_two_quick_clicks_count_as_one_and_keys_count_each(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pressed: list[bool] = []

    def press() -> None:
        pressed.append(True)

    made = plain.button("Set it aside", press)
    made.setParent(page)
    for _click in range(2):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert pressed == [True, True]


def test_sliding_off_a_button_cancels_the_press(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pressed: list[bool] = []

    def press() -> None:
        pressed.append(True)

    made = plain.button("Set it aside", press)
    made.setParent(page)
    qtbot.mousePress(made, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(made, Qt.MouseButton.LeftButton, pos=made.rect().bottomRight() * 3)
    assert pressed == []


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pressed: list[bool] = []

    def press() -> None:
        pressed.append(True)

    made = plain.button("Unlock", press)
    made.setParent(page)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(made, key)
    assert pressed == [True, True]
