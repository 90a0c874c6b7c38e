"""What is missing of a recording, in a quiet line."""

from PySide6.QtWidgets import QLabel

from journal_app.domain.voice import RATE, Cause, Gap, VoiceNote, clock_face, gaps

MOST = 3  # gaps that are told one by one

_MINUTE = 60


class MissingSound(QLabel):
    """Says what is missing of ``note`` and why; not seen where nothing is."""

    def __init__(self, note: VoiceNote) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setWordWrap(True)
        self.gaps = gaps(note)
        self.said = tuple(map(self._say, self.gaps))
        told = list(self.said[:MOST])
        if len(self.said) > MOST:
            more = self.tr("Some is missing at {n} more places.")
            told.append(more.format(n=len(self.said) - MOST))
        self.setText(" ".join(told))
        if not told:
            self.hide()

    def _say(self, gap: Gap) -> str:
        at = clock_face(gap.start / RATE)
        if gap.seconds is None:
            return self.tr("From {at} on, the microphone was away.").format(at=at)
        causes = {
            Cause.AWAY: self.tr("the microphone was away"),
            Cause.UNHEARD: self.tr("no sound came in"),
            Cause.UNREADABLE: self.tr("it can’t be read"),
        }
        return self._sentence(gap.seconds).format(at=at, why=causes[gap.cause])

    def _sentence(self, seconds: float) -> str:
        n = max(1, round(seconds))
        if n == 1:
            return self.tr("A second is missing at {at}: {why}.")
        if n < 2 * _MINUTE:
            said = self.tr("{n} seconds are missing at {at}: {why}.")
        else:
            n, said = n // _MINUTE, self.tr("{n} minutes are missing at {at}: {why}.")
        return said.replace("{n}", f"{n}")
