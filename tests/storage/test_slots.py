"""The passphrase slot: opens for the passphrase, and for nothing else."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import cast
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.errors import VaultDamaged, WrongPassphrase
from journal_app.storage.keys import slots
from journal_app.storage.keys.slots import Cost, PassphraseSlot, UnknownSlot

KEY = bytes(range(32))
VAULT = uuid4().hex
QUICK = Cost(memory_kib=64 * 1024, iterations=1, lanes=4)
WORDS = "long grass, late light"
OURS = {"passphrase", "recovery"}


@pytest.fixture(scope="module")
def slot() -> PassphraseSlot:
    return slots.wrap(KEY, WORDS, VAULT, QUICK)


def stored(slot: PassphraseSlot) -> dict[str, object]:
    return cast("dict[str, object]", slots.to_json(slot))


def test_a_passphrase_opens_its_slot(slot: PassphraseSlot) -> None:
    assert slots.unwrap(slot, WORDS, VAULT) == KEY


@pytest.mark.parametrize("text", ["", "long grass, late light ", "Long grass, late light"])
def test_another_passphrase_opens_nothing(slot: PassphraseSlot, text: str) -> None:
    with pytest.raises(WrongPassphrase, match="Take your time"):
        slots.unwrap(slot, text, VAULT)


def test_it_does_not_matter_how_a_keyboard_spells_an_accent() -> None:
    slot = slots.wrap(KEY, "ångström ﬁn", VAULT, QUICK)
    assert slots.unwrap(slot, "a\N{COMBINING RING ABOVE}ngstro\N{COMBINING DIAERESIS}m fin", VAULT)


def test_a_broken_character_is_a_passphrase_too() -> None:
    slot = slots.wrap(KEY, "half \ud83d", VAULT, QUICK)
    assert slots.unwrap(slot, "half \ud83d", VAULT) == KEY


def test_a_slot_opens_no_other_journal(slot: PassphraseSlot) -> None:
    with pytest.raises(WrongPassphrase):
        slots.unwrap(slot, WORDS, uuid4().hex)


def test_a_softened_slot_does_not_open(slot: PassphraseSlot) -> None:
    for other in (replace(QUICK, iterations=2), replace(QUICK, lanes=1)):
        with pytest.raises(WrongPassphrase):
            slots.unwrap(replace(slot, cost=other), WORDS, VAULT)


def test_two_slots_of_one_passphrase_have_nothing_in_common(slot: PassphraseSlot) -> None:
    other = slots.wrap(KEY, WORDS, VAULT, QUICK)
    assert not {slot.salt, slot.nonce, slot.wrapped} & {other.salt, other.nonce, other.wrapped}


def test_the_wrapping_is_the_documented_one(slot: PassphraseSlot) -> None:
    # As another reader of the format would undo it.
    kdf = Argon2id(salt=slot.salt, length=32, iterations=1, lanes=4, memory_cost=64 * 1024)
    bound_to = (
        '{"format":"afterpage-vault","iterations":1,"kdf":"argon2id","kdf_version":19,'
        '"kind":"passphrase","lanes":4,"memory_kib":65536,'
        f'"salt":"{slot.salt.hex()}","vault_id":"{VAULT}","version":1}}'
    )
    gcm = AESGCM(kdf.derive(WORDS.encode()))
    assert gcm.decrypt(slot.nonce, slot.wrapped, bound_to.encode()) == KEY


def test_a_slot_comes_back_as_it_was_stored(slot: PassphraseSlot) -> None:
    assert slots.from_json(json.loads(json.dumps(slots.to_json(slot)))) == slot


def test_a_stored_slot_shows_neither_key_nor_passphrase(slot: PassphraseSlot) -> None:
    shown = json.dumps(slots.to_json(slot)) + repr(slot)
    assert KEY.hex() not in shown
    assert WORDS not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 8),
        ("memory_kib", 2**31),
        ("memory_kib", 65536.0),
        ("iterations", 0),
        ("iterations", 10**9),
        ("iterations", True),
        ("lanes", 0),
        ("lanes", 255),
        ("kdf", "md5"),
        ("kdf_version", 16),
        ("salt", ""),
        ("salt", "zz" * 16),
        ("salt", "A" * 32),
        ("nonce", " " * 24),
        ("wrapped", "00"),
        ("wrapped", None),
    ],
)
def test_absurd_parameters_are_refused_before_they_cost_anything(
    slot: PassphraseSlot, name: str, value: object
) -> None:
    with pytest.raises(VaultDamaged):
        slots.from_json({**stored(slot), name: value})


def test_a_slot_with_too_much_or_too_little_in_it_is_refused(slot: PassphraseSlot) -> None:
    whole = stored(slot)
    with pytest.raises(VaultDamaged):
        slots.from_json({**whole, "hint": "the usual"})
    for name in whole:
        with pytest.raises(VaultDamaged):
            slots.from_json({other: whole[other] for other in whole if other != name})


def test_an_absurd_cost_cannot_be_asked_for() -> None:
    with pytest.raises(VaultDamaged):
        Cost(memory_kib=1024, iterations=1, lanes=1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON), st.text().filter(lambda kind: kind not in OURS))
def test_a_slot_of_a_later_version_is_carried_along(rest: dict[str, object], kind: str) -> None:
    later = {**rest, "kind": kind}
    slot = slots.from_json(later)
    assert isinstance(slot, UnknownSlot)
    assert slots.to_json(slot) == later


@given(JSON)
def test_what_is_no_slot_is_refused(value: object) -> None:
    if isinstance(value, dict):
        value.pop("kind", None)
    with pytest.raises(VaultDamaged):
        slots.from_json(value)


class Stopwatch:
    """A clock on which every measured step takes as long as it is told."""

    def __init__(self, *steps: float) -> None:
        self._times = [0.0]
        for step in steps:
            self._times += [self._times[-1] + step] * 2
        self._times.reverse()

    def __call__(self) -> float:
        return self._times.pop()


@pytest.mark.parametrize(
    ("steps", "memory_mib"),
    [((30.0,), 64), ((0.51,), 64), ((0.5, 1.0), 128), ((0.1, 0.2, 0.4, 0.8), 512)],
)
def test_a_guess_is_made_to_cost_about_a_second(steps: tuple[float, ...], memory_mib: int) -> None:
    cost = slots.calibrate(Stopwatch(*steps))
    assert cost == Cost(memory_mib * 1024, iterations=3, lanes=4)


SHORT_OF_MEMORY = """
import resource
from journal_app.domain.errors import JournalError
from journal_app.storage.keys.slots import Cost, wrap
resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))
try:
    wrap(bytes(32), "words", "0" * 32, Cost(memory_kib=2**20, iterations=1, lanes=1))
except JournalError as error:
    print(error)
"""


def test_too_little_memory_is_said_calmly() -> None:
    run = [sys.executable, "-c", SHORT_OF_MEMORY]
    assert "Your journal is safe" in subprocess.check_output(run, text=True)


def test_a_wiped_secret_is_zeros() -> None:
    secret = bytearray(KEY)
    slots.wipe(secret)
    assert secret == bytes(32)
