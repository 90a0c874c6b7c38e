"""Standard forms, printed unchanged: what they ask, what was answered, and when one may be offered.

A total is the sum of all items, and there is none where one was left out. Nothing is said of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from journal_app.domain import noted
from journal_app.domain.clock import Moment
from journal_app.domain.sessionlog import Logged

USUAL = ("phq8", "gad7")
ALL = ("phq8", "gad7", "phq9")
DAY_MS = 24 * 3_600_000
APART_HOURS = 24  # from a session, in which none is offered
MOST_ITEMS = 40


@dataclass(frozen=True, slots=True)
class Functional:
    """The question behind the items that isn't scored."""

    stem: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A form as it was published. ``bands`` are the published names of ranges of its total.

    ``flag_item`` is the number of the item that asks about thoughts of death, or 0.
    """

    id: str
    name: str
    stem: str
    options: tuple[str, ...]
    values: tuple[int, ...]
    items: tuple[str, ...]
    functional: Functional | None
    most: int
    bands: tuple[tuple[int, int, str], ...]
    gap_days: int
    flag_item: int
    attribution: str
    citation: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was filled in: by item the value of the answer, or None where it was left out."""

    instrument: str
    answers: tuple[int | None, ...] = field(default=(), repr=False)
    functional: int | None = field(default=None, repr=False)

    def answered(self, number: int, value: int | None) -> "Form":
        """Return it with an item (counted from 0) answered, or left out."""
        room = max(len(self.answers), number + 1)
        answers = [*self.answers, *[None] * (room - len(self.answers))]
        answers[number] = value
        return replace(self, answers=tuple(answers))

    def answer(self, number: int) -> int | None:
        """Return the value of an item, counted from 0; None where it was left out."""
        return self.answers[number] if number < len(self.answers) else None


def instrument(data: Mapping[str, Any], form_id: str) -> Instrument | None:
    """Return a form of ``instruments.json``; None if there is none of that name."""
    one = data.get(form_id)
    if form_id not in ALL or not isinstance(one, Mapping):
        return None
    functional = one.get("functional")
    return Instrument(
        id=form_id,
        name=one["name"],
        stem=one["stem"],
        options=tuple(one["options"]),
        values=tuple(one["values"]),
        items=tuple(one["items"]),
        functional=functional and Functional(functional["stem"], tuple(functional["options"])),
        most=one["range"][1],
        bands=tuple((low, high, name) for low, high, name in one["bands"]),
        gap_days=one["min_gap_days"],
        flag_item=one.get("flag_item", 0),
        attribution=one["attribution"],
        citation=one["citation"],
    )


def total(of: Instrument, form: Form) -> int | None:
    """Return the sum of all items; None unless each was answered with a value the form has."""
    answers = [form.answer(number) for number in range(len(of.items))]
    known = [one for one in answers if one in of.values]
    return sum(known) if len(known) == len(of.items) else None


def may_offer(of: Instrument, last_ms: int | None, sessions: Iterable[Logged], now: Moment) -> bool:
    """Whether a form may be offered: not again within its gap, and not near a session.

    ``last_ms`` is when it was filled in, or wasn't wanted, last. It asks about two weeks; within a
    day of a session it says little. Hours are those that went by, whatever the clocks did.
    """
    if last_ms is not None and now.utc_ms - last_ms < of.gap_days * DAY_MS:
        return False
    return not any(_near(session, now) for session in sessions)


def body(form: Form) -> bytes:
    """Return what is kept of a form."""
    answers: Sequence[int | None] = form.answers
    return noted.pack(
        {
            "instrument": form.instrument,
            "answers": list(answers),
            "functional": form.functional,
        }
    )


def read(kept: bytes) -> Form:
    """Return a form as it was kept."""
    values = noted.unpack(kept)
    found = noted.things(values, "answers")[:MOST_ITEMS]
    answers = tuple(one if type(one) is int else None for one in found)
    return Form(noted.text(values, "instrument"), answers, noted.number(values, "functional", 0, 9))


def _near(session: Logged, now: Moment) -> bool:
    """Whether a session is less than a day away; without a time, on a neighbouring day."""
    over, begins = session.over, session.begins or session.over
    if over is None or begins is None:
        return abs((now.day - session.day).days) <= 1
    apart = APART_HOURS * 3_600_000
    return begins.utc_ms - apart < now.utc_ms < over.utc_ms + apart
