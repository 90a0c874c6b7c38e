"""Folds what drawings are kept as, behind whatever somebody does: large ones open at once then."""

from dataclasses import dataclass

from journal_app import storage
from journal_app.services.journal import Reply
from journal_app.services.session import Session

RUN = 64  # records put together: few enough that a harmed page harms little


@dataclass(frozen=True)
class Folding:
    """Looks at the drawings that grew since the last time."""

    session: Session
    run: int = RUN

    def fold(self) -> Reply[None]:
        """Fold what there is to fold; the reply comes when that is done."""
        return self.session.work.do(self._fold)

    def _fold(self) -> None:
        journal, clock = self.session.journal, self.session.clock
        keys = journal.ask(storage.folding.drawn_on).result()
        for key in keys:
            while self._fold_some(key):
                self.session.work.breathe()
        if keys:
            journal.do(storage.folding.looked, clock.now().utc_ms).result()

    def _fold_some(self, key: int) -> bool:
        """Fold the oldest loose records of a drawing; say whether there were enough of them."""
        from journal_app.domain.ink.codec import BLOCK  # noqa: PLC0415 - here nobody waits for it
        from journal_app.media import ink  # noqa: PLC0415

        journal = self.session.journal
        records = journal.ask(storage.folding.loose, key, BLOCK, self.run).result()
        if len(records) < self.run:
            return False
        first, folded = records[0].seq, ink.fold(records)
        journal.do(storage.folding.fold, key, first, len(records), folded).result()
        return True
