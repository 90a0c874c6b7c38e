"""The pages of a PDF, as pictures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from journal_app.ui.photos import pictures, sentences
from journal_app.ui.photos.sentences import Refused

if TYPE_CHECKING:
    import pypdfium2

POINTS, DPI = 72, 300


def render(document: bytes) -> Iterator[QImage]:
    """Yield page after page; raises ``Refused``. PDFium bears one thread at a time."""
    import pypdfium2  # noqa: PLC0415 - few people ever bring a PDF
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        with pypdfium2.PdfDocument(document) as pdf:
            pdf.init_forms()  # what was filled in is on the page, too
            for page in pdf:
                yield _picture(page)
                page.close()
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Refused(sentences.LOCKED if locked else sentences.DAMAGED) from None


def _picture(page: "pypdfium2.PdfPage") -> QImage:
    scale = min(DPI / POINTS, pictures.LONGEST / max(page.get_size()))
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    form = QImage.Format.Format_RGB32
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form)
    return pictures.bare(image)
