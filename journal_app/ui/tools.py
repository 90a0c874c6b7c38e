"""What pages and editors may use besides what they show."""

from dataclasses import dataclass, field

from journal_app.domain.clock import Clock
from journal_app.domain.day import Calendar
from journal_app.domain.settings import Preferences
from journal_app.services.voice.sound import Sound
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.whereabouts import Whereabouts


@dataclass(frozen=True)
class Tools:
    """How things look, what time it is, what is heard and said, and where one is."""

    theme: Theme
    icons: Icons
    clock: Clock
    sound: Sound
    calendar: Calendar
    where: Whereabouts = field(default_factory=lambda: Whereabouts(Preferences()))
