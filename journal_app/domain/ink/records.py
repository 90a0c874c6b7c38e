"""Records: what is kept of everything that is done to a drawing, one for each thing done.

A drawing only ever grows by records. Undoing or erasing hides marks and redoing shows them again;
what changes a mark hides it and shows another that was made from it. So nothing a hand has made is
ever taken out of the log.
"""

from dataclasses import dataclass, field

from journal_app.domain.ink.marks import NO_PAGE, Derived, Extent, Stroke


@dataclass(frozen=True, slots=True)
class Add:
    """A stroke was drawn, on a page that reached this far."""

    stroke: Stroke
    page: Extent = NO_PAGE


@dataclass(frozen=True, slots=True)
class Hide:
    """Strokes were erased, or their drawing was undone."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """Hidden strokes were brought back."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Several things in one step: marks go, hidden ones come back, and new ones are there.

    ``derived`` ones may be made from marks of ``added`` and from derived ones before them.
    """

    hide: tuple[int, ...] = ()
    show: tuple[int, ...] = ()
    added: tuple[Stroke, ...] = ()
    derived: tuple[Derived, ...] = ()
    page: Extent = NO_PAGE


@dataclass(frozen=True, slots=True)
class Paper:
    """What the page is like under the ink, from now on. It is no step one could take back.

    ``pattern`` and ``outline`` are names of ``domain.ink.papers``. With ``arms`` (2 to 16) what is
    drawn is repeated around the page's ``centre``, with ``mirrored`` halves.
    """

    pattern: str = "plain"
    outline: str = ""
    arms: int = 0
    mirrored: bool = False
    centre: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Block:
    """Records that were put together into one, each as ``(number, made_ms, bytes)``."""

    parts: tuple[tuple[int, int, bytes], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A record this version can't read: kept as it is, and never drawn or written anew."""

    blob: bytes = field(repr=False)


InkRecord = Add | Hide | Show | Change | Paper | Block | Unknown


@dataclass(frozen=True, slots=True)
class Step:
    """What one record did to what can be seen: some marks went, others came."""

    went: tuple[int, ...]
    came: tuple[int, ...]

    @property
    def back(self) -> "Step":
        """The step that takes this one back."""
        return Step(self.came, self.went)

    def takes_back(self, other: "Step") -> bool:
        """Say whether this is exactly the way back of another step."""
        return self.went == other.came and self.came == other.went

    def record(self) -> "Hide | Show | Change":
        """Return the record that takes this step with marks that are known already."""
        if not self.came:
            return Hide(self.went)
        if not self.went:
            return Show(self.came)
        return Change(self.went, self.came)


def step_of(record: InkRecord) -> Step | None:
    """Return the step a record takes, or None if it takes none."""
    match record:
        case Add(stroke):
            return Step((), (stroke.id,))
        case Hide(ids):
            return Step(ids, ())
        case Show(ids):
            return Step((), ids)
        case Change(hide, show, added, derived):
            new = (*(one.id for one in added), *(one.id for one in derived))
            return Step(hide, (*show, *new)) if hide or show or new else None
        case _:
            return None
