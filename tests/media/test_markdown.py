"""The little Markdown of the journal: what a line is, what is emphasised, nothing lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.clock import Moment
from journal_app.domain.entry import Kind, Part, PartId
from journal_app.media import markdown, words
from journal_app.media.markdown import Line, Run, Shape, Span

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
MARKED = st.text(st.sampled_from("*#->1. \nab\u00e9\u6c34\u0301\U0001f30a\r\x00\u2028_`"))


def part(text: str) -> Part:
    return Part(PartId("p"), Kind.WORDS, 0, Moment(0, 0, "UTC"), body=words.body(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("warm", Line()),
        ("# one", Line(Shape.HEADING, 2, 1)),
        ("### three", Line(Shape.HEADING, 4, 3)),
        ("#### four", Line()),
        ("#water", Line()),
        ("- stone", Line(Shape.ITEM, 2)),
        ("    - below it", Line(Shape.ITEM, 6)),
        ("-stone", Line()),
        ("12. stone", Line(Shape.NUMBER, 4)),
        ("1986. A year", Line()),
        ("> said", Line(Shape.QUOTE, 2)),
        (">", Line(Shape.QUOTE, 1)),
        ("", Line()),
    ],
)
def test_a_line_is_what_it_begins_with(text: str, expected: Line) -> None:
    assert markdown.line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *soft* light", [Span(2, 8, 1)]),
        ("a **strong** one", [Span(2, 12, 2)]),
        ("***both***", [Span(1, 9, 2), Span(0, 10, 1)]),
        ("**all *of* it**", [Span(6, 10, 1), Span(0, 15, 2)]),
        ("2*3*4 and 5 * 6 * 7", []),
        ("4* hotel, 5* hotel", []),
        ("f*** this and **** that", []),
        ("*never closed", []),
        ("これは*大事*です", [Span(3, 7, 1)]),
    ],
)
def test_stars_open_before_a_word_and_close_after_one(text: str, expected: list[Span]) -> None:
    assert markdown.spans(text) == expected


def test_runs_tell_marks_from_what_they_mark() -> None:
    assert list(markdown.runs("a ***b** c*")) == [
        Run(2, 3, emphasis=True, strong=False, mark=True),
        Run(3, 5, emphasis=True, strong=True, mark=True),
        Run(5, 6, emphasis=True, strong=True, mark=False),
        Run(6, 8, emphasis=True, strong=True, mark=True),
        Run(8, 10, emphasis=True, strong=False, mark=False),
        Run(10, 11, emphasis=True, strong=False, mark=True),
    ]


def test_the_marks_are_not_among_the_words() -> None:
    text = "# A *warm* day\n- **slow** water\n> said\n22. November\n2*3*4"
    assert markdown.plain(text) == "A warm day\nslow water\nsaid\n22. November\n2*3*4"


def test_the_first_words_are_those_of_the_first_line_that_has_any() -> None:
    assert words.summary(part("\n- \n# *Stones*, mostly\nmore")) == "Stones, mostly"
    assert words.summary(part("")) == ""


@given(ANY_TEXT | MARKED)
def test_what_is_kept_is_what_was_written(text: str) -> None:
    assert words.read(part(text)) == text


@given(ANY_TEXT | MARKED)
def test_a_settled_text_stays_as_it_is_and_keeps_every_word(text: str) -> None:
    settled = words.settle(text)
    assert words.settle(settled) == settled
    assert not set("\r\u2028\u2029") & set(settled)
    lost = [c for c in text if c.isalnum()] != [c for c in settled if c.isalnum()]
    assert not lost


@given(ANY_TEXT | MARKED)
def test_no_letter_and_no_line_is_lost_with_the_marks(text: str) -> None:
    plain = markdown.plain(text)
    assert plain.count("\n") == text.count("\n")
    assert [c for c in plain if c not in "*#>- \n"] == [c for c in text if c not in "*#>- \n"]


@given(MARKED)
def test_runs_are_in_order_and_marks_are_stars(text: str) -> None:
    for line in text.split("\n"):
        at = 0
        for run in markdown.runs(line):
            assert at <= run.start < run.end <= len(line)
            assert not run.mark or set(line[run.start : run.end]) == {"*"}
            at = run.end


@pytest.mark.parametrize("odd", ["*a ", "a* ", "*", "**a*", "***a", " *", "# ", "> ", "- "])
def test_it_takes_time_as_the_text_is_long_and_no_more(odd: str) -> None:
    def took(text: str) -> float:
        began = time.thread_time()
        markdown.plain(text)
        return time.thread_time() - began

    short, long = odd * 20_000, odd * 200_000
    markdown.plain(short)
    assert min(took(long) for _ in range(3)) < 40 * min(took(short) for _ in range(3)) + 0.05
