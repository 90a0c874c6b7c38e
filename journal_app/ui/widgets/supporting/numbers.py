"""Numbers and addresses, large, each with a button that copies it. Nothing is called from here."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from journal_app.domain import crisis
from journal_app.domain.crisis import Line, Way
from journal_app.ui import copytext
from journal_app.ui.widgets import plain


def emergency(said: str) -> QWidget:
    """Return the emergency number of a country, as large as it can be read without glasses."""
    box = QWidget()
    row = plain.row(gap=12)
    row.setContentsMargins(0, 0, 0, 0)
    text = copytext.section("safety_page")["emergency"].format(emergency_number=said)
    row.addWidget(_large(text), 1)
    numbers = crisis.numbers(said) if said != crisis.ANYWHERE else ()
    for number in numbers:
        row.addWidget(_copies(number, _copy_it(number if len(numbers) > 1 else "")))
    box.setLayout(row)
    return box


def line(about: Line) -> QFrame:
    """Return a card about people who answer."""
    card = plain.card()
    column = plain.column(card, margin=14, gap=12)
    title = f"{about.name} · {about.hours}" if about.hours else about.name
    column.addWidget(plain.label(title, "lead", wrap=True))
    for way in about.ways:
        column.addLayout(reach(way))
    return card


def reach(way: Way) -> QHBoxLayout:
    """Return a row about one way to reach somebody; an address is text, and opens nothing."""
    if way.kind == "web":
        return _row(plain.label(way.said, wrap=True), _copies(way.said, _tr("Copy address")))
    said = _tr("Text {number}").format(number=way.said) if way.kind == "text" else way.said
    return number(said, way.number)


def number(said: str, copied: str = "") -> QHBoxLayout:
    """Return a row with a number, and a button that copies it."""
    return _row(_large(said), _copies(copied or said, _copy_it()))


def _row(said: QWidget, button: QWidget) -> QHBoxLayout:
    row = plain.row(gap=12)
    row.addWidget(said, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _large(said: str) -> QWidget:
    label = plain.label(said, "number", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _copy_it(which: str = "") -> str:
    return _tr("Copy {number}").format(number=which) if which else _small_copy()


def _small_copy() -> str:
    return str(copytext.section("safety_page")["copy"])


def _copies(copied: str, said: str) -> QPushButton:
    button = plain.button(said, lambda: None)
    button.setAccessibleName(f"{said}: {copied}")
    button.clicked.connect(partial(_copy, button, copied))
    return button


def _copy(button: QPushButton, copied: str) -> None:
    QGuiApplication.clipboard().setText(copied)
    button.setText(_tr("Copied"))
    button.setAccessibleName(_tr("Copied: {what}").format(what=copied))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Numbers", text)
