"""Everything said in passing is said in one strip, and goes again."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from journal_app.ui.notices import Notices


def test_a_sentence_is_shown_with_its_action_and_goes(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    pressed: list[bool] = []

    def press() -> None:
        pressed.append(True)

    notices.say("Set aside.", ("Undo", press))
    assert notices.text == notices.accessibleName() == "Set aside."
    undo, close = notices.findChildren(QPushButton)
    undo.click()
    close.click()
    assert pressed == [True]
    assert (notices.text, notices.isHidden()) == ("", True)


def test_a_newer_sentence_takes_the_place_of_the_older(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.stay("one")
    notices.stay("two")
    assert notices.text == "two"
    notices.clear()
