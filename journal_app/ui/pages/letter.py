"""A letter to the next session: written or spoken now, and sealed until then."""

from typing_extensions import override

from journal_app.domain import someday
from journal_app.services.openentry import KeepState, OpenPart
from journal_app.services.preparing import Preparing
from journal_app.ui.editors.words import WordsEditor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain


class LetterEditor(WordsEditor):
    """Writes like any other page; when it is left for good, the entry is sealed."""

    def __init__(self, part: OpenPart, tools: Tools, preparing: Preparing) -> None:
        super().__init__(part, tools)
        self._preparing = preparing
        self._until = someday.said(preparing.sealed_until(), tools.calendar.today())
        about = self.tr(
            "A letter to yourself, for the day of your next session. It is sealed until then, or"
            " until {day}."
        )
        head = plain.label(about.format(day=self._until), "quiet", wrap=True)
        self._layout.insertLayout(0, plain.middle(head))

    @property
    @override
    def ends(self) -> str:
        return self.tr("Seal it until then")

    @override
    def close_part(self) -> None:
        super().close_part()
        entry = self.part.entry
        if entry.state is KeepState.NOTHING or entry.trouble is not None:
            return
        self._preparing.seal_letter(entry.id)
        said = self.tr("Sealed until your next session, or until {day}.").format(day=self._until)
        self.said.emit(said, ())
