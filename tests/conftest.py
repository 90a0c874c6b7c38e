"""What every test may ask for: a clock, a vault, a journal. Nothing may outlive its test."""

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from journal_app.services.journal import Journal
from journal_app.storage import vault
from tests.fakes import KEY, FakeClock, Post

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Leave out what was imported and collected from each look for garbage: it stays for good."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_outlives_its_test() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and set(threading.enumerate()) - before:
        threading.Event().wait(0.01)  # a thread that is just being started can't be joined yet
    left = set(threading.enumerate()) - before
    assert not left, f"these threads outlived their test: {left}"


@pytest.fixture(autouse=True)
def _garbage_is_collected_on_the_windows_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As the app does (``ui/tidying.py``): a widget must not meet its end on another thread."""
    gc.disable()
    yield
    if "qapp" in request.fixturenames:
        gc.collect()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "journal"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def post() -> Post:
    return Post(SimpleQueue())


@pytest.fixture
def journal(folder: Path, post: Post) -> Iterator[Journal]:
    """A journal on a new vault; what it delivers waits in ``post``."""
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    door.open(lambda: vault.create(folder, KEY)).result(20)
    yield door
    door.close()
