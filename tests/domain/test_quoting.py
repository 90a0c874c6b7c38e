"""Words noted once are found again, whatever was written around them since."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import quoting
from journal_app.domain.quoting import Passage
from journal_app.domain.spot import Phrase

TEXT = "It was late. Slow water over stones, and then a door!\nWarm, even so. And home"

some = st.text("ab .\n", max_size=30)
any_text = st.text(st.characters(), max_size=60)


def at(text: str, words: str) -> Phrase:
    start = text.index(words)
    return Phrase(start, start + len(words))


@given(some, some, st.text("xyz", min_size=1, max_size=9), some, some)
def test_a_mark_follows_whatever_is_written_elsewhere_in_the_text(
    before: str, after: str, quote: str, new_before: str, new_after: str
) -> None:
    noted = Phrase(len(before), len(before) + len(quote))
    assert quoting.find(before + quote + after, quote, noted) == noted
    now = new_before + quote + new_after
    assert quoting.find(now, quote, noted) == at(now, quote)


@given(st.text("ab", max_size=40), st.text("ab", min_size=1, max_size=3), st.integers(0, 50))
def test_of_many_it_finds_the_nearest_and_only_what_was_noted(
    text: str, quote: str, start: int
) -> None:
    found = quoting.find(text, quote, Phrase(start, start + len(quote)))
    there = [n for n in range(len(text)) if text.startswith(quote, n)]
    if found is None:
        assert not there
    else:
        assert text[found.start : found.stop] == quote
        assert abs(found.start - start) == min(abs(n - start) for n in there)


def test_what_is_written_behind_a_phrase_never_moves_it() -> None:
    noted = Phrase(6, 11)
    assert quoting.find("water water", "water", noted) == noted
    assert quoting.find("water water water", "water", noted) == noted


def test_words_that_are_gone_are_not_found() -> None:
    assert quoting.find("all of it is new", "water", Phrase(0, 5)) is None
    assert quoting.find("anything", "", Phrase(0, 5)) is None


def test_a_phrase_is_shown_in_its_sentence() -> None:
    assert quoting.passage(TEXT, at(TEXT, "water")) == Passage(
        "Slow ", "water", " over stones, and then a door!"
    )
    assert quoting.passage(TEXT, at(TEXT, "even")) == Passage("Warm, ", "even", " so.")
    assert quoting.passage(TEXT, at(TEXT, "home")) == Passage("And ", "home", "")
    assert quoting.passage(TEXT, at(TEXT, "It was")) == Passage("", "It was", " late.")


def test_a_closing_mark_belongs_to_its_sentence() -> None:
    text = "“Come in.” The door was open. 3.5 of it."
    assert quoting.passage(text, at(text, "door")) == Passage("The ", "door", " was open.")
    assert quoting.passage(text, at(text, "of it")) == Passage("3.5 ", "of it", ".")


def test_a_sentence_without_an_end_is_cut_short_between_words() -> None:
    text = "on and on " * 200 + "water" + " and on and" * 200
    shown = quoting.passage(text, at(text, "water"))
    assert shown.before.startswith(("… on ", "… and "))
    assert shown.after.endswith((" on …", " and …"))
    assert len(shown.before) + len(shown.after) < 2 * quoting.REACH + 10


def test_a_long_phrase_is_cut_short() -> None:
    shown = quoting.passage("word " * 4000, Phrase(0, 20_000))
    assert len(shown.words) < quoting.LONGEST + 3
    assert quoting.noted("word " * 4000).words.endswith(" …")
    assert quoting.noted("water") == Passage("", "water", "", gone=True)


def test_how_a_text_begins() -> None:
    assert quoting.opening("\n\n Slow water. And more") == Passage("", "", "Slow water. …")
    assert quoting.opening("Slow water. \n") == Passage("", "", "Slow water.")
    assert quoting.opening("") == Passage("", "", "")


@given(any_text, st.integers(0, 60), st.integers(0, 60))
def test_any_place_of_any_text_can_be_shown(text: str, one: int, other: int) -> None:
    start, stop = sorted((min(one, len(text)), min(other, len(text))))
    shown = quoting.passage(text, Phrase(start, stop))
    assert shown.words == text[start:stop]
    assert text[:start].endswith(shown.before)
    assert text[stop:].startswith(shown.after)
    trimmed = quoting.trimmed(text, Phrase(start, stop))
    assert (trimmed is None) == (not text[start:stop].strip())
    if trimmed is not None:
        assert text[trimmed.start : trimmed.stop] == text[start:stop].strip()
