"""What the app says counts nothing up, tells nobody what to do, and promises nothing."""

import re
from collections.abc import Iterable, Iterator

import pytest

from journal_app import resources
from journal_app.domain import guides
from tests import shown, wordlint
from tests.shown import ROOT, Shown

SHIPPED = [*shown.collection("copy"), *shown.collection("prompts")]
CODE = shown.in_code()
TRANSLATED = [text for text, translated in CODE if translated]
GUIDES = guides.shipped(resources.text("prompts"))

# Said with care: that there are none, that none is promised, and, on the one card where it
# outweighs the rule, who could be told.
ALLOWED = {
    ("copy.guidance.rhythm.title", "counts up or praises: “streaks”"),
    ("README.md", "promises: “cure”"),
    ("copy.item9_card.body", "tells people what to do: “consider telling”"),
}
MARKUP = re.compile(r"<(?:path|text|svg|td)\b")  # written in the code, and shown by nobody

BAD = {
    "counts up or praises": (
        "A streak of nine",
        "A new badge",
        "Written for 5 days in a row",
        "{n} days since you wrote",
        "Welcome back",
        "Keep it up",
        "This step is overdue",
        "Well done",
        "An achievement",
        "Your daily goal",
    ),
    "tells people what to do": (
        "You should rest",
        "We recommend a walk",
        "Try to breathe slowly",
        "Make sure someone is near",
        "It’s important to write soon",
    ),
    "promises": (
        "Writing heals",
        "A cure",
        "It improves your mood",
        "Boosts insight",
        "Evidence-based questions",
        "Research shows it",
        "Military grade encryption",
        "Anonymous",
        "Completely safe",
        "Reduces your anxiety",
        "Better outcomes",
        "A transformative week",
        "Your sacred space",
    ),
    "judges or interprets": (
        "You seem sad",
        "Severe",
        "What your subconscious says",
        "Your next dose",
    ),
    "blames, or speaks like a machine": ("The import failed", "Oops"),
}
GOOD = (
    "Type words 3, 5 and 9 to make sure it’s written down.",
    "Day 2 after Friday’s session",
    "Kept in the bin for 30 days.",
    "What has changed in an ordinary week since you began?",
    "How did you treat yourself in the session — like a friend, a critic, a stranger?",
    "Nobody has shown exactly when that is in people.",
)
DENSE = (
    "Notwithstanding considerable methodological heterogeneity, longitudinal investigations"
    " demonstrate statistically significant amelioration of psychological functioning following"
    " structured autobiographical documentation in adult populations."
)


def broken(texts: Iterable[Shown], *, printed: bool = True) -> Iterator[str]:
    for where, text in texts:
        found = [*wordlint.faults(text), *(wordlint.faults_of_print(text) if printed else ())]
        yield from (f"{where} {fault}" for fault in found if (where, fault) not in ALLOWED)


def hard_to_read(texts: Iterable[Shown]) -> Iterator[str]:
    for where, text in texts:
        if wordlint.is_long(text) and wordlint.reading_age(text) > wordlint.OLDEST_READER:
            yield f"{where} {text}"


def test_the_shipped_texts_keep_to_the_words_of_this_house() -> None:
    assert list(broken(SHIPPED)) == []


def test_every_text_the_code_shows_does_so_too() -> None:
    assert len(TRANSLATED) > 1000  # they were found
    assert list(broken(TRANSLATED)) == []


def test_so_does_every_sentence_of_an_error_or_a_table() -> None:
    others = [text for text, translated in CODE if not translated and not MARKUP.search(text.text)]
    assert list(broken(others, printed=False)) == []


def test_what_is_said_of_the_app_elsewhere_promises_nothing() -> None:
    files = [ROOT / "README.md", ROOT / "pyproject.toml", *(ROOT / "packaging/linux").iterdir()]
    said = [Shown(file.name, file.read_text("utf-8")) for file in files]
    assert [fault for fault in broken(said) if "promises" in fault] == []


