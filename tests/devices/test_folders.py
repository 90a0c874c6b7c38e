"""Folders are private, and a journal is never begun where a stick was."""

import stat
from pathlib import Path

import pytest

from journal_app.devices import folders
from journal_app.domain.errors import VaultMissing


def test_a_journals_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folders.make_private(tmp_path / "a" / "b")
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_no_folder_is_made_where_its_parent_is_missing(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing, match="isn’t there"):
        folders.make_private(tmp_path / "stick" / "journal", parents=False)
    assert list(tmp_path.iterdir()) == []


def test_a_throw_away_folder_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with folders.throw_away() as folder:
        (folder / "journal.db").write_bytes(b"x")
        assert folder.parent == folders.vault().parent
    assert not folder.exists()
