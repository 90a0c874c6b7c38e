"""Undo and redo: "back" and "again" as the next record of a drawing."""

from collections.abc import Iterable

from journal_app.domain.ink.records import Change, Hide, InkRecord, Show, Step, step_of


class History:
    """Knows every step of a drawing, without a limit, also those of earlier sittings."""

    def __init__(self, records: Iterable[InkRecord] = ()) -> None:
        """Take up where an earlier sitting left off.

        The log doesn't say which steps were an undo. One that takes back exactly the last step is
        read as such: whatever it really was, going back and forth reaches every mark again.
        """
        self._done: list[Step] = []
        self._undone: list[Step] = []
        for record in records:
            step = step_of(record)
            if step and self._done and step.takes_back(self._done[-1]):
                self.undo()
            elif self._undone and step == self._undone[-1]:
                self.redo()
            else:
                self.note(record)

    def note(self, record: InkRecord) -> None:
        """Remember something that was just done; what had been undone before is left behind."""
        step = step_of(record)
        if step is not None:
            self._done.append(step)
            self._undone.clear()

    def undo(self) -> Hide | Show | Change | None:
        """Return the record that takes back the last step, or None at the beginning."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1].back.record()

    def redo(self) -> Hide | Show | Change | None:
        """Return the record that takes the undone step again, or None if there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1].record()

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Say whether there is a step to take again."""
        return bool(self._undone)
