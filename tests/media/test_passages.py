"""Passages are read without the marks of Markdown."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.quoting import Passage
from journal_app.media import markdown
from journal_app.media.passages import unmarked

pieces = st.text("ab *>#-1. \n", max_size=20)


def test_marks_go_wherever_the_phrase_begins_and_ends() -> None:
    assert unmarked(Passage("# Slow *", "water", "* over **stones**")) == Passage(
        "Slow ", "water", " over stones"
    )
    assert unmarked(Passage("", "> warm\n- and **so", " far**", gone=True)) == Passage(
        "", "warm\nand so", " far", gone=True
    )


@given(pieces, pieces, pieces)
def test_it_reads_as_the_whole_text_does(before: str, words: str, after: str) -> None:
    shown = unmarked(Passage(before, words, after))
    assert shown.before + shown.words + shown.after == markdown.plain(before + words + after)
