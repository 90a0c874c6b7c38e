"""The recovery slot and its words: they open the journal they were made for, and nothing else."""

import json
import unicodedata
from dataclasses import replace
from typing import cast
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import assume, given
from hypothesis import strategies as st

from journal_app.domain.errors import JournalError, VaultDamaged, WrongWords
from journal_app.storage.keys import header, slots, ways, words
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import RecoverySlot

KEY = bytes(range(32))
VAULT = uuid4().hex
SECRET = bytes(range(100, 116))
SPELT = words.spell(SECRET)
SLOT = slots.wrap_for_words(KEY, SECRET, VAULT)
LISTED = words.listed()
FOUND = Header(VAULT, 0, header.fingerprint(KEY, VAULT), OpensWith.KEYRING, slots=(SLOT,))
STORED = cast("dict[str, object]", slots.to_json(SLOT))


def opens(text: str, found: Header = FOUND) -> bytes | None:
    """Return the key the words give; any refusal is a calm one."""
    try:
        return bytes(ways.by_words(found, text))
    except WrongWords:
        return None


# The words


def test_sixteen_bytes_become_the_words_the_standard_says() -> None:
    known = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    assert " ".join(words.spell(b"\x7f" * 16)) == known


@given(st.binary(min_size=16, max_size=16))
def test_words_say_the_bytes_they_were_made_of(secret: bytes) -> None:
    assert words.read(" ".join(words.spell(secret))) == secret


def test_four_letters_say_which_word_is_meant() -> None:
    assert len({word[: words.TELLING] for word in LISTED}) == len(LISTED) == 2048


@pytest.mark.parametrize(
    "written",
    [
        " ".join(SPELT).upper(),
        "\n".join(f"{number}. {word}" for number, word in enumerate(SPELT, 1)),
        ", ".join(SPELT) + ".",
        "  " + "\t ".join(word.title() for word in SPELT),
        unicodedata.normalize("NFD", "　".join(SPELT)),
    ],
)
def test_words_may_be_written_with_numbers_commas_and_capitals(written: str) -> None:
    assert words.read(written) == SECRET


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "twelve words; here are 0"),
        (" ".join(SPELT[:11]), "here are 11"),
        (" ".join((*SPELT, "zoo")), "here are 13"),
        (
            " ".join((*SPELT[:3], "abandn", *SPELT[4:])),
            "Word 4 isn’t on the list.* Is it “abandon”",
        ),
        (" ".join((*SPELT[:6], "qqqq", *SPELT[7:])), "^Word 7 isn’t on the list[^?]*$"),
        ("abandon " * 12, "don’t fit together"),
        ("legal winner thank year wave sausage worth useful legal winner thank yellow", "of anoth"),
    ],
)
def test_each_mistake_has_a_sentence_of_its_own(typed: str, said: str) -> None:
    with pytest.raises(WrongWords, match=said):
        ways.by_words(FOUND, typed)


def test_no_sentence_repeats_what_was_typed() -> None:
    with pytest.raises(WrongWords) as refusal:
        words.read("abanqqqq")
    assert "abanqqqq" not in repr(refusal.value)
    assert refusal.value.__context__ is None


@given(st.text())
def test_any_text_at_all_is_refused_calmly(text: str) -> None:
    assert opens(text) is None


mutations = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(LISTED)), min_size=1, max_size=12
)


@given(mutations)
def test_no_other_words_open_it(changes: list[tuple[int, str]]) -> None:
    typed = list(SPELT)
    for place, word in changes:
        typed[place] = word
    assume(tuple(typed) != SPELT)
    assert opens(" ".join(typed)) is None


@given(st.permutations(SPELT))
def test_the_words_in_another_order_do_not_open_it(typed: list[str]) -> None:
    assume(tuple(typed) != SPELT)
    assert opens(" ".join(typed)) is None


# The slot


