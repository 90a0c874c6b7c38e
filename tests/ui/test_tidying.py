"""Garbage is collected where the window lives."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.ui.tidying import Tidying


class _Cycle:
    """Notes the thread it ends on."""

    def __init__(self, ended: list[str]) -> None:
        self.itself = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread().name)


@pytest.fixture
def _nothing_is_left_out() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.mark.usefixtures("_nothing_is_left_out")
def test_garbage_made_on_another_thread_ends_on_the_windows(qtbot: QtBot) -> None:
    ended: list[str] = []
    tidying = Tidying()
    assert gc.get_freeze_count()

    def litter() -> None:
        for _time in range(2000):
            _Cycle(ended)

    thread = threading.Thread(target=litter, name="elsewhere")
    thread.start()
    thread.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert set(ended) == {threading.main_thread().name}
    tidying.close()
    assert gc.isenabled()
    assert not gc.get_freeze_count()


def test_what_was_left_out_before_stays_so(qapp: QApplication) -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    Tidying().close()
    assert gc.get_freeze_count() == before
