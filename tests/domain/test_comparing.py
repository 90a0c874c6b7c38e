"""Comparing texts: nothing is lost, nothing is made up, and long ones take little longer."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import comparing
from journal_app.domain.comparing import Fate, Piece, compare, gist

TEXTS = st.text("ab 水\n", max_size=30) | st.text(max_size=30)
MARKS = {Fate.STAYED: "{}", Fate.WENT: "[-{}-]", Fate.CAME: "[+{}+]"}


def said(before: str, after: str) -> str:
    return "".join(MARKS[piece.fate].format(piece.text) for piece in compare(before, after))


def without(pieces: tuple[Piece, ...], fate: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate is not fate)


def long_text(chance: Random, words: int) -> list[str]:
    known = ["".join(chance.choices("abcdeilmnorst", k=chance.randint(2, 9))) for _ in range(3000)]
    weights = [1 / (rank + 1) for rank in range(len(known))]
    return chance.choices(known, weights, k=words)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_in_what_became(before: str, after: str) -> None:
    found = compare(before, after)
    assert without(found, Fate.CAME) == before
    assert without(found, Fate.WENT) == after
    assert all(piece.text for piece in found)


@given(st.lists(st.sampled_from("abcdefghij"), max_size=40), st.randoms(use_true_random=False))
def test_so_they_can_where_texts_are_too_long_to_compare_each_with_each(
    words: list[str], chance: Random
) -> None:
    other = [word for word in words if chance.random() < 0.8]
    chance.shuffle(other[:5])
    before = " ".join(f"{word}{number % 7}" for number, word in enumerate(words))
    after = " ".join(f"{word}{number % 5}" for number, word in enumerate(other))
    most, comparing._AT_ONCE = comparing._AT_ONCE, 4
    try:
        found = compare(before, after)
    finally:
        comparing._AT_ONCE = most
    assert without(found, Fate.CAME) == before
    assert without(found, Fate.WENT) == after


def test_words_are_what_goes_and_comes() -> None:
    assert said("slow water", "slow water over stones") == "slow water[+ over stones+]"
    assert said("water", "Slow water") == "[+Slow +]water"
    assert said("I was there", "I am there") == "I [-was-][+am+] there"
    assert said("warm. slow water", "slow water") == "[-warm. -]slow water"
    assert said("the same", "the same") == "the same"
    assert said("", "all of it") == "[+all of it+]"


def test_words_next_to_each_other_go_and_come_together() -> None:
    assert said("one two three four", "one six seven four") == (
        "one [-two three-][+six seven+] four"
    )
    assert said("one two\nthree four", "one six\nseven four") == (
        "one [-two\nthree-][+six\nseven+] four"
    )


def test_a_writing_without_blanks_is_compared_letter_by_letter() -> None:
    assert said("水はゆっくり", "水は静かに") == "水は[-ゆっくり-][+静かに+]"


def test_a_long_text_shows_each_of_its_changes() -> None:
    chance = Random(5)  # noqa: S311
    words = long_text(chance, 20_000)
    changed = list(words)
    for place in (10, 4_000, 15_000):
        changed[place] = f"new{place}"
    del changed[12_000:12_040]
    found = compare(" ".join(words), " ".join(changed))
    came = "".join(piece.text for piece in found if piece.fate is Fate.CAME)
    assert came == "new10new4000new15000"
    went = [piece.text.split() for piece in found if piece.fate is Fate.WENT]
    assert [len(these) for these in went] == [1, 1, 40, 1]


def test_a_gist_leaves_out_what_stayed_far_from_any_change() -> None:
    words = [f"w{number}" for number in range(1000)]
    changed = [*words[:500], "new", *words[500:]]
    before, new, after = gist(compare(" ".join(words), " ".join(changed)))
    assert before.text.split() == ["…", *words[500 - comparing.AROUND : 500]]
    assert new.text.strip() == "new"
    assert after.text.split() == [*words[500 : 500 + comparing.AROUND], "…"]


def test_a_gist_of_what_stayed_is_all_of_it() -> None:
    text = " ".join(f"w{number}" for number in range(1000))
    assert gist(compare(text, text)) == (Piece(text, Fate.STAYED),)
    assert gist(()) == ()


def test_a_gist_of_very_much_ends_somewhere() -> None:
    many = tuple(Piece(f"{number} ", Fate((number % 3) + 1)) for number in range(9000))
    assert gist(many) == (*many[: comparing.MOST], Piece("…", Fate.STAYED))


@given(TEXTS, TEXTS)
def test_a_gist_of_little_is_that(before: str, after: str) -> None:
    found = compare(before, after)
    assert gist(found) == found
