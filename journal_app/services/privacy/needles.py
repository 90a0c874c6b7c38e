"""Finds any of a hundred pieces of bytes in a haystack, at about the speed of the disk.

Wherever a piece of eleven bytes or more lies in a haystack, two whole words of four bytes lie
inside it that are aligned in the haystack. There are four ways to be aligned, so four pairs of
words to know for each piece. One small table of such pairs lets numpy pass over nearly everything;
what is in the table is compared.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from journal_app.storage.keys import slots

SHORTEST = 11

_WORD = 4
_A, _B = 2654435761, 2246822519  # two odd numbers that spread a pair over 32 bits
_ALL = 0xFFFFFFFF
_TABLE_BITS = 20


class Sort(StrEnum):
    """What a piece is of."""

    WORDS = "words"
    RECORD = "record"
    KEY = "key"


class Needles:
    """What is looked for. Pieces of a key are wiped at the end; all else goes with this object."""

    def __init__(self, pieces: Iterable[tuple[Sort, bytes | bytearray]]) -> None:
        import numpy as np  # noqa: PLC0415 - only a search needs it

        self._np = np
        self._known: dict[int, list[tuple[Sort, int, bytes | bytearray]]] = {}
        self._longest = SHORTEST
        for sort, piece in pieces:
            self._learn(sort, piece)
        self._table = np.zeros(1 << _TABLE_BITS, dtype=np.bool_)
        for mark in self._known:
            self._table[mark >> (32 - _TABLE_BITS)] = True

    @property
    def overlap(self) -> int:
        """How many bytes two neighbouring parts of a haystack must share."""
        return self._longest - 1

    def within(self, hay: bytes) -> set[Sort]:
        """Return of what sorts of pieces there are any in ``hay``."""
        np = self._np
        words = np.frombuffer(hay, "<u4", len(hay) // _WORD)
        marks: Any = words[:-1] * np.uint32(_A) + words[1:] * np.uint32(_B)
        found = set()
        for at in np.flatnonzero(self._table[marks >> np.uint32(32 - _TABLE_BITS)]):
            for sort, inside, piece in self._known.get(int(marks[at]), ()):
                start = int(at) * _WORD - inside
                if start >= 0 and hay[start : start + len(piece)] == piece:
                    found.add(sort)
        return found

    def wipe(self) -> None:
        """Wipe what can be wiped, and forget everything."""
        for known in self._known.values():
            for _sort, _inside, piece in known:
                if isinstance(piece, bytearray):
                    slots.wipe(piece)
        self._known.clear()

    def _learn(self, sort: Sort, piece: bytes | bytearray) -> None:
        if len(piece) < SHORTEST:
            raise ValueError("too short to be told from anything else")
        self._longest = max(self._longest, len(piece))
        for inside in range(_WORD):
            first = int.from_bytes(piece[inside : inside + _WORD], "little")
            second = int.from_bytes(piece[inside + _WORD : inside + 2 * _WORD], "little")
            mark = (first * _A + second * _B) & _ALL
            self._known.setdefault(mark, []).append((sort, inside, piece))
