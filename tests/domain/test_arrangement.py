"""An entry is rearranged step by step, and every step can be taken back and taken again."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.arrangement import Arrangement, History
from journal_app.domain.entry import PartId
from tests.fakes import SUNDAY_EVENING

IDS = tuple(PartId(letter) for letter in "abcde")
START = Arrangement("", SUNDAY_EVENING, SUNDAY_EVENING.day, shared=False, parts=IDS)

Step = Callable[[Arrangement], Arrangement]


def _move(part: PartId, by: int) -> Step:
    return lambda now: now.moved(part, by) if part in now.parts else now


def _take_out(part: PartId) -> Step:
    return lambda now: now.without(part)


def _put(part: PartId, at: int) -> Step:
    return lambda now: now.with_part(part, at)


def _entitle(title: str) -> Step:
    return lambda now: replace(now, title=title)


def _share(_: None) -> Step:
    return lambda now: replace(now, shared=not now.shared)


IDS_OF = st.sampled_from(IDS)
STEPS = st.one_of(
    st.builds(_move, IDS_OF, st.integers(-6, 6)),
    st.builds(_take_out, IDS_OF),
    st.builds(_put, IDS_OF, st.integers(0, 6)),
    st.builds(_entitle, st.text(max_size=3)),
    st.builds(_share, st.none()),
)


@given(st.lists(STEPS))
def test_any_steps_undone_give_back_the_order_and_redone_give_it_again(steps: list[Step]) -> None:
    history = History(START)
    seen = [START]
    for step in steps:
        now = step(history.now)
        history.go_on(now)
        if now != seen[-1]:
            seen.append(now)
    assert history.now == seen[-1]
    assert [history.undo() for _ in seen[1:]] == seen[-2::-1]
    assert not history.can_undo
    assert history.undo() == START
    assert [history.redo() for _ in seen[1:]] == seen[1:]
    assert not history.can_redo
    assert history.redo() == seen[-1]


@given(STEPS, STEPS)
def test_a_new_step_leaves_behind_what_was_undone(one: Step, other: Step) -> None:
    history = History(START)
    history.go_on(one(START))
    history.undo()
    history.go_on(other(START))
    assert history.can_redo is (other(START) == START != one(START))


@given(IDS_OF, st.integers(-9, 9))
def test_a_part_moves_by_so_many_places_and_never_beyond_the_ends(part: PartId, by: int) -> None:
    moved = START.moved(part, by)
    assert sorted(moved.parts) == sorted(IDS)
    assert moved.parts.index(part) == min(max(IDS.index(part) + by, 0), len(IDS) - 1)
    assert moved.without(part).parts == START.without(part).parts, "the others stay in order"


@given(st.permutations(IDS), IDS_OF)
def test_a_part_that_was_taken_out_goes_back_where_it_was(
    order: list[PartId], part: PartId
) -> None:
    before = replace(START, parts=tuple(order))
    assert before.without(part).with_part(part, order.index(part)) == before


def test_a_title_never_shows_in_a_traceback() -> None:
    assert "secret" not in repr(replace(START, title="secret"))
