"""A set of questions as a text file: written for people, and read as people write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import guides
from journal_app.domain.errors import JournalError
from journal_app.formats import guidetext

BY_HAND = """\ufeff#  For Sundays

Take your time.

1. What was the week
   like?
   hint: one word
   is enough
* And now?

Not the end.

2) What comes next?

That was it.
"""
marks = st.text("#-*•1.) hint:\\\n\u2028a", max_size=14)  # of what a line may begin with
words = st.text(max_size=40) | st.text(st.characters(), max_size=5) | marks


def test_what_somebody_wrote_by_hand_is_understood() -> None:
    found = guidetext.read(BY_HAND.replace("\n", "\r\n").encode(), "own-1")
    assert found.title == "For Sundays"
    assert found.intro == "Take your time."
    assert [(prompt.text, prompt.hint) for prompt in found.prompts] == [
        ("What was the week like?", "one word is enough"),
        ("And now?", ""),
        ("What comes next?", ""),
    ]
    assert found.closing == "That was it."
    assert found.own


@settings(max_examples=100)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=5), words, words, words)
def test_what_is_written_is_read_again(
    questions: list[tuple[str, str]], title: str, intro: str, closing: str
) -> None:
    made = guides.own("own-1", title, questions, intro, closing)
    if made.prompts:
        assert guidetext.read(guidetext.write(made), "own-1") == made


@pytest.mark.parametrize(
    "data", [b"", b"only a line\n", b"\xff\xfe\x00\x01", b"- a\0b", b"- x\n" * 100_000]
)
def test_what_is_no_set_is_refused_with_a_calm_sentence(data: bytes) -> None:
    with pytest.raises(JournalError, match="Nothing was changed"):
        guidetext.read(data, "own-1")
