"""What seemed true at the time: marked, and looked at again after two days, a week and a month.

A look that isn't taken while it is open is simply gone. Nothing says that it was missed, and
nothing that somebody passed it over.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from journal_app.domain import noted
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.noted import Noted
from journal_app.domain.spot import Phrase, Spot
from journal_app.domain.themes import read_place

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class Round(StrEnum):
    """Which look it is."""

    TWO_DAYS = "48h"
    WEEK = "day7"
    MONTH = "day30"


class Found(StrEnum):
    """What somebody found."""

    TRUE = "true"
    CHANGED = "changed"
    GONE = "gone"


# From when each look is open, and until when, in milliseconds since it was marked.
OPEN = {
    Round.TWO_DAYS: (44 * HOUR_MS, 5 * DAY_MS),
    Round.WEEK: (7 * DAY_MS - 6 * HOUR_MS, 14 * DAY_MS),
    Round.MONTH: (30 * DAY_MS - 12 * HOUR_MS, 45 * DAY_MS),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at one look, and when (UTC milliseconds)."""

    round: Round
    found: Found
    at_ms: int


@dataclass(frozen=True, slots=True)
class Insight:
    """A part, or a phrase of it (``place`` as in ``domain.spot``), with its words as they were.

    Looks that were ``passed`` over aren't offered again.
    """

    of: PartId | None
    place: str = ""
    quote: str = field(default="", repr=False)
    looks: tuple[Look, ...] = ()
    passed: tuple[Round, ...] = ()

    def looked(self, at: Round, found: Found, at_ms: int) -> "Insight":
        """Return it with what was found; the same look again takes the place of the first."""
        others = tuple(look for look in self.looks if look.round is not at)
        return replace(self, looks=(*others, Look(at, found, at_ms)))

    def passed_over(self, at: Round) -> "Insight":
        """Return it with a look that somebody doesn't want to take."""
        return replace(self, passed=(*(one for one in self.passed if one is not at), at))


@dataclass(frozen=True, slots=True)
class OpenLook:
    """A look that may be taken now; ``part`` holds the insight, which was marked on ``day``."""

    entry: EntryId
    part: PartId
    day: date
    round: Round
    insight: Insight


def open_look(insight: Insight, marked_ms: int, now_ms: int) -> Round | None:
    """Return which look may be taken now, or None.

    One that was taken, or passed over, isn't offered again.
    """
    taken = {look.round for look in insight.looks} | set(insight.passed)
    for at, (since, until) in OPEN.items():
        if at not in taken and since <= now_ms - marked_ms < until:
            return at
    return None


def spot(insight: Insight, entry: EntryId) -> Spot:
    """Return where what is marked stands; the words of a phrase are found wherever they are now."""
    place = read_place(insight.place)
    lines = insight.quote.splitlines() if isinstance(place, Phrase) else ()
    return Spot(entry, insight.of, place, tuple(filter(str.strip, lines)))


def open_looks(marked: Iterable[Noted], now_ms: int) -> tuple[OpenLook, ...]:
    """Return all looks that may be taken now, what was marked first first.

    What counts is how much time went by since something was marked, whatever the clocks on the
    wall did meanwhile.
    """
    found = []
    for one in sorted(marked, key=lambda noted: noted.made.utc_ms):
        insight = read(one.body)
        at = open_look(insight, one.made.utc_ms, now_ms)
        if at is not None:
            found.append(OpenLook(one.entry, one.part, one.made.day, at, insight))
    return tuple(found)


def body(insight: Insight) -> bytes:
    """Return what is kept of an insight."""
    looks = [[look.round.value, look.found.value, look.at_ms] for look in insight.looks]
    return noted.pack(
        {
            "of": insight.of,
            "place": insight.place,
            "quote": insight.quote,
            "looks": looks,
            "passed": [at.value for at in insight.passed],
        }
    )


def read(kept: bytes) -> Insight:
    """Return an insight as it was kept."""
    values = noted.unpack(kept)
    of = noted.text(values, "of")
    looks = tuple(filter(None, map(_look, noted.things(values, "looks"))))
    passed = tuple(Round(at) for at in noted.texts(values, "passed") if at in set(Round))
    return Insight(
        PartId(of) if of else None,
        noted.text(values, "place"),
        noted.text(values, "quote"),
        looks,
        passed,
    )


def _look(found: Any) -> Look | None:  # noqa: ANN401 - whatever was kept
    match found:
        case [str(at), str(what), int(at_ms)] if at in set(Round) and what in set(Found):
            return Look(Round(at), Found(what), at_ms)
    return None
