"""A country gets its own numbers, and never another's."""

from journal_app import resources
from journal_app.domain import crisis


def test_every_country_has_a_number_and_lines_one_can_reach() -> None:
    for country in crisis.countries(resources.text("crisis_resources")).values():
        assert country.emergency
        for line in country.lines:
            assert line.name
            assert line.reach


def test_a_line_says_how_to_reach_it() -> None:
    britain = crisis.countries(resources.text("crisis_resources"))["GB"]
    assert britain.emergency == "999 or 112"
    assert britain.lines[0] == crisis.Line("Samaritans", "116 123 · samaritans.org", "24/7")
    assert britain.lines[1].reach.startswith("text SHOUT to 85258")
