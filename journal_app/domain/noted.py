"""What is noted rather than made: a session, a check-in, a step. Each is the value of one part.

The value is a small JSON object. Reading never raises: what isn't there, or makes no sense, is as
if it had never been said, so that a newer version's note is still read as far as it is known.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind, PartId

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """One part, and what of its entry tells where it belongs.

    ``happened`` and ``day`` are the entry's, ``made`` is when the part was begun; ``guide`` and
    ``asked`` are those of ``Entry`` and ``Part``.
    """

    entry: EntryId
    part: PartId
    kind: Kind
    happened: Moment
    day: date
    made: Moment
    body: bytes = field(repr=False)
    guide: str = ""
    asked: str = ""


def pack(values: Values) -> bytes:
    """Return what is kept of some values; those that say nothing are left out."""
    said = {name: value for name, value in values.items() if value not in (None, "", (), [], {})}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def unpack(body: bytes) -> dict[str, Any]:
    """Return the values that were kept; none where they can't be read."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def text(values: Values, name: str) -> str:
    """Return a text, or an empty one."""
    found = values.get(name)
    return found if isinstance(found, str) else ""


def number(values: Values, name: str, least: int, most: int) -> int | None:
    """Return a whole number from ``least`` to ``most``, or None."""
    found = values.get(name)
    if isinstance(found, bool) or not isinstance(found, int):
        return None
    return found if least <= found <= most else None


def things(values: Values, name: str) -> list[Any]:
    """Return a list of whatever it holds, or an empty one."""
    found = values.get(name)
    return found if isinstance(found, list) else []


def texts(values: Values, name: str) -> tuple[str, ...]:
    """Return a list of texts, without what isn't one."""
    return tuple(one for one in things(values, name) if isinstance(one, str))


def moment(values: Values, name: str) -> Moment | None:
    """Return an instant with its civil clock, or None."""
    match values.get(name):
        case [int(utc_ms), int(offset), str(zone)] if abs(offset) < 24 * 60:
            return Moment(utc_ms, offset, zone)
    return None


def of_moment(one: Moment | None) -> list[Any] | None:
    """Return what is kept of an instant."""
    return None if one is None else [one.utc_ms, one.offset_minutes, one.zone]
