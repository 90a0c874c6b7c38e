"""A photo part is a plain file; its size is told by its header, whatever stands there."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.entry import Kind, Part, new_part_id
from journal_app.media import jpeg, photo
from tests import pictures
from tests.fakes import SUNDAY_EVENING

JPEG = pictures.saved(pictures.scene(320, 200))
IN_PASSES = pictures.saved(pictures.scene(320, 200), passes=True)
PNG = pictures.saved(pictures.flat(123, 45), "png")
CAMERA = pictures.from_camera(pictures.scene(320, 200))


def _part(body: bytes) -> Part:
    return Part(new_part_id(), Kind.PHOTO, 0, SUNDAY_EVENING, caption="the garden wall", body=body)


@pytest.mark.parametrize(
    ("body", "size"), [(JPEG, (320, 200)), (IN_PASSES, (320, 200)), (PNG, (123, 45))]
)
def test_a_part_is_read_as_its_file_and_its_size(body: bytes, size: tuple[int, int]) -> None:
    read = photo.read(_part(body))
    assert (read.width, read.height) == size
    assert read.body == body


def test_a_photo_is_found_by_its_caption_only() -> None:
    assert photo.plain_text(_part(JPEG)) == "the garden wall"
    assert photo.summary(_part(JPEG)) == "photo"


def test_nothing_of_a_picture_is_shown_by_accident() -> None:
    assert "JFIF" not in repr(photo.read(_part(JPEG)))


@given(st.sampled_from([JPEG, PNG, CAMERA]), st.integers(0, 400), st.binary(max_size=40))
def test_whatever_a_body_begins_with_it_is_read(body: bytes, cut: int, after: bytes) -> None:
    read = photo.read(_part(body[:cut] + after))
    assert read.width >= 0


def test_a_size_that_cannot_be_told_is_nothing() -> None:
    for body in (b"", b"words", JPEG[:100], PNG[:20]):
        assert (photo.read(_part(body)).width, photo.read(_part(body)).height) == (0, 0)


def test_a_jpeg_says_whether_it_comes_in_passes() -> None:
    frames = [jpeg.frame(BytesIO(body)) for body in (JPEG, IN_PASSES)]
    assert [frame is not None and frame.in_passes for frame in frames] == [False, True]


def test_fill_bytes_between_segments_are_passed_over() -> None:
    filled = JPEG[:2] + b"\xff\xff\xff" + JPEG[2:]
    assert jpeg.frame(BytesIO(filled)) == jpeg.frame(BytesIO(JPEG))


@pytest.mark.parametrize("body", [JPEG, IN_PASSES, CAMERA], ids=["plain", "passes", "camera"])
def test_a_jpeg_with_its_end_is_whole(body: bytes) -> None:
    assert jpeg.is_whole(BytesIO(body))


@given(st.integers(0, len(JPEG) - 1))
def test_a_jpeg_cut_anywhere_is_not_whole(cut: int) -> None:
    assert not jpeg.is_whole(BytesIO(JPEG[:cut]))


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_picture() -> None:
    assert b"\xff\xd9" in CAMERA[: CAMERA.index(pictures.SECRET) + 400]
    assert not jpeg.is_whole(BytesIO(CAMERA[: -len(pictures.SECRET) - 2]))


def test_an_end_that_lies_across_two_pieces_is_seen() -> None:
    body = b"\xff\xd8\xff\xda\0\2"
    body += bytes(jpeg.CHUNK - 1) + b"\xff\xd9"
    assert jpeg.is_whole(BytesIO(body))
