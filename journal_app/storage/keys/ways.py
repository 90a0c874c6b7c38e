"""The ways into a journal: which ones its header has, and how one is added or taken away.

The rule that holds for all of them: the last one stays.
"""

from dataclasses import replace
from enum import StrEnum

from journal_app.domain.errors import JournalError, VaultDamaged, WrongWords
from journal_app.storage.keys import header, slots, words
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import PassphraseSlot, RecoverySlot

_NO_KIT = "No recovery kit was made for this journal. Nothing is changed."
_LAST = (
    "Nothing was taken away: it is the only way into your journal just now. Add another one first,"
    " a passphrase or a recovery kit."
)
_ASKED_FOR = (
    "Nothing was changed: this journal asks for its passphrase each time it opens, so it needs one."
)


class LastWay(JournalError):
    """What was to be taken away is the only thing that opens the journal."""


class Way(StrEnum):
    """What can open a journal."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way in, not a secret
    WORDS = "words"


_KINDS = {Way.PASSPHRASE: PassphraseSlot, Way.WORDS: RecoverySlot}


def of(found: Header) -> frozenset[Way]:
    """Return the ways into a journal. That the keyring has the key is only what it promised."""
    ways = {way for way, kind in _KINDS.items() if any(isinstance(s, kind) for s in found.slots)}
    return frozenset(ways | {Way.KEYRING} if found.opens_with is OpensWith.KEYRING else ways)


def with_passphrase(found: Header, slot: PassphraseSlot) -> Header:
    """Return the header with this passphrase, in the place of an older one."""
    others = tuple(other for other in found.slots if not isinstance(other, PassphraseSlot))
    return replace(found, slots=(slot, *others))


def with_kit(found: Header, slot: RecoverySlot) -> Header:
    """Return the header with this kit beside an older one."""
    return replace(found, slots=(*found.slots, slot))


def only_kit(found: Header, slot: RecoverySlot) -> Header:
    """Return the header without any other kit; unchanged if this one isn't there."""
    if slot not in found.slots:
        return found
    kept = (s for s in found.slots if s == slot or not isinstance(s, RecoverySlot))
    return replace(found, slots=tuple(kept))


def opening_with(found: Header, mode: OpensWith) -> Header:
    """Return the header in another mode; raises ``LastWay`` where its passphrase is missing."""
    if mode is OpensWith.PASSPHRASE and Way.PASSPHRASE not in of(found):
        raise LastWay(_ASKED_FOR)
    return replace(found, opens_with=mode)


def without(found: Header, way: Way, *, keyring: bool) -> Header:
    """Return the header without a way; raises ``LastWay`` if no other opens the journal.

    ``keyring`` says whether the keyring was just seen to have the key.
    """
    if way is Way.PASSPHRASE and found.opens_with is OpensWith.PASSPHRASE:
        raise LastWay(_ASKED_FOR)
    if not (of(found) - {way, Way.KEYRING}) and not keyring:
        raise LastWay(_LAST)
    left = tuple(slot for slot in found.slots if not isinstance(slot, _KINDS[way]))
    return replace(found, slots=left)


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
        slots.wipe(key)
        raise VaultDamaged(slots.DAMAGED)
    return key
