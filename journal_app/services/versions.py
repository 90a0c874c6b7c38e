"""What a part held before: listed, compared with what it holds now, brought back, thinned."""

from dataclasses import dataclass, field
from functools import partial

from journal_app import storage
from journal_app.domain import comparing
from journal_app.domain.changes import Changed
from journal_app.domain.comparing import Piece
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.versions import History, Version
from journal_app.media import markdown
from journal_app.services.journal import Reply
from journal_app.services.session import Session

REST_S = 300.0  # at least, between thinning and thinning


@dataclass(frozen=True, slots=True)
class Compared:
    """A version beside what stands there now; ``pieces`` say what became of its words.

    ``body`` is None where the version can't be read any more.
    """

    version: Version
    body: bytes | None = field(repr=False)
    pieces: tuple[Piece, ...] = ()


class Versions:
    """Everything about the versions in one session's journal. For the window's thread."""

    def __init__(self, session: Session) -> None:
        self._journal = session.journal
        self._work = session.work
        self._clock = session.clock
        self._thinned: float | None = None

    def of(self, part_id: PartId) -> Reply[History | None]:
        """Say what a part holds, and which versions of it there are; None if it is gone."""
        return self._journal.ask(storage.versions.of_part, part_id)

    def compare(self, history: History, version: Version) -> Reply[Compared]:
        """Read one of its versions, and compare it with what the part holds."""
        return self._work.at_once(partial(self._compare, history, version))

    def bring_back(self, part_id: PartId, body: bytes) -> Reply[Changed]:
        """Have a part hold this again; what it holds until then is a version from now on."""
        now_ms = self._clock.now().utc_ms
        return self._journal.do(storage.parts.put, part_id, body, now_ms)

    def thin(self) -> None:
        """Let go of what time has made too many of; call it as often as you like."""
        now = self._clock.monotonic()
        if self._thinned is None or now - self._thinned >= REST_S:
            self._thinned = now
            self._journal.do(storage.versions.thin, self._clock.now().utc_ms)

    def _compare(self, history: History, version: Version) -> Compared:
        body = self._journal.ask(storage.versions.read, version.id).result()
        if body is None or history.kind is not Kind.WORDS:
            return Compared(version, body)
        return Compared(version, body, comparing.compare(words(body), words(history.body)))


def words(body: bytes) -> str:
    """Return the words a body holds, without their marks."""
    return markdown.plain(body.decode("utf-8", "surrogatepass"))
