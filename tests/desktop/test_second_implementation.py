"""The journal's file is standard SQLCipher 4: another implementation reads it, given the key."""

import shutil
from pathlib import Path

import apsw
import pytest

from tests.desktop import steps
from tests.desktop.app import App


def test_another_implementation_reads_the_words_with_the_key_from_the_keyring(
    app: App, tmp_path: Path
) -> None:
    app.start()
    app.hands.press("1")
    steps.write(app, "slow water over stones")
    app.hands.press("ctrl+q")
    assert app.wait() == 0
    copy = shutil.copytree(app.folder, tmp_path / "copy") / "journal.db"
    assert _read(copy, steps.key(app)) == [("words", b"slow water over stones")]
    with pytest.raises(apsw.NotADBError):
        _read(copy, bytes(32))


def _read(file: Path, key: bytes) -> list[tuple[str, bytes]]:
    journal = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        for pragma in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{key.hex()}'\""):
            journal.execute(f"PRAGMA {pragma}")
        return list(journal.execute("SELECT kind, body FROM part ORDER BY position"))
    finally:
        journal.close()