def test_a_question_is_short_and_never_asks_why() -> None:
    prompts = [prompt for guide in GUIDES for prompt in guide.prompts]
    assert len(prompts) > 100
    found = [(prompt.id, *wordlint.faults_of_prompt(prompt.text)) for prompt in prompts]
    assert [one for one in found if len(one) > 1] == []
    hints = [(prompt.id, *wordlint.faults_of_prompt(prompt.hint)) for prompt in prompts]
    assert [one for one in hints if len(one) > 1] == []


def test_a_start_and_a_check_in_are_as_short() -> None:
    starts = [
        one for one in SHIPPED if re.search(r"_(?:openers|starters)\.|checkin\.items", one[0])
    ]
    assert len(starts) > 40
    assert [one for one in starts if list(wordlint.faults_of_prompt(one.text))] == []


def test_a_question_for_a_foggy_day_is_shorter() -> None:
    foggy = [prompt.text for guide in GUIDES if guide.foggy_ok for prompt in guide.prompts]
    assert foggy
    most = wordlint.LONGEST_FOGGY_PROMPT
    assert [text for text in foggy if list(wordlint.faults_of_prompt(text, most))] == []


def test_nothing_shown_is_hard_to_read() -> None:
    assert list(hard_to_read(SHIPPED)) == []
    assert list(hard_to_read(TRANSLATED)) == []


def test_a_set_of_questions_and_all_texts_together_are_easy() -> None:
    wholes = {guide.id: [prompt.text for prompt in guide.prompts] for guide in GUIDES}
    wholes["all shipped"] = [text.text for text in SHIPPED]
    wholes["all of the code"] = [text.text for text in TRANSLATED]
    ages = {name: wordlint.reading_age(". ".join(texts)) for name, texts in wholes.items()}
    assert {name: age for name, age in ages.items() if age > wordlint.USUAL_READER} == {}


@pytest.mark.parametrize("rule", wordlint.RULES)
def test_a_text_that_breaks_a_rule_is_found(rule: str) -> None:
    for text in BAD[rule]:
        assert any(fault.startswith(rule) for fault in wordlint.faults(text)), text
    for pattern in wordlint.RULES[rule]:  # each of them is needed for one
        whole = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
        assert any(whole.search(text) for text in BAD[rule]), pattern


@pytest.mark.parametrize("text", GOOD)
def test_what_only_looks_like_one_is_let_be(text: str) -> None:
    assert list(wordlint.faults(text)) == []


def test_marks_long_questions_and_dense_prose_are_found() -> None:
    assert list(wordlint.faults("Breathe!")) == ["exclaims"]
    typed = 'It\'s "kept"...'
    assert len(list(wordlint.faults_of_print(typed))) == 3
    assert list(wordlint.faults_of_prompt("And why?")) == ["asks why"]
    assert list(wordlint.faults_of_prompt("so " * 24)) == []
    assert list(wordlint.faults_of_prompt("so " * 25)) == ["has more than 24 words"]
    assert list(hard_to_read([Shown("", DENSE)]))
    assert not list(hard_to_read([Shown("", "The page is here. It will keep what you put. " * 3)]))


def test_the_formula_of_reading_age_is_flesch_and_kincaid_s() -> None:
    text = "The cat sat on the mat. It was warm there."  # 10 words, 2 sentences, 10 syllables
    assert wordlint.reading_age(text) == pytest.approx(0.39 * 5 + 11.8 * 1 - 15.59 + 5)
    assert wordlint.reading_age("") == 0


def test_a_text_is_found_where_the_code_shows_it_and_not_where_it_is_only_said_of_it() -> None:
    source = '"""A streak."""\ndef f(self) -> "a streak":\n    """A streak."""\n'
    assert list(shown.of_source(source, "x")) == []
    source += '    self.tr("Streak")\n    tr(f"a {self} streak" if f else "no")\n'
    source += '    raise JournalError("A streak.")\n    x = {"streak": 1}\n'
    found = [(text.text, translated) for text, translated in shown.of_source(source, "x")]
    assert ("Streak", True) in found
    assert (" streak", True) in found
    assert ("A streak.", False) in found
    assert ("streak", False) not in found  # a name
