"""Standard forms: verbatim, never prorated, and offered only when it makes sense to."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app import resources
from journal_app.domain import forms
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.forms import ALL, Form, Instrument
from journal_app.domain.sessionlog import About, Logged, SessionLog
from tests.zones import ZONES, Wall

DATA = resources.text("instruments")
FILE = resources.path("texts", "instruments.json")
AS_PUBLISHED = "b5972dfe227c9282bb7bd03351622e13e1a835a01d2c7fd1cd5869e4c37d35a5"
walls = st.datetimes(datetime(2026, 2, 1), datetime(2027, 11, 1))  # noqa: DTZ001 - on the wall


def form_of(form_id: str) -> Instrument:
    found = forms.instrument(DATA, form_id)
    assert found is not None
    return found


def test_the_shipped_forms_are_those_that_were_checked_byte_for_byte() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == AS_PUBLISHED


@pytest.mark.parametrize("form_id", ALL)
def test_every_word_of_a_form_is_that_of_the_file(form_id: str) -> None:
    one, raw = form_of(form_id), json.loads(FILE.read_bytes())[form_id]
    assert (one.name, one.stem, list(one.options), list(one.items)) == (
        raw["name"],
        raw["stem"],
        raw["options"],
        raw["items"],
    )
    assert one.attribution == raw["attribution"]
    assert one.most == raw["range"][1] == max(one.values) * len(one.items)


def test_only_one_form_asks_about_thoughts_of_death() -> None:
    assert {form_id: form_of(form_id).flag_item for form_id in ALL} == {
        "phq8": 0,
        "gad7": 0,
        "phq9": 9,
    }
    assert forms.instrument(DATA, "phq2") is None  # shipped, but not offered
    assert forms.instrument(DATA, "rules") is None


@settings(max_examples=60)
@given(st.sampled_from(ALL), st.data())
def test_a_total_is_the_sum_of_all_items_or_there_is_none(
    form_id: str, data: st.DataObject
) -> None:
    of = form_of(form_id)
    answer = st.none() | st.sampled_from(of.values)
    answers = data.draw(st.lists(answer, min_size=len(of.items), max_size=len(of.items)))
    total = forms.total(of, Form(form_id, tuple(answers)))
    if None in answers:
        assert total is None
    else:
        assert total == sum(one for one in answers if one is not None)
        assert 0 <= total <= of.most


def test_too_few_answers_and_strange_ones_have_no_total() -> None:
    of = form_of("gad7")
    assert forms.total(of, Form("gad7", (0,) * 6)) is None
    assert forms.total(of, Form("gad7", (0, 0, 0, 0, 0, 0, 9))) is None
    assert forms.total(of, Form("gad7", (0,) * 7)) == 0


@settings(max_examples=40)
@given(
    st.sampled_from(ALL),
    st.lists(st.none() | st.integers(0, 3), max_size=9).map(tuple),
    st.none() | st.integers(0, 3),
)
def test_it_is_read_as_it_was_kept(
    form_id: str, answers: tuple[int | None, ...], functional: int | None
) -> None:
    form = Form(form_id, answers, functional)
    assert forms.read(forms.body(form)) == form


@settings(max_examples=30)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4), st.lists))
def test_whatever_stands_there_reading_never_raises(found: object) -> None:
    kept = {"instrument": found, "answers": found, "functional": found}
    forms.read(json.dumps(kept).encode())


def session(begins: Moment, ends: Moment | None, day: datetime) -> Logged:
    over = None if ends is None else About(ends)
    log = SessionLog(day=day.date(), begins=About(begins) if ends else None, ends=over)
    return Logged(EntryId("s"), PartId("s"), day.date(), log)


@settings(max_examples=60)
@given(walls, st.sampled_from(ZONES), st.floats(-72, 72))
def test_near_a_session_none_is_offered(wall: datetime, zone: str, hours: float) -> None:
    clock = Wall(zone)
    ends = clock.at(wall)
    begins = clock.on(ends.utc_ms - 2 * 3_600_000)
    now = clock.on(ends.utc_ms + round(hours * 3_600_000))
    near = -26 < hours < 24  # a day before it began, a day after it ended
    offered = forms.may_offer(form_of("phq8"), None, [session(begins, ends, wall)], now)
    assert offered is not near


@settings(max_examples=40)
@given(walls, st.sampled_from(ZONES), st.integers(0, 30), st.booleans())
def test_the_same_form_is_not_offered_within_two_weeks(
    wall: datetime,
    zone: str,
    days: int,
    minute_early: bool,  # noqa: FBT001 - one of its cases
) -> None:
    """Two weeks are those that went by: an hour that clocks skip or repeat is no shorter one."""
    clock = Wall(zone)
    last = clock.at(wall)
    early = 60_000 if minute_early else 0
    now = clock.on(last.utc_ms + days * forms.DAY_MS - early)
    offered = forms.may_offer(form_of("gad7"), last.utc_ms, [], now)
    assert offered is (days > 14 or (days == 14 and not minute_early))


def test_a_session_without_a_time_keeps_the_days_beside_it_free() -> None:
    wall = datetime(2026, 11, 20, 12)  # noqa: DTZ001 - on the wall
    clock = Wall("Europe/Berlin")
    at = clock.at(wall)
    untimed = session(at, None, wall)
    for days, offered in ((-2, True), (-1, False), (0, False), (1, False), (2, True)):
        now = clock.at(wall + timedelta(days=days))
        assert forms.may_offer(form_of("phq9"), None, [untimed], now) is offered
    assert replace(untimed, day=untimed.day).over is None
