"""Thousands of edited headers and mistyped words: each a calm sentence, or the right key.

Whatever comes out of these doors that is neither is a fault, and so is a sentence with anything in
it that was typed. A few hundred cases run always, ten thousand by name:

    python -m pytest tests/storage/test_fuzz.py -m slow
"""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache, reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal_app.domain.errors import JournalError
from journal_app.storage.keys import header, slots, ways, words
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import Cost, PassphraseSlot
from tests.fakes import KEY

QUICK = Cost(memory_kib=64 * 1024, iterations=1, lanes=4)
PASSPHRASE = "tea and stones"  # noqa: S105 - of journals nobody has
LISTED = words.listed()
KEYS = (KEY, KEY[::-1])
SECRETS = (bytes(range(16)), bytes(range(100, 116)))
OLDER = bytes(range(50, 66))  # of a kit that a newer one replaces
SPELT = tuple(words.spell(secret) for secret in SECRETS)
HEX = {"vault_id", "fingerprint", "salt", "nonce", "wrapped"}

Edit = Callable[[Any], None]
many = [pytest.mark.slow, pytest.mark.timeout(3600)]

SAID = (
    slots.DAMAGED, slots._WRONG, slots._OTHER_WORDS, header._TOO_NEW, ways._NO_KIT,
    words._UNLISTED, words._MEANT, words._COUNTED, words._UNFIT,
)  # fmt: skip
# In these sentences there is room for a number and for a word of the list, and for nothing else.
ROOM = {r"\{place\}": r"\d+", r"\{count\}": r"\d+", r"\{meant\}": f"(?:{'|'.join(LISTED)})"}
SENTENCES = "|".join(
    reduce(lambda text, name: text.replace(name, ROOM[name]), ROOM, re.escape(said))
    for said in SAID
)


def calm(error: JournalError) -> None:
    """See that an error says one of the sentences, and that nothing shows behind it."""
    assert re.fullmatch(SENTENCES, str(error))
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__


