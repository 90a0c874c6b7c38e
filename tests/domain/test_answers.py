"""Answers become series as they were given: what was left out stays out, a form is its total."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app import resources
from journal_app.domain import answers, checkin, forms
from journal_app.domain.checkin import Answer, CheckIn
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.forms import Form, Instrument
from journal_app.domain.noted import Noted
from journal_app.domain.patterns import Series

COPY: Any = resources.text("copy")["checkin"]
ITEMS = checkin.items(COPY, before="Friday")
FORMS = [forms.instrument(resources.text("instruments"), one) for one in forms.ALL]
INSTRUMENTS = [one for one in FORMS if one is not None]

some_answers = st.dictionaries(
    st.sampled_from([item.id for item in ITEMS if item.labels]), st.integers(1, 5)
)
some_forms = st.builds(
    Form,
    st.sampled_from(forms.ALL),
    st.lists(st.none() | st.integers(0, 3), max_size=9).map(tuple),
)


def note(kind: Kind, number: int, body: bytes) -> Noted:
    when = Moment(1_770_000_000_000 + number * 86_400_000, 0, "UTC")
    return Noted(EntryId(f"{number}"), PartId(f"{number}"), kind, when, when.day, when, body)


def of(found: list[CheckIn]) -> dict[str, Series]:
    notes = [note(Kind.CHECKIN, n, checkin.body(one)) for n, one in enumerate(found)]
    return {one.scale.id: one for one in answers.of_checkins(notes, ITEMS)}


@settings(max_examples=40)
@given(st.lists(some_answers, max_size=6))
def test_every_answer_is_in_its_series_and_nothing_is_made_up(given_: list[dict[str, int]]) -> None:
    kept = [CheckIn({name: Answer(value) for name, value in one.items()}) for one in given_]
    made = of(kept)
    for item in ITEMS:
        if item.labels and item.id != checkin.OVERALL and any(given_):
            read = [one.value for one in made[item.id].readings]
            assert read == [one.get(item.id) for one in given_ if one]


def test_how_things_compare_is_a_gap_only_where_it_was_asked() -> None:
    before = date(2026, 11, 1)
    mood = {"mood": Answer(3)}
    asked = CheckIn({**mood, "overall": Answer(6)}, before=before)
    made = of([CheckIn(mood), CheckIn(mood, before=before), asked])
    assert [one.value for one in made["overall"].readings] == [None, 6]
    assert "overall" not in of([CheckIn(mood)])


def test_a_check_in_nobody_answered_is_none() -> None:
    assert of([CheckIn()]) == {}


@settings(max_examples=60)
@given(st.lists(some_forms, max_size=6))
def test_a_form_is_its_total_or_a_gap_and_no_item_is_a_series(filled: list[Form]) -> None:
    notes = [note(Kind.FORM, n, forms.body(one)) for n, one in enumerate(filled)]
    made = {one.scale.id: one for one in answers.of_forms(notes, INSTRUMENTS)}
    assert set(made) <= {one.id for one in INSTRUMENTS}
    for instrument in INSTRUMENTS:
        expected = [expected_total(instrument, one) for one in filled if begun(instrument, one)]
        found = made.get(instrument.id)
        assert [one.value for one in found.readings] == expected if found else not expected


def begun(instrument: Instrument, form: Form) -> bool:
    return form.instrument == instrument.id and any(one is not None for one in form.answers)


def expected_total(instrument: Instrument, form: Form) -> int | None:
    answered = form.answers[: len(instrument.items)]
    if len(answered) < len(instrument.items):
        return None
    return None if None in answered else sum(one or 0 for one in answered)
