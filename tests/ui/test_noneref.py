"""The canary for a binding that loses a reference to None with every call that returns nothing.

Before Python 3.12 such a binding ends the program after a few thousand calls, in the middle of a
stroke. PySide6 6.12.0 is one.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 200


def lost(call: Callable[[], object]) -> int:
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def test_naming_an_object_costs_no_reference_to_none() -> None:
    thing = QObject()
    assert lost(lambda: thing.setObjectName("x")) < CALLS // 10


def test_updating_a_widget_costs_no_reference_to_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert lost(widget.update) < CALLS // 10


def test_painting_costs_no_reference_to_none() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        assert lost(lambda: painter.scale(1.0, 1.0)) < CALLS // 10
    finally:
        painter.end()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None counts no references any more")
def test_the_canary_can_sing() -> None:
    kept: list[None] = []
    assert lost(lambda: kept.append(None)) < -CALLS // 2
