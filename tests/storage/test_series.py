"""Series: drawings of the same invitation, across the journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.domain.entry import Kind, PartId
from journal_app.storage import parts, series, vault
from tests.fakes import KEY
from tests.storage.themed import TODAY, Themed, day

WEATHER = "The weather inside."
EDGE = "Only the edge of something."


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Themed]:
    made = Themed(vault.create(tmp_path, KEY))
    made.write("new", 0, (Kind.INK, ""), (Kind.INK, ""))
    made.write("old", 9, (Kind.INK, ""), (Kind.WORDS, "x"))
    made.write("middle", 4, (Kind.INK, ""))
    for part in ("new0", "old0", "middle0", "old1"):
        answer(made, part, WEATHER)
    answer(made, "new1", EDGE)
    yield made
    made.vault.close()


def answer(here: Themed, part: str, prompt: str) -> None:
    with here.vault.writing() as db:
        parts.answer(db, PartId(part), prompt)


def prompts(here: Themed) -> tuple[str, ...]:
    with here.vault.reading() as db:
        return series.prompts(db, TODAY)


def found(here: Themed, prompt: str = WEATHER) -> list[str]:
    with here.vault.reading() as db:
        return [one.part for one in series.drawings(db, prompt, TODAY, 4)]


def test_drawings_of_an_invitation_come_oldest_first_with_their_days(here: Themed) -> None:
    with here.vault.reading() as db:
        drawn = series.drawings(db, WEATHER, TODAY, 4)
    assert [(one.entry, one.part) for one in drawn] == [
        ("old", "old0"), ("middle", "middle0"), ("new", "new0"),
    ]  # fmt: skip
    assert [one.day for one in drawn] == [day(9), day(4), day(0)]


def test_an_invitation_drawn_once_is_no_series_and_none_has_no_invitation(here: Themed) -> None:
    here.write("other", 2, (Kind.INK, ""), (Kind.INK, ""))
    assert prompts(here) == (WEATHER,)
    answer(here, "other0", EDGE)
    assert prompts(here) == (WEATHER, EDGE) or prompts(here) == (EDGE, WEATHER)


def test_what_is_sealed_or_in_the_bin_stays_out(here: Themed) -> None:
    here.set_entry("middle", sealed=1, opens_day=f"{day(-3)}")
    assert found(here) == ["old0", "new0"]
    here.take_out("old0", 1)
    assert found(here) == ["new0"]
    assert prompts(here) == ()
    here.set_entry("new", binned_ms=5)
    assert found(here) == []


def test_a_later_thought_is_of_the_day_it_came(here: Themed) -> None:
    with here.vault.reading() as db:
        (first, *_) = series.drawings(db, WEATHER, TODAY, 4)
    here.set_entry("old", settled_ms=first.made.utc_ms - 1, day=f"{day(30)}")
    with here.vault.reading() as db:
        (first, *_) = series.drawings(db, WEATHER, TODAY, 4)
    assert (first.part, first.day) == ("old0", day(9))
