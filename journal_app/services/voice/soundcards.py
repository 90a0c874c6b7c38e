"""Which microphone and which speaker somebody chose, remembered inside the journal.

The name of a device can tell of a person ("Ada's headset"), so that nothing of it is kept outside.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Protocol

from journal_app import storage
from journal_app.domain.changes import Changed
from journal_app.domain.soundcards import Cards, Choice, Device
from journal_app.services.journal import Deliver, Reply
from journal_app.services.savedfiles import Noting

if TYPE_CHECKING:
    from sqlalchemy import Connection

Watch = Callable[[Callable[[Cards], None]], Callable[[], None]]

_PATIENCE_S = 0.5  # the system's own device will do until the journal is open


class Way(StrEnum):
    """Which way sound goes."""

    IN = "sound_input"
    OUT = "sound_output"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen each way; None is the system's own choice."""

    input: Choice | None = None
    output: Choice | None = None

    def by(self, way: Way) -> Choice | None:
        """Return what was chosen one way."""
        return self.input if way is Way.IN else self.output


def devices(cards: Cards, way: Way) -> tuple[Device, ...]:
    """Return what there is to choose from one way."""
    return cards.inputs if way is Way.IN else cards.outputs


class Here(Noting, Protocol):
    """Where choices are remembered: a session."""

    @property
    def deliver(self) -> Deliver:
        """Carries a call to the window's thread."""


def _deaf(tell: Callable[[Cards], None]) -> Callable[[], None]:
    tell(Cards())
    return lambda: None


class SoundCards:
    """Remembers choices in the journal that was entered last, and tells what there is."""

    def __init__(self, watch: Watch = _deaf) -> None:
        self._watch = watch
        self._here: Here | None = None
        self._now: dict[Way, Choice | None] = {}  # chosen since, kept or not
        self._late: Callable[[], None] | None = None

    def enter(self, here: Here) -> None:
        """Choose in this journal from now on, and forget the one before."""
        self._here, self._now = here, {}

    @property
    def input(self) -> Choice | None:
        """What was chosen to hear with. Reads the journal: never on the window's thread."""
        return self._find(Way.IN)

    @property
    def output(self) -> Choice | None:
        """What was chosen to speak through. Reads the journal: never on the window's thread."""
        return self._find(Way.OUT)

    def when_late(self, then: Callable[[], None]) -> None:
        """Have ``then`` called when a choice to hear with is known only after it was asked for."""
        self._late = then

    def ask(self, told: Callable[[Chosen], None]) -> None:
        """Have ``told`` told, on the window's thread, what is chosen."""
        if self._here is None:
            told(self._with_news(Chosen()))
        else:
            self._here.journal.ask(chosen).then(lambda found: told(self._with_news(found)))

    def choose(self, way: Way, choice: Choice | None) -> Reply[Changed] | None:
        """Use ``choice`` from the next start on, and remember it; None is the system's own."""
        self._now[way] = choice
        if self._here is None:
            return None
        return self._here.journal.do(_remember, way, choice, self._here.clock.now().utc_ms)

    def watch(self, told: Callable[[Cards], None]) -> Callable[[], None]:
        """Have ``told`` told what there is, now and at every change; return what ends that.

        It is told on the window's thread, and never after the end.
        """
        over = Event()

        def tell(cards: Cards) -> None:
            if not over.is_set():
                told(cards)

        def deliver(cards: Cards) -> None:
            if self._here is None:
                tell(cards)
            else:
                self._here.deliver(partial(tell, cards))

        end = self._watch(deliver)

        def close() -> None:
            over.set()
            end()

        return close

    def _find(self, way: Way) -> Choice | None:
        if way in self._now or self._here is None:
            return self._now.get(way)
        asked = self._here.journal.ask(chosen)
        with suppress(Exception):  # it can't be read
            try:
                return asked.result(_PATIENCE_S).by(way)
            except TimeoutError:  # it isn't open yet, or busy; somebody wants to speak now
                asked.then(partial(self._come_late, way))
        return None

    def _come_late(self, way: Way, found: Chosen) -> None:
        if way is Way.IN and found.input is not None and self._late is not None:
            self._late()

    def _with_news(self, found: Chosen) -> Chosen:
        return Chosen(self._now.get(Way.IN, found.input), self._now.get(Way.OUT, found.output))


def chosen(db: "Connection") -> Chosen:
    """Return what was chosen; a verb."""
    return Chosen(_read(db, Way.IN), _read(db, Way.OUT))


def _read(db: "Connection", way: Way) -> Choice | None:
    try:
        found = json.loads(storage.settings.get(db, way) or "null")
        return Choice(str(found["id"]), str(found["name"])) if found else None
    except (ValueError, KeyError, TypeError):  # of another version: nothing to go by
        return None


def _remember(db: "Connection", way: Way, choice: Choice | None, at_ms: int) -> Changed:
    if choice is None:
        return storage.settings.drop(db, way)
    kept = json.dumps({"id": choice.id, "name": choice.name})
    return storage.settings.put(db, way, kept, at_ms)
