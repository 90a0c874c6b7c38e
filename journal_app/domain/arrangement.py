"""How an entry is arranged: all that can be changed about it without touching what a part holds."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, Self, TypeVar

from journal_app.domain.clock import Moment
from journal_app.domain.entry import PartId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The title of an entry, when it happened, whether it is set to share, its parts in order."""

    title: str = field(repr=False)
    happened: Moment
    day: date
    shared: bool
    parts: tuple[PartId, ...]

    def moved(self, part: PartId, by: int) -> Self:
        """Return it with a part so many places further down, or up; never beyond the ends."""
        at = self.parts.index(part)
        to = min(max(at + by, 0), len(self.parts) - 1)
        return self.without(part).with_part(part, to)

    def without(self, part: PartId) -> Self:
        """Return it with a part taken out."""
        return replace(self, parts=tuple(other for other in self.parts if other != part))

    def with_part(self, part: PartId, at: int) -> Self:
        """Return it with a part at a place, or behind all others where there are too few."""
        others = self.without(part).parts
        return replace(self, parts=(*others[:at], part, *others[at:]))


class History(Generic[T]):
    """How something was, step by step: it can be gone back to, and forth again."""

    def __init__(self, now: T) -> None:
        self._past: list[T] = []
        self._future: list[T] = []
        self.now = now

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    def go_on(self, now: T) -> None:
        """Note how it is now; what had been undone is left behind."""
        if now != self.now:
            self._past.append(self.now)
            self._future.clear()
            self.now = now

    def undo(self) -> T:
        """Go back a step, and return how it was then."""
        if self._past:
            self._future.append(self.now)
            self.now = self._past.pop()
        return self.now

    def redo(self) -> T:
        """Take the last undone step again, and return how it is after that."""
        if self._future:
            self._past.append(self.now)
            self.now = self._future.pop()
        return self.now
