"""What a PDF made by Qt says, read from its bytes as any viewer would."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-F]{4})> <[0-9A-F]{4}> \[([^\]]*)\]", re.IGNORECASE)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj|(\bET\b)", re.IGNORECASE)


def pages(pdf: bytes) -> int:
    """Return how many pages there are."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def text(pdf: bytes) -> str:
    """Return the shown text; what was painted in one go ends with a line break."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    letters = {
        number: _letters(_stream(objects[int(found[1])]))
        for number, body in objects.items()
        if (found := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    (content,) = re.findall(rb"/Contents (\d+) 0 R", pdf)
    shown, font = "", 0
    for chosen, glyphs, end in _SHOWN.findall(_stream(objects[int(content)])):
        if chosen:
            font = int(chosen)
        elif end:
            shown += "\n"
        else:
            shown += "".join(
                letters[font][int(glyphs[at : at + 4], 16)] for at in range(0, len(glyphs), 4)
            )
    return shown.replace("\t", " ")


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _letters(table: bytes) -> dict[int, str]:
    """Return which letter each glyph stands for, by a font's own table."""
    return {
        int(first, 16) + at: chr(int(letter.strip(b"<>"), 16))
        for first, letters in _RANGE.findall(table)
        for at, letter in enumerate(letters.split())
    }
