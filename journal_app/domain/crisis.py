"""Who answers, by country. A country that isn't listed never gets another country's number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

ANYWHERE = "your local emergency number"

_WAYS = ("call", "text", "web")


@dataclass(frozen=True, slots=True)
class Line:
    """People who answer the telephone."""

    name: str
    reach: str
    hours: str


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
        ways = [f"text {row['text']}" if key == "text" else row[key] for key in _WAYS if key in row]
        yield Line(row["name"], " · ".join(ways), row.get("hours", ""))
