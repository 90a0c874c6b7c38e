"""A letter to the next session: written or spoken now, and sealed until then."""

from typing_extensions import override

from journal_app.services.openentry import KeepState, OpenPart
from journal_app.services.preparing import Preparing
from journal_app.ui.editors.words import WordsEditor
from journal_app.ui.tools import Tools


class LetterEditor(WordsEditor):
    """Writes like any other page; when it is left for good, the entry is sealed."""

    def __init__(self, part: OpenPart, tools: Tools, preparing: Preparing) -> None:
        super().__init__(part, tools)
        self._preparing = preparing

    @property
    @override
    def ends(self) -> str:
        return self.tr("Seal it until then")

    @override
    def close_part(self) -> None:
        super().close_part()
        if self.part.entry.state is not KeepState.NOTHING:
            self._preparing.seal_letter(self.part.entry.id)
