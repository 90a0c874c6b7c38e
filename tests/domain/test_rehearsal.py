"""When a kit is spoken of, and that it is seldom."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.rehearsal import MOST_PUT_OFF, WEEK_MS, Advice, Story, advise

NOW = 1_795_375_800_000
NEW = Story(has_kit=False, has_entry=True)
CHECKED = Story(has_kit=True, has_entry=True, checked_ms=NOW - WEEK_MS)

times = st.none() | st.integers(0, 2 * NOW)
stories = st.builds(
    Story, st.booleans(), st.booleans(), st.booleans(), times, times, st.integers(0, 9), times
)


@pytest.mark.parametrize(
    ("story", "advice"),
    [
        (replace(NEW, has_entry=False), Advice.NOTHING),
        (NEW, Advice.MAKE),
        (replace(NEW, declined=True), Advice.NOTHING),
        (CHECKED, Advice.TRY),
        (replace(CHECKED, has_entry=False), Advice.TRY),
        (replace(CHECKED, checked_ms=None), Advice.NOTHING),
        (replace(CHECKED, checked_ms=NOW - WEEK_MS + 1), Advice.NOTHING),
        (replace(CHECKED, rehearsed_ms=NOW), Advice.NOTHING),
        (replace(CHECKED, rehearsed_ms=NOW - 2 * WEEK_MS), Advice.TRY),
        (replace(CHECKED, put_off=1, put_off_ms=NOW - WEEK_MS + 1), Advice.NOTHING),
        (replace(CHECKED, put_off=1, put_off_ms=NOW - WEEK_MS), Advice.TRY),
        (replace(CHECKED, put_off=2, put_off_ms=NOW - WEEK_MS), Advice.NOTHING),
        (replace(CHECKED, has_kit=False, declined=True), Advice.NOTHING),
    ],
)
def test_what_is_said_and_when(story: Story, advice: Advice) -> None:
    assert advise(story, NOW) is advice


@given(stories, st.integers(0, 2 * NOW))
def test_whatever_a_clock_says_nobody_is_asked_who_said_no(story: Story, now_ms: int) -> None:
    assert advise(replace(story, has_kit=False, declined=True), now_ms) is Advice.NOTHING
    assert advise(replace(story, has_kit=True, put_off=MOST_PUT_OFF), now_ms) is Advice.NOTHING
