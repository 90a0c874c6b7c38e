"""The search of the canary test finds what it is there to find."""

import base64
from pathlib import Path

import numpy as np
import pytest

from tests.desktop import canary

MARKER = "zvaxolotl"
KEY = bytes(range(100, 132))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_planted_word_is_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "leak").write_bytes(b"\0\1odd" + MARKER.encode(encoding) + b"\xff")
    found = canary.search([tmp_path], canary.words(MARKER))
    assert [one.file.name for one in found] == ["leak"]


@pytest.mark.parametrize(
    "spelling",
    [KEY, KEY.hex().encode(), base64.b64encode(KEY), b"v1." + base64.urlsafe_b64encode(KEY)],
    ids=["raw", "hex", "base64", "base64url"],
)
def test_a_planted_key_is_found_in_every_spelling(tmp_path: Path, spelling: bytes) -> None:
    (tmp_path / "leak").write_bytes(b"-" * 5000 + spelling)
    assert canary.search([tmp_path], canary.key(KEY))


@pytest.mark.parametrize("kind", ["<i2", "<f4"])
def test_a_planted_piece_of_sound_is_found(tmp_path: Path, kind: str) -> None:
    time = np.arange(48000, dtype=np.float32) / 48000
    wave = np.round(np.sin(time * 2000 + np.sin(time * 3)) * 16000) / np.float32(32768)
    scale = 32768 if kind == "<i2" else 1
    (tmp_path / "leak").write_bytes(b"odd" + (wave * scale).astype(kind).tobytes()[2000:60000])
    assert canary.search([tmp_path], canary.sound(wave.astype(np.float32), "the voice"))


def test_a_telling_name_is_found(tmp_path: Path) -> None:
    (tmp_path / f"Draft {MARKER.title()}.tmp").touch()
    assert canary.search_names([tmp_path], [MARKER])


def test_an_innocent_folder_is_innocent(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(np.random.default_rng(1).bytes(1_000_000))
    (tmp_path / "empty").touch()
    needles = [*canary.words(MARKER), *canary.key(KEY), *canary.packed_sound()]
    assert not canary.search([tmp_path], needles)
    assert not canary.search_names([tmp_path], [MARKER])
