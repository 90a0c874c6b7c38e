"""Themes: the names a person gives to what returns, and the places where they saw it.

Nobody reads an entry to find a theme: there are only those somebody named.
"""

import json
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from typing import NewType
from unicodedata import category, normalize
from uuid import uuid4

from journal_app.domain.entry import EntryId, EntryLine, Kind, PartId
from journal_app.domain.quoting import Passage
from journal_app.domain.spot import Phrase, Place, Region, Spot, Stretch

ThemeId = NewType("ThemeId", str)
MarkId = NewType("MarkId", str)

_FAR = 1e9
_KINDS: dict[str, type[Phrase] | type[Region] | type[Stretch]] = {
    "phrase": Phrase,
    "region": Region,
    "stretch": Stretch,
}


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A name, and how often it is met in what may be shown."""

    id: ThemeId
    name: str = field(repr=False)
    times: int = 0
    made_ms: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where somebody saw a theme: in an entry, in a part of it, in a place of that part.

    ``place`` is kept as it was written, also if a newer version wrote it. ``quote`` holds the words
    a phrase had when it was named.
    """

    id: MarkId
    entry: EntryId
    part: PartId | None = None
    place: str = field(default="", repr=False)
    quote: str = field(default="", repr=False)
    made_ms: int = 0

    @property
    def at(self) -> Place | None:
        """Where in the part; None is the whole part, and what this version can't read."""
        return read_place(self.place)


@dataclass(frozen=True, slots=True)
class Return:
    """A theme met once more: ``kind`` is of the part it was met in, None for a whole entry.

    ``place`` is where it is found today. ``passage`` is there for words only.
    """

    mark: Mark
    line: EntryLine
    kind: Kind | None = None
    caption: str = field(default="", repr=False)
    place: Place | None = None
    passage: Passage | None = None

    @property
    def spot(self) -> Spot:
        """Where to open the journal to see it."""
        words = (self.mark.quote,) if isinstance(self.place, Phrase) else ()
        return Spot(self.mark.entry, self.mark.part, self.place, words)


@dataclass(frozen=True, slots=True)
class Thread:
    """Every return of a theme that may be shown, oldest first."""

    theme: NamedTheme
    returns: tuple[Return, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days it returned on, each once, in order."""
        return tuple(dict.fromkeys(met.line.day for met in self.returns))


def new_theme_id() -> ThemeId:
    """Return an id that no other theme on any computer has."""
    return ThemeId(uuid4().hex)


def new_mark(spot: Spot, quote: str = "", made_ms: int = 0) -> Mark:
    """Return a new mark of a spot, not yet kept."""
    return Mark(
        MarkId(uuid4().hex), spot.entry, spot.part, write_place(spot.at), sound(quote), made_ms
    )


def tidy(name: str) -> str:
    """Return a name as it is kept: one line, single spaces, nothing that can't be seen or kept."""
    seen = (c for c in name if c.isspace() or category(c) not in {"Cc", "Cs"})
    return normalize("NFC", " ".join("".join(seen).split()))


def folded(name: str) -> str:
    """Return what two spellings of one name have in common, so that "Water" is "water"."""
    plain = normalize("NFD", tidy(name).casefold())
    return normalize("NFC", normalize("NFD", plain.casefold()))


def sound(text: str) -> str:
    """Return a text of the same length in which halves of characters are question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def write_place(place: Place | None) -> str:
    """Return the text a place is kept as; nothing for a whole part."""
    if place is None:
        return ""
    name = next(name for name, kind in _KINDS.items() if isinstance(place, kind))
    numbers = [round(number, 2) for number in astuple(place)]
    return json.dumps({name: numbers}, separators=(",", ":"))


def read_place(kept: str) -> Place | None:
    """Read a place back; what this version doesn't know is the whole part."""
    try:
        found = json.loads(kept or "null")
    except (ValueError, RecursionError):
        return None
    for name, kind in _KINDS.items():
        numbers = found.get(name) if isinstance(found, dict) else None
        if isinstance(numbers, list) and len(numbers) == len(fields(kind)):
            return kind(*numbers) if _sensible(name, numbers) else None
    return None


def _sensible(name: str, numbers: list[object]) -> bool:
    """Whether these numbers are a place one could go to."""
    near = [n for n in numbers if isinstance(n, int | float) and abs(n) < _FAR]
    if len(near) < len(numbers):
        return False
    if name == "region":
        return near[2] > 0 and near[3] > 0
    return 0 <= near[0] < near[1] and (name != "phrase" or all(isinstance(n, int) for n in near))
