"""What the killed have told: every mark they made, and where they were when they were killed."""

from collections.abc import Iterable
from dataclasses import dataclass

Line = list[str]
Place = tuple[str, int]
Content = dict[Place, str]
"""All that is in a journal: where it is (an id, and a record's number or ``BODY``), its hash."""

_STAGES = {
    "begun": "way in",
    "opening": "way in",
    "migrating": "migration",
    "open": "between two writes",
    "folding": "folding",
    "preparing": "preparing a restore",
    "restoring": "restore",
    "restored": "between two writes",
}


@dataclass
class Mark:
    """One write; ``sure`` once its commit was reported."""

    place: Place
    digest: str
    sure: bool = False

    def __str__(self) -> str:
        uid, number = self.place
        return f"{uid[:6]}/{number}"


class Ledger:
    """All that was ever written into one vault, in the order of its commits."""

    def __init__(self, there: Content | None = None) -> None:
        self.marks = [Mark(place, digest, sure=True) for place, digest in (there or {}).items()]
        self._floors: dict[int, int] = {}  # of backups: how many sure marks each must have

    def hear(self, lines: Iterable[Line]) -> int:
        """Take in what one worker told; return how many commits it reported."""
        numbers: dict[str, Mark] = {}
        known = {mark.place: mark for mark in self.marks}
        commits = floor = 0
        for what, *more in lines:
            match what, more:
                case "now", [number, _what, uid, seq, digest]:
                    mark = known.get(place := (uid, int(seq)))
                    if mark is None or mark.digest != digest:  # a row that changed is no new one
                        mark = known[place] = Mark(place, digest)
                        self.marks.append(mark)
                    numbers[number] = mark
                case "kept", [number]:
                    numbers[number].sure = True
                    commits += 1
                case "backing", _:
                    floor = sum(mark.sure for mark in self.marks)
                case "backed", [made_ms]:
                    self._floors[int(made_ms)] = floor
        return commits

    def lost(self, found: Content) -> list[Mark]:
        """Return what was reported as committed and is not there."""
        return [mark for mark, there in self._compared(found) if mark.sure and not there]

    def strange(self, found: Content) -> list[Place]:
        """Return what is there but was never written so."""
        written = {(mark.place, mark.digest) for mark in self.marks}
        return [place for place, digest in found.items() if (place, digest) not in written]

    def settle(self, found: Content) -> None:
        """Count what is there as committed: from now on it must stay."""
        for mark in self.marks:
            mark.sure = mark.sure or found.get(mark.place) == mark.digest

    def is_a_moment(self, found: Content, made_ms: int) -> bool:
        """Whether a backup shows one moment: every commit up to it, and none of those after.

        It must not be an earlier moment than the one at which the backup was begun.
        """
        there = [is_there for mark, is_there in self._compared(found) if mark.sure]
        whole = there.index(False) if False in there else len(there)
        return not any(there[whole:]) and whole >= self._floors.get(made_ms, 0)

    def _compared(self, found: Content) -> list[tuple[Mark, bool]]:
        """Return each mark with whether it is there, or a later one in its place."""
        compared: list[tuple[Mark, bool]] = []
        good: dict[Place, set[str]] = {}
        for mark in reversed(self.marks):
            good.setdefault(mark.place, set()).add(mark.digest)
            compared.append((mark, found.get(mark.place) in good[mark.place]))
        return compared[::-1]


def fell(lines: Iterable[Line]) -> list[str]:
    """Return what was under way when the last of ``lines`` had been told."""
    stage, writing, backing = "way in", "", ""
    for what, *more in lines:
        stage = _STAGES.get(what, stage)
        if what in {"now", "kept"}:
            writing = more[1] if what == "now" else ""
        elif what == "backing":
            backing = "backup before migration" if stage == _STAGES["opening"] else "backup"
        elif what == "backed":
            backing = ""
    return [one for one in (writing, backing) if one] or [stage]
