"""What came first and what was thought later are set apart, each with its time."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.entry import Entry, Kind, Part, new_entry_id, new_part_id
from journal_app.domain.layers import layers
from tests.fakes import SUNDAY_EVENING

SETTLED_MS = SUNDAY_EVENING.utc_ms + 3_600_000
ENTRY = Entry(new_entry_id(), SUNDAY_EVENING, settled_ms=SETTLED_MS)


def _part(hours: float) -> Part:
    made = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + round(hours * 3_600_000))
    return Part(new_part_id(), Kind.WORDS, 0, made)


def test_the_first_layer_is_one_however_long_it_took() -> None:
    parts = [_part(0), _part(0.5), _part(1)]
    (layer,) = layers(ENTRY, parts, 4)
    assert (layer.later, layer.when) == (False, "Sunday 22 November, evening")
    assert layer.parts == tuple(parts)


def test_later_thoughts_are_told_by_the_part_of_the_day_they_came_in() -> None:
    tuesday, evening = _part(36), _part(47)
    found = layers(ENTRY, [_part(0), tuesday, _part(36.5), evening], 4)
    assert [(layer.later, layer.when) for layer in found] == [
        (False, "Sunday 22 November, evening"),
        (True, "Tuesday 24 November, morning"),
        (True, "Tuesday 24 November, evening"),
    ]


def test_what_came_first_and_was_moved_behind_a_later_thought_is_told_apart() -> None:
    found = layers(ENTRY, [_part(36), _part(0)], 4)
    assert [layer.later for layer in found] == [True, False]


def test_the_small_hours_still_belong_to_the_day_before() -> None:
    (layer,) = layers(ENTRY, [_part(5.5)], 4)  # 02:00
    assert layer.when == "Sunday 22 November, night"


def test_before_it_was_ever_set_aside_there_is_one_layer() -> None:
    open_entry = replace(ENTRY, settled_ms=None)
    assert len(layers(open_entry, [_part(0), _part(40)], 4)) == 1


@given(st.lists(st.floats(0, 100)))
def test_every_part_is_in_one_layer_in_its_place(hours: list[float]) -> None:
    parts = [_part(hour) for hour in hours]
    found = layers(ENTRY, parts, 4)
    assert [part for layer in found for part in layer.parts] == parts
    assert all(layer.later == ENTRY.is_later(part) for layer in found for part in layer.parts)
