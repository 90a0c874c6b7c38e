"""Which ways a header has, and that the last one stays."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import PassphraseSlot, RecoverySlot, Slot, UnknownSlot
from journal_app.storage.keys.ways import LastWay, Way
from tests.fakes import KEY
from tests.services.attempts import QUICK

ID = "5" * 32
BARE = Header(ID, 0, header.fingerprint(KEY, ID), OpensWith.KEYRING)
PASSPHRASE, OTHER = (PassphraseSlot(QUICK, bytes(16), bytes(12), bytes([n] * 48)) for n in (1, 2))
KIT = slots.wrap_for_words(KEY, bytes(16), ID)
NEWER_KIT = slots.wrap_for_words(KEY, bytes(16), ID)
LATER_KIND = UnknownSlot('{"kind": "card"}')
ASKING = replace(BARE, opens_with=OpensWith.PASSPHRASE, slots=(PASSPHRASE,))

headers = st.builds(
    lambda mode, found: replace(BARE, opens_with=mode, slots=tuple(found)),
    st.sampled_from(OpensWith),
    st.lists(st.sampled_from((PASSPHRASE, OTHER, KIT, NEWER_KIT, LATER_KIND)), max_size=4),
)
taken = st.sampled_from((Way.PASSPHRASE, Way.WORDS))


@pytest.mark.parametrize(
    ("found", "there"),
    [
        (BARE, {Way.KEYRING}),
        (replace(BARE, slots=(LATER_KIND,)), {Way.KEYRING}),
        (replace(BARE, slots=(KIT, PASSPHRASE)), set(Way)),
        (ASKING, {Way.PASSPHRASE}),
        (replace(ASKING, slots=(PASSPHRASE, KIT)), {Way.PASSPHRASE, Way.WORDS}),
    ],
)
def test_a_header_says_which_ways_there_are(found: Header, there: set[Way]) -> None:
    assert ways.of(found) == there


def test_a_new_passphrase_takes_the_place_of_every_older_one() -> None:
    found = replace(BARE, slots=(KIT, PASSPHRASE, LATER_KIND))
    assert ways.with_passphrase(found, OTHER).slots == (OTHER, KIT, LATER_KIND)
    assert ways.passphrase_slot(ways.with_passphrase(found, OTHER)) == OTHER


def test_a_new_kit_stands_beside_the_older_one_until_that_goes() -> None:
    both = ways.with_kit(replace(BARE, slots=(KIT, PASSPHRASE)), NEWER_KIT)
    assert ways.recovery_slots(both) == (KIT, NEWER_KIT)
    assert ways.only_kit(both, NEWER_KIT).slots == (PASSPHRASE, NEWER_KIT)
    gone = replace(both, slots=(KIT,))
    assert ways.only_kit(gone, NEWER_KIT) == gone


def test_no_journal_asks_for_a_passphrase_it_does_not_have() -> None:
    with pytest.raises(LastWay, match="so it needs one"):
        ways.opening_with(replace(BARE, slots=(KIT,)), OpensWith.PASSPHRASE)
    found = ways.opening_with(replace(BARE, slots=(PASSPHRASE,)), OpensWith.PASSPHRASE)
    assert found == ASKING
    assert ways.opening_with(found, OpensWith.KEYRING).slots == (PASSPHRASE,)


def test_the_passphrase_a_journal_asks_for_stays_although_there_is_a_kit() -> None:
    with pytest.raises(LastWay, match="asks for its passphrase each time"):
        ways.without(replace(ASKING, slots=(PASSPHRASE, KIT)), Way.PASSPHRASE, keyring=False)


@pytest.mark.parametrize(("way", "slot"), [(Way.PASSPHRASE, PASSPHRASE), (Way.WORDS, KIT)])
def test_the_last_slot_goes_only_if_the_keyring_was_seen_to_have_the_key(
    way: Way, slot: PassphraseSlot | RecoverySlot
) -> None:
    found = replace(BARE, slots=(slot, LATER_KIND))
    assert ways.without(found, way, keyring=True).slots == (LATER_KIND,)
    with pytest.raises(LastWay, match="the only way into your journal"):
        ways.without(found, way, keyring=False)


@given(headers, taken, st.booleans())
def test_whatever_is_taken_away_a_way_is_left(found: Header, way: Way, keyring: bool) -> None:  # noqa: FBT001
    try:
        left = ways.without(found, way, keyring=keyring)
    except LastWay:
        return
    assert way not in ways.of(left)
    assert keyring or ways.of(left) - {Way.KEYRING}
    kept: set[Slot] = set(left.slots)
    assert LATER_KIND in kept or LATER_KIND not in found.slots
    assert replace(left, slots=()) == replace(found, slots=())
