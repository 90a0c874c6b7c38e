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


def test_the_apps_own_folder_is_closed_to_others_and_one_somebody_named_is_theirs(
    tmp_path: Path,
) -> None:
    own, named = tmp_path / "own", tmp_path / "named"
    for folder in (own, named):
        folder.mkdir()
        folder.chmod(0o755)
    folders.make_private(own)
    folders.make_private(named, parents=False)
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert stat.S_IMODE(named.stat().st_mode) == 0o755


def test_only_an_empty_folder_is_left_behind_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folders.make_private(folders.vault())
    (folders.vault() / "vault.json").write_bytes(b"{}")
    folders.leave_no_empty(folders.vault())
    assert folders.vault().exists()
    (folders.vault() / "vault.json").unlink()
    folders.leave_no_empty(folders.vault())
    assert list(tmp_path.iterdir()) == []
    folders.leave_no_empty(folders.vault())


def test_a_named_folder_goes_and_what_is_around_it_stays(tmp_path: Path) -> None:
    (tmp_path / "mine" / "journal").mkdir(parents=True)
    folders.leave_no_empty(tmp_path / "mine" / "journal")
    assert list(tmp_path.iterdir()) == [tmp_path / "mine"]


def test_the_surroundings_are_the_apps_own_folders_and_where_others_leave_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    around = folders.surroundings(tmp_path / "settings")
    assert around.settings == tmp_path / "settings"
    assert around.cache == tmp_path / "XDG_CACHE_HOME" / "afterpage"
    assert around.keyring == "org.afterpage.Afterpage"
    for name in ("XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"):
        assert tmp_path / name in around.elsewhere
    assert tmp_path / "XDG_DATA_HOME" / "recently-used.xbel" in around.elsewhere
    assert folders.surroundings(tmp_path, in_memory=True).keyring == ""
