"""Notes how words come about on a page, while somebody speaks (see ``domain.wording``)."""

from PySide6.QtCore import QObject

from journal_app.domain.clock import Clock
from journal_app.domain.wording import Edit, Noted, difference, pack
from journal_app.services.openentry import OpenPart
from journal_app.ui.widgets.page import Page

WHOLE_EVERY = 200  # records: what is lost with one of them is at most some minutes of the course


class Course(QObject):
    """Gathers edits with their times from now on, and hands them over when it is told to."""

    def __init__(self, page: Page, part: OpenPart, clock: Clock) -> None:
        super().__init__(page)
        self._page, self._part, self._clock = page, part, clock
        self._before = self._text = page.text()
        self._edits: list[Edit] = []
        self._began_ms = self._changed_ms = 0
        self._records = 0
        page.textChanged.connect(self._notice)
        page.edited.connect(self._note)

    def keep(self) -> None:
        """Hand over what was noted since the last time."""
        if not self._edits:
            return
        stands = None if self._records % WHOLE_EVERY else self._before
        noted = Noted(tuple(self._edits), len(self._before), stands)
        self._part.append(pack(noted), self._began_ms)
        self._records += 1
        self._before = self._text
        self._edits.clear()

    def end(self) -> None:
        """Hand over the rest, and note nothing more."""
        self._page.textChanged.disconnect(self._notice)
        self._page.edited.disconnect(self._note)
        self.keep()
        self.deleteLater()

    def _notice(self) -> None:
        """Know when it was, before the letter is drawn; what it was can wait until then."""
        self._changed_ms = self._clock.now().utc_ms

    def _note(self) -> None:
        if not self._edits:
            self._began_ms = self._changed_ms
        text = self._page.text()
        edit = difference(self._text, text, max(0, self._changed_ms - self._began_ms))
        if edit is not None:
            self._edits.append(edit)
            self._text = text
