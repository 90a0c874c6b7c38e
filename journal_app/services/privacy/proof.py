"""A look at the journal's file as anybody would find it on the disk."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from journal_app.storage.keys.header import DATABASE

PLAIN = b"SQLite format 3\0"  # how the file would begin if it weren't encrypted

_LOOKED_AT = 1024 * 1024
_VALUES = 256
_UNEVEN = 400.0  # chi-squared of evenly mixed bytes is beyond this in one of ten million files


@dataclass(frozen=True, slots=True)
class Proof:
    """How the file begins, how much was looked at, and whether its bytes are evenly mixed."""

    first: bytes
    looked_at: int
    evenly_mixed: bool

    @property
    def encrypted(self) -> bool:
        """Whether it looks as ciphertext does, and not as a database does."""
        return self.evenly_mixed and self.first != PLAIN


def read(folder: Path) -> Proof:
    """Read the beginning of the journal's file now; raises ``OSError`` if that can't be done."""
    with (folder / DATABASE).open("rb") as file:
        found = file.read(_LOOKED_AT)
    return Proof(found[: len(PLAIN)], len(found), evenly_mixed(found))


def evenly_mixed(found: bytes) -> bool:
    """Tell whether every byte is about as frequent as any other, as in noise and ciphertext."""
    expected = len(found) / _VALUES
    counted = Counter(found)
    spread = sum((counted[value] - expected) ** 2 for value in range(_VALUES))
    return len(found) > 0 and spread / expected < _UNEVEN
