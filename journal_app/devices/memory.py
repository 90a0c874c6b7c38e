"""A keychain for a throw-away journal: it forgets everything when the program ends."""


class MemoryKeychain:
    """Holds keys in memory only."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def read(self, vault_id: str) -> bytes | None:
        """Return the key of a journal, or None."""
        return self._keys.get(vault_id)

    def write(self, vault_id: str, key: bytes) -> None:
        """Keep ``key`` until the program ends."""
        self._keys[vault_id] = key

    def forget(self, vault_id: str) -> None:
        """Drop the key of a journal, if there is one."""
        self._keys.pop(vault_id, None)
