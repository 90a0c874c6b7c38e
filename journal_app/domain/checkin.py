"""The one-minute check-in: a few answers from 1 upwards, each with the label it had, and a word.

What was skipped is missing; it is never counted as anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from journal_app.domain import noted

WORD, OVERALL = "word", "overall"
ORDER = ("mood", "ease", "energy", "sleep", "body", OVERALL)  # in which they are asked and told
MOST = 7  # the highest answer of any item


@dataclass(frozen=True, slots=True)
class Item:
    """One question; without labels, it is answered with a word."""

    id: str
    asks: str = field(repr=False)
    labels: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was pressed: from 1 to as many as there are labels, and the label as it was read."""

    value: int
    label: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answers by the id of their item; ``before`` is the day ``overall`` compares with."""

    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    word: str = field(default="", repr=False)
    before: date | None = None

    def value(self, item: str) -> int | None:
        """Return an answer, or None where it is missing."""
        found = self.answers.get(item)
        return None if found is None else found.value

    def answered(self, item: str, answer: Answer | None) -> "CheckIn":
        """Return it with an item answered, or (None) skipped."""
        others = {name: one for name, one in self.answers.items() if name != item}
        return replace(self, answers=others if answer is None else {**others, item: answer})


def items(data: Mapping[str, Any], before: str = "") -> tuple[Item, ...]:
    """Return the items of ``copy.json``: the word last; with a day, also how it compares to then.

    ``before`` is that day as it is read.
    """
    asked = [Item(one["id"], one["q"], tuple(one.get("labels", ()))) for one in data["items"]]
    optional = data["compare_optional"]
    if before:
        asks = optional["q"].format(date=before)
        asked.insert(-1, Item(optional["id"], asks, tuple(optional["labels"])))
    return tuple(asked)


def body(one: CheckIn) -> bytes:
    """Return what is kept of a check-in."""
    answers = {name: [answer.value, answer.label] for name, answer in one.answers.items()}
    before = "" if one.before is None else f"{one.before}"
    return noted.pack({"answers": answers, "word": one.word, "before": before})


def read(kept: bytes) -> CheckIn:
    """Return a check-in as it was kept."""
    values = noted.unpack(kept)
    found = values.get("answers")
    answers = sorted(found.items(), key=_place) if isinstance(found, dict) else ()
    known = {name: answer for name, one in answers if (answer := _answer(one)) is not None}
    return CheckIn(known, noted.text(values, "word"), _day(noted.text(values, "before")))


def _place(one: tuple[str, Any]) -> int:
    return ORDER.index(one[0]) if one[0] in ORDER else len(ORDER)


def _answer(found: Any) -> Answer | None:  # noqa: ANN401 - whatever was kept
    match found:
        case [int(value), str(label)] if 1 <= value <= MOST:
            return Answer(value, label)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
