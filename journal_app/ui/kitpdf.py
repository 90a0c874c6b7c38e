"""The recovery kit as one page to print and put away."""

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from journal_app.services.kit import NewKit
from journal_app.ui.theme import UI_FONT

MARGIN_MM = 22
TEXT_PT = 12

_PAGE = """
<h1>{title}</h1>
<p style="margin-bottom: 18px">{made}</p>
<table cellspacing="0" cellpadding="7" width="100%">{rows}</table>
<h3 style="margin-top: 32px">{how}</h3>
<ol><li>{first}</li><li>{second}</li><li>{third}</li></ol>
<p>{care}</p>
"""
_ROW = (
    '<tr><td align="right" width="10%" style="color: #555555">{0}</td><td width="40%">{1}</td>'
    '<td align="right" width="10%" style="color: #555555">{2}</td><td width="40%">{3}</td></tr>'
)


def render(kit: NewKit, date: str) -> bytes:
    """Return the page as a PDF; nothing is written anywhere."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_say("Recovery kit"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    leave_margins(writer)
    draw(writer, document(kit, date))
    return bytes(buffer.data().data())


def leave_margins(device: QPagedPaintDevice) -> None:
    """Leave room around what will stand on the page."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def draw(device: QPagedPaintDevice, page: QTextDocument) -> bool:
    """Draw the page on a file or a printer; tell whether that took it."""
    page.documentLayout().setPaintDevice(device)
    page.setPageSize(QSizeF(device.width(), device.height()))
    ink = QAbstractTextDocumentLayout.PaintContext()
    ink.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)  # whatever the theme
    painter = QPainter()
    if not painter.begin(device):
        return False
    page.documentLayout().draw(painter, ink)
    return painter.end()


def document(kit: NewKit, date: str) -> QTextDocument:
    """Return what stands on the page."""
    page = QTextDocument()
    page.setDocumentMargin(0)
    font = QFont(UI_FONT, TEXT_PT)
    font.setFeature(QFont.Tag("liga"), 0)  # so that every letter of a word stands by itself
    page.setDefaultFont(font)
    page.setDefaultStyleSheet("td { font-size: 19pt; } h1 { font-size: 26pt; }")
    half = len(kit.words) // 2
    numbered = tuple(enumerate(kit.words, 1))
    rows = [
        _ROW.format(*left, *right)
        for left, right in zip(numbered[:half], numbered[half:], strict=True)
    ]
    page.setHtml(
        _PAGE.format(
            rows="".join(rows),
            title=_say("Recovery kit"),
            made=_say("For the Afterpage journal {name}, made on {date}.").format(
                name=f"<b>{kit.name}</b>", date=date
            ),
            how=_say("How to use it"),
            first=_say(
                "Have Afterpage on the computer, and the journal’s folder (or a backup of it)"
                " in its place."
            ),
            second=_say(
                "Open Afterpage. When it says that the journal is closed or the key isn’t where"
                " it was left, choose “Use the recovery kit”."
            ),
            third=_say("Type the twelve words in the order of their numbers."),
            care=_say(
                "Anyone holding this page and the journal’s files can read everything, so keep it"
                " away from that computer. The page alone opens nothing. A newer kit, once it was"
                " checked, takes this one’s place."
            ),
        )
    )
    return page


def _say(text: str) -> str:
    return QCoreApplication.translate("kitpdf", text)
