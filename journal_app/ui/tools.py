"""What pages and editors may use besides what they show."""

from dataclasses import dataclass

from journal_app.domain.clock import Clock
from journal_app.domain.day import Calendar
from journal_app.services.voice.sound import Sound
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme


@dataclass(frozen=True)
class Tools:
    """How things look, what time it is, and what is heard and said."""

    theme: Theme
    icons: Icons
    clock: Clock
    sound: Sound
    calendar: Calendar
