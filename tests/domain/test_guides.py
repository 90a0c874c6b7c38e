"""Sets of questions are data, and one can stop anywhere in them."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app import resources
from journal_app.domain import guides
from journal_app.domain.guides import Guide
from journal_app.domain.guiding import Run

DATA = resources.text("prompts")
SHIPPED = guides.shipped(DATA)
texts = st.text(max_size=60)


def four() -> Guide:
    found = guides.named(SHIPPED, guides.FOUR_QUESTIONS)
    assert found is not None
    return found


def test_all_fourteen_sets_are_there_with_the_four_questions_first() -> None:
    assert [guide.id for guide in SHIPPED[:2]] == ["reflection", "before"]
    assert len(SHIPPED) == 15  # and looking back
    sets: list[dict[str, list[object]]] = DATA["sets"]  # type: ignore[assignment]
    shown = {prompt.text for guide in SHIPPED for prompt in guide.prompts}
    assert shown >= {str(one["text"]) for some in sets for one in some["prompts"]}  # type: ignore[index]


def test_a_follow_up_has_the_number_of_its_question() -> None:
    run, counts = Run(four()), []
    while not run.is_over:
        counts.append(run.count())
        run = run.onward()
    assert counts == [(1, 4), (1, 4), (2, 4), (2, 4), (3, 4), (4, 4), (4, 4), (4, 4)]


def test_back_and_onward_never_leave_the_set() -> None:
    run = Run(four())
    assert run.back() == run
    for _ in range(20):
        run = run.onward()
    assert run.is_over
    assert run.back().prompt == four().prompts[-1]


@settings(max_examples=40)
@given(st.lists(st.tuples(texts, texts), max_size=6), texts, texts, texts)
def test_an_own_set_is_read_as_it_was_kept(
    questions: list[tuple[str, str]], title: str, intro: str, closing: str
) -> None:
    made = guides.own("own-1", title, questions, intro, closing)
    assert guides.read(json.loads(json.dumps(guides.kept([made])))) == (made,)


@settings(max_examples=40)
@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=8))
def test_whatever_was_kept_reading_never_raises(found: object) -> None:
    guides.read([{"id": "x", "title": found, "questions": found}, found])
    guides.read(found)
