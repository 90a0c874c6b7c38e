"""When we made a mistake, the log names the place and never the words."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal_app.ui.mishaps import Mishaps


@pytest.fixture
def mishaps(qtbot: QtBot) -> Iterator[Mishaps]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Mishaps(window)
    yield made
    made.close()


def _break() -> None:
    raise KeyError("apricot")


def test_a_bug_on_the_window_or_elsewhere_is_logged_without_its_text(
    mishaps: Mishaps, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        try:
            _break()
        except KeyError:
            sys.excepthook(*sys.exc_info())
        thread = threading.Thread(target=_break)
        thread.start()
        thread.join()
    assert len(caplog.records) == 2
    for record in caplog.records:
        assert "KeyError at" in record.getMessage()
        assert "test_mishaps.py" in record.getMessage()
    assert "apricot" not in caplog.text


def test_what_qt_warns_of_is_logged(mishaps: Mishaps, caplog: pytest.LogCaptureFixture) -> None:
    qWarning("a font is missing")
    assert caplog.records[-1].levelno == logging.WARNING
