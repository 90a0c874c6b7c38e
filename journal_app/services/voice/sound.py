"""How a page gets a recorder or a player, without knowing what machine it is on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journal_app.services.voice.soundcards import SoundCards

if TYPE_CHECKING:  # loading sound takes longer than a window; only a page that needs it does
    from journal_app.services.openentry import OpenPart
    from journal_app.services.voice.player import Player
    from journal_app.services.voice.recorder import Recorder
    from journal_app.services.voice.recording import Recording
    from journal_app.services.voice.saving import Make
    from journal_app.services.voice.transcribing.transcription import Transcription


def nobody() -> None:
    """Stand for what could write down what was said, where there is nothing that can."""


@dataclass(frozen=True)
class Sound:
    """Makes recorders that keep what they hear in a part, players of what was kept, and files.

    ``cards`` says which microphone and which speaker they use; ``transcription`` returns what
    writes it down, where that optional part is installed.
    """

    recorder: "Callable[[OpenPart], Recorder]"
    player: "Callable[[Recording], Player]"
    file: "Make"
    cards: SoundCards = field(default_factory=SoundCards)
    transcription: "Callable[[], Transcription | None]" = nobody