def test_the_words_open_their_slot() -> None:
    assert opens(" ".join(SPELT)) == KEY


def test_another_program_can_read_a_slot() -> None:
    """Follow SECURITY's recipe by hand: HKDF-SHA256, then AES-256-GCM over canonical JSON."""
    kek = HKDF(SHA256(), 32, salt=SLOT.salt, info=b"recovery").derive(SECRET)
    public = {name: STORED[name] for name in ("kind", "kdf", "words", "salt")}
    owner = {"format": "afterpage-vault", "version": 1, "vault_id": VAULT}
    bound = json.dumps(owner | public, sort_keys=True, separators=(",", ":")).encode()
    assert AESGCM(kek).decrypt(SLOT.nonce, SLOT.wrapped, bound) == KEY


def test_two_slots_have_nothing_in_common() -> None:
    other = slots.wrap_for_words(KEY, SECRET, VAULT)
    assert len({SLOT.salt, other.salt, SLOT.nonce, other.nonce}) == 4
    assert SLOT.wrapped != other.wrapped


def test_a_slot_opens_no_other_journal() -> None:
    assert opens(" ".join(SPELT), replace(FOUND, vault_id=uuid4().hex)) is None


def test_either_of_two_kits_opens_the_journal() -> None:
    other = words.spell(bytes(16))
    both = (SLOT, slots.wrap_for_words(KEY, bytes(16), VAULT))
    found = replace(FOUND, slots=both)
    assert opens(" ".join(SPELT), found) == opens(" ".join(other), found) == KEY


def test_a_journal_without_a_kit_says_so() -> None:
    with pytest.raises(WrongWords, match="No recovery kit was made"):
        ways.by_words(replace(FOUND, slots=()), " ".join(SPELT))


def test_a_slot_that_holds_another_key_is_damage() -> None:
    with pytest.raises(VaultDamaged):
        ways.by_words(replace(FOUND, fingerprint=bytes(16)), " ".join(SPELT))


def test_a_slot_is_stored_as_it_is_and_holds_nothing_readable() -> None:
    assert slots.from_json(STORED) == SLOT
    shown = json.dumps(STORED)
    assert KEY.hex() not in shown
    assert SECRET.hex() not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [("kdf", "md5"), ("words", "bip39-french"), ("salt", ""), ("nonce", None), ("wrapped", "00")],
)
def test_absurd_parameters_are_refused(name: str, value: object) -> None:
    with pytest.raises(VaultDamaged):
        slots.from_json({**STORED, name: value})


def test_a_slot_with_too_much_or_too_little_in_it_is_refused() -> None:
    with pytest.raises(VaultDamaged):
        slots.from_json({**STORED, "hint": "the usual"})
    for name in STORED:
        with pytest.raises(VaultDamaged):
            slots.from_json({other: STORED[other] for other in STORED if other != name})


@given(st.sampled_from(("salt", "nonce", "wrapped")), st.data())
def test_a_slot_with_any_bit_changed_does_not_open(name: str, data: st.DataObject) -> None:
    good = bytearray(bytes.fromhex(cast("str", STORED[name])))
    bit = data.draw(st.integers(0, 8 * len(good) - 1))
    good[bit // 8] ^= 1 << bit % 8
    changed = slots.from_json({**STORED, name: good.hex()})
    assert isinstance(changed, RecoverySlot)
    assert opens(" ".join(SPELT), replace(FOUND, slots=(changed,))) is None


@given(
    st.dictionaries(
        st.sampled_from(sorted(STORED)), st.none() | st.integers() | st.text() | st.booleans()
    )
)
def test_whatever_a_stored_slot_is_changed_to_it_opens_right_or_not_at_all(
    changes: dict[str, object],
) -> None:
    try:
        slot = slots.from_json({**STORED, **changes})
        key = ways.by_words(replace(FOUND, slots=(slot,)), " ".join(SPELT))
    except JournalError:
        return
    assert key == KEY
