"""The people somebody may want to call, in the order they chose."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

MOST = 12
LONGEST = 120  # letters in one line about somebody


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to call: a name, who they are, a number, and the best way to reach them."""

    name: str = field(default="", repr=False)
    relation: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    best: str = field(default="", repr=False)

    @property
    def is_nobody(self) -> bool:
        """Whether nothing is said of them that would help to call them."""
        return not (self.name or self.phone)


def person(row: object) -> Person:
    """Return the person a row of a file tells of; what makes no sense is left out."""
    told: dict[Any, Any] = row if isinstance(row, dict) else {}
    values = {one.name: _line(told.get(one.name)) for one in fields(Person)}
    return Person(**values)


def known(rows: object) -> tuple[Person, ...]:
    """Return the people that rows tell of, the first ``MOST`` of them."""
    told = map(person, rows) if isinstance(rows, Sequence) and not isinstance(rows, str) else ()
    return tuple(one for one in told if not one.is_nobody)[:MOST]


def read(stored: str | None) -> tuple[Person, ...]:
    """Return the people that a journal keeps; none if that can't be read."""
    try:
        return known(json.loads(stored or "[]"))
    except ValueError:
        return ()


def written(people: Sequence[Person]) -> str:
    """Return people as a journal keeps them; whoever can't be called is left out."""
    return json.dumps([asdict(one) for one in people if not one.is_nobody][:MOST])


def _line(value: object) -> str:
    return " ".join(value.split())[:LONGEST].strip() if isinstance(value, str) else ""
