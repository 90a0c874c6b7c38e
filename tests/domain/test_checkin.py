"""A check-in keeps what was pressed with its label; what was skipped is missing."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app import resources
from journal_app.domain import checkin
from journal_app.domain.checkin import Answer, CheckIn

DATA = resources.text("copy")["checkin"]
answers = st.dictionaries(
    st.sampled_from(["mood", "ease", "energy", "sleep", "body", "overall"]),
    st.builds(Answer, st.integers(1, 7), st.text(max_size=8)),
)
days = st.none() | st.dates()
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


def test_six_items_end_with_a_word_and_a_seventh_is_asked_for_a_day() -> None:
    six = checkin.items(DATA)  # type: ignore[arg-type]
    assert [one.id for one in six] == ["mood", "ease", "energy", "sleep", "body", "word"]
    assert all(len(one.labels) == 5 for one in six[:-1])
    seven = checkin.items(DATA, "Friday 20 November")  # type: ignore[arg-type]
    assert [one.id for one in seven][-2:] == ["overall", "word"]
    assert "before Friday 20 November" in seven[-2].asks
    assert len(seven[-2].labels) == 7


@settings(max_examples=40)
@given(answers, st.text(max_size=8), days)
def test_it_is_read_as_it_was_kept(
    given_: dict[str, Answer], word: str, before: date | None
) -> None:
    one = CheckIn(given_, word, before)
    assert checkin.read(checkin.body(one)) == one
    told = list(checkin.read(checkin.body(one)).answers)
    assert told == [item for item in checkin.ORDER if item in told]  # in which they were asked


@settings(max_examples=40)
@given(anything)
def test_whatever_stands_there_reading_never_raises(found: object) -> None:
    for kept in (
        found,
        {"answers": found, "word": found, "before": found},
        {"answers": {"m": found}},
    ):
        read = checkin.read(json.dumps(kept).encode())
        assert all(1 <= answer.value <= 7 for answer in read.answers.values())


def test_what_is_skipped_is_missing_and_not_nothing() -> None:
    one = CheckIn().answered("mood", Answer(1, "very low"))
    assert one.value("mood") == 1
    assert one.value("ease") is None
    assert one.answered("mood", None).value("mood") is None
