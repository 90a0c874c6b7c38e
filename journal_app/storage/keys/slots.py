"""Slots: ways to the data key that do not need a keyring.

The data key is 32 random bytes and never changes. A slot holds it wrapped under something a person
brings, so that a way in can be added, changed or taken away without rewriting the journal:

    passphrase, NFKC, UTF-8   -> Argon2id    -> 32 bytes -> AES-256-GCM -> the data key
    recovery words, 16 bytes  -> HKDF-SHA256 -> 32 bytes -> AES-256-GCM -> the data key

The slot's own parameters and the journal it belongs to are authenticated with it. Another kind of
slot is another dataclass beside these two; kinds this version does not know are carried along as
they were written.
"""

import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeVar

from journal_app.domain.errors import JournalError, VaultDamaged, WrongPassphrase, WrongWords

KEY_BYTES = 32
FORMAT = "afterpage-vault"
VERSION = 1

DAMAGED = (
    "Your journal’s file is untouched. The small file beside it, vault.json, doesn’t look right,"
    " so we’ve left that as it is, too."
)
_WRONG = "That didn’t open it. Take your time — nothing is deleted."
_OTHER_WORDS = (
    "The twelve words fit together, but they don’t open this journal. They may be of another"
    " journal’s kit, or of one that a newer kit replaced. Nothing is changed."
)
_NO_ROOM = (
    "Your journal is safe. There isn’t enough free memory to open it just now; closing another"
    " program may help."
)

_PASSPHRASE = "passphrase"  # noqa: S105 - a kind of slot, not a secret
_RECOVERY = "recovery"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_MEMORY_KIB = (64 * 1024, 1024 * 1024)
_ITERATIONS = (1, 10)
_LANES = (1, 16)
_MOST_NESTED = 64
_CALIBRATED_MOST_KIB = 512 * 1024
# Two at once may wait for each other for ever: OpenSSL lets them share the threads for their lanes.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs (Argon2id, RFC 9106). An absurd one cannot exist."""

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse what no journal of ours would ask for, before any of it is computed."""
        whole(self.memory_kib, *_MEMORY_KIB)
        whole(self.iterations, *_ITERATIONS)
        whole(self.lanes, *_LANES)


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """The data key, wrapped under a passphrase."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The data key, wrapped under the sixteen random bytes that recovery words spell.

    Nobody guesses 128 bits, so they need no stretching.
    """

    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class UnknownSlot:
    """A slot of a kind made by a newer version; kept as the JSON text it was."""

    written: str


KeySlot = PassphraseSlot | RecoverySlot
Slot = KeySlot | UnknownSlot
Sealed = TypeVar("Sealed", PassphraseSlot, RecoverySlot)


def wrap(key: bytes | bytearray, passphrase: str, vault_id: str, cost: Cost) -> PassphraseSlot:
    """Return a new slot of journal ``vault_id`` that gives ``key`` to who has the passphrase."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    bare = PassphraseSlot(cost, salt, nonce, b"")
    return _seal(_stretch(passphrase, salt, cost), key, bare, vault_id)


def unwrap(slot: PassphraseSlot, passphrase: str, vault_id: str) -> bytearray:
    """Return the data key, to be wiped by the caller; raises ``WrongPassphrase``."""
    kek = _stretch(passphrase, slot.salt, slot.cost)
    return _unseal(kek, slot, vault_id, WrongPassphrase(_WRONG))


