"""Goals, steps and insights are changed where they stand, each with a way back."""

from pathlib import Path

import pytest

from journal_app import storage
from journal_app.domain import goals, insights, steps
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.errors import NotKept
from journal_app.domain.goals import GoalState
from journal_app.domain.insights import Found, Insight, Round
from journal_app.domain.steps import StepState, Turn
from journal_app.services.goals import Goals, new_goal, new_step
from journal_app.services.openentry import OpenEntry
from journal_app.services.session import Session
from tests.fakes import FakeClock, Post
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

DAY = 86_400


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    return opener.open(folder)


@pytest.fixture
def service(session: Session, clock: FakeClock) -> Goals:
    return Goals(session, Calendar(clock))


def goal(service: Goals, text: str = "sleep by midnight") -> PartId:
    draft = service.draft(Kind.GOAL)
    service.keep(draft, new_goal(text, "")).result(20)
    return draft.part.id


def step(service: Goals, to: PartId | None) -> tuple[EntryId, PartId]:
    draft = service.draft(Kind.STEP)
    service.keep(draft, new_step("the kettle is on", "", to)).result(20)
    service.keep(draft, new_step("the kettle is on", "text Sam", to)).result(20)
    return draft.entry.id, draft.part.id


def mark(session: Session, clock: FakeClock) -> OpenEntry:
    entry = OpenEntry(session.journal, clock)
    words = entry.new_part(Kind.WORDS)
    words.put(b"the river was still there")
    entry.new_part(Kind.INSIGHT).put(insights.body(Insight(words.id, quote="the river")))
    entry.set_aside()
    return entry


def test_what_is_typed_again_is_one_step_on_the_way_to_its_goal(service: Goals) -> None:
    to = goal(service)
    step(service, to)
    found = service.known().result(20)
    (aim,) = found.aims
    (taken,) = found.steps_to(aim)
    assert steps.said(taken.step) == "When the kettle is on, I’ll text Sam"
    assert found.loose == ()


def test_a_step_is_done_and_taken_back(service: Goals, post: Post) -> None:
    _entry, part = step(service, None)

    def state() -> StepState:
        return service.known().result(20).loose[0].step.state

    change = service.turn(part, Turn.DONE)
    change.reply.result(20)
    assert state() is StepState.DONE
    change.undo()
    post.run_until(lambda: state() is StepState.OPEN)
    service.turn(part, Turn.LET_GO).reply.result(20)
    assert state() is StepState.LET_GO
    (taken,) = service.known().result(20).loose
    assert [told.turn for told in taken.step.turns] == [Turn.LET_GO]


def test_a_goal_put_in_other_words_stands_as_it_stood(service: Goals) -> None:
    part = goal(service)
    service.settle(part, GoalState.REACHED).reply.result(20)
    service.write_goal(part, "rest", "Robin").result(20)
    (aim,) = service.known().result(20).aims
    assert aim.goal == goals.Goal("rest", "Robin", GoalState.REACHED)


def test_a_binned_goal_leaves_its_steps_and_comes_back(service: Goals) -> None:
    to = goal(service)
    entry, _part = step(service, to)
    (aim,) = service.known().result(20).aims
    away = service.put_away(aim.entry, aim.part)
    away.reply.result(20)
    assert [one.entry for one in service.known().result(20).loose] == [entry]
    away.undo()
    assert service.known().result(20).loose == ()


def test_what_is_gone_is_not_changed(service: Goals) -> None:
    with pytest.raises(NotKept):
        service.turn(PartId("gone"), Turn.DONE).reply.result(20)


def test_a_mark_is_looked_at_once_in_its_time(
    service: Goals, session: Session, clock: FakeClock
) -> None:
    mark(session, clock)
    assert service.looks().result(20) == ()
    clock.go_on(2 * DAY)
    (at,) = service.looks().result(20)
    assert (at.round, at.insight.quote) == (Round.TWO_DAYS, "the river")
    service.look(at, Found.CHANGED).reply.result(20)
    assert service.looks().result(20) == ()
    clock.go_on(5 * DAY)
    (at,) = service.looks().result(20)
    service.pass_over(at).reply.result(20)
    assert service.looks().result(20) == ()
    kept = session.journal.ask(storage.noted.one, at.part, Calendar(clock).today()).result(20)
    assert kept is not None
    assert [look.found for look in insights.read(kept.body).looks] == [Found.CHANGED]


def test_what_was_binned_is_not_brought_back_by_its_mark(
    service: Goals, session: Session, clock: FakeClock
) -> None:
    entry = mark(session, clock)
    clock.go_on(2 * DAY)
    words = entry.parts[0].id
    session.journal.do(storage.parts.take_out, words, clock.now().utc_ms).result(20)
    assert service.looks().result(20) == ()
