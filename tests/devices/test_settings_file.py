"""Preferences in a plain file: small, private, and never in anybody's way."""

from pathlib import Path

import pytest

from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.settings import Preferences


def test_what_is_chosen_is_there_next_time(tmp_path: Path) -> None:
    chosen = Preferences(theme="evening", text_size=1.5)
    SettingsFile(tmp_path / "new").save(chosen)
    assert SettingsFile(tmp_path / "new").load() == chosen


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"theme": 5}'])
def test_a_file_that_makes_no_sense_is_no_trouble(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert SettingsFile(tmp_path).load() == Preferences()


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder would be")
    SettingsFile(tmp_path / "taken").save(Preferences())
    assert (tmp_path / "taken").read_text() == "a file where the folder would be"