def wrap_for_words(
    key: bytes | bytearray, secret: bytes | bytearray, vault_id: str
) -> RecoverySlot:
    """Return a new slot that gives ``key`` to who has the words ``secret`` is spelt with."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    return _seal(_derive(secret, salt), key, RecoverySlot(salt, nonce, b""), vault_id)


def unwrap_with_words(slot: RecoverySlot, secret: bytes | bytearray, vault_id: str) -> bytearray:
    """Return the data key, to be wiped by the caller; raises ``WrongWords``."""
    return _unseal(_derive(secret, slot.salt), slot, vault_id, WrongWords(_OTHER_WORDS))


def calibrate(monotonic: Callable[[], float], target: float = 1.0) -> Cost:
    """Return the cost, in doublings of memory, whose one guess takes up to ``target`` seconds."""
    memory_kib = _MEMORY_KIB[0]
    while True:
        cost = Cost(memory_kib, iterations=3, lanes=4)
        began = monotonic()
        wipe(_stretch("", bytes(_SALT_BYTES), cost))
        took = monotonic() - began
        if 2 * took > target or memory_kib >= _CALIBRATED_MOST_KIB:
            return cost
        memory_kib *= 2


def wipe(secret: bytearray) -> None:
    """Overwrite a secret with zeros."""
    secret[:] = bytes(len(secret))


def to_json(slot: Slot) -> object:
    """Return a slot as the JSON object it is stored as."""
    if isinstance(slot, UnknownSlot):
        return json.loads(slot.written)
    return {**_parameters(slot), "nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}


def from_json(stored: object) -> Slot:
    """Return the slot that was stored; raises ``VaultDamaged`` if it is none of ours."""
    if not isinstance(stored, dict) or not isinstance(stored.get("kind"), str):
        raise VaultDamaged(DAMAGED)
    if stored["kind"] not in {_PASSPHRASE, _RECOVERY}:
        return UnknownSlot(_flat(json.dumps(stored)))
    salt = blob(stored.get("salt"), _SALT_BYTES)
    nonce = blob(stored.get("nonce"), _NONCE_BYTES)
    wrapped = blob(stored.get("wrapped"), KEY_BYTES + _TAG_BYTES)
    slot: KeySlot
    if stored["kind"] == _RECOVERY:
        slot = RecoverySlot(salt, nonce, wrapped)
    else:
        slot = PassphraseSlot(_cost(stored), salt, nonce, wrapped)
    if to_json(slot) != stored:
        raise VaultDamaged(DAMAGED)
    return slot


def _flat(written: str) -> str:
    """Return a slot of another kind if it can be written again: not nested beyond all reason."""
    if max(written.count("["), written.count("{")) > _MOST_NESTED:
        raise VaultDamaged(DAMAGED)
    return written


def whole(stored: object, least: int, most: int) -> int:
    """Return a stored whole number within its bounds, or raise ``VaultDamaged``."""
    if type(stored) is not int or not least <= stored <= most:
        raise VaultDamaged(DAMAGED)
    return stored


def blob(stored: object, size: int) -> bytes:
    """Return ``size`` bytes stored as lower-case hexadecimal, or raise ``VaultDamaged``."""
    if not isinstance(stored, str) or len(stored) != 2 * size:
        raise VaultDamaged(DAMAGED)
    try:
        found = bytes.fromhex(stored)
    except ValueError:
        raise VaultDamaged(DAMAGED) from None
    if found.hex() != stored:
        raise VaultDamaged(DAMAGED)
    return found


def _cost(stored: dict[str, object]) -> Cost:
    return Cost(
        whole(stored.get("memory_kib"), *_MEMORY_KIB),
        whole(stored.get("iterations"), *_ITERATIONS),
        whole(stored.get("lanes"), *_LANES),
    )


def _parameters(slot: KeySlot) -> dict[str, object]:
    if isinstance(slot, RecoverySlot):
        kind = {"kind": _RECOVERY, "kdf": "hkdf-sha256", "words": "bip39-english"}
        return {**kind, "salt": slot.salt.hex()}
    return {
        "kind": _PASSPHRASE,
        "kdf": "argon2id",
        "kdf_version": 19,
        "memory_kib": slot.cost.memory_kib,
        "iterations": slot.cost.iterations,
        "lanes": slot.cost.lanes,
        "salt": slot.salt.hex(),
    }


def _bound_to(slot: KeySlot, vault_id: str) -> bytes:
    """Return what is authenticated with the key, so that nobody can swap or soften a slot."""
    owner = {"format": FORMAT, "version": VERSION, "vault_id": vault_id}
    return json.dumps(owner | _parameters(slot), sort_keys=True, separators=(",", ":")).encode()


# The ciphers are imported where they are used: loading them takes longer than reading a header,
# and the window that offers the first page is not to wait for either.


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415

    text = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    kek = bytearray(KEY_BYTES)
    try:
        with _ONE_AT_A_TIME:
            kdf.derive_into(text, kek)
    except MemoryError:
        raise JournalError(_NO_ROOM) from None
    return kek


def _derive(secret: bytes | bytearray, salt: bytes) -> bytearray:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    kek = bytearray(KEY_BYTES)
    HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"recovery").derive_into(secret, kek)
    return kek


def _seal(kek: bytearray, key: bytes | bytearray, bare: Sealed, vault_id: str) -> Sealed:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        wrapped = AESGCM(kek).encrypt(bare.nonce, key, _bound_to(bare, vault_id))
    finally:
        wipe(kek)
    return replace(bare, wrapped=wrapped)


def _unseal(kek: bytearray, slot: KeySlot, vault_id: str, wrong: JournalError) -> bytearray:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    key = bytearray(KEY_BYTES)
    try:
        AESGCM(kek).decrypt_into(slot.nonce, slot.wrapped, _bound_to(slot, vault_id), key)
    except InvalidTag:
        raise wrong from None
    finally:
        wipe(kek)
    return key
