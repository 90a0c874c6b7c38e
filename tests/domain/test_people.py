"""People are kept as they were told, in their order, and nonsense is nobody."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import people
from journal_app.domain import settings as preferences
from journal_app.domain.people import Person

SAM = Person("Sam", "sister", "0151 2345", "ring twice")
LINES = st.text("aé ’7", max_size=9).map(lambda text: " ".join(text.split()))
PEOPLE = st.lists(st.builds(Person, LINES, LINES, LINES, LINES), max_size=9)


@settings(max_examples=40)
@given(PEOPLE)
def test_people_come_back_as_they_were_told(told: list[Person]) -> None:
    kept = people.read(people.written(told))
    assert kept == tuple(one for one in told if one.name or one.phone)


def test_whatever_a_file_holds_is_people_or_nobody() -> None:
    for stored in (None, "", "[", "{}", '"Sam"', "[1, null, []]", '[{"name": 3}]', "7"):
        assert people.read(stored) == ()
    row = [{"name": " Sam \n and\tAlex ", "age": 7, "phone": None}]
    assert people.read(json.dumps(row)) == (Person("Sam and Alex"),)
    assert len(people.known([{"name": "x" * 999}] * 99)) == people.MOST


def test_no_person_is_quoted_where_something_is_logged() -> None:
    shown = preferences.Preferences().showing((SAM,), when_locked=True)
    assert "Sam" not in repr(SAM) + repr(shown)
    assert "0151" not in repr(SAM) + repr(shown)


def test_a_copy_for_the_lock_is_only_there_for_who_wants_it() -> None:
    stored = {"people_when_locked": True, "people_shown": [{"name": "Sam", "phone": "1"}]}
    assert preferences.read(stored).people_shown == (Person("Sam", phone="1"),)
    assert preferences.read(stored | {"people_when_locked": False}).people_shown == ()
    assert preferences.Preferences().showing((SAM,), when_locked=False).people_shown == ()
