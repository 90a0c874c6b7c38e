"""What counts as the same word: folding, words without blanks between, and where they stand."""

from unicodedata import normalize

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from journal_app.domain import searching
from journal_app.domain.entry import Kind
from journal_app.domain.lines import Wanted
from journal_app.domain.searching import Query

ODD = ['foo"bar', "AND", "(", "it's", "title:x", "-x", "*", "\0", "a" * 10_000, "\ud800 NEAR(a b)"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("cafe", "Café"),
        ("CAFÉ", "cafe\u0301"),
        ("angste", "Ängste"),
        ("strasse", "Straße"),
        ("STRASSE", "Straße"),
        ("istanbul", "İstanbul"),
        ("\u0131şik", "IŞIK"),
        ("æther", "Aether"),
        ("smorrebrod", "smørrebrød"),
        ("όσος", "ΌΣΟΣ"),
        ("ёлка", "елка"),
        ("שלום", "שָׁלוֹם"),
        ("مرحبا", "مَرْحَبًا"),
        ("soft", "so\u00adft"),
        ("❤", "❤\ufe0f"),
        ("한국", normalize("NFD", "한국")),
        ("が", "か\u3099"),
    ],
)
def test_what_makes_no_difference_is_the_same_word(typed: str, written: str) -> None:
    assert searching.document(typed) == searching.document(written) != ""


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("की", "का"), ("water", "wader")])
def test_what_makes_a_difference_is_another_word(one: str, other: str) -> None:
    assert searching.document(one) != searching.document(other)


def test_scripts_without_blanks_are_found_inside_a_run() -> None:
    text = "今日は気分がいい。น้ำไหลช้า 👍🏽"
    for typed in ("気分", "分が", "分", "ไหล", "น้ำ", "👍"):
        (span,) = searching.found_in(text, searching.parse(f"{typed} "))
        assert text[slice(*span)].startswith(typed)


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("", ()),
        ("w", ()),
        ("w ", ()),
        ("wa", ("wa*",)),
        ("Slow WA", ("slow", "wa*")),
        ("slow water ", ("slow", "water")),
        ("slow w", ("slow",)),
        ("i am", ("i", "am*")),
        ("it's", ("it s",)),
        ("don’t you", ("don t", "you*")),
        ("気", ("気*",)),
        ("water water", ("water", "water*")),
        ("- * (", ()),
    ],
)
def test_the_last_word_may_go_on_and_nothing_is_sought_before_two_letters(
    typed: str, sought: tuple[str, ...]
) -> None:
    assert searching.parse(typed) == sought


@given(st.text(max_size=40) | st.sampled_from(ODD))
def test_whatever_is_typed_is_quoted(typed: str) -> None:
    said = searching.expression(Query(searching.parse(typed)))
    outside = "".join(said.split('"')[::2])
    assert said.count('"') % 2 == 0
    assert set(outside) <= {" ", "*"}


def test_what_one_searches_within_are_words_nobody_can_type() -> None:
    query = Query(("water",), Wanted(Kind.INK, shared=True, theme="3f"))
    assert searching.expression(query) == '"water" "·ink" "·3f" "·shared"'
    assert searching.document("·ink ·shared") == "ink shared"
    kept = f"{searching.document('slow water')} {searching.labels(['ink'], ['3f'], shared=True)}"
    assert searching.unlabelled(kept) == "slow water"


@given(st.text())
def test_a_folded_word_folds_to_itself_however_it_was_written(text: str) -> None:
    kept = searching.document(text)
    assert searching.document(normalize("NFD", text)) == kept
    assert searching.document(normalize("NFC", text)) == kept
    assert searching.document(kept) == kept


@given(st.text(min_size=1, max_size=60), st.data())
@example("Straße und Ängste", None)
def test_every_word_is_found_by_each_of_its_beginnings(
    text: str, data: st.DataObject | None
) -> None:
    words = list(searching.tokens(text))
    assume(words)
    word, start, _stop = words[-1] if data is None else data.draw(st.sampled_from(words))
    for size in range(1, len(word) + 1):
        spans = searching.found_in(text, (f"{word[:size]}*",))
        assert any(begin <= start < end for begin, end in spans)


@given(st.text(max_size=200), st.lists(st.text(max_size=4)))
def test_what_is_found_lies_in_the_text_in_order(text: str, words: list[str]) -> None:
    end = 0
    for start, stop in searching.found_in(text, tuple(words)):
        assert end <= start < stop <= len(text)
        end = stop


def test_whole_words_are_underlined_in_place() -> None:
    text = "Slow Wäter over stones; slow, it’s slowly."
    spans = searching.found_in(text, ("slow", "wat*", "it s"))
    assert [text[start:stop] for start, stop in spans] == ["Slow", "Wäter", "slow", "it’s"]


def test_words_may_come_as_they_stand_somewhere() -> None:
    text = "Slow WATER, it's over"
    spans = searching.found_in(text, ("Wäter", "it’s", "OV*"))
    assert [text[start:stop] for start, stop in spans] == ["WATER", "it's", "over"]


def test_an_excerpt_is_one_line_around_the_first_hit() -> None:
    text = "one\ntwo " * 40 + "slow   water\nover stones " + "three four " * 40
    cut = searching.excerpt(text, ("water", "stones"))
    assert [cut.text[start:stop] for start, stop in cut.spans] == ["water", "stones"]
    assert cut.text.startswith("… ")
    assert cut.text.endswith((" three…", " four…"))
    assert "one · two" in cut.text
    assert "\n" not in cut.text
    assert cut.spans[0][0] < 45
    assert len(cut.text) < 240


def test_an_excerpt_of_a_short_text_is_all_of_it() -> None:
    assert searching.excerpt(" slow water ", ("wat*",)) == searching.Excerpt(
        "slow water", ((5, 10),)
    )
    assert searching.excerpt("stones", ("wat*",)) == searching.Excerpt("stones")


def test_an_excerpt_of_a_script_without_blanks_shows_the_hit_near_its_beginning() -> None:
    cut = searching.excerpt("水" * 300 + "気分" + "石" * 300, ("気 分",))
    ((start, stop),) = cut.spans
    assert cut.text[start:stop] == "気分"
    assert start < 45
