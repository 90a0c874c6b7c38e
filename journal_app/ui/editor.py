"""What every editor offers to the page around it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.entry import Kind, PartId
from journal_app.domain.settings import Preferences
from journal_app.services.openentry import OpenPart
from journal_app.ui import copytext
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.writing.foot import Foot

if TYPE_CHECKING:
    from journal_app.ui.widgets.voicing.standing import Speech

DOORS = (Kind.WORDS, Kind.INK, Kind.VOICE)


class Editor(QWidget):
    """Shows one part and hands every mark made in it over to be kept.

    ``wants`` carries a ``Kind`` when the person asks for another way in; ``naming_asked`` a
    ``Spot`` of the part that is to get a name, and the words there, if it is words;
    ``preferences_chosen`` other ``Preferences``; ``said`` a sentence, and what one may do then;
    ``place_asked`` a place to go to, and what it is about;
    ``sound_asked`` itself, where its recording is to be saved outside the journal; ``listened``
    says that a recording can be heard here, ``together_asked`` that all made with it is wanted;
    ``done`` that what was begun here is finished, and can be set aside; ``pictured`` carries a
    picture that was pasted or dropped into words (see ``Page``); ``seal_asked``, ``support`` and
    ``rest`` ask for what their names say; ``paged`` carries a page of text that was made later.
    """

    wants = Signal(object)
    naming_asked = Signal(object, str)
    preferences_chosen = Signal(object)
    said = Signal(str, object)
    listened = Signal()
    together_asked = Signal()
    sound_asked = Signal(object)
    place_asked = Signal(str, object)
    pictured = Signal(object)
    seal_asked = Signal()
    support = Signal()
    rest = Signal()
    done = Signal()
    paged = Signal(object)

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.tools = tools

    @property
    def here(self) -> OpenPart:
        """The part that is worked on just now."""
        return self.part

    @property
    def ends(self) -> str:
        """What finishing for now is called here."""
        return copytext.small("set_aside")

    @property
    def others(self) -> tuple[Kind, ...]:
        """The other ways in that the page around offers."""
        return tuple(kind for kind in DOORS if kind is not self.part.kind)

    @property
    def recording(self) -> bool:
        """Whether a voice is being recorded here just now."""
        return False

    @property
    def playing(self) -> bool:
        """Whether something is being listened to here just now."""
        return False

    @property
    def speech(self) -> "Speech | None":
        """What has been recorded here since the page was opened, or is being recorded."""
        return None

    def offer_together(self, voices: Collection[PartId]) -> None:
        """Know which voices can be heard with what was made meanwhile."""

    def speaking(self, *, on: bool) -> None:
        """Know whether something is being recorded in the same entry meanwhile."""

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""

    def asked_above(self) -> None:
        """Know that what is answered here is shown above."""

    def furnish(self, foot: Foot) -> None:
        """Put tools of its own on the row below."""

    def hush(self, *, pause_recording: bool) -> None:
        """Play nothing any more; with ``pause_recording``, record nothing either."""

    def named(self) -> None:
        """Go on where one was, now that the name is given, or isn't."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest_here(self) -> bool:
        """Wait away from the screen; return whether there is something to come back to."""
        self.flush()
        return True

    def flush(self) -> None:
        """Hand over whatever has not been handed over yet."""

    def close_part(self) -> None:
        """Hand everything over and say that the part is whole; the editor is about to go."""
        self.flush()
        self.part.finish()
