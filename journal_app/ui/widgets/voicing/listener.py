"""Somebody who listens: where they are, how fast it goes, and what they made of the recording."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from journal_app.domain.errors import JournalError
from journal_app.domain.spot import Stretch
from journal_app.domain.voice import RATE, Bookmark, Trim, VoiceNote, pack, told
from journal_app.services.voice.player import SPEEDS, Player
from journal_app.services.voice.recording import Recording

LEAST = 1.0  # second that is chosen; two presses in one place mean a moment, which needs some time
_HERE = 0.5  # seconds: to be so close to a place is to be there


class Listener(QObject):
    """Plays ``recording`` with a player made when it is first needed. Places are in seconds.

    ``keep`` takes the records of what is made of it; without it nothing is. ``changed`` says that
    something about it may look different, ``remade`` that a place was marked or a trim set.
    """

    changed = Signal()
    remade = Signal()

    def __init__(
        self,
        recording: Recording,
        player: Callable[[Recording], Player],
        keep: Callable[[bytes], int] | None = None,
    ) -> None:
        super().__init__()
        self.keep = keep
        self._recording = recording
        self._make_player = player
        self._player: Player | None = None
        self._within: Stretch | None = None
        self._chosen: Stretch | None = None
        self._whole = False
        self._speed, self._skips = 1.0, False
        self._loop: Stretch | None = None
        self._next = 1 + max((one.number for one in recording.note.bookmarks), default=0)

    @property
    def note(self) -> VoiceNote:
        """The note as it is now."""
        return self._recording.note

    @property
    def playing(self) -> bool:
        """Whether it is heard."""
        return self._player is not None and self._player.playing

    @property
    def trouble(self) -> JournalError | None:
        """Why it can't be heard."""
        return None if self._player is None else self._player.trouble

    @property
    def seconds(self) -> float:
        """How long the recording lasts, with what is cut off."""
        return self.note.seconds

    @property
    def position(self) -> float:
        """Where the listener is."""
        return self.begins if self._player is None else max(self.begins, self._player.position)

    @property
    def begins(self) -> float:
        """The first place that is heard."""
        first = 0.0 if self._whole else self.note.begins / RATE
        return first if self._within is None else self._within.start

    @property
    def ends(self) -> float:
        """The place up to which it is heard."""
        last = self.seconds if self._whole else self.note.ends / RATE
        return last if self._within is None else self._within.stop

    @property
    def within(self) -> Stretch | None:
        """The seconds it is limited to, if it is."""
        return self._within

    @property
    def shaded(self) -> Stretch | None:
        """The seconds that are being chosen, or heard again and again."""
        return self._chosen or self._loop

    def limit(self, within: Stretch) -> None:
        """Play only these seconds."""
        stop = min(within.stop, self.seconds)
        self._within = Stretch(min(within.start, stop), stop)
        self.changed.emit()

    def shade(self, stretch: Stretch | None) -> None:
        """Show that these seconds are being chosen, or none."""
        if stretch != self._chosen:
            self._chosen = stretch
            self.changed.emit()

    def prepare(self) -> None:
        """Somebody may want to listen soon."""
        if not self.playing:
            self._need_player().prepare()

    def toggle(self) -> None:
        """Play, or pause."""
        player = self._need_player()
        if player.playing:
            player.pause()
        else:
            if not self.begins <= player.position < self.ends:
                player.seek(self.begins)
            player.play()
        self.changed.emit()

    def seek(self, seconds: float) -> None:
        """Go to another place."""
        self._need_player().seek(min(max(self.begins, seconds), self.ends))
        self.changed.emit()

    def look(self) -> None:
        """See that only what is to be heard is heard."""
        if self._within is not None and self._player is not None and self.position >= self.ends:
            self._player.pause()
            self._player.seek(self.begins)

    def stop(self) -> None:
        """Fall silent."""
        if self._player is not None:
            self._player.pause()
        self.changed.emit()

    def close(self) -> None:
        """Fall silent, and let go of what it is heard on."""
        if self._player is not None:
            self._player.close()
        self.changed.emit()

    @property
    def speed(self) -> float:
        """How fast it goes, as a multiple."""
        return self._speed

    def pace(self, step: int, *, around: bool = False) -> None:
        """Go faster by so many steps; from the fastest to the slowest if that goes ``around``."""
        at = SPEEDS.index(self._speed) + step
        at = at % len(SPEEDS) if around else min(max(0, at), len(SPEEDS) - 1)
        self._speed = SPEEDS[at]
        if self._player is not None:
            self._player.speed = self._speed
        self.changed.emit()

    @property
    def skips_silence(self) -> bool:
        """Whether long silences are passed over."""
        return self._skips

    def skip_silence(self, *, on: bool) -> None:
        """Pass long silences over, or not."""
        self._skips = on
        if self._player is not None:
            self._player.skips_silence = on
        self.changed.emit()

    @property
    def loop(self) -> Stretch | None:
        """The seconds that are heard again and again."""
        return self._loop

    def go_round(self, loop: Stretch | None) -> None:
        """Play these seconds again and again, from their beginning; or none any more."""
        self._loop = loop
        player = self._need_player()
        player.loop = loop
        if loop is not None:
            player.seek(loop.start)
        self.changed.emit()

    def mark(self) -> Bookmark:
        """Mark the place where the listener is."""
        made = Bookmark(self._next, round(self.position * RATE))
        self._next += 1
        self.tell(made)
        return made

    def place_of(self, mark: Bookmark) -> float:
        """Return where a mark is, in seconds."""
        return mark.frame / RATE

    def mark_beside(self, step: int) -> Bookmark | None:
        """Return the next place that is marked, or the one before (-1) from here."""
        here = self.position
        if step > 0:
            behind = (one for one in self._heard_marks() if one.frame / RATE > here + _HERE)
            return next(behind, None)
        before = (one for one in self._heard_marks() if one.frame / RATE < here - _HERE)
        return max(before, key=lambda one: one.frame, default=None)

    def tell(self, record: Bookmark | Trim) -> None:
        """Keep what was made of the note, and have it so from now on."""
        if self.keep is None:
            return
        self.keep(pack(record))
        self._recording = replace(self._recording, note=told(self.note, record))
        if isinstance(record, Trim):
            self._give_recording()
        self.remade.emit()
        self.changed.emit()

    def hear_whole(self, *, on: bool) -> None:
        """Hear what is cut off, too, while somebody looks where to cut."""
        if on != self._whole:
            self._whole = on
            self._give_recording()
            self.changed.emit()

    def _heard_marks(self) -> list[Bookmark]:
        heard = range(round(self.begins * RATE), round(self.ends * RATE) + 1)
        return [one for one in self.note.bookmarks if one.frame in heard]

    def _give_recording(self) -> None:
        if self._player is not None:
            self._player.recording = self._heard_recording()

    def _heard_recording(self) -> Recording:
        limited = self._whole or self._within is not None  # what was named is heard in any case
        return (
            replace(self._recording, note=replace(self.note, trim=None))
            if limited
            else (self._recording)
        )

    def _need_player(self) -> Player:
        if self._player is None:
            self._player = self._make_player(self._heard_recording())
            self._player.speed = self._speed
            self._player.skips_silence = self._skips
        return self._player
