"""Saving the sound of a recording elsewhere: asked for in place, told calmly, stopped at will."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
import soundfile
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from journal_app.domain.entry import Entry, Kind
from journal_app.domain.voice import RATE, Trim, pack
from journal_app.services import savedfiles
from journal_app.services.savedfiles import Saved
from journal_app.services.voice.recording import Recording
from journal_app.services.voice.saving import Form, Rest
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.partcard import PartCard
from journal_app.ui.widgets.voicing.saving import SoundSaving
from tests.fakes_sound import FakeSound, tone
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui.named import Namer, spoken

__all__ = ["enter", "fakes", "keychain"]

SAVED = "Saved. The journal doesn’t encrypt that file."


class Saver:
    """Someone with a recording of four seconds, trimmed to three."""

    def __init__(self, guest: Guest) -> None:
        self.guest, self.namer = guest, Namer(guest)
        trim = pack(Trim(0, 3 * RATE))
        self.entry: Entry = self.namer.write(0, (Kind.VOICE, [*spoken(4), trim]))

    def see_card(self) -> PartCard:
        self.guest.workspace.show_entry(self.entry.id)
        self.guest.wait_for(EntryPage)
        card: PartCard = self.guest.see(EntryPage)._cards[self.entry.parts[0].id]
        if not card._more.isChecked():
            card._more.click()
        return card

    def listen(self) -> VoiceEditor:
        page: SittingPage = self.namer.sit_down(self.entry.id, self.entry.parts[0].id)
        assert isinstance(page.editor, VoiceEditor)
        return page.editor

    def ask(self, where: QWidget) -> SoundSaving:
        self.guest.button(where, "Save the sound…").click()
        return self.guest.see(SoundSaving)

    def noted(self) -> list[tuple[Path, Saved]]:
        found = self.guest.session.journal.ask(savedfiles.every).result(20)
        return [(one.path, one.what) for one in found]

    def wait_until_idle(self) -> None:
        self.guest.session.saving.do(bool).result(20)
        QApplication.processEvents()


@pytest.fixture
def saver(enter: Enter) -> Saver:
    guest = enter()
    guest.wait_until_open()
    return Saver(guest)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Have files made only when a test says so."""
    may_go_on = Event()
    real = savedfiles.save

    def wait(*args: object) -> object:
        assert may_go_on.wait(30)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(savedfiles, "save", wait)
    yield may_go_on
    may_go_on.set()


@pytest.mark.parametrize("form", Form)
def test_it_is_saved_from_its_card_and_noted(saver: Saver, out: Path, form: Form) -> None:
    saving = saver.ask(saver.see_card())
    assert saving._first.hasFocus()
    saving.save(form, str(out / f"Recording.{form}"))
    assert saving.busy
    saver.namer.wait_to_hear(SAVED)
    (file,) = out.iterdir()
    assert soundfile.info(file).frames == 3 * RATE
    assert saver.noted() == [(file, Saved.SOUND)]
    assert not saving.isVisible()
    assert saver.see_card()._more.hasFocus()


def test_it_is_saved_where_it_is_listened_to(saver: Saver, out: Path) -> None:
    editor = saver.listen()
    saving = saver.ask(editor)
    assert saving._first.hasFocus()
    saving.save(Form.WAV, str(out / "Recording.wav"))
    saver.namer.wait_to_hear(SAVED)
    assert soundfile.info(out / "Recording.wav").frames == 3 * RATE
    focused = saver.namer.focused()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Save the sound…"


def test_what_was_said_just_now_is_saved_from_there(
    saver: Saver, fakes: FakeSound, out: Path
) -> None:
    workspace = saver.guest.workspace
    workspace.open_door(Kind.VOICE)
    editor = saver.guest.see(VoiceEditor)
    fakes.microphone.say(tone(2.0))
    recorder = editor._recorder
    assert recorder is not None
    saver.namer.wait(lambda: recorder.seconds >= 2)
    saver.guest.button(editor, "Finish").click()
    saver.ask(editor).save(Form.FLAC, str(out / "Recording.flac"))
    saver.namer.wait_to_hear(SAVED)
    assert soundfile.info(out / "Recording.flac").frames > RATE


@pytest.mark.parametrize("place", ["card", "listening"])
def test_one_is_told_first_that_the_file_isnt_encrypted_and_asked_where(
    saver: Saver, place: str
) -> None:
    where: QWidget = saver.see_card() if place == "card" else saver.listen()
    saving = saver.ask(where)
    assert any("will not be encrypted" in said for said in saver.namer.reads(saving))
    saver.guest.button(saving, "Opus, a small file, as the journal keeps it").click()
    (dialog,) = saving.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Recording.opus"]
    dialog.reject()
    saver.guest.button(saving, "Not now").click()
    assert not saving.isVisible()
    assert saver.noted() == []


