"""The layers of an entry: what came first, and what was thought later, each with its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from journal_app.domain import day
from journal_app.domain.entry import Entry, Part


@dataclass(frozen=True, slots=True)
class Layer:
    """Parts that follow one another and belong together; ``when`` is said of them."""

    later: bool
    when: str
    parts: tuple[Part, ...]


def layers(entry: Entry, parts: Sequence[Part], begins: int) -> tuple[Layer, ...]:
    """Group parts, in the order they stand in, by layer and by the part of a day they came in.

    The first layer is one, however long it took.
    """

    def belongs(part: Part) -> tuple[bool, str]:
        later = entry.is_later(part)
        return later, _when(part, begins) if later else ""

    grouped = ((key, tuple(group)) for key, group in groupby(parts, belongs))
    return tuple(
        Layer(later, when or _when(group[0], begins), group) for (later, when), group in grouped
    )


def _when(part: Part, begins: int) -> str:
    return day.date_and_part(day.day_of(part.made, begins), part.made)
