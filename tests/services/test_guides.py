"""Own sets of questions are kept in the journal, taken away with a way back, and passed on."""

from pathlib import Path

import pytest

from journal_app.domain import guides
from journal_app.domain.errors import JournalError
from journal_app.services.guides import Guides, shipped
from journal_app.services.savedfiles import Saved, every
from journal_app.services.session import Session
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

SUNDAY = guides.own("own-1", "Sundays", [("What was the week like?", "")])
MONDAY = guides.own("own-2", "Mondays", [("And now?", "a word")])


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    return opener.open(folder)


@pytest.fixture
def sets(session: Session) -> Guides:
    made = Guides(session)
    for guide in (SUNDAY, MONDAY):
        made.keep(guide).result(20)
    return made


def own(sets: Guides) -> list[str]:
    return [guide.title for guide in sets.all().result(20) if guide.own]


def test_own_sets_stand_behind_the_shipped_ones(sets: Guides) -> None:
    assert sets.all().result(20) == (*shipped(), SUNDAY, MONDAY)
    assert sets.find("own-2").result(20) == MONDAY
    assert sets.find("gone").result(20) is None


def test_a_set_taken_away_comes_back_to_its_place(sets: Guides) -> None:
    put_back = sets.remove(SUNDAY)
    assert own(sets) == ["Mondays"]
    put_back().result(20)
    assert own(sets) == ["Sundays", "Mondays"]


def test_a_set_is_changed_in_its_place(sets: Guides) -> None:
    sets.keep(guides.own("own-1", "Quiet Sundays", [("What?", "")])).result(20)
    assert own(sets) == ["Quiet Sundays", "Mondays"]


def test_a_shipped_set_is_not_changed(sets: Guides) -> None:
    with pytest.raises(JournalError, match="stay as they are"):
        sets.keep(shipped()[0])


def test_a_set_goes_out_as_a_file_and_comes_in_as_another_set(
    sets: Guides, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "mondays.txt"
    sets.save(MONDAY, file).result(20).result(20)
    brought = sets.bring(file).result(20)
    assert (brought.title, brought.prompts[0].hint) == ("Mondays", "a word")
    assert brought.id != MONDAY.id
    assert own(sets) == ["Sundays", "Mondays", "Mondays"]
    (saved,) = session.journal.ask(every).result(20)
    assert (saved.path, saved.what) == (file, Saved.GUIDE)


def test_a_file_that_is_no_set_changes_nothing(sets: Guides, tmp_path: Path) -> None:
    for name, content in (("gone.txt", None), ("none.txt", b"only a line")):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(JournalError, match="Nothing was changed"):
            sets.bring(file).result(20)
    assert own(sets) == ["Sundays", "Mondays"]
