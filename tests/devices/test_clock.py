"""The computer's clock tells the civil time of any day, as it is or was or will be here."""

import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from journal_app.devices.clock import SystemClock

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a zone of its own")


@pytest.fixture(autouse=True)
def _in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("wall", "there"),
    [
        ("2026-11-22T20:30", "2026-11-22T20:30:00+01:00"),
        ("2026-07-01T20:30", "2026-07-01T20:30:00+02:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),  # comes twice
        ("2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),  # never comes
        ("1971-01-01T12:00", "1971-01-01T12:00:00+01:00"),
    ],
)
def test_a_time_on_the_wall_is_an_instant_with_the_offset_of_its_day(wall: str, there: str) -> None:
    moment = SystemClock().at(datetime.fromisoformat(wall))
    assert moment.civil.isoformat() == there


def test_now_is_now() -> None:
    clock = SystemClock()
    before, now, after = clock.now(), clock.at(clock.now().civil.replace(tzinfo=None)), clock.now()
    assert before.utc_ms <= now.utc_ms <= after.utc_ms
    assert now.zone in {"CET", "CEST"}


def test_a_computer_that_is_awake_sleeps_no_longer_than_it_did() -> None:
    clock = SystemClock()
    before = clock.asleep()
    assert before >= -0.001
    assert clock.asleep() - before == pytest.approx(0.0, abs=0.05)
