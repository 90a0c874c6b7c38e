"""How a recording stands, in a shape and in words: the same on every page that tells of one."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from journal_app.domain.level import Hearing
from journal_app.domain.voice import clock_face
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.room import Left, Place
from journal_app.ui.widgets.voicing.record import Mark

GOES_ON = frozenset({State.WARMING, State.RECORDING, State.PAUSED, State.LOST})

_MARKS = {State.RECORDING: Mark.DOT, State.PAUSED: Mark.BARS, State.LOST: Mark.BROKEN}


@dataclass(frozen=True, slots=True)
class Standing:
    """What to show of a recording of so many ``seconds``.

    ``act`` is what a press does now, and ``trouble`` what one should know at once, if anything.
    """

    mark: Mark
    word: str
    seconds: float
    act: str = ""
    act_mark: Mark = Mark.DOT
    trouble: str = ""


class Speech(Protocol):
    """A recording, as pages tell of it on which one writes or draws meanwhile."""

    @property
    def goes_on(self) -> bool:
        """Whether it is not over."""
        ...

    @property
    def standing(self) -> Standing:
        """How it stands."""
        ...

    def toggle(self) -> None:
        """Pause, or go on."""
        ...

    def finish(self) -> None:
        """Keep what was said; it is over."""
        ...


class Telling(QObject):
    """Says it."""

    def standing(self, recorder: Recorder, *, disk_full: bool) -> Standing:
        """Return how a recorder stands; ``disk_full`` says why its sound waits, if it does."""
        state = recorder.state
        act, act_mark = self.tr("Pause"), Mark.BARS
        if state in {State.READY, State.PAUSED}:
            act, act_mark = self._begin(state), Mark.DOT
        return Standing(
            _MARKS.get(state, Mark.RING),
            self._words()[state],
            recorder.seconds,
            act,
            act_mark,
            self._trouble(recorder, disk_full=disk_full),
        )

    def ended(self, seconds: float, why: str = "") -> Standing:
        """Return how one stands that is over, and ``why`` it ended by itself, if it did."""
        return Standing(Mark.DONE, self.tr("Finished"), seconds, trouble=why)

    def line(self, recorder: Recorder, standing: Standing) -> str:
        """Return the one sentence that a page with nothing else on it says."""
        if standing.trouble:
            return standing.trouble
        if recorder.state is State.PAUSED:
            return self.tr("All of it is kept. Nothing is heard until you resume.")
        if recorder.state is State.RECORDING and recorder.hearing is Hearing.HEARD:
            return self.tr("We can hear you.") + " " + self._usual()
        return self._usual()

    def _usual(self) -> str:
        return self.tr(
            "Nothing listens for words. Kept as you speak. You can write or draw meanwhile."
        )

    def _begin(self, state: State) -> str:
        return self.tr("Record") if state is State.READY else self.tr("Resume")

    def _words(self) -> dict[State, str]:
        return {
            State.READY: self.tr("Ready"),
            State.WARMING: self.tr("One moment"),
            State.RECORDING: self.tr("Recording"),
            State.PAUSED: self.tr("Paused"),
            State.LOST: self.tr("Waiting"),
            State.MISSING: "",
            State.STOPPED: self.tr("Stopped"),
        }

    def _trouble(self, recorder: Recorder, *, disk_full: bool) -> str:
        left, state = recorder.left, recorder.state
        if left is not None and left.place is Place.MEMORY:
            return self._say_memory(left, state, disk_full=disk_full)
        if state in {State.LOST, State.MISSING} and recorder.trouble is not None:
            return str(recorder.trouble)
        if state is State.PAUSED:
            return self._say_slept(recorder) if recorder.slept else ""
        heard = self._say_hearing(recorder.hearing)
        return heard or self._say_device(recorder) or self._say_disk(left)

    def _say_slept(self, recorder: Recorder) -> str:
        line = self.tr("The computer slept. All of it up to {time} is kept.")
        return line.format(time=clock_face(recorder.seconds))

    def _say_device(self, recorder: Recorder) -> str:
        """Say which microphone hears, if it isn't the one somebody counts on."""
        found = recorder.hears_with
        if found is None:
            return ""
        now = found.device.name
        if found.missing is not None:
            line = self.tr("“{gone}” isn’t there. Recording goes on with “{now}”.")
            return line.format(gone=found.missing.name, now=now)
        return self.tr("“{now}” hears you now.").format(now=now) if recorder.switched else ""

    def _say_hearing(self, hearing: Hearing) -> str:
        if hearing is Hearing.NO_SOUND:
            return self.tr("No sound comes in. The microphone may be muted, or another one chosen.")
        if hearing is Hearing.TOO_LOUD:
            return self.tr("That is very loud for the microphone. A little further away helps.")
        return ""

    def _say_disk(self, left: Left | None) -> str:
        if left is None:
            return ""
        line = self.tr("The disk has room for about {time} of sound. Kept as you speak.")
        return line.format(time=self._time_left(left))

    def _say_memory(self, left: Left, state: State, *, disk_full: bool) -> str:
        why = self.tr("The disk is full.") if disk_full else self.tr("This can’t be kept just now.")
        if state is State.PAUSED:
            goes_on = self.tr("What you said waits in memory and is kept as soon as it can be.")
        else:
            goes_on = self.tr("Recording goes on in memory; there is room for about {time}.")
        return f"{why} {goes_on.format(time=self._time_left(left))}"

    def _time_left(self, left: Left) -> str:
        """Say it roughly: nobody needs to watch it go down."""
        minutes = int(left.seconds // 60)
        if minutes >= 2 * 60:
            return self.tr("{n} hours").format(n=minutes // 60)
        if minutes > 1:
            return self.tr("{n} minutes").format(n=minutes - minutes % 5 or minutes)
        return self.tr("a minute")