def tried(times: int, cases: st.SearchStrategy[Any], look: Callable[[Any], None]) -> None:
    """Look at so many cases."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    settings(max_examples=times, deadline=None, suppress_health_check=quiet)(given(cases)(look))()


def often(few: int, most: int) -> pytest.MarkDecorator:
    """Run a test on a few cases always, and on the most by name."""
    return pytest.mark.parametrize("times", [few, pytest.param(most, marks=many)])


# Two journals, and everything that can be done to a header


@cache
def journals() -> tuple[Header, Header]:
    """Return the headers of two journals: one with a kit, one with two kits and a passphrase."""
    ids = ("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210")
    marks = [header.fingerprint(key, vault_id) for key, vault_id in zip(KEYS, ids, strict=True)]
    kit = slots.wrap_for_words(KEYS[0], SECRETS[0], ids[0])
    kits = [slots.wrap_for_words(KEYS[1], secret, ids[1]) for secret in (OLDER, SECRETS[1])]
    phrase = slots.wrap(KEYS[1], PASSPHRASE, ids[1], QUICK)
    return (
        Header(ids[0], 1_795_000_000_000, marks[0], OpensWith.KEYRING, slots=(kit,)),
        Header(ids[1], 0, marks[1], OpensWith.PASSPHRASE, slots=(phrase, *kits)),
    )


def stored(which: int, folder: Path) -> Any:
    """Return what ``vault.json`` of a journal holds."""
    header.save(folder, journals()[which])
    return json.loads((folder / header.FILE).read_bytes())


absurd = st.sampled_from(
    [-1, 0, 1, 2, 63, 2**31, 2**53 + 1, 2**63, 10**400, 1e308, float("nan"), float("inf"), 1.0]
)
values = st.recursive(
    st.none() | st.booleans() | absurd | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


def boxes(stored: Any) -> list[dict[str, Any]]:
    """Return the objects of a header whose fields we know: itself and its slots."""
    inner = stored.get("slots")
    found = inner if isinstance(inner, list) else []
    return [stored, *(slot for slot in found if isinstance(slot, dict))]


def nested(depth: int) -> str:
    """Return what ``deepen`` turns into lists in lists; Python would not write so many."""
    return f"@{depth}"


def deepen(text: str) -> str:
    return re.sub(r'"@(\d{1,4})"', lambda mark: "[" * int(mark[1]) + "]" * int(mark[1]), text)


@st.composite
def edited(draw: st.DrawFn, headers: list[Any]) -> bytes:
    """Return a real header after a few changes, some of its fields and some of its bytes."""
    mine, other = deepcopy(draw(st.permutations(headers)))
    for _ in range(draw(st.integers(0, 3))):
        box = draw(st.sampled_from(boxes(mine)))
        name = draw(st.sampled_from(sorted(box) or [""]))
        at = draw(st.integers(0, 10**6))
        change = draw(st.sampled_from(CHANGES))
        change(box, name, other, draw(values), at)
    text = json.dumps(
        mine, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1]))
    )
    written = deepen(text).encode(
        draw(st.sampled_from(["utf-8"] * 6 + ["utf-16", "utf-8-sig"])), "replace"
    )
    return draw(st.sampled_from(SPOILINGS))(written, draw(st.integers(0, len(written))), draw(raw))


def drop(box: dict[str, Any], name: str, _other: Any, _value: Any, _at: int) -> None:
    box.pop(name, None)


def put(box: dict[str, Any], name: str, _other: Any, value: Any, _at: int) -> None:
    box[name] = value


def add(box: dict[str, Any], _name: str, _other: Any, value: Any, at: int) -> None:
    box[f"mood{at}"] = value


def bury(box: dict[str, Any], name: str, _other: Any, _value: Any, at: int) -> None:
    box[name] = nested(at % 3000)


def borrow(box: dict[str, Any], name: str, other: Any, _value: Any, at: int) -> None:
    """Take the same field from the other journal, the slots among them."""
    lender = boxes(other)[at % len(boxes(other))]
    box[name] = deepcopy(lender.get(name, box.get(name)))


def flip(box: dict[str, Any], name: str, _other: Any, _value: Any, at: int) -> None:
    """Change one bit of a field that is bytes; it stays well written."""
    name = sorted(HEX & box.keys())[at % len(HEX & box.keys())] if HEX & box.keys() else name
    if isinstance(box.get(name), str) and re.fullmatch("(?:[0-9a-f]{2})+", box[name]):
        changed = bytearray.fromhex(box[name])
        changed[at // 8 % len(changed)] ^= 1 << at % 8
        box[name] = changed.hex()


def multiply(box: dict[str, Any], _name: str, other: Any, value: Any, at: int) -> None:
    """Have slots twice, those of the other journal, unknown ones, and too many of them."""
    mine = box.get("slots")
    if isinstance(mine, list):
        later = {"kind": "later", "what": value, "deep": nested(at % 2000)}
        theirs = deepcopy(other.get("slots")) if isinstance(other.get("slots"), list) else []
        box["slots"] = [mine * 2, theirs, [*theirs, *mine], [later, *mine], mine * (at % 300)][
            at % 5
        ]


CHANGES = (drop, put, add, bury, borrow, borrow, flip, flip, flip, multiply, multiply)

raw = st.binary(min_size=1, max_size=24)
SPOILINGS: tuple[Callable[[bytes, int, bytes], bytes], ...] = (
    *[lambda written, _at, _raw: written] * 6,
    lambda written, at, _raw: written[:at],
    lambda written, at, raw: written[:at] + raw + written[at:],
    lambda written, at, raw: written[:at] + raw + written[at + len(raw) :],
    lambda _written, _at, raw: raw * 3000,
    lambda written, _at, _raw: written + b" " * (64 * 1024),
    lambda written, _at, _raw: written[:-1] + b', "slots": [], "slots": ' + b"[" * 50_000,
    lambda written, at, _raw: written[:at] + b"\xff\xfe\xed\xa0\x80\x00" + written[at:],
    lambda written, at, _raw: written[:at] + b"9" * 5000 + written[at:],
)


@often(120, 5500)
def test_an_edited_header_gives_the_right_key_or_a_sentence(times: int, tmp_path: Path) -> None:
    headers = [stored(0, tmp_path), stored(1, tmp_path)]
    opened = 0

    def look(written: bytes) -> None:
        nonlocal opened
        (tmp_path / header.FILE).write_bytes(written)
        try:
            found = header.load(tmp_path)
        except JournalError as error:
            calm(error)
            return
        assert found is not None
        for key, spelt in zip(KEYS, SPELT, strict=True):
            try:
                got = ways.by_words(found, " ".join(spelt))
            except JournalError as error:
                calm(error)
            else:
                opened += 1
                assert (bytes(got), header.matches(found, key)) == (key, True)

    tried(times, edited(headers), look)
    assert opened > times / 50  # not all of them were refused at the door


@often(30, 600)
def test_any_file_at_all_in_the_headers_place_is_left_alone(times: int, tmp_path: Path) -> None:
    file = tmp_path / header.FILE

    def look(written: bytes) -> None:
        file.write_bytes(written)
        with pytest.raises(JournalError) as refusal:
            header.load(tmp_path)
        calm(refusal.value)
        assert file.read_bytes() == written

    tried(times, st.binary(max_size=4000) | values.map(json.dumps).map(str.encode), look)


@often(4, 60)
def test_an_edited_passphrase_slot_gives_the_right_key_or_a_sentence(
    times: int, tmp_path: Path
) -> None:
    """Few cases: each costs what a guess is meant to cost. Dearer ones are only refused."""
    headers = [stored(0, tmp_path), stored(1, tmp_path)]

    def look(case: tuple[bytes, str]) -> None:
        written, typed = case
        (tmp_path / header.FILE).write_bytes(written)
        try:
            found = header.load(tmp_path)
            assert found is not None
            slot = ways.passphrase_slot(found)
            if slot is None or slot.cost.memory_kib * slot.cost.iterations <= 2**17:
                assert bytes(ways.by_passphrase(found, typed)) == KEYS[1]
                assert typed == PASSPHRASE
        except JournalError as error:
            calm(error)

    typed = st.just(PASSPHRASE) | st.text() | st.text(st.characters(categories=["Cs", "Mn", "Lo"]))
    tried(times, st.tuples(edited(headers), typed), look)


def test_a_cost_nobody_would_ask_for_is_refused_before_it_is_paid() -> None:
    slot = next(one for one in journals()[1].slots if isinstance(one, PassphraseSlot))
    for name, value in (("memory_kib", 2**30), ("iterations", 2**31), ("lanes", 2**24)):
        with pytest.raises(JournalError) as refusal:
            slots.from_json({**vars_of(slot), name: value})
        calm(refusal.value)


def vars_of(slot: PassphraseSlot) -> dict[str, Any]:
    written = slots.to_json(slot)
    assert isinstance(written, dict)
    return written


# Twelve words, and everything that can happen to them on the way from a sheet of paper

LOOKALIKES = str.maketrans("aeiopcysx", "аеіоρсуѕх")  # noqa: RUF001 - that is the point
MARKS = "".join(map(chr, (0x200B, 0x200D, 0xAD, 0x301, 0x202E, 0xFEFF, 0, 0x1F332)))


def wide(text: str) -> str:
    """Return the same letters in their full-width form, which means the same to a reader."""
    return "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in text)


listed_words = st.sampled_from(LISTED)
some_secret = st.binary(min_size=16, max_size=16)
spelt_right = st.sampled_from(SPELT)
one_wrong = st.tuples(spelt_right, st.integers(0, 11), listed_words | st.text(max_size=9)).map(
    lambda case: (*case[0][: case[1]], case[2], *case[0][case[1] + 1 :])
)
dealt = st.one_of(
    spelt_right,
    spelt_right.flatmap(st.permutations),
    one_wrong,
    some_secret.map(words.spell),
    st.lists(listed_words, min_size=12, max_size=12),
    st.lists(listed_words, max_size=40),
    st.tuples(spelt_right, st.integers(0, 9)).map(lambda case: [w[: case[1]] for w in case[0]]),
    st.tuples(spelt_right, spelt_right, st.integers(0, 12)).map(
        lambda case: (*case[0][: case[2]], *case[1][case[2] :])
    ),
)
spoken: tuple[Callable[[str], str], ...] = (
    *[lambda text: text] * 4,
    str.upper,
    str.swapcase,
    wide,
    lambda text: text.translate(LOOKALIKES),
    lambda text: text.replace("e", "e\u0301", 1),
    lambda text: text.replace("i", "\u0130"),
    lambda text: text.replace("s", "\u017f"),
    lambda text: text[::-1],
    lambda text: text.replace(" ", ""),
)
between = st.sampled_from(
    [" ", "  ", "\n", "\t", ", ", ". ", " 1. ", "-", "_", "\u3000", "\x00", *MARKS]
)
typed_words = st.tuples(dealt, st.sampled_from(spoken), between).map(
    lambda case: case[1](case[2].join(case[0]))
)
typed_anything = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn"])),
    st.tuples(st.text(min_size=1, max_size=8), st.integers(1, 20_000)).map(lambda c: c[0] * c[1]),
    st.tuples(listed_words, st.integers(1, 400)).map(lambda case: f"{case[0]} " * case[1]),
)


@often(150, 4000)
def test_only_the_right_words_open_a_journal(times: int) -> None:
    opened = 0

    def look(typed: str) -> None:
        nonlocal opened
        for found, key, spelt in zip(journals(), KEYS, SPELT, strict=True):
            right = words.split(typed) == spelt
            try:
                got = bytes(ways.by_words(found, typed))
            except JournalError as error:
                calm(error)
                assert not right
            else:
                opened += 1
                assert (got, right) == (key, True)

    tried(times, typed_words | typed_anything, look)
    assert opened > times / 100
