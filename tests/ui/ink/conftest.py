"""A canvas to draw on, and what it tells."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.ink.records import InkRecord
from journal_app.domain.settings import Preferences
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.theme import Theme
from tests.fakes import FakeClock


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme, clock: FakeClock) -> InkCanvas:
    made = InkCanvas(theme, clock)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def log(canvas: InkCanvas) -> list[InkRecord]:
    made: list[InkRecord] = []
    canvas.made.connect(made.append)
    return made
