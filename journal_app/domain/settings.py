"""Every preference: its name, its default, what it may be.

They lie in a plain file, so nothing here tells of a person, unless somebody wants their people to
be shown before the journal is open.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from journal_app.domain import people
from journal_app.domain.people import Person

THEMES = ("paper", "evening", "afterglow")
SMALLEST_TEXT, LARGEST_TEXT, TEXT_STEP = 1.0, 2.0, 0.1
DAY_BEGINS = (0, 2, 3, 4, 5, 6)  # o'clock, to choose from
STEADIEST = 10
ELSEWHERE = "--"  # as a country: one that isn't listed, whatever the system says
LOCK_AFTER = (2, 5, 10, 20, 60, 0)  # minutes to choose from; 0 is never


@dataclass(frozen=True, slots=True)
class Preferences:
    """What someone chose about how the journal looks and when it locks."""

    theme: str = "paper"
    resting_theme: str = "paper"  # the one Afterglow gives way to
    text_size: float = 1.0
    welcomed: bool = False
    emergency: str = ""  # a number somebody typed, where their country's isn't known
    country: str = ""  # two letters; whose numbers Support shows. Empty: ask the system's locale
    lock_after_minutes: int = 10  # of nobody touching anything; 0 is never
    lock_in_afterglow: bool = False  # also in the first half hour of Afterglow
    lock_with_screen: bool = True  # when the desktop locks its screen or goes to sleep
    record_when_hidden: bool = False
    day_begins: int = 4  # o'clock: what is made in the night belongs to the day before
    no_going_back: bool = False  # writing begins without Backspace
    steadiness: int = 3  # how much of a hand's trembling is taken out of a line; 0 is none
    settles: bool = True  # a line becomes calm when the pen lifts
    pressure: bool = True  # a line is wider where one presses
    hide_from_capture: bool = True  # where the system can keep a window out of screen pictures
    people_when_locked: bool = False  # somebody wants this copy of their people, not encrypted:
    people_shown: tuple[Person, ...] = field(default=(), repr=False)

    def with_theme(self, name: str) -> "Preferences":
        """Return these preferences with another theme."""
        rest = self.resting_theme if name == "afterglow" else name
        return replace(self, theme=name, resting_theme=rest)

    def with_text_size(self, size: float) -> "Preferences":
        """Return these preferences with a text size, kept between 100 and 200 %."""
        return replace(self, text_size=round(min(max(SMALLEST_TEXT, size), LARGEST_TEXT), 1))

    def greeted(self) -> "Preferences":
        """Return these preferences for someone who has read the first card."""
        return replace(self, welcomed=True)

    def living_in(self, country: str) -> "Preferences":
        """Return these preferences with another country, two letters."""
        return replace(self, country=country)

    def calling(self, number: str) -> "Preferences":
        """Return these preferences with the emergency number of a country that isn't listed."""
        return replace(self, emergency=number)

    def showing(self, whom: tuple[Person, ...], *, when_locked: bool) -> "Preferences":
        """Return these preferences with a copy of people to show when locked, or with none."""
        shown = whom if when_locked else ()
        return replace(self, people_when_locked=when_locked, people_shown=shown)


def read(stored: dict[str, Any]) -> Preferences:
    """Make preferences of what a file held; whatever makes no sense is as if never chosen."""
    default = Preferences()

    def take(name: str) -> Any:  # noqa: ANN401 - of the default's type, as checked here
        usual = getattr(default, name)
        return stored[name] if type(stored.get(name)) is type(usual) else usual

    kept = Preferences(**{one.name: take(one.name) for one in fields(default)})
    shown = people.known(stored.get("people_shown"))
    kept = kept.showing(shown, when_locked=kept.people_when_locked)
    if kept.theme not in THEMES or kept.resting_theme not in THEMES:
        kept = replace(kept, theme=default.theme, resting_theme=default.resting_theme)
    if kept.lock_after_minutes not in LOCK_AFTER:
        kept = replace(kept, lock_after_minutes=default.lock_after_minutes)
    if kept.day_begins not in DAY_BEGINS:
        kept = replace(kept, day_begins=default.day_begins)
    if not 0 <= kept.steadiness <= STEADIEST:
        kept = replace(kept, steadiness=default.steadiness)
    return kept.with_text_size(kept.text_size)
