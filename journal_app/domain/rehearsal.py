"""When a recovery kit is spoken of unasked: seldom, and never again once that isn't wanted."""

from dataclasses import dataclass
from enum import StrEnum

WEEK_MS = 7 * 24 * 3_600_000
MOST_PUT_OFF = 2


class Advice(StrEnum):
    """What may be said about the kit just now."""

    NOTHING = "nothing"
    MAKE = "make"
    TRY = "try"


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a journal's kit so far; times are UTC milliseconds, None is never."""

    has_kit: bool
    has_entry: bool
    declined: bool = False
    checked_ms: int | None = None
    rehearsed_ms: int | None = None
    put_off: int = 0
    put_off_ms: int | None = None


def advise(story: Story, now_ms: int) -> Advice:
    """Return what may be said: make a kit once something was made here, and try it a week later."""
    if not story.has_kit:
        offer = story.has_entry and not story.declined
        return Advice.MAKE if offer else Advice.NOTHING
    if story.checked_ms is None or story.put_off >= MOST_PUT_OFF:
        return Advice.NOTHING
    if story.rehearsed_ms is not None and story.rehearsed_ms >= story.checked_ms:
        return Advice.NOTHING
    since = max(story.checked_ms, story.put_off_ms or 0)
    return Advice.TRY if now_ms - since >= WEEK_MS else Advice.NOTHING
