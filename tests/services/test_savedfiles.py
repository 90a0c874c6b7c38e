"""Files somebody saved: whole in their place, or not there at all."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal_app.domain.errors import DiskFull, JournalError, NotKept, SoundUnreadable
from journal_app.services import savedfiles
from journal_app.services.savedfiles import Patch, Piece, Saved
from journal_app.services.session import Session
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

OLDER = b"an older one"


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    return opener.open(folder)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sound.flac").write_bytes(OLDER)
    return tmp_path / "out" / "sound.flac"


def there(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in place.parent.iterdir()}


def stopped(error: BaseException) -> Iterator[Piece]:
    yield b"some"
    raise error


def test_pieces_are_one_file_for_its_owner_only(session: Session, place: Path) -> None:
    pieces = (b"head", b"body", Patch(0, b"HE"), b"tail")
    savedfiles.save(session, place, pieces, Saved.SOUND).result(20)
    assert there(place) == {place.name: b"HEadbodytail"}
    assert place.stat().st_mode & 0o777 == 0o600
    (noted,) = session.journal.ask(savedfiles.every).result(20)
    assert (noted.path, noted.what) == (place, Saved.SOUND)


def test_until_it_is_whole_the_older_file_is_there_and_the_new_one_is_hidden(
    session: Session, place: Path
) -> None:
    seen: list[set[str]] = []

    def look() -> Iterator[Piece]:
        yield b"some"
        assert place.read_bytes() == OLDER
        (beside,) = set(place.parent.iterdir()) - {place}
        assert beside.name.startswith(".")
        assert beside.stat().st_mode & 0o777 == 0o600
        seen.append({place.name, beside.name})
        yield b" more"

    savedfiles.save(session, place, look(), Saved.SOUND).result(20)
    assert len(seen) == 1
    assert there(place) == {place.name: b"some more"}


def test_a_large_file_reaches_the_disk_as_it_is_made(
    session: Session, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    real = os.fsync

    def look(handle: int) -> None:
        sizes.append(os.fstat(handle).st_size)
        real(handle)

    monkeypatch.setattr(savedfiles, "_MOST_WAITING", 1000)
    monkeypatch.setattr(os, "fsync", look)
    savedfiles._write(place, (bytes(600) for _piece in range(5)))
    assert sizes == [1200, 2400, 3000]


@pytest.mark.parametrize("error", [SoundUnreadable("no"), NotKept("stopped"), KeyboardInterrupt()])
def test_what_is_stopped_midway_leaves_nothing(
    session: Session, place: Path, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        savedfiles.save(session, place, stopped(error), Saved.SOUND)
    assert there(place) == {place.name: OLDER}
    assert session.journal.ask(savedfiles.every).result(20) == ()


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (errno.ENOSPC, DiskFull, "There is no room left there"),
        (errno.EROFS, NotKept, "This couldn’t be saved there"),
        (errno.EIO, NotKept, "This couldn’t be saved there"),
    ],
)
def test_what_the_disk_refuses_is_said(
    session: Session,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[JournalError],
    said: str,
) -> None:
    for name in ("fsync", "replace"):
        with monkeypatch.context() as broken:
            broken.setattr(os, name, _refusing(number))
            with pytest.raises(kind, match=said):
                savedfiles.save(session, place, (b"some",), Saved.SOUND)
        assert there(place) == {place.name: OLDER}


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_paths: object) -> None:
        raise OSError(number, "no")

    return refuse
