"""Who answers, by country. A country that isn't listed never gets another country's number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

ANYWHERE = "your local emergency number"
MOST_MONTHS = 12  # a list that was checked longer ago isn't released

_WAYS = ("call", "text", "web")
_OR, _TO = " or ", " to "  # between two numbers; between a word to send and where to
_GRADES = ("A", "B")  # agreed by several sources, and by one or two


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody: "call", "text" or "web", and what to call, send or look up."""

    kind: str
    said: str

    @property
    def number(self) -> str:
        """What one would want to copy: the number or address alone, without a word to send."""
        return self.said.rsplit(_TO, 1)[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """People who answer the telephone."""

    name: str
    ways: tuple[Way, ...]
    hours: str

    @property
    def reach(self) -> str:
        """All ways to reach them, in a line."""
        return " · ".join(
            f"text {way.said}" if way.kind == "text" else way.said for way in self.ways
        )


@dataclass(frozen=True, slots=True)
class Country:
    """A country's emergency number and its lines."""

    code: str
    name: str
    emergency: str
    lines: tuple[Line, ...]


def countries(data: dict[str, Any]) -> dict[str, Country]:
    """Return the countries of ``crisis_resources.json`` by their two-letter code."""
    return {row["country"]: _country(row) for row in data["rows"]}


def _country(row: dict[str, Any]) -> Country:
    lines = tuple(_lines(row["lines"]))
    return Country(row["country"], row["name"], row["emergency"], lines)


def _lines(rows: Iterable[dict[str, str]]) -> Iterable[Line]:
    for row in rows:
        ways = tuple(Way(kind, row[kind]) for kind in _WAYS if kind in row)
        yield Line(row["name"], ways, row.get("hours", ""))


def numbers(said: str) -> tuple[str, ...]:
    """Return each of the numbers of "999 or 112"."""
    return tuple(said.split(_OR))


def checked(as_of: str) -> str:
    """Return when a list was checked, in words: "November 2026"; as it is if it is no month."""
    try:
        return f"{date.fromisoformat(f'{as_of}-01'):%B %Y}"
    except ValueError:
        return as_of


def faults(data: dict[str, Any], today: date) -> Iterator[str]:
    """Say what keeps the list from being released on a day."""
    yield from _faults_of_date(data, today)
    seen: set[str] = set()
    for row in data["rows"]:
        name = row.get("name") or row.get("country") or "a row"
        if row["country"] in seen:
            yield f"{name} is there twice."
        seen.add(row["country"])
        if row.get("confidence") not in _GRADES:
            yield f"{name}: only rows of grade A or B are shipped."
        if not row.get("emergency") or not row.get("lines"):
            yield f"{name} has no emergency number, or nobody who answers."
        yield from (f"{name}: nothing says how to reach {line.name}." for line in _mute(row))


def to_check(data: dict[str, Any]) -> Iterator[str]:
    """Return a line for every number, with the page on which it is looked up again."""
    for row in data["rows"]:
        yield f"{row['country']}  emergency: {row['emergency']}"
        for line in _lines(row["lines"]):
            yield f"    {line.name}: {line.reach}"


def _faults_of_date(data: dict[str, Any], today: date) -> Iterator[str]:
    said = str(data.get("as_of", ""))
    year, _, month = said.partition("-")
    try:
        checked = date(int(year), int(month[:2]), 1)
    except ValueError:
        yield f"The list doesn’t say when it was checked: “{said}” isn’t a month like 2026-11."
        return
    months = (today.year - checked.year) * 12 + today.month - checked.month
    if months > MOST_MONTHS:
        yield f"The list was last checked in {said}. That is more than {MOST_MONTHS} months ago."
    if months < 0:
        yield f"The list says it was checked in {said}, which is still to come."


def _mute(row: dict[str, Any]) -> Iterator[Line]:
    return (line for line in _lines(row.get("lines", ())) if not line.reach)
