"""The ways in without a keyring: from what a person brings to a journal's data key."""

from journal_app.domain.errors import VaultDamaged, WrongWords
from journal_app.storage import header, slots, words
from journal_app.storage.header import Header
from journal_app.storage.slots import PassphraseSlot, RecoverySlot

_NO_KIT = "No recovery kit was made for this journal. Nothing is changed."


def passphrase_slot(found: Header) -> PassphraseSlot | None:
    """Return the slot a passphrase opens, if there is one."""
    return next((slot for slot in found.slots if isinstance(slot, PassphraseSlot)), None)


def recovery_slots(found: Header) -> tuple[RecoverySlot, ...]:
    """Return the slots recovery words open: one, or two until a newer kit was checked."""
    return tuple(slot for slot in found.slots if isinstance(slot, RecoverySlot))


def by_passphrase(found: Header, text: str) -> bytearray:
    """Return the data key, to be wiped by the caller; raises ``WrongPassphrase``."""
    slot = passphrase_slot(found)
    if slot is None:
        raise VaultDamaged(slots.DAMAGED)
    return _right(found, slots.unwrap(slot, text, found.vault_id))


def by_words(found: Header, text: str) -> bytearray:
    """Return the data key, to be wiped by the caller; raises ``WrongWords``."""
    wrong = WrongWords(_NO_KIT)
    secret = words.read(text)
    try:
        for slot in recovery_slots(found):
            try:
                return _right(found, slots.unwrap_with_words(slot, secret, found.vault_id))
            except WrongWords as error:
                wrong = error
    finally:
        slots.wipe(secret)
    raise wrong


def _right(found: Header, key: bytearray) -> bytearray:
    """Return ``key`` if it is the one the header names: the seal fits, so the header was edited."""
    if not header.matches(found, key):
        raise VaultDamaged(slots.DAMAGED)
    return key
