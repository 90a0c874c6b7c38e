"""Locks the journal when nobody has touched it for a while, and together with the screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from journal_app.domain import locking
from journal_app.domain.clock import Clock
from journal_app.domain.locking import Situation
from journal_app.domain.settings import Preferences
from journal_app.services.desktop import Sign, Watch, Watcher
from journal_app.ui.house import House
from journal_app.ui.theme import AFTERGLOW

LOOK_MS = 30_000  # seldom enough to let the computer rest
BEGIN_MS = 2000  # when whoever opened the journal has begun
TOUCH_S = 1.0  # a pen touches some hundred times a second; once is enough
SLEEP_LOOK_MS, SLEEP_LOOKS = 100, 20  # a desktop waits a few seconds at most
HEARD_OUT_LOOKS = 5  # a microphone hands over its last sound a little later
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.NativeGesture,
    }
)


class Idle(QObject):
    """Watches a house: who touches it, what the system says, and when it is time to lock.

    It looks at what arrives at the whole window, so that no widget's events pass through here.
    Words that come another way, from an input method or by dictation, are noticed by their caret.
    """

    def __init__(self, house: House, clock: Clock, desktop: Watcher) -> None:
        super().__init__(house)
        self._house = house
        self._clock = clock
        self._desktop = desktop
        self._preferences = house.preferences
        self._touched = self._dimmed = locking.instant(clock)
        self._wished = False
        self._spoke = False  # when the computer went to sleep, and nobody touched it since
        self._patience = 0
        self._watch: Watch | None = None
        self._looks = self._timer(LOOK_MS, self._look)
        self._looks.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._looks.start()
        self._sleep_looks = self._timer(SLEEP_LOOK_MS, self._see_to_sleep)
        self._beginning = self._timer(BEGIN_MS, self.begin)
        self._beginning.setSingleShot(True)
        self._beginning.start()
        house.used.connect(self._use)
        house.closed.connect(self._stop_listening)
        house.threshold.entered.connect(self._enter)
        self._moved = self._timer(0, self._touch)  # the caret: noticed once the letter is shown
        self._moved.setSingleShot(True)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._moved.start)

    def begin(self) -> None:
        """Notice from now on what arrives at the window, and hear the system if that is wished."""
        self._beginning.stop()
        handle = self._house.window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._listen()

    def hear(self, sign: Sign) -> None:
        """Do as the desktop does, while that is wished."""
        if self._watch is None:
            return  # said before it was closed, heard after
        if sign is Sign.LOCKED:
            self._wish()
        elif sign is Sign.UNLOCKED:
            self._withdraw()
        else:
            self._fall_asleep()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a touch, and let it pass."""
        if event.type() in _TOUCHES:
            self._touch()
        return False

    def _touch(self) -> None:
        self._spoke = False
        if self._clock.monotonic() - self._touched.steady >= TOUCH_S:
            self._touched = locking.instant(self._clock)

    def _enter(self) -> None:
        self._touch()
        self._wished = False

    def _use(self, preferences: Preferences) -> None:
        if preferences.theme == AFTERGLOW != self._preferences.theme:
            self._dimmed = locking.instant(self._clock)
        self._preferences = preferences
        if not self._beginning.isActive():
            self._listen()

    def _listen(self) -> None:
        wanted = self._preferences.lock_with_screen
        if wanted and self._watch is None:
            from journal_app.ui import systemlock  # noqa: PLC0415 - not before the first letter

            self._watch = systemlock.watch(self._house.window, self._desktop, self.hear)
        elif not wanted:
            self._stop_listening()

    def _stop_listening(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _look(self) -> None:
        """Lock if it is time to. What isn't kept yet waits, so that nobody need be asked."""
        workspace = self._house.threshold.workspace
        if workspace is not None and workspace.listening:
            self._touched = locking.instant(self._clock)  # whoever listens is here
        if self._watch is not None:
            self._watch.stay_awake(awake=workspace is not None and workspace.recording)
        at_rest = workspace is not None and workspace.keeping.at_rest
        if at_rest and self._is_open and locking.is_due(self._situation, self._preferences):
            self._house.lock_quietly()

    def _wish(self) -> None:
        """Lock with the screen, at once or as soon as nothing speaks against it."""
        self._wished = True
        if self._can_lock:
            self._house.lock_quietly()

    def _withdraw(self) -> None:
        """Forget a wish that had to wait: whoever may open the screen is here again."""
        self._wished = False

    def _fall_asleep(self) -> None:
        self._spoke = self._pause_recording()
        if not self._spoke:
            self._wish()
        self._patience = SLEEP_LOOKS
        self._sleep_looks.start()
        self._see_to_sleep()

    def _pause_recording(self) -> bool:
        """Have a recording rest, so that all of it is kept before the computer sleeps."""
        workspace = self._house.threshold.workspace
        if workspace is None or not workspace.recording:
            return False
        workspace.hush(pause_recording=True)
        return True

    def _see_to_sleep(self) -> None:
        """Let the computer sleep once the journal is closed, or can't be."""
        self._patience -= 1
        if self._patience < 0 or not (self._can_lock or self._is_keeping):
            self._sleep_looks.stop()
            if self._watch is not None:
                self._watch.let_sleep()

    @property
    def _is_keeping(self) -> bool:
        """Whether some of what was just said may not be kept yet."""
        workspace = self._house.threshold.workspace
        if workspace is None or not self._spoke:
            return False
        heard_out = self._patience < SLEEP_LOOKS - HEARD_OUT_LOOKS
        return not (heard_out and workspace.keeping.at_rest)

    @property
    def _is_open(self) -> bool:
        return self._house.threshold.is_open

    @property
    def _can_lock(self) -> bool:
        held_back = locking.is_held_back(self._situation, self._preferences)
        return self._is_open and not held_back and not self._spoke

    @property
    def _situation(self) -> Situation:
        workspace = self._house.threshold.workspace
        return Situation(
            now=locking.instant(self._clock),
            touched=self._touched,
            dimmed=self._dimmed if self._preferences.theme == AFTERGLOW else None,
            recording=workspace is not None and workspace.recording,
            wished=self._wished and not self._spoke,
        )

    def _timer(self, every_ms: int, does: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=every_ms)
        timer.timeout.connect(does)
        return timer
