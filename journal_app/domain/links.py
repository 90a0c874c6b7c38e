"""What an entry touches: a goal, and what that was called when the link was made."""

from dataclasses import dataclass, field

from journal_app.domain import noted
from journal_app.domain.entry import PartId


@dataclass(frozen=True, slots=True)
class Link:
    """Leads to the part that holds a goal; its name stays also where the goal is gone."""

    goal: PartId
    name: str = field(repr=False)


def body(link: Link) -> bytes:
    """Return what is kept of a link."""
    return noted.pack({"goal": link.goal, "name": link.name})


def read(kept: bytes) -> Link:
    """Return a link as it was kept."""
    values = noted.unpack(kept)
    return Link(PartId(noted.text(values, "goal")), noted.text(values, "name"))
