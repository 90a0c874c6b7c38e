"""Where a recording has no sound although somebody may have spoken, and why."""

from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from journal_app.domain.voice.note import VoiceNote
from journal_app.domain.voice.records import PEAK_FRAMES, RATE, EventKind


class Cause(Enum):
    """Why sound is missing."""

    AWAY = auto()  # the microphone was
    UNHEARD = auto()  # nothing came from it
    UNREADABLE = auto()  # it was kept, and can't be read


@dataclass(frozen=True, slots=True)
class Gap:
    """Sound is missing from frame ``start`` on; the note itself goes on at ``end``.

    ``seconds`` says how much is missing, or None where nobody knows: the recording ended so.
    """

    start: int
    end: int
    seconds: float | None
    cause: Cause


def gaps(note: VoiceNote) -> tuple[Gap, ...]:
    """Return the gaps of a note in the order of their frames; a pause is none."""
    holes = {one.end: two.start for one, two in pairwise(note.stretches)}
    lost = {one.frame for one in note.events if one.kind == EventKind.DEVICE_LOST}
    found: dict[int, Gap] = {}
    for event in note.events:
        if event.kind == EventKind.GAP:
            cause = Cause.AWAY if event.frame in lost else Cause.UNHEARD
            end = _goes_on(holes, event.frame)
            found[event.frame] = Gap(event.frame, end, event.detail_ms / 1000, cause)
    ended = lost - found.keys()
    found |= {at: Gap(at, at, None, Cause.AWAY) for at in ended if at >= note.frames}
    for start, end in holes.items():
        if end - start > PEAK_FRAMES and not any(start <= at <= end for at in found):
            found[start] = Gap(start, end, (end - start) / RATE, Cause.UNREADABLE)
    return tuple(found[at] for at in sorted(found))


def _goes_on(holes: dict[int, int], frame: int) -> int:
    """Return where sound goes on behind ``frame``; a stretch may end a little before it."""
    behind = (end for start, end in holes.items() if start <= frame < start + PEAK_FRAMES)
    return max(frame, next(behind, frame))
