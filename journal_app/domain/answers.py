"""Check-ins and forms as series: each item of a check-in for itself, of a form its total alone.

No single answer of a form becomes a series: what it asks about thoughts of death is never drawn.
"""

from collections.abc import Iterable

from journal_app.domain import checkin, forms, patterns
from journal_app.domain.checkin import OVERALL, CheckIn
from journal_app.domain.forms import Instrument
from journal_app.domain.noted import Noted
from journal_app.domain.patterns import Reading, Scale, Series

CHECKINS_APART = 7  # days two answers may lie apart and still be joined by a line
FORMS_APART = 35  # a form may be offered again after two weeks


def of_checkins(found: Iterable[Noted], items: Iterable[checkin.Item]) -> tuple[Series, ...]:
    """Return a series for each item with labels; those nobody was ever asked are left out."""
    read = [(one, checkin.read(one.body)) for one in found]
    kept = [(one, told) for one, told in read if told.answers or told.word]
    made = (_answers(kept, item) for item in items if item.labels)
    return tuple(one for one in made if one.readings)


def of_forms(found: Iterable[Noted], instruments: Iterable[Instrument]) -> tuple[Series, ...]:
    """Return the totals of each form that was ever filled in."""
    read = [(one, forms.read(one.body)) for one in found]
    kept = [(one, form) for one, form in read if any(each is not None for each in form.answers)]
    made = []
    for of in instruments:
        totals = (
            Reading(one.part, one.day, one.happened, forms.total(of, form))
            for one, form in kept
            if form.instrument == of.id
        )
        made.append(patterns.series(Scale(of.id, 0, of.most, FORMS_APART), totals))
    return tuple(one for one in made if one.readings)


def _answers(kept: Iterable[tuple[Noted, CheckIn]], item: checkin.Item) -> Series:
    """Return the answers to an item; how things compare is asked only where there is a before."""
    readings = (
        Reading(one.part, one.day, one.happened, told.value(item.id))
        for one, told in kept
        if item.id != OVERALL or told.before is not None
    )
    return patterns.series(Scale(item.id, 1, len(item.labels), CHECKINS_APART), readings)
