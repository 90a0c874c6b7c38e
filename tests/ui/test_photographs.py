"""Pictures somebody chose become bodies: upright, small enough, and nothing but pixels."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QColorSpace, QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain.entry import Kind, PartState
from journal_app.domain.errors import JournalError
from journal_app.media import photo
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.work import Work
from journal_app.ui.photos import files, photographs, pictures, sentences
from journal_app.ui.photos.photographs import MOST, Photographs, Taken
from journal_app.ui.photos.sentences import Refused
from tests import pictures as made
from tests.fakes import FakeClock, Post

pytestmark = pytest.mark.usefixtures("qapp")

NAME = "from the river"  # of a file; nobody but its owner needs to know it
NOISY = pytest.mark.qt_log_ignore("JPEG|TIFF|directory|libpng|allocation limit")
RED, LIME, BLUE = "#ff0000", "#00ff00", "#0000ff"


@pytest.fixture
def work(post: Post) -> Iterator[Work]:
    doing = Work(post.deliver)
    yield doing
    doing.close()


def put(folder: Path, content: bytes, name: str = NAME) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def read(folder: Path, content: bytes) -> list[bytes]:
    """Return the bodies that a file with this content gives."""
    return [pictures.pack(image) for image in files.read(put(folder, content))]


def one(folder: Path, content: bytes) -> QImage:
    (body,) = read(folder, content)
    return pictures.of_body(body)


def corners(image: QImage) -> list[str]:
    right, below = image.width() - 9, image.height() - 9
    spots = ((8, 8), (right, 8), (8, below))
    return [_pure(image.pixelColor(*spot)) for spot in spots]


def _pure(colour: QColor) -> str:
    """Return the colour that a JPEG meant."""
    channels = (colour.red(), colour.green(), colour.blue())
    return "#" + "".join("ff" if channel > 127 else "00" for channel in channels)


@pytest.mark.parametrize("form", ["jpeg", "png", "webp", "bmp", "tiff"])
def test_each_kind_is_read_whatever_its_name_says(form: str, tmp_path: Path) -> None:
    image = one(tmp_path, made.saved(made.scene(), form, 95))
    assert image.size() == QSize(320, 240)
    assert corners(image) == [RED, LIME, BLUE]


def test_a_gif_is_read(tmp_path: Path) -> None:
    head = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff"
    gif = head + b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;"
    assert one(tmp_path, gif).pixelColor(0, 0).name() == RED


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(
    orientation: int, order: str, tmp_path: Path
) -> None:
    seen = made.held(made.scene(), orientation)
    image = one(tmp_path, made.from_camera(seen, orientation, order))
    assert image.size() == QSize(320, 240)
    assert corners(image) == [RED, LIME, BLUE]


def test_nothing_but_pixels_is_kept_of_what_a_camera_writes(tmp_path: Path) -> None:
    camera = made.from_camera(made.scene())
    assert camera.count(made.SECRET) >= 5
    (body,) = read(tmp_path, camera)
    assert made.SECRET not in body
    kept = list(made.segments(body))
    assert {marker for marker, _content in kept} <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    (jfif,) = (content for marker, content in kept if marker == 0xE0)
    assert jfif == b"JFIF\0\1\1\1\0\x48\0\x48\0\0"


def test_nothing_but_pixels_is_kept_of_what_a_program_writes(tmp_path: Path) -> None:
    said = [
        made.chunk(b"tEXt", b"Author\0" + made.SECRET),
        made.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + made.SECRET),
        made.chunk(b"eXIf", made.exif(1)),
        made.chunk(b"tIME", b"\x07\xea\x0b\x16\x14\x1e\0"),
    ]
    drawing = made.flat()
    drawing.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    plain = made.saved(drawing, "png")
    (body,) = read(tmp_path, plain[:33] + b"".join(said) + plain[33:])
    assert body.startswith(photo.PNG)
    assert set(made.chunks(body)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


def test_colours_of_a_wider_space_are_seen_as_they_were(tmp_path: Path) -> None:
    wide = QImage(64, 64, QImage.Format.Format_RGB32)
    wide.fill(QColor(180, 90, 60))
    wide.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    meant = wide.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    found = one(tmp_path, made.saved(wide, "png")).pixelColor(30, 30)
    assert abs(found.red() - meant.pixelColor(30, 30).red()) <= 2
    assert found.red() > 185


def test_a_picture_made_for_print_is_seen_in_its_colours(tmp_path: Path) -> None:
    scene = made.scene(form=QImage.Format.Format_CMYK8888)
    assert corners(one(tmp_path, made.saved(scene))) == [RED, LIME, BLUE]


@pytest.mark.parametrize(
    ("size", "kept"),
    [((6000, 1500), (3000, 750)), ((1500, 4500), (1000, 3000)), ((1, 4000), (1, 3000)),
     ((2999, 40), (2999, 40))],
)  # fmt: skip
def test_the_longest_side_is_bounded(
    size: tuple[int, int], kept: tuple[int, int], tmp_path: Path
) -> None:
    assert one(tmp_path, made.saved(made.scene(*size))).size().toTuple() == kept
    assert one(tmp_path, made.saved(made.scene(*size), "png")).size().toTuple() == kept
    assert pictures.of_body(pictures.encode(made.scene(*size))).size().toTuple() == kept


def test_a_photograph_is_a_jpeg_and_a_drawing_of_few_colours_a_png(tmp_path: Path) -> None:
    (photograph,) = read(tmp_path, made.saved(made.scene(800, 600), "png"))
    (drawing,) = read(tmp_path, made.saved(made.flat(800, 600), "jpeg", 100))
    assert photograph.startswith(b"\xff\xd8")
    assert pictures.encode(made.flat(800, 600)).startswith(photo.PNG)
    assert len(drawing) < len(made.saved(made.flat(800, 600), "jpeg", 100))


def test_a_grey_picture_takes_only_what_grey_takes() -> None:
    grey = pictures.encode(made.scene(form=QImage.Format.Format_Grayscale8))
    assert pictures.of_body(grey).format() == QImage.Format.Format_Grayscale8


def test_what_can_be_seen_through_stays_so(tmp_path: Path) -> None:
    clear = made.scene(form=QImage.Format.Format_ARGB32)
    clear.setPixelColor(100, 100, QColor(0, 0, 0, 0))
    image = one(tmp_path, made.saved(clear, "png"))
    assert image.pixelColor(100, 100).alpha() == 0
    assert corners(image) == [RED, LIME, BLUE]


def test_an_unused_alpha_channel_costs_nothing(tmp_path: Path) -> None:
    opaque = made.scene(321, 240, form=QImage.Format.Format_ARGB32)
    (body,) = read(tmp_path, made.saved(opaque, "png"))
    assert body.startswith(b"\xff\xd8")


def test_a_sharp_screens_pasted_picture_keeps_all_its_pixels() -> None:
    sharp = made.scene()
    sharp.setDevicePixelRatio(2)
    image = pictures.of_body(pictures.encode(sharp))
    assert image.size() == QSize(320, 240)
    assert corners(image) == [RED, LIME, BLUE]


def test_every_page_of_a_pdf_is_a_picture(tmp_path: Path) -> None:
    images = [pictures.of_body(body) for body in read(tmp_path, made.pdf(3))]
    assert [image.height() for image in images] == [2480] * 3
    assert len({image.cacheKey() for image in images}) == 3
    assert all(image.pixelColor(5, 5).name() == "#ffffff" for image in images)


def test_a_page_of_any_size_is_bounded(tmp_path: Path) -> None:
    assert one(tmp_path, made.pdf(size=(14_000, 7_000))).size().toTuple() == (3000, 1500)


def test_what_was_filled_in_on_a_form_is_on_its_page(tmp_path: Path) -> None:
    filled = b"1 0 0 rg 0 0 100 100 re f"
    form = made.pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Annots [4 0 R] >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [0 0 100 100] /F 4"
        b" /AP << /N 5 0 R >> >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length %d >>\nstream\n%s\nendstream"
        % (len(filled), filled),
    )
    middle = one(tmp_path, form).pixelColor(200, 200)
    assert (middle.green(), middle.blue()) == (0, 0)


def test_every_page_of_a_scanners_tiff_is_a_picture(tmp_path: Path) -> None:
    images = [pictures.of_body(body) for body in read(tmp_path, made.tiff(200, 90, 10))]
    assert [image.pixelColor(3, 3).red() for image in images] == [200, 90, 10]


JPEG, PNG = made.saved(made.scene()), made.saved(made.scene(), "png")
LOCKED = made.pdf_of(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"a1" * 32, b"b2" * 32),
    trailer=b"/Encrypt 4 0 R /ID [<01> <01>]",
)
REFUSED = {
    "words in a .jpg": (b"warm. slow water over stones", sentences.UNKNOWN),
    "nothing": (b"", sentences.EMPTY),
    "half a jpeg": (JPEG[: len(JPEG) // 2], sentences.DAMAGED),
    "a jpeg that only begins": (JPEG[:40], sentences.DAMAGED),
    "a jpeg without its tables": (JPEG[:20] + JPEG[200:], sentences.DAMAGED),
    "half a png": (PNG[: len(PNG) // 2], sentences.DAMAGED),
    "a png that only begins": (PNG[:20], sentences.DAMAGED),
    "half a webp": (made.saved(made.scene(), "webp")[:2000], sentences.DAMAGED),
    "half a bmp": (made.saved(made.scene(), "bmp")[:9000], sentences.DAMAGED),
    "half a tiff": (made.saved(made.scene(), "tiff")[:9000], sentences.DAMAGED),
    "half a gif": (b"GIF89a\x10\0\x10\0\x80\0\0\xff\0\0\0\0\xff,\0\0", sentences.DAMAGED),
    "half a pdf": (LOCKED[:150], sentences.DAMAGED),
    "a pdf with a password": (LOCKED, sentences.LOCKED),
    "a page of no size": (
        made.pdf_of(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"(not a page)",
        ),
        sentences.DAMAGED,
    ),
    "a heic": (b"\0\0\0\x18ftypheic" + bytes(40), sentences.OTHER_KIND.format(kind="HEIC")),
    "a png of a thousand megapixels": (made.png(40_000, 25_000)[:4000], sentences.TOO_LARGE),
    "a deep png of eighty megapixels": (
        made.png(10_000, 8_000, colour=6, bits=16)[:4000],
        sentences.TOO_LARGE,
    ),
}


@NOISY
@pytest.mark.parametrize("what", REFUSED)
def test_what_gives_no_picture_gets_a_calm_sentence(what: str, tmp_path: Path) -> None:
    content, sentence = REFUSED[what]
    path = put(tmp_path, content, f"{NAME}.jpg")
    with pytest.raises(Refused) as refusal:
        list(files.read(path))
    assert str(refusal.value) == sentence
    assert refusal.value.__cause__ is None
    assert Path(path).read_bytes() == content


def test_a_folder_a_lost_file_and_one_that_never_ends_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    told = {
        str(tmp_path): sentences.FOLDER,
        str(tmp_path / NAME): sentences.GONE,
        str(tmp_path / "fifo"): sentences.UNKNOWN,
        str(tmp_path / "fifo" / "in no folder"): sentences.GONE,
        str(tmp_path / ("long" * 2000)): sentences.DAMAGED,
        "a\0b": sentences.GONE,
    }
    for path, sentence in told.items():
        with pytest.raises(Refused) as refusal:
            next(files.read(path))
        assert str(refusal.value) == sentence
        assert NAME not in repr(refusal.value)


def test_a_file_of_any_length_is_not_begun(tmp_path: Path) -> None:
    path = put(tmp_path, JPEG)
    os.truncate(path, files.MOST_BYTES + 1)  # a hole, which takes no room
    with pytest.raises(Refused, match="larger than can be read"):
        next(files.read(path))


def test_a_file_one_may_not_read_is_left_alone(tmp_path: Path) -> None:
    path = put(tmp_path, JPEG)
    Path(path).chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o711)
    may_everything = os.geteuid() == 0
    if may_everything:
        os.seteuid(65_534)
    try:
        with pytest.raises(Refused) as refusal:
            next(files.read(path))
    finally:
        if may_everything:
            os.seteuid(0)
    assert str(refusal.value) == sentences.CLOSED


def test_all_sentences_say_first_what_is_safe() -> None:
    for name, sentence in vars(sentences).items():
        if name.isupper() and name not in {"STAYS", "STAY", "FIRST", "NOT_ALL"}:
            assert sentence.partition(".")[0] in {
                "The file is as it was",
                "The picture is as it was",
                "The folder is as it was",
                "Nothing was changed",
            }


def test_several_files_can_be_chosen_and_no_trace_of_them_stays(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    page, chosen = QWidget(), list[list[str]]()
    qtbot.addWidget(page)
    page.show()
    photographs.ask(page, "A paper page", chosen.append)
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    assert [" ".join(name.split()[:3]) for name in dialog.nameFilters()] == [
        "Pictures and PDF",
        "All files (*)",
    ]
    assert "*.JPG" in dialog.nameFilters()[0]
    dialog.setDirectory(str(tmp_path))
    paths = [put(tmp_path, JPEG, "a.jpg"), put(tmp_path, JPEG, "b.jpg")]
    line = dialog.findChildren(QLineEdit)[0]
    line.setText('"a.jpg" "b.jpg"')
    dialog.accept()
    assert chosen == [paths]
    qtbot.waitUntil(lambda: not page.findChildren(QFileDialog), timeout=20_000)
    assert not (tmp_path / "config").exists()


def test_several_files_are_read_on_another_thread_in_their_order(
    work: Work, post: Post, tmp_path: Path
) -> None:
    paths = [put(tmp_path, made.saved(made.scene(30, 40 * n)), f"{n}.jpg") for n in range(1, 4)]
    taken: list[Taken] = []
    Photographs(work).read([*paths, put(tmp_path, made.pdf(2))]).then(taken.append)
    post.run_until(lambda: bool(taken), 30)
    heights = [pictures.of_body(body).height() for body in taken[0].bodies]
    assert heights == [40, 80, 120, 2480, 2480]
    assert taken[0].said == sentences.STAY
    assert "JFIF" not in repr(taken[0])


def test_one_picture_has_one_original(work: Work, tmp_path: Path) -> None:
    taken = Photographs(work).read([put(tmp_path, JPEG)]).result(20)
    assert taken.said == "The original stays where it is."


def test_no_more_than_twenty_come_at_once_and_the_rest_is_not_forgotten(
    work: Work, tmp_path: Path
) -> None:
    pages = put(tmp_path, made.pdf(MOST + 5, size=(40, 60)))
    taken = Photographs(work).read([pages]).result(60)
    assert len(taken.bodies) == MOST
    assert taken.said.startswith("The first 20 are here; the others can be added after them.")
    just = Photographs(work).read([put(tmp_path, made.pdf(MOST, size=(40, 60)))]).result(60)
    assert just.said == sentences.STAY


@NOISY
def test_one_bad_file_keeps_none_of_the_others_away(work: Work, tmp_path: Path) -> None:
    bad = put(tmp_path, PNG[:100], "bad")
    taken = Photographs(work).read([bad, put(tmp_path, JPEG), str(tmp_path / "no")]).result(20)
    assert len(taken.bodies) == 1
    assert taken.said == f"{sentences.NOT_ALL} {sentences.DAMAGED}"


def test_nothing_but_bad_files_is_a_sentence(work: Work, post: Post, tmp_path: Path) -> None:
    told: list[JournalError] = []
    bad = put(tmp_path, b"words")
    Photographs(work).read([bad, bad]).then(lambda _taken: None, told.append)
    post.run_until(lambda: bool(told), 20)
    assert str(told[0]) == sentences.UNKNOWN


def test_a_pasted_picture_is_taken_as_well(work: Work) -> None:
    (body,) = Photographs(work).take(made.scene()).result(20).bodies
    assert corners(pictures.of_body(body)) == [RED, LIME, BLUE]


def test_nothing_is_never_taken_for_a_picture(work: Work) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        Photographs(work).take(QImage()).result(20)
    with pytest.raises(Refused):
        pictures.pack(QImage())


def test_reading_ends_with_the_journal(post: Post, tmp_path: Path) -> None:
    work, told = Work(post.deliver), list[JournalError]()
    pages = put(tmp_path, made.pdf(MOST, size=(400, 600)))
    Photographs(work).read([pages]).then(lambda _taken: None, told.append)
    work.close()
    post.run_until(lambda: bool(told), 20)
    assert "Nothing was changed" in str(told[0]) or "closed" in str(told[0])


def test_reading_writes_no_file(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(elsewhere))
    originals = [put(tmp_path, JPEG, "a"), put(tmp_path, made.pdf(), "b")]
    before = {path: (Path(path).read_bytes(), Path(path).stat().st_mtime_ns) for path in originals}
    Photographs(work).read(originals).result(20)
    assert list(elsewhere.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "tmp"]
    assert before == {
        path: (Path(path).read_bytes(), Path(path).stat().st_mtime_ns) for path in originals
    }


def test_what_was_taken_becomes_parts_of_an_entry(journal: Journal, clock: FakeClock) -> None:
    entry = OpenEntry(journal, clock)
    bodies = (pictures.encode(made.scene()), pictures.encode(made.flat()))
    assert len(photographs.add(entry, Taken(bodies))) == 2
    kept = journal.ask(storage.entries.load, entry.id).result(20).parts
    assert [(part.kind, part.body, part.state) for part in kept] == [
        (Kind.PHOTO, body, PartState.WHOLE) for body in bodies
    ]


def test_a_thumbnail_fits_and_is_as_sharp_as_the_screen() -> None:
    body = pictures.encode(made.scene(2000, 1500))
    small = pictures.thumbnail(body, QSize(200, 200), 2.0)
    assert small.size() == QSize(400, 300)
    assert small.deviceIndependentSize().toSize() == QSize(200, 150)
    assert corners(small) == [RED, LIME, BLUE]


@NOISY
def test_a_thumbnail_of_what_cannot_be_read_is_nothing() -> None:
    assert pictures.thumbnail(b"\xff\xd8nothing", QSize(200, 200), 1.0).isNull()
    assert pictures.thumbnail(b"", QSize(200, 200), 1.0).isNull()


LARGE = {
    "a jpeg of a hundred megapixels": (10_000, None, 400),
    "an interlaced png of ninety-nine megapixels in a palette": (None, (9_950, 3, True), 900),
    "a png that unpacks to a gigabyte": (None, (18_600, 2, False), 300),
}


@NOISY
@pytest.mark.parametrize("what", LARGE)
def test_memory_is_bounded_whatever_a_file_holds(what: str, tmp_path: Path) -> None:
    side, shape, most = LARGE[what]
    if side is not None:
        content = made.saved(QImage(side, side, QImage.Format.Format_Grayscale8))
    else:
        assert shape is not None
        content = made.png(shape[0], shape[0], colour=shape[1], interlaced=shape[2])
    assert _peak(put(tmp_path, content)) < most


@NOISY
def test_words_in_a_png_that_unpack_to_a_gigabyte_do_no_harm(tmp_path: Path) -> None:
    bomb = made.chunk(b"zTXt", b"Comment\0\0" + made.packed_zeros(1 << 30))
    assert _peak(put(tmp_path, made.png(64, 64, extra=bomb))) < 300


def _peak(path: str) -> int:
    """Return how many megabytes a program takes at most that does nothing but read ``path``."""
    code = (
        "import sys; from pathlib import Path; from journal_app.ui.photos import files, pictures\n"
        "try:\n    [pictures.pack(image) for image in files.read(sys.argv[1])]\n"
        "except files.Refused:\n    pass\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(status.partition('VmHWM:')[2].split()[0]) // 1024)"
    )
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True)
    return int(ran.stdout)
