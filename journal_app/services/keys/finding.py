"""New keys, and which key opens a copy that isn't under the journal's own."""

import secrets
from contextlib import suppress
from uuid import uuid4

from journal_app.domain.errors import KeyMismatch, KeyMissing, KeyringAbsent, KeyringLocked
from journal_app.services.keys.unlocking import Keychain
from journal_app.storage.keys import header, slots, ways, words
from journal_app.storage.keys.header import Header
from journal_app.storage.keys.ways import Way

_NO_WAY = (
    "This copy opens only with a key this computer’s keyring doesn’t hold. It has no passphrase and"
    " no recovery kit of its own. Nothing was changed."
)


def fresh() -> tuple[str, bytearray]:
    """Return a new key, to be wiped by the caller, and the id of the journal it is for."""
    return uuid4().hex, bytearray(secrets.token_bytes(slots.KEY_BYTES))


def find(found: Header, keychain: Keychain, typed: str) -> bytearray | None:
    """Return the key a header names, to be wiped by the caller; None if somebody must be asked.

    It is in the keyring, or in the header for who has its passphrase or its words. May wait for
    the keyring.
    """
    if typed:
        return _by_typed(found, typed)
    with suppress(KeyringLocked, KeyringAbsent, KeyMismatch):
        key = keychain.read(found.vault_id)
        if key is not None and header.matches(found, key):
            return bytearray(key)
    if not ways.of(found) - {Way.KEYRING}:
        raise KeyMissing(_NO_WAY)
    return None


def looks_like_words(typed: str) -> bool:
    """Tell whether somebody typed the words of a kit, and not a passphrase."""
    split = words.split(typed)
    return len(split) == words.COUNT and set(split) <= set(words.listed())


def _by_typed(found: Header, typed: str) -> bytearray:
    can = ways.of(found)
    if Way.WORDS in can and (Way.PASSPHRASE not in can or looks_like_words(typed)):
        return ways.by_words(found, typed)
    return ways.by_passphrase(found, typed)
