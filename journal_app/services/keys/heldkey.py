"""The one copy of the data key that is held while the journal is open.

It is taken over when the journal opens, also if that fails because the file is damaged: then a good
backup is looked for. Whoever needs it gets a copy for one piece of work, wiped when that ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from journal_app.domain.errors import NotKept
from journal_app.storage.keys import slots

_NOT_OPEN = "The journal isn’t open just now. Nothing was changed."


class HeldKey:
    """Holds a data key from unlock to lock. Any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = bytearray()
        self._wiped = False

    def trust(self, key: bytes | bytearray) -> None:
        """Take a copy of the key, unless the journal was locked meanwhile."""
        with self._lock:
            if not self._wiped:
                slots.wipe(self._key)
                self._key = bytearray(key)

    @contextmanager
    def held(self) -> Iterator[bytearray]:
        """Give a copy for one piece of work; raises ``NotKept`` while there is none."""
        with self._lock:
            key = bytearray(self._key)
        if not any(key):
            raise NotKept(_NOT_OPEN)
        try:
            yield key
        finally:
            slots.wipe(key)

    def wipe(self) -> None:
        """Forget the key for good."""
        with self._lock:
            self._wiped = True
            slots.wipe(self._key)
