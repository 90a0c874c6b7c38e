"""Goals and steps are put together as they belong; a step is never lost with its goal."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import aims, goals, insights, steps
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.goals import Goal
from journal_app.domain.insights import DAY_MS, HOUR_MS, Insight, Round
from journal_app.domain.noted import Noted
from journal_app.domain.spot import Phrase, Spot
from journal_app.domain.steps import Step, Turn
from journal_app.domain.themes import write_place

DAY = date(2026, 11, 20)
AT = 1_795_375_800_000


def note(part: str, body: bytes, made_ms: int = AT) -> Noted:
    made = Moment(made_ms, 60, "CET")
    return Noted(EntryId("e"), PartId(part), Kind.STEP, made, DAY, made, body)


goal_ids = st.sampled_from(["g1", "g2", "gone", ""])
turns = st.sampled_from([None, Turn.DONE, Turn.LET_GO, Turn.KEPT])


@settings(max_examples=40)
@given(st.lists(st.tuples(goal_ids, turns), max_size=6))
def test_every_step_stands_in_one_place_those_for_now_first(
    made: list[tuple[str, Turn | None]],
) -> None:
    noted = []
    for number, (goal, turn) in enumerate(made):
        step = Step("a", "b", PartId(goal) if goal else None)
        noted.append(note(f"s{number}", steps.body(step.turned(turn, 1) if turn else step)))
    found = aims.gather([note(one, goals.body(Goal(one))) for one in ("g1", "g2")], noted)
    groups = [found.loose, *(found.steps_to(aim) for aim in found.aims)]
    assert sorted(one.part for group in groups for one in group) == sorted(
        one.part for one in noted
    )
    for aim in found.aims:
        assert all(one.step.goal == aim.part for one in found.steps_to(aim))
    for group in groups:
        assert [one.is_open for one in group] == sorted(
            (one.is_open for one in group), reverse=True
        )


def test_looks_are_open_by_how_much_time_went_by_what_was_marked_first_first() -> None:
    body = insights.body(Insight(None, quote="the river"))
    marked = [note("late", body, AT - 2 * DAY_MS), note("early", body, AT - 7 * DAY_MS)]
    found = insights.open_looks([*marked, note("new", body, AT - HOUR_MS)], AT)
    assert [(one.part, one.round) for one in found] == [
        ("early", Round.WEEK),
        ("late", Round.TWO_DAYS),
    ]


def test_a_look_that_was_passed_over_is_not_offered_again_and_nothing_is_told_of_it() -> None:
    passed = Insight(None, quote="the river").passed_over(Round.TWO_DAYS)
    kept = insights.read(insights.body(passed))
    assert kept == passed
    assert kept.looks == ()
    assert insights.open_look(kept, AT, AT + 2 * DAY_MS) is None
    assert insights.open_look(kept, AT, AT + 7 * DAY_MS) is Round.WEEK


def test_marked_words_are_found_by_their_lines() -> None:
    phrase = Phrase(3, 17)
    found = insights.spot(Insight(PartId("p"), write_place(phrase), "one\n\ntwo"), EntryId("e"))
    assert found == Spot(EntryId("e"), PartId("p"), phrase, ("one", "two"))
    whole = insights.spot(Insight(PartId("p"), quote="all of it"), EntryId("e"))
    assert whole == Spot(EntryId("e"), PartId("p"))
