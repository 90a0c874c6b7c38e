"""The desktop of the tests: complete, and gone without a trace when it ends."""

from pathlib import Path

from tests import sound
from tests.desktop.desk import Desk


def test_nothing_is_left_when_a_desktop_ends(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    root.mkdir()
    with Desk(root) as desk:
        display = Path("/tmp/.X11-unix") / f"X{desk.env['DISPLAY'][1:]}"  # noqa: S108 - X's own
        assert display.exists()
        assert desk.keychain.is_open()
        assert len(desk.programs.alive()) >= 6
    assert desk.programs.alive() == []
    assert not display.exists()


def test_a_keyring_that_was_locked_opens_with_all_it_held(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    root.mkdir()
    with Desk(root) as desk:
        desk.keychain.put("somebody", "a secret")
        desk.keychain.lock()
        desk.open_keyring()
        assert desk.keychain.get("somebody") == "a secret"


def test_the_microphone_hears_what_is_played(desk: Desk, tmp_path: Path) -> None:
    voice = sound.speech(tmp_path, "slow water over stones")
    with desk.sound.listening("mic") as heard:
        desk.sound.say(voice)
    assert sound.likeness(voice, heard.read_bytes()) > 0.99
