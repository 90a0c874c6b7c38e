"""What is noted is read as it was kept; whatever else stands there counts as unsaid."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import goals, insights, links, noted, steps
from journal_app.domain.clock import Moment
from journal_app.domain.entry import PartId
from journal_app.domain.goals import Goal, GoalState
from journal_app.domain.insights import DAY_MS, HOUR_MS, Found, Insight, Look, Round, open_look
from journal_app.domain.links import Link
from journal_app.domain.steps import Step, StepState, Told, Turn

text = st.text(max_size=20)
ids = st.none() | st.just(PartId("p"))
times = st.integers(0, 2**45)
told = st.lists(st.builds(Told, st.sampled_from(Turn), times), max_size=3).map(tuple)
looks = st.lists(
    st.builds(Look, st.sampled_from(Round), st.sampled_from(Found), times), max_size=3
).map(tuple)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
MARKED = 1_790_000_000_000


@settings(max_examples=30)
@given(
    st.builds(Goal, text, text, st.sampled_from(GoalState)),
    st.builds(Step, text, text, ids, told),
    st.builds(Insight, ids, text, text, looks),
    st.builds(Link, st.just(PartId("g")), text),
)
def test_it_is_read_as_it_was_kept(goal: Goal, step: Step, insight: Insight, link: Link) -> None:
    assert goals.read(goals.body(goal)) == goal
    assert steps.read(steps.body(step)) == step
    assert insights.read(insights.body(insight)) == insight
    assert links.read(links.body(link)) == link


@settings(max_examples=60)
@given(anything, st.binary(max_size=12))
def test_whatever_stands_there_reading_never_raises(found: object, raw: bytes) -> None:
    names = ("text", "state", "turns", "goal", "of", "looks", "quote", "name", "when", "at")
    for kept in (raw, json.dumps(found).encode(), json.dumps(dict.fromkeys(names, found)).encode()):
        for module in (goals, steps, insights, links):
            module.read(kept)
        values = noted.unpack(kept)
        noted.moment(values, "at")
        noted.number(values, "at", 0, 5)


def test_a_moment_keeps_its_clock() -> None:
    one = Moment(MARKED, -150, "America/St_Johns")
    assert noted.moment(noted.unpack(noted.pack({"at": noted.of_moment(one)})), "at") == one


def test_a_step_stands_as_its_last_turn_says() -> None:
    step = Step("the kettle is on", "text Sam hello")
    assert steps.said(step) == "When the kettle is on, I’ll text Sam hello"
    assert step.state is StepState.OPEN
    step = step.turned(Turn.LET_GO, 1)
    assert step.state is StepState.LET_GO
    assert step.turned(Turn.TAKEN_UP, 2).state is StepState.OPEN
    assert step.turned(Turn.DONE, 3).state is StepState.DONE


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        (43 * HOUR_MS, None),
        (48 * HOUR_MS, Round.TWO_DAYS),
        (6 * DAY_MS, None),
        (7 * DAY_MS, Round.WEEK),
        (20 * DAY_MS, None),
        (30 * DAY_MS, Round.MONTH),
        (60 * DAY_MS, None),
    ],
)
def test_a_look_is_open_for_a_while_and_then_simply_gone(after: int, opens: Round | None) -> None:
    assert open_look(Insight(None), MARKED, MARKED + after) is opens


def test_a_look_that_was_taken_is_not_offered_again() -> None:
    seen = Insight(None).looked(Round.WEEK, Found.CHANGED, 1)
    assert open_look(seen, MARKED, MARKED + 7 * DAY_MS) is None
    assert seen.looked(Round.WEEK, Found.TRUE, 2).looks == (Look(Round.WEEK, Found.TRUE, 2),)


@settings(max_examples=30)
@given(
    st.datetimes(
        datetime(2015, 1, 1),  # noqa: DTZ001 - a wall's, whose zone comes with it
        datetime(2060, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_a_clock_put_forward_or_back_moves_no_look(wall: datetime) -> None:
    """Two days, a week and a month later on the wall, a look is open."""
    for days, opens in ((2, Round.TWO_DAYS), (7, Round.WEEK), (30, Round.MONTH)):
        later = wall + timedelta(days=days)  # the same time on the wall
        elapsed = later.astimezone(UTC) - wall.astimezone(UTC)
        assert open_look(Insight(None), 0, round(elapsed.total_seconds() * 1000)) is opens
