"""A note with one more record is what all of its records make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.voice import (
    RATE,
    Bookmark,
    Header,
    Page,
    Trim,
    VoiceRecord,
    fold,
    numbered,
    pack,
    told,
)

SAID: list[VoiceRecord] = [Header(1, 0, 0, b"h"), Page(1, 0, 9 * RATE, b"p")]
made = st.builds(
    Bookmark, st.integers(1, 3), st.integers(0, 9 * RATE), st.text(max_size=5), st.booleans()
) | st.builds(Trim, st.integers(0, 9 * RATE), st.integers(0, 9 * RATE))


@pytest.mark.parametrize("records", [[], SAID], ids=["nothing", "sound"])
@given(st.lists(made, max_size=8))
def test_a_note_that_is_told_more_is_as_if_it_were_read_again(
    records: list[VoiceRecord], more: list[Bookmark | Trim]
) -> None:
    note = fold(numbered(map(pack, records)))
    for record in more:
        note = told(note, record)
    assert note == fold(numbered(map(pack, [*records, *more])))
