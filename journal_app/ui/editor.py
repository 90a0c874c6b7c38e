"""What every editor offers to the page around it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.clock import Clock
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.sound import Sound
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme


@dataclass(frozen=True)
class Tools:
    """What an editor may use besides the part it edits."""

    theme: Theme
    icons: Icons
    clock: Clock
    sound: Sound


class Editor(QWidget):
    """Shows one part and hands every mark made in it over to be kept.

    ``wants`` carries a ``Kind`` when the person asks for another way in.
    """

    wants = Signal(object)

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.tools = tools

    @property
    def recording(self) -> bool:
        """Whether a voice is being recorded here just now."""
        return False

    @property
    def playing(self) -> bool:
        """Whether something is being listened to here just now."""
        return False

    def hush(self, *, pause_recording: bool) -> None:
        """Play nothing any more; with ``pause_recording``, record nothing either."""

    def flush(self) -> None:
        """Hand over whatever has not been handed over yet."""

    def close_part(self) -> None:
        """Hand everything over and say that the part is whole; the editor is about to go."""
        self.flush()
        self.part.finish()