def test_it_can_be_stopped_and_begun_again(saver: Saver, out: Path, held: Event) -> None:
    card = saver.see_card()
    saving = saver.ask(card)
    saving.save(Form.FLAC, str(out / "Recording.flac"))
    stop = saver.guest.button(saving, "Stop saving")
    assert stop.hasFocus()
    stop.click()
    assert not saving.isVisible()
    assert card._more.hasFocus()
    held.set()
    saver.namer.wait_to_hear("Stopped. Nothing was saved, and the recording is as it was.")
    assert list(out.iterdir()) == []
    assert saver.noted() == []
    again = saver.ask(card)
    again.save(Form.FLAC, str(out / "Recording.flac"))
    saver.namer.wait_to_hear(SAVED)
    assert [one.name for one in out.iterdir()] == ["Recording.flac"]


def test_how_far_a_long_one_is_is_said_in_minutes(saver: Saver, out: Path, held: Event) -> None:
    saving = saver.ask(saver.see_card())
    saving.save(Form.FLAC, str(out / "Recording.flac"))
    assert "One moment…" in saver.namer.reads(saving)
    saving._told(100.0, 299.0)
    assert "One moment…" in saver.namer.reads(saving)
    saving._told(3_700.0, 4 * 3_600.0)
    assert "61 of 240 minutes of sound are written." in saver.namer.reads(saving)
    held.set()
    saver.namer.wait_to_hear(SAVED)


@pytest.mark.parametrize("leave", [lambda card: card.end(), lambda card: card._more.click()])
def test_leaving_while_it_is_made_writes_nothing_and_says_so(
    saver: Saver, out: Path, held: Event, leave: Callable[[PartCard], None]
) -> None:
    card = saver.see_card()
    saving = saver.ask(card)
    saving.save(Form.WAV, str(out / "Recording.wav"))
    leave(card)
    saver.namer.wait_to_hear("Saving is being stopped.")
    assert not saving.busy
    assert not saving.isVisible()
    held.set()
    saver.wait_until_idle()
    assert list(out.iterdir()) == []


def test_going_back_from_where_it_is_listened_to_stops_it(
    saver: Saver, out: Path, held: Event
) -> None:
    saver.ask(saver.listen()).save(Form.WAV, str(out / "Recording.wav"))
    saver.guest.workspace.back()
    held.set()
    saver.wait_until_idle()
    assert list(out.iterdir()) == []


def test_a_journal_that_is_locked_meanwhile_leaves_nothing(
    saver: Saver, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def endless(_recording: Recording, _form: Form, rest: Rest) -> Iterator[bytes]:
        begun.set()
        while True:
            yield b"sound"
            rest(0.0)

    saving = saver.ask(saver.see_card())
    monkeypatch.setattr(saving._saver, "_make", endless)
    saving.save(Form.WAV, str(out / "Recording.wav"))
    assert begun.wait(20)
    saver.guest.house.threshold.close_now()
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errno.ENOSPC, "There is no room left there, so nothing was saved."),
        (errno.EROFS, "This couldn’t be saved there. You can choose another place."),
    ],
)
def test_what_cant_be_written_leaves_what_was_there_and_another_place_can_be_chosen(
    saver: Saver, out: Path, monkeypatch: pytest.MonkeyPatch, error: int, said: str
) -> None:
    (out / "Recording.flac").write_bytes(b"an older one")

    def refuse(_handle: int) -> None:
        raise OSError(error, "no")

    saving = saver.ask(saver.see_card())
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        saving.save(Form.FLAC, str(out / "Recording.flac"))
        saver.namer.wait_to_hear(said)
    assert {one.name: one.read_bytes() for one in out.iterdir()} == {
        "Recording.flac": b"an older one"
    }
    assert saver.noted() == []
    assert saving.isVisible()
    assert saving._first.isVisible()
    assert saving._first.hasFocus()
    saving.save(Form.FLAC, str(out / "Recording.flac"))
    saver.namer.wait_to_hear(SAVED)
    assert soundfile.info(out / "Recording.flac").frames == 3 * RATE


def test_the_window_answers_while_it_is_made(saver: Saver, out: Path, held: Event) -> None:
    card = saver.see_card()
    saver.ask(card).save(Form.OPUS, str(out / "Recording.opus"))
    caption = card._caption()
    caption.setText("the river")
    saver.guest.workspace.go_home()
    held.set()
    saver.namer.wait_to_hear(SAVED)  # wherever one is by then
    assert (out / "Recording.opus").exists()
