"""What every medium can say of a part, so that nobody else needs to know what a part is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from journal_app.domain.entry import Kind, Part


@dataclass(frozen=True, slots=True)
class Medium:
    """One kind of part: how its content is read, searched, named in a line and seen from far away.

    ``read`` never raises on content it does not know (a newer version's record is kept and left
    out). ``glimpse`` takes the bodies of the records; see ``domain.glimpse``. Of each it needs only
    the first ``seen`` bytes, or (None) all. ``told`` says line by line what is noted in it.
    """

    kind: Kind
    read: Callable[[Part], object]
    plain_text: Callable[[Part], str]
    summary: Callable[[Part], str]
    glimpse: Callable[[Iterable[bytes]], bytes] | None = None
    seen: int | None = None
    told: Callable[[Part], tuple[str, ...]] | None = None
