"""What a new entry can begin with besides a door: something noted, one word, a set of questions."""

from collections.abc import Callable
from dataclasses import dataclass

from journal_app.domain.entry import Kind
from journal_app.domain.guides import LETTER, Guide, named
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui.editor import Editor
from journal_app.ui.places import Places
from journal_app.ui.tools import Tools

Begun = tuple[OpenPart, Editor | None]  # with None, the usual editor of its kind


@dataclass(frozen=True)
class Beginnings:
    """Makes the entries that are begun for something, by name, and what one begins with.

    * "begin": a kind of part, or a pair of that and what it is asked for
    * "guided": the id of a shipped set of questions, or a ``Guide``
    * "letter": to the next session, sealed when it is finished
    * "one word": nothing but a line
    """

    places: Places
    tools: Tools

    def __contains__(self, name: str) -> bool:
        """Whether something is begun by that name, and isn't a place."""
        return name in self._makers()

    def make(self, name: str, about: object) -> Begun:
        """Return the first part of a new entry, and the editor it is made in."""
        return self._makers()[name](about)

    def new_entry(self, guide: str = "") -> OpenEntry:
        """Return an entry of today that reaches the vault with its first mark."""
        journal, calendar = self.places.session.journal, self.tools.calendar
        return OpenEntry(journal, self.tools.clock, day=calendar.today(), guide=guide)

    def _makers(self) -> dict[str, Callable[[object], Begun]]:
        return {
            "begin": self._noted,
            "guided": self._guided,
            "letter": self._letter,
            "one word": self._one_word,
        }

    def _noted(self, about: object) -> Begun:
        kind, asked = about if isinstance(about, tuple) else (about, "")
        return self.new_entry().new_part(Kind(kind), asked=str(asked)), None

    def _guided(self, about: object) -> Begun:
        from journal_app.services.guides import shipped  # noqa: PLC0415 - seldom needed
        from journal_app.ui.pages.guided import GuidedEditor  # noqa: PLC0415

        found = about if isinstance(about, Guide) else named(shipped(), str(about))
        assert found is not None  # noqa: S101 - only sets there are can be asked for
        part = self.new_entry(guide=found.id).new_part(Kind.WORDS)
        session, themes = self.places.session, self.places.themes()
        return part, GuidedEditor(part, self.tools, session, themes, found)

    def _letter(self, _about: object) -> Begun:
        from journal_app.ui.pages.letter import LetterEditor  # noqa: PLC0415 - seldom needed

        part = self.new_entry(guide=LETTER).new_part(Kind.WORDS)
        return part, LetterEditor(part, self.tools, self.places.preparing())

    def _one_word(self, _about: object) -> Begun:
        from journal_app.ui.pages.oneword import OneWord  # noqa: PLC0415 - seldom needed

        part = self.new_entry().new_part(Kind.WORDS)
        return part, OneWord(part, self.tools)
