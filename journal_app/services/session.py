"""Everything that lives from unlock to lock."""

from dataclasses import dataclass, field
from pathlib import Path

from journal_app.domain.clock import Clock
from journal_app.services.journal import Deliver, Journal
from journal_app.services.keys.heldkey import HeldKey
from journal_app.services.keys.unlocking import Keychain
from journal_app.services.work import Work


@dataclass(frozen=True, slots=True)
class Session:
    """One journal, from its door being opened until ``close``: what every service is made of.

    ``deliver`` carries a callable to the window's thread.
    """

    folder: Path
    keychain: Keychain
    clock: Clock
    deliver: Deliver
    journal: Journal
    work: Work
    key: HeldKey = field(default_factory=HeldKey)
    pictures: Work = field(init=False)  # its own: nobody waits for a backup with a photo in hand
    saving: Work = field(init=False)  # its own: nothing waits while hours of sound are saved

    def __post_init__(self) -> None:
        """Make what only needs the rest."""
        for name in ("pictures", "saving"):
            object.__setattr__(self, name, Work(self.deliver))

    def close(self) -> None:
        """End the work, finish what was to be written, close the file, and wipe the key."""
        self.saving.close()
        self.pictures.close()
        self.work.close()
        self.journal.close()
        self.key.wipe()
