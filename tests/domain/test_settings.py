"""Preferences make sense, whatever a file held."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.settings import STEADIEST, THEMES, Preferences, read

_VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12))
_FIELDS = st.sampled_from(
    ["theme", "resting_theme", "text_size", "welcomed", "country", "steadiness", "settles", "other"]
)


@given(st.dictionaries(_FIELDS, _VALUES))
def test_whatever_was_stored_becomes_preferences_that_make_sense(stored: dict[str, Any]) -> None:
    kept = read(stored)
    assert {kept.theme, kept.resting_theme} <= set(THEMES)
    assert 1.0 <= kept.text_size <= 2.0
    assert 0 <= kept.steadiness <= STEADIEST


def test_what_was_chosen_is_read_back() -> None:
    stored = {"theme": "evening", "resting_theme": "evening", "text_size": 1.4, "country": "IE"}
    assert read(stored) == Preferences("evening", "evening", 1.4, country="IE")


def test_afterglow_gives_way_to_the_theme_before_it() -> None:
    kept = Preferences().with_theme("evening").with_theme("afterglow")
    assert (kept.theme, kept.resting_theme) == ("afterglow", "evening")
