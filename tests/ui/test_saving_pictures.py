"""Pictures of drawings for somewhere else: how they look, what they tell, how they are saved."""

import errno
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog

from journal_app.domain.entry import Kind
from journal_app.domain.ink import flat
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Paper
from journal_app.domain.settings import Preferences
from journal_app.services import savedfiles
from journal_app.services.savedfiles import Saved
from journal_app.ui.ink.seeing import picture as pictures
from journal_app.ui.ink.seeing.picture import Form
from journal_app.ui.ink.seeing.saving import PictureSaving
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.partcard import PartCard
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui.named import Namer
from tests.ui.pens import picture, unlike

__all__ = ["enter", "fakes", "keychain"]

CAPTION = "warm & <slow>\x01"
TOOLS = ("pen", "fountain", "pencil", "brush", "highlighter", "fill", "a tool of tomorrow")


def marks() -> list[Add]:
    """Return a mark of every tool, and a label."""
    made = []
    for number, tool in enumerate(TOOLS, 1):
        places = ((40.0 + 8 * n, 60.0 * number + 18 * ((n // 5) % 2)) for n in range(40))
        samples = (Sample(x, y, 0.3 + n / 80) for n, (x, y) in enumerate(places))
        stroke = Stroke.of(number, tool, ("sage", "plum", "#123456")[number % 3], 12.0, 0, samples)
        made.append(Add(stroke, Extent(500, 600)))
    corners = [Sample(50, 20), Sample(250, 20), Sample(250, 48), Sample(50, 48)]
    label = Stroke.of(20, "label", "text", 2.0, 0, corners)
    made.append(Add(Stroke(20, "label", "text", 2.0, 0, label.points, text="a <sky>")))
    return made


def made(form: Form, drawing: Drawing | None = None) -> bytes:
    whole = Drawing(marks()) if drawing is None else drawing
    *_, content = pictures.make(whole, CAPTION, form)
    return content


def rendered(svg: bytes, like: QImage) -> QImage:
    reader, image = QSvgRenderer(svg), QImage(like.size(), QImage.Format.Format_RGB32)
    assert reader.isValid()
    painter = QPainter(image)
    reader.render(painter)
    painter.end()
    return image


@pytest.fixture
def paper(qapp: QApplication) -> Theme:
    return Theme(qapp, Preferences())


def test_the_lines_of_the_svg_are_those_of_the_picture(paper: Theme) -> None:
    only_ink = Drawing(add for add in marks() if add.stroke.tool in {"pen", "fountain", "brush"})
    png = QImage.fromData(made(Form.PNG, only_ink))
    svg = rendered(made(Form.SVG, only_ink), png)
    there, drawn = picture(svg), picture(png)
    assert unlike(there, drawn, 60) < 0.002 * drawn.shape[0] * drawn.shape[1]


def test_every_tool_is_in_every_file(paper: Theme) -> None:
    png = QImage.fromData(made(Form.PNG))
    svg = picture(rendered(made(Form.SVG), png))
    box, drawing = flat.frame(Drawing(marks())), Drawing(marks())
    scale, _, _ = pictures.size(box)
    for mark in drawing.visible():
        left, top = ((mark.box.left - box.left) * scale, (mark.box.top - box.top) * scale)
        right, bottom = ((mark.box.right - box.left) * scale, (mark.box.bottom - box.top) * scale)
        for image in (svg, picture(png)):
            part = image[int(top) : int(bottom), int(left) : int(right)]
            assert (abs(part - image[2, 2]).max(axis=2) > 12).sum() > 300, mark.tool


def test_the_svg_is_xml_with_the_caption_for_those_who_cant_see_it(paper: Theme) -> None:
    root = ET.fromstring(made(Form.SVG))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    assert root.attrib["role"] == "img"
    assert [root.findtext(f"{space}{name}") for name in ("title", "desc")] == [
        "Drawing", "warm & <slow>\ufffd",
    ]  # fmt: skip
    (words,) = root.iter(f"{space}text")
    assert words.text == "a <sky>"


def test_the_pdf_is_one_page_of_the_drawings_shape_in_lines(paper: Theme) -> None:
    pdf = made(Form.PDF)
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    shape = flat.frame(Drawing(marks()))
    assert float(box[0]) / float(box[1]) == pytest.approx(shape.width / shape.height, abs=0.01)
    assert b"/Subtype /Image" not in pdf
    assert len(pdf) < 200_000


@pytest.mark.parametrize("form", Form)
def test_no_file_tells_when_where_or_by_whom_it_was_made(
    form: Form, paper: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "HOME", "HOSTNAME"):
        monkeypatch.setenv(name, "/home/apricot")
    content = made(form)
    assert not re.search(rb"20[2-3]\d[-:]?[01]\d[-:]?[0-3]\d", content)
    for told in (b"apricot", str(Path.cwd()).encode(), b"xmp:CreateDate", b"CreationDate"):
        assert told not in content


@pytest.mark.parametrize(("pattern", "rings"), [("dots", 100), ("lines", 10), ("plain", 0)])
def test_the_pattern_of_the_paper_is_printed_below_the_ink(
    pattern: str, rings: int, paper: Theme
) -> None:
    svg = made(Form.SVG, Drawing([Paper(pattern), *marks()]))
    first = ET.fromstring(svg)[3]  # noqa: S314 - our own
    assert (first.attrib["d"].count("M") >= rings) if rings else first.attrib["fill"] != "#dccfbc"


def test_an_empty_or_enormous_drawing_makes_a_picture_of_bounded_size(paper: Theme) -> None:
    assert QSvgRenderer(made(Form.SVG, Drawing())).isValid()
    ends = (Sample(-900_000, 0), Sample(900_000, 300))
    far = Drawing([Add(Stroke.of(1, "pen", "text", 4.0, 0, ends), Extent(9, 9))])
    for form in Form:
        assert made(form, far)
    image = QImage.fromData(made(Form.PNG, far))
    assert max(image.width(), image.height()) <= pictures.LONGEST
    _, wide, tall = pictures.size(flat.frame(Drawing(marks())))
    assert wide * tall <= pictures.MOST


def test_it_is_on_light_paper_whatever_the_journal_looks_like(qapp: QApplication) -> None:
    Theme(qapp, Preferences().with_theme("afterglow"))
    image = QImage.fromData(made(Form.PNG))
    assert image.pixelColor(2, 2).name() == "#fffdf8"
    assert b'fill="#fffdf8"' in made(Form.SVG)


class Saver:
    """Someone who saves a picture of a drawing in its entry."""

    def __init__(self, guest: Guest) -> None:
        self.guest, self.namer = guest, Namer(guest)
        entry = self.namer.write(0, (Kind.INK, [pack(add) for add in marks()]))
        guest.workspace.show_entry(entry.id)
        guest.wait_for(EntryPage)
        self.card: PartCard = guest.see(EntryPage)._cards[entry.parts[0].id]
        self.card._more.click()

    def ask(self) -> PictureSaving:
        self.guest.button(self.card, "Save a picture…").click()
        return self.guest.see(PictureSaving)

    def noted(self) -> list[tuple[Path, Saved]]:
        found = self.guest.session.journal.ask(savedfiles.every).result(20)
        return [(one.path, one.what) for one in found]


@pytest.fixture
def saver(enter: Enter) -> Saver:
    guest = enter()
    guest.wait_until_open()
    return Saver(guest)


@pytest.mark.parametrize("form", Form)
def test_a_picture_is_saved_where_it_is_wanted_and_noted(
    saver: Saver, tmp_path: Path, form: Form
) -> None:
    there = tmp_path / "out"
    there.mkdir()
    saving = saver.ask()
    assert saving._first.hasFocus()
    saving.save(form, str(there / f"Drawing.{form}"))
    saver.namer.wait_to_hear("Saved. The journal doesn’t encrypt that file.")
    (file,) = there.iterdir()
    assert file.name == f"Drawing.{form}"
    assert file.stat().st_mode & 0o777 == 0o600
    assert saver.noted() == [(file, Saved.PICTURE)]
    assert not saving.isVisible()


def test_one_is_told_first_that_the_file_isnt_encrypted_and_asked_where(saver: Saver) -> None:
    saving = saver.ask()
    assert any("will not be encrypted" in said for said in saver.namer.reads(saving))
    saver.guest.button(saving, "SVG, lines that stay sharp at any size").click()
    (dialog,) = saving.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Drawing.svg"]
    dialog.reject()
    saver.guest.button(saving, "Not now").click()
    assert not saving.isVisible()
    assert saver.noted() == []


@pytest.mark.parametrize(
    ("error", "said"),
    [(errno.ENOSPC, "There is no room left there"), (errno.EIO, "This couldn’t be saved there")],
)
def test_what_cant_be_written_leaves_what_was_there_and_nothing_beside_it(
    saver: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, said: str
) -> None:
    there = tmp_path / "out"
    there.mkdir()
    (there / "Drawing.png").write_bytes(b"an older one")

    def refuse(_handle: int) -> None:
        raise OSError(error, "no")

    saving = saver.ask()
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        saving.save(Form.PNG, str(there / "Drawing.png"))
        saver.namer.wait_to_hear(said)
    assert {file.name: file.read_bytes() for file in there.iterdir()} == {
        "Drawing.png": b"an older one"
    }
    assert saver.noted() == []
    assert saving.isVisible()  # another place can be chosen


def test_a_folder_that_is_gone_is_said_calmly(saver: Saver, tmp_path: Path) -> None:
    saver.ask().save(Form.SVG, str(tmp_path / "nowhere" / "Drawing.svg"))
    saver.namer.wait_to_hear("This couldn’t be saved there. You can choose another place.")
    assert not (tmp_path / "nowhere").exists()


def test_leaving_while_it_is_made_writes_nothing(saver: Saver, tmp_path: Path) -> None:
    saving = saver.ask()
    saving.save(Form.PNG, str(tmp_path / "Drawing.png"))
    assert saving.busy
    saver.card.end()
    saver.namer.wait(lambda: not saving.busy and not saving.isVisible())
    assert not (tmp_path / "Drawing.png").exists()
