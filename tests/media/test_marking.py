"""Setting and taking away marks: what each line gets, and that no word goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.media import markdown, marking
from journal_app.media.marking import ITEM, QUOTE, Change

LINES = st.lists(st.text(st.sampled_from("*#->1. ab\u6c34")), min_size=1, max_size=4)


def remarked(lines: list[str], marks: list[str]) -> list[str]:
    return [
        mark + text[markdown.line(text).mark :] for text, mark in zip(lines, marks, strict=True)
    ]


def changed(text: str, changes: list[Change]) -> str:
    for change in changes:
        text = text[: change.at] + change.come + text[change.at + change.gone :]
    return text


def test_headings_go_round() -> None:
    seen = ["water"]
    for _time in range(4):
        seen += remarked([seen[-1]], marking.head([seen[-1]]))
    assert seen == ["water", "# water", "## water", "### water", "water"]


def test_lines_become_a_list_together_and_empty_ones_stay_empty() -> None:
    lines = ["one", "", "# two", "- three"]
    listed = remarked(lines, marking.toggle(lines, ITEM))
    assert listed == ["- one", "", "- two", "- three"]
    assert remarked(listed, marking.toggle(listed, ITEM)) == ["one", "", "two", "three"]


def test_an_empty_line_can_begin_a_list_or_a_quote() -> None:
    assert marking.toggle([""], ITEM) == [ITEM]
    assert marking.toggle([""], QUOTE) == [QUOTE]
    assert marking.toggle(["- "], ITEM) == [""]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("- a", "- "),
        ("  - a", "  - "),
        ("9. a", "10. "),
        ("999. a", "999. "),
        ("a", ""),
        ("> a", ""),
    ],
)
def test_a_list_goes_on(text: str, mark: str) -> None:
    assert marking.next_item(text) == mark


@pytest.mark.parametrize(
    ("text", "start", "end", "stars", "expected"),
    [
        ("a soft light", 2, 6, 1, "a *soft* light"),
        ("a soft light", 1, 7, 2, "a **soft** light"),
        ("a *soft* light", 3, 7, 1, "a soft light"),
        ("a *soft* light", 2, 8, 1, "a soft light"),
        ("a *soft* light", 3, 7, 2, "a ***soft*** light"),
        ("a ***soft*** light", 5, 9, 2, "a *soft* light"),
        ("- soft", 0, 6, 1, "- *soft*"),
        ("soft", 4, 4, 1, "soft**"),
    ],
)
def test_emphasis_comes_and_goes(
    text: str, start: int, end: int, stars: int, expected: str
) -> None:
    (changes,) = marking.emphasise([(text, start, end)], stars)
    assert changed(text, changes) == expected


def test_lines_are_emphasised_together() -> None:
    lines = [("*one*", 0, 5), ("", 0, 0), ("two", 0, 3)]
    changes = marking.emphasise(lines, 1)
    mixed = [changed(line[0], change) for line, change in zip(lines, changes, strict=True)]
    assert mixed == ["*one*", "", "*two*"]
    again = marking.emphasise([(text, 0, len(text)) for text in mixed], 1)
    assert [changed(t, c) for t, c in zip(mixed, again, strict=True)] == ["one", "", "two"]


def test_a_word_is_found_from_its_ends_and_from_within() -> None:
    for place in (2, 4, 9):
        assert marking.word_at("a someone’s b", place) == (2, 11)
    assert marking.word_at("a  b", 2) == (2, 2)


@given(LINES)
def test_no_word_is_lost_by_marking(lines: list[str]) -> None:
    for marks in (marking.head(lines), marking.toggle(lines, ITEM), marking.toggle(lines, QUOTE)):
        for before, after in zip(lines, remarked(lines, marks), strict=True):
            start = markdown.line(before).mark
            assert after.endswith(before[start:])


@given(st.text(st.sampled_from("*ab -#>")), st.integers(0, 9), st.integers(0, 9))
def test_emphasis_only_adds_or_takes_stars(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for stars in (1, 2):
        (changes,) = marking.emphasise([(text, start, end)], stars)
        assert changed(text, changes).replace("*", "") == text.replace("*", "")
